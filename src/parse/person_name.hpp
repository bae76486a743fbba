#pragma once
// Where a person's name stands in a few words about an officer (format 3: Classified By).
//
//   find_person("Acting Deputy Chief of Mission Anna B. Holt, Jr.")      ->  "Anna B. Holt, Jr."
//   find_person("HOLT, CONSUL GENERAL, CONSULATE GENERAL RECIFE")        ->  "HOLT"
//   find_person("the Political Counselor")                               ->  nothing
//
// Words of titles, offices and posts are known (a list here, office symbols by their form, posts and
// countries from reference/posts.csv); the longest run of other words that look like a name is the
// name. Pure; time linear in the text.
#include <string_view>

namespace chancery::parse {

// A part of the text; empty if there is no name in it.
std::string_view find_person(std::string_view text);

} // namespace chancery::parse
