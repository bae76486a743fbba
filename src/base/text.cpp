#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/error.hpp"
#include <cstdint>
#include <system_error>

namespace chancery {

std::string errno_text(int error)
{
    return std::generic_category().message(error);
}

std::string upper(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(), to_upper);
    return out;
}

std::string lower(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(), to_lower);
    return out;
}

std::size_t find_letter(std::string_view text, char letter, std::size_t from)
{
    constexpr std::uint64_t kOnes = 0x0101010101010101U;
    constexpr std::uint64_t kCaseBits = 0x20 * kOnes;
    constexpr std::uint64_t kHighBits = 0x80 * kOnes;
    const char small = to_lower(letter);
    const std::uint64_t wanted = static_cast<unsigned char>(small) * kOnes;
    std::size_t at = from;
    for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        const std::uint64_t zero_if_found = (eight | kCaseBits) ^ wanted;
        if (((zero_if_found - kOnes) & ~zero_if_found & kHighBits) != 0) { // has a byte of zero
            break;
        }
    }
    while (at < text.size() && to_lower(text[at]) != small) {
        ++at;
    }
    return at < text.size() ? at : std::string_view::npos;
}

std::size_t find_ignoring_case(std::string_view text, std::string_view needle, std::size_t from)
{
    if (from > text.size() || needle.empty()) {
        return needle.empty() && from <= text.size() ? from : std::string_view::npos;
    }
    const char first = needle[0];
    const auto next = [&](std::size_t at) {
        return is_alpha(first) ? find_letter(text, first, at) : text.find(first, at);
    };
    for (std::size_t at = next(from); at != std::string_view::npos; at = next(at + 1)) {
        if (starts_with_ignoring_case(text.substr(at), needle)) {
            return at;
        }
    }
    return std::string_view::npos;
}

std::string letters_and_digits(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (is_alnum(c)) {
            out += to_upper(c);
        }
    }
    return out;
}

std::string_view first_bytes(std::string_view text, std::size_t most)
{
    const auto continues = [&](std::size_t at) {
        return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80;
    };
    std::size_t end = std::min(text.size(), most);
    while (end > 0 && continues(end)) {
        --end;
    }
    return text.substr(0, end);
}

bool all_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::string collapse_spaces(std::string_view text)
{
    text = trim(text);
    std::string out(text.size(), '\0');
    char* to = out.data();
    bool behind_space = false;
    for (const char c : text) { // no branch: where words end nobody can predict
        const bool space = is_space(c);
        *to = space ? ' ' : c;
        to += space && behind_space ? 0 : 1;
        behind_space = space;
    }
    out.resize(static_cast<std::size_t>(to - out.data()));
    return out;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t from = 0;;) {
        const std::size_t to = text.find(separator, from);
        parts.push_back(text.substr(from, to - from));
        if (to == std::string_view::npos) {
            return parts;
        }
        from = to + 1;
    }
}

std::vector<std::string_view> words(std::string_view text)
{
    std::vector<std::string_view> out;
    std::size_t i = 0;
    while (i < text.size()) {
        while (i < text.size() && is_space(text[i])) {
            ++i;
        }
        const std::size_t from = i;
        while (i < text.size() && !is_space(text[i])) {
            ++i;
        }
        if (i > from) {
            out.push_back(text.substr(from, i - from));
        }
    }
    return out;
}

std::string replace_all(std::string_view text, std::string_view what, std::string_view with)
{
    std::string out;
    std::size_t from = 0;
    if (what.empty()) {
        return std::string(text);
    }
    for (std::size_t at = text.find(what); at != std::string_view::npos;
         at = text.find(what, from)) {
        out.append(text, from, at - from).append(with);
        from = at + what.size();
    }
    return out.append(text, from);
}

namespace {

// Length of the UTF-8 sequence at the front of `s`, 0 if it is not well formed (Unicode, table
// 3-7).
std::size_t sequence_length(std::string_view s)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
    const auto continues = [&](std::size_t i) { return i < s.size() && (byte(i) & 0xC0U) == 0x80; };
    const unsigned char first = byte(0);
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xC2 || first > 0xF4 || !continues(1)) {
        return 0;
    }
    if (first < 0xE0) {
        return 2;
    }
    if (!continues(2) || (first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F)) {
        return 0;
    }
    if (first < 0xF0) {
        return 3;
    }
    if (!continues(3) || (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F)) {
        return 0;
    }
    return 4;
}

