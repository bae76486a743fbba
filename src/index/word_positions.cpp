#include "index/word_positions.hpp"

#include <algorithm>

namespace chancery::index {

namespace {

// A bit for each cable is worth it for a list of one in so many.
constexpr std::uint32_t kTableWorth = 256;

} // namespace

WordPositions::WordPositions(const std::vector<TermList>& lists, const CableSet& candidates,
                             Budget& budget)
{
    if (!is_gathered(lists)) {
        cursors_.reserve(lists.size());
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

WordPositions::WordPositions(const std::vector<TermList>& lists)
{
    for (const TermList& list : lists) {
        if (list.list.cables() < list.list.limit() / kTableWorth || list.list.is_small()) {
            cursors_.emplace_back(list.list);
        } else {
            tables_.emplace_back(list.list);
        }
    }
}

CableBits WordPositions::cables(std::uint32_t size) const
{
    CableBits bits = tables_.empty() ? no_bits(size) : tables_[0].bits();
    for (std::size_t i = 1; i < tables_.size(); ++i) {
        add_bits(bits, tables_[i].bits());
    }
    for (PostingCursor cursor : cursors_) {
        for (; cursor.cable() != kNoCable; cursor.next_block()) {
            for (const std::uint32_t cable : cursor.rest_of_block()) {
                set_bit(bits, cable);
            }
        }
    }
    return bits;
}

std::span<const std::uint32_t> WordPositions::read(std::uint32_t cable)
{
    if (gathered_.empty()) {
        return read_lists(cable);
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

bool WordPositions::has(std::uint32_t cable)
{
    for (const PostingTable& table : tables_) {
        if (table.has(cable)) {
            return true;
        }
    }
    for (PostingCursor& cursor : cursors_) {
        cursor.seek(cable);
        if (cursor.cable() == cable) {
            return true;
        }
    }
    return !gathered_.empty() && !read(cable).empty();
}

std::span<const std::uint32_t> WordPositions::read_lists(std::uint32_t cable)
{
    std::span<const std::uint32_t> first; // most often the only one
    merged_.clear();
    const auto add = [&](std::span<const std::uint32_t> more) {
        if (first.empty()) {
            first = more;
        } else {
            merge(first, more);
        }
    };
    for (PostingTable& table : tables_) {
        if (table.has(cable)) {
            add(table.positions(cable));
        }
    }
    for (PostingCursor& cursor : cursors_) {
        cursor.seek(cable);
        if (cursor.cable() == cable) {
            add(cursor.positions());
        }
    }
    return merged_.empty() ? first : without_repeats();
}

void WordPositions::merge(std::span<const std::uint32_t> first, std::span<const std::uint32_t> more)
{
    if (merged_.empty()) {
        merged_.assign(first.begin(), first.end());
    }
    both_.resize(merged_.size() + more.size());
    std::ranges::merge(merged_, more, both_.begin());
    merged_.swap(both_);
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
