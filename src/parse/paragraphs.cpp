#include "parse/paragraphs.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "parse/portion_mark.hpp"

namespace chancery::parse {

namespace {

constexpr std::uint32_t kHighestNumber = 999; // above it stand years
constexpr std::uint32_t kShortJump = 3;       // where the line above ends inside a sentence
constexpr std::uint32_t kLongestJump = 20;    // numbers that may be missing in a sequence
constexpr std::size_t kLookAhead = 64;        // openings looked at to restore a lost number
constexpr std::size_t kShortLine = 45;        // a shorter line was not wrapped
constexpr std::size_t kLongLine = 120; // nor was a longer one: a whole paragraph stands on it
constexpr std::size_t kMostHeadingLines = 3;
constexpr std::size_t kLongestHeadingLine = 100;
constexpr std::size_t kMostBareHeadingLines = 2; // without dashes
constexpr std::size_t kLongestBareHeading = 80;
constexpr std::size_t kLongestNotice = 160; // "Sensitive but unclassified. Please protect .."

struct Candidate {
    std::size_t line = 0;
    Opening opening;
    std::uint32_t number = 0;
    bool accepted = false;
    bool restored = false;
};

enum class Role : std::uint8_t { Text, Opening, HeadingStart, HeadingRest };

// --- which numbers open paragraphs

class SequenceJudge {
public:
    SequenceJudge(const std::vector<TextLine>& lines, std::size_t first,
                  std::vector<Candidate>& candidates)
        : lines_(lines), first_(first), candidates_(candidates)
    {
        std::size_t brackets = 0; // 1) (SBU)
        std::size_t dots = 0;
        bool marked = false; // 1. (SBU)
        for (const Candidate& candidate : candidates) {
            const Opening& opening = candidate.opening;
            const bool dot =
                opening.kind == OpeningKind::Number && candidate.number <= kHighestNumber;
            brackets += opening.kind == OpeningKind::Bracket ? 1 : 0;
            dots += dot ? 1 : 0;
            marked = marked || (dot && !opening.mark.empty());
        }
        dotted_ = marked || (dots > 0 && dots >= brackets);
    }

    void judge()
    {
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            Candidate& candidate = candidates_[i];
            switch (candidate.opening.kind) {
            case OpeningKind::Number:
                candidate.accepted = opens(candidate);
                break;
            case OpeningKind::Bracket:
                candidate.accepted =
                    !dotted_ && in_sequence(candidate.number) && stands_apart(candidate.line);
                break;
            case OpeningKind::LostNumber:
                candidate.accepted = stands_apart(candidate.line);
                restore(i);
                break;
            case OpeningKind::Mark:
                candidate.accepted =
                    is_upper(candidate.opening.mark[0]) && stands_apart(candidate.line);
                break;
            }
            if (candidate.accepted && candidate.number != 0) {
                count(candidate.number);
                adjacent_ = candidate.line == last_line_ + 1 ? adjacent_ + 1 : 1;
                last_line_ = candidate.line;
            }
        }
    }

private:
    bool after_gap(std::size_t line) const
    {
        return line == first_ || lines_[line - 1].blank() || is_rule(lines_[line - 1].text);
    }

    // Not in the middle of a sentence that was wrapped.
    bool stands_apart(std::size_t line) const
    {
        if (after_gap(line)) {
            return true;
        }
        const std::string_view above = lines_[line - 1].text;
        return above.size() < kShortLine || above.size() > kLongLine || ends_sentence(above);
    }

    bool in_sequence(std::uint32_t number) const
    {
        return number == last_ + 1 || (outer_ != 0 && number == outer_ + 1);
    }

    bool opens(const Candidate& candidate) const
    {
        const std::uint32_t number = candidate.number;
        if (number == 0 || number > kHighestNumber) {
            return false;
        }
        if (!candidate.opening.mark.empty()) {
            return true;
        }
        // A list of contents: the third number and on, each right below the other.
        const bool listed = adjacent_ >= 2 && candidate.line == last_line_ + 1;
        if (number == last_ + 1 && listed) {
            return true;
        }
        if (!stands_apart(candidate.line)) {
            return false;
        }
        if (in_sequence(number)) {
            return true;
        }
        if (candidate.opening.text_at >= lines_[candidate.line].text.size()) {
            return false; // nothing behind it: "in the year \n2007."
        }
        const std::string_view above =
            candidate.line > first_ ? lines_[candidate.line - 1].text : std::string_view();
        const bool long_line = above.size() > kLongLine;
        const std::uint32_t jump = long_line && !ends_sentence(above) ? kShortJump : kLongestJump;
        const bool near_last = number + kLongestJump > last_ && number <= last_ + jump;
        const bool own_line = after_gap(candidate.line) || long_line || is_redaction(above);
        return own_line && (number == 1 || last_ == 0 || near_last);
    }

