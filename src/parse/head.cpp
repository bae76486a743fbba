#include "parse/head.hpp"

#include <algorithm>
#include <array>

#include "cable/reference_data.hpp"
#include "parse/labels.hpp"
#include "parse/portion_mark.hpp"
#include "parse/post_names.hpp"
#include "parse/tags.hpp"

namespace chancery::parse {

namespace {

constexpr std::size_t kLongestCaption = 60;
constexpr std::size_t kMostLinesBeforeLabels = 120;
constexpr std::size_t kMostUnknownLines = 6; // between two labels
constexpr std::size_t kMostSubjectLines = 8;
constexpr std::size_t kMostEoLines = 3;
constexpr std::size_t kMostClassifiedByLines = 14;
constexpr std::size_t kMostReferenceLines = 60;
constexpr std::string_view kCorrectedCopy = "CORRECTEDCOPY";

// Kinds of reference/captions.csv that are no captions of a cable but openings of other lines.
constexpr std::array<std::string_view, 5> kNoCaptionKinds = {"attention", "instruction", "series",
                                                             "precedence caption", "status"};

// First words of attention lines that have neither FOR nor PASS.
constexpr std::array<std::string_view, 14> kOffices = {
    "STATE",    "DEPT",    "DEPARTMENT", "NSC", "TREASURY", "USDOC",   "USDA",
    "COMMERCE", "JUSTICE", "AMEMBASSY",  "DHS", "SECDEF",   "CENTCOM", "USAID"};

// C O R R E C T E D  C O P Y (reason): the blanks vary
bool is_corrected_copy(std::string_view line)
{
    std::size_t matched = 0;
    for (const char c : line) {
        if (is_blank(c)) {
            continue;
        }
        if (to_upper(c) != kCorrectedCopy[matched]) {
            return false;
        }
        if (++matched == kCorrectedCopy.size()) {
            return true;
        }
    }
    return false;
}

const CaptionInfo* known_caption(std::string_view text)
{
    const CaptionInfo* info = reference_data().caption(text);
    const bool is_caption =
        info != nullptr && std::find(kNoCaptionKinds.begin(), kNoCaptionKinds.end(), info->kind) ==
                               kNoCaptionKinds.end();
    return is_caption ? info : nullptr;
}

// A caption that cannot be a word of a subject or of a reference.
bool is_handling_caption(std::string_view line)
{
    if (line.size() < 4 || line.size() > kLongestCaption) {
        return false;
    }
    if (is_corrected_copy(line)) {
        return true;
    }
    const CaptionInfo* info = known_caption(line);
    return info != nullptr && (info->kind == "distribution" || info->kind == "sensitivity" ||
                               info->kind == "release control");
}

bool starts_summary(std::string_view line)
{
    for (const std::string_view opening : {"BEGIN SUMMARY", "SUMMARY", "EXECUTIVE SUMMARY"}) {
        if (starts_with_ignoring_case(line, opening)) {
            return true;
        }
    }
    return false;
}

// The text begins here for sure: a numbered paragraph, a summary, a rule.
bool starts_text(std::string_view line)
{
    if (is_digit(line[0])) {
        const auto opening = match_opening(line);
        return opening && opening->number.size() <= 3;
    }
    if (line[0] == '(') { // (C) 1. The Embassy
        const auto opening = match_opening(line);
        return opening && opening->kind == OpeningKind::Number;
    }
    return starts_summary(line) || is_rule(line);
}

bool has_word(std::string_view line, std::string_view word)
{
    for (std::size_t at = find_ignoring_case(line, word); at != std::string_view::npos;
         at = find_ignoring_case(line, word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !is_alnum(line[at - 1])) && (end == line.size() || !is_alnum(line[end]))) {
            return true;
        }
    }
    return false;
}

bool opens_attention(std::string_view line)
{
    if (has_word(line, "FOR") || has_word(line, "PASS")) {
        return true;
    }
    const std::string_view first = line.substr(0, line.find_first_of(" :,/"));
    return std::any_of(kOffices.begin(), kOffices.end(), [&](std::string_view office) {
        return equals_ignoring_case(first, office);
    });
}

// The line before ends so that the next one must belong to it.
bool goes_on(std::string_view line)
{
    return line.ends_with(',') || line.ends_with(';') || line.ends_with('/') ||
           line.ends_with(" AND") || line.ends_with(" and");
}

// "COMMERCE ALSO FOR USPTO": FOR or PASS among the first words, so that it can stand alone.
bool names_addressee_first(std::string_view line)
{
    const std::size_t colon = line.find(':');
    const std::size_t limit =
        std::min<std::size_t>(colon == std::string_view::npos ? 40 : colon + 8, 40);
    const std::string_view start = line.substr(0, limit);
    return is_upper(line[0]) && opens_attention(start);
}

// The letter of "B. ", "(B) ", "B) " at the start of a line; 0 for anything else.
char enumerator(std::string_view line)
{
    const std::size_t at = line.starts_with('(') || line.starts_with('[') ? 1 : 0;
    if (line.size() < at + 2 || !is_alpha(line[at])) {
        return '\0';
    }
    const char close = line[at + 1];
    return close == '.' || close == ')' || close == ']' || close == ':' ? to_upper(line[at]) : '\0';
}

// "REF: 2008 ELBA 12 (U) THIS CABLE IS ..": text that was run together with the references. (C)
// and the like may be enumerators, (U) and longer marks cannot.
std::string_view before_marked_text(std::string_view line, std::size_t from)
{
    for (std::size_t at = line.find('(', from); at != std::string_view::npos;
         at = line.find('(', at + 1)) {
        const auto mark = match_portion_mark(line.substr(at));
        const std::string_view behind =
            mark ? trim_left(line.substr(at + mark->length)) : std::string_view();
        const bool more = !behind.empty() && (enumerator(behind) != '\0' ||
                                              starts_with_citation(behind) || behind[0] == ';');
        if (mark && !more && (mark->mark == "U" || mark->mark.size() > 1) &&
            is_upper(mark->mark[0])) {
            return trim_right(line.substr(0, at));
        }
    }
    return line;
}

class HeadReader {
public:
    HeadReader(std::string_view clean, const std::vector<TextLine>& lines)
        : clean_(clean), lines_(lines)
    {
    }

