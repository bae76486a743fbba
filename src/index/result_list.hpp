#pragma once
// A list of found cables as CSV (RFC 4180, with a line of names) or JSON lines: what the site's
// downloads and the command line write, one line for each cable, as a stream.
//
//   out += csv_header();
//   search.each(form, [&](const edition::CableRow& row) { out += csv_line(row); return true; });
//
// Columns: id, created, released, origin, classification, subject, path (of the cable's page).
#include <string>
#include <string_view>

#include "edition/reader.hpp"

namespace chancery::index {

std::string csv_header();
std::string csv_line(const edition::CableRow& row);
std::string json_line(const edition::CableRow& row);

// A field of a CSV line: in quotes where it has to be.
std::string csv_field(std::string_view text);

} // namespace chancery::index
