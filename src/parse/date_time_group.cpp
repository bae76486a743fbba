#include "parse/date_time_group.hpp"

#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::string_view kPrecedences = "ZOPRYW";

std::vector<std::string> read_precedence(Cursor& cursor)
{
    std::vector<std::string> found;
    while (found.size() < 2 &&
           kPrecedences.find(to_upper(cursor.peek())) != std::string_view::npos &&
           is_blank(cursor.peek(1))) {
        found.emplace_back(1, to_upper(cursor.peek()));
        cursor.step();
        cursor.blanks();
    }
    if (found.empty() && cursor.peek() == '0' && is_blank(cursor.peek(1))) { // a zero for an O
        found.emplace_back("O");
        cursor.step();
        cursor.blanks();
    }
    return found;
}

unsigned two_digits(std::string_view digits, std::size_t at)
{
    return small_number(digits.substr(at, 2));
}

// Only in the years that two digits can mean: in a text of 1834 or 2199 the digits are wrong.
std::optional<Instant> moment_of(const Civil& printed)
{
    constexpr int kFirstYear = 1951;
    constexpr int kLastYear = 2050;
    const bool believed = kFirstYear <= printed.year && printed.year <= kLastYear;
    return believed ? make_instant(printed) : std::nullopt;
}

} // namespace

std::optional<DateTimeGroup> match_date_time_group(std::string_view line)
{
    Cursor cursor(line);
    cursor.blanks();
    const std::size_t from = cursor.at();
    DateTimeGroup group;
    group.precedence = read_precedence(cursor);
    const std::string_view digits = cursor.digits(6, 6);
    if (digits.empty()) {
        return std::nullopt;
    }
    cursor.blanks();
    if (!cursor.eat('Z') && !cursor.eat('z')) {
        return std::nullopt;
    }
    cursor.blanks();
    const std::string_view name = cursor.letters(9);
    cursor.blanks();
    cursor.eat('\'');
    std::string_view year = cursor.digits(4, 4);
    year = year.empty() ? cursor.digits(2, 2) : year;
    if (name.size() < 3 || year.empty()) {
        return std::nullopt;
    }
    group.text = cursor.since(from);
    group.moment = moment_of({.year = full_year(year),
                              .month = month_from_name(name),
                              .day = two_digits(digits, 0),
                              .hour = two_digits(digits, 2),
                              .minute = two_digits(digits, 4)});
    return group;
}

std::optional<Instant> match_weekday_line(std::string_view line)
{
    Cursor cursor(line);
    cursor.blanks();
    const std::string_view weekday = cursor.letters(9);
    if (weekday.size() < 6 || !weekday.ends_with("day") || !cursor.eat(',') || !cursor.blanks()) {
        return std::nullopt;
    }
    const std::string_view day = cursor.digits(1, 2);
    cursor.blanks();
    const std::string_view month = cursor.letters(9);
    cursor.blanks();
    const std::string_view year = cursor.digits(4, 4);
    if (year.empty() || !cursor.eat(',')) {
        return std::nullopt;
    }
    cursor.blanks();
    const std::string_view hour = cursor.digits(1, 2);
    if (hour.empty() || !cursor.eat(':')) {
        return std::nullopt;
    }
    const std::string_view minute = cursor.digits(2, 2);
    if (minute.empty()) {
        return std::nullopt;
    }
    return moment_of({.year = full_year(year),
                      .month = month_from_name(month),
                      .day = small_number(day),
                      .hour = small_number(hour),
                      .minute = small_number(minute)});
}

} // namespace chancery::parse
