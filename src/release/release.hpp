#pragma once
// `chancery release`: from the archive to a new edition.
//
//   const Selection selection = {.all = true};
//   const ReleaseReport report = release(store, selection, {.date = now(), .edition = folder / "edition"}, Quiet::No);
//
// The act is recorded in the archive, an edition with everything that is released is written beside the one in use, and one rename
// switches to it. Killed at any moment, the old edition is whole and in use, and the next release goes on. The same archive gives the same
// edition to the byte. All cores; memory bounded by a few hundred cables and a row for each released one.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "archive/store.hpp"
#include "base/progress.hpp"
#include "edition/settings.hpp"

namespace chancery::release {

struct InstantRange {
    std::optional<Instant> from;
    std::optional<Instant> to; // exclusive
};

// "2008", "2008-02", "2008-02-27", or two of them with ".." between; either side of ".." may be missing. Nothing if it is none of these.
std::optional<InstantRange> parse_range(std::string_view text);

// Which cables of the archive. Those that are public already stay so, whatever is selected.
struct Selection {
    bool all = false;
    std::vector<std::string> ids{};        // reference ids, any spelling
    std::optional<InstantRange> created{}; // by date of creation
    std::optional<InstantRange>
        given_released{}; // by the date on which the source had released them
};

// Whether all is written anew even where nothing has changed: for an edition that was damaged.
enum class Again : std::uint8_t { No, Yes };

struct ReleaseOptions {
    Instant made; // the present moment
    std::optional<Instant>
        date; // of cables whose source gives none (and of the release itself); without it, the day of `made`
    std::string title;
    std::filesystem::path edition;
    Again again = Again::No;
};

struct ReleaseReport {
    std::uint64_t released = 0; // for the first time
    std::uint64_t replaced =
        0; // released before, from another original than the one that leads now
    std::uint64_t unchanged = 0;      // selected, and public as they are already
    std::uint64_t total = 0;          // cables in the edition
    std::vector<std::string> unknown; // ids that the archive has no cable for
    std::filesystem::path generation; // empty: nothing had changed, the edition stays
    double seconds = 0;
};

ReleaseReport release(archive::Store& store, const Selection& selection,
                      const ReleaseOptions& options, Quiet quiet);

} // namespace chancery::release
