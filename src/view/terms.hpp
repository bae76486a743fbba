#pragma once
// Acronyms and words of the trade in a running text, and what they stand for in a cable from a
// given place.
//
//   find_terms("The GOI told PolOff ...", {{0, 23}}, post of Jakarta, {})
//       GOI     Government of Indonesia
//       PolOff  Political officer
//   acronym_meaning(goi, nullptr)      Government of Iceland, India, ... or Italy
//
// Found is what reference/acronyms.csv knows for sure: in its own case, in capitals, without a
// final s, and, from five letters on, in any case (poloff). Not explained is
//   - what the text itself explains: "the Chief of Operations (OC)";
//   - forms of two letters, but for a few that are the same everywhere, and those of the post's
//     own country;
//   - short forms that are English words too (WHO, IT, START), unless they stand between words in
//     lower case: subjects and old telegrams are all capitals.
// Where an acronym has several meanings, all are said, those of the post's country first.
//
// Pure; any thread; linear in the text; at most kMaxTerms.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cable/cable.hpp"
#include "cable/reference_data.hpp"

namespace chancery::view {

constexpr std::size_t kMaxTerms = 40;

struct UsedTerm {
    Span at; // in the text
    const Term* term = nullptr;
    std::string meaning;
};

// The terms of text[ranges], each where it is used first. `post`: where the cable comes from; may be
// nullptr. `taken` are places, in order, that are something else: a tag, a portion mark.
std::vector<UsedTerm> find_terms(std::string_view text, std::span<const Span> ranges,
                                 const Post* post, const std::vector<Span>& taken);

// Empty if it is not known for sure.
std::string acronym_meaning(const Term& term, const Post* post);

} // namespace chancery::view