    Head read(const std::optional<FoundClassificationLine>& classification)
    {
        std::size_t first = 0;
        if (classification) {
            first = classification->index + 1;
            const TextLine& line = lines_[classification->index];
            head_.from = offset_in(clean_, line.text);
            for (const std::string_view control : split(classification->line.controls, '/')) {
                take_captions(control);
            }
            keep(classification->index);
            read_rest_of_line(classification->index, line.text.substr(classification->line.rest));
        }
        for (std::size_t i = first; i < lines_.size(); ++i) {
            if (!read_line(i)) {
                break;
            }
        }
        finish(classification.has_value());
        return std::move(head_);
    }

private:
    // false where the head is over
    bool read_line(std::size_t i)
    {
        const std::string_view text = lines_[i].text;
        if (text.empty()) {
            if (open_ != nullptr && !stays_open_over_blank(i)) {
                open_ = nullptr;
            }
            attention_open_ = false;
            return true;
        }
        if (const auto label = match_label(text); label && !is_reason_for_classification(*label)) {
            read_labels(i, text, *label);
            return true;
        }
        if (open_ != nullptr && continues(i, text)) {
            extend(i, text);
            return true;
        }
        open_ = nullptr;
        if (!head_.tags.found && !attention_open_ && is_unlabelled_tags(text)) {
            start_field(text, text, {Label::Tags, 0, 0});
            keep(i);
            return true;
        }
        if (const std::size_t captions = caption_prefix(text); // SIPDIS E.O. 12958: N/A
            captions > 0 && captions < text.size() && match_label(text.substr(captions))) {
            read_rest_of_line(i, text);
            return true;
        }
        return read_other(i, text);
    }

