#include "lint/running_text.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"

namespace chancery::lint {

namespace {

constexpr char kParagraphEnd = '\v';

// Characters beyond ASCII that mean one of ASCII, or nothing ('\0').
struct Alike {
    std::string_view bytes;
    char meant;
};
constexpr Alike kAlike[] = {
    {"\xC2\xA0", ' '},      // no-break space
    {"\xE2\x80\xAF", ' '},  // narrow no-break space
    {"\xE2\x80\x89", ' '},  // thin space
    {"\xC2\xAD", '\0'},     // soft hyphen
    {"\xE2\x80\x8B", '\0'}, // zero width space
    {"\xE2\x80\x8C", '\0'}, // zero width non-joiner
    {"\xE2\x80\x8D", '\0'}, // zero width joiner
    {"\xEF\xBB\xBF", '\0'}, // byte order mark
    {"\xE2\x80\x90", '-'},  // hyphen
    {"\xE2\x80\x91", '-'},  // no-break hyphen
    {"\xE2\x80\x92", '-'},  // figure dash
    {"\xE2\x80\x93", '-'},  // en dash
    {"\xE2\x88\x92", '-'},  // minus
};

const Alike* alike_at(std::string_view text)
{
    if (text.front() != '\xC2' && text.front() != '\xE2' && text.front() != '\xEF') {
        return nullptr;
    }
    const auto* const found = std::ranges::find_if(
        kAlike, [&](const Alike& alike) { return text.starts_with(alike.bytes); });
    return found == std::end(kAlike) ? nullptr : found;
}

} // namespace

RunningText::RunningText(std::string_view text) : RunningText(text, {}) {}

RunningText::RunningText(std::string_view text, const std::vector<Repair>& repairs)
{
    bytes.reserve(text.size());
    at.reserve(text.size());
    std::uint32_t done = 0;
    const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), UINT32_MAX));
    for (const Repair& repair : repairs) {
        if (repair.at.from < done || repair.at.to < repair.at.from || repair.at.to > size) {
            continue;
        }
        add(text.substr(done, repair.at.from - done), {done, repair.at.from}, true);
        add(repair.now, repair.at, false);
        done = repair.at.to;
    }
    add(text.substr(done, size - done), {done, size}, true);
}

// `as_sent`: the text stands at `whole` byte for byte; else all of it stands for the whole.
void RunningText::add(std::string_view text, Span whole, bool as_sent)
{
    for (std::size_t i = 0; i < text.size();) {
        const Alike* const alike = alike_at(text.substr(i));
        const std::size_t length = alike == nullptr ? 1 : alike->bytes.size();
        const char c = alike == nullptr ? text[i] : alike->meant;
        const auto from = static_cast<std::uint32_t>(whole.from + i);
        const Span here = as_sent ? Span{from, from + static_cast<std::uint32_t>(length)} : whole;
        i += length;
        if (c == '\0') {
            continue;
        }
        if (is_space(c)) {
            add_space(c == '\n', here);
        } else {
            add_byte(c, here);
        }
    }
}

void RunningText::add_space(bool line_end, Span here)
{
    if (bytes.empty() || !is_space(bytes.back())) {
        add_byte(line_end ? '\n' : ' ', here);
    } else if (line_end) {
        bytes.back() = bytes.back() == ' ' ? '\n' : kParagraphEnd;
    }
}

void RunningText::add_byte(char c, Span here)
{
    // A letter behind a hyphen at a line's end: the word goes on.
    const std::size_t size = bytes.size();
    if (is_alpha(c) && size >= 3 && bytes[size - 1] == '\n' && bytes[size - 2] == '-' &&
        is_alpha(bytes[size - 3])) {
        bytes.resize(size - 2);
        at.resize(size - 2);
    }
    bytes += c;
    at.push_back(here);
}

Span RunningText::place(std::size_t from, std::size_t to) const
{
    CHECK(from < to && to <= at.size());
    Span whole = at[from];
    whole.to = std::max(whole.to, at[to - 1].to);
    return whole;
}

} // namespace chancery::lint
