#pragma once
// MANIFEST.sha256: a line for each file of an export, as `sha256sum -c` reads it.
//
//   manifest_line(hash, "tag/PHUM_0.html")     "<64 digits>  tag/PHUM_0.html\n"
//   listed_file("<64 digits>  ../x")           nothing
//
// What a manifest lists may be removed by a later export, so a line counts only if its file can be
// ours: a relative path without empty, "." or ".." parts, control characters or backslashes.
// Any thread; linear.
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.hpp"

namespace chancery::exporter {

constexpr std::string_view kManifestFile = "MANIFEST.sha256";

std::string manifest_line(const Sha256& hash, std::string_view file);

bool is_file_of_ours(std::string_view file);

// The file that a line (without its end) lists.
std::optional<std::string_view> listed_file(std::string_view line);

// Every file that a manifest lists, in order; none if there is no manifest. What is behind the last
// line end does not count: a kill may have torn it off. IoError.
void each_listed(const std::filesystem::path& manifest,
                 const std::function<void(std::string_view)>& use);

// The lines of a file that end in a line end.
void each_line(const std::filesystem::path& path, const std::function<void(std::string_view)>& use);

} // namespace chancery::exporter
