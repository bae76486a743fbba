#pragma once
// What the vocabulary of cables means, in words for readers. Facts come from reference_data(); here
// they become phrases.
//
//   mark_meaning("S/NF")                     "Secret, not for foreign nationals"
//   repair_words("repeated-line")            "a line that was printed twice was taken out here"
//   finding_words("partial-extract")         a sentence; empty: of no interest to readers
//
// Empty where nothing is known: a guess is never shown as fact. Pure; any thread; linear.
#include <cstdint>
#include <string>
#include <string_view>

namespace chancery::view {

// Of a portion mark without its brackets; any case and separators.
std::string mark_meaning(std::string_view mark);
// "Disclosure would cause serious damage ...", of unclassified, confidential, secret, top secret.
std::string_view level_meaning(std::string_view level);
// "Human rights"; empty where unknown.
std::string_view tag_meaning(std::string_view tag);
// "subject", "program", ... as words for readers; empty where unknown.
std::string_view tag_kind(std::string_view tag);
// "Guatemala City, Guatemala" for "Embassy Guatemala"; empty where unknown.
std::string origin_place(std::string_view origin);
// The word by which an origin is found in an alphabet: "Guatemala" for "Embassy Guatemala".
std::string_view origin_sort_name(std::string_view origin);

// Whether readers are told of a repair: a pilcrow that the source put before each paragraph is no
// loss, as we put one there too.
bool is_shown_repair(std::string_view rule);
std::string repair_words(std::string_view rule);
std::string_view finding_words(std::string_view kind);

// "February 2008" for 2008-02, "26 August 2011" for 2011-08-26; the text itself for anything else.
std::string month_words(std::string_view month);
std::string day_words(std::string_view text);

} // namespace chancery::view
