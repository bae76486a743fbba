#include "index/postings.hpp"

#include <algorithm>
#include <bit>

#include "base/check.hpp"
#include "base/error.hpp"
#include "index/bits.hpp"

namespace chancery::index {

namespace {

[[noreturn]] void damaged()
{
    throw IoError("damaged search index: a list of cables cannot be read");
}

// A weight is most often as large as the count; what differs becomes a small number.
std::uint32_t coded_weight(std::uint32_t weight, std::uint32_t count)
{
    return weight >= count ? (weight - count) * 2 : (count - weight) * 2 - 1;
}

std::uint32_t decoded_weight(std::uint32_t coded, std::uint32_t count)
{
    return (coded & 1U) != 0 ? count - (coded + 1) / 2 : count + coded / 2;
}

} // namespace

void PostingWriter::begin(std::uint32_t cables, bool has_positions)
{
    small_ = cables <= kSmallList;
    has_positions_ = has_positions;
    last_ = 0;
    block_base_ = 0;
    small_list_.clear();
    skips_.clear();
    blocks_.clear();
    position_part_.clear();
}

void PostingWriter::add(std::string_view run_list)
{
    VarintReader reader(run_list.data(), run_list.data() + run_list.size());
    std::uint32_t cable = 0;
    while (!reader.at_end()) {
        cable += reader.next32(); // from 0 at the start of each run's list
        if (small_) {
            append_varint(small_list_, cable - last_);
            last_ = cable;
            if (has_positions_) {
                const std::uint32_t count = reader.next32();
                const std::uint32_t weight = reader.next32();
                append_varint(small_list_, std::uint64_t{count} * 2 + (weight == count ? 0 : 1));
                if (weight != count) {
                    append_varint(small_list_, weight);
                }
                for (std::uint32_t i = 0; i < count; ++i) {
                    append_varint(small_list_, reader.next32());
                }
            }
            continue;
        }
        cables_.push_back(cable - block_base_);
        block_base_ = cable + 1;
        const std::uint32_t count = has_positions_ ? reader.next32() : 1;
        counts_.push_back(count - 1);
        weights_.push_back(has_positions_ ? reader.next32() : 0);
        for (std::uint32_t i = 0; has_positions_ && i < count; ++i) {
            positions_.push_back(reader.next32());
        }
        if (cables_.size() == kBlock) {
            end_block();
        }
    }
    CHECK(reader.ok());
}

void PostingWriter::end_block()
{
    CHECK(blocks_.size() < UINT32_MAX && position_part_.size() < UINT32_MAX);
    append(skips_, Skip{block_base_ - 1, static_cast<std::uint32_t>(blocks_.size()),
                        static_cast<std::uint32_t>(position_part_.size())});
    append_frame(cables_, blocks_);
    if (has_positions_) {
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            weights_[i] = coded_weight(weights_[i], counts_[i] + 1);
        }
        append_frame(counts_, blocks_);
        append_frame(weights_, blocks_);
    }
    for (std::span<const std::uint32_t> rest = positions_; !rest.empty();) {
        const std::span<const std::uint32_t> group = rest.first(std::min(kFrame, rest.size()));
        append_frame(group, position_part_);
        rest = rest.subspan(group.size());
    }
    cables_.clear();
    counts_.clear();
    weights_.clear();
    positions_.clear();
}

void PostingWriter::finish(std::string& out)
{
    if (small_) {
        out += small_list_;
        return;
    }
    if (!cables_.empty()) {
        end_block();
    }
    append(out, static_cast<std::uint32_t>(blocks_.size()));
    out += skips_.size() > sizeof(Skip) ? skips_ : std::string();
    out += blocks_;
    out += position_part_;
}

PostingList::PostingList(std::string_view bytes, std::uint32_t cables, bool has_positions,
                         std::uint32_t limit)
    : cables_(cables), limit_(limit), has_positions_(has_positions)
{
    if (is_small()) {
        small_list_ = bytes;
        return;
    }
    const std::size_t skips = block_count() > 1 ? block_count() * sizeof(Skip) : 0;
    if (bytes.size() < sizeof(std::uint32_t) + skips) {
        damaged();
    }
    const auto blocks = load<std::uint32_t>(bytes.data());
    bytes.remove_prefix(sizeof(std::uint32_t));
    skips_ = bytes.substr(0, skips);
    bytes.remove_prefix(skips);
    if (blocks > bytes.size()) {
        damaged();
    }
    blocks_ = bytes.substr(0, blocks);
    positions_ = bytes.substr(blocks);
}

std::string_view PostingList::block_bytes(std::size_t block) const
{
    const std::size_t at = skip(block).docs_at;
    if (at >= blocks_.size()) {
        damaged();
    }
    return blocks_.substr(at);
}

