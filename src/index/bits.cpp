#include "index/bits.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace chancery::index {

namespace {

constexpr unsigned kMaxWidth = 32;
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

using Unpack = void (*)(const char*, std::size_t, std::uint32_t*);

template <std::size_t... Widths>
constexpr auto unpack_table(std::index_sequence<Widths...> /*widths*/)
{
    return std::array<Unpack, sizeof...(Widths)>{&unpack<static_cast<unsigned>(Widths)>...};
}

constexpr auto kUnpack = unpack_table(std::make_index_sequence<kMaxWidth + 1>());

// The width with which the frame is smallest.
unsigned best_width(std::span<const std::uint32_t> values)
{
    std::array<std::uint32_t, kMaxWidth + 1> of_width =
        {}; // how many numbers need just so many bits
    std::uint32_t all = 0;
    for (const std::uint32_t value : values) {
        ++of_width[static_cast<std::size_t>(std::bit_width(value))];
        all |= value;
    }
    const auto widest = static_cast<unsigned>(std::bit_width(all));
    unsigned best = widest;
    std::size_t best_size = packed_size(values.size(), widest);
    for (unsigned width = widest; width-- > 0;) {
        std::size_t size = packed_size(values.size(), width);
        for (unsigned wider = width + 1; wider <= widest; ++wider) {
            size += of_width[wider] * (1 + (wider - width + 6) / 7);
        }
        if (size < best_size) {
            best = width;
            best_size = size;
        }
    }
    return best;
}

} // namespace

void append_frame(std::span<const std::uint32_t> values, std::string& out)
{
    const unsigned width = best_width(values);
    out += static_cast<char>(width);
    const std::size_t count_at = out.size();
    out += '\0';
    pack(values, width, out);
    for (std::size_t i = 0; width < kMaxWidth && i < values.size(); ++i) {
        if (const std::uint32_t high = values[i] >> width; high != 0) {
            ++out[count_at];
            out += static_cast<char>(i);
            append_varint(out, high);
        }
    }
}

std::size_t read_frame(std::string_view bytes, std::size_t count, std::uint32_t* out)
{
    if (bytes.size() < kHead) {
        return 0;
    }
    const unsigned width = static_cast<unsigned char>(bytes[0]);
    const unsigned exceptions = static_cast<unsigned char>(bytes[1]);
    const std::size_t packed = packed_size(count, width);
    if (width > kMaxWidth || kHead + packed > bytes.size()) {
        return 0;
    }
    kUnpack[width](bytes.data() + kHead, count, out);
    const char* const end = bytes.data() + bytes.size();
    VarintReader reader(bytes.data() + kHead + packed, end);
    for (unsigned i = 0; i < exceptions; ++i) {
        if (reader.at_end()) {
            return 0;
        }
        const std::size_t place = static_cast<unsigned char>(*reader.at());
        reader.skip(1);
        const std::uint32_t high = reader.next32();
        if (place >= count || width >= kMaxWidth) {
            return 0;
        }
        out[place] |= high << width;
    }
    return reader.ok() ? static_cast<std::size_t>(reader.at() - bytes.data()) : 0;
}

std::size_t skip_frame(std::string_view bytes, std::size_t count)
{
    if (bytes.size() < kHead) {
        return 0;
    }
    const unsigned width = static_cast<unsigned char>(bytes[0]);
    const std::size_t packed = packed_size(count, width);
    if (width > kMaxWidth || kHead + packed > bytes.size()) {
        return 0;
    }
    VarintReader reader(bytes.data() + kHead + packed, bytes.data() + bytes.size());
    for (unsigned i = static_cast<unsigned char>(bytes[1]); i > 0; --i) {
        reader.skip(1);
        reader.next();
    }
    return reader.ok() ? static_cast<std::size_t>(reader.at() - bytes.data()) : 0;
}

} // namespace chancery::index
