#include "site/page_cache.hpp"

#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace chancery::site {
namespace {

http::Response page(std::size_t size, char letter = 'x')
{
    return http::html_response(std::string(size, letter));
}

TEST(PageCache, GivesBackWhatWasPut)
{
    PageCache cache(1U << 20U);
    EXPECT_FALSE(cache.get("a"));
    cache.put("a", page(100, 'a'));
    cache.put("b", page(100, 'b'));
    ASSERT_TRUE(cache.get("a"));
    EXPECT_EQ(cache.get("a")->body->bytes()[0], 'a');
    EXPECT_EQ(cache.get("b")->body->bytes()[0], 'b');
    cache.clear();
    EXPECT_FALSE(cache.get("a"));
    EXPECT_EQ(cache.bytes(), 0U);
}

TEST(PageCache, NeverHoldsMoreThanItMay)
{
    constexpr std::size_t kMax = 1U << 20U;
    PageCache cache(kMax);
    for (int i = 0; i < 5000; ++i) {
        cache.put(std::to_string(i), page(1000 + static_cast<std::size_t>(i % 3000)));
        ASSERT_LE(cache.bytes(), kMax);
    }
    EXPECT_GT(cache.bytes(), kMax / 2);
    EXPECT_TRUE(cache.get("4999"));
    EXPECT_FALSE(cache.get("0"));
}

TEST(PageCache, DropsWhatWasLongestNotAskedFor)
{
    PageCache cache(1U << 20U);
    cache.put("kept", page(1000));
    for (int i = 0; i < 5000; ++i) {
        cache.put(std::to_string(i), page(1000));
        ASSERT_TRUE(cache.get("kept"));
    }
}

TEST(PageCache, RefusesWhatIsTooLargeOrEmpty)
{
    PageCache cache(1U << 20U);
    cache.put("large", page(1U << 20U));
    cache.put("none", http::Response());
    EXPECT_FALSE(cache.get("large"));
    EXPECT_FALSE(cache.get("none"));
    PageCache nothing(0);
    nothing.put("a", page(1));
    EXPECT_FALSE(nothing.get("a"));
}

TEST(PageCache, PutTwiceIsChargedOnce)
{
    PageCache cache(1U << 20U);
    cache.put("a", page(100, 'a'));
    const std::size_t bytes = cache.bytes();
    cache.put("a", page(100, 'b'));
    EXPECT_EQ(cache.bytes(), bytes);
}

TEST(PageCache, ServesManyThreads)
{
    PageCache cache(1U << 18U);
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&cache] {
            for (int i = 0; i < 3000; ++i) {
                const std::string key = std::to_string(i % 97);
                cache.put(key, page(500, key[0]));
                if (const auto found = cache.get(key)) {
                    ASSERT_EQ(found->body->bytes()[0], key[0]);
                }
            }
        });
    }
}

} // namespace
} // namespace chancery::site
