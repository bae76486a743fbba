#include "parse/classified_by.hpp"

#include <algorithm>
#include <array>

#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::array<std::string_view, 62> kTitleWords = {"A/DCM",
                                                          "A/S",
                                                          "ACTING",
                                                          "ADM",
                                                          "ADVISER",
                                                          "ADVISOR",
                                                          "AFFAIRS",
                                                          "AMB",
                                                          "AMBASSADOR",
                                                          "AND",
                                                          "ASSISTANT",
                                                          "ATTACHE",
                                                          "BUREAU",
                                                          "CDA",
                                                          "CG",
                                                          "CHARGE",
                                                          "CHIEF",
                                                          "COMMERCIAL",
                                                          "CONGEN",
                                                          "CONSUL",
                                                          "CONSULAR",
                                                          "COUNSELOR",
                                                          "COUNSELLOR",
                                                          "D'AFFAIRES",
                                                          "DAS",
                                                          "DCM",
                                                          "DEFENSE",
                                                          "DEPUTY",
                                                          "DIRECTOR",
                                                          "ECON",
                                                          "ECONCOUNS",
                                                          "ECONOFF",
                                                          "ECONOMIC",
                                                          "EMBASSY",
                                                          "FOR",
                                                          "GENERAL",
                                                          "HEAD",
                                                          "MILITARY",
                                                          "MINISTER",
                                                          "MINISTER-COUNSELOR",
                                                          "MISSION",
                                                          "OF",
                                                          "OFFICE",
                                                          "OFFICER",
                                                          "PAO",
                                                          "PDAS",
                                                          "POL",
                                                          "POL/ECON",
                                                          "POLCOUNS",
                                                          "POLITICAL",
                                                          "POLITICAL/ECONOMIC",
                                                          "POLOFF",
                                                          "PRINCIPAL",
                                                          "PUBLIC",
                                                          "SECRETARY",
                                                          "SECTION",
                                                          "SENIOR",
                                                          "SPECIAL",
                                                          "STATE",
                                                          "THE",
                                                          "U.S.",
                                                          "UNDER"};

bool is_title_word(std::string_view word)
{
    while (!word.empty() && (word.back() == ',' || word.back() == '.' || word.back() == ';')) {
        word.remove_suffix(1);
    }
    return equals_ignoring_case(word, "U.S") || equals_ignoring_case(word, "A.I") ||
           std::any_of(kTitleWords.begin(), kTitleWords.end(),
                       [&](std::string_view title) { return equals_ignoring_case(word, title); });
}

// The text without white space, and where each of its characters stood.
struct Compact {
    std::string text;
    std::vector<std::size_t> at;
};

Compact compact(std::string_view text)
{
    Compact out;
    out.text.reserve(text.size());
    out.at.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_space(text[i])) {
            out.text += to_upper(text[i]);
            out.at.push_back(i);
        }
    }
    return out;
}

constexpr std::string_view kSections[] = {"1.4", "1.5", "1/4", "1/5"};

void add_reason(ClassifiedBy& read, char section, char letter)
{
    std::string reason = "1.";
    reason += section;
    reason += '(';
    reason += to_lower(letter);
    reason += ')';
    if (std::find(read.reasons.begin(), read.reasons.end(), reason) == read.reasons.end()) {
        read.reasons.push_back(std::move(reason));
    }
}

// Letters from `at` on: (B)AND(D), (B/D), B,D, BANDD. Stops at what is none of this.
std::size_t read_letters(ClassifiedBy& read, std::string_view text, std::size_t at, char section)
{
    constexpr std::string_view kBetween = "(),/.&;:-[]";
    while (at < text.size()) {
        const std::string_view rest = text.substr(at);
        if (kBetween.find(rest[0]) != std::string_view::npos) {
            ++at;
        } else if (rest.starts_with("AND")) {
            at += 3;
        } else if (rest[0] >= 'A' && rest[0] <= 'H' &&
                   (rest.size() == 1 || !is_alnum(rest[1]) || rest.substr(1).starts_with("AND"))) {
            add_reason(read, section, rest[0]);
            ++at;
        } else {
            break;
        }
    }
    return at;
}

