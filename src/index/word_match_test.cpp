#include "index/word_match.hpp"

#include <random>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "index/query/regex.hpp"

namespace chancery::index {
namespace {

using query::Kind;
using query::Match;
using query::Node;

// The slow obvious counterpart: tries every way. Words of one-byte letters, and of é.
bool obvious_wildcard(std::string_view pattern, std::string_view word)
{
    if (pattern.empty()) {
        return word.empty();
    }
    const auto letter = [&] { return word.starts_with('\xC3') ? std::size_t{2} : std::size_t{1}; };
    if (pattern[0] == '*') {
        return obvious_wildcard(pattern.substr(1), word) ||
               (!word.empty() && obvious_wildcard(pattern, word.substr(letter())));
    }
    if (pattern[0] == '?') {
        return !word.empty() && obvious_wildcard(pattern.substr(1), word.substr(letter()));
    }
    return !word.empty() && word[0] == pattern[0] &&
           obvious_wildcard(pattern.substr(1), word.substr(1));
}

std::string made(std::mt19937_64& random, std::string_view letters, std::size_t most)
{
    std::string word;
    for (std::uint64_t size = random() % (most + 1); size > 0; --size) {
        const char c = letters[random() % letters.size()];
        word += c == 'e' ? "\u00E9" : std::string(1, c);
    }
    return word;
}

TEST(Wildcard, MatchesWhatTheObviousReadingMatches)
{
    std::mt19937_64 random(1);
    std::size_t matched = 0;
    for (int i = 0; i < 100'000; ++i) {
        const std::string pattern = made(random, "abe*?*", 7);
        const std::string word = made(random, "abe", 8);
        const bool expected = obvious_wildcard(pattern, word);
        ASSERT_EQ(wildcard_matches(pattern, word), expected) << pattern << " " << word;
        matched += expected ? 1 : 0;
    }
    EXPECT_GT(matched, 5000U);
}

TEST(Wildcard, WithManyStarsTakesNoLongTime)
{
    std::string pattern;
    for (int i = 0; i < 2000; ++i) {
        pattern += "a*";
    }
    EXPECT_FALSE(wildcard_matches(pattern + "b", std::string(5000, 'a')));
}

struct Made {
    std::string terms;
    std::string blocks;
    std::set<std::string> words;  // without the others below
    std::set<std::string> values; // of one attribute, without its bytes
    Dictionary dictionary;
    LetterSets letters{dictionary};
};

constexpr std::string_view kSpace = "\x01j";

std::unique_ptr<Made> made_dictionary(std::uint64_t seed)
{
    auto out = std::make_unique<Made>();
    std::mt19937_64 random(seed);
    std::set<std::string> all = {"\x01kother", "\x02the of"};
    for (int i = 0; i < 3000; ++i) {
        std::string word = made(random, i % 5 == 0 ? "abcdefgh12" : "abe", 9);
        word = word.empty() ? "a" : word;
        if (i % 50 == 0) {
            word.append(70, 'z'); // longer than any word asked for
        }
        (i % 4 == 0 ? out->values : out->words).insert(word);
    }
    all.insert(out->words.begin(), out->words.end());
    for (const std::string& value : out->values) {
        all.insert(std::string(kSpace) + value);
    }
    DictionaryWriter writer;
    for (const std::string& term : all) {
        writer.add(term, 1, 1);
    }
    out->terms = writer.terms() + std::string(kPadding, '\0');
    out->blocks = writer.blocks();
    out->dictionary = Dictionary(std::string_view(out->terms).substr(0, writer.terms().size()),
                                 out->blocks, writer.size());
    return out;
}

using List = std::vector<std::string>;

List matched(const Made& made, const Node& node, std::string_view space,
             std::size_t limit = SIZE_MAX)
{
    List out;
    each_match(made.letters, node, space, [&](const DictionaryCursor& at) {
        out.push_back(at.term().substr(space.size()));
        return out.size() < limit;
    });
    return out;
}

template <typename Matches>
void expect_scan(const Node& node, Matches matches)
{
    static const auto made = made_dictionary(2);
    for (const bool values : {false, true}) {
        List expected;
        for (const std::string& word : values ? made->values : made->words) {
            if (matches(word)) {
                expected.push_back(word);
            }
        }
        const std::string_view space = values ? kSpace : "";
        EXPECT_EQ(matched(*made, node, space), expected) << node.text;
        if (expected.size() > 1) {
            EXPECT_EQ(matched(*made, node, space, 1), List{expected[0]});
        }
    }
}

Node node_of(Match match, std::string text, std::uint8_t distance = 0)
{
    Node node;
    node.kind = Kind::Word;
    node.match = match;
    node.text = std::move(text);
    node.distance = distance;
    return node;
}

TEST(EachMatch, FindsEveryWordWithAPrefix)
{
    std::mt19937_64 random(3);
    for (int i = 0; i < 100; ++i) {
        const std::string prefix = made(random, "abe1", 4);
        expect_scan(node_of(Match::Prefix, prefix),
                    [&](const std::string& word) { return word.starts_with(prefix); });
    }
}

TEST(EachMatch, FindsEveryWordOfAWildcard)
{
    std::mt19937_64 random(4);
    for (int i = 0; i < 100; ++i) {
        const std::string pattern = made(random, "abe*?", 6);
        expect_scan(node_of(Match::Wildcard, pattern),
                    [&](const std::string& word) { return wildcard_matches(pattern, word); });
    }
}

TEST(EachMatch, FindsEveryWordThatIsSpeltNearlySo)
{
    std::mt19937_64 random(5);
    for (int i = 0; i < 150; ++i) {
        const std::string text = made(random, i % 2 == 0 ? "abe" : "abcdefgh", 9);
        const auto distance = static_cast<std::uint8_t>(1 + i % 2);
        if (!text.empty()) {
            expect_scan(node_of(Match::Fuzzy, text, distance), [&](const std::string& word) {
                return edit_distance(text, word, distance) <= distance;
            });
        }
    }
    expect_scan(node_of(Match::Fuzzy, std::string(64, 'z'), 2), [](const std::string& word) {
        return edit_distance(std::string(64, 'z'), word, 2) <= 2;
    });
}

TEST(EachMatch, FindsEveryWordOfARegularExpression)
{
    for (const char* const text :
         {"a.*", "(ab|ba)+", "[a-c]{3}", ".*b", "abc?", "a|b|1", "", "a{2,}"}) {
        const auto regex = query::WordRegex::compile(text);
        ASSERT_TRUE(regex) << text;
        expect_scan(node_of(Match::Regex, text),
                    [&](const std::string& word) { return regex->matches(word); });
        const std::regex other(text); // by another's reckoning, for words of one-byte letters
        expect_scan(node_of(Match::Regex, text), [&](const std::string& word) {
            return word.find('\xC3') == std::string::npos ? std::regex_match(word, other)
                                                          : regex->matches(word);
        });
    }
    expect_scan(node_of(Match::Regex, "a(b"), [](const std::string&) { return false; });
}

} // namespace
} // namespace chancery::index
