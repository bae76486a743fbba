#pragma once
// What an edition does not have, as far as it can be told from what it has. A post counts its cables
// from 1 each year, so the numbers that are known (of cables here, and of cables that these refer
// to) tell which others there must be.
//
//   Missing missing;
//   missing.add_here("08LINDEN3");         nodes of the graph (edition/citations.hpp), in any order
//   missing.add_here("08LINDEN9");
//   missing.add_cited("08LINDEN5", 2);     two cables refer to it, wherever it is
//   for (const MissingOf& of : missing.by_post_and_year()) ...
//       LINDEN 2008: lowest 3, highest 9, here 2, ghosts {5, 2}, runs {4, 4} {6, 8}
//
// Nothing between the highest known number and the end of the year is known, nor below the lowest. A
// number may be hostile or misprinted: what lies between is a run of two ends, never a list, and
// counts have 64 bits. Memory: some 24 bytes for each cable and each that is cited. One thread.
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace chancery::edition {

// Serial numbers of which nothing is known, both ends among them.
struct SerialRun {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint64_t count() const { return last - first + 1; }
    bool operator==(const SerialRun&) const = default;
};

struct GhostSerial {
    std::uint64_t serial = 0;
    std::uint32_t citers = 0; // cables that refer to it
    bool operator==(const GhostSerial&) const = default;
};

struct MissingSummary {
    std::string post;
    int year = 0;
    std::uint64_t here = 0; // numbers, not spellings of them
    std::uint64_t ghosts = 0;
    std::uint64_t lowest = 0; // of those known: here or cited
    std::uint64_t highest = 0;
    std::uint64_t runs = 0;
    std::uint64_t gaps = 0;       // numbers in the runs
    std::uint64_t incomplete = 0; // cables here that are not whole (edition/incomplete.hpp)
    bool operator==(const MissingSummary&) const = default;
};

// Of one post in one year.
struct MissingOf {
    MissingSummary summary;
    std::vector<SerialRun> runs;     // rising, apart
    std::vector<GhostSerial> ghosts; // rising
    bool operator==(const MissingOf&) const = default;
};

class Missing {
public:
    // What is no reference id is left out.
    void add_here(std::string_view node);
    void add_cited(std::string_view node, std::uint32_t citers);
    // By post, then year. `incomplete` is left to who knows it.
    std::vector<MissingOf> by_post_and_year();

private:
    struct Known {
        std::uint32_t post = 0; // in posts_
        int year = 0;
        std::uint64_t serial = 0;
        std::uint32_t citers = 0;
        bool here = false;
    };
    void add(std::string_view node, std::uint32_t citers, bool here);
    static void count(MissingOf& of, const Known& known);

    std::vector<std::string> posts_;
    std::unordered_map<std::string, std::uint32_t> post_numbers_;
    std::vector<Known> known_;
};

// For tables: small, and read back as they were; IoError for bytes that these do not write.
std::string packed(const std::vector<SerialRun>& runs);
std::string packed(const std::vector<GhostSerial>& ghosts);
std::vector<SerialRun> unpacked_runs(std::string_view bytes);
std::vector<GhostSerial> unpacked_ghosts(std::string_view bytes);

} // namespace chancery::edition
