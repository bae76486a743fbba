#include "cable/headline.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "cable/reference_data.hpp"

namespace chancery {

namespace {

// Small inside a headline, capital at its ends and behind a colon.
constexpr std::array<std::string_view, 20> kSmallWords = {
    "A",  "AN", "AND", "AS", "AT",  "BUT", "BY", "EN",  "FOR", "IF",
    "IN", "OF", "ON",  "OR", "THE", "TO",  "V",  "VIA", "VS",  "NOR"};

// In the list of acronyms, but a subject means the word.
constexpr std::array<std::string_view, 96> kPlainWords = {
    "ADM",         "AGREMENT", "AID",     "AL",       "ALP",     "AMB",    "AMBASSADOR", "ARENA",
    "BILAT",       "BIT",      "BOG",     "CAPT",     "CAR",     "CHARGE", "CLASS",      "COIN",
    "COL",         "COM",      "CONGEN",  "CONOFF",   "DART",    "DEM",    "DEMARCHE",   "DEPT",
    "DO",          "DOC",      "DOT",     "ECON",     "ECONOFF", "ELF",    "EMBOFF",     "EST",
    "EUROPOL",     "FIDESZ",   "FRONTEX", "GEN",      "GOD",     "GOES",   "GOO",        "GOT",
    "GOV",         "GREG",     "GUAM",    "GUIDANCE", "HA",      "ICE",    "IM",         "INTERPOL",
    "IT",          "JAM",      "LABOFF",  "LAS",      "LE",      "LEGAT",  "LES",        "LET",
    "LOR",         "LOS",      "MAJ",     "MAP",      "MAS",     "MED",    "MERCOSUR",   "MI",
    "MIR",         "MO",       "MOSSAD",  "MOT",      "OPS",     "PA",     "PACE",       "PAD",
    "PAN",         "PAP",      "PLAN",    "PO",       "PODEMOS", "POL",    "POLISARIO",  "POLOFF",
    "READOUT",     "REF",      "REFTEL",  "REL",      "RUE",     "SAG",    "SANG",       "SAO",
    "SCENESETTER", "SEPTEL",   "SHAPE",   "SMART",    "SO",      "SORT",   "START",      "TIDE"};
constexpr std::array<std::string_view, 4> kMorePlainWords = {"TRILAT", "TRIPS", "UP", "ARM"};

constexpr std::array<std::string_view, 9> kRomanNumerals = {"II", "III", "IV",   "VI", "VII",
                                                            "IX", "XI",  "VIII", "XII"};

bool is_vowel(char c)
{
    return c == 'A' || c == 'E' || c == 'I' || c == 'O' || c == 'U' || c == 'Y';
}

bool is_plain_word(std::string_view word)
{
    return is_one_of(kPlainWords, word) || is_one_of(kMorePlainWords, word);
}

// An acronym of the list that a subject does not mean as a word.
bool is_listed(std::string_view word)
{
    return reference_data().acronym_as_written(word) != nullptr && !is_plain_word(word) &&
           !is_one_of(kSmallWords, word);
}

bool is_acronym(std::string_view word)
{
    constexpr std::size_t kLongest = 12;
    if (word.size() < 2 || word.size() > kLongest) {
        return false;
    }
    if (is_one_of(kRomanNumerals, word) || word == "US" || word == "UK") {
        return true;
    }
    if (std::none_of(word.begin(), word.end(), is_vowel)) {
        return word != "MR" && word != "MRS" && word != "MS" && word != "DR" && word != "ST" &&
               word != "VS";
    }
    return is_listed(word);
}

std::string capitalised(std::string_view word)
{
    std::string out = lower(word);
    out[0] = to_upper(out[0]);
    for (std::size_t i = 1; i + 1 < out.size(); ++i) { // the capitals of Latin-1: Ñ -> ñ
        const auto second = static_cast<unsigned char>(out[i + 1]);
        if (out[i] == '\xC3' && second >= 0x80 && second <= 0x9E && second != 0x97) {
            out[i + 1] = static_cast<char>(second + 0x20);
        }
    }
    if (word.size() > 4 && word.starts_with("MC") && !is_vowel(word[2])) { // McDonald
        out[2] = to_upper(out[2]);
    }
    return out;
}

// NGOS, MPS
bool is_plural_acronym(std::string_view word)
{
    return word.size() >= 3 && word.size() <= 5 && word.ends_with('S') && !is_listed(word) &&
           is_listed(word.substr(0, word.size() - 1));
}

// The parts that a hyphen, a slash or an apostrophe leaves: letters and digits only.
std::string cased(std::string_view word, bool small_allowed)
{
    if (is_plural_acronym(word)) {
        return std::string(word.substr(0, word.size() - 1)) + 's';
    }
    if (std::any_of(word.begin(), word.end(), is_digit) || is_acronym(word)) {
        return std::string(word);
    }
    return small_allowed && is_one_of(kSmallWords, word) ? lower(word) : capitalised(word);
}

// 'S, 'T and the like behind an apostrophe
bool is_ending(std::string_view word)
{
    constexpr std::array<std::string_view, 7> kEndings = {"S", "T", "RE", "VE", "LL", "D", "M"};
    return is_one_of(kEndings, word);
}

bool is_word_byte(char c)
{
    return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
}

class HeadlineWriter {
public:
    explicit HeadlineWriter(std::string_view subject) : text_(subject) {}

