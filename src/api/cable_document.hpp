#pragma once
// A cable as the public gets it as JSON, and how it is found: for the API and for the site's own pages.
//
//   if (const auto row = find_cable(reader, "08 Linden 242"))
//       cable_document(reader, *reader.view(row->id));           docs/json.md, "What the site adds"
//
// IoError and JsonError for a damaged edition. One thread for each reader.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "edition/reader.hpp"

namespace chancery::api {

// The cable that somebody means who writes this, if there is no doubt.
std::optional<edition::CableRow> find_cable(edition::Reader& reader, std::string_view written);

// What became of a cable that is not here any more. `written`: letters and digits only.
std::optional<edition::Version> withdrawal(edition::Reader& reader, const std::string& written);

// A cable that never changed has one version: the one that is here.
std::vector<edition::Version> versions_of(edition::Reader& reader, const edition::CableRow& row);

// The view as it was released, and what the edition knows around it.
std::string cable_document(edition::Reader& reader, std::string view);

} // namespace chancery::api
