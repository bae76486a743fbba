#pragma once
// The versions of cables, as the public may see them: what changed when, and those old texts that can be shown
// without telling anything that is taken out now.
//
//   const std::vector<edition::Version> versions = write_versions(store, desk, generation, Quiet::No);
//
// An old version is made anew from the original that it was made from, with the rules that hold now; if that takes
// out exactly what was taken out then, it is what it was, and is put into generation/versions/. All others are named
// without their text. Cables that are held are not named at all.
#include <filesystem>
#include <vector>

#include "archive/store.hpp"
#include "edition/reader.hpp"
#include "release/desk.hpp"

namespace chancery::release {

std::vector<edition::Version> write_versions(archive::Store& store, const Desk& desk,
                                             const std::filesystem::path& generation);

} // namespace chancery::release
