#pragma once
// Where a word stands in one cable after the other: the positions of all terms it stands for, merged.
//
//   WordPositions word(plan.lists, candidates, budget);
//   for (cables in rising order, all of them candidates)
//       use(word.read(cable));
#include <cstdint>
#include <span>
#include <vector>

#include "index/cable_set.hpp"
#include "index/plan.hpp"

namespace chancery::index {

class WordPositions {
public:
    WordPositions(const std::vector<TermList>& lists, const CableSet& candidates, Budget& budget);
    // Of so many lists that all positions in the candidates are gathered at once.
    static bool is_gathered(const std::vector<TermList>& lists) { return lists.size() > 16; }

    // Reads the lists, which are not gathered, whole at once: where a good part of their cables will be asked for.
    explicit WordPositions(const std::vector<TermList>& lists);
    // Those that have the word, of `size` cables, if the lists were read whole; before the first read().
    CableBits cables(std::uint32_t size) const;

    // Cables must come in rising order; the same may be asked for again.
    // Its positions rise and come once each; valid until the next call.
    std::span<const std::uint32_t> read(std::uint32_t cable);
    // Whether there are any, without reading them.
    bool has(std::uint32_t cable);

private:
    std::span<const std::uint32_t> read_lists(std::uint32_t cable);
    void merge(std::span<const std::uint32_t> first, std::span<const std::uint32_t> more);
    std::span<const std::uint32_t> without_repeats();
    void gather(const PostingList& list, const CableSet& candidates, Budget& budget);

    std::vector<PostingCursor> cursors_;
    std::vector<PostingTable> tables_;
    std::vector<std::uint64_t> gathered_; // cable, position
    std::size_t next_ = 0;
    std::vector<std::uint32_t> merged_;
    std::vector<std::uint32_t> both_; // on the way
};

} // namespace chancery::index
