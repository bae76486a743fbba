#include "parse/executive_order.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/time.hpp"
#include "cable/reference_data.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::string_view kWordEnds = "(),;:";
constexpr std::array<std::string_view, 7> kLabels = {
    "DECLASSIFY ON:", "DECLASSIFY ON", "DECLL:", "DECL:", "DECL.", "DECL;", "DECL"};

// Instructions that are labels of the head and no exemption.
constexpr std::array<std::string_view, 6> kPlainInstructions = {
    "DECL", "DNG", "CLASSIFIED BY", "DERIVED FROM", "REASON", "N/A"};

// The kinds of reference/eo_exemptions.csv that an E.O. line may name.
bool is_exemption(const Term& term)
{
    return term.kind.ends_with("exemption") ||
           (term.kind == "instruction" &&
            std::find(kPlainInstructions.begin(), kPlainInstructions.end(), term.term) ==
                kPlainInstructions.end());
}

std::optional<Instant> make_day(std::string_view year, std::string_view month, std::string_view day)
{
    return make_instant(
        {.year = full_year(year), .month = small_number(month), .day = small_number(day)});
}

// Of two numbers that may be month and day the first is the month, unless it cannot be.
std::optional<Instant> make_day_either_way(std::string_view year, std::string_view first,
                                           std::string_view second)
{
    const auto day = make_day(year, first, second);
    return day || small_number(first) <= 12 ? day : make_day(year, second, first);
}

// 10/29/2018, 2018/10/29, 2018-10-29, 8/12/85, 20181029
std::optional<Instant> match_numeric_date(Cursor cursor)
{
    const std::string_view a = cursor.digits(1, 8);
    if (a.size() == 8) {
        return make_day(a.substr(0, 4), a.substr(4, 2), a.substr(6, 2));
    }
    const char separator = cursor.peek();
    if (a.empty() || (separator != '/' && separator != '-' && separator != '.')) {
        return std::nullopt;
    }
    while (cursor.eat(separator)) { // 07//21/2019
    }
    const std::string_view b = cursor.digits(1, 2);
    cursor.blanks();
    if (b.empty() || !cursor.eat(separator)) {
        return std::nullopt;
    }
    cursor.blanks();
    const std::string_view c = cursor.digits(1, 4);
    if (a.size() == 4 && !c.empty() && c.size() <= 2) {
        return make_day_either_way(a, b, c);
    }
    if (a.size() <= 2 && (c.size() == 2 || c.size() == 4)) {
        return make_day_either_way(c, a, b);
    }
    return std::nullopt;
}

std::string_view year_at(Cursor& cursor)
{
    cursor.eat(',');
    cursor.blanks();
    const std::string_view year = cursor.digits(4, 4);
    return year.empty() ? cursor.digits(2, 2) : year;
}

// OCTOBER 29, 2018
std::optional<Instant> match_month_day(Cursor cursor)
{
    const unsigned month = month_from_name(cursor.letters(9));
    cursor.eat('.');
    cursor.blanks();
    const std::string_view day = cursor.digits(1, 2);
    const std::string_view year = day.empty() ? std::string_view() : year_at(cursor);
    return month == 0 || year.empty()
               ? std::nullopt
               : make_instant({.year = full_year(year), .month = month, .day = small_number(day)});
}

// 29 OCTOBER 2018, 29OCT18
std::optional<Instant> match_day_month(Cursor cursor)
{
    const std::string_view day = cursor.digits(1, 2);
    cursor.blanks();
    const unsigned month = day.empty() ? 0 : month_from_name(cursor.letters(9));
    cursor.eat('.');
    const std::string_view year = month == 0 ? std::string_view() : year_at(cursor);
    return year.empty()
               ? std::nullopt
               : make_instant({.year = full_year(year), .month = month, .day = small_number(day)});
}

std::optional<Instant> find_date(std::string_view text)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool inside = at > 0 && (is_alnum(text[at - 1]) || text[at - 1] == '/');
        if (inside || !is_alnum(text[at]) ||
            trim_right(text.substr(0, at)).ends_with("DECLASSIFIED")) { // it is already
            continue;
        }
        const Cursor cursor(text, at);
        const bool number = is_digit(text[at]);
        auto date = number ? match_numeric_date(cursor) : match_month_day(cursor);
        if (!date && number) {
            date = match_day_month(cursor);
        }
        if (date) {
            return date;
        }
    }
    return std::nullopt;
}

// The exemption or instruction that the line names: OADR, MR, X1, 25X1, GDS, XGDS-1.
std::string_view find_exemption(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const auto separates = [](char c) {
            return is_space(c) || kWordEnds.find(c) != std::string_view::npos;
        };
        const std::size_t from = at;
        while (at < text.size() && !separates(text[at])) {
            ++at;
        }
        std::string_view word = text.substr(from, at - from);
        word.remove_suffix(word.ends_with('.') ? 1 : 0);
        const Term* term = word.empty() ? nullptr : reference_data().exemption(word);
        if (term != nullptr && is_exemption(*term)) {
            return term->term;
        }
        ++at;
    }
    return {};
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
    read.exemption = find_exemption(read.text);
    if (const auto date = find_date(read.text)) {
        read.declassify_on = format_day(*date);
        return read;
    }
    const std::string_view event = event_of(read.text);
    read.event = is_not_applicable(event) ? std::string_view() : event;
    return read;
}

} // namespace chancery::parse
