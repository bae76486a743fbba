#pragma once
// A text as lines, each with its place. The text itself stays where it is; the lines look into it.
//
//   for (const Line& line : split_lines(text)) ...
//
// line.text has no line end; line.at is its first byte.
//
// Ends of line: LF, CRLF or CR alone. A last line without an end counts; an empty text has no
// lines.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chancery {

struct Line {
    std::string_view text;
    std::size_t at = 0; // byte offset of its first character
};

std::vector<Line> split_lines(std::string_view text);

// All ends of line become LF. Cables are parsed in this form only.
std::string with_lf(std::string_view text);

} // namespace chancery
