#include "index/bits.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace chancery::index {

namespace {

constexpr unsigned kMaxWidth = 32;
constexpr unsigned kPlaceBits = 7; // of a number in its frame
constexpr unsigned kMaxHigh = kMaxWidth - kPlaceBits;
static_assert(kFrame == 1U << kPlaceBits);
constexpr std::size_t kHead = 2; // width and number of exceptions

constexpr std::size_t packed_size(std::size_t count, unsigned width)
{
    return (count * width + 7) / 8;
}

// Lowest bits first.
void pack(std::span<const std::uint32_t> values, unsigned width, std::string& out)
{
    const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
    std::uint64_t held = 0;
    unsigned bits = 0;
    for (const std::uint32_t value : values) {
        held |= (value & mask) << bits;
        bits += width;
        if (bits >= 32) {
            append(out, static_cast<std::uint32_t>(held));
            held >>= 32U;
            bits -= 32;
        }
    }
    for (; bits > 0; bits -= std::min(bits, 8U), held >>= 8U) {
        out += static_cast<char>(held & 0xFFU);
    }
}

// Four numbers at once; the compiler makes of it what the machine has (SSE2, NEON).
constexpr std::size_t kLanes = 4;
using Lanes = std::uint32_t __attribute__((vector_size(kLanes * sizeof(std::uint32_t))));
constexpr unsigned kLaneBits = 32;
constexpr std::size_t kOfLane = kFrame / kLanes; // numbers

Lanes load_lanes(const void* from)
{
    Lanes lanes;
    std::memcpy(&lanes, from, sizeof lanes);
    return lanes;
}

void store_lanes(const Lanes& lanes, void* to)
{
    std::memcpy(to, &lanes, sizeof lanes);
}

// A whole frame: every fourth number from the first, the second .. is packed for itself, and of these four the
// first 32 bits, then the next.
void pack_lanes(std::span<const std::uint32_t> values, unsigned width, std::string& out)
{
    const std::uint32_t mask = width == kLaneBits ? ~0U : (1U << width) - 1;
    Lanes held = {};
    unsigned bits = 0;
    for (std::size_t i = 0; i < kFrame; i += kLanes) {
        const Lanes lanes = load_lanes(&values[i]) & mask;
        held |= lanes << bits;
        bits += width;
        if (bits >= kLaneBits) {
            append(out, held);
            bits -= kLaneBits;
            held = bits == 0 ? Lanes{} : lanes >> (width - bits);
        }
    }
}

// The n-th number of each lane.
template <unsigned Width, std::size_t N>
Lanes unpacked(const char* bytes)
{
    if constexpr (Width == 0) {
        return Lanes{};
    } else {
        constexpr std::size_t kWord = N * Width / kLaneBits;
        constexpr unsigned kBit = N * Width % kLaneBits;
        constexpr auto kMask = static_cast<std::uint32_t>((std::uint64_t{1} << Width) - 1);
        Lanes lanes = load_lanes(bytes + kWord * sizeof(Lanes)) >> kBit;
        if constexpr (kBit + Width > kLaneBits) {
            lanes |= load_lanes(bytes + (kWord + 1) * sizeof(Lanes)) << (kLaneBits - kBit);
        }
        return lanes & kMask;
    }
}

template <unsigned Width, std::size_t... N>
void unpack_each(const char* bytes, std::uint32_t* out, std::index_sequence<N...> /*numbers*/)
{
    (store_lanes(unpacked<Width, N>(bytes), out + N * kLanes), ...);
}

template <unsigned Width>
void unpack_lanes(const char* bytes, std::uint32_t* out)
{
    unpack_each<Width>(bytes, out, std::make_index_sequence<kOfLane>());
}

constexpr auto kUnpackLanes = []<std::size_t... Widths>(std::index_sequence<Widths...> /*widths*/) {
    return std::array{&unpack_lanes<Widths>...};
}(std::make_index_sequence<kMaxWidth + 1>());

// A width known at compile time lets the compiler keep shifts and masks out of the loop.
template <unsigned Width>
void unpack(const char* bytes, std::size_t count, std::uint32_t* out)
{
    constexpr std::uint64_t kMask = (std::uint64_t{1} << Width) - 1;
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8, bytes += Width) { // eight values are exactly Width bytes
        for (unsigned k = 0; k < 8; ++k) {
            const unsigned bit = k * Width;
            out[i + k] = static_cast<std::uint32_t>(
                (load<std::uint64_t>(bytes + (bit >> 3U)) >> (bit & 7U)) & kMask);
        }
    }
    for (unsigned bit = 0; i < count; ++i, bit += Width) {
        out[i] = static_cast<std::uint32_t>(
            (load<std::uint64_t>(bytes + (bit >> 3U)) >> (bit & 7U)) & kMask);
    }
}

constexpr auto kUnpack = []<std::size_t... Widths>(std::index_sequence<Widths...> /*widths*/) {
    return std::array{&unpack<Widths>...};
}(std::make_index_sequence<kMaxWidth + 1>());

struct Widths {
    unsigned low = 0;  // of all numbers
    unsigned high = 0; // that is left of the widest
    std::size_t exceptions = 0;
};

std::size_t size_of(const Widths& widths, std::size_t count)
{
    const std::size_t exceptions =
        widths.exceptions == 0 ? 0 : 1 + packed_size(widths.exceptions, widths.high + kPlaceBits);
    return kHead + packed_size(count, widths.low) + exceptions;
}

