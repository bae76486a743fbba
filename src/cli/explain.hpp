#pragma once
// A cable line by line, each with what it was read as: what `chancery parse --explain` prints.
//
//      9  TAGS            TAGS: ELAB PHUM
//                         = ELAB subject: Labor and employment
//     14  par1 (U)        1. (U) The minister ..
//     15  - page-break    GUATEMALA 00000242  001.2 OF 003
//
// A line that is taken out by a repair has a dash before the rule's name; what a line was understood
// as stands below it behind an equals sign, what was repaired or found there behind an arrow or an
// exclamation mark. Control characters do not occur in texts of cables (decode.hpp), so that the
// text is safe for a terminal.
#include <string>

#include "cable/cable.hpp"

namespace chancery::cli {

std::string explain(const Cable& cable);

} // namespace chancery::cli
