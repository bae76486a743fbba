#pragma once
// Every address of an edition that a copy has: what DEST holds when the copy is whole.
//
//   plan_site(search, destination);      // begin() and copy_pages() come next
//
// Small pages (help, assets) are found by following links; all others are listed from the edition:
// listings, cables in all their forms and versions, who cites what, what is missing. Memory does not
// depend on the number of cables. Not there: redirects, searches, and the pages of what was withdrawn,
// whose addresses an edition does not know. IoError for a damaged edition.
#include <string>
#include <vector>

#include "export/destination.hpp"
#include "index/search_reader.hpp"

namespace chancery::exporter {

// Of a cable's address: .html, .txt, .json and whatever else the route table has.
std::vector<std::string> cable_endings();

void plan_site(index::SearchReader& search, Destination& destination);

} // namespace chancery::exporter
