#pragma once
// The E.O. line: which order, until when or what event (format 3).
//
//   read_executive_order("12958: DECL: 10/29/2018")     ->  12958, 2018-10-29
//   read_executive_order("12958: DECL: CLOSURE OF ICTY")->  12958, event
//   read_executive_order("12958: N/A")                  ->  12958, text N/A
//
//   read_executive_order("12356: DECL: OADR")           ->  12356, event and exemption OADR
//
// Dates: MM/DD/YYYY, MM/DD/YY, YYYY/MM/DD, YYYY-MM-DD, YYYYMMDD, with the month as a word; the
// first one that exists counts. A first number over 12 is the day.
// Pure; time linear in the text.
#include <string_view>

#include "cable/cable.hpp"

namespace chancery::parse {

// `text` starts at the order's number.
ExecutiveOrder read_executive_order(std::string_view text);

} // namespace chancery::parse
