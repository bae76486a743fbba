#include "index/phrase.hpp"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

namespace chancery::index {
namespace {

using Positions = std::vector<std::uint32_t>;

Positions made_positions(std::mt19937_64& random, std::size_t most, std::uint32_t limit)
{
    std::set<std::uint32_t> positions;
    for (std::size_t size = random() % (most + 1); size > 0; --size) {
        positions.insert(static_cast<std::uint32_t>(random() % limit));
    }
    return {positions.begin(), positions.end()};
}

// One object for all: nothing of the cable before may be left.
TEST(PhraseStarts, AreThoseFromWhichEveryWordStandsInItsPlace)
{
    std::mt19937_64 random(1);
    PhraseStarts starts;
    std::size_t found = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::uint32_t limit = i % 3 == 0 ? 12 : 400;
        const std::size_t words = 2 + random() % 3;
        std::vector<std::pair<std::uint32_t, Positions>> parts; // offset, positions
        for (std::size_t word = 0; word < words; ++word) {
            parts.emplace_back(word, made_positions(random, i % 2 == 0 ? 5 : 200, limit));
        }
        std::ranges::shuffle(parts, random); // the cheapest first, not that of the first word
        Positions expected;
        for (std::uint32_t start = 0; start < limit; ++start) {
            if (std::ranges::all_of(parts, [&](const auto& part) {
                    return std::ranges::binary_search(part.second, start + part.first);
                })) {
                expected.push_back(start);
            }
        }
        std::size_t word = 1;
        if (random() % 4 == 0) {
            starts.begin(parts[0].second, parts[0].first);
        } else {
            starts.begin(parts[0].second, parts[0].first, parts[1].second, parts[1].first);
            ++word;
        }
        for (; word < words; ++word) {
            starts.keep(parts[word].second, parts[word].first);
        }
        ASSERT_EQ(starts.list(), expected);
        found += expected.size();
    }
    EXPECT_GT(found, 10'000U);
}

} // namespace
} // namespace chancery::index
