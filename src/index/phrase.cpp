#include "index/phrase.hpp"

#include <algorithm>

namespace chancery::index {

namespace {

constexpr std::size_t kComparedWorth = 64; // pairs of positions, up to which each is compared
constexpr std::size_t kSearchWorth = 8; // positions for each start, from which on it is looked up

} // namespace

void PhraseStarts::begin(std::span<const std::uint32_t> positions, std::uint32_t offset)
{
    starts_.resize(positions.size());
    std::size_t kept = 0;
    for (const std::uint32_t position : positions) {
        starts_[kept] = position - offset;
        kept += position >= offset ? 1 : 0;
    }
    starts_.resize(kept);
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

// Most cables have each word once or twice: each place is compared with each.
void PhraseStarts::begin(std::span<const std::uint32_t> positions, std::uint32_t offset,
                         std::span<const std::uint32_t> with, std::uint32_t with_offset)
{
    if (positions.size() * with.size() > kComparedWorth) {
        begin(positions, offset);
        keep(with, with_offset);
        return;
    }
    starts_.clear();
    for (const std::uint32_t position : positions) {
        bool found = false;
        for (const std::uint32_t other : with) {
            found |= other + offset == position + with_offset;
        }
        if (found && position >= offset) {
            starts_.push_back(position - offset);
        }
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

PhraseReader::PhraseReader(const PlanNode& plan, const CableSet& candidates, Budget& budget,
                           CableRegions& regions, std::vector<WordPositions> read)
    : regions_(&regions), words_(std::move(read)), is_sought_(words_.size() < 2),
      size_(static_cast<std::uint32_t>(plan.node->children.size())),
      has_any_word_(std::ranges::any_of(plan.node->children, query::is_any_word))
{
    for (const PhrasePart& part : plan.phrase) {
        if (offsets_.size() == words_.size()) {
            words_.emplace_back(part.lists, candidates, budget);
        }
        offsets_.push_back(part.offset);
    }
}

const std::vector<std::uint32_t>& PhraseReader::read(std::uint32_t cable)
{
    if (is_sought_ && words_.size() > 1 && !words_[1].has(cable)) {
        starts_.list().clear();
        return starts_.list();
    }
    const std::span<const std::uint32_t> first = words_[0].read(cable);
    if (words_.size() == 1 || first.empty()) {
        starts_.begin(first, offsets_[0]);
    } else {
        starts_.begin(first, offsets_[0], words_[1].read(cable), offsets_[1]);
    }
    for (std::size_t i = 2; i < words_.size() && !starts_.list().empty(); ++i) {
        starts_.keep(words_[i].read(cable), offsets_[i]);
    }
    // Words that follow each other are of one passage, but any word (`"the * council"`) might not be.
    if (has_any_word_ && !starts_.list().empty()) {
        regions_->read(cable);
        std::erase_if(starts_.list(), [&](std::uint32_t start) {
            return regions_->break_behind(start) < start + size_;
        });
    }
    return starts_.list();
}

} // namespace chancery::index