std::size_t PostingList::positions_at(std::size_t block, std::uint64_t count) const
{
    // They are the block's own, and a frame of them has at least two bytes.
    const std::size_t from = skip(block).positions_at;
    const std::size_t to =
        block + 1 < block_count() ? skip(block + 1).positions_at : positions_.size();
    if (from > to || to > positions_.size() || (count + kFrame - 1) / kFrame > (to - from) / 2) {
        damaged();
    }
    return from;
}

std::string_view PostingList::read_cables(std::size_t block, std::uint32_t* out) const
{
    const std::uint32_t count = cables_in(block);
    const std::string_view bytes = block_bytes(block);
    const std::uint32_t from = block == 0 ? 0 : skip(block - 1).last + 1;
    const std::size_t size = read_steps(bytes, count, from, out);
    if (size == 0) {
        damaged();
    }
    // They rise: if the last is below the limit, all are.
    const bool right_end = block_count() == 1 || out[count - 1] == skip(block).last;
    if (!right_end || out[count - 1] >= limit_) {
        damaged();
    }
    return bytes.substr(size);
}

PostingCursor::PostingCursor(const PostingList& list) : list_(list), positions_(list)
{
    if (list_.cables() == 0) {
        return;
    }
    if (list_.is_small()) {
        load_small();
    } else {
        load_block(0);
    }
}

void PostingCursor::load_small()
{
    VarintReader reader(list_.small_list_.data(),
                        list_.small_list_.data() + list_.small_list_.size());
    count_ = list_.cables();
    std::uint64_t cable = 0; // wide, so that damaged steps cannot lead back
    small_starts_[0] = 0;
    for (std::uint32_t i = 0; i < count_; ++i) {
        const std::uint32_t step = reader.next32();
        cable += step;
        if (cable >= list_.limit_ || (step == 0 && i > 0)) {
            damaged();
        }
        cables_[i] = static_cast<std::uint32_t>(cable);
        counts_[i] = 1;
        weights_[i] = 0;
        if (list_.has_positions()) {
            const std::uint64_t count = reader.next();
            counts_[i] = static_cast<std::uint32_t>(count / 2);
            weights_[i] = count % 2 == 0 ? counts_[i] : reader.next32();
            if (counts_[i] == 0 || counts_[i] > reader.left()) {
                damaged();
            }
            std::uint64_t position = 0;
            for (std::uint32_t k = 0; k < counts_[i]; ++k) {
                position += reader.next32();
                if (position >= kPositionLimit) {
                    damaged();
                }
                small_positions_.push_back(static_cast<std::uint32_t>(position));
            }
        }
        small_starts_[i + 1] = static_cast<std::uint32_t>(small_positions_.size());
    }
    if (!reader.ok() || !reader.at_end()) {
        damaged();
    }
    std::fill_n(cables_.begin() + count_, kStep, kNoCable);
    has_counts_ = true;
    has_weights_ = true;
    cable_ = cables_[0];
}

void PostingCursor::load_block(std::size_t block)
{
    at_ = 0;
    if (list_.is_small() || block >= list_.block_count()) {
        count_ = 0;
        cable_ = kNoCable;
        block_ = list_.block_count();
        return;
    }
    block_ = block;
    count_ = list_.cables_in(block);
    rest_of_block_bytes_ = list_.read_cables(block, cables_.data());
    std::fill_n(cables_.begin() + count_, kStep, kNoCable);
    has_counts_ = false;
    has_weights_ = false;
    cable_ = cables_[0];
}

