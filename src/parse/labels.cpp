#include "parse/labels.hpp"

#include <array>

#include "parse/portion_mark.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

enum class Next : std::uint8_t { Anything, Blank, Enumerator };

struct Spelling {
    std::string_view text;
    Label label;
    Next next = Next::Anything; // what must follow
};

// Longest first where one spelling starts another.
constexpr std::array<Spelling, 44> kAtLineStart = {{
    {"TAGS:", Label::Tags},
    {"TAGS;", Label::Tags},
    {"TAGS,", Label::Tags},
    {"TAGS.", Label::Tags, Next::Blank},
    {"TAGS", Label::Tags, Next::Blank},
    {"TAG:", Label::Tags},
    {"TAG", Label::Tags, Next::Blank},
    {"TAS:", Label::Tags},
    {"TABS:", Label::Tags},
    {"TGS:", Label::Tags},
    {"TAGES:", Label::Tags},
    {"AGS:", Label::Tags},
    {"SUBJECT:", Label::Subject},
    {"SUBJECT;", Label::Subject},
    {"SUBJECT", Label::Subject, Next::Blank},
    {"SUBJ:", Label::Subject},
    {"SUBJ", Label::Subject, Next::Blank},
    {"SUBECT:", Label::Subject},
    {"SUBJCT:", Label::Subject},
    {"SUJBECT:", Label::Subject},
    {"SUBJET:", Label::Subject},
    {"SUJECT:", Label::Subject},
    {"UBJECT:", Label::Subject},
    {"REF:", Label::References},
    {"REFS:", Label::References},
    {"REF(S):", Label::References},
    {"REFTEL:", Label::References},
    {"REFTELS:", Label::References},
    {"REFERENCE:", Label::References},
    {"REFERENCES:", Label::References},
    {"REF;", Label::References},
    {"REFS;", Label::References},
    {"REFS", Label::References, Next::Enumerator},
    {"REF", Label::References, Next::Enumerator},
    {"CLASSIFIED BY:", Label::ClassifiedBy},
    {"CLASSIFIED BY", Label::ClassifiedBy, Next::Blank},
    {"CLASSIFIED BY", Label::ClassifiedBy},
    {"CLASSIFED BY", Label::ClassifiedBy},
    {"CLASIFIED BY", Label::ClassifiedBy},
    {"CLASSFIED BY", Label::ClassifiedBy},
    {"CLASSIFIEDBY", Label::ClassifiedBy},
    {"CLASSIFIED BU:", Label::ClassifiedBy},
    {"CLASSIFICATION BY", Label::ClassifiedBy},
    {"DERIVED FROM:", Label::ClassifiedBy},
}};

constexpr std::array<Spelling, 14> kInsideLine = {{
    {"TAGS:", Label::Tags},
    {"TAG:", Label::Tags},
    {"SUBJECT:", Label::Subject},
    {"SUBJ:", Label::Subject},
    {"REFTELS:", Label::References},
    {"REFTEL:", Label::References},
    {"REFS:", Label::References},
    {"REF:", Label::References},
    {"CLASSIFIED BY:", Label::ClassifiedBy},
    {"CLASSIFIED BY AMB", Label::ClassifiedBy},
    {"CLASSIFIED BY DCM", Label::ClassifiedBy},
    {"CLASSIFIED BY CHARGE", Label::ClassifiedBy},
    {"CLASSIFIED BY POL", Label::ClassifiedBy},
    {"CLASSIFIED BY ECON", Label::ClassifiedBy},
}};
constexpr std::size_t kClassifiedByLength = 13;

// "A MADRID 12", "(A) MADRID 12", "A. MADRID 12"
bool starts_with_enumerator(std::string_view text)
{
    text = trim_left(text);
    if (text.starts_with('(') || text.starts_with('[')) {
        return text.size() > 2 && to_upper(text[1]) == 'A' && !is_alnum(text[2]);
    }
    return text.size() > 2 && to_upper(text[0]) >= 'A' && to_upper(text[0]) <= 'F' &&
           !is_alnum(text[1]);
}

