#pragma once
// When each cable of an edition last changed, and which were withdrawn: what those need who follow an
// archive or keep a copy of it.
//
//   const Changes& changes = generation.changes();       // made when it is first asked for
//   changes.day(7)                                       the cable that is number 7 in listings
//   for (const Version& gone : changes.withdrawn()) ...
//
// A cable changed when the release took place that brought it or its last version: that is not the day
// of release that a source may give, which can be years before. Editions that do not say so (made
// without Arrivals, writer.hpp) have that of the last version, or else that of the source. Days are
// counted, not seconds: releases are dated by the day. Cables that are held are not named at all.
// Immutable; any thread. Memory: five bytes for each cable.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/sqlite.hpp"
#include "base/time.hpp"

namespace chancery::edition {

struct Version;

// Ways to browse that some cables have nothing for.
enum class Way : std::uint8_t { Origin = 1, Tag = 2, Classification = 4 };

constexpr std::size_t kMaxLatestChanges = 500;

class Changes {
public:
    // IoError for a damaged edition.
    explicit Changes(const Database& db);
    ~Changes();
    Changes(const Changes&) = delete;
    Changes& operator=(const Changes&) = delete;
    Changes(Changes&&) = delete;
    Changes& operator=(Changes&&) = delete;

    // Cables are numbered from 1, in the order of listings.
    std::uint32_t count() const { return static_cast<std::uint32_t>(days_.size()); }
    Instant day(std::uint32_t number) const; // midnight
    bool is_listed(std::uint32_t number, Way by) const;
    Instant earliest() const { return earliest_; } // of all cables and withdrawals
    // The newest in a stretch of numbers, `to` not among them; nothing smaller than earliest().
    Instant newest(std::uint32_t from, std::uint32_t to) const;

    // The last version of each cable that is not here any more, by id.
    const std::vector<Version>& withdrawn() const { return withdrawn_; }
    // The last version of each cable that has changed since its release, the newest first; of these
    // kMaxLatestChanges.
    const std::vector<Version>& latest() const { return latest_; }

private:
    std::vector<std::int32_t> days_; // since 1970
    std::vector<std::uint8_t> listed_;
    Instant earliest_;
    std::vector<Version> withdrawn_;
    std::vector<Version> latest_;
};

// Since 1970.
std::int32_t day_number(Instant instant);

} // namespace chancery::edition