    // "Classified By: Ambassador Holt. Reason: \nE.O. 12958 1.4 (b)": the order was named before.
    bool is_reason_for_classification(const LabelMatch& label) const
    {
        return label.label == Label::Eo && head_.eo.found && open_ != nullptr &&
               open_label_ == Label::ClassifiedBy;
    }

    // The label is lost: EFIN, ECON, PREL below the executive order.
    static bool is_unlabelled_tags(std::string_view text)
    {
        const std::size_t comma = text.find(',');
        return comma >= 4 && comma < text.size() && text.find('/') == std::string_view::npos &&
               is_all_tags(text);
    }

    bool read_other(std::size_t i, std::string_view text)
    {
        const bool sentence = is_lower(text[0]); // "Please | protect accordingly."
        if (!sentence && take_captions(text)) {
            if (unknown_lines_ == 0) {
                keep(i);
            }
            return true;
        }
        if (starts_text(text) && (labels_ > 0 || !is_rule(text))) {
            return false;
        }
        if (labels_ > 0) {
            skipped_.push_back(text);
            return ++unknown_lines_ <= kMostUnknownLines;
        }
        if (const auto inside = find_label(text, 0, Label::Tags);
            inside && inside->label == Label::Eo) { // DEPT FOR WHA E.O. 12958: N/A
            take_attention(trim_right(text.substr(0, inside->from)));
            read_labels(i, text, *inside);
            return true;
        }
        take_attention(text);
        return ++unlabelled_ <= kMostLinesBeforeLabels;
    }

    void read_rest_of_line(std::size_t i, std::string_view rest)
    {
        rest = trim(rest);
        if (rest.empty()) {
            return;
        }
        const std::size_t captions_end = caption_prefix(rest);
        take_captions(rest.substr(0, captions_end));
        rest = trim(rest.substr(captions_end));
        if (rest.empty()) {
            return;
        }
        if (const auto label = match_label(rest)) {
            read_labels(i, rest, *label);
        } else if (const auto inside = find_label(rest, 0, Label::Tags)) {
            take_attention(trim(rest.substr(0, inside->from)));
            read_labels(i, rest, *inside);
        } else if (!take_captions(rest)) {
            take_attention(rest);
        }
    }

    // How much of the text is captions: "SIPDIS NOFORN E.O. .." -> up to E.O.
    static std::size_t caption_prefix(std::string_view text)
    {
        std::size_t end = 0;
        Cursor cursor(text);
        while (!cursor.done()) {
            const std::size_t from = cursor.at();
            if (cursor.letters().empty() || known_caption(cursor.since(from)) == nullptr) {
                break;
            }
            cursor.blanks();
            end = cursor.at();
        }
        return end;
    }

    // --- labels

    void read_labels(std::size_t i, std::string_view text, LabelMatch label)
    {
        for (;;) {
            const auto next = find_label(text, label.text_at, label.label);
            std::string_view part =
                next ? trim_right(text.substr(0, next->from)) : trim_right(text);
            if (label.label == Label::References) {
                part = before_marked_text(part, label.text_at);
            }
            start_field(text, part, label);
            if (!next) {
                break;
            }
            label = *next;
        }
        keep(i);
    }

    void start_field(std::string_view text, std::string_view part, const LabelMatch& label)
    {
        ++labels_;
        unknown_lines_ = 0;
        Field& field = field_for(label.label);
        const std::uint32_t base = offset_in(clean_, text);
        const std::size_t value_at = std::min(
            part.size(), std::max(label.text_at, part.find_first_not_of(" \t", label.text_at)));
        Field started{.found = true,
                      .from = base + static_cast<std::uint32_t>(label.from),
                      .value_from = base + static_cast<std::uint32_t>(value_at),
                      .to = base + static_cast<std::uint32_t>(std::max(part.size(), value_at))};
        open_label_ = label.label;
        open_lines_ = 1;
        if (!field.found || field.value_from == field.to) {
            field = started;
            open_ = &field;
        } else if (label.label == Label::References || label.label == Label::ClassifiedBy) {
            extend_or_add(field, started);
        } else {
            open_ = nullptr; // the head is printed twice (format 10); the first one counts
        }
    }

