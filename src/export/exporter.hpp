#pragma once
// An edition, whole, as files that can be carried away (docs/export.md).
//
//   const Exported done = export_edition("press/edition", "cables", {.format = Format::Site});
//
// Made from the edition alone: what is not public is not in it. All cores, bounded memory. Can be
// stopped or killed at any moment; the same call goes on. UsageError: no edition, or the folder
// holds something else. IoError. Interrupted.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "export/destination.hpp"
#include "export/page_copy.hpp"
#include "export/torrent.hpp"

namespace chancery::exporter {

struct Options {
    Format format = Format::Site;
    Compress compress = Compress::No; // site, jsonl
    enum class WithTorrent : std::uint8_t { No, Yes };
    WithTorrent torrent = WithTorrent::No; // DEST.torrent, beside the folder
    std::vector<std::string> web_seeds = {};
    unsigned threads = 1;
    Quiet quiet = Quiet::Yes;
};

struct Exported {
    Report report;
    double seconds = 0;
    std::optional<Torrent> torrent = {};
};

Exported export_edition(const std::filesystem::path& edition,
                        const std::filesystem::path& destination, const Options& options);

} // namespace chancery::exporter
