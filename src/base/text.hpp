#pragma once
// Small, pure functions on text. Cables are ASCII but for a few characters, so the letters that
// matter for understanding them (labels, posts, tags) are ASCII: case here means ASCII case,
// whatever the locale.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chancery {

// U+FFFD, in place of what cannot be shown or may not stand there.
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

constexpr bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
constexpr bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
constexpr bool is_alpha(char c)
{
    return is_upper(c) || is_lower(c);
}
constexpr bool is_alnum(char c)
{
    return is_alpha(c) || is_digit(c);
}
constexpr bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}
constexpr bool is_space(char c)
{
    return is_blank(c) || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
constexpr char to_upper(char c)
{
    return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}
constexpr char to_lower(char c)
{
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string upper(std::string_view text);
std::string lower(std::string_view text);

// Here and not in text.cpp, because the parser asks them of each line and word: inline they are
// mostly one comparison.
constexpr std::string_view trim_left(std::string_view text)
{
    while (!text.empty() && is_space(text.front())) {
        text.remove_prefix(1);
    }
    return text;
}
constexpr std::string_view trim_right(std::string_view text)
{
    while (!text.empty() && is_space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}
constexpr std::string_view trim(std::string_view text) // both ends, is_space
{
    return trim_left(trim_right(text));
}

constexpr bool starts_with_ignoring_case(std::string_view text, std::string_view prefix)
{
    return text.size() >= prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), text.begin(),
                      [](char a, char b) { return to_upper(a) == to_upper(b); });
}
constexpr bool equals_ignoring_case(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && starts_with_ignoring_case(a, b);
}
// Position of the first match or npos. A letter in either case is found eight bytes at a time.
std::size_t find_letter(std::string_view text, char letter, std::size_t from = 0);
std::size_t find_ignoring_case(std::string_view text, std::string_view needle,
                               std::size_t from = 0);

bool all_digits(std::string_view text); // false for empty text

// Nothing else, in capitals: "Port-au-Prince 12" -> PORTAUPRINCE12.
std::string letters_and_digits(std::string_view text);

template <typename List>
bool is_one_of(const List& list, std::string_view word)
{
    return std::ranges::find(list, word) != std::ranges::end(list);
}

// Runs of white space become one blank, none at the ends.
std::string collapse_spaces(std::string_view text);

// "a;b;;c" -> a, b, "", c. Empty text -> one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);
// The stretches between runs of white space; none is empty.
std::vector<std::string_view> words(std::string_view text);

std::string replace_all(std::string_view text, std::string_view what, std::string_view with);

// At most so many bytes, and no half of a character of UTF-8.
std::string_view first_bytes(std::string_view text, std::size_t most);

// Strict UTF-8: no overlong form, no surrogate, nothing over U+10FFFF.
bool is_utf8(std::string_view bytes);
// Every byte is a code point (ISO 8859-1); the C1 range is read as Windows-1252 where that has a
// character, because that is what a file with such bytes almost always is.
std::string utf8_from_latin1(std::string_view bytes);
// Replaces what is not UTF-8 by U+FFFD.
std::string valid_utf8(std::string_view bytes);
// Appends the code point; U+FFFD for what is no scalar value.
void append_utf8(std::string& out, char32_t code_point);

// The name in lower case, accents taken off, every run of other characters than letters and digits
// one hyphen: slug("UNCLASSIFIED//FOR OFFICIAL USE ONLY") -> "unclassified-for-official-use-only".
// Accents: Latin letters up to U+017F; other scripts become hyphens.
std::string slug(std::string_view name);

// Number of single-character edits (insert, delete, replace, swap of neighbours) between a and b,
// or limit + 1 when there are more. Time O(|a| * |b|); meant for ids and names.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

} // namespace chancery
