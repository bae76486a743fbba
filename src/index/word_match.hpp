#pragma once
// Words that stand for many: prefix, wildcard, fuzzy, regular expression. Each scans as little of a
// dictionary as it can.
//
//   each_match(letters, node, "", [&](const DictionaryCursor& at) { ...; return true; });
//
// The terms that begin with `space` are looked at, without it: "" for words, an attribute's bytes for
// its values. The callback says whether to go on.
#include <functional>
#include <string_view>

#include "index/dictionary.hpp"
#include "index/letter_sets.hpp"
#include "index/query/tree.hpp"

namespace chancery::index {

// `node.match` is none of Exact and Stemmed.
void each_match(const LetterSets& letters, const query::Node& node, std::string_view space,
                const std::function<bool(const DictionaryCursor&)>& use);

// * any number of characters, ? one character (of UTF-8); linear in `word` times the stars.
bool wildcard_matches(std::string_view pattern, std::string_view word);

} // namespace chancery::index
