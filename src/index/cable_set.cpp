#include "index/cable_set.hpp"

#include <utility>

namespace chancery::index {

CableSet CableSet::all(std::uint32_t size)
{
    CableSet set(size);
    set.count_ = size;
    return set;
}

CableSet CableSet::of(std::uint32_t size, std::vector<std::uint32_t> sorted)
{
    if (sorted.size() < many(size)) {
        CableSet set(size);
        set.count_ = static_cast<std::uint32_t>(sorted.size());
        set.list_ = std::move(sorted);
        return set;
    }
    CableBits bits = no_bits(size);
    for (const std::uint32_t cable : sorted) {
        set_bit(bits, cable);
    }
    return of_bits(size, std::move(bits));
}

CableSet CableSet::of_bits(std::uint32_t size, CableBits bits)
{
    CableSet set(size);
    set.settle(std::move(bits));
    return set;
}

void CableSet::settle(CableBits bits)
{
    count_ = 0;
    for (const std::uint64_t word : bits) {
        count_ += static_cast<std::uint32_t>(std::popcount(word));
    }
    list_.clear();
    bits_ = std::move(bits);
    if (is_list()) {
        list_.resize(count_);
        auto next = list_.begin();
        each_bit(bits_, [&](std::uint32_t cable) { *next++ = cable; });
    }
    if (is_list() || is_all()) {
        bits_.clear();
    }
}

CableBits CableSet::as_bits() const
{
    if (!bits_.empty()) {
        return bits_;
    }
    CableBits bits = no_bits(size_);
    if (is_all() && size_ > 0) {
        std::ranges::fill(bits, ~std::uint64_t{0});
        if (size_ % 64 != 0) {
            bits.back() = (std::uint64_t{1} << (size_ % 64)) - 1;
        }
        return bits;
    }
    for (const std::uint32_t cable : list_) {
        set_bit(bits, cable);
    }
    return bits;
}

void CableSet::keep(const CableSet& other)
{
    if (other.is_all()) {
        return;
    }
    if (is_all()) {
        *this = other;
        return;
    }
    if (is_list() || other.is_list()) {
        const CableSet& few = is_list() ? *this : other;
        const CableSet& rest = is_list() ? other : *this;
        std::vector<std::uint32_t> list;
        if (rest.is_list()) {
            std::ranges::set_intersection(few.list_, rest.list_, std::back_inserter(list));
        } else {
            std::ranges::copy_if(few.list_, std::back_inserter(list),
                                 [&](std::uint32_t cable) { return rest.has(cable); });
        }
        *this = of(size_, std::move(list));
        return;
    }
    keep_bits(bits_, other.bits_);
    settle(std::move(bits_));
}

void CableSet::add(const CableSet& other)
{
    if (is_all() || other.empty()) {
        return;
    }
    if (other.is_all() || empty()) {
        *this = other;
        return;
    }
    if (is_list() && other.is_list()) {
        std::vector<std::uint32_t> list;
        std::ranges::set_union(list_, other.list_, std::back_inserter(list));
        *this = of(size_, std::move(list));
        return;
    }
    CableBits bits = std::move(bits_);
    if (is_list()) {
        bits = other.bits_;
    }
    const CableSet& more = is_list() ? *this : other;
    if (more.is_list()) {
        for (const std::uint32_t cable : more.list_) {
            set_bit(bits, cable);
        }
    } else {
        add_bits(bits, more.bits_);
    }
    settle(std::move(bits));
}

void CableSet::remove(const CableSet& other)
{
    if (empty() || other.empty()) {
        return;
    }
    if (is_list()) {
        std::erase_if(list_, [&](std::uint32_t cable) { return other.has(cable); });
        count_ = static_cast<std::uint32_t>(list_.size());
        return;
    }
    CableBits bits = as_bits();
    if (other.is_list()) {
        for (const std::uint32_t cable : other.list_) {
            bits[cable / 64] &= ~(std::uint64_t{1} << (cable % 64));
        }
    } else {
        const CableBits without = other.as_bits();
        for (std::size_t i = 0; i < bits.size(); ++i) {
            bits[i] &= ~without[i];
        }
    }
    settle(std::move(bits));
}

std::vector<std::uint32_t> CableSet::members() const
{
    if (is_list()) {
        return list_;
    }
    std::vector<std::uint32_t> list;
    list.reserve(count_);
    each([&](std::uint32_t cable) { list.push_back(cable); });
    return list;
}

CableSet CableCollector::set() &&
{
    if (!bits_.empty()) {
        return CableSet::of_bits(size_, std::move(bits_));
    }
    if (!std::ranges::is_sorted(list_)) {
        std::ranges::sort(list_);
    }
    const auto [first, last] = std::ranges::unique(list_);
    list_.erase(first, last);
    return CableSet::of(size_, std::move(list_));
}

} // namespace chancery::index
