#pragma once
// The words of a cable with the positions that the index gives them, and its regions in positions.
//
//   CableWords words;
//   words.read(entry, analyzer);
//   words.tokens()      as the analyzer gives them, but a break between two words takes a position,
//                       so that no phrase reaches over it
//   words.regions()     entry.regions, in positions; those without a word are left out
//
// Linear. Keeps its buffers: one object for each thread, for many cables.
#include <cstdint>
#include <string_view>
#include <vector>

#include "index/analyzer.hpp"
#include "index/indexed_cable.hpp"
#include "index/layout.hpp"
#include "index/segment_format.hpp"

namespace chancery::index {

class CableWords {
public:
    // Refers to `cable` (marks) as long as it is used.
    void read(const IndexedCable& cable, Analyzer& analyzer);

    const Tokens& tokens() const { return tokens_; }
    const std::vector<PlacedRegion>& regions() const { return regions_; }
    const Zones& zones() const { return zones_; }
    std::uint32_t length() const { return length_; } // words in the body: what ranking divides by

private:
    struct Start {
        std::uint32_t place = 0;
        std::uint32_t position = 0;
    };
    std::uint32_t position_at(std::uint32_t place) const;
    void apply_breaks(const std::vector<std::uint32_t>& breaks);
    void place_regions(const IndexedCable& cable);

    Tokens tokens_;
    std::vector<Start> starts_; // of words, joined ones left out
    std::vector<PlacedRegion> regions_;
    Zones zones_;
    std::uint32_t length_ = 0;
};

} // namespace chancery::index
