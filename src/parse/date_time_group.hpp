#pragma once
// The moment a cable was sent, as its header says it (format 1):
//
//   match_date_time_group("R 271956Z FEB 08")           ->  2008-02-27T19:56Z, precedence R
//   match_date_time_group("O P 121407Z DEC 07 ZDK")     ->  the same with O and P; text behind it
//   match_date_time_group("081545Z Jun 05")             ->  without precedence: partial extracts
//   match_date_time_group("R 319956Z FEB 08")           ->  matched, but no such moment
//
// Two digits of a year over 50 are 19yy; no moment is before 1951 or behind 2050, even where the year
// has four. Pure; reads one line.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace chancery::parse {

struct DateTimeGroup {
    std::vector<std::string> precedence; // O and P
    std::optional<Instant> moment;       // nothing where year, month, day or time cannot be
    std::string_view text;               // from the precedence to the year
};

std::optional<DateTimeGroup> match_date_time_group(std::string_view line);

// The line that newspapers put above a text: "Thursday, 24 April 2008, 09:01" (format 0).
std::optional<Instant> match_weekday_line(std::string_view line);

} // namespace chancery::parse
