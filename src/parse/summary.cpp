#include "parse/summary.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::size_t kParagraphsSearched = 8;
constexpr std::size_t kLongestLabel = 48;

// "Summary:", "SUMMARY AND COMMENT.", "BEGIN SUMMARY", "Summary --": the length with what separates
// it from the text; nothing for "Summary of the meeting with ..".
std::optional<std::size_t> label_length(std::string_view text, std::string_view word)
{
    Cursor cursor(text);
    if (cursor.word("BEGIN") || cursor.word("EXECUTIVE")) {
        cursor.spaces();
    }
    const std::size_t word_at = cursor.at();
    if (!cursor.word(word) || is_alnum(cursor.peek())) {
        return std::nullopt;
    }
    const bool capitals = text.substr(word_at, word.size()) == word;
    const std::string_view start = text.substr(0, kLongestLabel);
    const std::size_t stop = start.find_first_of(":.\n-", cursor.at());
    if (stop == std::string_view::npos) {
        return capitals && cursor.at() == text.size() ? std::optional(text.size()) : std::nullopt;
    }
    const std::size_t text_at = text.find_first_not_of(":.- \t\n", stop);
    return text_at == std::string_view::npos ? text.size() : text_at;
}

struct Stretch {
    std::size_t from = 0;
    std::size_t to = 0;
};

// "End Summary", "END  SUMMARY AND COMMENT.", its words perhaps on two lines
std::optional<Stretch> find_end(std::string_view text, std::string_view word)
{
    for (std::size_t at = 0; at + 3 + word.size() <= text.size(); ++at) {
        const bool is_end = to_upper(text[at]) == 'E' && to_upper(text[at + 1]) == 'N' &&
                            to_upper(text[at + 2]) == 'D';
        if (!is_end || (at > 0 && is_alnum(text[at - 1]))) {
            continue;
        }
        Cursor cursor(text, at + 3);
        if (cursor.peek() == '-') {
            cursor.step();
        }
        if ((cursor.spaces() || cursor.at() > at + 3) && cursor.word("OF")) {
            cursor.spaces();
        }
        if (cursor.word(word)) {
            return Stretch{at, cursor.at()};
        }
    }
    return std::nullopt;
}

std::string_view before_end(std::string_view text, const Stretch& end)
{
    text = trim_right(text.substr(0, end.from));
    while (!text.empty() && std::string_view("(-[").find(text.back()) != std::string_view::npos) {
        text = trim_right(text.substr(0, text.size() - 1));
    }
    return text;
}

// Collapsed, behind a blank; by words rather than by letters, a summary may be long.
void append(std::string& out, std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        while (at < text.size() && is_space(text[at])) {
            ++at;
        }
        const std::size_t from = at;
        while (at < text.size() && !is_space(text[at])) {
            ++at;
        }
        if (at > from) {
            out.append(out.empty() ? "" : " ").append(text.substr(from, at - from));
        }
    }
}

class SpanReader {
public:
    SpanReader(const std::vector<Passage>& paragraphs, std::string_view word)
        : paragraphs_(paragraphs), word_(word)
    {
    }

    bool starts(std::size_t i) const { return label_end(i) || under_heading(i); }

    // From a paragraph that starts it.
    std::string read(std::size_t first) const
    {
        std::string out;
        const std::size_t last = last_paragraph(first);
        for (std::size_t i = first; i <= last; ++i) {
            std::string_view text = paragraphs_[i].text;
            if (const auto label = label_end(i)) {
                text.remove_prefix(*label);
            }
            const auto end = find_end(text, word_);
            append(out, end ? before_end(text, *end) : text);
            if (end) {
                break;
            }
        }
        return out;
    }

    bool ends(std::size_t i) const { return find_end(paragraphs_[i].text, word_).has_value(); }

private:
    // Where the text behind the label starts. Text before the first number may have other lines
    // above the label.
    std::optional<std::size_t> label_end(std::size_t i) const
    {
        const std::string_view text = paragraphs_[i].text;
        if (const auto length = label_length(text, word_)) {
            return length;
        }
        if (!paragraphs_[i].number.empty() || !paragraphs_[i].mark.empty()) {
            return std::nullopt;
        }
        for (std::size_t at = text.find('\n'); at != std::string_view::npos;
             at = text.find('\n', at + 1)) {
            if (const auto length = label_length(text.substr(at + 1), word_)) {
                return at + 1 + *length;
            }
        }
        return std::nullopt;
    }

    bool under_heading(std::size_t i) const
    {
        const std::string& heading = paragraphs_[i].heading;
        return starts_with_ignoring_case(heading, word_) ||
               starts_with_ignoring_case(heading, "EXECUTIVE SUMMARY");
    }

    std::size_t last_paragraph(std::size_t first) const
    {
        const std::size_t limit = std::min(paragraphs_.size(), first + kParagraphsSearched);
        for (std::size_t i = first; i < limit; ++i) {
            if (ends(i)) {
                return i;
            }
            if (i > first && label_end(i)) {
                break;
            }
        }
        std::size_t last = first;
        while (under_heading(first) && last + 1 < limit &&
               paragraphs_[last + 1].heading == paragraphs_[first].heading) {
            ++last;
        }
        return last;
    }

    const std::vector<Passage>& paragraphs_;
    std::string_view word_;
};

} // namespace

std::string read_summary(const std::vector<Passage>& paragraphs)
{
    const SpanReader reader(paragraphs, "SUMMARY");
    const std::size_t limit = std::min(paragraphs.size(), kParagraphsSearched);
    for (std::size_t i = 0; i < limit; ++i) {
        if (reader.starts(i)) {
            return reader.read(i);
        }
    }
    for (std::size_t i = 0; i < limit; ++i) {
        if (reader.ends(i)) {
            return reader.read(0);
        }
    }
    return {};
}

std::string read_comment(const std::vector<Passage>& paragraphs)
{
    const SpanReader reader(paragraphs, "COMMENT");
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
        if (reader.starts(i)) {
            return reader.read(i);
        }
    }
    return {};
}

} // namespace chancery::parse
