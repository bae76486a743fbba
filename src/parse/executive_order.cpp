#include "parse/executive_order.hpp"

#include <array>
#include <optional>

#include "base/time.hpp"
#include "cable/reference_data.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::array<std::string_view, 7> kLabels = {
    "DECLASSIFY ON:", "DECLASSIFY ON", "DECLL:", "DECL:", "DECL.", "DECL;", "DECL"};

std::optional<Instant> make_day(std::string_view year, std::string_view month, std::string_view day)
{
    return make_instant(
        {.year = full_year(year), .month = small_number(month), .day = small_number(day)});
}

// A date at the cursor; the cursor stands behind it if it is one.
std::optional<Instant> match_date(Cursor& cursor)
{
    const std::string_view a = cursor.digits(1, 4);
    const char separator = cursor.peek();
    if (a.empty() || (separator != '/' && separator != '-')) {
        return std::nullopt;
    }
    cursor.step();
    const std::string_view b = cursor.digits(1, 2);
    if (b.empty() || !cursor.eat(separator)) {
        return std::nullopt;
    }
    const std::string_view c = cursor.digits(1, 4);
    if (a.size() == 4 && !c.empty() && c.size() <= 2) {
        return make_day(a, b, c);
    }
    if (a.size() <= 2 && (c.size() == 2 || c.size() == 4)) {
        return make_day(c, a, b);
    }
    return std::nullopt;
}

std::optional<Instant> find_date(std::string_view text)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_digit(text[at]) || (at > 0 && is_digit(text[at - 1]))) {
            continue;
        }
        Cursor cursor(text, at);
        if (const auto date = match_date(cursor)) {
            return date;
        }
    }
    return std::nullopt;
}

std::string_view without_leading_punctuation(std::string_view text)
{
    const std::size_t at = text.find_first_not_of(" \t\n:;,");
    return at == std::string_view::npos ? std::string_view() : text.substr(at);
}

// What declassification waits for, where that is no date: "CLOSURE OF ICTY", "OADR", "MR".
std::string_view event_of(std::string_view text)
{
    for (const std::string_view label : kLabels) {
        if (starts_with_ignoring_case(text, label)) {
            return without_leading_punctuation(text.substr(label.size()));
        }
    }
    return reference_data().exemption(text) != nullptr ? text : std::string_view();
}

bool is_not_applicable(std::string_view text)
{
    return starts_with_ignoring_case(text, "N/A") || equals_ignoring_case(text, "NA") ||
           equals_ignoring_case(text, "NOT APPLICABLE");
}

} // namespace

ExecutiveOrder read_executive_order(std::string_view text)
{
    ExecutiveOrder read;
    Cursor cursor(text);
    read.order = cursor.digits(1, 9);
    read.text = collapse_spaces(without_leading_punctuation(cursor.rest()));
    if (is_not_applicable(read.text)) {
        return read;
    }
    if (const auto date = find_date(read.text)) {
        read.declassify_on = format_day(*date);
        return read;
    }
    const std::string_view event = event_of(read.text);
    read.event = is_not_applicable(event) ? std::string_view() : event;
    return read;
}

} // namespace chancery::parse
