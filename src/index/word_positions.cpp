#include "index/word_positions.hpp"

#include <algorithm>

namespace chancery::index {

namespace {

constexpr std::size_t kMaxCursors = 16; // a word of more terms is gathered beforehand

} // namespace

WordPositions::WordPositions(const std::vector<TermList>& lists, const CableSet& candidates,
                             Budget& budget)
{
    if (lists.size() <= kMaxCursors) {
        for (const TermList& list : lists) {
            cursors_.emplace_back(list.list);
        }
        return;
    }
    for (const TermList& list : lists) {
        gather(list.list, candidates, budget);
    }
    std::ranges::sort(gathered_);
}

std::span<const std::uint32_t> WordPositions::read(std::uint32_t cable)
{
    if (cursors_.size() == 1) {
        cursors_[0].seek(cable);
        return cursors_[0].cable() == cable ? cursors_[0].positions()
                                            : std::span<const std::uint32_t>();
    }
    if (!cursors_.empty()) {
        return read_cursors(cable);
    }
    merged_.clear();
    const std::uint64_t first = std::uint64_t{cable} << 32U;
    while (next_ < gathered_.size() && gathered_[next_] < first) {
        ++next_;
    }
    for (std::size_t i = next_; i < gathered_.size() && gathered_[i] >> 32U == cable; ++i) {
        merged_.push_back(static_cast<std::uint32_t>(gathered_[i]));
    }
    return without_repeats();
}

std::span<const std::uint32_t> WordPositions::read_cursors(std::uint32_t cable)
{
    std::span<const std::uint32_t> first; // most often the only one
    merged_.clear();
    for (PostingCursor& cursor : cursors_) {
        cursor.seek(cable);
        if (cursor.cable() != cable) {
            continue;
        }
        const std::span<const std::uint32_t> more = cursor.positions();
        if (first.empty()) {
            first = more;
            continue;
        }
        if (merged_.empty()) {
            merged_.assign(first.begin(), first.end());
        }
        both_.resize(merged_.size() + more.size());
        std::ranges::merge(merged_, more, both_.begin());
        merged_.swap(both_);
    }
    return merged_.empty() ? first : without_repeats();
}

// Two terms may stand at one position: a word and a joined word.
std::span<const std::uint32_t> WordPositions::without_repeats()
{
    const auto [from, to] = std::ranges::unique(merged_);
    merged_.erase(from, to);
    return merged_;
}

void WordPositions::gather(const PostingList& list, const CableSet& candidates, Budget& budget)
{
    for (PostingCursor at(list); at.cable() != kNoCable; at.next()) {
        if (!candidates.has(at.cable())) {
            continue;
        }
        const std::span<const std::uint32_t> positions = at.positions();
        if (budget.positions < positions.size()) {
            budget.reached = true;
            return;
        }
        budget.positions -= positions.size();
        for (const std::uint32_t position : positions) {
            gathered_.push_back(std::uint64_t{at.cable()} << 32U | position);
        }
    }
}

} // namespace chancery::index
