#pragma once
// A backup of an archive: a folder that is itself a whole archive (archive.db, chancery.toml, articles/). Not the edition,
// which a release makes anew from it, to the byte.
//
//   const BackupReport report = back_up("press", "/mnt/press-2011-08-26", progress);
//   report.problems.empty()                 // the backup is there, and every original in it has its SHA-256
//
// Made beside, as DEST.partial; every original is hashed again in the copy, all is synced, then it gets its name with one
// rename. So DEST is whole or not there. What a killed backup left is cleared away by the next one to the same place.
//
// Needs no lock of the archive: an import, redaction or release may go on (Database::copy_to says who waits for whom). The
// database is as it stood after one commit. Folders of a backup have mode 0700, files 0600: it holds the names of people at risk.
//
// UsageError: no archive, DEST is there already or inside the archive, another backup to it is running. IoError: disk and
// database. One thread.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/sqlite.hpp"

namespace chancery::archive {

struct BackupReport {
    std::uint64_t originals = 0;
    // Of the copy, so most likely of the archive too: then there is no backup. The first kMaxProblems.
    std::vector<std::string> problems;
    // Below articles/: what is neither file nor folder and so not in the backup.
    std::vector<std::string> left_out;
};

// Called now and then; what they throw ends the backup, and nothing is left of it.
struct BackupProgress {
    std::function<void(const CopyState&)> copied;
    std::function<void(std::uint64_t done, std::uint64_t total)> checked;
};

BackupReport back_up(const std::filesystem::path& archive, const std::filesystem::path& dest,
                     const BackupProgress& progress);

} // namespace chancery::archive
