// Property: what is read is written and read again as the same cable, and its repairs can be
// applied.
#include "base/check.hpp"
#include "cable/cable_json.hpp"
#include "cable/json_read.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace chancery; // NOLINT(google-build-using-namespace)
    try {
        const Cable cable = from_json(std::string_view(reinterpret_cast<const char*>(data), size));
        CHECK(from_json(to_json(cable)) == cable);
        repaired_body(cable);
    } catch (const JsonError&) {
        return 0;
    }
    return 0;
}
