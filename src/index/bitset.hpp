#pragma once
// A set of a segment's cables: one bit for each. 31 KB for 251,287 cables, so whole sets are and-ed
// and or-ed in a microsecond or two.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace chancery::index {

class Bitset {
public:
    explicit Bitset(std::uint32_t size) : size_(size), words_((size + 63) / 64) {}
    static Bitset full(std::uint32_t size)
    {
        Bitset set(size);
        set.flip();
        return set;
    }

    std::uint32_t size() const { return size_; }
    bool has(std::uint32_t i) const { return ((words_[i / 64] >> (i % 64)) & 1U) != 0; }
    void add(std::uint32_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }

    std::uint32_t count() const
    {
        std::uint32_t count = 0;
        for (const std::uint64_t word : words_) {
            count += static_cast<std::uint32_t>(std::popcount(word));
        }
        return count;
    }
    bool empty() const
    {
        for (const std::uint64_t word : words_) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    void keep(const Bitset& other) // and
    {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            words_[i] &= other.words_[i];
        }
    }
    void add(const Bitset& other) // or
    {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            words_[i] |= other.words_[i];
        }
    }
    void remove(const Bitset& other)
    {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            words_[i] &= ~other.words_[i];
        }
    }
    void flip()
    {
        for (std::uint64_t& word : words_) {
            word = ~word;
        }
        if (size_ % 64 != 0) {
            words_.back() &= (std::uint64_t{1} << (size_ % 64)) - 1;
        }
    }

    // Calls use(i) for each member, in order.
    template <typename Use>
    void each(Use use) const
    {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            for (std::uint64_t word = words_[i]; word != 0; word &= word - 1) {
                use(static_cast<std::uint32_t>(i * 64 +
                                               static_cast<std::size_t>(std::countr_zero(word))));
            }
        }
    }
    std::vector<std::uint32_t> members() const
    {
        std::vector<std::uint32_t> list;
        list.reserve(count());
        each([&](std::uint32_t i) { list.push_back(i); });
        return list;
    }

    bool operator==(const Bitset&) const = default;

private:
    std::uint32_t size_;
    std::vector<std::uint64_t> words_;
};

} // namespace chancery::index
