// Property: a mark stands in its brackets at the start of the line; an opening is followed by what
// it says, its number is digits, and its text starts inside the line.
#include "base/check.hpp"
#include "base/text.hpp"
#include "parse/portion_mark.hpp"
#include "parse/scan.hpp"

namespace {

using namespace chancery;

void check_mark(std::string_view line)
{
    const auto match = parse::match_portion_mark(line);
    if (!match) {
        return;
    }
    CHECK(match->length <= line.size() && !match->mark.empty());
    CHECK(line.front() == '(' && line[match->length - 1] == ')');
    CHECK(line.substr(0, match->length).find(match->mark) != std::string_view::npos);
    const auto alone = parse::match_portion_mark(line.substr(0, match->length));
    CHECK(alone && alone->mark == match->mark);
}

void check_opening(std::string_view line)
{
    const auto opening = parse::match_opening(line);
    if (!opening) {
        return;
    }
    CHECK(opening->text_at <= line.size());
    const std::string_view label = line.substr(0, opening->text_at);
    CHECK(label.find(opening->number) != std::string_view::npos);
    CHECK(label.find(opening->mark) != std::string_view::npos);
    const bool numbered =
        opening->kind == parse::OpeningKind::Number || opening->kind == parse::OpeningKind::Bracket;
    CHECK(numbered == !opening->number.empty());
    CHECK(opening->number.empty() || all_digits(opening->number));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const parse::TextLine& line : parse::text_lines(text)) {
        check_mark(line.text);
        check_opening(line.text);
    }
    return 0;
}