bool follows(std::string_view rest, Next next)
{
    switch (next) {
    case Next::Anything:
        return true;
    case Next::Blank:
        return rest.empty() || is_blank(rest[0]);
    case Next::Enumerator:
        return !rest.empty() && is_blank(rest[0]) && starts_with_enumerator(rest);
    }
    return false;
}

// E.O. 12958, EO 12958, E.0. 12958, E. O. 12958: the length up to the number, 0 if it is not there
std::size_t eo_length(std::string_view text)
{
    Cursor cursor(text);
    if (!cursor.eat('E') && !cursor.eat('e')) {
        return 0;
    }
    cursor.eat('.');
    cursor.blanks();
    if (!cursor.eat('O') && !cursor.eat('o') && !cursor.eat('0')) {
        return 0;
    }
    cursor.eat('.');
    cursor.eat(':');
    cursor.blanks();
    const std::size_t number_at = cursor.at();
    return cursor.digits(5, 5).empty() ? 0 : number_at;
}

std::optional<LabelMatch> match_spelling(std::string_view text)
{
    const char first = text.empty() ? '\0' : to_upper(text[0]);
    if (first == 'E') {
        const std::size_t length = eo_length(text);
        return length == 0 ? std::nullopt : std::optional(LabelMatch{Label::Eo, 0, length});
    }
    if (first == '\0' || std::string_view("TASURCD").find(first) == std::string_view::npos) {
        return std::nullopt;
    }
    for (const Spelling& spelling : kAtLineStart) {
        if (starts_with_ignoring_case(text, spelling.text) &&
            follows(text.substr(spelling.text.size()), spelling.next)) {
            // REF A: the enumerator is part of what is labelled
            return LabelMatch{spelling.label, 0, spelling.text.size()};
        }
    }
    return std::nullopt;
}

std::optional<LabelMatch> moved(std::optional<LabelMatch> match, std::size_t by)
{
    if (match) {
        match->from += by;
        match->text_at += by;
    }
    return match;
}

} // namespace

std::optional<LabelMatch> match_label(std::string_view line)
{
    if (auto match = match_spelling(line)) {
        return match;
    }
    const bool opened = !line.empty() && (is_digit(line[0]) || line[0] == '(');
    if (const auto opening = opened ? match_opening(line) : std::nullopt) {
        const auto match = moved(match_spelling(line.substr(opening->text_at)), opening->text_at);
        const bool numbered = !opening->number.empty();
        if (match && (!numbered || match->label == Label::ClassifiedBy)) {
            return match;
        }
    }
    return std::nullopt;
}

std::optional<LabelMatch> find_label(std::string_view line, std::size_t from, Label within)
{
    for (std::size_t at = from; at < line.size(); ++at) {
        const char c = to_upper(line[at]);
        if (std::string_view("TSRCE").find(c) == std::string_view::npos) {
            continue;
        }
        const bool at_word = at == 0 || !is_alnum(line[at - 1]);
        const std::string_view rest = line.substr(at);
        if (c == 'E' && at_word) {
            if (const std::size_t length = eo_length(rest); length > 2) {
                return LabelMatch{Label::Eo, at, at + length};
            }
        }
        // A reference glued to the subject: .. PRIMEREF: A. BOGOTA 12
        if (!at_word && !(within == Label::Subject && rest.starts_with("REF: "))) {
            continue;
        }
        if (within == Label::Eo && starts_with_ignoring_case(rest, "TAG")) {
            if (auto match = moved(match_spelling(rest), at)) {
                return match;
            }
        }
        for (const Spelling& spelling : kInsideLine) {
            if (starts_with_ignoring_case(rest, spelling.text)) {
                const bool with_title = spelling.text.back() != ':';
                return LabelMatch{spelling.label, at,
                                  at + (with_title ? kClassifiedByLength : spelling.text.size())};
            }
        }
    }
    return std::nullopt;
}

} // namespace chancery::parse
