#include "index/cable_set.hpp"

#include <random>
#include <set>

#include <gtest/gtest.h>

namespace chancery::index {
namespace {

using Judge = std::set<std::uint32_t>;

std::vector<std::uint32_t> list_of(const Judge& judge)
{
    return {judge.begin(), judge.end()};
}

std::vector<std::uint32_t> visited(const CableSet& set)
{
    std::vector<std::uint32_t> list;
    set.each([&](std::uint32_t cable) { list.push_back(cable); });
    return list;
}

void expect_same(const CableSet& set, const Judge& judge)
{
    ASSERT_EQ(set.count(), judge.size());
    EXPECT_EQ(set.empty(), judge.empty());
    EXPECT_EQ(visited(set), list_of(judge));
    EXPECT_EQ(set.members(), list_of(judge));
    for (std::uint32_t cable = 0; cable < set.size(); ++cable) {
        ASSERT_EQ(set.has(cable), judge.contains(cable)) << cable;
    }
    EXPECT_EQ(set, CableSet::of(set.size(), list_of(judge))); // one form for one set
}

// Of every kind: none, one, few, many, nearly all, all.
Judge some(std::uint32_t size, std::size_t kind, std::mt19937& random)
{
    Judge judge;
    const std::array<double, 6> shares = {0, 1.0 / (size + 1.0), 0.02, 0.4, 0.98, 1};
    for (std::uint32_t cable = 0; cable < size; ++cable) {
        if (std::uniform_real_distribution<>(0, 1)(random) < shares[kind]) {
            judge.insert(cable);
        }
    }
    return judge;
}

TEST(CableSet, KeepsAddsAndRemovesAsASetOfNumbersDoes)
{
    std::mt19937 random(1);
    for (const std::uint32_t size : {0U, 1U, 2U, 31U, 32U, 63U, 64U, 65U, 200U, 1000U}) {
        for (std::size_t pair = 0; pair < 36; ++pair) {
            const Judge a = some(size, pair / 6, random);
            const Judge b = some(size, pair % 6, random);
            const CableSet other = CableSet::of(size, list_of(b));
            Judge both;
            Judge either = a;
            Judge only_a;
            std::ranges::set_intersection(a, b, std::inserter(both, both.end()));
            either.insert(b.begin(), b.end());
            std::ranges::set_difference(a, b, std::inserter(only_a, only_a.end()));
            CableSet set = CableSet::of(size, list_of(a));
            expect_same(set, a);
            set.keep(other);
            expect_same(set, both);
            set = CableSet::of(size, list_of(a));
            set.add(other);
            expect_same(set, either);
            set = CableSet::of(size, list_of(a));
            set.remove(other);
            expect_same(set, only_a);
        }
    }
}

TEST(CableSet, OfAllHasEveryCable)
{
    for (const std::uint32_t size : {0U, 1U, 64U, 100U}) {
        const CableSet all = CableSet::all(size);
        Judge judge;
        for (std::uint32_t cable = 0; cable < size; ++cable) {
            judge.insert(cable);
        }
        expect_same(all, judge);
    }
}

TEST(CableCollector, TakesCablesInAnyOrderAndTwice)
{
    for (const std::uint32_t most : {3U, 1000U}) { // a list, bits
        CableCollector collector(1000, most);
        for (const std::uint32_t cable : {70U, 3U, 70U, 999U, 0U, 3U}) {
            collector.add(cable);
        }
        expect_same(std::move(collector).set(), {0, 3, 70, 999});
    }
}

} // namespace
} // namespace chancery::index
