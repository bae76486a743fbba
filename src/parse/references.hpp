#pragma once
// The REF lines -> what the cable refers to (format 3).
//
//   read_references("A. 08 SAN SALVADOR 1101; B. ELBA 12 AND 14 (NOTAL)", {2009, "LIMA", 300})
//     ->  A 08SANSALVADOR1101; B ELBA 12 (no such post: no id); 14
//
// A year at the citation wins, before it or behind it in brackets; without one it is the cable's
// own year, or the year before where the cable's own post has not sent so many yet. Numbers that
// follow with AND or a comma take post and year of the citation before. What names no cable is kept
// as its text with a kind: e-mail, telcon, memo, report, other. Pure; time linear in the text.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cable/cable.hpp"

namespace chancery::parse {

struct CitingCable {
    int year = 0; // 0: not known, then only citations with a year get an id
    std::string post;
    std::uint64_t serial = 0;
};

struct ReadReference {
    Reference reference;    // without its place
    std::uint32_t from = 0; // in the text
    std::uint32_t to = 0;
    bool unknown_post = false;
};

std::vector<ReadReference> read_references(std::string_view text, const CitingCable& citing);

} // namespace chancery::parse
