#include "parse/repairs.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "cable/reference_data.hpp"
#include "parse/classification_line.hpp"
#include "parse/damage.hpp"
#include "parse/labels.hpp"
#include "parse/page_marks.hpp"
#include "parse/portion_mark.hpp"

namespace chancery::parse {

namespace {

constexpr std::size_t kShortestPart = 25; // of a line printed again in part, with a Q
constexpr std::size_t kMostSectionHeadLines = 40;
constexpr std::size_t kMostRowLines = 120;
constexpr std::size_t kShortestRepeat = 40; // a line repeated unchanged: shorter ones may be meant
constexpr std::array<std::string_view, 3> kBareClassifications = {"UNCLASSIFIED", "CONFIDENTIAL",
                                                                  "SECRET"};

std::string_view after_pilcrow(std::string_view text)
{
    return text.starts_with(kPilcrow) ? trim_left(text.substr(kPilcrow.size())) : text;
}

// The site's rule: a number or one capital letter, then a dot.
bool is_site_mark(std::string_view text)
{
    if (!text.starts_with(kPilcrow)) {
        return false;
    }
    Cursor cursor(after_pilcrow(text));
    if (cursor.digits(1, 9).empty()) {
        return is_upper(cursor.peek()) && cursor.peek(1) == '.';
    }
    return cursor.peek() == '.' || cursor.peek() == ')';
}

bool opens_paragraph(std::string_view text)
{
    text = after_pilcrow(text);
    if (text.empty() || (!is_digit(text[0]) && text[0] != '(' && text[0] != '.')) {
        return false;
    }
    return match_opening(text).has_value();
}

class RepairFinder {
public:
    RepairFinder(std::string_view body, const std::vector<TextLine>& lines, const OwnNumber& own)
        : body_(body), lines_(lines), own_post_(page_break_post(own.post))
    {
        if (const std::uint32_t number = small_number(own.serial); number != 0) {
            own_serial_ = std::to_string(number);
            own_serial_.insert(0, 8 - own_serial_.size(), '0');
        }
        find_next_own_serial(0);
    }

    std::vector<Edit> find()
    {
        remove_spilt_row();
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            read_line(i);
        }
        return std::move(edits_);
    }

private:
    void read_line(std::size_t i)
    {
        const TextLine& line = lines_[i];
        const bool has_own_serial = own_at_ < line.to;
        if (line.blank() || line.from < done_) {
            skip_own_serial(line.to);
            return;
        }
        if (!in_text_) {
            in_text_ = opens_numbered(line.text);
        }
        if (in_text_) {
            count_number(line.text);
        }
        if (is_site_mark(line.text)) {
            const std::uint32_t at = offset_in(body_, line.text);
            add(at, at + static_cast<std::uint32_t>(kPilcrow.size()), kRulePilcrow, "");
        }
        if (!repair_whole_line(i)) {
            if (has_own_serial) {
                repair_breaks_in_line(i);
            }
            if (has_q(line)) {
                remove_repeats_in_line(line);
            }
        }
        skip_own_serial(line.to);
    }

    // The paragraph that the text has come to.
    void count_number(std::string_view text)
    {
        text = after_pilcrow(text);
        const auto opening =
            text.empty() || !is_digit(text[0]) ? std::nullopt : match_opening(text);
        const std::uint32_t number = opening ? small_number(opening->number) : 0;
        if (number == number_ + 1 || (opening && !opening->mark.empty())) {
            number_ = number;
        }
    }

    static bool opens_numbered(std::string_view text)
    {
        text = after_pilcrow(text);
        if (starts_with_ignoring_case(text, "SUMMARY") ||
            starts_with_ignoring_case(text, "BEGIN SUMMARY")) {
            return true;
        }
        const auto opening = match_opening(text);
        if (!opening || opening->kind == OpeningKind::Number) {
            return opening.has_value();
        }
        constexpr std::size_t kLongLine = 45; // a paragraph, and not (C) LIMA 12
        return opening->kind == OpeningKind::Mark && text.size() > kLongLine && !match_label(text);
    }

    // One look at the first letter decides which rules can apply.
    bool repair_whole_line(std::size_t i)
    {
        const std::string_view text = lines_[i].text;
        if (is_page_break(text)) {
            remove_page_break(i, lines_[i].from, i + 1);
            return true;
        }
        if (text[0] == 'S' && in_text_ && text == "SIPDIS") {
            remove_caption(i);
            return true;
        }
        if (text[0] == 'P' && page_mark_length(text) > 0) {
            remove_page_mark(i);
            return true;
        }
        if (in_text_ && is_upper(text[0]) && is_digit(text.back()) && opens_section(text)) {
            remove_section_head(i);
            return true;
        }
        if (i > 0 && is_repeat(lines_[i - 1].text, text)) {
            add(lines_[i].from, lines_[i].to, kRuleRepeatedLine, "");
            return true;
        }
        return false;
    }

