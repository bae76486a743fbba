#include "base/word_map.hpp"

#include <string>

#include <gtest/gtest.h>

namespace chancery {
namespace {

TEST(WordMap, FindsNothingWhileItIsEmpty)
{
    const WordMap<int> map;
    EXPECT_EQ(map.find(""), nullptr);
    EXPECT_EQ(map.find("HARBOUR"), nullptr);
    EXPECT_EQ(map.size(), 0U);
}

TEST(WordMap, FindsEachOfManyWordsAndNoOthers)
{
    constexpr int kWords = 5000;
    WordMap<int> map;
    for (int i = 0; i < kWords; ++i) {
        EXPECT_TRUE(map.put("word " + std::to_string(i), i).second);
    }
    EXPECT_EQ(map.size(), 5000U);
    for (int i = 0; i < kWords; ++i) {
        const int* found = map.find("word " + std::to_string(i));
        ASSERT_NE(found, nullptr) << i;
        EXPECT_EQ(*found, i);
        EXPECT_EQ(map.find("another " + std::to_string(i)), nullptr);
    }
}

TEST(WordMap, KeepsTheValueThatWasPutFirstAndLetsItBeChanged)
{
    WordMap<std::string> map;
    map.put("ELBA", "first");
    const auto [value, is_new] = map.put("ELBA", "second");
    EXPECT_FALSE(is_new);
    EXPECT_EQ(*value, "first");
    *value = "third";
    EXPECT_EQ(*map.find("ELBA"), "third");
    EXPECT_EQ(map.size(), 1U);
}

TEST(WordMap, TellsApartCaseAndTheEmptyWord)
{
    WordMap<int> map;
    map.put("", 1);
    map.put("Elba", 2);
    EXPECT_EQ(*map.find(""), 1);
    EXPECT_EQ(*map.find("Elba"), 2);
    EXPECT_EQ(map.find("ELBA"), nullptr);
}

} // namespace
} // namespace chancery
