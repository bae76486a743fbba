#pragma once
// Which lines of a telegram are prose, to be set anew for the width of the screen, and which must
// keep their shape: tables, rules, indented blocks. Teletype text breaks prose at 60 to 70
// characters and has no mark for it, so this is a judgement; in doubt, a line end stays a line end.
//
// Blocks are what stands between blank lines, and are cut again before each line that starts like
// an item of a list ("-- ", "- ", "* ", "o ", "a. ", "(1) ") and around each line of dashes or
// other signs. A block is verbatim if it is such a line, or if one of its lines has three or more
// blanks inside that are not behind the end of a sentence, or a tab, or is indented by more than
// four, or otherwise than its neighbours. All else is prose. In prose, a line end is soft if
//   - the next word would not have fitted: with it, the line would have been at most kProseSlack
//     characters shorter than the block's longest line (of those up to kProseMaxWidth), and that
//     one has at least kProseMinWidth, and the line does not end in ";" or ":"; or
//   - the next line goes on in lower case, as where somebody edited a line by hand;
// and hard otherwise: the lines of an address, of a list of names.
//
// Pure; any thread; linear in the text.
#include <cstdint>
#include <string_view>
#include <vector>

#include "cable/cable.hpp"

namespace chancery::view {

enum class BlockKind : std::uint8_t {
    Prose,
    Item /* prose that starts like an item of a list */,
    Verbatim
};

struct Block {
    BlockKind kind = BlockKind::Prose;
    Span at; // whole lines, without the last line's end and without blank lines around
    std::vector<std::uint32_t> hard_ends =
        {}; // of prose: the line ends that stay; where their '\n' stands
    bool operator==(const Block&) const = default;
};

constexpr std::uint32_t kProseSlack = 12;
constexpr std::uint32_t kProseMinWidth = 48;
constexpr std::uint32_t kProseMaxWidth = 72;

// Of text[range]; the range starts and ends anywhere.
std::vector<Block> split_blocks(std::string_view text, Span range);

// "anti-" at the end of a line of prose: the word goes on in the next line, so no blank may come
// between.
bool ends_with_open_hyphen(std::string_view line);

} // namespace chancery::view
