#pragma once
// Names on disk that writer, reader and check share.
#include <cstdint>
#include <string_view>

namespace chancery::edition {

constexpr std::string_view kDatabaseName = "edition.db";
constexpr std::string_view kManifestName = "manifest"; // as `sha256sum -c` reads it
constexpr std::string_view kCurrentLink = "current";
constexpr std::string_view kGenerationPrefix = "generation-";
constexpr std::string_view kPartialSuffix = ".partial";
constexpr std::uint64_t kMaxManifestBytes = 1U << 20U;
constexpr int kFormatVersion = 2; // user_version of edition.db

} // namespace chancery::edition
