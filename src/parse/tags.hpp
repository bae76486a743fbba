#pragma once
// TAGS as printed -> tags with their meaning (format 3).
//
//   read_tags("PREL, PGOV EINDETRD OVIP (HOLT, ANNA)")
//     ->  PREL; PGOV; EIND and ETRD, both printed EINDETRD; OVIP; HOLT, ANNA (a person)
//
// What is in no list stays as printed, in capitals, with kind "" and confidence "unknown". Names of
// persons and plain words have their place too, so that nothing is lost. A tag twice counts once.
// Pure; time linear in the text.
#include <cstdint>
#include <string_view>
#include <vector>

#include "cable/cable.hpp"

namespace chancery::parse {

struct ReadTag {
    Tag tag;                // without its place
    std::uint32_t from = 0; // in the text
    std::uint32_t to = 0;
    bool unknown = false; // in no list
};

std::vector<ReadTag> read_tags(std::string_view text);

// A line that can only be more of a TAGS line: capitals, most of them known.
bool looks_like_tags(std::string_view line);

// The same without doubt: every word is a known tag. Such a line is believed without its label.
bool is_all_tags(std::string_view line);

} // namespace chancery::parse
