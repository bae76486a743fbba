#pragma once
// A text as it may stand in a citation: one line, with nothing in it that is not seen.
//
//   one_line("FOG \n  AND\tMIST")        FOG AND MIST
//   one_line("a\u202Etxt.exe", ...)      atxt.exe
//
// What is not UTF-8 becomes U+FFFD. Control characters, line ends and white space of every kind
// become one blank; marks that turn the direction of what follows, and others that have no width,
// go (but for the joiners U+200C and U+200D, which some scripts are written with). What is longer
// than `most` bytes ends in "…". Pure; any thread; linear.
#include <cstddef>
#include <string>
#include <string_view>

namespace chancery::cite {

// Of one field of a citation. The longest subject of the 2010 release has some 300.
constexpr std::size_t kMaxFieldBytes = 500;

std::string one_line(std::string_view text, std::size_t most = kMaxFieldBytes);

} // namespace chancery::cite