    void count(std::uint32_t number)
    {
        if (number == 1 && last_ > 1) { // a list inside a paragraph, or a second section
            outer_ = last_;
        } else if (outer_ != 0 && number == outer_ + 1 && number != last_ + 1) {
            outer_ = 0;
        }
        last_ = number;
    }

    // Lost numbers in a row between two that stand: 8, lost, 10 -> 9.
    void restore(std::size_t i)
    {
        if (!candidates_[i].accepted || last_ == 0) {
            return;
        }
        std::uint32_t lost = 1;
        const std::size_t limit = std::min(candidates_.size(), i + 1 + kLookAhead);
        for (std::size_t next = i + 1; next < limit && lost <= kLongestJump; ++next) {
            const Candidate& other = candidates_[next];
            if (other.opening.kind == OpeningKind::LostNumber) {
                lost += stands_apart(other.line) ? 1 : 0;
            } else if (other.opening.kind == OpeningKind::Number &&
                       other.number <= kHighestNumber) {
                if (other.number == last_ + lost + 1) {
                    candidates_[i].number = last_ + 1;
                    candidates_[i].restored = true;
                }
                return;
            }
        }
    }

    const std::vector<TextLine>& lines_;
    std::size_t first_;
    std::vector<Candidate>& candidates_;
    bool dotted_ = false;
    std::uint32_t last_ = 0;
    std::size_t last_line_ = 0; // where it was counted
    std::size_t adjacent_ = 0;  // numbers on lines right below each other, up to there
    std::uint32_t outer_ = 0;   // where the sequence stood that a list interrupted
};

// --- headings

// "NEXT STEPS ----------", "COMMENT *****": the words of a heading that shares its line with its
// rule.
std::string_view heading_with_dashes(std::string_view line)
{
    const char sign = line.empty() ? '\0' : line.back();
    if (line.size() < 7 || (sign != '-' && sign != '*' && sign != '=')) {
        return {};
    }
    std::size_t last = line.size();
    std::size_t count = 0;
    while (last > 0 && (line[last - 1] == sign || line[last - 1] == ' ')) {
        count += line[--last] == sign ? 1 : 0;
    }
    std::string_view words_only = line.substr(0, last);
    if (words_only.starts_with("---")) {
        const std::size_t first = words_only.find_first_not_of("- ");
        words_only = words_only.substr(std::min(first, words_only.size()));
    }
    const bool has_words = std::any_of(words_only.begin(), words_only.end(), is_alnum);
    const bool apart = last < line.size() && (sign == '-' || line[last] == ' ');
    return count >= 3 && has_words && apart && words_only.size() <= kLongestHeadingLine
               ? words_only
               : std::string_view();
}

bool may_be_heading(std::string_view line)
{
    return line.size() <= kLongestHeadingLine && line.back() != '.' && line.back() != ',' &&
           line.back() != ';' && !line.starts_with("- ") && !line.starts_with("--") &&
           !is_redaction(line.substr(0, line.find(' ')));
}

// --- numbers inside a line

// ".. is open. 2. (C) The minister": where a paragraph begins, the next in number and with a portion
// mark; npos if there is none.
std::size_t next_number_in_line(std::string_view line, std::uint32_t number)
{
    for (std::size_t open = line.find('(', 4); open != std::string_view::npos;
         open = line.find('(', open + 1)) {
        std::size_t at = open;
        while (at > 0 && is_blank(line[at - 1])) {
            --at;
        }
        if (at == 0 || line[at - 1] != '.') {
            continue;
        }
        const std::size_t dot = --at;
        while (at > 0 && is_digit(line[at - 1])) {
            --at;
        }
        const bool in_turn = at < dot && small_number(line.substr(at, dot - at)) == number;
        if (in_turn && at > 0 && is_blank(line[at - 1]) && match_portion_mark(line.substr(open)) &&
            ends_sentence(trim_right(line.substr(0, at)))) {
            return at;
        }
    }
    return std::string_view::npos;
}

// Newspapers ran paragraphs together: lines [first, end) with a new one at each such number. Empty
// if there is nothing to cut, which is so in nearly all texts.
std::vector<TextLine> cut_at_numbers(std::string_view clean, const std::vector<TextLine>& lines,
                                     std::size_t first, std::size_t end)
{
    std::vector<TextLine> cut;
    std::uint32_t number = 0;
    for (std::size_t i = first; i < end; ++i) {
        TextLine line = lines[i];
        const bool numbered = !line.blank() && (is_digit(line.text[0]) || line.text[0] == '(');
        if (const auto opening = numbered ? match_opening(line.text) : std::nullopt;
            opening && !opening->number.empty()) {
            number = small_number(opening->number);
        }
        while (number != 0 && line.text.size() > kShortLine) {
            const std::size_t at = next_number_in_line(line.text, number + 1);
            if (at == std::string_view::npos) {
                break;
            }
            if (cut.empty()) {
                cut.assign(lines.begin() + static_cast<std::ptrdiff_t>(first),
                           lines.begin() + static_cast<std::ptrdiff_t>(i));
            }
            ++number;
            const std::uint32_t from = offset_in(clean, line.text.substr(at));
            cut.push_back({trim_right(line.text.substr(0, at)), line.from, from});
            line = {line.text.substr(at), from, line.to};
        }
        if (!cut.empty()) {
            cut.push_back(line);
        }
    }
    return cut;
}

class PassageReader {
public:
    PassageReader(std::string_view clean, const std::vector<TextLine>& lines, std::size_t first,
                  std::size_t end)
        : clean_(clean), lines_(lines), first_(first), end_(end)
    {
    }

