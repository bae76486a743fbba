#pragma once
// The words that are nearly everywhere: English words without a subject of their own, and those of
// the telegram's own voice. Each stands for itself alone, whatever its stem (analyzer.hpp), and two
// of them side by side have a list of their own (segment_format.hpp), so that a phrase need not read
// their long ones. Any thread.
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace chancery::index {

constexpr std::size_t kFrequentWords = 48;

// Its number among them, from 1; 0 for all others.
std::uint8_t frequent_number(std::string_view word);

} // namespace chancery::index
