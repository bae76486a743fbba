#pragma once
// An edition as one ZIM file, for Kiwix and other readers (docs/export.md).
//
//   const ZimExport done = export_zim("press/edition", "cables.zim", {.threads = 2});
//
// Has the pages of the export to `site`, under the same names. Made from the edition alone. The file
// and DEST.sha256 get their names when they are whole; a run that was killed leaves the folder
// DEST.partial, which the next one takes away. The same edition gives the same bytes. Pages are made
// with all threads; libzim packs and indexes them in one.
//
// UsageError: no edition, or DEST is something else. IoError. Interrupted. After the last two,
// and when a write fails (failed_writes.hpp), the program must end.
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/progress.hpp"

namespace chancery::zim_file {

struct Options {
    std::string_view version; // of this program: another one may make other pages
    unsigned threads = 1;
    Quiet quiet = Quiet::Yes;
};

struct ZimExport {
    enum class Change : std::uint8_t { None /* it was there already, whole */, Written };
    Change change = Change::None;
    std::uint64_t pages = 0; // and other files; if it was written
    std::uint64_t bytes = 0;
    double seconds = 0;
};

ZimExport export_zim(const std::filesystem::path& edition, const std::filesystem::path& destination,
                     const Options& options);

} // namespace chancery::zim_file
