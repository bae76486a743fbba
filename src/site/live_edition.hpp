#pragma once
// The edition that is served, and the readers on it. A release switches EDITION/current while we
// run; the next look finds out, opens the new generation beside the old one and puts it in its
// place. Requests that began on the old one end on it.
//
//   LiveEdition live(folder);
//   if (live.look() == Look::Changed) live.reload();      // look() costs a readlink, at most once
//   a second
//   const ReaderLease reader = live.open()->lease();       // back to the pool when it goes
//
// Any thread. What cannot be opened leaves the old generation in use, and is tried again with the
// next look.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "edition/reader.hpp"
#include "index/search_reader.hpp"

namespace chancery::site {

class ReaderLease;

// One generation with the readers that are not in use: as many as threads have ever read at once.
class OpenEdition {
public:
    // Opens EDITION with its search index; IoError if either is damaged or missing.
    explicit OpenEdition(const std::filesystem::path& folder);
    const edition::Generation& generation() const { return *generation_; }

private:
    friend class ReaderLease;
    std::shared_ptr<const edition::Generation> generation_; // shared by its readers
    std::shared_ptr<const index::Index> index_;             // likewise
    std::mutex mutex_;
    std::vector<std::unique_ptr<index::SearchReader>> idle_;
};

// A reader for one request; keeps its generation alive.
class ReaderLease {
public:
    explicit ReaderLease(std::shared_ptr<OpenEdition> edition);
    ~ReaderLease();
    ReaderLease(const ReaderLease&) = delete;
    ReaderLease& operator=(const ReaderLease&) = delete;
    ReaderLease(ReaderLease&&) = delete;
    ReaderLease& operator=(ReaderLease&&) = delete;
    index::SearchReader& operator*() const { return *reader_; }

    // After damage was met: it is not given to another request.
    void discard() { reader_.reset(); }

private:
    std::shared_ptr<OpenEdition> edition_;
    std::unique_ptr<index::SearchReader> reader_;
};

enum class Look : std::uint8_t { Same, Changed };

class LiveEdition {
public:
    // IoError if there is no whole edition.
    LiveEdition(std::filesystem::path folder, std::chrono::milliseconds look_every);

    std::shared_ptr<OpenEdition> open() const; // shared: a request may outlive the switch
    // Whether `current` names another generation than the one in use. Asks the disk at most once in
    // `look_every`.
    Look look();
    // Opens what `current` names, if that is another; by one thread at a time, others go on with
    // the old one. True if there is a new one in use.
    bool reload();

private:
    std::filesystem::path folder_;
    std::chrono::milliseconds look_every_;
    std::atomic<std::int64_t> next_look_{0}; // ticks of steady_clock
    std::atomic<bool> changed_{false};
    bool is_other(const std::filesystem::path& target) const;

    std::mutex reloading_;
    mutable std::mutex mutex_;
    std::shared_ptr<OpenEdition> open_;
    std::filesystem::path target_; // what `current` named when open_ was opened
};

} // namespace chancery::site
