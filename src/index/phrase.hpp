#pragma once
// Where the words of a phrase follow each other.
//
//   PhraseStarts starts;                       in one cable
//   starts.begin(first_words_positions, 0);
//   starts.keep(second_words_positions, 1);
//
//   find_phrases(segment, plan, candidates, budget, [](cable, starts) { ... });      in all
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "index/cable_set.hpp"
#include "index/plan.hpp"

namespace chancery::index {

// Positions at which a phrase may start, given the words that were looked at so far. Rising.
class PhraseStarts {
public:
    // `offset`: words from the phrase's first to this.
    void begin(std::span<const std::uint32_t> positions, std::uint32_t offset);
    // Those with one of the positions so far behind them.
    void keep(std::span<const std::uint32_t> with, std::uint32_t offset);

    std::vector<std::uint32_t>& list() { return starts_; }

private:
    void keep_few(std::span<const std::uint32_t> with, std::uint32_t offset);
    void keep_many(std::span<const std::uint32_t> with, std::uint32_t offset);

    std::vector<std::uint32_t> starts_;
    std::vector<std::uint32_t> kept_;   // on the way
    std::vector<std::uint64_t> marked_; // bits of starts; zero between calls
};

// A cable that has the phrase, and where it starts there.
using UsePhrases =
    std::function<void(std::uint32_t cable, const std::vector<std::uint32_t>& starts)>;

// Of the candidates, in order. `plan` is of a phrase; a further part of it is read in a cable only if
// those before it fit.
void find_phrases(const Segment& segment, const PlanNode& plan, const CableSet& candidates,
                  Budget& budget, const UsePhrases& use);

} // namespace chancery::index
