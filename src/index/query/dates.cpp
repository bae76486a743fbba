#include "index/query/dates.hpp"

#include <array>
#include <chrono>

#include <fmt/format.h>

#include "base/text.hpp"

namespace chancery::index::query {

namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr int kFirstYear = 1800;
constexpr int kLastYear = 2199;
constexpr std::int64_t kDay = 86400;

std::int64_t seconds(const year_month_day& date)
{
    return std::chrono::sys_seconds(sys_days(date)).time_since_epoch().count();
}

int number(std::string_view digits)
{
    int value = 0;
    for (const char c : digits) {
        value = value * 10 + (c - '0');
    }
    return value;
}

// A year, a month or a day: its first second and the first one after.
std::optional<Dates> read_date(std::string_view text)
{
    const std::vector<std::string_view> parts = split(text, '-');
    if (parts.size() > 3 || parts[0].size() != 4 || !all_digits(parts[0])) {
        return std::nullopt;
    }
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (parts[i].size() > 2 || !all_digits(parts[i])) {
            return std::nullopt;
        }
    }
    const int year_number = number(parts[0]);
    const auto part = [&](std::size_t i) {
        return i < parts.size() ? static_cast<unsigned>(number(parts[i])) : 1U;
    };
    const year_month_day first{year(year_number), month(part(1)), day(part(2))};
    if (year_number < kFirstYear || year_number > kLastYear || !first.ok()) {
        return std::nullopt;
    }
    if (parts.size() == 3) {
        return Dates{seconds(first), seconds(first) + kDay};
    }
    const year_month_day next = parts.size() == 2 ? first + months(1) : first + years(1);
    return Dates{seconds(first), seconds(next)};
}

// Nothing where only years beyond those that can be written are left: >2199.
std::optional<Dates> in_reach(const Dates& dates)
{
    const bool early = dates.to && *dates.to <= seconds(year(kFirstYear) / 1 / 1);
    const bool late = dates.from && *dates.from >= seconds(year(kLastYear + 1) / 1 / 1);
    return early || late ? std::nullopt : std::optional(dates);
}

struct Compared {
    const char* sign;
    bool from; // sets the beginning, else the end
    bool with; // the date itself is in
};
constexpr std::array<Compared, 4> kCompared = {{
    {">=", true, true},
    {"<=", false, true},
    {">", true, false},
    {"<", false, false},
}};

year_month_day day_of(std::int64_t at)
{
    return std::chrono::floor<std::chrono::days>(
        std::chrono::sys_seconds(std::chrono::seconds(at)));
}

std::string print_day(const year_month_day& date)
{
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

// A year or a month that the two ends are exactly; empty if none.
std::string print_whole(const year_month_day& first, const year_month_day& next)
{
    const bool at_month = first.day() == day(1);
    if (at_month && first.month() == month(1) && first + years(1) == next) {
        return fmt::format("{:04}", static_cast<int>(first.year()));
    }
    if (at_month && first + months(1) == next) {
        return fmt::format("{:04}-{:02}", static_cast<int>(first.year()),
                           static_cast<unsigned>(first.month()));
    }
    return "";
}

constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                 "May",       "June",     "July",     "August",
                                                 "September", "October",  "November", "December"};

} // namespace

std::optional<Dates> read_dates(std::string_view text)
{
    if (equals_ignoring_case(text, "none")) {
        return Dates{};
    }
    for (const auto& [sign, from, with] : kCompared) {
        if (text.starts_with(sign)) {
            const auto date = read_date(text.substr(std::string_view(sign).size()));
            if (!date) {
                return std::nullopt;
            }
            return in_reach(from ? Dates{with ? date->from : date->to, std::nullopt}
                                 : Dates{std::nullopt, with ? date->to : date->from});
        }
    }
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos) {
        return read_date(text);
    }
    const std::string_view first = text.substr(0, dots);
    const std::string_view last = text.substr(dots + 2);
    const auto from = read_date(first);
    const auto to = read_date(last);
    if ((!from && !first.empty()) || (!to && !last.empty()) || (!from && !to)) {
        return std::nullopt;
    }
    return Dates{from ? from->from : std::nullopt, to ? to->to : std::nullopt};
}

std::string print_dates(const Dates& dates)
{
    if (!dates.from && !dates.to) {
        return "none";
    }
    if (dates.from && dates.to) {
        const std::string whole = print_whole(day_of(*dates.from), day_of(*dates.to));
        if (!whole.empty()) {
            return whole;
        }
    }
    const std::string from = dates.from ? print_day(day_of(*dates.from)) : "";
    const std::string to = dates.to ? print_day(day_of(*dates.to - 1)) : "";
    return from == to ? from : from + ".." + to;
}

std::string dates_in_words(const Dates& dates)
{
    if (!dates.from && !dates.to) {
        return "without a date";
    }
    if (!dates.to) {
        return "on or after " + print_day(day_of(*dates.from));
    }
    const std::string last = print_day(day_of(*dates.to - 1));
    if (!dates.from) {
        return "up to " + last;
    }
    const year_month_day first = day_of(*dates.from);
    const std::string whole = print_whole(first, day_of(*dates.to));
    if (whole.size() == 4) {
        return "in " + whole;
    }
    if (!whole.empty()) {
        return fmt::format("in {} {}", kMonths.at(static_cast<unsigned>(first.month()) - 1),
                           whole.substr(0, 4));
    }
    const std::string from = print_day(first);
    return from == last ? "on " + from : "from " + from + " to " + last;
}

} // namespace chancery::index::query
