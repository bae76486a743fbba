#pragma once
// A cable as one line of JSON and back: the schema of docs/json.md, used by `chancery parse`, by
// editions and by the site.
//
//   from_json(to_json(cable)) == cable
//
// Members that a cable does not have are null or [], never left out. Reading ignores members it
// does not know, takes null and missing for "does not have", and throws JsonError for anything else
// that does not fit the schema. Texts over 4 GB are refused. Any thread.
#include <string>
#include <string_view>

#include "cable/cable.hpp"

namespace chancery {

std::string to_json(const Cable& cable);
Cable from_json(std::string_view text);

} // namespace chancery
