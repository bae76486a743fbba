#include "index/word_positions.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <ranges>
#include <set>

#include <gtest/gtest.h>

#include "index/made_lists.hpp"

namespace chancery::index::testing {
namespace {

// A word of several terms: their lists, and for each cable all its positions.
struct MadeWord {
    std::vector<Held> held;
    std::vector<TermList> lists;
    std::map<std::uint32_t, std::set<std::uint32_t>> places;
};

MadeWord made_word(const std::vector<std::size_t>& sizes, std::mt19937_64& random)
{
    MadeWord word;
    word.held.reserve(sizes.size()); // lists refer to them
    for (const std::size_t size : sizes) {
        const std::vector<Row> rows = made_rows(size, random);
        word.held.emplace_back(list_of(rows, true), size, true);
        word.lists.push_back({"", word.held.back().list()});
        for (const Row& row : rows) {
            word.places[row.cable].insert(row.positions.begin(), row.positions.end());
        }
    }
    return word;
}

// One term and several, short lists and long, and more than are read side by side.
const std::vector<std::vector<std::size_t>> kWords{{1},
                                                   {8},
                                                   {9},
                                                   {3000},
                                                   {3, 5},
                                                   {300, 20, 1},
                                                   {2000, 900, 300, 9, 8},
                                                   std::vector<std::size_t>(40, 50)};

void expect_same_again(WordPositions& read, const MadeWord& word)
{
    for (std::uint32_t cable = 0; cable < kLimit; ++cable) {
        const auto expected = word.places.find(cable);
        ASSERT_EQ(read.has(cable), expected != word.places.end()) << cable;
        const std::span<const std::uint32_t> found = read.read(cable);
        if (expected == word.places.end()) {
            ASSERT_TRUE(found.empty());
        } else {
            ASSERT_TRUE(std::ranges::equal(found, expected->second)) << cable;
            ASSERT_TRUE(std::ranges::equal(read.read(cable), expected->second)) << cable;
        }
    }
}

TEST(WordPositions, AreThoseOfAllTermsWhetherSoughtOrReadWhole)
{
    std::mt19937_64 random(1);
    for (const std::vector<std::size_t>& sizes : kWords) {
        const MadeWord word = made_word(sizes, random);
        Budget budget;
        WordPositions sought(word.lists, CableSet::all(kLimit), budget);
        expect_same_again(sought, word);
        EXPECT_FALSE(budget.reached);
        if (WordPositions::is_gathered(word.lists)) {
            continue;
        }
        WordPositions whole(word.lists);
        expect_same_again(whole, word);
        CableBits bits = WordPositions(word.lists).cables(kLimit);
        std::vector<std::uint32_t> cables;
        CableSet::of_bits(kLimit, std::move(bits)).each([&](std::uint32_t cable) {
            cables.push_back(cable);
        });
        EXPECT_TRUE(std::ranges::equal(cables, word.places | std::views::keys));
    }
}

} // namespace
} // namespace chancery::index::testing
