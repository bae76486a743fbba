// Dates: what is read can be written and read again.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "http/http_date.hpp"

using namespace chancery;       // NOLINT: a fuzz target
using namespace chancery::http; // NOLINT

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto instant = parse_http_date(text)) {
        CHECK(parse_http_date(format_http_date(*instant)) == instant);
    }
    return 0;
}
