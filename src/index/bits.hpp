#pragma once
// Numbers in few bits.
//
//   append_frame(values, out)                up to kFrame numbers, packed together
//   size = read_frame(bytes, count, out)     the same again; 0 for damaged bytes
//   size = read_steps(bytes, count, 1, out)  where steps lead that were written each less one
//
// A frame has one width that suits most of its numbers ("patched frame of reference": Zukowski et
// al., Super-Scalar RAM-CPU Cache Compression, 2006): a byte with the width, a byte with the number
// of exceptions, the low bits of all numbers; then, if there are exceptions, a byte with
// the width of what is left of the widest, and packed in as many bits and seven for each: its place,
// and above it what is left.
//
// Bits are packed lowest first, one number behind the other. In a whole frame (kFrame numbers) the low bits are
// dealt out to four lanes of 32 bits, so that four numbers are unpacked at once (Lemire and Boytsov, Decoding
// billions of integers per second through vectorization, 2015): the n-th number is in lane n mod 4.
// Reading looks up to 8 bytes beyond the frame:
// every section of an index file ends in kPadding zeros. Any thread.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "base/varint.hpp"

namespace chancery::index {

constexpr std::size_t kPadding = 8;

constexpr std::size_t kFrame = 128;

void append_frame(std::span<const std::uint32_t> values, std::string& out);
// Never reads beyond `bytes` but for the padding. `out` takes `count` numbers.
std::size_t read_frame(std::string_view bytes, std::size_t count, std::uint32_t* out);
// Of numbers that are each one less than a step: where the steps lead, the first from `from` less one
// (so that steps of one lead to `from`, `from` + 1 ...). 0 also for steps that lead beyond 32 bits.
std::size_t read_steps(std::string_view bytes, std::size_t count, std::uint32_t from,
                       std::uint32_t* out);
// The size alone; as cheap as it can be told.
std::size_t skip_frame(std::string_view bytes, std::size_t count);

} // namespace chancery::index
