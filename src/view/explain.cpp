#include "view/explain.hpp"

#include <array>
#include <vector>

#include "base/text.hpp"
#include "base/time.hpp"
#include "cable/reference_data.hpp"

namespace chancery::view {

namespace {

struct Entry {
    std::string_view name;
    std::string_view words;
};

template <std::size_t N>
std::string_view look_up(const std::array<Entry, N>& table, std::string_view name)
{
    for (const Entry& entry : table) {
        if (equals_ignoring_case(entry.name, name)) {
            return entry.words;
        }
    }
    return {};
}

constexpr std::array kMarkLevels = {Entry{"TS", "Top secret"},
                                    Entry{"S", "Secret"},
                                    Entry{"C", "Confidential"},
                                    Entry{"R", "Restricted"},
                                    Entry{"U", "Unclassified"},
                                    Entry{"SBU", "Sensitive but unclassified"},
                                    Entry{"LOU", "Limited official use"},
                                    Entry{"FOUO", "For official use only"},
                                    Entry{"NC", "NATO confidential"},
                                    Entry{"NS", "NATO secret"},
                                    Entry{"NR", "NATO restricted"},
                                    Entry{"NU", "NATO unclassified"},
                                    Entry{"CNF", "Confidential, not for foreign nationals"},
                                    Entry{"SNF", "Secret, not for foreign nationals"}};

constexpr std::array kMarkWords = {Entry{"NF", "not for foreign nationals"},
                                   Entry{"NOFORN", "not for foreign nationals"},
                                   Entry{"FGI", "holds information from a foreign government"},
                                   Entry{"FOUO", "for official use only"},
                                   Entry{"ORCON", "passed on only by leave of the sender"},
                                   Entry{"OC", "passed on only by leave of the sender"}};

constexpr std::array kLevels = {
    Entry{"unclassified",
          "Not classified. Words such as SENSITIVE or FOR OFFICIAL USE ONLY still ask for care."},
    Entry{"restricted",
          "A level below confidential; the United States gave it up in 1953, others still use it."},
    Entry{"confidential", "Disclosure was expected to damage national security."},
    Entry{"secret", "Disclosure was expected to damage national security seriously."},
    Entry{"top secret",
          "Disclosure was expected to damage national security exceptionally gravely."}};

constexpr std::array kTagKinds = {Entry{"subject", "subject"},
                                  Entry{"program", "program"},
                                  Entry{"organization", "organization"},
                                  Entry{"geopolitical", "country or area"},
                                  Entry{"person", "person"},
                                  Entry{"other", "other"}};

// Words in front of the place in the name of an origin.
constexpr std::array<std::string_view, 13> kOriginWords = {
    "American", "Embassy", "Consulate", "General", "Mission",   "Iran",  "RPO",
    "REO",      "US",      "Interests", "Section", "Institute", "Branch"};

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

// The rules of parse/repairs.hpp and parse/damage.hpp.
constexpr std::array kRepairs = {
    Entry{"repeated-line", "a line that was printed twice was taken out here"},
    Entry{"page-break", "the mark of a page break was taken out here"},
    Entry{"page-mark", "the mark of a page break was taken out here"},
    Entry{"caption-in-sentence", "a caption in the middle of a sentence was taken out here"},
    Entry{"section-head", "the head, printed again for the next section, was taken out here"},
    Entry{"spilt-row",
          "columns of a table of the source, which had run into the text, were taken out here"},
    Entry{"lost-number", "the lost number of the paragraph was put back"},
    Entry{"damaged-apostrophe", "a damaged apostrophe was mended"},
    Entry{"damaged-quotes", "damaged quotation marks were mended"},
    Entry{"damaged-dash", "a damaged dash was mended"},
    Entry{"stray-backslash", "a stray backslash was taken out here"},
    Entry{"character-reference", "a code that stood for a character was replaced by it"}};

// Kinds of parse/finding_kinds.hpp that change what a reader should make of the page.
constexpr std::array kFindings = {
    Entry{"empty-body", "The source has no text of this cable."},
    Entry{"partial-extract",
          "This is only a part of the cable: the source did not have the whole text."},
    Entry{"truncated-body", "The text breaks off: the end of this cable is missing."},
    Entry{"body-of-another-cable",
          "This text seems to belong to another cable: its first line names a different one."},
    Entry{"minutes-unknown", "Only the hour of sending is known, not the minute."},
    Entry{"malformed-reference-id", "The reference id is malformed. It is kept as the source gave "
                                    "it, so that it can be found."},
    Entry{"given-classification-disagrees",
          "The source gives another level of classification than the text."},
    Entry{"given-created-disagrees",
          "The source gives another time of sending than the header, which is shown here."}};

std::string as_words(std::string_view name)
{
    std::string words(name);
    for (char& c : words) {
        c = c == '-' || c == '_' ? ' ' : c;
    }
    return words;
}

bool is_mark_separator(char c)
{
    return c == '/' || c == '-' || c == ',' || is_space(c);
}

std::string_view next_mark_word(std::string_view& rest)
{
    while (!rest.empty() && is_mark_separator(rest.front())) {
        rest.remove_prefix(1);
    }
    std::size_t end = 0;
    while (end < rest.size() && !is_mark_separator(rest[end])) {
        ++end;
    }
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(end);
    return word;
}

} // namespace

std::string mark_meaning(std::string_view mark)
{
    std::string_view rest = mark;
    std::string meaning(look_up(kMarkLevels, next_mark_word(rest)));
    if (meaning.empty()) {
        return {};
    }
    for (std::string_view word = next_mark_word(rest); !word.empty(); word = next_mark_word(rest)) {
        if (equals_ignoring_case(word, "REL")) {
            const std::string_view to = trim(rest);
            const bool has_to = starts_with_ignoring_case(to, "to ");
            return meaning + ", may be released to " + collapse_spaces(has_to ? to.substr(3) : to);
        }
        if (equals_ignoring_case(word, "ENTIRE")) {
            return meaning + ", the entire text";
        }
        const std::string_view words = look_up(kMarkWords, word);
        if (words.empty()) {
            return {}; // something that we do not know: better no hint than half of one
        }
        meaning.append(", ").append(words);
    }
    return meaning;
}

std::string_view level_meaning(std::string_view level)
{
    return look_up(kLevels, level);
}

std::string_view tag_meaning(std::string_view tag)
{
    const TagInfo* info = reference_data().tag(tag);
    return info == nullptr || info->confidence == "unknown" ? std::string_view() : info->meaning;
}

std::string_view tag_kind(std::string_view tag)
{
    const TagInfo* info = reference_data().tag(tag);
    return info == nullptr ? std::string_view() : look_up(kTagKinds, info->kind);
}

std::string origin_place(std::string_view origin)
{
    const Post* post = reference_data().post_by_origin(origin);
    if (post == nullptr) {
        return {};
    }
    if (post->city.empty() || post->country.empty() || post->city == post->country) {
        return post->city.empty() ? post->country : post->city;
    }
    return post->city + ", " + post->country;
}

std::string_view origin_sort_name(std::string_view origin)
{
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view word : kOriginWords) {
            if (origin.starts_with(word) && origin.size() > word.size() + 1 &&
                origin[word.size()] == ' ') {
                origin.remove_prefix(word.size() + 1);
                again = true;
            }
        }
    }
    return origin;
}

bool is_shown_repair(std::string_view rule)
{
    return rule != "pilcrow";
}

std::string repair_words(std::string_view rule)
{
    const std::string_view words = look_up(kRepairs, rule);
    return words.empty() ? "repaired: " + as_words(rule) : std::string(words);
}

std::string_view finding_words(std::string_view kind)
{
    return look_up(kFindings, kind);
}

std::string month_words(std::string_view month)
{
    const auto instant = parse_instant(std::string(month) + "-01");
    if (month.size() != 7 || !instant) {
        return std::string(month);
    }
    const Civil day = civil(*instant);
    return std::string(kMonths[day.month - 1]) + ' ' + std::to_string(day.year);
}

std::string day_words(std::string_view text)
{
    const auto instant = parse_instant(text);
    if (text.size() != 10 || !instant) {
        return std::string(text);
    }
    const Civil day = civil(*instant);
    return std::to_string(day.day) + ' ' + std::string(kMonths[day.month - 1]) + ' ' +
           std::to_string(day.year);
}

} // namespace chancery::view
