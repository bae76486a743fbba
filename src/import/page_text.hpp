#pragma once
// A cable page that somebody saved as plain text (from a browser or by copying):
//
//   Viewing cable 08GUATEMALA242, G-TIP DISCUSSES ...
//   ...
//   Reference ID Created Released Classification Origin
//   08GUATEMALA242 2008-02-27 19:56 2011-08-26 00:00 UNCLASSIFIED//FOR OFFICIAL USE ONLY Embassy
//   ... VZCZCXYZ0013
//   ...
//
// Titles and values stand on one line (blanks or tabs between them) or one on each. The text behind
// them is header and body as in a raw telegram; pilcrows at line starts stay, the parser knows
// them. The layout cannot be told: Given::minutes_unknown goes by the times alone
// (mirror_page.hpp).
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "import/document.hpp"

namespace chancery::importer {

// Nothing if the text is no such page (no heading, or no titles behind it). Takes tidy text.
std::optional<std::expected<Document, std::string>> read_page_text(std::string_view text);

} // namespace chancery::importer
