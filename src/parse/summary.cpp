#include "parse/summary.hpp"

#include <algorithm>
#include <optional>

#include "parse/portion_mark.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::size_t kParagraphsSearched = 8;
constexpr std::size_t kLongestLabel = 48;
constexpr std::size_t kMostComments = 200;

// A portion mark may stand behind the label: "Summary: (SBU) ..".
std::size_t behind_mark(std::string_view text, std::size_t at)
{
    const auto mark = match_portion_mark(text.substr(std::min(at, text.size())));
    if (!mark) {
        return at;
    }
    const std::size_t next = text.find_first_not_of(" \t\n", at + mark->length);
    return next == std::string_view::npos ? text.size() : next;
}

// What may stand between the word and its separator: nothing, AND COMMENT, /COMMENT, & ACTION
// REQUEST; before a colon any few words in capitals.
bool is_part_of_label(std::string_view between, char stop)
{
    between = trim(between);
    if (between.empty() || between[0] == '&' || between[0] == '/' || between[0] == '+' ||
        starts_with_ignoring_case(between, "AND ") ||
        starts_with_ignoring_case(between, "CONTINUED")) {
        return true;
    }
    return stop == ':' && std::none_of(between.begin(), between.end(), is_lower);
}

// "Summary:", "(SUMMARY)", "SUMMARY AND COMMENT.", "BEGIN SUMMARY", "Summary --": the length with
// what separates it from the text; nothing for "Summary of the meeting with ..".
std::optional<std::size_t> label_length(std::string_view text, std::string_view word)
{
    constexpr std::string_view kSeparators = ":.)- \t\n";
    Cursor cursor(text);
    cursor.eat('(');
    if (cursor.word("BEGIN") || cursor.word("EXECUTIVE")) {
        cursor.spaces();
    }
    if (!cursor.word(word) || is_alnum(cursor.peek())) {
        return std::nullopt;
    }
    if (trim_right(text).size() == cursor.at()) { // the word alone
        return text.size();
    }
    const std::string_view start = text.substr(0, kLongestLabel);
    const std::size_t stop = start.find_first_of(":.\n-)", cursor.at());
    if (stop == std::string_view::npos) {
        return std::nullopt;
    }
    if (!is_part_of_label(text.substr(cursor.at(), stop - cursor.at()), text[stop])) {
        return std::nullopt;
    }
    const std::size_t text_at = text.find_first_not_of(kSeparators, stop);
    return text_at == std::string_view::npos ? text.size() : behind_mark(text, text_at);
}

struct Words {
    std::size_t from = 0;
    std::size_t to = 0;
};

// "End Summary", "END  SUMMARY AND COMMENT.", its words perhaps on two lines: what stands at a D.
std::optional<Words> end_at(std::string_view text, std::string_view word, std::size_t last)
{
    const std::size_t at = last - 2;
    const bool is_end = to_upper(text[at]) == 'E' && to_upper(text[at + 1]) == 'N';
    if (!is_end || (at > 0 && is_alnum(text[at - 1]))) {
        return std::nullopt;
    }
    Cursor cursor(text, at + 3);
    if (cursor.peek() == '-') {
        cursor.step();
    }
    if ((cursor.spaces() || cursor.at() > at + 3) && cursor.word("OF")) {
        cursor.spaces();
    }
    return cursor.word(word) ? std::optional(Words{at, cursor.at()}) : std::nullopt;
}

// The first one behind `start`, found by its D, which is rarer than E and N.
std::optional<Words> find_end(std::string_view text, std::string_view word, std::size_t start)
{
    for (std::size_t last = find_letter(text, 'D', start + 2); last != std::string_view::npos;
         last = find_letter(text, 'D', last + 1)) {
        if (const auto found = end_at(text, word, last)) {
            return found;
        }
    }
    return std::nullopt;
}

// Collapsed, behind a blank.
void append(std::string& out, std::string_view text)
{
    std::string collapsed = collapse_spaces(text);
    if (out.empty()) {
        out = std::move(collapsed);
    } else if (!collapsed.empty()) {
        out.append(" ").append(collapsed);
    }
}

// A place in the paragraphs.
struct Position {
    std::size_t paragraph = 0;
    std::size_t at = 0; // in its text
};

class StretchReader {
public:
    StretchReader(std::string_view clean, const std::vector<Passage>& paragraphs,
                  std::string_view word)
        : clean_(clean), paragraphs_(paragraphs), word_(word)
    {
    }

    std::size_t size() const { return paragraphs_.size(); }

    // Where it starts if paragraph i starts it.
    std::optional<Position> start(std::size_t i) const
    {
        if (const auto label = label_end(i)) {
            return Position{i, *label};
        }
        const bool first = i == 0 || paragraphs_[i - 1].heading != paragraphs_[i].heading;
        return first && under_heading(i) ? std::optional(Position{i, 0}) : std::nullopt;
    }

    // ".. left. (Comment: ..": where it starts inside the paragraph, behind `from`.
    std::optional<Position> start_inside(std::size_t i, std::size_t from) const
    {
        const std::string_view text = text_of(i);
        for (std::size_t colon = text.find(':', from + word_.size());
             colon != std::string_view::npos; colon = text.find(':', colon + 1)) {
            const std::size_t at = colon - word_.size();
            if (at > from && is_opening(text, at) &&
                starts_with_ignoring_case(text.substr(at), word_)) {
                const std::size_t text_at = text.find_first_not_of(": \t\n", colon);
                return Position{i, text_at == std::string_view::npos ? text.size() : text_at};
            }
        }
        return std::nullopt;
    }