    // REF B on its own line goes on where REF A was; a second Classified By likewise.
    void extend_or_add(Field& field, const Field& more)
    {
        if (trim(clean_.substr(field.to, more.from - field.to)).empty()) {
            field.to = more.to;
            open_ = &field;
        } else if (open_label_ == Label::References && head_.more_references.size() < 30) {
            head_.more_references.push_back(more);
            open_ = &head_.more_references.back();
        } else {
            open_ = nullptr;
        }
    }

    Field& field_for(Label label)
    {
        switch (label) {
        case Label::Eo:
            return head_.eo;
        case Label::Tags:
            return head_.tags;
        case Label::Subject:
            return head_.subject;
        case Label::References:
            return head_.references;
        case Label::ClassifiedBy:
            break;
        }
        return head_.classified_by;
    }

    // --- lines that go on with a field

    bool stays_open_over_blank(std::size_t i) const
    {
        if (open_->value_from == open_->to) {
            return open_label_ == Label::Subject; // SUBJECT: and the text on a later line
        }
        if (open_label_ == Label::Subject) { // a head with blank lines between all lines
            return is_unfinished(open_->value(clean_));
        }
        std::size_t next = i + 1;
        while (next < lines_.size() && next < i + 6 && lines_[next].blank()) {
            ++next;
        }
        if (next >= lines_.size() || lines_[next].blank()) {
            return false;
        }
        if (open_label_ == Label::Tags) { // a page ended inside the line
            return is_all_tags(lines_[next].text);
        }
        if (open_label_ != Label::References) {
            return false;
        }
        if (is_cut_reference(open_->value(clean_), lines_[next].text)) {
            return true;
        }
        const char letter = enumerator(lines_[next].text);
        return letter > 'A' && has_enumerator_before(letter);
    }

    // OVIP (HOLT, | ANNA B.): a name is short, so that only the end of the lines before is looked at.
    static bool has_open_bracket(std::string_view value)
    {
        constexpr std::size_t kLongestName = 80;
        const std::string_view end =
            value.substr(value.size() - std::min(value.size(), kLongestName));
        const std::size_t open = end.rfind('(');
        return open != std::string_view::npos && end.find(')', open) == std::string_view::npos;
    }

    // A subject in capitals, and then "This is an action request."
    bool is_sentence_below_capitals(std::string_view text) const
    {
        const std::string_view subject = open_->value(clean_);
        const auto small = std::count_if(text.begin(), text.end(), is_lower);
        return ends_sentence(text) && small * 2 > static_cast<std::ptrdiff_t>(text.size()) &&
               std::none_of(subject.begin(), subject.end(), is_lower);
    }

    // "C) RIO | | DE JANEIRO 1291", "D) | | QUITO 3196": a page ended inside the citation.
    static bool is_cut_reference(std::string_view value, std::string_view next)
    {
        value = trim_right(value);
        const std::string_view last = value.substr(value.find_last_of(" \t\n") + 1);
        if (last.empty() || is_digit(last.back())) {
            return false;
        }
        const bool open_enumerator = last.size() <= 3 && enumerator(last) != '\0';
        const std::string whole = std::string(last) + " " + std::string(next.substr(0, 40));
        return (open_enumerator && starts_with_citation(next)) ||
               (is_alpha(last[0]) && !starts_with_citation(next) && starts_with_citation(whole));
    }