    bool is_repeat(std::string_view above, std::string_view text) const
    {
        if (text[0] == 'Q' && text.size() > 2) {
            const std::string_view again = text.substr(1);
            return again == above || (again.size() >= kShortestPart && above.starts_with(again));
        }
        return in_text_ && text.size() >= kShortestRepeat && text == above && !is_rule(text) &&
               std::any_of(text.begin(), text.end(), is_lower);
    }

    // One search goes on over all lines, most of which have none.
    bool has_q(const TextLine& line)
    {
        if (next_q_ < line.from) {
            next_q_ = at_or_none(body_.find('Q', line.from));
        }
        return next_q_ < line.to;
    }

    // ".. suppression, torture and death Qsuppression, torture and death of": a repeated line in a
    // text whose line ends are gone
    void remove_repeats_in_line(const TextLine& line)
    {
        constexpr std::size_t kShortest = 12; // what must be the same behind the Q and before it
        constexpr std::size_t kLongest = 110; // a line of a teletype
        for (std::size_t at = line.text.find('Q'); at != std::string_view::npos;
             at = line.text.find('Q', at + 1)) {
            if (at == 0 || !is_blank(line.text[at - 1])) {
                continue;
            }
            const std::string_view before = trim_right(line.text.substr(0, at));
            const std::string_view again = line.text.substr(at + 1);
            if (again.size() < kShortest) {
                return;
            }
            const std::size_t window = before.size() - std::min(before.size(), kLongest);
            const std::size_t found = before.substr(window).find(again.substr(0, kShortest));
            if (found == std::string_view::npos) {
                continue;
            }
            const std::string_view repeated = before.substr(window + found);
            if (again.starts_with(repeated)) {
                const std::uint32_t from = offset_in(body_, line.text.substr(at - 1));
                add(from, from + static_cast<std::uint32_t>(2 + repeated.size()), kRuleRepeatedLine,
                    "");
            }
        }
    }

    // --- what a dump or a later section put into the text

    // <<218634>> | 7/29/2009 14:42 | 09KHARTOUM881 | ...: one column a line, the header the last
    void remove_spilt_row()
    {
        std::size_t first = 0;
        while (first < lines_.size() && lines_[first].blank()) {
            ++first;
        }
        if (first == lines_.size() || !is_record_number(lines_[first].text)) {
            return;
        }
        const std::size_t limit = std::min(lines_.size(), first + kMostRowLines);
        for (std::size_t i = first + 1; i < limit; ++i) {
            const auto line = match_classification_line(lines_[i].text);
            if (line && line->complete()) {
                add(lines_[first].from, lines_[i].from, kRuleSpiltRow, "");
                return;
            }
        }
    }

    static bool is_record_number(std::string_view line)
    {
        Cursor cursor(line);
        const bool bracketed = cursor.word("<<");
        return !cursor.digits(1, 8).empty() && (!bracketed || cursor.word(">>")) && cursor.done();
    }

    // The classification line of this very cable once more.
    bool opens_section(std::string_view text) const
    {
        const std::size_t number = own_serial_.find_first_not_of('0');
        if (number == std::string::npos ||
            !text.ends_with(std::string_view(own_serial_).substr(number))) {
            return false;
        }
        const auto line = match_classification_line(text);
        return line && line->complete() && line->section != 1 &&
               small_number(line->serial) == small_number(own_serial_) &&
               page_break_post(line->post) == own_post_;
    }

    // With the captions, attention lines and labels below it, as far as they go.
    void remove_section_head(std::size_t i)
    {
        const std::size_t limit = std::min(lines_.size(), i + kMostSectionHeadLines);
        std::size_t last = i + 1;
        for (std::size_t at = i + 1; at < limit; ++at) {
            const std::string_view text = lines_[at].text;
            if (opens_paragraph(text) || is_rule(text)) {
                break;
            }
            if (!text.empty() && (match_label(text) || is_caption(text))) {
                last = end_of_block(at, limit);
                at = last - 1;
            }
        }
        remove_lines(i, lines_[i].from, last, joins(surroundings(i, last), 1, 1), kRuleSectionHead);
    }

    static bool is_caption(std::string_view text)
    {
        return text.size() < 40 && reference_data().caption(text) != nullptr;
    }

    // A caption is one line, a field goes on to a blank line or the next label.
    std::size_t end_of_block(std::size_t at, std::size_t limit) const
    {
        std::size_t end = at + 1;
        if (is_caption(lines_[at].text)) {
            return end;
        }
        while (end < limit && !lines_[end].blank() && !opens_paragraph(lines_[end].text) &&
               !is_rule(lines_[end].text) && !match_label(lines_[end].text)) {
            ++end;
        }
        return end;
    }

