#pragma once
// Is the search index of an edition what its text gives? It is made anew from the released views and
// compared byte by byte: the same cables in the same order give the same file.
//
//   for (const std::string& problem : check(generation, scratch_folder, progress)) ...
//
// Takes about as long as making it, and as much room in `scratch`, which is left empty.
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "edition/reader.hpp"

namespace chancery::index {

std::vector<std::string> check(const std::shared_ptr<const edition::Generation>& generation,
                               const std::filesystem::path& scratch, unsigned threads,
                               const std::function<void()>& progress);

} // namespace chancery::index