    std::string write()
    {
        last_word_ = text_.find_last_not_of(" .,;:!?\"')");
        while (at_ < text_.size()) {
            if (is_word_byte(text_[at_]) && starts_with_curly_quote() == 0) {
                write_word();
            } else {
                write_other();
            }
        }
        return std::move(out_);
    }

private:
    // Curly quotes are no letters.
    std::size_t starts_with_curly_quote() const
    {
        const std::string_view rest = text_.substr(at_);
        return rest.starts_with("\xE2\x80") && rest.size() >= 3 ? 3 : 0;
    }

    void write_other()
    {
        const std::size_t length = std::max<std::size_t>(starts_with_curly_quote(), 1);
        const std::string_view other = text_.substr(at_, length);
        apostrophe_ = other == "'" || other == "\xE2\x80\x99";
        glued_ = other != " ";
        const bool opens = std::string_view(":\"?!(").find(other[0]) != std::string_view::npos ||
                           other == "\xE2\x80\x9C" || (other == "-" && out_.ends_with('-'));
        starts_phrase_ = opens || (starts_phrase_ && (other == " " || apostrophe_));
        out_ += other;
        at_ += length;
    }

    void write_word()
    {
        const std::size_t from = at_;
        while (at_ < text_.size() && is_word_byte(text_[at_]) && starts_with_curly_quote() == 0) {
            ++at_;
        }
        const std::string_view word = text_.substr(from, at_ - from);
        if (abbreviation(from)) { // U.S.
            out_ += word;
        } else if (apostrophe_ && from > 1 && is_ending(word)) {
            out_ += lower(word);
        } else if (word == "D" && at_ < text_.size() && text_[at_] == '\'') { // d'Affaires
            out_ += 'd';
        } else {
            const bool ends = at_ > last_word_;
            const bool hyphenated = glued_ && from > 0 && text_[from - 1] != '-';
            out_ += cased(word, !starts_phrase_ && !ends && !hyphenated);
        }
        starts_phrase_ = false;
        apostrophe_ = false;
        glued_ = false;
    }

    // One letter with a full stop right behind it, and another letter around.
    bool abbreviation(std::size_t from) const
    {
        if (at_ - from != 1) {
            return false;
        }
        const bool dot_behind =
            at_ + 1 < text_.size() && text_[at_] == '.' && is_alpha(text_[at_ + 1]);
        const bool dot_before = from >= 2 && text_[from - 1] == '.' && is_alpha(text_[from - 2]);
        return dot_behind || dot_before;
    }

    std::string_view text_;
    std::string out_;
    std::size_t at_ = 0;
    std::size_t last_word_ = 0; // its last byte
    bool starts_phrase_ = true;
    bool apostrophe_ = false;
    bool glued_ = false;
};

// "(C) ", "(S/NF) " in front, " (U)" behind
std::string_view without_portion_mark(std::string_view subject)
{
    constexpr std::size_t kLongestMark = 20;
    const auto is_mark = [](std::string_view mark) {
        constexpr std::array<std::string_view, 5> kLevels = {"TS", "SBU", "S", "C", "U"};
        const std::string_view level = mark.substr(0, mark.find_first_of("/- ,"));
        return is_one_of(kLevels, level) && (level == mark || mark.size() > level.size() + 1);
    };
    subject = trim(subject);
    if (subject.starts_with('(')) {
        const std::size_t close = subject.substr(0, kLongestMark).find(')');
        if (close != std::string_view::npos && is_mark(subject.substr(1, close - 1))) {
            subject = trim(subject.substr(close + 1));
        }
    }
    if (subject.ends_with(')')) {
        const std::size_t open = subject.rfind('(');
        const bool near = open != std::string_view::npos && subject.size() - open <= kLongestMark;
        if (near && is_mark(subject.substr(open + 1, subject.size() - open - 2))) {
            subject = trim(subject.substr(0, open));
        }
    }
    return subject;
}

} // namespace

std::string headline(std::string_view subject)
{
    subject = without_portion_mark(subject);
    const auto lower_case = std::count_if(subject.begin(), subject.end(), is_lower);
    const auto upper_case = std::count_if(subject.begin(), subject.end(), is_upper);
    if (lower_case * 4 > upper_case) { // not in capitals
        return std::string(subject);
    }
    return HeadlineWriter(subject).write();
}

} // namespace chancery
