// Property: removals are in order and apart, and each says what stands in its place.
#include "base/check.hpp"
#include "parse/removals.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace chancery;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    std::uint32_t behind = 0;
    for (const Removal& removal : parse::find_removals(body)) {
        CHECK(behind <= removal.at.from && removal.at.from < removal.at.to);
        CHECK(removal.at.to <= size);
        CHECK(body.substr(removal.at.from, removal.at.to - removal.at.from) == removal.text);
        behind = removal.at.to;
    }
    return 0;
}
