#pragma once
// If-None-Match: does the reader already have this page? (RFC 9110, 13.1.2)
//
//   none_match_hits("\"a\", W/\"b\"", "\"b\"")   true: weak comparison looks past W/
//   none_match_hits("*", anything)                true
//   none_match_hits("\"a", "\"a\"")               false: damaged
//
// What cannot be read matches nothing, and the page is sent.
// Pure; any thread; linear in the header.
#include <string_view>

namespace chancery::http {

// Whether the list in an If-None-Match header names `etag` (strong, with its quotes).
bool none_match_hits(std::string_view header, std::string_view etag);

// If-Range (RFC 9110, 13.1.5): strong comparison with one tag. A date never matches: the whole page
// is always right.
bool if_range_matches(std::string_view header, std::string_view etag);

} // namespace chancery::http
