#include "parse/labels.hpp"

#include <array>
#include <string>

#include "parse/portion_mark.hpp"
#include "parse/post_names.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

// What may follow a label that has no colon behind it.
enum class Bare : std::uint8_t { Nothing, Blank, Citation };

struct Name {
    std::string_view text;
    Label label;
    Bare bare = Bare::Nothing;
};

// Longest first where one name starts another.
constexpr std::array<Name, 12> kNames = {{
    {"TAGS", Label::Tags, Bare::Blank},
    {"TAG", Label::Tags, Bare::Blank},
    {"SUBJECT", Label::Subject, Bare::Blank},
    {"SUBJ", Label::Subject, Bare::Blank},
    {"REFTELS", Label::References, Bare::Blank},
    {"REFTEL", Label::References, Bare::Blank},
    {"REFERENCES", Label::References, Bare::Citation},
    {"REFERENCE", Label::References, Bare::Citation},
    {"REF(S)", Label::References, Bare::Citation},
    {"REFS", Label::References, Bare::Citation},
    {"REF", Label::References, Bare::Citation},
    {"DERIVED FROM", Label::ClassifiedBy, Bare::Nothing},
}};
// Damaged ones are believed with a colon: UBJECT:, SUJECT:, TAS:, TABS:, TAGES:, AGS:
struct Misspelt {
    std::string_view text;
    Label label;
    std::size_t shortest;
};
constexpr std::array<Misspelt, 2> kMisspelt = {
    {{"TAGS", Label::Tags, 3}, {"SUBJECT", Label::Subject, 5}}};
constexpr std::string_view kClassified = "CLASSIFIED";