    // "FUNDS TO PROTECT THE": no subject ends so.
    static bool is_unfinished(std::string_view subject)
    {
        constexpr std::array<std::string_view, 14> kOpenWords = {"THE",  "OF", "AND", "FOR",  "TO",
                                                                 "IN",   "ON", "A",   "WITH", "BY",
                                                                 "FROM", "AT", "AN",  "OR"};
        const std::string_view last = subject.substr(subject.find_last_of(" \t\n") + 1);
        return subject.ends_with(',') ||
               std::any_of(kOpenWords.begin(), kOpenWords.end(),
                           [&](auto word) { return equals_ignoring_case(last, word); });
    }

    // A. stands in the references if B. is to go on with them.
    bool has_enumerator_before(char letter) const
    {
        const std::string_view value = open_->value(clean_);
        for (std::size_t at = 0; at + 1 < value.size(); ++at) {
            const bool at_word = at == 0 || !is_alnum(value[at - 1]);
            if (at_word && to_upper(value[at]) == letter - 1 && !is_alnum(value[at + 1])) {
                return true;
            }
        }
        return false;
    }

    bool continues(std::size_t i, std::string_view text) const
    {
        if (starts_text(text) || is_handling_caption(text) || opens_marked_text(text)) {
            return false;
        }
        const bool after_blank = i > 0 && lines_[i - 1].blank();
        switch (open_label_) {
        case Label::Eo:
            return open_lines_ < kMostEoLines && open_->value_from != open_->to &&
                   (head_.tags.found || !is_unlabelled_tags(text));
        case Label::Tags:
            return looks_like_tags(text) || has_open_bracket(open_->value(clean_));
        case Label::Subject:
            return open_lines_ < kMostSubjectLines && !is_sentence_below_capitals(text) &&
                   (!after_blank || open_->value_from == open_->to ||
                    is_unfinished(open_->value(clean_)));
        case Label::References:
            return open_lines_ < kMostReferenceLines;
        case Label::ClassifiedBy:
            return open_lines_ < kMostClassifiedByLines;
        }
        return false;
    }

    // "(SBU) On March 3 ..": the text begins right below the head. "(C)" may be an enumerator of
    // references or a reason for the classification.
    bool opens_marked_text(std::string_view text) const
    {
        if (text[0] != '(') {
            return false;
        }
        const auto opening = match_opening(text);
        if (!opening || opening->kind != OpeningKind::Mark || !is_upper(opening->mark[0])) {
            return false;
        }
        const bool of_subject = open_label_ == Label::Subject &&
                                (opening->text_at >= text.size() || open_->value_from == open_->to);
        if (of_subject) {
            return false;
        }
        if (opening->mark.size() > 1) {
            return true;
        }
        return open_label_ != Label::ClassifiedBy &&
               !(open_label_ == Label::References && has_enumerator_before(opening->mark[0]));
    }

    void extend(std::size_t i, std::string_view text)
    {
        ++open_lines_;
        const auto next = find_label(text, 0, open_label_);
        const std::string_view part = next ? trim_right(text.substr(0, next->from)) : text;
        const std::uint32_t at = offset_in(clean_, text);
        if (open_->value_from == open_->to) {
            open_->value_from = at;
        }
        open_->to = at + static_cast<std::uint32_t>(part.size());
        keep(i);
        if (next) {
            read_labels(i, text, *next);
        }
    }

    // --- captions and attention lines

    bool take_captions(std::string_view text)
    {
        if (is_corrected_copy(text)) {
            add_caption("CORRECTED COPY");
            return true;
        }
        const std::vector<std::string> captions = match_captions(text);
        for (const std::string& caption : captions) {
            add_caption(caption);
        }
        return !captions.empty();
    }

    void add_caption(const std::string& caption)
    {
        if (!head_.eo.found) {
            head_.sensitive = head_.sensitive || caption.ends_with("SENSITIVE") ||
                              caption == "SBU" || caption == "FOUO";
            head_.noforn = head_.noforn || caption.find("NOFORN") != std::string::npos;
        }
        if (std::find(head_.captions.begin(), head_.captions.end(), caption) ==
            head_.captions.end()) {
            head_.captions.push_back(caption);
        }
        attention_open_ = false;
    }

