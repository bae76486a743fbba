#pragma once
// A telegram of 1973-79 as the National Archives of the US hand it out (Access to Archival Databases,
// State Department Central Foreign Policy Files) -> the cable in it and what the record says of it.
//
// Text export: the stamp of the declassification review, a line `Message Text`, the telegram, a line
// `Message Attributes`, then one `Field: value` a line; values wrap to further lines.
//
//                    Message Text
//   PAGE 01        STATE   012345  ...           a telegram of its time: distribution, date-time group
//                    Message Attributes
//   Document Number: 1975STATE012345
//   Draft Date: 17 JAN 1975
//   ...
//
// Record page (HTML): the same fields as rows of a table, name and value; the telegram in a cell or
// <pre> named Message Text. The page is read by its rows alone, whatever stands around them.
//
// What goes where: Document Number (year, post cut to its first six letters, serial) -> id, with the
// post as the classification line spells it or as the list of posts completes it; date-time group,
// or where the text has none Draft Date (the day only, so minutes count as unknown) -> created;
// Original Classification, else Current -> classification, as the telegram was sent; Subject -> subject;
// origin by the post, where the text has no FM line. The stamp, which stands in the middle of texts
// too, is no part of the telegram and is left out; the original keeps it. `n/a` is no value.
//
// Where the names are from. Fields of the text export: the list of keys, the two dividing lines, the
// wrapping and the forms of dates are as an open extractor that was run over all 2,081,272 texts of
// the series documents them (Current Handling Restrictions, Previous Classification, Review Exemptions,
// Review Referrals, Review Withdrawn Fields, SAS ID are not in its list, and harmless if they do not
// exist). Draft Date, Document Number, Film Number, From, Subject, TAGS, To: also
// the columns of the site's result pages, as an open crawler of them (heuer/cablecrawler) writes them
// out. Stamp and order of the two parts: also a telegram that the National Security Archive (GWU)
// reproduces (nsarchive.gwu.edu/media/30969). The HTML record page was seen in none of these: its
// reader takes any table with these names. No record itself was at hand when this was written.
//
// A record without a text (a withdrawal card, a document on microfilm only) is refused and says what
// the record gives as the text's place (Locator). Pure; any thread; linear time, and the text is
// parsed once more to see what it says itself.
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "import/document.hpp"

namespace chancery::importer {

// Nothing if the text is no such record. Takes tidy text.
std::optional<std::expected<Document, std::string>> read_telegram_record(std::string_view text);

// The same for a page; takes what decode() gives.
std::optional<std::expected<Document, std::string>> read_telegram_page(std::string_view html);

} // namespace chancery::importer
