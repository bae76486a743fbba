#pragma once
// Numbers in files of our own: little endian, and of variable length (LEB128: seven bits a byte, the
// lowest first).
//
//   append(out, std::uint64_t{1});   load<std::uint64_t>(bytes)
//   append_varint(out, 300);         VarintReader(from, to).next()
//   append_text(out, "PHUM");        VarintReader(from, to).text()
//
// A VarintReader never reads outside of its bytes, whatever they are. Any thread.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace chancery {

static_assert(std::endian::native == std::endian::little, "our files are little endian");

template <typename T>
T load(const char* bytes)
{
    T value;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

template <typename T>
void append(std::string& out, T value)
{
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out.append(bytes, sizeof value);
}

constexpr std::size_t kMaxVarintBytes = 10;

// Where there is room for it; returns where it ends.
inline char* put_varint(char* to, std::uint64_t value)
{
    for (; value >= 0x80U; value >>= 7U) {
        *to++ = static_cast<char>(value | 0x80U);
    }
    *to++ = static_cast<char>(value);
    return to;
}

inline void append_varint(std::string& out, std::uint64_t value)
{
    for (; value >= 0x80U; value >>= 7U) {
        out += static_cast<char>(value | 0x80U);
    }
    out += static_cast<char>(value);
}

// Its size in front.
inline void append_text(std::string& out, std::string_view text)
{
    append_varint(out, text.size());
    out += text;
}

// Reads numbers from bytes that may be damaged: past the end it gives zeros, and ok() says so.
class VarintReader {
public:
    VarintReader(const char* from, const char* to) : at_(from), end_(to) {}

    std::uint64_t next()
    {
        if (at_ < end_ && static_cast<unsigned char>(*at_) < 0x80U) {
            return static_cast<unsigned char>(*at_++);
        }
        std::uint64_t value = 0;
        for (unsigned shift = 0; at_ < end_ && shift < 64; shift += 7) {
            const auto byte = static_cast<unsigned char>(*at_++);
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80U) {
                return value;
            }
        }
        ok_ = false;
        return 0;
    }
    std::uint32_t next32() { return static_cast<std::uint32_t>(next()); }
    // As append_text() writes it; empty where it does not fit.
    std::string_view text()
    {
        const std::uint64_t size = next();
        const char* const from = at_;
        skip(size);
        return ok_ ? std::string_view(from, size) : std::string_view();
    }
    bool ok() const { return ok_; }
    bool at_end() const { return at_ >= end_; }
    const char* at() const { return at_; }
    std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
    void skip(std::size_t bytes)
    {
        if (bytes > left()) {
            ok_ = false;
            bytes = left();
        }
        at_ += bytes;
    }

private:
    const char* at_;
    const char* end_;
    bool ok_ = true;
};

} // namespace chancery
