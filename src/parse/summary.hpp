#pragma once
// Summary and comments of a text (format 6), from its paragraphs.
//
// A summary starts at a label ("1. (C) Summary: ..", "SUMMARY AND COMMENT.") or a heading, and ends
// at "End Summary", which may stand in a later paragraph and be broken by a line end. Without an
// end it is the paragraph, or all under the heading; without a start, all up to the end. Comments
// are the same, but there may be several, and one may start inside a paragraph: "(Comment: ..".
//
// The words are given with white space collapsed, without labels and paragraph numbers; the place
// reaches from the first to the last of them. Pure; time linear in the text.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parse/paragraphs.hpp"

namespace chancery::parse {

struct Stretch {
    std::string text;       // empty: there is none
    std::uint32_t from = 0; // in the clean text
    std::uint32_t to = 0;
};

Stretch read_summary(std::string_view clean, const std::vector<Passage>& paragraphs);
std::vector<Stretch> read_comments(std::string_view clean, const std::vector<Passage>& paragraphs);

} // namespace chancery::parse
