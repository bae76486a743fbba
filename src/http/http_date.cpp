#include "http/http_date.hpp"

#include <array>
#include <cstddef>

#include "base/text.hpp"

namespace chancery::http {
namespace {

// What the letters of a pattern take: w the name of a day, M of a month; d, y, h, m, s a digit (d
// also a blank in front) of day, year, hour, minute, second; z " GMT". Anything else stands for
// itself.
constexpr std::array<std::string_view, 3> kPatterns = {
    "w, dd M yyyy hh:mm:ssz",
    "w, dd-M-yy hh:mm:ssz",
    "w M dd hh:mm:ss yyyy",
};

std::string_view take_letters(std::string_view& text)
{
    std::size_t n = 0;
    while (n < text.size() && is_alpha(text[n])) {
        ++n;
    }
    const std::string_view letters = text.substr(0, n);
    text.remove_prefix(n);
    return letters;
}

unsigned* number_of(Civil& civil, unsigned& year, char letter)
{
    switch (letter) {
    case 'd':
        return &civil.day;
    case 'y':
        return &year;
    case 'h':
        return &civil.hour;
    case 'm':
        return &civil.minute;
    case 's':
        return &civil.second;
    default:
        return nullptr;
    }
}

bool take_digit(std::string_view& text, unsigned& number, char letter)
{
    if (text.empty() || !(is_digit(text[0]) || (letter == 'd' && number == 0 && text[0] == ' '))) {
        return false;
    }
    number = number * 10 + (text[0] == ' ' ? 0 : static_cast<unsigned>(text[0] - '0'));
    text.remove_prefix(1);
    return true;
}

bool take_month(std::string_view& text, Civil& civil)
{
    const std::string_view name = take_letters(text);
    civil.month = name.size() == 3 ? month_from_name(name) : 0;
    return civil.month != 0;
}

bool take(std::string_view& text, char letter, Civil& civil, unsigned& year)
{
    if (letter == 'w') {
        return !take_letters(text).empty();
    }
    if (letter == 'M') {
        return take_month(text, civil);
    }
    if (unsigned* number = number_of(civil, year, letter)) {
        return take_digit(text, *number, letter);
    }
    const std::string_view expected = letter == 'z' ? " GMT" : std::string_view(&letter, 1);
    const bool same = text.starts_with(expected);
    text.remove_prefix(same ? expected.size() : 0);
    return same;
}

std::optional<Instant> match(std::string_view text, std::string_view pattern)
{
    Civil civil{.year = 0, .month = 0, .day = 0, .hour = 0, .minute = 0, .second = 0};
    unsigned year = 0;
    for (const char letter : pattern) {
        if (!take(text, letter, civil, year)) {
            return std::nullopt;
        }
    }
    const bool short_year = pattern.find("yyyy") == pattern.npos;
    civil.year = static_cast<int>(short_year ? year + (year > 49 ? 1900 : 2000) : year);
    return text.empty() ? make_instant(civil) : std::nullopt;
}

} // namespace

std::optional<Instant> parse_http_date(std::string_view text)
{
    for (const std::string_view pattern : kPatterns) {
        if (const auto instant = match(text, pattern)) {
            return instant;
        }
    }
    return std::nullopt;
}

} // namespace chancery::http
