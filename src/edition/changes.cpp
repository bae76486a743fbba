#include "edition/changes.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <unordered_map>

#include "base/check.hpp"
#include "base/error.hpp"
#include "edition/format.hpp"
#include "edition/reader.hpp"

namespace chancery::edition {

namespace {

Instant day_of(std::int32_t number)
{
    return Instant(std::chrono::days(number));
}

// The last of each cable, by id.
std::vector<Version> last_versions(const Database& db)
{
    Statement rows(db, "SELECT id, number, date, change, why FROM version ORDER BY id, number");
    std::vector<Version> last;
    while (rows.step()) {
        Version version{std::string(rows.text(0)),
                        static_cast<std::uint32_t>(rows.integer(1)),
                        instant_from_seconds(rows.integer(2)),
                        std::string(rows.text(3)),
                        std::string(rows.text(4)),
                        {},
                        std::nullopt};
        if (!last.empty() && last.back().id == version.id) {
            last.back() = std::move(version);
        } else {
            last.push_back(std::move(version));
        }
    }
    return last;
}

std::uint32_t number_in(const std::vector<std::int32_t>& days, std::int64_t number,
                        const Database& db)
{
    if (number < 1 || static_cast<std::uint64_t>(number) > days.size()) {
        throw IoError(db.name() + ": damaged: cables are not numbered from 1");
    }
    return static_cast<std::uint32_t>(number - 1);
}

void mark_tagged(const Database& db, std::vector<std::uint8_t>& listed)
{
    Statement pages(db, "SELECT l.cables FROM value v JOIN listing l ON l.value = v.number "
                        "WHERE v.facet = ?");
    for (pages.bind(static_cast<int>(Facet::Tag)); pages.step();) {
        for (const std::uint32_t number : numbers_of(pages.text(0))) {
            if (number >= 1 && number <= listed.size()) {
                listed[number - 1] |= static_cast<std::uint8_t>(Way::Tag);
            }
        }
    }
}

// By number, as the writer put them down; empty if it did not.
std::vector<std::uint32_t> arrivals(const Database& db)
{
    Statement find(db, "SELECT value FROM meta WHERE key = ?");
    find.bind(kArrivalsKey);
    return find.step() ? numbers_of(find.text(0)) : std::vector<std::uint32_t>();
}

} // namespace

std::int32_t day_number(Instant instant)
{
    const auto day = std::chrono::floor<std::chrono::days>(instant).time_since_epoch().count();
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(
        day, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()));
}

Changes::Changes(const Database& db)
{
    std::unordered_map<std::string_view, Instant> changed;
    const std::vector<Version> last = last_versions(db);
    for (const Version& version : last) {
        changed.emplace(version.id, version.date);
    }
    const auto count = query_integer(db, "SELECT count(*) FROM cable").value_or(0);
    days_.resize(static_cast<std::size_t>(count));
    listed_.resize(days_.size());
    const std::vector<std::uint32_t> arrived = arrivals(db);
    std::int32_t earliest = std::numeric_limits<std::int32_t>::max();
    Statement cables(db, "SELECT number, id, released, origin, classification FROM cable");
    while (cables.step()) {
        const std::uint32_t at = number_in(days_, cables.integer(0), db);
        const auto version = changed.find(cables.text(1));
        days_[at] = arrived.size() == days_.size() ? static_cast<std::int32_t>(arrived[at])
                    : version != changed.end()
                        ? day_number(version->second)
                        : day_number(instant_from_seconds(cables.integer(2)));
        const int origin = cables.is_null(3) ? 0 : static_cast<int>(Way::Origin);
        const int level = cables.is_null(4) ? 0 : static_cast<int>(Way::Classification);
        listed_[at] = static_cast<std::uint8_t>(origin | level);
        earliest = std::min(earliest, days_[at]);
    }
    mark_tagged(db, listed_);

    for (const Version& version : last) {
        if (version.change == "withdrawn") {
            withdrawn_.push_back(version);
            earliest = std::min(earliest, day_number(version.date));
        }
    }
    earliest_ = day_of(days_.empty() && withdrawn_.empty() ? 0 : earliest);
    latest_ = last;
    std::ranges::sort(latest_, [](const Version& a, const Version& b) {
        return std::tie(b.date, a.id) < std::tie(a.date, b.id);
    });
    latest_.resize(std::min(latest_.size(), kMaxLatestChanges));
}

Changes::~Changes() = default;

Instant Changes::day(std::uint32_t number) const
{
    CHECK(number >= 1 && number <= days_.size());
    return day_of(days_[number - 1]);
}

bool Changes::is_listed(std::uint32_t number, Way by) const
{
    CHECK(number >= 1 && number <= days_.size());
    return (listed_[number - 1] & static_cast<std::uint8_t>(by)) != 0;
}

Instant Changes::newest(std::uint32_t from, std::uint32_t to) const
{
    Instant newest = earliest_;
    for (std::uint32_t number = from; number < to && number <= count(); ++number) {
        newest = std::max(newest, day(number));
    }
    return newest;
}

} // namespace chancery::edition