std::size_t PostingCursor::first_block_not_before(std::uint32_t cable) const
{
    std::size_t low = block_ + 1;
    std::size_t step = 1;
    while (low + step < list_.block_count() && list_.skip(low + step - 1).last < cable) {
        low += step;
        step *= 2;
    }
    std::size_t high = std::min(low + step, list_.block_count());
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (list_.skip(middle).last < cable) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void PostingCursor::seek_forward(std::uint32_t cable)
{
    if (cables_[count_ - 1] < cable) {
        if (list_.is_small()) {
            load_block(1);
            return;
        }
        load_block(first_block_not_before(cable));
        if (cable_ == kNoCable) {
            return;
        }
    }
    for (std::uint32_t before = kStep; before == kStep; at_ += before) {
        before = 0; // the block's last is not before the cable
        for (std::size_t i = 0; i < kStep; ++i) {
            before += cables_[at_ + i] < cable ? 1U : 0U;
        }
    }
    cable_ = cables_[at_];
}

void PostingCursor::unpack_counts()
{
    has_counts_ = true;
    if (!list_.has_positions()) {
        std::fill_n(counts_.begin(), count_, 1U);
        return;
    }
    const std::size_t size = read_frame(rest_of_block_bytes_, count_, counts_.data());
    if (size == 0) {
        damaged();
    }
    rest_of_block_bytes_.remove_prefix(size);
    std::uint64_t sum = count_;
    for (std::uint32_t i = 0; i < count_; ++i) {
        sum += counts_[i]++;
    }
    list_.positions_at(block_, sum);
}

void PostingCursor::unpack_weights()
{
    load_counts();
    has_weights_ = true;
    if (!list_.has_positions()) {
        std::fill_n(weights_.begin(), count_, 0U);
        return;
    }
    if (read_frame(rest_of_block_bytes_, count_, weights_.data()) == 0) {
        damaged();
    }
    for (std::uint32_t i = 0; i < count_; ++i) {
        weights_[i] = std::min(decoded_weight(weights_[i], counts_[i]), kMaxWeight);
    }
}

std::span<const std::uint32_t> PostingCursor::positions()
{
    if (!list_.has_positions()) {
        return {};
    }
    if (list_.is_small()) {
        return std::span(small_positions_)
            .subspan(small_starts_[at_], small_starts_[at_ + 1] - small_starts_[at_]);
    }
    return positions_.read(block_, at_);
}

void PositionReader::load_block(std::size_t block)
{
    std::string_view bytes = list_.block_bytes(block);
    const std::uint32_t count = list_.cables_in(block);
    const std::size_t cables = skip_frame(bytes, count);
    bytes.remove_prefix(cables);
    starts_[0] = 0;
    if (cables == 0 || read_steps(bytes, count, 1, starts_.data() + 1) == 0) {
        damaged();
    }
    next_group_at_ = list_.positions_at(block, starts_[count]);
    block_ = block;
    group_ = SIZE_MAX;
}

// Groups of positions follow each other; only the wanted one is unpacked.
void PositionReader::load_group(std::size_t group)
{
    if (group_ != SIZE_MAX && group_ > group) { // asked again for a cable before
        group_ = SIZE_MAX;
        next_group_at_ = list_.skip(block_).positions_at;
    }
    const std::uint32_t positions = starts_[list_.cables_in(block_)];
    while (group_ != group) {
        const std::size_t number = group_ + 1; // SIZE_MAX + 1 is 0
        const std::size_t count = std::min<std::size_t>(kFrame, positions - number * kFrame);
        if (next_group_at_ >= list_.positions_.size()) {
            damaged();
        }
        const std::string_view bytes = list_.positions_.substr(next_group_at_);
        const std::size_t size = number == group ? read_frame(bytes, count, group_positions_.data())
                                                 : skip_frame(bytes, count);
        if (size == 0) {
            damaged();
        }
        next_group_at_ += size;
        group_ = number;
    }
}

void PositionReader::refuse()
{
    damaged();
}

std::span<const std::uint32_t> PositionReader::read_many(std::uint32_t first, std::uint32_t count)
{
    if (positions_.size() < count) {
        positions_.resize(count);
    }
    std::uint64_t position = 0;
    for (std::uint32_t done = 0; done < count;) {
        const std::uint32_t in_group = (first + done) % kFrame;
        if (const std::size_t group = (first + done) / kFrame; group != group_) {
            load_group(group);
        }
        const std::uint32_t end =
            done + std::min(count - done, static_cast<std::uint32_t>(kFrame) - in_group);
        for (const std::uint32_t* step = group_positions_.data() + in_group; done < end; ++done) {
            position += *step++;
            positions_[done] = static_cast<std::uint32_t>(position);
        }
    }
    if (position >= kPositionLimit) { // the last, and none before is greater
        damaged();
    }
    return {positions_.data(), count};
}

PostingTable::PostingTable(const PostingList& list)
    : bits_(no_bits(list.limit())), before_(bits_.size()), positions_(list)
{
    std::array<std::uint32_t, kBlock> cables;
    for (std::size_t block = 0; block < list.block_count(); ++block) {
        list.read_cables(block, cables.data());
        const std::uint32_t count = list.cables_in(block);
        // Neighbours are often bits of one number: a quarter of the block further is another one, which need not
        // wait for this.
        std::uint32_t i = 0;
        for (const std::uint32_t quarter = count / 4; i < quarter; ++i) {
            set_bit(bits_, cables[i]);
            set_bit(bits_, cables[i + quarter]);
            set_bit(bits_, cables[i + 2 * quarter]);
            set_bit(bits_, cables[i + 3 * quarter]);
        }
        for (i *= 4; i < count; ++i) {
            set_bit(bits_, cables[i]);
        }
    }
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < bits_.size(); ++i) {
        before_[i] = count;
        count += static_cast<std::uint32_t>(std::popcount(bits_[i]));
    }
}

std::span<const std::uint32_t> PostingTable::positions(std::uint32_t cable)
{
    const std::uint64_t below = (std::uint64_t{1} << (cable % 64)) - 1;
    const std::uint32_t number =
        before_[cable / 64] + static_cast<std::uint32_t>(std::popcount(bits_[cable / 64] & below));
    return positions_.read(number / kBlock, number % kBlock);
}

} // namespace chancery::index
