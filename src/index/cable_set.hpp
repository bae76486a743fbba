#pragma once
// A set of a segment's cables: a sorted list while they are few, a bit for each cable when they are
// many (31 KB for 251,287), or all of them. Which of these it is follows from how many there are.
//
//   CableSet found = CableSet::of(segment.cables(), {3, 17, 90});
//   found.keep(others);                         // and; add: or; remove: without
//   found.each([](std::uint32_t cable) { ... });
//
// Sets that are put together must be of the same segment. A set costs what its members cost: a rare
// word is looked up among 250,000 cables without touching any other.
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace chancery::index {

// Bit n % 64 of number n / 64 is cable n.
using CableBits = std::vector<std::uint64_t>;

inline CableBits no_bits(std::uint32_t size)
{
    return CableBits((size + 63) / 64);
}

inline void set_bit(CableBits& bits, std::uint32_t cable)
{
    bits[cable / 64] |= std::uint64_t{1} << (cable % 64);
}

inline bool has_bit(const CableBits& bits, std::uint32_t cable)
{
    return ((bits[cable / 64] >> (cable % 64)) & 1U) != 0;
}

// Calls use(cable) for each, in order.
template <typename Use>
void each_bit(const CableBits& bits, Use use)
{
    for (std::size_t i = 0; i < bits.size(); ++i) {
        for (std::uint64_t word = bits[i]; word != 0; word &= word - 1) {
            use(static_cast<std::uint32_t>(i * 64 +
                                           static_cast<std::size_t>(std::countr_zero(word))));
        }
    }
}

// Of the same size; and, or.
inline void keep_bits(CableBits& bits, const CableBits& others)
{
    for (std::size_t i = 0; i < bits.size(); ++i) {
        bits[i] &= others[i];
    }
}

inline void add_bits(CableBits& bits, const CableBits& more)
{
    for (std::size_t i = 0; i < bits.size(); ++i) {
        bits[i] |= more[i];
    }
}

class CableSet {
public:
    explicit CableSet(std::uint32_t size) : size_(size) {} // without any
    static CableSet all(std::uint32_t size);
    static CableSet of(std::uint32_t size, std::vector<std::uint32_t> sorted);
    static CableSet of_bits(std::uint32_t size, CableBits bits);
    // From how many members on a set is kept as bits.
    static std::uint32_t many(std::uint32_t size) { return size / 32 + 1; }

    std::uint32_t size() const { return size_; } // cables of the segment
    std::uint32_t count() const { return count_; }
    bool empty() const { return count_ == 0; }
    bool has(std::uint32_t cable) const
    {
        return is_all() ||
               (is_list() ? std::ranges::binary_search(list_, cable) : has_bit(bits_, cable));
    }
    bool is_list() const { return count_ < many(size_); }

    void keep(const CableSet& other);   // and
    void add(const CableSet& other);    // or
    void remove(const CableSet& other); // without

    // Calls use(cable) for each member, in order.
    template <typename Use>
    void each(Use use) const
    {
        if (is_all()) {
            for (std::uint32_t cable = 0; cable < size_; ++cable) {
                use(cable);
            }
        } else if (is_list()) {
            for (const std::uint32_t cable : list_) {
                use(cable);
            }
        } else {
            each_bit(bits_, use);
        }
    }
    std::vector<std::uint32_t> members() const;

    bool operator==(const CableSet&) const = default;

private:
    friend class CableCollector;
    bool is_all() const { return count_ == size_; }
    // Any number of members as bits, into the form that they ask for.
    void settle(CableBits bits);
    CableBits as_bits() const;

    std::uint32_t size_;
    std::uint32_t count_ = 0;
    std::vector<std::uint32_t> list_; // of few
    CableBits bits_;                  // of many, but not of all
};

// Makes a set of cables that come in any order, each as often as it comes.
class CableCollector {
public:
    // `most`: how many may come.
    CableCollector(std::uint32_t size, std::uint64_t most) : size_(size)
    {
        if (most >= CableSet::many(size)) {
            bits_ = no_bits(size);
        }
    }
    void add(std::uint32_t cable)
    {
        if (bits_.empty()) {
            list_.push_back(cable);
        } else {
            set_bit(bits_, cable);
        }
    }
    CableSet set() &&;

private:
    std::uint32_t size_;
    std::vector<std::uint32_t> list_;
    CableBits bits_;
};

} // namespace chancery::index
