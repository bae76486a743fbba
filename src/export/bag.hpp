#pragma once
// A bag (RFC 8493): texts, JSON and tables of an edition as its payload, for libraries that take
// whole collections in.
//
//   data/cable/2008/02/08GUATEMALA242.txt, .json    as at these addresses of the site
//   data/articles/fog.md                            likewise
//   data/metadata/cables.csv ...                    tables.hpp
//   data/metadata/archive.json                      what the publisher says of the archive
//   bagit.txt, bag-info.txt, manifest-sha256.txt, tagmanifest-sha256.txt
//
// Bagging-Date is the day of the last release, so that two bags of one edition are equal.
#include "base/progress.hpp"
#include "export/destination.hpp"
#include "index/search_reader.hpp"

namespace chancery::exporter {

void plan_bag(index::SearchReader& search, Destination& destination);

// After begin(). `about`: archive.json. Counts files and, of tables, cables.
void write_bag(index::SearchReader& search, Destination& destination, std::string_view about,
               unsigned threads, Progress& progress);

} // namespace chancery::exporter
