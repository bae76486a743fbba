#pragma once
// Artifacts of transmission in the body, each found by a rule with a name, each answered by an edit
// (format 4). The original text stays; Cable::repairs keeps both readings.
//
//   pilcrow               "¶" before a number or letter: put there by the site, not by the sender
//   repeated-line         a line printed again with a Q in front (or its start), or unchanged
//   page-break            "MADRID 00000552  001.2 OF 011" and the blank lines that came with it
//   page-mark             "PAGE 02  CAPE T  00097  01 OF 03  182017Z", and the classification below
//   section-head          the classification line and the head, printed again for a later section
//   spilt-row             the columns of a dump that ran into the text, up to the classification line
//   caption-in-sentence   SIPDIS in the middle of the text
//   lost-number           the number of a paragraph (found in paragraphs.cpp)
//   damaged-...           characters (damage.hpp)
//
// The relay station puts one blank line above a page break and two below, so that more of them mean
// a blank line of the sender's. Pure; time linear in the body.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parse/clean_text.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

constexpr std::string_view kRulePilcrow = "pilcrow";
constexpr std::string_view kRuleRepeatedLine = "repeated-line";
constexpr std::string_view kRulePageBreak = "page-break";
constexpr std::string_view kRulePageMark = "page-mark";
constexpr std::string_view kRuleSectionHead = "section-head";
constexpr std::string_view kRuleSpiltRow = "spilt-row";
constexpr std::string_view kRuleCaption = "caption-in-sentence";
constexpr std::string_view kRuleLostNumber = "lost-number";

// What is known of the cable when repairs are looked for: page breaks inside a line are believed
// only if they carry the cable's own post and serial number.
struct OwnNumber {
    std::string post;
    std::string serial;
};

// In order, without overlap. `lines` are the body's.
std::vector<Edit> find_repairs(std::string_view body, const std::vector<TextLine>& lines,
                               const OwnNumber& own);

} // namespace chancery::parse
