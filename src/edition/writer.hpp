#pragma once
// Writes a new edition beside the one in use and switches to it.
//
//   EditionFolder folder(path);
//   const fs::path generation = folder.begin_generation();
//   for (batches) write or link generation/views/000001.views, ...        (batch.hpp)
//   write_edition(generation, settings, releases);                        the tables
//   folder.switch_to(generation);              // one rename; readers see the old or the new
//                                              // edition, whole
//
// What is in no batch is not in the edition: there is no hidden state. The same batches, settings
// and releases give the same bytes. IoError for the disk; one thread.
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "edition/articles.hpp"
#include "edition/reader.hpp"
#include "edition/settings.hpp"

namespace chancery::edition {

// Makes a folder for a generation, empty but for the folders of batches and index.
void make_generation(const std::filesystem::path& folder);

// SHA-256 of files, by their names in the manifest.
using Hashes = std::map<std::string, std::string, std::less<>>;
Hashes hashes_in(std::string_view manifest);

// When each cable came here or changed last, by id: the date of the release that did it, which its
// source knows nothing of.
using Arrivals = std::map<std::string, Instant, std::less<>>;

// Tables, listings and the graph of references of all batches in folder/views; then the manifest of
// all files. No cable may be in two batches. `known`: of files that are shared with the generation
// before; they are not read again. Everything is on disk when it returns.
void write_edition(const std::filesystem::path& folder, const Settings& settings,
                   const std::vector<Release>& releases, const Hashes& known = {},
                   const std::vector<Version>& versions = {}, const Arrivals& arrivals = {},
                   const Articles& articles = {});

// Whether the blocks of files that are removed are filled with zeros first.
enum class Overwrite : std::uint8_t { No, Yes };

// EDITION/: generations and the link `current` that names the one in use. A release holds the
// archive's lock, so there is one writer.
class EditionFolder {
public:
    explicit EditionFolder(std::filesystem::path path); // made if missing

    // A folder for the next generation; half-made ones of interrupted releases are removed.
    std::filesystem::path begin_generation();
    // Makes it `current`; generations older than the one before are removed (running servers may
    // still read that one).
    // Says where it is now.
    std::filesystem::path switch_to(const std::filesystem::path& generation);
    // Removes all generations but the one in use, after a release that took something out of what was
    // public. Servers that still read one of them go over to the new one; those that do not close its
    // files within kPatience keep them from being overwritten. Says which are not, and why.
    std::vector<std::string> forget_others(Overwrite overwrite);
    // The generation in use; a path to nowhere if there is none.
    std::filesystem::path current() const;
    // The manifest of `current`: tells one edition from any other. Empty if there is none.
    std::string manifest() const;

    static constexpr std::chrono::seconds kPatience{10};

private:
    std::filesystem::path path_;
};

} // namespace chancery::edition
