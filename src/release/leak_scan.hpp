#pragma once
// Looks through every byte of a written edition for what must not be in it, before anybody is served from it.
//
//   const std::vector<std::string> leaks = scan_generation(folder, rules, {}, Quiet::No);
//   if (!leaks.empty()) ...                          // each names a file, a place in it and a redaction
//
// A check that shares nothing with the making of an edition but the rules: views are unpacked and all their
// strings looked through; so are the facts beside them, the dictionaries they are packed with, every value of
// every table, every term and stem of the index, and the raw bytes of all else in all files (free pages and gaps
// as well, for what has kRawLetters letters; shorter names turn up in packed numbers by chance). What a rule says of some cables
// only, or the editor refused somewhere, is looked for in the views of the other cables alone. All cores.
#include <cstddef>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "redact/redactor.hpp"

namespace chancery::release {

constexpr std::size_t kRawLetters = 8;
constexpr std::size_t kMaxLeaks = 100; // that are named

// `clean`: names of files in it (views/000001.views) that were looked through with the same rules before.
std::vector<std::string> scan_generation(const std::filesystem::path& folder,
                                         const std::shared_ptr<const redact::RuleSet>& rules,
                                         const std::set<std::string>& clean, Quiet quiet);

// Any other file or folder, such as an export: its raw bytes as they are and, where they are packed by gzip or
// Zstandard or kept in a zip, unpacked.
std::vector<std::string> scan_files(const std::filesystem::path& path,
                                    const std::shared_ptr<const redact::RuleSet>& rules,
                                    Quiet quiet);

} // namespace chancery::release
