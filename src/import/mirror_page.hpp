#pragma once
// A page of the 2010 archive or of a mirror of it -> the cable on it (format 0).
//
//   if (looks_like_page(text)) {
//       const auto document = read_mirror_page(text);       // error: why it is refused
//   }
//
// Looked for are the heading `Viewing cable ID, SUBJECT`, the table of class `cable`, and the
// `<code><pre>` blocks behind them. Heading or table may be missing, columns may be in another
// order (they have titles) and there may be more of them. Two blocks are header and body, a single
// one is both. A block without an end means that the page was cut off: refused, because a part
// would pass for the whole.
//
// Layout: the script that the page loads tells it, js.js (2010) or cables.js (later). Without
// either, times decide: 2010 if the minutes of both repeat the hour on the 12-hour clock, as
// `%H:%I` prints them (format 9). Given::minutes_unknown is set on 2010 pages whose times do so; a
// 2010 page with other minutes has true ones.
//
// Pure; any thread; time linear in the page.
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "import/document.hpp"

namespace chancery::importer {

bool looks_like_page(std::string_view text);

std::expected<Document, std::string> read_mirror_page(std::string_view html);

// For both kinds of page: `2008-02-27 19:56`, with or without seconds or text behind it.
std::optional<Instant> parse_page_time(std::string_view text);
// Whether the minutes of all times that are there (one at least) repeat the hour.
bool minutes_repeat_the_hour(const Given& given);

} // namespace chancery::importer
