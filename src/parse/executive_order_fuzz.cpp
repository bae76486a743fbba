// Property: the order is the number at the start, a date is a day that exists, and the text is what
// stands there.
#include "base/check.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "parse/executive_order.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace chancery;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const ExecutiveOrder read = parse::read_executive_order(text);
    const std::string whole = collapse_spaces(text);
    CHECK(read.order.empty() || all_digits(read.order));
    CHECK(whole.starts_with(read.order));
    CHECK(whole.ends_with(read.text));
    CHECK(read.event.empty() || whole.find(read.event) != std::string::npos);
    CHECK(read.declassify_on.empty() || parse_instant(read.declassify_on + "T00:00:00Z"));
    CHECK(parse::read_executive_order(text) == read);
    return 0;
}