    PassageList read()
    {
        if (first_ >= end_) {
            return {};
        }
        roles_.assign(end_ - first_, Role::Text);
        find_candidates();
        SequenceJudge(lines_, first_, candidates_).judge();
        std::size_t openings = 0;
        for (const Candidate& candidate : candidates_) {
            if (candidate.accepted) {
                role(candidate.line) = Role::Opening;
                ++openings;
            }
        }
        numbered_ = openings > 0;
        list_.paragraphs.reserve(openings + 1);
        find_headings();
        assemble();
        return std::move(list_);
    }

private:
    Role& role(std::size_t line) { return roles_[line - first_]; }

    void find_candidates()
    {
        for (std::size_t i = first_; i < end_; ++i) {
            const std::string_view text = lines_[i].text;
            if (text.empty() || (!is_digit(text[0]) && text[0] != '(' && text[0] != '.')) {
                continue;
            }
            if (const auto opening = match_opening(text)) {
                candidates_.push_back({i, *opening, small_number(opening->number)});
            }
        }
    }

    void find_headings()
    {
        for (std::size_t i = first_; i < end_; ++i) {
            const std::string_view text = lines_[i].text;
            if (text.size() < 3) {
                continue;
            }
            if (is_rule(text)) {
                mark_heading_above(i);
            } else if (role(i) == Role::Text && !heading_with_dashes(text).empty()) {
                role(i) = Role::HeadingStart;
            } else if (role(i) == Role::Opening) {
                mark_bare_heading_above(i);
            } else if (is_heading_in_capitals(i)) {
                role(i) = Role::HeadingStart;
            }
        }
    }

    // DOMESTIC ACTIVITIES, alone between blank lines in a text with small letters.
    bool is_heading_in_capitals(std::size_t i)
    {
        const std::string_view text = lines_[i].text;
        if (i == first_ || i + 2 >= end_ || !lines_[i - 1].blank() || !lines_[i + 1].blank() ||
            role(i) != Role::Text || text.size() < 5 || text.size() > kLongestBareHeading ||
            std::any_of(text.begin(), text.end(), is_lower) || !may_be_heading(text) ||
            !may_start_heading(text) || is_digit(text.back())) {
            return false;
        }
        const std::string_view below = lines_[i + 2].text;
        return std::any_of(below.begin(), below.end(), is_lower) &&
               is_upper(below.empty() ? '\0' : below[0]) && follows_finished_text(i);
    }

