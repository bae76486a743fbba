#pragma once
// cables.jsonl: a line for each cable, the JSON of /cable/2008/02/08GUATEMALA242.json (docs/json.md),
// in the order of listings. Packed, cables.jsonl.zst: Zstandard frames of kCablesPerFrame lines one
// after the other, which `zstd -dc` reads as one.
//
// All cores; the same edition gives the same bytes, with the same version of libzstd where it is
// packed. Memory: some frames.
#include <cstddef>
#include <string>

#include "base/progress.hpp"
#include "export/destination.hpp"
#include "export/page_copy.hpp"
#include "index/search_reader.hpp"

namespace chancery::exporter {

constexpr std::size_t kCablesPerFrame = 64;

std::string json_lines_file(Compress compress);

Entry write_json_lines(index::SearchReader& search, Destination& destination, Compress compress,
                       unsigned threads, Progress& progress);

} // namespace chancery::exporter
