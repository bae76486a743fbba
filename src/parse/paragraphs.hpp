#pragma once
// The text of a cable as paragraphs with headings (format 5, 6).
//
//   const PassageList text = read_paragraphs(clean, lines, first, end);
//
// Which numbers open paragraphs is judged by their neighbours: a year at the start of a line or a
// number that a sentence happens to break before is none. A number that is lost (". (U)") is
// restored where the numbers around it leave one possibility.
//
// Anchors are unique in a cable and do not change when something is repaired elsewhere in it:
//   par4            the first paragraph with the number 4
//   par4-2, par4-3  the next ones with that number, in order
//   p1, p2, ...     paragraphs without a number, counted among themselves: those with a portion
//                   mark of their own, text under a heading, the blocks of a text without any
//                   number, and a longer text before the first number
//
// A heading is one to three lines over a row of dashes, or a short line alone before a numbered
// paragraph. Lettered parts ("a.", "(b)", at least two in turn) stay inside their paragraph and have
// anchors of their own: par4-a, a second a in it par4-a-2. Pure; time linear in the text.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parse/scan.hpp"

namespace chancery::parse {

struct PassageItem {
    std::string anchor;
    std::string label;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};

struct Passage {
    std::string anchor;
    std::string number;
    std::string mark;
    std::string heading;
    std::string text;
    std::uint32_t from = 0; // in the clean text
    std::uint32_t to = 0;
    std::uint32_t text_from = 0; // behind number and mark
    std::vector<PassageItem> items;
    bool number_restored = false; // it belongs at `from`
    bool number_lost = false;     // and nothing says which it was
};

struct PassageHeading {
    std::string text;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};

struct PassageList {
    std::vector<Passage> paragraphs;
    std::vector<PassageHeading> headings;
};

// Lines [first, end) of the clean text.
PassageList read_paragraphs(std::string_view clean, const std::vector<TextLine>& lines,
                            std::size_t first, std::size_t end);

} // namespace chancery::parse
