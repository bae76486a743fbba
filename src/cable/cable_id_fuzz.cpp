// Property: an id that is read is read again from its own text, and its parts make it.
#include "base/check.hpp"
#include "cable/cable_id.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using chancery::CableId;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto id = CableId::parse(text)) {
        CHECK(CableId::parse(id->text()) == id);
        CHECK(CableId::make(id->year(), id->post(), id->serial()) == id);
        canonical_id(*id);
    }
    return 0;
}