// Length of the ASCII at the front, eight bytes at a time: nearly all text of cables is.
std::size_t ascii_prefix(std::string_view s)
{
    std::size_t i = 0;
    for (std::uint64_t word = 0; i + sizeof word <= s.size(); i += sizeof word) {
        std::memcpy(&word, s.data() + i, sizeof word);
        if ((word & 0x8080808080808080U) != 0) {
            break;
        }
    }
    while (i < s.size() && static_cast<unsigned char>(s[i]) < 0x80) {
        ++i;
    }
    return i;
}

// Bytes 0x80 to 0x9F of Windows-1252; 0 where it has no character.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The base letters of U+00C0 to U+017F in order; '-' where there is none.
constexpr std::string_view kBaseLetters =
    "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkk"
    "llllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuu"
    "wwyyyzzzzzzs";
static_assert(kBaseLetters.size() == 0x180 - 0xC0);

} // namespace

bool is_utf8(std::string_view bytes)
{
    while (!bytes.empty()) {
        const std::size_t ascii = ascii_prefix(bytes);
        bytes.remove_prefix(ascii);
        if (bytes.empty()) {
            return true;
        }
        const std::size_t length = sequence_length(bytes);
        if (length == 0) {
            return false;
        }
        bytes.remove_prefix(length);
    }
    return true;
}

std::string valid_utf8(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        if (const std::size_t ascii = ascii_prefix(bytes); ascii > 0) {
            out += bytes.substr(0, ascii);
            bytes.remove_prefix(ascii);
            continue;
        }
        const std::size_t length = sequence_length(bytes);
        if (length == 0) {
            out += kReplacement;
        } else {
            out += bytes.substr(0, length);
        }
        bytes.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

void append_utf8(std::string& out, char32_t code_point)
{
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000)) {
        code_point = 0xFFFD;
    }
    const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0 | (code_point >> 6));
        put(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        put(0xE0 | (code_point >> 12));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    } else {
        put(0xF0 | (code_point >> 18));
        put(0x80 | ((code_point >> 12) & 0x3F));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    }
}

std::string utf8_from_latin1(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 16);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const bool c1 = byte >= 0x80 && byte < 0xA0;
        const char16_t windows = c1 ? kWindows1252[byte - 0x80] : char16_t{0};
        append_utf8(out, windows != 0 ? windows : byte);
    }
    return out;
}

std::string slug(std::string_view name)
{
    std::string out;
    const auto put = [&](char c) {
        if (c != '-' || (!out.empty() && out.back() != '-')) {
            out += c;
        }
    };
    while (!name.empty()) {
        const std::size_t length = std::max<std::size_t>(sequence_length(name), 1);
        const auto first = static_cast<unsigned char>(name[0]);
        if (length == 1) {
            put(is_alnum(name[0]) ? to_lower(name[0]) : '-');
        } else if (length == 2) {
            const std::size_t code =
                ((first & 0x1FU) << 6U) | (static_cast<unsigned char>(name[1]) & 0x3FU);
            put(code >= 0xC0 && code < 0x180 ? kBaseLetters[code - 0xC0] : '-');
        } else {
            put('-');
        }
        name.remove_prefix(length);
    }
    if (!out.empty() && out.back() == '-') {
        out.pop_back();
    }
    return out;
}

namespace {

// One bit for each character in the text, which two characters may share.
std::uint64_t characters_of(std::string_view text)
{
    std::uint64_t bits = 0;
    for (const char c : text) {
        bits |= std::uint64_t{1} << (static_cast<unsigned char>(c) % 64U);
    }
    return bits;
}

// No fewer edits than this: one inserts or deletes a character too many, and one puts in each
// character that only one of the texts has.
std::size_t least_edits(std::string_view a, std::string_view b)
{
    const std::uint64_t in_a = characters_of(a);
    const std::uint64_t in_b = characters_of(b);
    const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    return std::max({gap, static_cast<std::size_t>(std::popcount(in_a & ~in_b)),
                     static_cast<std::size_t>(std::popcount(in_b & ~in_a))});
}

} // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit)
{
    if (least_edits(a, b) > limit) {
        return limit + 1;
    }
    limit = std::min(limit, std::max(a.size(), b.size())); // more there cannot be
    // Only cells near the diagonal can hold so few edits; those beside them are far.
    const std::size_t far = limit + 1;
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> rows(3 * width, far);
    std::size_t* before = rows.data();
    std::size_t* last = before + width;
    std::size_t* row = last + width;
    for (std::size_t j = 0; j <= std::min(b.size(), limit); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        const std::size_t from = i > limit ? i - limit : 1;
        const std::size_t to = std::min(b.size(), i + limit);
        row[from - 1] = i <= limit ? i : far;
        for (std::size_t j = from; j <= to; ++j) {
            row[j] = std::min(
                {last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        if (to < b.size()) {
            row[to + 1] = far;
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()] > limit ? limit + 1 : last[b.size()];
}

} // namespace chancery
