#pragma once
// Trees for people: as a query again, as an outline, in words.
//
//   to_text(tree)    traffick* "child victim"~5 -mexico
//   to_tree(tree)    And
//                      Word traffick* (prefix)
//                      ...
//   in_words(tree)   cables with a word that starts with "traffick" and "child" and "victim" within
//                    5 words, without "mexico" (any form of the word)
//
// What to_text() gives of a normal form, read and brought to normal form again, is that normal form
// (if it is not longer than kMaxQueryBytes). All UTF-8, for the tree's own texts are; nothing is
// escaped for HTML. Linear. Pure.
#include <string>

#include "index/query/tree.hpp"

namespace chancery::index::query {

std::string to_text(const Node& tree);
std::string to_tree(const Node& tree); // lines, the last with its end
std::string in_words(const Node& tree);

} // namespace chancery::index::query
