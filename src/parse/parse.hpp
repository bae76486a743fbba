#pragma once
// Messy text -> Cable. The heart of the archive.
//
//   const CableText text = split_text(telegram);          // raw telegram: header and body follow each other
//   const Cable cable = parse_cable(text, given);          // given: what a mirror page says beside its text; {} for raw text
//
// Never fails: what cannot be read becomes a finding, and the whole text stays in `header` and `body`. Pure: no I/O, no state, any
// thread. Time and memory are linear in the text; texts are at most kMaxTextBytes (callers refuse longer ones).
#include <cstddef>
#include <string>
#include <string_view>

#include "cable/cable.hpp"

namespace chancery::parse {

constexpr std::size_t kMaxTextBytes = 16U << 20U; // the longest cable of the release is under 1 MB

struct CableText {
    std::string header; // UTF-8, LF line ends
    std::string body;
    bool operator==(const CableText&) const = default;
};

// Where the body of a raw telegram starts: at its classification line (format 0, 2). Leading empty lines go. Without a header, or
// without a classification line, the part that is missing is empty.
CableText split_text(std::string_view telegram);

// Enough of a telegram to be kept as one: a date-time group with FM, or a classification line with E.O., TAGS or SUBJECT, ...
// A shopping list, a README or a binary is not.
bool looks_like_cable(const CableText& text);

// The given values win for id, classification, origin and released; the text wins for created (format 9) and subject. Where both say
// something and differ, there is a finding.
Cable parse_cable(CableText text, const Given& given = {});

} // namespace chancery::parse