    // From its start to its end; `behind` is where the search for the next one goes on.
    Stretch read(Position first, Position& behind) const
    {
        Stretch out;
        const Position last = end(first, behind);
        for (std::size_t i = first.paragraph; i <= last.paragraph; ++i) {
            const std::string_view text = text_of(i);
            const std::size_t from = i == first.paragraph ? first.at : label_end(i).value_or(0);
            const std::size_t to = i == last.paragraph ? last.at : text.size();
            take(out, i, text.substr(0, to), from);
        }
        return out;
    }

    // "Summary The minister ..": no separator, and only the end says what it was.
    std::size_t bare_word_length(std::size_t i) const
    {
        const std::string_view text = text_of(i);
        const bool bare = starts_with_ignoring_case(text, word_) && text.size() > word_.size() &&
                          is_space(text[word_.size()]);
        return bare ? word_.size() + 1 : 0;
    }

    bool ends(std::size_t i) const { return find_end(text_of(i), word_, 0).has_value(); }

private:
    std::string_view text_of(std::size_t i) const
    {
        const Passage& passage = paragraphs_[i];
        return clean_.substr(passage.text_from, passage.to - passage.text_from);
    }

    // Where the text behind the label starts. Text before the first number may have other lines
    // above the label.
    std::optional<std::size_t> label_end(std::size_t i) const
    {
        const std::string_view text = text_of(i);
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

    // Behind a bracket, or behind the end of a sentence.
    static bool is_opening(std::string_view text, std::size_t at)
    {
        if (text[at - 1] == '(' || text[at - 1] == '[') {
            return true;
        }
        return is_space(text[at - 1]) && ends_sentence(trim_right(text.substr(0, at)));
    }

    bool under_heading(std::size_t i) const
    {
        const std::string& heading = paragraphs_[i].heading;
        return starts_with_ignoring_case(heading, word_) ||
               starts_with_ignoring_case(heading, "EXECUTIVE " + std::string(word_));
    }

    // The numbers start again (a text that is printed twice), or the post says who cleared the cable.
    bool begins_anew(std::size_t i) const
    {
        const std::uint32_t number = small_number(paragraphs_[i].number);
        const std::uint32_t before = i == 0 ? 0 : small_number(paragraphs_[i - 1].number);
        return (number != 0 && number <= before) || is_clearance(text_of(i));
    }

    // "G-TIP has cleared this cable.", "This message was coordinated with Embassy Linden."
    static bool is_clearance(std::string_view text)
    {
        constexpr std::size_t kLongest = 300;
        const auto has = [&](std::string_view word) {
            return find_ignoring_case(text, word) != std::string_view::npos;
        };
        return text.size() <= kLongest && (has("cleared") || has("coordinated")) &&
               (has("cable") || has("message") || has("report"));
    }

    Position end(Position first, Position& behind) const
    {
        const std::size_t limit = std::min(size(), first.paragraph + kParagraphsSearched);
        for (std::size_t i = first.paragraph; i < limit; ++i) {
            const bool here = i == first.paragraph;
            if (!here && (label_end(i) || begins_anew(i))) {
                break;
            }
            if (const auto words_found = find_end(text_of(i), word_, here ? first.at : 0)) {
                behind = {i, words_found->to};
                return {i, words_found->from};
            }
        }
        std::size_t last = first.paragraph;
        while (under_heading(first.paragraph) && last + 1 < limit && !begins_anew(last + 1) &&
               paragraphs_[last + 1].heading == paragraphs_[first.paragraph].heading) {
            ++last;
        }
        behind = {last + 1, 0};
        return {last, text_of(last).size()};
    }

    // Without the bracket or dash that goes with the words at its end.
    void take(Stretch& out, std::size_t i, std::string_view text, std::size_t from) const
    {
        text = trim_right(text);
        const bool whole = text.size() == trim_right(text_of(i)).size();
        while (!whole && !text.empty() &&
               std::string_view("(-[").find(text.back()) != std::string_view::npos) {
            text = trim_right(text.substr(0, text.size() - 1));
        }
        if (text.size() <= from) {
            return;
        }
        const auto base = static_cast<std::uint32_t>(paragraphs_[i].text_from);
        if (out.text.empty()) {
            out.from = base + static_cast<std::uint32_t>(from);
        }
        out.to = base + static_cast<std::uint32_t>(text.size());
        append(out.text, text.substr(from));
    }

    std::string_view clean_;
    const std::vector<Passage>& paragraphs_;
    std::string_view word_;
};

} // namespace

Stretch read_summary(std::string_view clean, const std::vector<Passage>& paragraphs)
{
    const StretchReader reader(clean, paragraphs, "SUMMARY");
    const std::size_t limit = std::min(paragraphs.size(), kParagraphsSearched);
    Position behind;
    for (std::size_t i = 0; i < limit; ++i) {
        if (const auto start = reader.start(i)) {
            return reader.read(*start, behind);
        }
    }
    for (std::size_t i = 0; i < limit; ++i) {
        if (reader.ends(i)) {
            return reader.read({0, reader.bare_word_length(0)}, behind);
        }
    }
    return {};
}

std::vector<Stretch> read_comments(std::string_view clean, const std::vector<Passage>& paragraphs)
{
    const StretchReader reader(clean, paragraphs, "COMMENT");
    std::vector<Stretch> found;
    Position at;
    while (at.paragraph < paragraphs.size() && found.size() < kMostComments) {
        auto start = at.at == 0 ? reader.start(at.paragraph) : std::nullopt;
        if (!start) {
            start = reader.start_inside(at.paragraph, at.at);
        }
        if (!start) {
            at = {at.paragraph + 1, 0};
            continue;
        }
        if (Stretch comment = reader.read(*start, at); !comment.text.empty()) {
            found.push_back(std::move(comment));
        }
    }
    return found;
}

} // namespace chancery::parse
