#pragma once
// Where the words of a phrase follow each other.
//
//   PhraseStarts starts;                       in one cable
//   starts.begin(first_words_positions, 0);
//   starts.keep(second_words_positions, 1);
//
//   PhraseReader phrase(plan, candidates, budget, regions);    in one after the other
//   phrase.read(cable)
#include <cstdint>
#include <span>
#include <vector>

#include "index/cable_regions.hpp"
#include "index/cable_set.hpp"
#include "index/plan.hpp"
#include "index/word_positions.hpp"

namespace chancery::index {

// Positions at which a phrase may start, given the words that were looked at so far. Rising.
class PhraseStarts {
public:
    // `offset`: words from the phrase's first to this.
    void begin(std::span<const std::uint32_t> positions, std::uint32_t offset);
    // Those with one of the positions so far behind them.
    void keep(std::span<const std::uint32_t> with, std::uint32_t offset);
    // Of two words at once.
    void begin(std::span<const std::uint32_t> positions, std::uint32_t offset,
               std::span<const std::uint32_t> with, std::uint32_t with_offset);

    std::vector<std::uint32_t>& list() { return starts_; }

private:
    void keep_few(std::span<const std::uint32_t> with, std::uint32_t offset);
    void keep_many(std::span<const std::uint32_t> with, std::uint32_t offset);

    std::vector<std::uint32_t> starts_;
    std::vector<std::uint32_t> kept_;   // on the way
    std::vector<std::uint64_t> marked_; // bits of starts; zero between calls
};

// Where a phrase starts in one cable after the other.
class PhraseReader {
public:
    // `plan` is of a phrase; refers to `regions`. `read`: the first two parts, if they were read and each candidate has
    // both.
    PhraseReader(const PlanNode& plan, const CableSet& candidates, Budget& budget,
                 CableRegions& regions, std::vector<WordPositions> read = {});

    // Cables must come in rising order, all of them candidates. A part of the phrase from the third on is read only
    // if those before it fit. Valid until the next call.
    const std::vector<std::uint32_t>& read(std::uint32_t cable);
    std::uint32_t size() const { return size_; } // in words

private:
    CableRegions* regions_;
    std::vector<WordPositions> words_; // one for each part of the plan
    bool is_sought_;                   // candidates need not have the first two parts
    std::vector<std::uint32_t> offsets_;
    std::uint32_t size_;
    bool has_any_word_;
    PhraseStarts starts_;
};

} // namespace chancery::index
