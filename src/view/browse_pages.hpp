#pragma once
// The five ways into the archive: all origins, tags, classifications, months and days of release,
// with their counts.
#include <string>
#include <string_view>
#include <vector>

#include "edition/reader.hpp"
#include "view/page.hpp"

namespace chancery::view {

// `values` as Generation::values() gives them.
std::string browse_page(const Frame& frame, edition::Facet facet,
                        const std::vector<edition::FacetValue>& values);

// Words printed on TAGS lines that are no tags, each with the tags it was meant for: kept apart, so
// that the list of tags stays short.
constexpr std::string_view kMisprintsPath = "/tag/misprints.html";
std::string misprints_page(const Frame& frame, const std::vector<edition::FacetValue>& tags);
// Whether a value of the tag listings belongs there: no tag that we know.
bool is_misprint(const edition::FacetValue& tag);
// The tags that it was meant for; none where that is a guess.
std::vector<std::string> meant_tags(std::string_view word);

} // namespace chancery::view
