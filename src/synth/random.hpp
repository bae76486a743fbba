#pragma once
// The chance behind the generator: splitmix64, whole numbers only, so that a seed gives the same cables on every machine
// and with every standard library.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace chancery::synth {

constexpr std::uint64_t mix(std::uint64_t value)
{
    value += 0x9e3779b97f4a7c15U;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b)
{
    return mix(mix(a) ^ b);
}

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next()
    {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }
    // 0 to n - 1; 0 for n of 0
    std::uint32_t below(std::size_t n)
    {
        return static_cast<std::uint32_t>(((next() >> 32U) * static_cast<std::uint64_t>(n)) >> 32U);
    }
    int between(int low, int high)
    {
        return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
    }
    bool chance(unsigned per_mille) { return below(1000) < per_mille; }
    // Small numbers often, large ones seldom: every octave from 2^low to 2^high alike.
    std::uint32_t skewed(unsigned low, unsigned high)
    {
        const unsigned bits = low + below(high - low + 1);
        return below(std::size_t{1} << bits);
    }
    template <typename T>
    const T& pick(std::span<const T> items)
    {
        return items[below(items.size())];
    }
    template <typename T, std::size_t N>
    const T& pick(const T (&items)[N]) // NOLINT(*-avoid-c-arrays): tables of the callers
    {
        return items[below(N)];
    }
    // Index of the share that is hit; the shares are whole numbers of any sum.
    template <std::size_t N>
    std::size_t share(const unsigned (&shares)[N]) // NOLINT(*-avoid-c-arrays)
    {
        unsigned sum = 0;
        for (const unsigned s : shares) {
            sum += s;
        }
        unsigned hit = below(sum);
        std::size_t i = 0;
        while (hit >= shares[i]) {
            hit -= shares[i++];
        }
        return i;
    }

private:
    std::uint64_t state_;
};

} // namespace chancery::synth
