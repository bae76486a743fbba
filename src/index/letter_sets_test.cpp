#include "index/letter_sets.hpp"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace chancery::index {
namespace {

std::string word_of(std::mt19937_64& random, std::string_view letters)
{
    std::string word(1 + random() % 10, ' ');
    for (char& c : word) {
        c = letters[random() % letters.size()];
    }
    return word;
}

struct Made {
    std::vector<std::string> terms; // by number
    std::string bytes;
    std::string blocks;
    Dictionary dictionary;
    LetterSets letters{dictionary};
};

std::unique_ptr<Made> made(std::size_t count, std::string_view of)
{
    auto out = std::make_unique<Made>();
    std::mt19937_64 random(count);
    std::set<std::string> terms;
    while (terms.size() < count) {
        terms.insert(word_of(random, of));
    }
    DictionaryWriter writer;
    for (const std::string& term : terms) {
        writer.add(term, 1, 1);
    }
    out->terms.assign(terms.begin(), terms.end());
    out->bytes = writer.terms();
    out->blocks = writer.blocks();
    out->dictionary = Dictionary(out->bytes, out->blocks, writer.size());
    return out;
}

using Numbers = std::vector<std::uint64_t>;

TEST(LetterSets, RuleOutNoWordThatIsOneOrTwoEditsAway)
{
    const auto all = made(2000, "abcdefgh1\xC3\xA9");
    std::mt19937_64 random(1);
    std::size_t near = 0;
    std::size_t kept = 0;
    for (int i = 0; i < 200; ++i) {
        const std::string word = word_of(random, "abcdefgh1\xC3\xA9");
        const unsigned edits = 1 + i % 2;
        std::set<std::uint64_t> found;
        all->letters.each_near(letters_of(word), edits, 0, all->terms.size(),
                               [&](std::uint64_t number) { return found.insert(number).second; });
        kept += found.size();
        for (std::uint64_t number = 0; number < all->terms.size(); ++number) {
            if (edit_distance(word, all->terms[number], edits) <= edits) {
                EXPECT_TRUE(found.contains(number)) << word << " " << all->terms[number];
                ++near;
            }
        }
    }
    EXPECT_GT(near, 1000U);
    EXPECT_LT(kept, 200 * all->terms.size() / 2) << "what is far off is ruled out, most often";
}

TEST(LetterSets, FindJustTheTermsThatHaveAllLetters)
{
    const auto all = made(1500, "abcdefghijklmnopqrstuvwxyz");
    std::mt19937_64 random(2);
    for (int i = 0; i < 100; ++i) {
        const std::string letters = word_of(random, "abcdefghijklmnopqrstuvwxyz").substr(0, 3);
        const std::uint64_t from = random() % 1500;
        const std::uint64_t to = from + random() % 200; // at times behind the last
        Numbers expected;
        for (std::uint64_t n = from; n < std::min<std::uint64_t>(to, all->terms.size()); ++n) {
            const std::string& term = all->terms[n];
            if (std::ranges::all_of(letters,
                                    [&](char c) { return term.find(c) != std::string::npos; })) {
                expected.push_back(n);
            }
        }
        Numbers found;
        all->letters.each_with(letters_of(letters), from, to, [&](std::uint64_t number) {
            found.push_back(number);
            return true;
        });
        EXPECT_EQ(found, expected) << letters << " " << from << " " << to;
    }
}

TEST(LetterSets, StopWhenTheCallbackSaysSo)
{
    const auto all = made(500, "ab");
    Numbers found;
    all->letters.each_with(letters_of("a"), 0, 500, [&](std::uint64_t number) {
        found.push_back(number);
        return found.size() < 3;
    });
    EXPECT_EQ(found.size(), 3U);
}

} // namespace
} // namespace chancery::index
