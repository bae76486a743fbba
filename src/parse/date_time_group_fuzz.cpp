// Property: a group lies in its line, says the same on its own, and is of the years that two digits
// can mean; so is the moment of a newspaper's line.
#include <optional>

#include "base/check.hpp"
#include "base/text.hpp"
#include "parse/date_time_group.hpp"
#include "parse/scan.hpp"

namespace {

using namespace chancery;

void check_year(const std::optional<Instant>& moment)
{
    if (moment) {
        const int year = civil(*moment).year;
        CHECK(1951 <= year && year <= 2050);
    }
}

void check_group(std::string_view line)
{
    const auto group = parse::match_date_time_group(line);
    if (!group) {
        return;
    }
    const std::uint32_t from = parse::offset_in(line, group->text);
    CHECK(from + group->text.size() <= line.size());
    CHECK(group->precedence.size() <= 2);
    const auto again = parse::match_date_time_group(group->text);
    CHECK(again && again->moment == group->moment && again->precedence == group->precedence);
    CHECK(again->text == group->text);
    check_year(group->moment);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const parse::TextLine& line : parse::text_lines(text)) {
        check_group(line.text);
        check_year(parse::match_weekday_line(line.text));
    }
    return 0;
}