// Where the words about reasons begin, in the text as it was; its size if there are none.
std::size_t read_reasons(ClassifiedBy& read, std::string_view text)
{
    const Compact squeezed = compact(text);
    std::size_t first = squeezed.text.size();
    for (std::size_t at = 0; at + 3 <= squeezed.text.size();) {
        const std::string_view three = std::string_view(squeezed.text).substr(at, 3);
        const bool section =
            std::find(std::begin(kSections), std::end(kSections), three) != std::end(kSections);
        if (!section) {
            ++at;
            continue;
        }
        first = std::min(first, at);
        at = read_letters(read, squeezed.text, at + 3, three[2]);
    }
    for (const std::string_view word : {"FORREASON", "REASON", "PERREASON", "PURSUANT"}) {
        first = std::min(first, squeezed.text.find(word));
    }
    return first < squeezed.at.size() ? squeezed.at[first] : text.size();
}

std::string_view trimmed_who(std::string_view who)
{
    for (bool cut = true; cut;) {
        cut = false;
        who = trim(who);
        while (!who.empty() &&
               std::string_view(",.;:-(").find(who.back()) != std::string_view::npos &&
               !who.ends_with("Jr.") && !who.ends_with("JR.")) {
            who.remove_suffix(1);
            cut = true;
        }
        for (const std::string_view word :
             {" for", " FOR", " per", " PER", " under", " E.O", " for the"}) {
            if (who.ends_with(word)) {
                who.remove_suffix(word.size());
                cut = true;
            }
        }
    }
    return who;
}

bool has_title_word(std::string_view text)
{
    const std::vector<std::string_view> all = words(text);
    return std::any_of(all.begin(), all.end(), is_title_word);
}

// "Ambassador Anna Holt", "Anna Holt, Political Counselor", "DCM: Anna Holt"
void read_who(ClassifiedBy& read, std::string_view who)
{
    const std::size_t comma = who.find_first_of(",;:");
    if (comma != std::string_view::npos) {
        const std::string_view left = trim(who.substr(0, comma));
        const std::string_view right = trim(who.substr(comma + 1));
        const bool left_is_title = has_title_word(left);
        if (left_is_title != has_title_word(right) && !left.empty() && !right.empty()) {
            read.title = left_is_title ? left : right;
            read.name = left_is_title ? right : left;
            return;
        }
        if (!left_is_title) {
            return;
        }
    }
    std::size_t name_at = 0;
    for (const std::string_view word : words(who)) {
        if (!is_title_word(word)) {
            break;
        }
        name_at = offset_in(who, word) + word.size();
    }
    read.title = trim(who.substr(0, name_at));
    read.name = name_at == 0 && comma != std::string_view::npos ? std::string_view()
                                                                : trim(who.substr(name_at));
}

std::string_view without_repeated_label(std::string_view text)
{
    constexpr std::string_view kSeparators = ": \t\n";
    for (;;) {
        const std::size_t at = text.find_first_not_of(kSeparators);
        if (at == std::string_view::npos) {
            return {};
        }
        text = text.substr(at);
        if (!starts_with_ignoring_case(text, "CLASSIFIED BY")) {
            return text;
        }
        text.remove_prefix(13);
    }
}

} // namespace

ClassifiedBy read_classified_by(std::string_view text)
{
    text = without_repeated_label(text);
    ClassifiedBy read;
    read.text = collapse_spaces(text);
    const std::size_t reasons_at = read_reasons(read, text);
    const std::string who = collapse_spaces(trimmed_who(text.substr(0, reasons_at)));
    if (!starts_with_ignoring_case(who, "DERIVED FROM")) {
        read_who(read, who);
    }
    return read;
}

} // namespace chancery::parse
