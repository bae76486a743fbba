#include "parse/closing.hpp"

#include <algorithm>
#include <array>

#include "cable/reference_data.hpp"
#include "parse/person_name.hpp"

namespace chancery::parse {

namespace {

constexpr std::size_t kLongestSignature = 30;
constexpr std::size_t kMostSigners = 2;
constexpr std::size_t kMostClosingLines = 40;

constexpr std::array<std::string_view, 14> kEndMarks = {"NNNN",         "NNN",
                                                        "BT",           "END CABLE TEXT",
                                                        "END OF CABLE", "CONFIDENTIAL",
                                                        "SECRET",       "UNCLASSIFIED",
                                                        "UNCLAS",       "END TEXT",
                                                        "UNQUOTE",      "CABLE ENDS",
                                                        "END CABLE",    "MINIMIZE CONSIDERED"};

// Words that stand alone at the end of a text and are nobody's name.
constexpr std::array<std::string_view, 22> kNoNames = {
    "COMMENT", "SUMMARY",  "NOTE",       "TEXT",    "END",          "ENDS",
    "SIPDIS",  "NOFORN",   "SENSITIVE",  "SBU",     "UNCLASSIFIED", "CONFIDENTIAL",
    "SECRET",  "MINIMIZE", "CONSIDERED", "MESSAGE", "PARAGRAPH",    "BIO",
    "USEFUL",  "BEST",     "REGARDS",    "CABLE"};

// "ID:	187536" and what else a newspaper's archive or a database put behind the text (format 8)
bool is_foreign(std::string_view line)
{
    return line.starts_with("Track impresi") || line.starts_with("SELECT * FROM") ||
           (line.starts_with("ID:") && all_digits(trim(line.substr(3))));
}

// "Declassified/Released US Department of State EO Systematic Review 30 JUN 2006", perhaps on two
// lines
bool is_stamp(std::string_view line)
{
    return find_ignoring_case(line, "DECLASSIFIED/RELEASED") != std::string_view::npos ||
           starts_with_ignoring_case(line, "DECLASSIFIED BY") ||
           (starts_with_ignoring_case(line, "REVIEW ") && line.size() <= 40 &&
            is_digit(line.back()));
}

// "2004CARACA02200 - CONFIDENTIAL"
bool is_record_line(std::string_view line)
{
    Cursor cursor(line);
    if (cursor.digits(4, 4).empty() || cursor.letters(12).empty() || cursor.digits(4, 8).empty()) {
        return false;
    }
    cursor.blanks();
    return cursor.eat('-') && cursor.blanks() && !cursor.letters(14).empty() && cursor.done();
}

// Without the signs that frame it: ====== CABLE ENDS ======
std::string_view without_frame(std::string_view line)
{
    constexpr std::string_view kFrame = "=-*#. ";
    const std::size_t from = line.find_first_not_of(kFrame);
    return from == std::string_view::npos
               ? line
               : line.substr(from, line.find_last_not_of(kFrame) + 1 - from);
}

bool is_listed_end_mark(std::string_view line)
{
    line = without_frame(line);
    return is_stamp(line) || is_record_line(line) ||
           std::any_of(kEndMarks.begin(), kEndMarks.end(),
                       [&](std::string_view mark) { return equals_ignoring_case(line, mark); });
}

// What posts put below the signature of every cable.
bool is_notice(std::string_view line)
{
    return starts_with_ignoring_case(line, "(DRAFTED") ||
           starts_with_ignoring_case(line, "DRAFTED BY") ||
           starts_with_ignoring_case(line, "NOTE BY OC/T") ||
           (starts_with_ignoring_case(line, "VISIT ") &&
            find_ignoring_case(line, "CLASSIFIED WEB") != std::string_view::npos);
}

// It says nothing, but the text is over before it.
bool is_silent_end_mark(std::string_view line)
{
    const bool counter = line.size() <= 3 && all_digits(line);
    return is_foreign(line) || is_rule(line) || counter || is_notice(line) ||
           std::all_of(line.begin(), line.end(), [](char c) { return c == '.'; });
}

bool is_name_word(std::string_view word)
{
    const bool initial = word.size() == 2 && word[1] == '.';
    const bool letters = initial || std::all_of(word.begin(), word.end(), [](char c) {
                             return is_alpha(c) || c == '\'' || c == '-' || c == '_';
                         });
    return letters && is_alpha(word[0]) && (initial || is_alpha(word.back())) &&
           std::none_of(kNoNames.begin(), kNoNames.end(),
                        [&](std::string_view other) { return equals_ignoring_case(word, other); });
}

bool is_capital_word(std::string_view word)
{
    return std::none_of(word.begin(), word.end(), is_lower);
}

// "SHANNON Shannon" and "PARDEW PARDEW" are one signer; "LA LIME" and "DE PREE" are one name.
std::string signer_of(const std::vector<std::string_view>& words_found)
{
    if (words_found.size() == 2 && equals_ignoring_case(words_found[0], words_found[1])) {
        return std::string(words_found[0]);
    }
    std::string name;
    for (const std::string_view word : words_found) {
        name += (name.empty() ? "" : " ") + std::string(word);
    }
    return name;
}

// One to three words that can be nothing but a name; empty if they are something else.
std::string match_signer(std::string_view line)
{
    constexpr std::string_view kGlued = "0123456789.#*~,; "; // KEITH1370: a counter
    line.remove_suffix(line.size() > 6 && line.ends_with("NNNN") ? 4 : 0);
    while (!line.empty() && kGlued.find(line.back()) != std::string_view::npos) {
        line.remove_suffix(1);
    }
    if (line.size() > 4 && line.starts_with('(') && line.ends_with(')')) {
        line = trim(line.substr(1, line.size() - 2));
    }
    if (line.size() < 2 || line.size() > kLongestSignature) {
        return {};
    }
    const std::vector<std::string_view> all = words(line);
    if (all.size() > 3 || !std::all_of(all.begin(), all.end(), is_name_word) ||
        is_redaction(all[0])) {
        return {};
    }
    if (all.size() == 1) {
        return all[0].size() >= 2 ? std::string(all[0]) : std::string();
    }
    const bool doubled = all.size() == 2 && equals_ignoring_case(all[0], all[1]);
    const bool capitals = std::all_of(all.begin(), all.end(), is_capital_word);
    return doubled || capitals || find_person(line) == line ? signer_of(all) : std::string();
}

// An acronym or a tag: UNESCO
bool is_listed(std::string_view word)
{
    return reference_data().acronym(word) != nullptr || reference_data().tag(word) != nullptr;
}

// "www.STATE": the stop is inside a name of the net or an abbreviation.
bool is_alpha_run(std::string_view text, std::size_t stop)
{
    std::size_t from = stop;
    while (from > 0 && is_alpha(text[from - 1])) {
        --from;
    }
    return from > 0 && text[from - 1] == '.';
}

// The last byte of what may end a sentence, curly quotes included.
std::size_t last_stop(std::string_view text)
{
    constexpr std::string_view kCurlyQuote = "\xE2\x80\x9D";
    const std::size_t stop = text.find_last_of(".!?)\"");
    const std::size_t curly = text.rfind(kCurlyQuote);
    if (curly == std::string_view::npos || (stop != std::string_view::npos && stop > curly)) {
        return stop;
    }
    return curly + kCurlyQuote.size() - 1;
}

// ".. of the program. HOLT": the words in capitals behind the last sentence.
std::string match_run_in_signer(std::string_view line)
{
    const std::string_view tail = line.substr(line.size() - std::min<std::size_t>(line.size(), 60));
    const std::size_t stop = last_stop(tail);
    if (stop == std::string_view::npos || stop + 2 >= tail.size()) {
        return {};
    }
    const bool glued = !is_blank(tail[stop + 1]); // "the country.HOLT"
    const std::vector<std::string_view> all = words(tail.substr(stop + 1));
    const bool names = !all.empty() && all.size() <= 3 &&
                       std::all_of(all.begin(), all.end(), is_name_word) && !is_redaction(all[0]);
    if (!names || (glued && (tail[stop] != '.' || all[0].size() < 4 || is_listed(all[0]) ||
                             is_alpha_run(tail, stop)))) {
        return {};
    }
    const bool capitals = std::all_of(all.begin(), all.end(), [](std::string_view word) {
        return is_capital_word(word) && word.size() >= 2;
    });
    const bool one_mixed = !glued && all.size() == 1 && is_upper(all[0][0]) && all[0].size() >= 4;
    return capitals || one_mixed ? signer_of(all) : std::string();
}

// "A VISIT TO THE NOR...": the subject or its last line once more, cut off
bool repeats_subject(std::string_view line, std::string_view subject)
{
    if (!line.ends_with("...") || line.size() < 8) {
        return false;
    }
    return find_ignoring_case(subject, line.substr(0, line.size() - 3)) != std::string_view::npos;
}

class ClosingReader {
public:
    ClosingReader(const std::vector<TextLine>& lines, std::size_t first, std::string_view subject)
        : lines_(lines), first_(first), subject_(subject)
    {
    }