    void take_attention(std::string_view text)
    {
        if (text.empty()) {
            return;
        }
        if (attention_open_ && (goes_on(last_attention_) || !names_addressee_first(text))) {
            head_.attention.back() += " " + collapse_spaces(text);
        } else if (opens_attention(text)) {
            head_.attention.push_back(collapse_spaces(text));
            attention_open_ = true;
        } else {
            attention_open_ = false;
            skipped_.push_back(text);
        }
        last_attention_ = text;
    }

    // The head goes on behind lines that were skipped: they are part of it and say nothing to us.
    void keep(std::size_t line)
    {
        head_.unread.insert(head_.unread.end(), skipped_.begin(), skipped_.end());
        skipped_.clear();
        last_line_ = line;
        has_lines_ = true;
    }

    void finish(bool classified)
    {
        if (labels_ == 0) {
            head_.attention.clear(); // nothing says that these lines were a head
        }
        if (!has_lines_) {
            head_.text_line = 0;
        } else {
            const std::string_view last = lines_[last_line_].text;
            head_.from = classified ? head_.from : first_label_from();
            head_.to = offset_in(clean_, last) + static_cast<std::uint32_t>(last.size());
            head_.text_line = last_line_ + 1;
        }
        while (head_.text_line < lines_.size() && lines_[head_.text_line].blank()) {
            ++head_.text_line;
        }
    }

    // Without a classification line the head starts with the text.
    std::uint32_t first_label_from() const
    {
        for (const TextLine& line : lines_) {
            if (!line.blank()) {
                return offset_in(clean_, line.text);
            }
        }
        return 0;
    }

    std::string_view clean_;
    const std::vector<TextLine>& lines_;
    Head head_;
    Field* open_ = nullptr; // the field that the next line may go on with
    Label open_label_ = Label::Eo;
    std::size_t open_lines_ = 0;
    std::size_t labels_ = 0;
    std::size_t unknown_lines_ = 0;         // since the last label
    std::vector<std::string_view> skipped_; // these lines
    std::size_t unlabelled_ = 0;
    bool attention_open_ = false;
    std::string_view last_attention_;
    std::size_t last_line_ = 0;
    bool has_lines_ = false;
};

} // namespace

Head read_head(std::string_view clean, const std::vector<TextLine>& lines,
               const std::optional<FoundClassificationLine>& classification)
{
    return HeadReader(clean, lines).read(classification);
}

std::vector<std::string> match_captions(std::string_view line)
{
    line = trim(line);
    if (line.empty() || line.size() > kLongestCaption) {
        return {};
    }
    while (!line.empty() && (line.back() == '.' || line.back() == ' ')) {
        line.remove_suffix(1);
    }
    if (const CaptionInfo* info = known_caption(line);
        info != nullptr && info->kind != "combination") {
        return {info->caption};
    }
    std::vector<std::string> captions;
    if (line.ends_with(" SENSITIVE") && line.size() <= 30 &&
        std::none_of(line.begin(), line.end(), is_lower)) {
        return {collapse_spaces(line)}; // DEA SENSITIVE, LAW ENFORCEMENT SENSITIVE
    }
    for (const std::string_view word : words(line)) {
        const CaptionInfo* info = known_caption(word);
        if (info == nullptr) {
            return {};
        }
        captions.push_back(info->caption);
    }
    return captions;
}

std::string joined_lines(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const TextLine& line : text_lines(text)) {
        if (line.blank()) {
            continue;
        }
        const bool glued = out.size() > 1 && out.back() == '-' && is_alnum(out[out.size() - 2]);
        if (!out.empty() && !glued) {
            out += ' ';
        }
        out += collapse_spaces(line.text);
    }
    return out;
}

} // namespace chancery::parse
