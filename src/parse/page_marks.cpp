#include "parse/page_marks.hpp"

#include <algorithm>
#include <array>

#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::size_t kPostLength = 10;
constexpr std::size_t kLongestPageBreak = 60;

bool is_post_character(char c)
{
    return is_alpha(c) || c == ' ' || c == '\'' || c == '.' || c == '-';
}

} // namespace

std::size_t page_break_number_length(std::string_view text)
{
    Cursor cursor(text);
    if (cursor.digits(8, 8).empty() || !cursor.spaces() || cursor.digits(3, 3).empty()) {
        return 0;
    }
    if (cursor.eat('.') && cursor.digits(1, 1).empty()) {
        return 0;
    }
    if (!cursor.spaces() || !cursor.word("OF") || !cursor.spaces() || cursor.digits(1, 3).empty()) {
        return 0;
    }
    return cursor.at();
}

bool is_page_break(std::string_view line)
{
    if (line.size() < 20 || line.size() > kLongestPageBreak || !is_alpha(line[0]) ||
        !is_digit(line[line.find_last_not_of('.')])) {
        return false;
    }
    std::size_t at = 1;
    while (at < line.size() && is_post_character(line[at])) {
        ++at;
    }
    if (at >= line.size() || !is_digit(line[at]) || line[at - 1] != ' ') {
        return false;
    }
    const std::size_t length = page_break_number_length(line.substr(at));
    const std::string_view rest = line.substr(at + length);
    return length > 0 && std::all_of(rest.begin(), rest.end(), [](char c) { return c == '.'; });
}

namespace {

// Behind "PAGE 02 ": "RUEHFRA0170 S E C R E T", the relay's indicator with the serial number, and
// the classification. Where it ends in the text, 0 if it is not there.
std::size_t relay_mark_length(Cursor cursor)
{
    constexpr std::array<std::string_view, 4> kWords = {"UNCLASSIFIED", "UNCLAS", "CONFIDENTIAL",
                                                        "SECRET"};
    const std::string_view indicator = cursor.letters(8);
    if (indicator.size() < 5 || to_upper(indicator[0]) != 'R' || cursor.digits(4, 4).empty()) {
        return 0;
    }
    const std::size_t end = cursor.at();
    cursor.blanks();
    std::string letters;
    while (is_upper(cursor.peek()) || cursor.peek() == ' ') {
        if (cursor.peek() != ' ') {
            letters += cursor.peek();
        }
        cursor.step();
    }
    const bool classified = std::find(kWords.begin(), kWords.end(), letters) != kWords.end();
    return classified ? cursor.at() : end;
}

} // namespace

std::size_t page_mark_length(std::string_view text)
{
    Cursor cursor(text);
    if (!cursor.word("PAGE") || !cursor.blanks() || cursor.digits(2, 2).empty() ||
        !cursor.blanks()) {
        return 0;
    }
    if (const std::size_t length = relay_mark_length(cursor); length > 0) {
        return length;
    }
    const std::size_t post_from = cursor.at();
    while (is_post_character(cursor.peek())) {
        cursor.step();
    }
    if (cursor.at() == post_from || cursor.at() - post_from > 24 || cursor.digits(4, 6).empty() ||
        !cursor.blanks()) {
        return 0;
    }
    const std::size_t before_section = cursor.at();
    if (cursor.digits(2, 2).empty() || !cursor.blanks() || !cursor.word("OF") || !cursor.blanks() ||
        cursor.digits(2, 2).empty() || !cursor.blanks()) {
        cursor.seek(before_section);
    }
    return !cursor.digits(6, 6).empty() && cursor.eat('Z') ? cursor.at() : 0;
}

std::string_view without_page_mark(std::string_view text)
{
    const std::size_t length = page_mark_length(text);
    return length == 0 ? text : trim(text.substr(length));
}

std::string page_break_post(std::string_view post)
{
    std::string name = upper(collapse_spaces(post));
    if (name.starts_with("RPO")) {
        name = trim(std::string_view(name).substr(3));
    }
    name.resize(std::min(name.size(), kPostLength));
    return std::string(trim_right(name));
}

} // namespace chancery::parse