    Closing read()
    {
        closing_.end_line = lines_.size();
        skip_end_marks();
        const std::size_t before_signature = closing_.end_line;
        while (closing_.signature.size() < kMostSigners && take_signer()) {
        }
        std::reverse(closing_.signature.begin(), closing_.signature.end());
        if (closing_.signature.empty() && before_signature > first_) {
            const std::string_view last = lines_[before_signature - 1].text;
            if (const std::string signer = match_run_in_signer(last); !signer.empty()) {
                closing_.signature.push_back(signer);
            }
        }
        skip_blank_lines();
        return std::move(closing_);
    }

private:
    void skip_blank_lines()
    {
        while (closing_.end_line > first_ && lines_[closing_.end_line - 1].blank()) {
            --closing_.end_line;
        }
    }

    void skip_end_marks()
    {
        for (std::size_t i = 0; i < kMostClosingLines; ++i) {
            skip_blank_lines();
            if (closing_.end_line == first_) {
                break;
            }
            const std::string_view last = lines_[closing_.end_line - 1].text;
            if (is_listed_end_mark(last)) {
                closing_.end_marks.push_back(collapse_spaces(last));
            } else if (!is_silent_end_mark(last) && !repeats_subject(last, subject_)) {
                break;
            }
            --closing_.end_line;
        }
        std::reverse(closing_.end_marks.begin(), closing_.end_marks.end());
    }

