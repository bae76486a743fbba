#pragma once
// Every address of an edition that a copy has: what DEST holds when the copy is whole.
//
//   plan_site(search, [&](std::string_view address) { destination.plan(file_of(address), address); });
//
// Small pages (help, assets) are found by following links; all others are listed from the edition:
// listings, feeds, articles, cables in all their forms and versions, who cites what, what is missing, what
// stands where a cable was withdrawn: by its id, since an edition does not know where it stood. Memory does
// not depend on the number of cables, but for five bytes each. Not there: redirects, searches, and the feeds
// of what a search finds and of who cites a cable.
// IoError for a damaged edition.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "index/search_reader.hpp"

namespace chancery::exporter {

// Of a cable's address: .html, .txt, .json and whatever else the route table has.
std::vector<std::string> cable_endings();

using PlanPage = std::function<void(std::string_view address)>;
void plan_site(index::SearchReader& search, const PlanPage& plan);

} // namespace chancery::exporter
