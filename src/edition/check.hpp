#pragma once
// Is an edition whole? Every file against its hash in the manifest, SQLite's own structure, every
// view against its row, and every listing against one made anew from the views.
//
//   for (const std::string& problem : check(folder, progress)) ...      // empty: all is well
//
// Reads everything once; stops adding after kMaxProblems. Throws IoError only where there is no
// edition at all.
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace chancery::edition {

constexpr std::size_t kMaxProblems = 100;

struct CheckReport {
    std::size_t cables = 0;
    std::vector<std::string> problems;
};

CheckReport check(const std::filesystem::path& edition,
                  const std::function<void(std::size_t done, std::size_t total)>& progress);

} // namespace chancery::edition
