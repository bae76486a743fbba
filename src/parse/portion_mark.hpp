#pragma once
// Paragraph openings and portion marks (format 5): "3. (SBU) ", "1.(C)", "(C) 1. ", "(U) ",
// ". (U)", "1. C)", "7)". Matchers of one line;
// whether a number really opens a paragraph depends on its
// neighbours and is judged in paragraphs.hpp.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace chancery::parse {

// "(S/NF)" at the start of the text.
struct PortionMark {
    std::string_view mark; // S/NF
    std::size_t length = 0;
};
std::optional<PortionMark> match_portion_mark(std::string_view text);

enum class OpeningKind : std::uint8_t {
    Number,     // 3. or 3. (SBU)
    Bracket,    // 3)
    LostNumber, // . (U)
    Mark,       // (U)
};

struct Opening {
    OpeningKind kind = OpeningKind::Number;
    std::string_view number = {};
    std::string_view mark = {};
    std::size_t text_at = 0; // where the paragraph's text starts in the line
};

// `line` without blanks at its ends.
std::optional<Opening> match_opening(std::string_view line);

} // namespace chancery::parse
