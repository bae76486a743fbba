#pragma once
// Zstandard with a shared dictionary: cables are short and alike, so a dictionary trained on them
// saves a fifth.
//
//   const Bytes dictionary = train_dictionary(samples, kDictionarySize);
//   Compressor pack(dictionary, 6);          // one per thread
//   Decompressor unpack(dictionary);
//   unpack(pack(text), limit) == text
//
// The same input, dictionary and level give the same bytes with the same library version. Damaged
// input, a damaged dictionary and results over the limit throw IoError; a frame's claim about its
// size is not trusted beyond the limit.
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace chancery {

// An empty result means that the samples are too few or too small for a dictionary to help.
std::string train_dictionary(std::span<const std::string> samples, std::size_t size);

class Compressor {
public:
    Compressor(std::string_view dictionary, int level);
    ~Compressor();
    Compressor(Compressor&&) noexcept;
    Compressor& operator=(Compressor&&) = delete;
    Compressor(const Compressor&) = delete;
    Compressor& operator=(const Compressor&) = delete;

    std::string operator()(std::string_view bytes);

private:
    struct State;
    std::unique_ptr<State> state_;
};

class Decompressor {
public:
    explicit Decompressor(std::string_view dictionary);
    ~Decompressor();
    Decompressor(Decompressor&&) noexcept;
    Decompressor& operator=(Decompressor&&) = delete;
    Decompressor(const Decompressor&) = delete;
    Decompressor& operator=(const Decompressor&) = delete;

    std::string operator()(std::string_view packed, std::size_t limit);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace chancery
