#pragma once
// What the hand-written matchers of this folder share: a cursor over a line, lines with their
// places, and the few questions that many of them ask of a line.
//
//   Cursor c("SECTION 01 OF 04");
//   c.word("SECTION") && c.blanks() && !c.digits(1, 2).empty()
//
// Matching ignores ASCII case. A step that fails leaves the cursor where it was.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "cable/cable.hpp"

namespace chancery::parse {

// Put before paragraph numbers by the site of 2010; a byte of raw files all the same (format 0, 5).
constexpr std::string_view kPilcrow = "\xC2\xB6";

class Cursor {
public:
    explicit Cursor(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}

    std::size_t at() const { return at_; }
    void seek(std::size_t at) { at_ = at; }
    bool done() const { return at_ >= text_.size(); }
    char peek(std::size_t ahead = 0) const
    {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    std::string_view rest() const { return text_.substr(at_); }
    std::string_view since(std::size_t from) const { return text_.substr(from, at_ - from); }

    void step() { ++at_; }
    bool eat(char c)
    {
        if (done() || text_[at_] != c) {
            return false;
        }
        ++at_;
        return true;
    }
    bool blanks() // at least one
    {
        const std::size_t from = at_;
        while (!done() && is_blank(text_[at_])) {
            ++at_;
        }
        return at_ > from;
    }
    bool spaces() // at least one; line ends too
    {
        const std::size_t from = at_;
        while (!done() && is_space(text_[at_])) {
            ++at_;
        }
        return at_ > from;
    }
    bool word(std::string_view expected)
    {
        if (!starts_with_ignoring_case(rest(), expected)) {
            return false;
        }
        at_ += expected.size();
        return true;
    }
    // The whole run of digits, or nothing if its length is out of bounds.
    std::string_view digits(std::size_t least, std::size_t most)
    {
        return run(is_digit, least, most);
    }
    std::string_view letters(std::size_t most = 40) { return run(is_alpha, 1, most); }

private:
    template <typename Is>
    std::string_view run(Is is, std::size_t least, std::size_t most)
    {
        std::size_t end = at_;
        while (end < text_.size() && is(text_[end])) {
            ++end;
        }
        if (end - at_ < least || end - at_ > most) {
            return {};
        }
        const std::string_view found = text_.substr(at_, end - at_);
        at_ = end;
        return found;
    }

    std::string_view text_;
    std::size_t at_;
};

struct TextLine {
    std::string_view text;  // without white space at its ends
    std::uint32_t from = 0; // of the line itself
    std::uint32_t to = 0;   // behind its line end: where the next line starts
    bool blank() const { return text.empty(); }
};

// One after the other, for those who stop early.
class LineReader {
public:
    explicit LineReader(std::string_view whole) : whole_(whole) {}

    bool done() const { return at_ >= whole_.size(); }
    TextLine next() // only while it is not done
    {
        const std::size_t from = at_;
        const std::size_t found = whole_.find('\n', from);
        const bool is_last = found == std::string_view::npos;
        const std::size_t end = is_last ? whole_.size() : found;
        at_ = is_last ? end : end + 1;
        return {trim(whole_.substr(from, end - from)), static_cast<std::uint32_t>(from),
                static_cast<std::uint32_t>(at_)};
    }

private:
    std::string_view whole_;
    std::size_t at_ = 0;
};

// `room`: a vector that is no longer needed, for its memory.
std::vector<TextLine> text_lines(std::string_view whole, std::vector<TextLine> room = {});

inline std::uint32_t offset_in(std::string_view whole, std::string_view part)
{
    return static_cast<std::uint32_t>(part.data() - whole.data());
}

// Only dashes (equals signs, asterisks, underscores) and blanks, at least three of them (format 6).
bool is_rule(std::string_view text);
// Ends as a sentence does.
bool ends_sentence(std::string_view text);
// Five or more X: something was taken out here before it was published (format 8).
bool is_redaction(std::string_view word);

// 0 for no number and for more than eight digits.
std::uint32_t small_number(std::string_view digits);
// "07" -> 2007, "72" -> 1972 (over 50: the last century), "1998" -> 1998
int full_year(std::string_view digits);

} // namespace chancery::parse
