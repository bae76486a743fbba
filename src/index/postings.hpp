#pragma once
// The list of one term: in which cables it is, how often, how much it weighs there, and where.
//
//   PostingWriter writer;                      // merges the lists of runs into one
//   writer.begin(cables, has_positions);
//   writer.add(run.list()); ...                // in the order of cables
//   writer.finish(out);
//
//   PostingList list(bytes, cables, has_positions, limit);    // bytes of the segment
//   for (PostingCursor at(list); at.cable() != kNoCable; at.next()) ...
//   at.seek(1000)                              first cable that is not before 1000
//   at.positions()                             of the cable it stands at
//
//   PostingTable table(list);                  the whole list, to look many cables up
//   if (table.has(1000)) table.positions(1000)
//
// Lists of up to kSmallList cables: for each the step from the one before, twice how often (one more
// if a weight follows that is not just that), and the positions. Longer ones: u32 size of the block part; if
// there are several blocks (of kBlock cables) a Skip for each; the blocks; the positions. A block is three frames (bits.hpp):
// the differences of cables less one, how often less one, and weights, as the difference to how
// often (0, then 1 for one less, 2 for one more, and so on). Its positions are frames of their own.
//
// Bytes may be damaged: a cursor never reads outside of them, and throws IoError where they cannot
// be right.
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/bits.hpp"
#include "index/cable_set.hpp"
#include "index/segment_format.hpp"

namespace chancery::index {

constexpr std::uint32_t kNoCable = UINT32_MAX;

class PostingWriter {
public:
    void begin(std::uint32_t cables, bool has_positions);
    void add(std::string_view run_list);
    void finish(std::string& out); // appends the list

private:
    void end_block();

    bool small_ = false;
    bool has_positions_ = false;
    std::uint32_t last_ = 0;       // cable, of a small list
    std::uint32_t block_base_ = 0; // first cable that the next block may hold
    std::string small_list_;
    std::vector<std::uint32_t> cables_;
    std::vector<std::uint32_t> counts_;
    std::vector<std::uint32_t> weights_;
    std::vector<std::uint32_t> positions_;
    std::string skips_;
    std::string blocks_;
    std::string position_part_;
};

// Where the parts of a list are; cheap to copy.
class PostingList {
public:
    PostingList() = default;
    // `limit`: every cable is below it.
    PostingList(std::string_view bytes, std::uint32_t cables, bool has_positions,
                std::uint32_t limit);

    std::uint32_t cables() const { return cables_; }
    bool has_positions() const { return has_positions_; }
    // What reading it whole costs, positions included.
    std::size_t bytes() const { return small_list_.size() + blocks_.size() + positions_.size(); }
    bool is_small() const { return cables_ <= kSmallList; }
    std::size_t block_count() const { return is_small() ? 1 : (cables_ + kBlock - 1) / kBlock; }
    // Of a list of a single block: where everything begins.
    Skip skip(std::size_t block) const
    {
        return skips_.empty() ? Skip{limit_ - 1, 0, 0}
                              : load<Skip>(skips_.data() + block * sizeof(Skip));
    }

    std::uint32_t limit() const { return limit_; }

    // Of a list that is not small.
    std::uint32_t cables_in(std::size_t block) const
    {
        return static_cast<std::uint32_t>(std::min(kBlock, cables_ - block * kBlock));
    }
    // `out` takes the cables of the block. What is behind them in the block: how often, and weights.
    std::string_view read_cables(std::size_t block, std::uint32_t* out) const;

private:
    friend class PostingCursor;
    friend class PositionReader;
    std::string_view block_bytes(std::size_t block) const;
    // Where the positions of a block begin. IoError if there cannot be so many.
    std::size_t positions_at(std::size_t block, std::uint64_t count) const;

    std::uint32_t cables_ = 0;
    std::uint32_t limit_ = 0;
    bool has_positions_ = false;
    std::string_view small_list_;
    std::string_view skips_;
    std::string_view blocks_;
    std::string_view positions_;
};

// Where a word stands in the cables of a list that is not small; quickest in their order.
class PositionReader {
public:
    explicit PositionReader(const PostingList& list) : list_(list) {}

