#pragma once
// The planned pages of an export, made and written with all cores (page_maker.hpp).
//
//   copy_pages(search, destination, Compress::No, threads, progress, [](const Entry&) {});
//
// The same edition gives the same files in the same order. Memory: a few pages for each thread.
// IoError where the edition is damaged, or the disk full; Interrupted.
#include <cstdint>
#include <functional>

#include "base/progress.hpp"
#include "export/destination.hpp"
#include "index/search_reader.hpp"

namespace chancery::exporter {

enum class Compress : std::uint8_t { No, Yes };

// `listed` is called in order, in the calling thread, with each file after it is in the manifest.
void copy_pages(const index::SearchReader& search, Destination& destination, Compress compress,
                unsigned threads, Progress& progress,
                const std::function<void(const Entry&)>& listed);

} // namespace chancery::exporter
