#pragma once
// libzim writes the same pages into the same bytes (with one worker and a given UUID), but for the ids
// that Xapian makes up for its two indexes, and so the checksum at the end. This sets them.
//
//   const Sha256 hash = make_same_bytes("cables.zim", uuid, Quiet::No);
//
// The file must be one that libzim has just written. IoError. Constant memory; one thread.
#include <array>
#include <cstdint>
#include <filesystem>

#include "base/hash.hpp"
#include "base/progress.hpp"

namespace chancery::zim_file {

using Uuid = std::array<std::uint8_t, 16>;

// The SHA-256 of the file as it is then.
Sha256 make_same_bytes(const std::filesystem::path& path, const Uuid& uuid, Quiet quiet);

} // namespace chancery::zim_file
