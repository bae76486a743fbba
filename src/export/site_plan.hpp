#pragma once
// Every address of an edition that a copy has: what DEST holds when the copy is whole.
//
//   plan_site(search, [&](std::string_view address) { destination.plan(file_of(address), address); });
//
// Small pages (help, assets) are found by following links; all others are listed from the edition:
// listings, cables in all their forms and versions, who cites what, what is missing. Memory does not
// depend on the number of cables. Not there: redirects, searches, and the pages of what was withdrawn,
// whose addresses an edition does not know. IoError for a damaged edition.
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
