#pragma once
// Which cables of the archive an editor means.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/store.hpp"

namespace chancery::release {

struct InstantRange {
    std::optional<Instant> from;
    std::optional<Instant> to; // exclusive
    bool operator==(const InstantRange&) const = default;
};

// "2008", "2008-02", "2008-02-27", or two of them with ".." between; either side of ".." may be
// missing. Nothing if it is none of these.
std::optional<InstantRange> parse_range(std::string_view text);

// Any of these.
struct Selection {
    bool all = false;
    std::vector<std::string> ids{};        // reference ids, any spelling
    std::optional<InstantRange> created{}; // by date of creation
    std::optional<InstantRange>
        given_released{};             // by the date on which the source had released them
    std::vector<std::string> posts{}; // as in reference ids: GUATEMALA

    bool empty() const
    {
        return !all && ids.empty() && !created && !given_released && posts.empty();
    }
    bool operator==(const Selection&) const = default;
};

struct Selected {
    const archive::CableEntry& cable; // of the list
    bool is_named = false;            // by its id
};

// Of `cables`, which are in the order of their references. Ids that none of them has are added to
// `unknown`.
std::vector<Selected> select(const std::vector<archive::CableEntry>& cables,
                             const Selection& selection, std::vector<std::string>& unknown);

} // namespace chancery::release
