#include "parse/scan.hpp"

#include <algorithm>
#include <utility>

namespace chancery::parse {

std::vector<TextLine> text_lines(std::string_view whole, std::vector<TextLine> room)
{
    constexpr std::size_t kUsualLine = 50;
    std::vector<TextLine> lines = std::move(room);
    lines.clear();
    lines.reserve(whole.size() / kUsualLine + 8);
    for (LineReader reader(whole); !reader.done();) {
        lines.push_back(reader.next());
    }
    return lines;
}

namespace {

// The hyphens and dashes of Unicode, U+2010 to U+2015: at least three of them.
bool is_unicode_rule(std::string_view text)
{
    std::size_t count = 0;
    while (text.size() >= 3 && text.starts_with("\xE2\x80") && text[2] >= '\x90' &&
           text[2] <= '\x95') {
        ++count;
        text = trim_left(text.substr(3));
    }
    return count >= 3 && text.empty();
}

} // namespace

bool is_rule(std::string_view text)
{
    if (text.starts_with("\xE2\x80")) {
        return is_unicode_rule(text);
    }
    if (text.size() < 3 || (text[0] != '-' && text[0] != '=' && text[0] != '*' && text[0] != '_')) {
        return false;
    }
    std::size_t count = 0;
    for (const char c : text) {
        count += c == text[0] ? 1 : 0;
        if (c != text[0] && c != ' ') {
            return false;
        }
    }
    return count >= 3;
}

bool ends_sentence(std::string_view text)
{
    while (!text.empty() && (text.back() == '"' || text.back() == ')' || text.back() == '\'')) {
        text.remove_suffix(1);
    }
    if (text.ends_with("\xE2\x80\x9D")) { // a curly closing quote
        text.remove_suffix(3);
    }
    return !text.empty() && (text.back() == '.' || text.back() == '?' || text.back() == '!');
}

bool is_redaction(std::string_view word)
{
    return word.size() >= 5 && (word[0] == 'X' || word[0] == 'x') &&
           std::all_of(word.begin(), word.end(), [&](char c) { return c == word[0]; });
}

std::uint32_t small_number(std::string_view digits)
{
    if (digits.empty() || digits.size() > 8) {
        return 0;
    }
    std::uint32_t value = 0;
    for (const char c : digits) {
        if (!is_digit(c)) {
            return 0;
        }
        value = value * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return value;
}

int full_year(std::string_view digits)
{
    const int value = static_cast<int>(small_number(digits));
    if (digits.size() > 2) {
        return value;
    }
    return value > 50 ? 1900 + value : 2000 + value;
}

} // namespace chancery::parse
