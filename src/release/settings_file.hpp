#pragma once
// ARCHIVE/chancery.toml: what the publisher says of the archive (docs/settings.md lists the keys).
//
//   title = "The Linden Papers"
//   expected_total = 251287
//   links = [ { name = "Forum", url = "https://forum.example" } ]
//
// A key that is not known, or has the wrong kind of value, is a UsageError that names file and line: a slip in a setting must not
// pass in silence.
#include <filesystem>
#include <string>

#include "edition/settings.hpp"

namespace chancery::release {

edition::Settings read_settings(const std::filesystem::path& archive_folder);

// The text of a new chancery.toml, with a comment for each key.
std::string settings_text(std::string_view title, std::uint64_t expected_total);

} // namespace chancery::release