// Those with which the frame is smallest.
Widths best_widths(std::span<const std::uint32_t> values)
{
    std::array<std::uint32_t, kMaxWidth + 1> of_width =
        {}; // how many numbers need just so many bits
    std::uint32_t all = 0;
    for (const std::uint32_t value : values) {
        ++of_width[static_cast<std::size_t>(std::bit_width(value))];
        all |= value;
    }
    const auto widest = static_cast<unsigned>(std::bit_width(all));
    Widths best{widest, 0, 0};
    Widths tried = best;
    while (tried.low > 0 && tried.high < kMaxHigh) {
        tried.exceptions += of_width[tried.low];
        --tried.low;
        ++tried.high;
        if (size_of(tried, values.size()) < size_of(best, values.size())) {
            best = tried;
        }
    }
    return best;
}

// False for bytes that no frame of so many numbers begins with, or that end before it does.
bool read_widths(std::string_view bytes, std::size_t count, Widths& widths)
{
    if (bytes.size() < kHead) {
        return false;
    }
    widths.low = static_cast<unsigned char>(bytes[0]);
    widths.exceptions = static_cast<unsigned char>(bytes[1]);
    if (widths.low > kMaxWidth || widths.exceptions > count) {
        return false;
    }
    if (widths.exceptions > 0) {
        const std::size_t high_at = kHead + packed_size(count, widths.low);
        if (high_at >= bytes.size()) {
            return false;
        }
        widths.high = static_cast<unsigned char>(bytes[high_at]);
        if (widths.high == 0 || widths.high > kMaxHigh || widths.low + widths.high > kMaxWidth) {
            return false;
        }
    }
    return size_of(widths, count) <= bytes.size();
}

} // namespace

void append_frame(std::span<const std::uint32_t> values, std::string& out)
{
    const Widths widths = best_widths(values);
    out += static_cast<char>(widths.low);
    out += static_cast<char>(widths.exceptions);
    if (values.size() == kFrame) {
        pack_lanes(values, widths.low, out);
    } else {
        pack(values, widths.low, out);
    }
    if (widths.exceptions == 0) {
        return;
    }
    std::array<std::uint32_t, kFrame> exceptions;
    std::size_t next = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (const std::uint32_t high = values[i] >> widths.low; high != 0) {
            exceptions[next++] = high << kPlaceBits | static_cast<std::uint32_t>(i);
        }
    }
    out += static_cast<char>(widths.high);
    pack(std::span(exceptions).first(next), widths.high + kPlaceBits, out);
}

namespace {

std::size_t read_with_widths(std::string_view bytes, std::size_t count, std::uint32_t* out,
                             Widths& widths)
{
    if (!read_widths(bytes, count, widths)) {
        return 0;
    }
    if (count == kFrame) {
        kUnpackLanes[widths.low](bytes.data() + kHead, out);
    } else {
        kUnpack[widths.low](bytes.data() + kHead, count, out);
    }
    if (widths.exceptions > 0) {
        std::array<std::uint32_t, kFrame> exceptions;
        kUnpack[widths.high + kPlaceBits](bytes.data() + kHead + packed_size(count, widths.low) + 1,
                                          widths.exceptions, exceptions.data());
        for (std::size_t i = 0; i < widths.exceptions; ++i) {
            const std::size_t place = exceptions[i] % kFrame;
            if (place >= count) {
                return 0;
            }
            out[place] |= exceptions[i] >> kPlaceBits << widths.low;
        }
    }
    return size_of(widths, count);
}

// Every number becomes the sum of `before` and the steps so far, each one more than its number; modulo 2^32.
void sum_steps(std::uint32_t before, std::uint32_t* numbers, std::size_t count)
{
    constexpr Lanes kZeros = {};
    Lanes sum = kZeros + before;
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        Lanes lanes = load_lanes(numbers + i) + 1U;
        lanes += __builtin_shufflevector(kZeros, lanes, 0, 4, 5, 6);
        lanes += __builtin_shufflevector(kZeros, lanes, 0, 1, 4, 5);
        lanes += sum;
        store_lanes(lanes, numbers + i);
        sum = __builtin_shufflevector(lanes, lanes, 3, 3, 3, 3);
    }
    for (before = sum[0]; i < count; ++i) {
        before += numbers[i] + 1;
        numbers[i] = before;
    }
}

} // namespace

std::size_t read_frame(std::string_view bytes, std::size_t count, std::uint32_t* out)
{
    Widths widths;
    return read_with_widths(bytes, count, out, widths);
}

std::size_t read_steps(std::string_view bytes, std::size_t count, std::uint32_t from,
                       std::uint32_t* out)
{
    Widths widths;
    const std::size_t size = read_with_widths(bytes, count, out, widths);
    if (size == 0) {
        return 0;
    }
    // So many numbers of so few bits, and as many ones, stay below 2^31.
    constexpr unsigned kSafeWidth = 31 - kPlaceBits - 1;
    if (widths.low + widths.high > kSafeWidth || from >= 1U << 31U) {
        std::uint64_t sum = from;
        for (std::size_t i = 0; i < count; ++i, ++sum) {
            sum += out[i];
        }
        if (sum > std::uint64_t{1} << 32U) {
            return 0;
        }
    }
    sum_steps(from - 1, out, count);
    return size;
}

std::size_t skip_frame(std::string_view bytes, std::size_t count)
{
    Widths widths;
    return read_widths(bytes, count, widths) ? size_of(widths, count) : 0;
}

} // namespace chancery::index
