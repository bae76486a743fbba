#pragma once
// Range: the part of a page that a broken download still lacks. (RFC 9110, 14)
//
//   parse_range("bytes=0-99", 1000)      Part 0..99          206
//   parse_range("bytes=900-", 1000)      Part 900..999       206
//   parse_range("bytes=-100", 1000)      Part 900..999       206
//   parse_range("bytes=1000-", 1000)     Unsatisfiable       416
//   parse_range("bytes=0-1,5-6", 1000)   Whole               200
//   parse_range("lines=1-2", 1000)       Whole               200
//
// Several parts are more work than use, and a known way to flood; what cannot be read is ignored.
// Both get the whole page. Pure; any thread.
#include <cstdint>
#include <string>
#include <string_view>

namespace chancery::http {

enum class RangeKind : std::uint8_t { Whole, Part, Unsatisfiable };

struct Range {
    RangeKind kind = RangeKind::Whole;
    std::uint64_t first = 0; // of a Part: first <= last < size
    std::uint64_t last = 0;
    bool operator==(const Range&) const = default;
};

Range parse_range(std::string_view header, std::uint64_t size);

// The value of Content-Range: "bytes 0-99/1000", or "bytes */1000" for Unsatisfiable.
std::string content_range(const Range& range, std::uint64_t size);

} // namespace chancery::http
