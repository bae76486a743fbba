#pragma once
// What a file is, by its name or first bytes, and how it is called in messages.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace chancery::importer {

enum class Packing {
    None,
    Archive, // zip, tar, 7z
    Stream,  // gz, xz, zst, bz2: a tar or a single file inside
    Office,  // a zip, but a word processor's
};

constexpr std::size_t kPackingBytes = 512; // that the first bytes must hold for packing_of

Packing packing_of(std::string_view first_bytes);

// Files of a mirror that are no documents (css, png ...), hidden ones, __MACOSX: one part of a
// path.
bool is_ignored_name(std::string_view name);
// The same for a whole path inside an archive.
bool is_ignored_path(std::string_view path);

// Valid UTF-8, U+FFFD for control characters, at most 1,000 bytes and then "...".
std::string label(std::string_view name);

std::string size_text(std::uint64_t bytes); // 16 MB, 512 bytes

} // namespace chancery::importer
