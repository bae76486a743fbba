#include "index/word_match.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "index/analyzer.hpp"
#include "index/query/regex.hpp"

namespace chancery::index {

namespace {

using query::Match;
using query::Node;
using Use = std::function<bool(const DictionaryCursor&)>;

// Terms below it are no words (segment_format.hpp).
constexpr std::string_view kFirstWord = "\x05";

bool is_continuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Where in a dictionary the terms are that begin with `space` and then `prefix`.
struct Range {
    DictionaryCursor first;
    std::uint64_t end = 0; // number of the first term behind them
};

Range range_of(const Dictionary& dictionary, std::string_view space, std::string_view prefix)
{
    const std::string from = std::string(space) + std::string(prefix);
    DictionaryCursor first(dictionary,
                           std::max<std::string_view>(from, space.empty() ? kFirstWord : space));
    return {std::move(first), dictionary.number_behind(from)};
}

// Those in the range for which keep(rest of the term) holds.
template <typename Keep>
void scan(Range range, std::size_t space, Keep keep, const Use& use)
{
    for (DictionaryCursor& at = range.first; !at.at_end() && at.entry().number < range.end;
         at.next()) {
        if (keep(std::string_view(at.term()).substr(space)) && !use(at)) {
            return;
        }
    }
}

// Those that are numbered by each(from, to, use(number)) and for which keep(rest of the term) holds.
template <typename Each, typename Keep>
void scan_some(Range range, std::size_t space, Each each, Keep keep, const Use& use)
{
    DictionaryCursor& at = range.first;
    if (at.at_end()) {
        return;
    }
    each(at.entry().number, range.end, [&](std::uint64_t number) {
        at.go_to(number);
        return !keep(std::string_view(at.term()).substr(space)) || use(at);
    });
}

void scan_wildcard(const LetterSets& letters, std::string_view pattern, std::string_view space,
                   const Use& use)
{
    const std::string_view head = pattern.substr(0, pattern.find_first_of("*?"));
    const std::string_view tail = pattern.substr(pattern.find_last_of("*?") + 1);
    std::string fixed(pattern);
    std::erase_if(fixed, [](char c) { return c == '*' || c == '?'; });
    scan_some(
        range_of(letters.dictionary(), space, head), space.size(),
        [&](std::uint64_t from, std::uint64_t to, const LetterSets::Use& each) {
            letters.each_with(letters_of(fixed), from, to, each);
        },
        [&](std::string_view word) {
            return word.ends_with(tail) && wildcard_matches(pattern, word);
        },
        use);
}

void scan_fuzzy(const LetterSets& letters, const Node& node, std::string_view space, const Use& use)
{
    if (node.text.empty()) {
        return;
    }
    const std::string text = node.text.substr(0, kMaxWordBytes); // no word is longer
    const std::uint32_t wanted = letters_of(std::string(space) + text);
    scan_some(
        range_of(letters.dictionary(), space, ""), space.size(),
        [&](std::uint64_t from, std::uint64_t to, const LetterSets::Use& each) {
            letters.each_near(wanted, node.distance, from, to, each);
        },
        [&](std::string_view word) {
            return edit_distance(text, word, node.distance) <= node.distance;
        },
        use);
}

} // namespace

bool wildcard_matches(std::string_view pattern, std::string_view word)
{
    std::size_t p = 0;
    std::size_t w = 0;
    std::size_t star = std::string_view::npos; // the last star, and where it may end next
    std::size_t resume = 0;
    while (w < word.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = w;
        } else if (p < pattern.size() && pattern[p] == '?') {
            ++p;
            do {
                ++w;
            } while (w < word.size() && is_continuation(word[w]));
        } else if (p < pattern.size() && pattern[p] == word[w]) {
            ++p;
            ++w;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            do {
                ++resume;
            } while (resume < word.size() && is_continuation(word[resume]));
            w = resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') {
        ++p;
    }
    return p == pattern.size();
}

void each_match(const LetterSets& letters, const Node& node, std::string_view space, const Use& use)
{
    const Dictionary& dictionary = letters.dictionary();
    switch (node.match) {
    case Match::Prefix:
        return scan(
            range_of(dictionary, space, node.text), space.size(),
            [](std::string_view) { return true; }, use);
    case Match::Wildcard:
        return scan_wildcard(letters, node.text, space, use);
    case Match::Regex:
        if (const auto regex = query::WordRegex::compile(node.text)) {
            scan(
                range_of(dictionary, space, regex->required_prefix()), space.size(),
                [&](std::string_view word) { return regex->matches(word); }, use);
        }
        return;
    case Match::Fuzzy:
        return scan_fuzzy(letters, node, space, use);
    case Match::Stemmed:
    case Match::Exact:
        return;
    }
}

} // namespace chancery::index
