#include "base/time.hpp"

#include <array>

#include <fmt/format.h>

#include "base/text.hpp"

namespace chancery {

namespace {

constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<const char*, 7> kWeekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

// Takes exactly `width` digits from the front; -1 if they are not there.
int take_number(std::string_view& text, std::size_t width)
{
    if (text.size() < width || !all_digits(text.substr(0, width))) {
        return -1;
    }
    int value = 0;
    for (const char c : text.substr(0, width)) {
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(width);
    return value;
}

bool take(std::string_view& text, char c)
{
    if (text.empty() || text.front() != c) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

} // namespace

std::optional<Instant> make_instant(const Civil& c)
{
    using namespace std::chrono;
    if (c.month > 12 || c.day > 31) { // the library's types keep the low byte only
        return std::nullopt;
    }
    const year_month_day day{year(c.year), month(c.month), std::chrono::day(c.day)};
    if (!day.ok() || c.year < 1800 || c.year > 2199 || c.hour > 23 || c.minute > 59 ||
        c.second > 59) {
        return std::nullopt;
    }
    return sys_days(day) + hours(c.hour) + minutes(c.minute) + seconds(c.second);
}

Civil civil(Instant instant)
{
    using namespace std::chrono;
    const sys_days days = floor<std::chrono::days>(instant);
    const year_month_day ymd(days);
    const auto seconds = static_cast<unsigned>((instant - days).count());
    return {static_cast<int>(ymd.year()),
            static_cast<unsigned>(ymd.month()),
            static_cast<unsigned>(ymd.day()),
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60};
}

std::optional<Instant> parse_instant(std::string_view text)
{
    text = trim(text);
    const int year = take_number(text, 4);
    const bool dash1 = take(text, '-');
    const int month = take_number(text, 2);
    const bool dash2 = take(text, '-');
    const int day = take_number(text, 2);
    if (year < 0 || month < 0 || day < 0 || !dash1 || !dash2) {
        return std::nullopt;
    }
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (take(text, 'T') || take(text, ' ')) {
        hour = take_number(text, 2);
        const bool colon = take(text, ':');
        minute = take_number(text, 2);
        if (take(text, ':')) {
            second = take_number(text, 2);
        }
        take(text, 'Z');
        if (hour < 0 || !colon || minute < 0 || second < 0) {
            return std::nullopt;
        }
    }
    if (!text.empty()) {
        return std::nullopt;
    }
    return make_instant({year, static_cast<unsigned>(month), static_cast<unsigned>(day),
                         static_cast<unsigned>(hour), static_cast<unsigned>(minute),
                         static_cast<unsigned>(second)});
}

unsigned month_from_name(std::string_view name)
{
    for (unsigned i = 0; i < kMonths.size(); ++i) {
        if (name.size() >= 3 && equals_ignoring_case(name.substr(0, 3), kMonths[i])) {
            return i + 1;
        }
    }
    return 0;
}

// By hand: lists have two of them in each of a million lines.
std::string format_rfc3339(Instant instant)
{
    const Civil c = civil(instant);
    std::string text = "0000-00-00T00:00:00Z";
    const auto put = [&](std::size_t from, std::size_t digits, unsigned number) {
        for (std::size_t at = from + digits; at-- > from; number /= 10) {
            text[at] = static_cast<char>('0' + number % 10);
        }
    };
    put(0, 4, static_cast<unsigned>(c.year));
    put(5, 2, c.month);
    put(8, 2, c.day);
    put(11, 2, c.hour);
    put(14, 2, c.minute);
    put(17, 2, c.second);
    return text;
}

std::string format_minute(Instant instant)
{
    const Civil c = civil(instant);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", c.year, c.month, c.day, c.hour, c.minute);
}

std::string format_day(Instant instant)
{
    return format_minute(instant).substr(0, 10);
}

std::string format_month(Instant instant)
{
    return format_minute(instant).substr(0, 7);
}

std::string format_http_date(Instant instant)
{
    using namespace std::chrono;
    const Civil c = civil(instant);
    const weekday day{floor<days>(instant)};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kWeekdays.at(day.c_encoding()),
                       c.day, kMonths.at(c.month - 1), c.year, c.hour, c.minute, c.second);
}

Instant now()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

} // namespace chancery
