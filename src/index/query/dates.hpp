#pragma once
// Dates of a query: 2008, 2008-02, 2008-02-27, and ranges of them. All UTC, ends included.
//
//   read_dates("2007..2008-03")   from 2007-01-01 up to, without it, 2008-04-01
//   read_dates(">=2008-02")       from 2008-02-01
//   read_dates("none")            neither: what has no date
//   read_dates("soon")            nothing
//   print_dates({from, to})       2008-02 where that says it, else 2008-02-03..2008-02-09
//
// Years 1800 to 2199. Pure.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chancery::index::query {

struct Dates {
    std::optional<std::int64_t> from; // seconds since 1970
    std::optional<std::int64_t> to;   // the first second after
    bool operator==(const Dates&) const = default;
};

std::optional<Dates> read_dates(std::string_view text);
// Whole days; what is no day's start is taken down to it.
std::string print_dates(const Dates& dates);
// "in February 2008", "from 2008-02-03 to 2008-02-09", "up to 2007-12-31", "without a date".
std::string dates_in_words(const Dates& dates);

} // namespace chancery::index::query