    // The line above the end is a name, and what stands above it is not a sentence it could end.
    bool take_signer()
    {
        skip_blank_lines();
        if (closing_.end_line <= first_) {
            return false;
        }
        const std::size_t at = closing_.end_line - 1;
        const std::string signer = match_signer(lines_[at].text);
        if (signer.empty()) {
            return false;
        }
        const bool stands_apart = at == first_ || ends_text(lines_[at - 1].text);
        const bool second = !closing_.signature.empty();
        if (second && std::any_of(lines_[at].text.begin(), lines_[at].text.end(), is_digit)) {
            return false;
        }
        if (second && !is_second_signer(at)) {
            return false;
        }
        if (!second && !stands_apart && match_signer(lines_[at - 1].text).empty() &&
            !is_surname_below_text(at)) {
            return false;
        }
        closing_.signature.push_back(signer);
        closing_.end_line = at;
        return true;
    }

    // ".. until he became president | LA LIME": the last sentence has no full stop. In a text with
    // small letters a word in capitals that is no acronym and no place can still be told.
    bool is_surname_below_text(std::size_t at) const
    {
        const std::string_view above = lines_[at - 1].text;
        const std::vector<std::string_view> all = words(lines_[at].text);
        return std::any_of(above.begin(), above.end(), is_lower) &&
               std::all_of(all.begin(), all.end(),
                           [](std::string_view word) {
                               return is_capital_word(word) &&
                                      (word.size() < 3 || !is_listed(word));
                           }) &&
               all.back().size() >= 4;
    }

    static bool ends_text(std::string_view line)
    {
        return line.empty() || ends_sentence(line) || line[0] == '-' || is_rule(line) ||
               line.starts_with("GP-") || // GP-3, GP-4: the downgrading groups of 1953 to 1972
               starts_with_ignoring_case(line, "END ");
    }

    // Two signers stand on lines next to each other, in capitals, behind the end of a sentence.
    bool is_second_signer(std::size_t at) const
    {
        const bool adjacent = at + 1 < lines_.size() && !lines_[at + 1].blank();
        const std::size_t above = at > first_ ? at - 1 : first_;
        return adjacent && ends_text(lines_[above].text) && is_capital_word(lines_[at].text);
    }

    const std::vector<TextLine>& lines_;
    std::size_t first_;
    std::string_view subject_;
    Closing closing_;
};

} // namespace

Closing read_closing(const std::vector<TextLine>& lines, std::size_t first,
                     std::string_view subject)
{
    return ClosingReader(lines, first, subject).read();
}

} // namespace chancery::parse
