#include "cite/one_line.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace chancery::cite {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// Unicode 15: Cc, Zs, Zl, Zp.
constexpr std::array kBlanks = {Range{0x00, 0x20},     Range{0x7F, 0xA0},     Range{0x1680, 0x1680},
                                Range{0x2000, 0x200A}, Range{0x2028, 0x2029}, Range{0x202F, 0x202F},
                                Range{0x205F, 0x205F}, Range{0x3000, 0x3000}};
// Of Cf what has no width: soft hyphen, marks of direction, joiners of words, annotations, tags.
constexpr std::array kUnseen = {
    Range{0xAD, 0xAD},     Range{0x61C, 0x61C},    Range{0x180E, 0x180E}, Range{0x200B, 0x200B},
    Range{0x200E, 0x200F}, Range{0x202A, 0x202E},  Range{0x2060, 0x206F}, Range{0xFEFF, 0xFEFF},
    Range{0xFFF9, 0xFFFB}, Range{0xE0000, 0xE0FFF}};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t code)
{
    return std::any_of(ranges.begin(), ranges.end(), [code](const Range& range) {
        return code >= range.first && code <= range.last;
    });
}

// Those that Unicode keeps for a program's own use inside itself.
bool is_no_character(char32_t code)
{
    return (code >= 0xFDD0 && code <= 0xFDEF) || (code & 0xFFFEU) == 0xFFFEU;
}

// The character that starts here, in a text that is UTF-8; moves `at` behind it.
char32_t next_code(std::string_view text, std::size_t& at)
{
    const auto first = static_cast<unsigned char>(text[at++]);
    if (first < 0x80) {
        return first;
    }
    const int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    char32_t code = first & (0x3FU >> static_cast<unsigned>(more));
    for (int i = 0; i < more; ++i) {
        code = (code << 6U) | (static_cast<unsigned char>(text[at++]) & 0x3FU);
    }
    return code;
}

// The printable ASCII it begins with: most of all text.
std::string_view plain_front(std::string_view text)
{
    const auto* const end =
        std::find_if_not(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; });
    return {text.begin(), end};
}

std::string what_is_seen(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    bool blank = false;
    for (std::size_t at = 0; at < text.size();) {
        if (const std::string_view plain = plain_front(text.substr(at)); !plain.empty()) {
            out.append(blank ? " " : "").append(plain);
            at += plain.size();
            blank = false;
            continue;
        }
        const char32_t code = next_code(text, at);
        if (is_in(kUnseen, code)) {
            continue;
        }
        if (is_in(kBlanks, code)) {
            blank = !out.empty();
            continue;
        }
        out.append(blank ? " " : "");
        append_utf8(out, is_no_character(code) ? U'\uFFFD' : code);
        blank = false;
    }
    return out;
}

} // namespace

std::string one_line(std::string_view text, std::size_t most)
{
    constexpr std::string_view kMore = "…";
    // Nothing becomes longer but a single byte that is not UTF-8 (three), so more need not be read.
    constexpr std::size_t kReadPerByte = 16;
    const std::string_view read = first_bytes(text, most * kReadPerByte);
    std::string line = what_is_seen(valid_utf8(read));
    if (line.size() > most || read.size() < text.size()) {
        line = std::string(trim_right(first_bytes(line, most - std::min(most, kMore.size()))));
        line += kMore;
    }
    return line;
}

} // namespace chancery::cite
