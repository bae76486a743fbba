#pragma once
// `chancery release`: from the archive to a new edition.
//
//   const std::vector<Order> orders = {{.selection = {.all = true}}};
//   const ReleaseReport report = release(store, orders, {.made = now(), .edition = folder / "edition"}, Quiet::No);
//
// The acts are recorded in the archive, an edition with everything that is public is written beside the one in use, scanned for everything
// that must not be in it (leak_scan.hpp), and one rename switches to it. Killed at any moment, the old edition is whole and in use, and the
// next release goes on. The same archive gives the same edition to the byte. All cores; memory bounded by a few hundred cables and a row for
// each one.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "archive/store.hpp"
#include "base/progress.hpp"
#include "edition/settings.hpp"
#include "edition/writer.hpp"
#include "release/articles.hpp"
#include "release/desk.hpp"

namespace chancery::release {

// Whether all is written anew even where nothing has changed: for an edition that was damaged.
enum class Again : std::uint8_t { No, Yes };

struct ReleaseOptions {
    Instant made; // the present moment
    std::optional<Instant>
        date; // of cables whose source gives none (and of the release itself); without it, the day of `made`
    std::string title;
    std::string who;
    std::filesystem::path edition;
    Again again = Again::No;
    std::optional<std::chrono::seconds>
        hold; // the new edition is put aside for so long before it is used
    edition::Overwrite overwrite = edition::Overwrite::No; // of earlier editions that are removed
    TakeArticles articles = TakeArticles::All;
};

struct ReleaseReport {
    DeskReport desk;
    ArticleReport articles;
    std::uint64_t total = 0;          // cables in the edition
    std::filesystem::path generation; // empty: nothing had changed, the edition stays
    std::optional<Instant> held_until;
    std::optional<std::int64_t>
        release; // if there was anything to decide: its number in the archive
    std::vector<std::string> not_overwritten; // files of earlier editions, and why
    double seconds = 0;
};

// UsageError while another release is held whose time is not over.
ReleaseReport release(archive::Store& store, const std::vector<Order>& orders,
                      const ReleaseOptions& options, Quiet quiet);

// What release() would make public, told line by line; nothing is kept of it. Lines end where they are shown.
void preview(archive::Store& store, const std::vector<Order>& orders, const ReleaseOptions& options,
             Quiet quiet, const std::function<void(const std::string&)>& line);

// Uses the edition that is held, if its time is over; where other rules hold by then than those it was written with, it is written anew. Says
// where it is now.
struct EndedHold {
    std::filesystem::path generation;
    std::vector<std::string> not_overwritten;
};
std::optional<EndedHold> end_hold(archive::Store& store, Instant now, edition::Overwrite overwrite,
                                  Quiet quiet);
// Throws the held edition away; its acts do not count. UsageError if none is held.
void undo_held(archive::Store& store, Instant now, const std::string& who);

} // namespace chancery::release
