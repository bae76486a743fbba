#pragma once
// Where the words of a phrase follow each other.
//
//   PhraseStarts starts;                       in one cable
//   starts.begin(first_words_positions, 0);
//   starts.keep(second_words_positions, 1);
//
//   FoundPhrases found = find_phrases(segment, plan, candidates, budget);      in all
#include <cstdint>
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

// The cables that have a phrase, rising, and where it starts in each.
class FoundPhrases {
public:
    std::size_t size() const { return cables_.size(); }
    std::uint32_t cable(std::size_t i) const { return cables_[i]; }
    std::span<const std::uint32_t> starts(std::size_t i) const
    {
        const std::uint32_t from = i == 0 ? 0 : ends_[i - 1];
        return std::span(starts_).subspan(from, ends_[i] - from);
    }
    void add(std::uint32_t cable, std::span<const std::uint32_t> starts);
    const std::vector<std::uint32_t>& cables() const { return cables_; }

private:
    std::vector<std::uint32_t> cables_;
    std::vector<std::uint32_t> ends_; // in starts_
    std::vector<std::uint32_t> starts_;
};

// `plan` is of a phrase of at least two parts; the candidates have the first two of them. Part after
// part is read, each in the cables alone where those before it fit.
FoundPhrases find_phrases(const Segment& segment, const PlanNode& plan, const CableSet& candidates,
                          Budget& budget);

} // namespace chancery::index
