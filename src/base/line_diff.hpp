#pragma once
// What differs between two texts, line by line.
//
//   for (const LineChange& change : line_diff("a\nb\n", "a\nc\n")) ...     // {' ', "a"} {'-', "b"} {'+', "c"}
//
// The shortest list of lines taken out and put in (the longest common subsequence), as long as what is
// left between equal beginnings and ends has at most kMaxDiffLines lines on either side; of more, all are
// taken out and put in. Memory: their square in bytes.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chancery {

constexpr std::size_t kMaxDiffLines = 2000;

struct LineChange {
    char sign = ' ';       // ' ' in both, '-' only before, '+' only after
    std::string_view line; // of one of the texts
    bool operator==(const LineChange&) const = default;
};

std::vector<LineChange> line_diff(std::string_view before, std::string_view after);

} // namespace chancery