    // In the cable that is the `at`-th of a block; until the next call.
    std::span<const std::uint32_t> read(std::size_t block, std::uint32_t at)
    {
        if (block != block_) {
            load_block(block);
        }
        const std::uint32_t first = starts_[at];
        const std::uint32_t count = starts_[at + 1] - first;
        if (count > kFew || first % kFrame + count > kFrame) {
            return read_many(first, count);
        }
        if (first / kFrame != group_) {
            load_group(first / kFrame);
        }
        const std::uint32_t* const step = group_positions_.data() + first % kFrame;
        few_[0] = step[0];
        few_[1] = few_[0] + step[1];
        few_[2] = few_[1] + step[2];
        few_[3] = few_[2] + step[3];
        if ((step[0] | step[1] | step[2] | step[3] | few_[3]) >= kPositionLimit) {
            refuse();
        }
        return {few_.data(), count};
    }

private:
    static constexpr std::size_t kFew = 4; // positions that are read at once, without a loop

    [[noreturn]] static void refuse();
    std::span<const std::uint32_t> read_many(std::uint32_t first, std::uint32_t count);
    void load_block(std::size_t block);
    void load_group(std::size_t group);

    PostingList list_;
    std::size_t block_ = SIZE_MAX;
    std::array<std::uint32_t, kBlock + 1>
        starts_;                   // in the block, where each cable's positions start
    std::size_t group_ = SIZE_MAX; // of the block's positions, that is unpacked
    std::size_t next_group_at_ = 0;
    std::array<std::uint32_t, kFrame + kFew> group_positions_ = {};
    std::array<std::uint32_t, kFew> few_;  // positions of one cable
    std::vector<std::uint32_t> positions_; // of one that has more; grows only
};

class PostingCursor {
public:
    explicit PostingCursor(const PostingList& list);

    std::uint32_t cable() const { return cable_; }
    void next()
    {
        if (++at_ < count_) {
            cable_ = cables_[at_];
        } else {
            load_block(block_ + 1);
        }
    }
    void seek(std::uint32_t cable)
    {
        if (cable_ < cable) {
            seek_forward(cable);
        }
    }

    // Of the cable it stands at. A list without positions: 1.
    std::uint32_t count()
    {
        load_counts();
        return counts_[at_];
    }
    std::uint32_t weight()
    {
        if (!has_weights_) {
            unpack_weights();
        }
        return weights_[at_];
    }
    std::span<const std::uint32_t> positions(); // until the next call

    // The cables of the block it stands in, from where it stands.
    std::span<const std::uint32_t> rest_of_block() const
    {
        return std::span(cables_).subspan(at_, count_ - at_);
    }
    void next_block() { load_block(block_ + 1); }

private:
    void load_small();
    void load_block(std::size_t block);
    void load_counts()
    {
        if (!has_counts_) {
            unpack_counts();
        }
    }
    void unpack_counts();
    void unpack_weights();
    void seek_forward(std::uint32_t cable);
    std::size_t first_block_not_before(std::uint32_t cable) const;

    static constexpr std::size_t kStep = 8; // cables that are compared at once

    PostingList list_;
    std::size_t block_ = 0;
    std::uint32_t at_ = 0;
    std::uint32_t count_ = 0;
    std::uint32_t cable_ = kNoCable;
    bool has_counts_ = false; // for this block
    bool has_weights_ = false;
    std::string_view rest_of_block_bytes_;             // frames behind that of the cables
    std::array<std::uint32_t, kBlock + kStep> cables_; // behind the last kNoCable
    std::array<std::uint32_t, kBlock> counts_;
    std::array<std::uint32_t, kBlock> weights_;
    std::vector<std::uint32_t> small_positions_;             // of a small list: of all its cables
    std::array<std::uint32_t, kSmallList + 1> small_starts_; // where each cable's start
    PositionReader positions_;
};

// All cables of a list, which is not small, as bits: whether one is in it is told without a search, and the how
// manieth it is by counting bits.
class PostingTable {
public:
    explicit PostingTable(const PostingList& list);

    bool has(std::uint32_t cable) const { return has_bit(bits_, cable); }
    // Of a cable that it has; until the next call. Quickest for cables in rising order.
    std::span<const std::uint32_t> positions(std::uint32_t cable);
    const CableBits& bits() const { return bits_; }

private:
    CableBits bits_;
    std::vector<std::uint32_t> before_; // each number of bits_: how many cables are in those before
    PositionReader positions_;
};

} // namespace chancery::index
