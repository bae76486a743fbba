// Range: a part always lies inside the page. The first byte is the size of the page.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "http/range.hpp"

using namespace chancery;       // NOLINT: a fuzz target
using namespace chancery::http; // NOLINT

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::uint64_t total = text.empty() ? 0 : static_cast<unsigned char>(text[0]);
    const Range range = parse_range(text.substr(text.empty() ? 0 : 1), total);
    CHECK(range.kind != RangeKind::Part || (range.first <= range.last && range.last < total));
    CHECK(!content_range(range, total).empty());
    return 0;
}
