#pragma once
// What an edition holds, a line of JSON for each thing:
//
//   cables.jsonl      a cable, as at /cable/2008/02/08GUATEMALA242.json (docs/json.md), in the order of listings
//   articles.jsonl    an article, as at /api/v1/articles/fog: newest first; behind them
//                     {"slug":"rain","withdrawn":"2011-08-28T00:00:00Z"} for each that was here once
//
// Packed, cables.jsonl.zst: Zstandard frames of some lines one after the other, which `zstd -dc` reads
// as one.
//
// All cores; the same edition gives the same bytes, with the same version of libzstd where it is
// packed. Memory: some frames.
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "export/destination.hpp"
#include "export/page_copy.hpp"
#include "index/search_reader.hpp"

namespace chancery::exporter {

std::vector<std::string> json_lines_files(Compress compress);

// The files in that order, not yet in the manifest. Counts lines, but for those of what was withdrawn.
std::vector<Entry> write_json_lines(index::SearchReader& search, Destination& destination,
                                    Compress compress, unsigned threads, Progress& progress);

} // namespace chancery::exporter
