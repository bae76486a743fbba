#pragma once
// What an edition does not have: all posts and years with their counts, and one of them with the
// numbers that are not accounted for, the cables that are only cited and those here in part.
//
// Of each of the three a page shows at most kMaxMissingShown and says how many it leaves out; the
// lists as text and CSV have all.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "edition/missing_reader.hpp"
#include "view/page.hpp"

namespace chancery::view {

constexpr std::uint32_t kMissingRowsPerPage = 200;
constexpr std::size_t kMaxMissingShown = 500;

struct MissingIndexPage {
    edition::MissingTotals totals;
    std::vector<edition::MissingSummary> rows;
    std::uint32_t page = 0; // from 0
    // First letters of posts, each with the place of its first row in all rows.
    std::vector<std::pair<std::string, std::uint64_t>> letters = {};
};
std::string missing_index_page(const Frame& frame, const MissingIndexPage& model);

struct MissingPage {
    edition::MissingOf missing;
    std::vector<edition::IncompleteRow> incomplete; // up to kMaxMissingShown + 1
};
std::string missing_page(const Frame& frame, const MissingPage& model);

// "sections 3 to 4 of 4 are absent"
std::string lack_words(const edition::Incomplete& what);

} // namespace chancery::view
