#pragma once
// Moments in UTC, to the second. Cables carry no other zone than Z.
//
//   format_rfc3339(t)   2008-02-27T19:56:00Z      format_minute(t)   2008-02-27 19:56
//   format_day(t)       2008-02-27                format_month(t)    2008-02
//
// Years 1800 to 2199 are read; others are refused, so that a formatted year always has four digits.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chancery {

using Instant = std::chrono::sys_seconds;

struct Civil {
    int year = 1970;
    unsigned month = 1; // 1 to 12
    unsigned day = 1;
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
    auto operator<=>(const Civil&) const = default;
};

// nothing where such a day or time does not exist
std::optional<Instant> make_instant(const Civil& civil);
Civil civil(Instant instant);

// "2008-02-27", with an optional time behind ' ' or 'T': "19:56", "19:56:30", and an optional Z.
std::optional<Instant> parse_instant(std::string_view text);
// 1 to 12 for JAN to DEC (any case, the first three letters count), 0 for anything else.
unsigned month_from_name(std::string_view name);

std::string format_rfc3339(Instant instant);
std::string format_minute(Instant instant);
std::string format_day(Instant instant);
std::string format_month(Instant instant);
std::string format_http_date(Instant instant); // RFC 9110, 5.6.7

constexpr std::int64_t seconds_since_epoch(Instant instant)
{
    return instant.time_since_epoch().count();
}
constexpr Instant instant_from_seconds(std::int64_t seconds)
{
    return Instant(std::chrono::seconds(seconds));
}

Instant now();

} // namespace chancery
