#include "index/dictionary.hpp"

#include <algorithm>
#include <map>
#include <random>

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace chancery::index {
namespace {

// The slow obvious counterpart: a map, and list_at by adding up.
struct Made {
    std::map<std::string, Entry> entries;
    DictionaryWriter writer;
    std::string terms; // with padding
    std::string blocks;
    Dictionary dictionary;
};

std::string some_term(std::mt19937_64& random)
{
    std::string term;
    for (std::uint64_t size = 1 + random() % 7; size > 0; --size) {
        term += static_cast<char>(random() % 12 == 0 ? 0xC3 : 'a' + random() % 3);
    }
    return term;
}

std::unique_ptr<Made> made(std::size_t count, std::uint64_t seed)
{
    auto out = std::make_unique<Made>();
    std::mt19937_64 random(seed);
    while (out->entries.size() < count) {
        Entry entry;
        entry.count = static_cast<std::uint32_t>(random() % 1000);
        entry.list_size = random() % 10'000;
        out->entries.emplace(some_term(random), entry);
    }
    std::uint64_t number = 0;
    std::uint64_t at = 0;
    for (auto& [term, entry] : out->entries) {
        out->writer.add(term, entry.count, entry.list_size);
        entry.number = number++;
        entry.list_at = at;
        at += entry.list_size;
    }
    out->terms = out->writer.terms() + std::string(kPadding, '\0');
    out->blocks = out->writer.blocks() + std::string(kPadding, '\0');
    out->dictionary =
        Dictionary(std::string_view(out->terms).substr(0, out->writer.terms().size()),
                   std::string_view(out->blocks).substr(0, out->writer.blocks().size()), count);
    return out;
}

void expect_same(const Entry& got, const Entry& expected, const std::string& term)
{
    EXPECT_EQ(got.number, expected.number) << term;
    EXPECT_EQ(got.count, expected.count) << term;
    EXPECT_EQ(got.list_at, expected.list_at) << term;
    EXPECT_EQ(got.list_size, expected.list_size) << term;
}

constexpr std::size_t kSizes[] = {0, 1, 2, 31, 32, 33, 64, 65, 700};

TEST(Dictionary, FindsEveryTermAndNoOther)
{
    for (const std::size_t size : kSizes) {
        const auto all = made(size, size + 1);
        EXPECT_EQ(all->dictionary.size(), size);
        for (const auto& [term, entry] : all->entries) {
            const std::optional<Entry> found = all->dictionary.find(term);
            ASSERT_TRUE(found) << term;
            expect_same(*found, entry, term);
        }
        std::mt19937_64 random(9);
        for (int i = 0; i < 500; ++i) {
            const std::string term = some_term(random);
            EXPECT_EQ(all->dictionary.find(term).has_value(), all->entries.contains(term)) << term;
        }
        EXPECT_FALSE(all->dictionary.find(""));
    }
}

TEST(Dictionary, IsReadInOrderFromAnyTermOn)
{
    for (const std::size_t size : kSizes) {
        const auto all = made(size, size + 2);
        std::mt19937_64 random(5);
        for (int i = 0; i < 60; ++i) {
            const std::string from = i == 0 ? "" : some_term(random);
            auto expected = all->entries.lower_bound(from);
            std::string before;
            for (DictionaryCursor at(all->dictionary, from); !at.at_end(); at.next(), ++expected) {
                ASSERT_NE(expected, all->entries.end());
                EXPECT_EQ(at.term(), expected->first);
                expect_same(at.entry(), expected->second, expected->first);
                EXPECT_TRUE(before.empty() || at.shared() == 0 ||
                            before.substr(0, at.shared()) == at.term().substr(0, at.shared()));
                before = at.term();
            }
            EXPECT_EQ(expected, all->entries.end());
        }
    }
}

TEST(Dictionary, IsSoughtForwardsFromWhereOneStands)
{
    const auto all = made(700, 3);
    std::mt19937_64 random(6);
    for (int i = 0; i < 300; ++i) {
        DictionaryCursor at(all->dictionary, "");
        std::string from;
        while (!at.at_end()) {
            from = std::max(from, some_term(random));
            if (from < at.term()) {
                from = at.term() + (random() % 2 == 0 ? "" : "a");
            }
            at.seek(from);
            const auto expected = all->entries.lower_bound(from);
            ASSERT_EQ(at.at_end(), expected == all->entries.end()) << from;
            if (!at.at_end()) {
                EXPECT_EQ(at.term(), expected->first) << from;
                expect_same(at.entry(), expected->second, from);
            }
            from += 'a';
        }
    }
}

TEST(Dictionary, FindsATermByItsNumber)
{
    const auto all = made(100, 4);
    for (const auto& [term, entry] : all->entries) {
        EXPECT_EQ(DictionaryCursor::at_number(all->dictionary, entry.number).term(), term);
    }
    EXPECT_THROW(DictionaryCursor::at_number(all->dictionary, 100), IoError);
}

TEST(Dictionary, GoesForwardsToATermByItsNumber)
{
    const auto all = made(300, 8);
    std::mt19937_64 random(9);
    for (int i = 0; i < 100; ++i) {
        DictionaryCursor at(all->dictionary, "");
        for (std::uint64_t number = random() % 50; number < 300; number += random() % 70) {
            at.go_to(number);
            const auto expected =
                std::next(all->entries.begin(), static_cast<std::ptrdiff_t>(number));
            EXPECT_EQ(at.term(), expected->first);
            expect_same(at.entry(), expected->second, at.term());
        }
    }
}

TEST(Dictionary, KnowsTheFirstTermBehindAPrefix)
{
    const auto all = made(300, 10);
    std::mt19937_64 random(11);
    for (int i = 0; i < 300; ++i) {
        const std::string prefix = some_term(random).substr(0, random() % 4);
        const auto behind = std::ranges::find_if(all->entries, [&](const auto& entry) {
            return entry.first > prefix && !entry.first.starts_with(prefix);
        });
        EXPECT_EQ(all->dictionary.number_behind(prefix),
                  std::distance(all->entries.begin(), behind))
            << prefix;
    }
    EXPECT_EQ(all->dictionary.number_behind("\xFF\xFF"), 300U);
}

TEST(Dictionary, KnowsOfBytesThatAreNoTerm)
{
    DictionaryWriter writer;
    for (int i = 0; i < 100; ++i) {
        writer.add("word" + std::to_string(1000 + i), 1, 2);
    }
    const auto gapless = [&](const std::string& terms, std::uint64_t size) {
        std::string blocks = writer.blocks();
        blocks.resize((size + kTermsPerBlock - 1) / kTermsPerBlock * 16);
        return Dictionary(terms, blocks, size).is_gapless();
    };
    EXPECT_TRUE(gapless(writer.terms(), 100));
    EXPECT_TRUE(gapless("", 0));
    EXPECT_FALSE(gapless(writer.terms() + "x", 100)); // behind them
    EXPECT_FALSE(gapless(writer.terms(), 99));
    EXPECT_FALSE(gapless("x" + writer.terms(), 100)); // before them
    const std::size_t middle = load<std::uint64_t>(writer.blocks().data() + 16);
    EXPECT_FALSE(gapless(std::string(writer.terms()).insert(middle, "x"), 100)); // between blocks
    EXPECT_FALSE(gapless(writer.terms().substr(0, writer.terms().size() - 1), 100));
    EXPECT_FALSE(gapless("x", 0));
}

TEST(Dictionary, IsNoneWhereTheNumberOfBlocksIsAnother)
{
    const auto all = made(33, 4);
    EXPECT_THROW(Dictionary(all->writer.terms(), all->writer.blocks(), 32), IoError);
    EXPECT_THROW(Dictionary(all->writer.terms(), all->writer.blocks(), 65), IoError);
    EXPECT_THROW(Dictionary("", "", UINT64_MAX), IoError);
}

// A sanitizer sees what is read outside of them.
TEST(Dictionary, OfDamagedBytesIsReadInsideOfThem)
{
    const auto all = made(100, 5);
    std::mt19937_64 random(7);
    std::size_t thrown = 0;
    for (int i = 0; i < 4000; ++i) {
        std::string terms = all->writer.terms();
        std::string blocks = all->writer.blocks();
        std::string& hit = i % 2 == 0 ? terms : blocks;
        hit[random() % hit.size()] = static_cast<char>(random());
        if (i % 3 == 0) {
            terms.resize(random() % terms.size());
        }
        const std::vector<char> bytes(terms.begin(), terms.end()); // no room behind it
        try {
            const Dictionary dictionary({bytes.data(), bytes.size()}, blocks, 100);
            std::size_t seen = 0;
            for (DictionaryCursor at(dictionary, ""); !at.at_end(); at.next()) {
                ++seen;
            }
            EXPECT_LE(seen, 100U);
            dictionary.find("abc");
            DictionaryCursor::at_number(dictionary, random() % 100);
        } catch (const IoError&) {
            ++thrown;
        }
    }
    EXPECT_GT(thrown, 1000U);
}

} // namespace
} // namespace chancery::index
