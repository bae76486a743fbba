#pragma once
// The tables of an edition as CSV (RFC 4180, UTF-8, a line of names), as the site writes it too.
//
//   cables.csv       id,created,released,origin,classification,subject,path
//   references.csv   id,refers_to,here       `here`: the id under which the cable is here; empty: a ghost
//   tags.csv         id,tag                  as printed on the cable, in capitals
//   missing.csv      as /missing.csv on the site (docs/urls.md)
//   articles.csv     as /api/v1/articles.csv (docs/api.md)
//   articles-withdrawn.csv   slug,withdrawn     articles that were here once; the latest first
//
// Values stand as they are in the cables: a spreadsheet may take one that begins with = + - @ for a
// formula, so import columns as text. Cables are in the order of listings. Memory does not depend on
// their number.
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "export/destination.hpp"
#include "index/search_reader.hpp"

namespace chancery::exporter {

// `folder`: "" or "data/metadata/".
std::vector<std::string> table_files(const std::string& folder);

// The files in that order, not yet in the manifest. Counts cables.
std::vector<Entry> write_tables(index::SearchReader& search, Destination& destination,
                                const std::string& folder, Progress& progress);

} // namespace chancery::exporter
