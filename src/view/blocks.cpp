#include "view/blocks.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace chancery::view {

namespace {

struct Line {
    Span at;    // without its end
    Span inner; // without blanks around
    bool item = false;
};

std::string_view of(std::string_view text, const Span& at)
{
    return text.substr(at.from, at.to - at.from);
}

bool is_item_mark(std::string_view word)
{
    if (word.empty() || word.size() > 5) {
        return false;
    }
    if (word.find_first_not_of("-*") == std::string_view::npos) {
        return word.size() <= 3;
    }
    if (word == "o") {
        return true;
    }
    const bool opened = word.front() == '(';
    const char last = word.back();
    if (last != ')' && (opened || last != '.')) {
        return false;
    }
    const std::string_view core = word.substr(opened ? 1 : 0, word.size() - (opened ? 2 : 1));
    return (core.size() == 1 && is_lower(core[0])) ||
           (core.size() <= 2 && all_digits(core) && last == ')');
}

bool is_item(std::string_view line)
{
    if (line.starts_with("--") && line.size() > 2 && is_alnum(line[2])) { // "--A word"
        return true;
    }
    const std::size_t end = line.find(' ');
    return end != std::string_view::npos && is_item_mark(line.substr(0, end));
}

Line make_line(std::string_view text, Span at)
{
    Line line{at, at, false};
    while (line.inner.from < line.inner.to && is_space(text[line.inner.from])) {
        ++line.inner.from;
    }
    while (line.inner.to > line.inner.from && is_space(text[line.inner.to - 1])) {
        --line.inner.to;
    }
    line.item = is_item(of(text, line.inner));
    return line;
}

std::vector<Line> lines_of(std::string_view text, Span range)
{
    std::vector<Line> lines;
    for (std::uint32_t from = range.from; from < range.to;) {
        const std::size_t found = text.substr(0, range.to).find('\n', from);
        const auto to =
            found == std::string_view::npos ? range.to : static_cast<std::uint32_t>(found);
        lines.push_back(make_line(text, {from, to}));
        from = to + 1;
    }
    return lines;
}

// Three blanks, but for those that some typists set behind a sentence or a number: "4.   (SBU)".
bool has_table_gap(std::string_view line)
{
    constexpr std::size_t kSurelyGap = 5;
    for (std::size_t from = line.find("   "); from != std::string_view::npos;) {
        const std::size_t to = std::min(line.find_first_not_of(' ', from), line.size());
        const bool behind_stop =
            from > 0 && std::string_view(".?!:;\")").find(line[from - 1]) != std::string_view::npos;
        if (!behind_stop || to - from >= kSurelyGap) {
            return true;
        }
        from = line.find("   ", to);
    }
    return line.find('\t') != std::string_view::npos;
}

bool has_words(std::string_view line)
{
    return std::any_of(line.begin(), line.end(),
                       [](char c) { return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80; });
}

// Length in characters, near enough: bytes that continue a UTF-8 character do not count.
std::uint32_t width(std::string_view text)
{
    return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::uint32_t first_word_width(std::string_view line)
{
    return width(line.substr(0, line.find(' ')));
}

using Lines = std::vector<Line>;
using Iterator = Lines::const_iterator;

std::uint32_t indent(const Line& line)
{
    return line.inner.from - line.at.from;
}

// One blank is an accident, not an indent.
bool is_even(Iterator first, Iterator last)
{
    for (Iterator line = first; line != last; ++line) {
        if (indent(*line) > 4) {
            return false;
        }
        const std::uint32_t usual = line == first ? indent(*line) : indent(*std::next(first));
        if (indent(*line) > std::max(usual, 1U) || std::max(indent(*line), 1U) < usual) {
            return false;
        }
    }
    return true;
}

bool is_prose(std::string_view text, Iterator first, Iterator last)
{
    const auto reads_as_text = [&](const Line& line) {
        const std::string_view inner = of(text, line.inner);
        return !has_table_gap(inner) && has_words(inner);
    };
    return std::all_of(first, last, reads_as_text) && is_even(first, last);
}

// "the new cabinet is:", "one of its members;": what comes next starts a line of its own if it
// starts with a capital.
bool opens_list(std::string_view line)
{
    return line.ends_with(';') || line.ends_with(':');
}

std::vector<std::uint32_t> hard_ends(std::string_view text, Iterator first, Iterator last)
{
    std::uint32_t longest = 0;
    for (Iterator line = first; line != last; ++line) {
        longest = std::max(longest, width(of(text, line->inner)));
    }
    const bool known = longest >= kProseMinWidth;
    longest = std::min(longest, kProseMaxWidth);
    std::vector<std::uint32_t> ends;
    for (Iterator line = first; std::next(line) != last; ++line) {
        const std::string_view next = of(text, std::next(line)->inner);
        const std::uint32_t with_next = width(of(text, line->inner)) + 1 + first_word_width(next);
        const bool fits_no_more = known && with_next + kProseSlack >= longest;
        if (!is_lower(next[0]) && (!fits_no_more || opens_list(of(text, line->inner)))) {
            ends.push_back(line->at.to);
        }
    }
    return ends;
}

Block make_block(std::string_view text, Iterator first, Iterator last)
{
    const Span at{first->at.from, std::prev(last)->at.to};
    if (!is_prose(text, first, last)) {
        return {BlockKind::Verbatim, at};
    }
    return {first->item ? BlockKind::Item : BlockKind::Prose, at, hard_ends(text, first, last)};
}

bool is_rule(std::string_view text, const Line& line)
{
    return !has_words(of(text, line.inner));
}

// Cut before items, before rules and behind them. A piece with the shape of a table makes a table
// of the whole, since the others are its heads and notes; rules alone do not.
void add_run(std::string_view text, Iterator first, Iterator last, std::vector<Block>& blocks)
{
    const std::size_t start = blocks.size();
    bool is_table = false;
    for (Iterator from = first; from != last;) {
        const bool after_rule = is_rule(text, *from);
        const Iterator to = std::find_if(std::next(from), last, [&](const Line& line) {
            return after_rule || line.item || is_rule(text, line);
        });
        blocks.push_back(make_block(text, from, to));
        is_table |= !after_rule && blocks.back().kind == BlockKind::Verbatim;
        from = to;
    }
    if (is_table) {
        blocks.resize(start);
        blocks.push_back({BlockKind::Verbatim, {first->at.from, std::prev(last)->at.to}});
    }
}

} // namespace

std::vector<Block> split_blocks(std::string_view text, Span range)
{
    range.to = std::min<std::uint32_t>(range.to, static_cast<std::uint32_t>(text.size()));
    const Lines lines = lines_of(text, range);
    const auto is_blank_line = [](const Line& line) { return line.inner.empty(); };
    std::vector<Block> blocks;
    for (Iterator from = lines.begin(); from != lines.end();) {
        from = std::find_if_not(from, lines.end(), is_blank_line);
        const Iterator to = std::find_if(from, lines.end(), is_blank_line);
        if (from != to) {
            add_run(text, from, to, blocks);
        }
        from = to;
    }
    return blocks;
}

bool ends_with_open_hyphen(std::string_view line)
{
    const std::string_view inner = trim_right(line);
    return inner.size() >= 2 && inner.back() == '-' && is_alpha(inner[inner.size() - 2]);
}

} // namespace chancery::view
