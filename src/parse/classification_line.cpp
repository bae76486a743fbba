#include "parse/classification_line.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "cable/reference_data.hpp"
#include "parse/labels.hpp"
#include "parse/portion_mark.hpp"

namespace chancery::parse {

namespace {

struct Word {
    std::string_view letters;
    std::string_view marking;
};
constexpr std::array<Word, 7> kWords = {{
    {"UNCLASSIFIED", "UNCLASSIFIED"},
    {"UNCLAS", "UNCLAS"},
    {"CONFIDENTIAL", "CONFIDENTIAL"},
    {"SECRET", "SECRET"},
    {"TOPSECRET", "TOP SECRET"},
    {"LIMITEDOFFICIALUSE", "LIMITED OFFICIAL USE"},
    {"RESTRICTED", "RESTRICTED"},
}};

// What may stand between the word and the section or post, and behind the serial number.
constexpr std::array<std::string_view, 22> kControls = {"//",
                                                        "/",
                                                        "-",
                                                        ",",
                                                        "NOFORN",
                                                        "SIPDIS",
                                                        "SENSITIVE",
                                                        "NODIS",
                                                        "EXDIS",
                                                        "LIMDIS",
                                                        "STADIS",
                                                        "E F T O ",
                                                        "EFTO",
                                                        "FOR OFFICIAL USE ONLY",
                                                        "LIMITED OFFICIAL USE",
                                                        "FOUO",
                                                        "SBU",
                                                        "LOU",
                                                        "ORCON",
                                                        "NOCONTRACT",
                                                        "MODIFIED HANDLING AUTHORIZED",
                                                        "REL NATO"};

constexpr std::size_t kFewestLetters = 5; // of a classification word, blanks left out
constexpr std::size_t kMostLetters = 20;
constexpr std::size_t kLongestPost = 34;
constexpr std::size_t kLongestSerial = 9;
constexpr std::size_t kLinesSearched = 200;

struct WordMatch {
    const Word* word = nullptr;
    std::size_t distance = 0;
    std::size_t end = 0; // in the line
};

std::size_t allowed_damage(const Word& word)
{
    return word.letters.size() <= 7 ? 1 : 2;
}

// What a line begins with, the blanks between letters left out: "S E C R E T BOGOTA" is
// SECRETBOGOTA, and may be cut behind S, SE, SEC, SECR, SECRE, SECRET and SECRETBOGOTA.
class SpacedLetters {
public:
    explicit SpacedLetters(std::string_view line)
    {
        std::size_t at = 0;
        while (at < line.size() && count_ < kMostLetters) {
            const std::size_t run_from = at;
            while (at < line.size() && is_alpha(line[at]) && count_ < kMostLetters) {
                letters_[count_++] = to_upper(line[at++]);
            }
            const bool goes_on = at < line.size() && is_alpha(line[at]); // longer than any word
            if (at == run_from || goes_on) {
                break;
            }
            cuts_[cut_count_++] = {count_, at};
            if (at == line.size() || line[at] != ' ') {
                break;
            }
            while (at < line.size() && line[at] == ' ') {
                ++at;
            }
        }
    }

