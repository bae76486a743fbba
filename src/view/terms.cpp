#include "view/terms.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace chancery::view {

namespace {

// Rows of acronyms.csv that are words too; in order.
constexpr std::array<std::string_view, 107> kWords = {
    "AID",     "AL",      "ALBA",  "ALP",      "AMB",   "AMBASSADOR", "APO",    "ARENA", "ASAP",
    "ATT",     "AU",      "BIT",   "CAPT",     "CAR",   "CHARGE",     "CITES",  "CLASS", "COB",
    "COIN",    "COL",     "COM",   "COP",      "DA",    "DAP",        "DART",   "DAS",   "DEM",
    "DEPT",    "DIA",     "DOC",   "DOE",      "DOS",   "DOT",        "DUI",    "EGIS",  "ELF",
    "ELN",     "EOM",     "EST",   "FAM",      "FAS",   "GAFE",       "GAM",    "GEN",   "GOES",
    "GOO",     "GOT",     "GOV",   "GUIDANCE", "HA",    "ICE",        "IM",     "IT",    "JAM",
    "JUD",     "LAS",     "LE",    "LEA",      "LET",   "LOC",        "LOS",    "MAJ",   "MAP",
    "MAS",     "MED",     "MEND",  "MO",       "MOD",   "MOL",        "NAM",    "NOB",   "NOC",
    "PA",      "PACE",    "PAD",   "PAN",      "PAP",   "PAS",        "PISCES", "PLAN",  "PO",
    "PODEMOS", "READOUT", "REF",   "REL",      "REO",   "SALT",       "SAO",    "SARS",  "SES",
    "SHAPE",   "SIDA",    "SMART", "SO",       "SOFA",  "SORT",       "START",  "STR",   "SWIFT",
    "TAGS",    "TIDE",    "TIP",   "TOR",      "TRIPS", "UNE",        "UP",     "WHO"};
static_assert(std::ranges::is_sorted(kWords));

// Forms of two letters are anybody's; these mean the same everywhere. In order.
constexpr std::array<std::string_view, 22> kSurePairs = {
    "AU", "CT", "DG", "E3", "EC", "EU", "FM", "FY", "G8", "HQ", "IC",
    "IO", "IP", "IT", "JI", "MP", "P5", "PM", "TB", "TV", "UN", "VP"};
static_assert(std::ranges::is_sorted(kSurePairs));

constexpr std::size_t kAnyCaseSize = 5;
constexpr std::size_t kLongestTerm = 24;

bool is_word_byte(char c)
{
    return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
}

bool is_inner(char c)
{
    return c == '/' || c == '-' || c == '&' || c == '+' || c == '\'';
}

bool is_capitals(std::string_view word)
{
    return std::ranges::none_of(word, is_lower);
}

// The word beside a place, looking one way over blanks and a comma at most.
std::string_view word_before(std::string_view text, std::size_t at)
{
    while (at > 0 && (is_space(text[at - 1]) || text[at - 1] == ',')) {
        --at;
    }
    std::size_t from = at;
    while (from > 0 && is_word_byte(text[from - 1])) {
        --from;
    }
    return text.substr(from, at - from);
}

std::string_view word_after(std::string_view text, std::size_t at)
{
    while (at < text.size() && (is_space(text[at]) || text[at] == ',')) {
        ++at;
    }
    std::size_t to = at;
    while (to < text.size() && is_word_byte(text[to])) {
        ++to;
    }
    return text.substr(at, to - at);
}

bool stands_among_capitals(std::string_view text, std::size_t from, std::size_t to)
{
    const auto is_shout = [](std::string_view word) {
        return word.size() > 1 && is_capitals(word) && std::ranges::any_of(word, is_upper);
    };
    return is_shout(word_before(text, from)) || is_shout(word_after(text, to));
}

// The row that the word at text[from, to) is a use of.
const Term* term_at(std::string_view text, std::size_t from, std::size_t to)
{
    const std::string_view word = text.substr(from, to - from);
    if (word.size() < 2 || word.size() > kLongestTerm || std::ranges::none_of(word, is_alpha)) {
        return nullptr;
    }
    const std::string_view stem = word.ends_with('s') ? word.substr(0, word.size() - 1) : word;
    const bool any_case = word.size() >= kAnyCaseSize;
    if (!any_case && std::ranges::none_of(word, is_upper)) {
        return nullptr;
    }
    const Term* term = reference_data().acronym(word);
    if (term == nullptr || term->confidence < Confidence::Medium) {
        return nullptr;
    }
    const bool own_case = word == term->term || stem == term->term || is_capitals(stem);
    if (std::ranges::binary_search(kWords, upper(stem)) ||
        std::ranges::binary_search(kWords, upper(word))) {
        return own_case && !stands_among_capitals(text, from, to) ? term : nullptr;
    }
    return own_case || any_case ? term : nullptr;
}

// NGO and NGOs are one, POLOFF and POLOFFS too; CI and CIS are not.
std::string_view without_s(std::string_view word)
{
    const bool plural = word.ends_with('s') || (word.size() > kAnyCaseSize && word.ends_with('S'));
    return plural ? word.substr(0, word.size() - 1) : word;
}

bool names_country(const Term& term, const Post* post)
{
    return post != nullptr && !post->country.empty() &&
           term.meaning.find(post->country) != std::string::npos;
}

class Finder {
public:
    Finder(std::string_view text, const Post* post, const std::vector<Span>& taken)
        : text_(text), post_(post), taken_(taken)
    {
    }

