#pragma once
// From an original's bytes to the cable in it: the one way that import, rebuild, release and check all take.
#include <expected>
#include <string>
#include <string_view>

#include "archive/store.hpp"
#include "cable/cable.hpp"
#include "import/document.hpp"

namespace chancery::archive {

// Raise it when read_document or parse_cable read a reference, a date or a text differently than before: derived_* is then made anew.
constexpr std::uint64_t kReadingsVersion = 2;

struct ReadOriginal {
    importer::Document document; // its text has gone into the cable
    Cable cable;
    Reading reading;
};

std::expected<ReadOriginal, std::string> read_original(std::string_view bytes,
                                                       std::string_view name);

} // namespace chancery::archive
