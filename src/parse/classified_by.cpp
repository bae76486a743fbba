#include "parse/classified_by.hpp"

#include <algorithm>
#include <array>

#include "parse/person_name.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

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

constexpr std::size_t kLongestWho = 500; // a name stands in the first lines

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

std::size_t conjunction_length(std::string_view text)
{
    return text.starts_with("AND") ? 3 : text.starts_with("OR") ? 2 : 0;
}

// A letter from A to H that no word begins with.
bool is_reason(std::string_view text)
{
    return text[0] >= 'A' && text[0] <= 'H' &&
           (text.size() == 1 || !is_alnum(text[1]) || conjunction_length(text.substr(1)) > 0);
}

// Letters from `at` on: (B)AND(D), (B/D), B,D, BANDD. Stops at what is none of this.
std::size_t read_letters(ClassifiedBy& read, std::string_view text, std::size_t at, char section)
{
    constexpr std::string_view kBetween = "(),/.&;:[]+";
    char range_from = '\0'; // (a)-(d)
    char last = '\0';
    while (at < text.size()) {
        const std::string_view rest = text.substr(at);
        if (rest[0] == '-') {
            range_from = last;
            ++at;
        } else if (kBetween.find(rest[0]) != std::string_view::npos) {
            ++at;
        } else if (const std::size_t length = conjunction_length(rest); length > 0) {
            at += length;
        } else if (is_reason(rest)) {
            for (char letter = range_from; letter != '\0' && letter < rest[0]; ++letter) {
                add_reason(read, section, letter);
            }
            range_from = '\0';
            last = rest[0];
            add_reason(read, section, last);
            ++at;
        } else {
            break;
        }
    }
    return at;
}

// "for reasons b, d": the section is not said; it is 1.4 since 2003
void read_bare_letters(ClassifiedBy& read, std::string_view text)
{
    std::size_t at = text.find("REASON");
    if (at == std::string_view::npos) {
        return;
    }
    at += 6;
    at += at < text.size() && text[at] == 'S' ? 1 : 0;
    read_letters(read, text, at, '4');
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
    if (read.reasons.empty()) {
        read_bare_letters(read, squeezed.text);
    }
    for (const std::string_view word : {"FORREASON", "REASON", "PERREASON", "PURSUANT", "PERE.O",
                                        "UNDERE.O", "E.O.12958", "EO12958"}) {
        first = std::min(first, squeezed.text.find(word));
    }
    return first < squeezed.at.size() ? squeezed.at[first] : text.size();
}

// Jr., a.i.: the full stop belongs to it.
bool ends_with_abbreviation(std::string_view who)
{
    if (!who.ends_with('.')) {
        return false;
    }
    const std::string last = upper(who.substr(who.find_last_of(" ,") + 1));
    return last == "JR." || last == "SR." || last == "A.I.";
}

std::string_view trimmed_who(std::string_view who)
{
    for (bool cut = true; cut;) {
        cut = false;
        who = trim(who);
        while (!who.empty() &&
               std::string_view(",.;:-(").find(who.back()) != std::string_view::npos &&
               !ends_with_abbreviation(who)) {
            who.remove_suffix(1);
            cut = true;
        }
        for (const std::string_view word : {" for", " FOR", " per", " PER", " under", " UNDER",
                                            " E.O", " for the", " and", " -"}) {
            if (who.ends_with(word)) {
                who.remove_suffix(word.size());
                cut = true;
            }
        }
    }
    return who;
}

// "Ambassador Anna Holt", "Anna Holt, Political Counselor", "DCM: Anna Holt, Embassy Linden"
void read_who(ClassifiedBy& read, std::string_view who)
{
    constexpr std::string_view kSeparators = " ,;:-()";
    const std::string_view name = find_person(first_bytes(who, kLongestWho));
    if (name.empty()) {
        read.title = who;
        return;
    }
    read.name = name;
    const std::size_t at = offset_in(who, name);
    std::string_view title = who.substr(0, at);
    if (title.find_first_not_of(kSeparators) == std::string_view::npos) {
        title = who.substr(at + name.size());
    }
    const std::size_t first = title.find_first_not_of(kSeparators);
    if (first != std::string_view::npos) {
        title = title.substr(first);
        read.title = title.substr(0, title.find_last_not_of(kSeparators) + 1);
    }
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