    // The lines over a row of dashes, with a row over them if there is one.
    void mark_heading_above(std::size_t rule)
    {
        std::size_t top = rule;
        while (top > first_ && rule - top <= kMostHeadingLines && is_heading_line(top - 1)) {
            --top;
        }
        if (top == rule) {
            mark_spaced_heading(rule);
            return;
        }
        const std::size_t count = rule - top;
        const bool cut = top > first_ && !lines_[top - 1].blank() && !is_rule(lines_[top - 1].text);
        if (count == 0 || count > kMostHeadingLines || cut) {
            return;
        }
        if (!may_be_heading(lines_[rule - 1].text) ||
            lines_[top].text.size() > kLongestHeadingLine) {
            return;
        }
        // A rule as wide as a long heading may itself be wrapped.
        while (top > first_ && is_rule(lines_[top - 1].text) && role(top - 1) == Role::Text) {
            --top;
        }
        while (rule + 1 < end_ && is_rule(lines_[rule + 1].text)) {
            ++rule;
        }
        role(top) = Role::HeadingStart;
        for (std::size_t i = top + 1; i <= rule; ++i) {
            role(i) = Role::HeadingRest;
        }
    }

    // Rule, blank, heading, blank, rule: a text with blank lines between all lines.
    void mark_spaced_heading(std::size_t rule)
    {
        if (rule < first_ + 4 || !lines_[rule - 1].blank() || !is_heading_line(rule - 2) ||
            !lines_[rule - 3].blank() || !is_rule(lines_[rule - 4].text) ||
            role(rule - 4) != Role::Text || !may_be_heading(lines_[rule - 2].text)) {
            return;
        }
        role(rule - 4) = Role::HeadingStart;
        for (std::size_t i = rule - 3; i <= rule; ++i) {
            role(i) = Role::HeadingRest;
        }
    }

    bool is_heading_line(std::size_t i)
    {
        return !lines_[i].blank() && role(i) == Role::Text && !is_rule(lines_[i].text);
    }

    // One or two short lines alone between a finished paragraph and the next number.
    void mark_bare_heading_above(std::size_t opening)
    {
        std::size_t end = opening;
        while (end > first_ && lines_[end - 1].blank() && opening - end < 4) {
            --end;
        }
        std::size_t top = end;
        while (top > first_ && end - top < kMostBareHeadingLines && is_bare_heading_line(top - 1)) {
            --top;
        }
        const bool alone = top < end && (top == first_ || lines_[top - 1].blank());
        if (!alone || !looks_like_bare_heading(top, end) || !follows_finished_text(top)) {
            return;
        }
        role(top) = Role::HeadingStart;
        for (std::size_t i = top + 1; i < end; ++i) {
            role(i) = Role::HeadingRest;
        }
    }

    bool is_bare_heading_line(std::size_t i)
    {
        return is_heading_line(i) && lines_[i].text.size() <= kLongestBareHeading;
    }

    bool looks_like_bare_heading(std::size_t top, std::size_t end) const
    {
        const std::string_view first = lines_[top].text;
        const std::string_view last = lines_[end - 1].text;
        return first.size() >= 3 && may_be_heading(last) && last.back() != '"' &&
               (!ends_sentence(last) || last.back() == '?') && may_start_heading(first) &&
               !starts_with_ignoring_case(last, "END ");
    }

    static bool may_start_heading(std::string_view text)
    {
        const bool opens = is_upper(text[0]) || text[0] == '/' || text[0] == '"';
        return opens && item_letter(text) == '\0' && !starts_with_ignoring_case(text, "END ") &&
               !starts_with_ignoring_case(text, "BEGIN ") &&
               !starts_with_ignoring_case(text, "SENSITIVE BUT") &&
               !is_redaction(text.substr(0, text.find(' ')));
    }

    bool follows_finished_text(std::size_t line)
    {
        std::size_t above = line;
        while (above > first_ && lines_[above - 1].blank() && line - above < 4) {
            --above;
        }
        if (above == first_) {
            return true;
        }
        const std::string_view text = lines_[above - 1].text;
        const Role above_role = role(above - 1);
        return ends_sentence(text) || text.starts_with('-') || above_role == Role::HeadingStart ||
               above_role == Role::HeadingRest || starts_with_ignoring_case(text, "END ") ||
               ends_passage(text);
    }

