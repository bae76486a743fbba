#pragma once
// What was taken out of a text before we received it, as it stands there (format 8):
//
//   XXXXXXXXXXXX  xxxxx         five or more, perhaps glued to an ending; four as a word
//   [NAME REMOVED]  [source removed]
//   he met ******** there       five or more asterisks inside a line; a line of them is a rule
//
// Pure; time linear in the text.
#include <string_view>
#include <vector>

#include "cable/cable.hpp"

namespace chancery::parse {

// In order, without overlap; the places count in `body`.
std::vector<Removal> find_removals(std::string_view body);

} // namespace chancery::parse