    // Calls use(letters, end in the line) for each cut that leaves enough for a word.
    template <typename Use>
    void each_cut(Use use) const
    {
        for (const Cut& cut : std::span(cuts_).first(cut_count_)) {
            if (cut.count >= kFewestLetters) {
                use(std::string_view(letters_.data(), cut.count), cut.end);
            }
        }
    }

private:
    struct Cut {
        std::size_t count; // of letters before it
        std::size_t end;   // in the line
    };
    std::array<char, kMostLetters> letters_;
    std::size_t count_ = 0;
    std::array<Cut, kMostLetters> cuts_;
    std::size_t cut_count_ = 0;
};

void consider_exact(WordMatch& best, std::string_view letters, std::size_t end)
{
    for (const Word& word : kWords) {
        if (letters == word.letters) {
            best = {&word, 0, end}; // UNCLASSIFIED comes behind UNCLAS
        }
    }
}

void consider_damaged(WordMatch& best, std::string_view letters, std::size_t end)
{
    for (const Word& word : kWords) {
        const std::size_t limit = allowed_damage(word);
        const bool alike =
            letters.front() == word.letters.front() || letters.back() == word.letters.back();
        if (!alike) {
            continue;
        }
        const std::size_t distance = edit_distance(letters, word.letters, limit);
        if (distance > limit) {
            continue;
        }
        const bool better =
            best.word == nullptr || distance < best.distance ||
            (distance == best.distance && letters.size() > best.word->letters.size());
        if (better) {
            best = {&word, distance, end};
        }
    }
}

// The longest word that stands there whole, or else the one that is least damaged.
WordMatch match_word(std::string_view line)
{
    const SpacedLetters letters(line);
    WordMatch best;
    letters.each_cut([&](auto cut, std::size_t end) { consider_exact(best, cut, end); });
    if (best.word == nullptr) {
        letters.each_cut([&](auto cut, std::size_t end) { consider_damaged(best, cut, end); });
    }
    return best;
}

void skip_controls(Cursor& cursor)
{
    for (bool found = true; found;) {
        cursor.blanks();
        found = std::any_of(kControls.begin(), kControls.end(), [&](std::string_view control) {
            const std::size_t before = cursor.at();
            if (!cursor.word(control)) {
                return false;
            }
            if (is_alpha(control.back()) && is_alpha(cursor.peek())) { // SBU of SBUX
                cursor.seek(before);
                return false;
            }
            return true;
        });
    }
}

// SECTION 01 OF 04, SECTION 1 OF 2, SCTION 02 0F 02, SECTION01OF02
bool read_section(Cursor& cursor, ClassificationLine& line)
{
    const std::size_t before = cursor.at();
    if (cursor.word("FINAL")) {
        cursor.blanks();
    }
    const std::string_view word = cursor.letters(9);
    if (word.size() < 6 || edit_distance(upper(word), "SECTION", 1) > 1) {
        cursor.seek(before);
        return false;
    }
    cursor.blanks();
    const std::string_view number = cursor.digits(1, 3);
    cursor.blanks();
    if (!cursor.word("OF") && !cursor.word("0F")) {
        cursor.seek(before);
        return false;
    }
    cursor.blanks();
    const std::string_view total = cursor.digits(1, 3);
    if (total.empty()) {
        cursor.seek(before);
        return false;
    }
    line.sections = std::max(1, static_cast<int>(small_number(total)));
    line.section = number.empty() ? line.sections : static_cast<int>(small_number(number));
    return true;
}

bool is_post_character(char c)
{
    return is_alpha(c) || c == ' ' || c == '\'' || c == '.' || c == '-';
}

// A post in capitals is believed; one in other letters only if we know it ("Secret berlin 000643"),
// or else a sentence would do ("Secret sources say that 2004").
bool is_believable_post(std::string_view post)
{
    if (std::none_of(post.begin(), post.end(), is_lower)) {
        return true;
    }
    const std::string token = letters_and_digits(post);
    const ReferenceData& data = reference_data();
    return data.post_by_token(token) != nullptr || data.proper_post_token(token) != token;
}

bool read_post_and_serial(Cursor& cursor, ClassificationLine& line)
{
    const std::size_t from = cursor.at();
    if (!is_alpha(cursor.peek())) {
        return false;
    }
    while (is_post_character(cursor.peek())) {
        cursor.step();
    }
    const std::string_view post = trim_right(cursor.since(from));
    const std::string_view serial = cursor.digits(1, kLongestSerial);
    if (post.size() > kLongestPost || serial.empty() || is_alpha(cursor.peek()) ||
        !is_believable_post(post)) {
        cursor.seek(from);
        return false;
    }
    line.post = collapse_spaces(post);
    line.serial = serial;
    return true;
}

} // namespace

std::optional<ClassificationLine> match_classification_line(std::string_view line)
{
    if (line.size() < 6 || !is_alpha(line[0])) {
        return std::nullopt;
    }
    const WordMatch word = match_word(line);
    if (word.word == nullptr) {
        return std::nullopt;
    }
    ClassificationLine found;
    found.marking = word.word->marking;
    found.damaged = word.distance > 0;
    Cursor cursor(line, word.end);
    skip_controls(cursor);
    found.controls = trim(cursor.since(word.end));
    found.printed = line.substr(0, word.end);
    const bool has_section = read_section(cursor, found);
    cursor.blanks();
    const bool complete = read_post_and_serial(cursor, found);
    if (!complete && (found.damaged || (!has_section && !cursor.done()))) {
        return std::nullopt;
    }
    found.rest = cursor.at();
    return found;
}

std::optional<FoundClassificationLine> find_classification_line(const std::vector<TextLine>& lines)
{
    std::optional<FoundClassificationLine> bare;
    const std::size_t limit = std::min(lines.size(), kLinesSearched);
    for (std::size_t i = 0; i < limit; ++i) {
        const std::string_view text = lines[i].text;
        if (auto line = match_classification_line(text)) {
            if (line->complete()) {
                return FoundClassificationLine{i, std::move(*line)};
            }
            if (!bare) {
                bare = FoundClassificationLine{i, std::move(*line)};
            }
            continue;
        }
        if (match_label(text) || match_opening(text)) {
            break;
        }
    }
    return bare;
}

} // namespace chancery::parse