    // ".. under review.  END SUMMARY" without a full stop
    static bool ends_passage(std::string_view text)
    {
        for (const std::string_view word : {"END SUMMARY", "END COMMENT", "END NOTE", "END TEXT"}) {
            if (text.size() >= word.size() &&
                equals_ignoring_case(text.substr(text.size() - word.size()), word)) {
                return true;
            }
        }
        return false;
    }

    // --- paragraphs

    void assemble()
    {
        auto candidate = candidates_.begin();
        std::size_t i = first_;
        while (i < end_) {
            if (role(i) == Role::HeadingStart) {
                i = take_heading(i);
            } else if (role(i) == Role::Opening) {
                while (candidate->line != i) {
                    ++candidate;
                }
                i = take_paragraph(i, &*candidate);
            } else if (lines_[i].blank()) {
                ++i;
            } else {
                i = take_unnumbered(i);
            }
        }
    }

    std::size_t take_heading(std::size_t from)
    {
        std::size_t end = from + 1;
        while (end < end_ && role(end) == Role::HeadingRest) {
            ++end;
        }
        std::string text;
        for (std::size_t i = from; i < end; ++i) {
            std::string_view line = lines_[i].text;
            if (line.empty() || is_rule(line)) {
                continue;
            }
            const std::string_view words_only = heading_with_dashes(line);
            line = words_only.empty() ? line : words_only;
            text += (text.empty() ? "" : " ") + collapse_spaces(line);
        }
        heading_ = text;
        const std::string_view last = lines_[end - 1].text;
        list_.headings.push_back(
            {std::move(text), offset_in(clean_, lines_[from].text),
             offset_in(clean_, last) + static_cast<std::uint32_t>(last.size())});
        under_heading_ = true;
        return end;
    }

    // To the next opening or heading.
    std::size_t end_of_passage(std::size_t from)
    {
        std::size_t end = from + 1;
        while (end < end_ && (role(end) == Role::Text)) {
            ++end;
        }
        return end;
    }

    std::size_t take_paragraph(std::size_t from, const Candidate* candidate)
    {
        const std::size_t end = end_of_passage(from);
        Passage passage;
        if (candidate != nullptr) {
            passage.number = candidate->restored ? std::to_string(candidate->number)
                                                 : std::string(candidate->opening.number);
            passage.mark = collapse_spaces(candidate->opening.mark);
            passage.number_restored = candidate->restored;
            passage.number_lost =
                candidate->opening.kind == OpeningKind::LostNumber && !candidate->restored;
        }
        add(std::move(passage), from, end, candidate != nullptr ? candidate->opening.text_at : 0);
        under_heading_ = false;
        return end;
    }

    // Text that no number opens: under a heading, in a text without numbers, or before the first
    // number. Notices before it ("please protect accordingly") are too short to be a paragraph.
    std::size_t take_unnumbered(std::size_t from)
    {
        const std::size_t end = numbered_ ? end_of_passage(from) : end_of_block(from);
        std::size_t length = 0;
        for (std::size_t i = from; i < end; ++i) {
            length += lines_[i].text.size();
        }
        const bool summary = starts_with_ignoring_case(lines_[from].text, "SUMMARY") ||
                             starts_with_ignoring_case(lines_[from].text, "BEGIN SUMMARY");
        const bool rule_only = is_rule(lines_[from].text) && end == from + 1;
        if (!rule_only && (!numbered_ || under_heading_ || summary || length > kLongestNotice)) {
            add({}, from, end, 0);
        }
        return end;
    }

    std::size_t end_of_block(std::size_t from)
    {
        std::size_t end = from + 1;
        while (end < end_ && role(end) == Role::Text && !lines_[end].blank()) {
            ++end;
        }
        return end;
    }

    void add(Passage passage, std::size_t from, std::size_t end, std::size_t text_at)
    {
        while (end > from + 1 && (lines_[end - 1].blank() || is_rule(lines_[end - 1].text))) {
            --end;
        }
        passage.heading = heading_;
        passage.anchor = next_anchor(passage.number);
        passage.from = offset_in(clean_, lines_[from].text);
        const std::string_view last = lines_[end - 1].text;
        passage.to = offset_in(clean_, last) + static_cast<std::uint32_t>(last.size());
        const std::size_t text_at_first = std::min(text_at, lines_[from].text.size());
        passage.text_from = passage.from + static_cast<std::uint32_t>(text_at_first);
        passage.text.reserve(passage.to - passage.from);
        passage.text = lines_[from].text.substr(text_at_first);
        for (std::size_t i = from + 1; i < end; ++i) {
            append_line(passage.text, i);
        }
        find_items(passage, from + 1, end);
        list_.paragraphs.push_back(std::move(passage));
    }