    // --- page breaks

    struct Surroundings {
        std::size_t above; // the line above the blank ones; lines_.size() if there is none
        std::size_t below;
        std::size_t blanks_above;
        std::size_t blanks_below;
    };

    // Lines [first, last) are taken out; what stands around them?
    Surroundings surroundings(std::size_t first, std::size_t last) const
    {
        Surroundings around{lines_.size(), last, 0, 0};
        std::size_t above = first;
        while (above > 0 && lines_[above - 1].blank() && lines_[above - 1].from >= done_) {
            --above;
        }
        around.blanks_above = first - above;
        around.above = above > 0 ? above - 1 : lines_.size();
        while (around.below < lines_.size() && lines_[around.below].blank()) {
            ++around.below;
        }
        around.blanks_below = around.below - last;
        return around;
    }

    // The blank lines that came with the artifact; more of them are the sender's.
    bool joins(const Surroundings& around, std::size_t own_above, std::size_t own_below) const
    {
        if (around.above == lines_.size() || around.below == lines_.size()) {
            return false;
        }
        const std::string_view below = after_pilcrow(lines_[around.below].text);
        if (!below.empty() && is_lower(below[0])) {
            return true;
        }
        const std::string_view above = lines_[around.above].text;
        if ((opens_paragraph(below) && !breaks_sentence(above, below)) || is_rule(above) ||
            (is_rule(below) && ends_sentence(above))) {
            return false;
        }
        const bool as_inserted =
            around.blanks_above == own_above && around.blanks_below == own_below;
        return as_inserted || around.blanks_above + around.blanks_below == 0;
    }

    // ".. on August | 12. As for": a number that is not the next, behind an unfinished sentence
    bool breaks_sentence(std::string_view above, std::string_view below) const
    {
        const auto opening = match_opening(below);
        return opening && opening->mark.empty() && !ends_sentence(above) && number_ != 0 &&
               small_number(opening->number) != number_ + 1;
    }

    // Takes out [from, lines_[last].from) with the blank lines around it: all of them where the
    // text goes on, all but one elsewhere.
    void remove_lines(std::size_t first, std::uint32_t from, std::size_t last, bool joined,
                      std::string_view rule)
    {
        const Surroundings around = surroundings(first, last);
        if (joined) {
            add(lines_[first - around.blanks_above].from, lines_[around.below].from, rule, "");
            return;
        }
        const std::uint32_t to = lines_[last - 1].to;
        if (around.blanks_above > 0) {
            add(from, around.below < lines_.size() ? lines_[around.below].from : body_end(), rule,
                "");
        } else if (around.blanks_below > 0 || first == 0) {
            add(from, to, rule, "");
        } else {
            add(from, to, rule, "\n");
        }
    }

    void remove_page_break(std::size_t first, std::uint32_t from, std::size_t last)
    {
        const bool joined = in_text_ && joins(surroundings(first, last), 1, 2);
        remove_lines(first, from, last, joined, kRulePageBreak);
    }

    void remove_caption(std::size_t i)
    {
        const Surroundings around = surroundings(i, i + 1);
        remove_lines(i, lines_[i].from, i + 1, joins(around, 1, 0), kRuleCaption);
    }

    // PAGE 02 ...: the classification may stand above or below it, and text may run on behind it.
    void remove_page_mark(std::size_t i)
    {
        const std::size_t first = with_classification_above(i);
        const TextLine& line = lines_[i];
        const std::size_t length = page_mark_length(line.text);
        if (length < line.text.size()) {
            add(first == i ? line.from : start_of_gap(first),
                offset_in(body_, line.text.substr(length)) +
                    leading_blanks(line.text.substr(length)),
                kRulePageMark, first == i ? "" : " ");
            return;
        }
        const bool classified = i + 1 < lines_.size() && is_bare_classification(lines_[i + 1].text);
        const std::size_t last = i + (classified ? 2 : 1);
        const Surroundings around = surroundings(first, last);
        remove_lines(first, lines_[first].from, last, joins(around, 1, 1) || cuts_sentence(around),
                     kRulePageMark);
    }

    // ".. for reasons | | PAGE 02 .. | 1.4 (b)"
    bool cuts_sentence(const Surroundings& around) const
    {
        return around.above < lines_.size() && around.below < lines_.size() &&
               around.blanks_below == 0 && !ends_sentence(lines_[around.above].text) &&
               !opens_paragraph(lines_[around.below].text);
    }

    static std::uint32_t leading_blanks(std::string_view text)
    {
        return static_cast<std::uint32_t>(text.size() - trim_left(text).size());
    }

