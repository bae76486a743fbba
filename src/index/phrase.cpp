#include "index/phrase.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "index/cable_regions.hpp"
#include "index/word_positions.hpp"

namespace chancery::index {

namespace {

constexpr std::size_t kSearchWorth = 8; // positions for each start, from which on it is looked up

FoundPhrases find_pairs(const PhrasePart& first, const PhrasePart& second,
                        const CableSet& candidates, Budget& budget, PhraseStarts& starts)
{
    WordPositions first_word(first.lists, candidates, budget);
    WordPositions second_word(second.lists, candidates, budget);
    FoundPhrases found;
    candidates.each([&](std::uint32_t cable) {
        starts.begin(first_word.read(cable), first.offset);
        starts.keep(second_word.read(cable), second.offset);
        found.add(cable, starts.list());
    });
    return found;
}

FoundPhrases keep_part(const FoundPhrases& before, const PhrasePart& part, std::uint32_t cables,
                       Budget& budget, PhraseStarts& starts)
{
    WordPositions word(part.lists, CableSet::of(cables, before.cables()), budget);
    FoundPhrases found;
    for (std::size_t i = 0; i < before.size(); ++i) {
        starts.begin(before.starts(i), 0);
        starts.keep(word.read(before.cable(i)), part.offset);
        found.add(before.cable(i), starts.list());
    }
    return found;
}

// Words that follow each other are of one passage, but any word (`"the * council"`) might not be.
FoundPhrases keep_unbroken(const FoundPhrases& before, const Segment& segment, std::uint32_t size,
                           PhraseStarts& starts)
{
    CableRegions regions(segment);
    FoundPhrases found;
    for (std::size_t i = 0; i < before.size(); ++i) {
        regions.read(before.cable(i));
        starts.begin(before.starts(i), 0);
        std::erase_if(starts.list(), [&](std::uint32_t start) {
            return regions.break_behind(start) < start + size;
        });
        found.add(before.cable(i), starts.list());
    }
    return found;
}

} // namespace

void PhraseStarts::begin(std::span<const std::uint32_t> positions, std::uint32_t offset)
{
    starts_.clear();
    for (const std::uint32_t position : positions) {
        if (position >= offset) {
            starts_.push_back(position - offset);
        }
    }
}

void PhraseStarts::keep(std::span<const std::uint32_t> with, std::uint32_t offset)
{
    if (starts_.empty() || with.empty()) {
        starts_.clear();
    } else if (starts_.size() * kSearchWorth <= with.size()) {
        keep_few(with, offset);
    } else {
        keep_many(with, offset);
    }
}

// Looks each of them up: halves what is left without a branch that could be mispredicted.
void PhraseStarts::keep_few(std::span<const std::uint32_t> with, std::uint32_t offset)
{
    std::size_t kept = 0;
    for (const std::uint32_t start : starts_) {
        const std::uint64_t wanted = std::uint64_t{start} + offset;
        const std::uint32_t* from = with.data();
        for (std::size_t left = with.size(); left > 1; left -= left / 2) {
            from += from[left / 2] <= wanted ? left / 2 : 0;
        }
        starts_[kept] = start;
        kept += *from == wanted ? 1 : 0;
    }
    starts_.resize(kept);
}

// A bit for each start, and then a look at one for each position: no such branch either.
void PhraseStarts::keep_many(std::span<const std::uint32_t> with, std::uint32_t offset)
{
    while (!with.empty() && with.front() < offset) {
        with = with.subspan(1);
    }
    const std::size_t bits = std::max(starts_.back(), with.empty() ? 0 : with.back()) + 1U;
    if (marked_.size() < bits / 64 + 1) {
        marked_.resize(bits / 64 + 1);
    }
    if (kept_.size() < with.size()) {
        kept_.resize(with.size());
    }
    std::uint64_t* const marks = marked_.data();
    for (const std::uint32_t start : starts_) {
        marks[start / 64] |= std::uint64_t{1} << (start % 64);
    }
    std::uint32_t* next = kept_.data();
    for (const std::uint32_t position : with) {
        const std::uint32_t start = position - offset;
        *next = start;
        next += (marks[start / 64] >> (start % 64)) & 1U;
    }
    for (const std::uint32_t start : starts_) {
        marks[start / 64] = 0;
    }
    starts_.assign(kept_.data(), next);
}

void FoundPhrases::add(std::uint32_t cable, std::span<const std::uint32_t> starts)
{
    if (starts.empty()) {
        return;
    }
    cables_.push_back(cable);
    starts_.insert(starts_.end(), starts.begin(), starts.end());
    ends_.push_back(static_cast<std::uint32_t>(starts_.size()));
}

FoundPhrases find_phrases(const Segment& segment, const PlanNode& plan, const CableSet& candidates,
                          Budget& budget)
{
    CHECK(plan.phrase.size() >= 2);
    if (candidates.empty()) {
        return {};
    }
    PhraseStarts starts;
    FoundPhrases found = find_pairs(plan.phrase[0], plan.phrase[1], candidates, budget, starts);
    for (std::size_t i = 2; i < plan.phrase.size() && found.size() > 0; ++i) {
        found = keep_part(found, plan.phrase[i], segment.cables(), budget, starts);
    }
    if (std::ranges::any_of(plan.node->children, query::is_any_word)) {
        const auto size = static_cast<std::uint32_t>(plan.node->children.size());
        found = keep_unbroken(found, segment, size, starts);
    }
    return found;
}

} // namespace chancery::index
