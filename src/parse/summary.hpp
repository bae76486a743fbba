#pragma once
// Summary and comment of a text (format 6), from its paragraphs.
//
// A summary starts at a label ("1. (C) Summary: ..", "SUMMARY AND COMMENT.") or a heading, and ends
// at "End Summary", which may stand in a later paragraph and be broken by a line end. Without an
// end it is the paragraph, or all under the heading; without a start, all up to the end. White
// space is collapsed; the labels are left out. Pure; time linear in the text.
#include <string>
#include <vector>

#include "parse/paragraphs.hpp"

namespace chancery::parse {

std::string read_summary(const std::vector<Passage>& paragraphs);
std::string read_comment(const std::vector<Passage>& paragraphs);

} // namespace chancery::parse
