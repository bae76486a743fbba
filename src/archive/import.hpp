#pragma once
// `chancery import`: documents in, only what is new is added.
//
//   const ImportReport report = import_sources(store, {"mirror/", "rest.zip"}, Quiet::No);
//
// Safe to kill at any moment: what was committed stays, and the same import again goes on from there, since an original that is there already
// (by SHA-256) is not added twice. All cores read and pack; memory is bounded whatever the sources hold.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "archive/store.hpp"
#include "base/progress.hpp"
#include "import/source.hpp"

namespace chancery::archive {

struct ImportReport {
    std::uint64_t added = 0;      // originals
    std::uint64_t new_cables = 0; // of them, of cables not known before
    std::uint64_t unchanged = 0;  // originals that were there already
    std::uint64_t without_reference =
        0;                     // added, but no reference id could be read: kept, cannot be released
    std::uint64_t ignored = 0; // style sheets, pictures and the like
    std::uint64_t bytes = 0;   // of the added originals
    std::uint64_t packed_bytes = 0;
    std::uint64_t refused_count = 0;
    std::vector<importer::Refused> refused; // the first kMaxRefusedListed
    bool interrupted = false;
    double seconds = 0;
};

constexpr std::size_t kMaxRefusedListed = 1000;

// Calls on_refused for every refusal as it happens.
ImportReport import_sources(Store& store, const std::vector<std::filesystem::path>& sources,
                            Quiet quiet,
                            const std::function<void(const importer::Refused&)>& on_refused);

// Reads every original again if another version of the reader made the readings. Quick if nothing is to do.
void refresh_readings(Store& store, Quiet quiet);

} // namespace chancery::archive
