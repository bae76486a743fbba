#pragma once
// The end of a body: signature and what stands behind it (format 7).
//
//   ... of the program. \nHOLT \n \nNNNN      ->  signature {HOLT}; the text ends before HOLT
//   ... of the program.  HOLT                ->  signature {HOLT}; the text keeps it, it is part of
//                                               its last line
//   SHANNON SHANNON                          ->  {SHANNON}: printed twice
//   GREEN \nREID                             ->  {GREEN, REID}
//   KEITH1370, HOLT., HOLT##                 ->  a counter or a mark that is glued to it goes
//
// Works on lines of the clean text. Pure; reads the last few lines only.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parse/scan.hpp"

namespace chancery::parse {

struct Closing {
    std::vector<std::string> signature;
    std::vector<std::string> end_marks; // NNNN, CONFIDENTIAL, stamps: what stands behind it
    std::size_t end_line = 0;           // the text ends before this line
};

// The text starts at lines[first]. `subject` tells a line that repeats it, cut off, at the end.
Closing read_closing(const std::vector<TextLine>& lines, std::size_t first,
                     std::string_view subject);

} // namespace chancery::parse