struct Spelling {
    std::string_view text;
    Label label;
};
constexpr std::array<Spelling, 15> kInsideLine = {{
    {"TAGS:", Label::Tags},
    {"TAG:", Label::Tags},
    {"SUBJECT:", Label::Subject},
    {"SUBJ:", Label::Subject},
    {"REFTELS:", Label::References},
    {"REFTEL:", Label::References},
    {"REFS:", Label::References},
    {"REF(S):", Label::References},
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
    if (text.starts_with('(') || text.starts_with('[')) {
        return text.size() > 2 && to_upper(text[1]) == 'A' && !is_alnum(text[2]);
    }
    return text.size() > 2 && to_upper(text[0]) >= 'A' && to_upper(text[0]) <= 'F' &&
           !is_alnum(text[1]);
}

bool follows(std::string_view rest, Bare bare)
{
    switch (bare) {
    case Bare::Nothing:
        return false;
    case Bare::Blank:
        return rest.empty() || is_blank(rest[0]);
    case Bare::Citation:
        break;
    }
    const std::string_view text = trim_left(rest);
    return text.size() < rest.size() &&
           (starts_with_enumerator(text) || starts_with_citation(text));
}

// The length of what separates a label from its text: ":", " :", ";", for TAGS and REF also "." or
// ","; 0 if there is none.
std::size_t separator_length(std::string_view rest, Label label)
{
    Cursor cursor(rest);
    cursor.blanks();
    if (cursor.eat(':') || cursor.eat(';')) {
        return cursor.at();
    }
    const bool loose = label == Label::Tags || label == Label::References;
    const char next = cursor.peek(1);
    const bool ends = next == '\0' || is_blank(next);
    return loose && ends && (cursor.eat('.') || cursor.eat(',')) ? cursor.at() : 0;
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

std::optional<LabelMatch> match_name(std::string_view text)
{
    for (const Name& name : kNames) {
        if (!starts_with_ignoring_case(text, name.text)) {
            continue;
        }
        const std::string_view rest = text.substr(name.text.size());
        const std::size_t separator = separator_length(rest, name.label);
        if (separator > 0 || follows(rest, name.bare)) {
            return LabelMatch{name.label, 0, name.text.size() + separator};
        }
    }
    return std::nullopt;
}

std::optional<LabelMatch> match_misspelt(std::string_view text)
{
    Cursor cursor(text);
    const std::string_view word = cursor.letters(9);
    if (word.size() < 3 || cursor.peek() != ':') {
        return std::nullopt;
    }
    const std::string capitals = upper(word);
    for (const Misspelt& known : kMisspelt) {
        if (word.size() >= known.shortest && edit_distance(capitals, known.text, 1) <= 1) {
            return LabelMatch{known.label, 0, cursor.at() + 1};
        }
    }
    return std::nullopt;
}

// "Classified By:", "CLASSIFED BY", "CLASSIFIEDBY", "CLASSIFIED BU:", "CLASSIFICATION BY"
std::optional<LabelMatch> match_classified_by(std::string_view text)
{
    constexpr std::size_t kMostDamage = 2;
    Cursor cursor(text);
    std::string word = upper(cursor.letters(16));
    bool by = false;
    if (word.ends_with("BY") && word.size() > 8) {
        word.resize(word.size() - 2);
        by = true;
    } else if (cursor.blanks()) {
        by = cursor.word("BY") || cursor.word("BU:");
        cursor.seek(by && text[cursor.at() - 1] == ':' ? cursor.at() - 1 : cursor.at());
    }
    if (!by || is_alnum(cursor.peek()) || word.size() < 7) {
        return std::nullopt;
    }
    const bool named = word == "CLASSIFICATION" || word == "CLASSIFER" || word == "CLASSIFIER" ||
                       edit_distance(word, kClassified, kMostDamage) <= kMostDamage;
    if (!named || word.starts_with("DE")) {
        return std::nullopt;
    }
    const std::size_t separator = separator_length(cursor.rest(), Label::ClassifiedBy);
    return LabelMatch{Label::ClassifiedBy, 0, cursor.at() + separator};
}

std::optional<LabelMatch> match_spelling(std::string_view text)
{
    switch (text.empty() ? '\0' : to_upper(text[0])) {
    case 'E': {
        const std::size_t length = eo_length(text);
        return length == 0 ? std::nullopt : std::optional(LabelMatch{Label::Eo, 0, length});
    }
    case 'T':
    case 'S':
    case 'R':
    case 'D': {
        const auto match = match_name(text);
        return match ? match : match_misspelt(text);
    }
    case 'A':
    case 'U':
        return match_misspelt(text);
    case 'C':
        return match_classified_by(text);
    default:
        return std::nullopt;
    }
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

namespace {

// "A. REF QUITO 12": the first of a list stands before the label
bool is_reference_behind_enumerator(std::string_view line)
{
    Cursor cursor(line);
    if (!cursor.eat('A') || (!cursor.eat('.') && !cursor.eat(')'))) {
        return false;
    }
    cursor.blanks();
    return cursor.word("REF ") && starts_with_citation(cursor.rest());
}

} // namespace

std::optional<LabelMatch> match_label(std::string_view line)
{
    if (auto match = match_spelling(line)) {
        return match;
    }
    if (is_reference_behind_enumerator(line)) {
        return LabelMatch{Label::References, 0, 0};
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

namespace {

constexpr bool may_start_label(char c)
{
    return c == 'T' || c == 'S' || c == 'R' || c == 'C' || c == 'E' || c == 'A';
}

} // namespace

std::optional<LabelMatch> find_label(std::string_view line, std::size_t from, Label within)
{
    for (std::size_t at = from; at < line.size(); ++at) {
        const bool at_word = at == 0 || !is_alnum(line[at - 1]);
        // A reference glued to the subject: .. PRIMEREF: A. BOGOTA 12
        if (!at_word && !(within == Label::Subject && line.substr(at).starts_with("REF: "))) {
            continue;
        }
        const char c = to_upper(line[at]);
        if (!may_start_label(c)) {
            continue;
        }
        const std::string_view rest = line.substr(at);
        if (c == 'E' && at_word && within != Label::ClassifiedBy) {
            if (const std::size_t length = eo_length(rest); length > 2) {
                return LabelMatch{Label::Eo, at, at + length};
            }
        }
        if (within == Label::Eo && (c == 'T' || c == 'A')) { // TAG PTER, AGS: PTER
            if (auto match = moved(match_spelling(rest), at);
                match && match->label == Label::Tags) {
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