    std::vector<UsedTerm> take() { return std::move(found_); }

    void find(const Span& range)
    {
        at_ = range.from;
        to_ = std::min<std::size_t>(range.to, text_.size());
        while (at_ < to_ && found_.size() < kMaxTerms) {
            if (!is_word_byte(text_[at_])) {
                ++at_;
                continue;
            }
            const std::size_t whole = end_of_compound();
            if (!use(at_, whole)) {
                parts(whole);
            }
            at_ = whole;
        }
    }

private:
    std::size_t end_of_word(std::size_t at) const
    {
        while (at < to_ && is_word_byte(text_[at])) {
            ++at;
        }
        return at;
    }

    // G-TIP, HIV/AIDS, R&D: words with one sign between.
    std::size_t end_of_compound() const
    {
        std::size_t end = end_of_word(at_);
        while (end + 1 < to_ && is_inner(text_[end]) && is_word_byte(text_[end + 1])) {
            end = end_of_word(end + 1);
        }
        return end;
    }

    void parts(std::size_t whole)
    {
        for (std::size_t from = at_; from < whole && found_.size() < kMaxTerms;) {
            const std::size_t to = end_of_word(from);
            if (from != at_ || to != whole) {
                use(from, to);
            }
            from = to + 1;
        }
    }

    bool is_taken(std::size_t from, std::size_t to) const
    {
        const auto first =
            std::ranges::partition_point(taken_, [&](const Span& span) { return span.to <= from; });
        return first != taken_.end() && first->from < to;
    }

    // "Chief of Operations (OC)": the text says itself what it means.
    bool is_defined_here(std::size_t from, std::size_t to) const
    {
        return from > 0 && text_[from - 1] == '(' && to < text_.size() && text_[to] == ')';
    }

    bool is_shown(const Term& term, std::size_t from, std::size_t to) const
    {
        const bool is_sure = term.term.size() > 2 ||
                             std::ranges::binary_search(kSurePairs, std::string_view(term.term)) ||
                             names_country(term, post_);
        return is_sure && !is_defined_here(from, to);
    }

    bool is_met(const Term& term) const
    {
        const auto is_same = [&](const Term& other) {
            return equals_ignoring_case(without_s(other.term), without_s(term.term));
        };
        return std::ranges::any_of(found_,
                                   [&](const UsedTerm& used) { return is_same(*used.term); }) ||
               std::ranges::any_of(passed_, [&](const Term* passed) { return is_same(*passed); });
    }

    bool use(std::size_t from, std::size_t to)
    {
        const Term* term = term_at(text_, from, to);
        if (term == nullptr || is_taken(from, to)) {
            return false;
        }
        if (is_met(*term)) {
            return true;
        }
        if (!is_shown(*term, from, to)) {
            passed_.push_back(term);
            return true;
        }
        if (std::string meaning = acronym_meaning(*term, post_); !meaning.empty()) {
            found_.push_back({{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)},
                              term,
                              std::move(meaning)});
        }
        return true;
    }

    std::string_view text_;
    std::size_t to_ = 0;
    std::size_t at_ = 0;
    const Post* post_;
    const std::vector<Span>& taken_;
    std::vector<UsedTerm> found_;
    std::vector<const Term*> passed_; // met, and not to be explained
};

std::vector<std::string_view> meanings_of(std::string_view expansion)
{
    std::vector<std::string_view> out;
    for (const std::string_view part : split(expansion, ';')) {
        if (!trim(part).empty()) {
            out.push_back(trim(part));
        }
    }
    return out;
}

// "Government of the Philippines" out of "Government of Pakistan, ..., the Philippines or ...".
std::string government_of(const Term& term, const Post& post)
{
    constexpr std::string_view kGovernment = "Government of ";
    const std::string article = "the " + post.country;
    const std::string_view country =
        term.meaning.find(article) == std::string::npos ? post.country : article;
    return std::string(kGovernment).append(country);
}

std::string joined_by_or(const std::vector<std::string_view>& parts)
{
    std::string out;
    for (const std::string_view part : parts) {
        out.append(out.empty() ? "" : "; or ").append(part);
    }
    return out;
}

} // namespace

std::vector<UsedTerm> find_terms(std::string_view text, std::span<const Span> ranges,
                                 const Post* post, const std::vector<Span>& taken)
{
    Finder finder(text, post, taken);
    for (const Span& range : ranges) {
        finder.find(range);
    }
    return finder.take();
}

std::string acronym_meaning(const Term& term, const Post* post)
{
    if (term.confidence < Confidence::Medium) {
        return {};
    }
    const std::vector<std::string_view> parts = meanings_of(term.meaning);
    if (post == nullptr || post->country.empty()) {
        return joined_by_or(parts);
    }
    const std::vector<std::string_view> countries = words(term.countries);
    const auto country = std::ranges::find(countries, std::string_view(post->country_code));
    if (country != countries.end() && countries.size() == parts.size()) {
        return std::string(parts[static_cast<std::size_t>(country - countries.begin())]);
    }
    if (country != countries.end() && countries.size() > 1 &&
        term.meaning.starts_with("Government of ")) {
        return government_of(term, *post);
    }
    std::vector<std::string_view> ordered; // the likelier ones first
    for (const bool named : {true, false}) {
        for (const std::string_view part : parts) {
            if ((part.find(post->country) != std::string_view::npos) == named) {
                ordered.push_back(part);
            }
        }
    }
    return joined_by_or(ordered);
}

} // namespace chancery::view
