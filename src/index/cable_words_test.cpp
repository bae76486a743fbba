#include "index/cable_words.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "index/made_entries.hpp"

namespace chancery::index {
namespace {

// The slow obvious counterpart: a word's position is the analyzer's, and one more for each gap
// between two words that has a break in it; a region has the words that begin in it.
struct Obvious {
    std::vector<std::pair<std::string, std::uint32_t>> words;
    std::vector<std::pair<Region, std::pair<std::uint32_t, std::uint32_t>>> regions;
};

Obvious obvious(const IndexedCable& entry, Analyzer& analyzer)
{
    Tokens tokens;
    analyzer.analyze(entry.text, tokens);
    Obvious out;
    std::uint32_t shift = 0;
    std::uint32_t before = 0; // where the word before begins
    std::vector<std::uint32_t> places;
    for (std::size_t i = 0; i < tokens.list.size(); ++i) {
        const Token& token = tokens.list[i];
        const bool joined = i > 0 && token.position == tokens.list[i - 1].position;
        const bool broken = std::ranges::any_of(entry.breaks, [&](std::uint32_t at) {
            return at <= token.from && (i == 0 || at > before);
        });
        if (!joined) {
            shift += broken ? 1 : 0;
            before = token.from;
        }
        out.words.emplace_back(tokens.word(token), token.position + shift);
        places.push_back(token.from);
    }
    for (const RegionSpan& region : entry.regions) {
        std::uint32_t from = UINT32_MAX;
        std::uint32_t to = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (places[i] >= region.at.from && places[i] < region.at.to) {
                from = std::min(from, out.words[i].second);
                to = std::max(to, out.words[i].second + 1);
            }
        }
        if (from < to) {
            out.regions.push_back({region.region, {from, to}});
        }
    }
    return out;
}

TEST(CableWords, StandWhereTheObviousReadingPutsThem)
{
    Analyzer analyzer;
    CableWords words;
    for (const IndexedCable& entry : testing::made_entries(150, 1)) {
        words.read(entry, analyzer);
        const Obvious expected = obvious(entry, analyzer);
        ASSERT_EQ(words.tokens().list.size(), expected.words.size());
        for (std::size_t i = 0; i < expected.words.size(); ++i) {
            const Token& token = words.tokens().list[i];
            EXPECT_EQ(words.tokens().word(token), expected.words[i].first);
            EXPECT_EQ(token.position, expected.words[i].second)
                << entry.text.substr(token.from, 20);
        }
        // A region ends where the next word begins: behind a break that is a position later.
        ASSERT_EQ(words.regions().size(), expected.regions.size());
        for (std::size_t i = 0; i < expected.regions.size(); ++i) {
            const PlacedRegion& region = words.regions()[i];
            EXPECT_EQ(region.region, expected.regions[i].first);
            EXPECT_EQ(region.from, expected.regions[i].second.first);
            EXPECT_GE(region.to, expected.regions[i].second.second);
            EXPECT_LE(region.to, expected.regions[i].second.second + 1);
        }
    }
}

IndexedCable entry_of(std::string text, std::vector<std::uint32_t> breaks,
                      std::vector<RegionSpan> regions)
{
    IndexedCable entry;
    entry.text = std::move(text);
    entry.breaks = std::move(breaks);
    entry.regions = std::move(regions);
    return entry;
}

TEST(CableWords, LeaveAPositionFreeWhereAPassageEnds)
{
    Analyzer analyzer;
    CableWords words;
    const IndexedCable entry =
        entry_of("A FERRY\nTHE QUAY", {0, 7, 8, 16},
                 {{Region::Header, {0, 7}, {}, {}}, {Region::Body, {8, 16}, {}, {}}});
    words.read(entry, analyzer);
    ASSERT_EQ(words.tokens().list.size(), 4U);
    const std::uint32_t first = words.tokens().list[0].position;
    EXPECT_EQ(words.tokens().list[1].position, first + 1);
    EXPECT_EQ(words.tokens().list[2].position, first + 3); // two breaks in a gap count once
    EXPECT_EQ(words.tokens().list[3].position, first + 4);
    EXPECT_EQ(words.length(), 2U);
}

TEST(CableWords, KnowNoRegionWithoutAWord)
{
    Analyzer analyzer;
    CableWords words;
    const IndexedCable entry = entry_of("ferry --- quay", {}, {{Region::Summary, {6, 9}, {}, {}}});
    words.read(entry, analyzer);
    EXPECT_TRUE(words.regions().empty());
    words.read(entry_of("", {}, {{Region::Body, {0, 0}, {}, {}}}), analyzer);
    EXPECT_TRUE(words.tokens().list.empty() && words.regions().empty());
    EXPECT_EQ(words.length(), 0U);
}

TEST(CableWords, OfTheHeaderDoNotMakeACableLonger)
{
    Analyzer analyzer;
    CableWords words;
    for (const IndexedCable& entry : testing::made_entries(50, 2)) {
        words.read(entry, analyzer);
        const auto body = std::ranges::find(entry.regions, Region::Body, &RegionSpan::region);
        Tokens tokens;
        analyzer.analyze(entry.text.substr(body->at.from, body->at.to - body->at.from), tokens);
        EXPECT_EQ(words.length(), tokens.positions); // a joined word is not one more
    }
}

} // namespace
} // namespace chancery::index
