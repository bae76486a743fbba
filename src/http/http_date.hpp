#pragma once
// Dates in request headers, in the three forms that RFC 9110, 5.6.7 makes every server read:
//
//   Sun, 06 Nov 1994 08:49:37 GMT      the form of today
//   Sunday, 06-Nov-94 08:49:37 GMT     RFC 850; a year over 49 is of the last century
//   Sun Nov  6 08:49:37 1994           asctime
//
// Nothing for anything else. The name of the day is not checked. Pure; any thread. To write one:
// format_http_date().
#include <optional>
#include <string_view>

#include "base/time.hpp"

namespace chancery::http {

std::optional<Instant> parse_http_date(std::string_view text);

} // namespace chancery::http
