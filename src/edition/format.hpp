#pragma once
// Names on disk that writer, reader and check share.
#include <cstdint>
#include <string>
#include <string_view>

namespace chancery::edition {

constexpr std::string_view kDatabaseName = "edition.db";
constexpr std::string_view kViewsFolder = "views"; // batch.hpp
constexpr std::string_view kIndexFolder = "index"; // docs/index.md
constexpr std::string_view kVersionsFolder =
    "versions"; // old views that may be shown, if there are any
constexpr std::string_view kOldViewsName = "old.views";
// In `meta`: days since 1970 on which cables came or changed, 32 bits each, by number (changes.hpp).
constexpr std::string_view kArrivalsKey = "arrivals";
constexpr std::string_view kManifestName = "manifest"; // as `sha256sum -c` reads it
constexpr std::string_view kCurrentLink = "current";
constexpr std::string_view kGenerationPrefix = "generation-";
constexpr std::string_view kPartialSuffix = ".partial";
constexpr std::uint64_t kMaxManifestBytes = 1U << 20U;
constexpr int kFormatVersion = 6; // user_version of edition.db

// "000001.views": names in the order in which batches were made.
std::string batch_name(std::uint64_t number);

} // namespace chancery::edition