    // The blank lines above a line that is to go with them.
    std::uint32_t start_of_gap(std::size_t first) const
    {
        while (first > 0 && lines_[first - 1].blank() && lines_[first - 1].from >= done_) {
            --first;
        }
        return lines_[first].from;
    }

    static bool is_bare_classification(std::string_view text)
    {
        return std::find(kBareClassifications.begin(), kBareClassifications.end(), text) !=
               kBareClassifications.end();
    }

    std::size_t with_classification_above(std::size_t i) const
    {
        constexpr std::size_t kMostBlankLines = 3;
        std::size_t above = i;
        while (above > 0 && i - above < kMostBlankLines && lines_[above - 1].blank()) {
            --above;
        }
        const bool classified = above > 0 && is_bare_classification(lines_[above - 1].text) &&
                                lines_[above - 1].from >= done_;
        return classified ? above - 1 : i;
    }

    // --- page breaks that run into a line of text, or are cut across two lines

    void repair_breaks_in_line(std::size_t i)
    {
        while (own_at_ < lines_[i].to) {
            const std::uint32_t at = own_at_;
            find_next_own_serial(at + 8);
            repair_break_at(i, at);
        }
    }

    void repair_break_at(std::size_t i, std::uint32_t at)
    {
        const std::size_t length = page_break_number_length(body_.substr(at, 60));
        const std::string_view before =
            trim_right(body_.substr(lines_[i].from, at - lines_[i].from));
        if (length == 0 || own_post_.empty() || !before.ends_with(own_post_)) {
            return;
        }
        const std::uint32_t from =
            offset_in(body_, before) + static_cast<std::uint32_t>(before.size() - own_post_.size());
        std::uint32_t to = at + static_cast<std::uint32_t>(length);
        std::size_t last = i;
        while (last < lines_.size() && lines_[last].to < to) {
            ++last;
        }
        const bool fills_lines =
            trim(body_.substr(lines_[i].from, from - lines_[i].from)).empty() &&
            trim(body_.substr(to, lines_[last].to - to)).empty();
        if (fills_lines) {
            remove_page_break(i, lines_[i].from, last + 1);
            return;
        }
        while (to < body_.size() && is_blank(body_[to])) {
            ++to;
        }
        const bool at_end = to >= body_.size() || body_[to] == '\n';
        add(from, to, kRulePageBreak, in_text_ ? "" : at_end ? "\n" : "\n\n");
    }

    void find_next_own_serial(std::size_t from)
    {
        own_at_ = own_serial_.empty() ? kNone : at_or_none(body_.find(own_serial_, from));
    }

    static std::uint32_t at_or_none(std::size_t found)
    {
        return found == std::string_view::npos ? kNone : static_cast<std::uint32_t>(found);
    }

    void skip_own_serial(std::uint32_t to)
    {
        if (own_at_ < to) {
            find_next_own_serial(to);
        }
    }

    std::uint32_t body_end() const { return static_cast<std::uint32_t>(body_.size()); }

    void add(std::uint32_t from, std::uint32_t to, std::string_view rule, std::string now)
    {
        if (from < done_ || to < from || (from == to && now.empty())) {
            return;
        }
        edits_.push_back({from, to, rule, std::move(now)});
        done_ = to;
    }

    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    std::string_view body_;
    const std::vector<TextLine>& lines_;
    std::string own_post_;
    std::string own_serial_; // eight digits, as page breaks print it
    std::uint32_t own_at_ = kNone;
    std::uint32_t next_q_ = 0; // not before the line that is read
    std::uint32_t done_ = 0;   // behind the last edit
    std::uint32_t number_ = 0; // of the paragraph that we are in
    bool in_text_ = false;     // the first numbered paragraph has begun
    std::vector<Edit> edits_;
};

// Both in order; a damaged character inside another edit is gone with it.
std::vector<Edit> merged(std::vector<Edit> edits, std::vector<Edit> damage)
{
    if (edits.empty()) {
        return damage;
    }
    std::vector<Edit> all;
    all.reserve(edits.size() + damage.size());
    auto edit = edits.begin();
    std::uint32_t done = 0;
    const auto take = [&](Edit& next) {
        done = next.to;
        all.push_back(std::move(next));
    };
    for (Edit& character : damage) {
        while (edit != edits.end() && edit->from < character.to) {
            take(*edit++);
        }
        if (character.from >= done) {
            take(character);
        }
    }
    while (edit != edits.end()) {
        take(*edit++);
    }
    return all;
}

} // namespace

std::vector<Edit> find_repairs(std::string_view body, const std::vector<TextLine>& lines,
                               const OwnNumber& own)
{
    return merged(RepairFinder(body, lines, own).find(), find_damage(body));
}

} // namespace chancery::parse
