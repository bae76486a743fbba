#pragma once
// The marks that a relay station prints where a page ends (format 4):
//
//   MADRID 00000552  001.2 OF 011                               since about 2001
//   PAGE 02        CAPE T  00097  01 OF 03  182017Z             before
//
// Matchers only; what is done about them is in repairs.hpp.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace chancery::parse {

// The whole line is a page mark of the newer kind, whatever its post. A mark cut off by "..." at
// the end of a truncated text counts.
bool is_page_break(std::string_view line);

// "00000552  001.2 OF 011" at the start of the text: its length, 0 if it is not there. Number and
// OF may stand on different lines.
std::size_t page_break_number_length(std::string_view text);

// How many bytes the older kind takes at the start of the text, 0 if it is not there.
std::size_t page_mark_length(std::string_view text);

// The text without a mark of the older kind in it.
std::string_view without_page_mark(std::string_view text);

// The post as page marks print it: at most ten characters, and DUBAI for RPO DUBAI.
std::string page_break_post(std::string_view post);

} // namespace chancery::parse
