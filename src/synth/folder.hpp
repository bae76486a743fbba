#pragma once
// Many cables as files, with all cores: FOLDER/YYYY/MM/ID.txt or .html, or all of them in FOLDER/dump.csv.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>

#include "synth/generator.hpp"

namespace chancery::synth {

enum class FileForm : std::uint8_t { Text, Page2010, Page2011, Csv };

struct FolderResult {
    std::uint64_t cables = 0;
    std::uint64_t bytes = 0;
};

// Called from one thread at a time with the number of cables written since the last call; may throw (Interrupted), which
// stops all threads and is thrown on.
using OnProgress = std::function<void(std::uint64_t)>;

// Makes the folder if need be; files of the same name are overwritten. `threads` of 0 means one per core. IoError names the
// file that could not be written; files written before stay, but a dump.csv is there only when it is whole. Not synced to disk file by file: all of it can be made again.
FolderResult write_folder(const Generator& generator, FileForm form,
                          const std::filesystem::path& folder, unsigned threads,
                          const OnProgress& on_progress);

} // namespace chancery::synth