    // With its indentation, without blanks at its end; blank lines between two lines become one.
    void append_line(std::string& text, std::size_t i)
    {
        if (lines_[i].blank()) {
            return;
        }
        if (!text.empty()) {
            text += lines_[i - 1].blank() ? "\n\n" : "\n";
        }
        const std::uint32_t content = offset_in(clean_, lines_[i].text);
        text.append(clean_, lines_[i].from, content - lines_[i].from + lines_[i].text.size());
    }

    // --- lettered parts

    // "a. ", "B) ", "(c) ": the letter; 0 for anything else
    static char item_letter(std::string_view line)
    {
        const bool bracket = line.starts_with('(');
        const std::size_t at = bracket ? 1 : 0;
        if (line.size() < at + 3 || !is_alpha(line[at])) {
            return '\0';
        }
        const char close = line[at + 1];
        const bool closed = close == ')' || (!bracket && close == '.');
        return closed && is_blank(line[at + 2]) ? line[at] : '\0';
    }

    // The next letter in turn counts, and an A begins anew; an A that no B follows is none.
    void find_items(Passage& passage, std::size_t first, std::size_t end)
    {
        for (std::size_t i = first; i < end; ++i) {
            const char letter = lines_[i].blank() ? '\0' : item_letter(lines_[i].text);
            if (letter == '\0') {
                continue;
            }
            const char last = passage.items.empty() ? '\0' : passage.items.back().label[0];
            const bool starts = letter == 'a' || letter == 'A';
            if (starts && is_single_item(passage.items)) {
                passage.items.pop_back();
            }
            if (starts || (last != '\0' && letter == last + 1)) {
                add_item(passage, letter, offset_in(clean_, lines_[i].text));
            }
        }
        if (is_single_item(passage.items)) {
            passage.items.pop_back();
        }
        name_items(passage);
    }

    static bool is_single_item(const std::vector<PassageItem>& items)
    {
        return !items.empty() && to_upper(items.back().label[0]) == 'A';
    }

    static void add_item(Passage& passage, char letter, std::uint32_t from)
    {
        passage.items.push_back({{}, std::string(1, letter), from, passage.to});
    }

    static void name_items(Passage& passage)
    {
        std::array<int, 256> used{};
        for (std::size_t i = 0; i < passage.items.size(); ++i) {
            PassageItem& item = passage.items[i];
            const char letter = to_lower(item.label[0]);
            const int count = ++used[static_cast<unsigned char>(letter)];
            item.anchor = passage.anchor + "-" + letter;
            item.anchor += count > 1 ? "-" + std::to_string(count) : std::string();
            item.to = i + 1 < passage.items.size() ? passage.items[i + 1].from : passage.to;
        }
    }

    std::string next_anchor(std::string_view number)
    {
        const std::uint32_t value = small_number(number);
        if (value == 0) {
            return "p" + std::to_string(++unnumbered_);
        }
        if (value >= used_.size()) {
            used_.resize(value + 1);
        }
        const std::uint32_t count = ++used_[value];
        std::string anchor = "par" + std::to_string(value);
        if (count > 1) {
            anchor += "-" + std::to_string(count);
        }
        return anchor;
    }

    std::string_view clean_;
    const std::vector<TextLine>& lines_;
    std::size_t first_;
    std::size_t end_;
    std::vector<Role> roles_;
    std::vector<Candidate> candidates_;
    bool numbered_ = false; // something in the text opens a paragraph
    bool under_heading_ = false;
    std::string heading_;
    // How often each number opened a paragraph. Short: a number is at most kHighestNumber or one
    // more than the one before.
    std::vector<std::uint32_t> used_;
    std::uint32_t unnumbered_ = 0;
    PassageList list_;
};

} // namespace

PassageList read_paragraphs(std::string_view clean, const std::vector<TextLine>& lines,
                            std::size_t first, std::size_t end)
{
    const std::vector<TextLine> cut = cut_at_numbers(clean, lines, first, end);
    return cut.empty() ? PassageReader(clean, lines, first, end).read()
                       : PassageReader(clean, cut, 0, cut.size()).read();
}

} // namespace chancery::parse
