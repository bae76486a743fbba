#include "base/ordered_map.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <numeric>
#include <random>
#include <set>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace chancery {
namespace {

constexpr std::array<unsigned, 4> kThreads = {0, 1, 3, 8};

// Gives 0, 1, ... count - 1.
auto numbers(int count)
{
    return [i = 0, count]() mutable -> std::optional<int> {
        return i < count ? std::optional(i++) : std::nullopt;
    };
}

void sleep_a_little(int seed)
{
    std::minstd_rand random(static_cast<unsigned>(seed) + 1);
    random.discard(3);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 300));
}

std::vector<int> first_squares(int count)
{
    std::vector<int> out(static_cast<std::size_t>(count));
    std::iota(out.begin(), out.end(), 0);
    for (int& value : out) {
        value *= value;
    }
    return out;
}

TEST(OrderedMap, KeepsTheOrderWhateverTheWorkTakes)
{
    for (const unsigned threads : kThreads) {
        std::vector<int> taken;
        ordered_map<int, int>(
            threads, 64, numbers(1000),
            [](unsigned, int& i) {
                sleep_a_little(i);
                return i * i;
            },
            [&](int square) { taken.push_back(square); });
        EXPECT_EQ(taken, first_squares(1000)) << threads << " threads";
    }
}

TEST(OrderedMap, TakesEveryCountOfItems)
{
    for (const unsigned threads : kThreads) {
        for (const int count : {0, 1, 15, 16, 17, 32, 33, 100}) {
            for (const std::size_t window : {0U, 1U, 16U, 1000U}) {
                std::vector<int> taken;
                ordered_map<int, int>(
                    threads, window, numbers(count), [](unsigned, int& i) { return i * i; },
                    [&](int square) { taken.push_back(square); });
                ASSERT_EQ(taken, first_squares(count))
                    << count << " items, " << threads << " threads, window " << window;
            }
        }
    }
}

TEST(OrderedMap, CarriesItemsThatCanOnlyBeMoved)
{
    int sum = 0;
    ordered_map<std::unique_ptr<int>, std::unique_ptr<int>>(
        4, 32,
        [i = 0]() mutable {
            return i < 100 ? std::optional(std::make_unique<int>(i++)) : std::nullopt;
        },
        [](unsigned, std::unique_ptr<int>& p) { return std::move(p); },
        [&](std::unique_ptr<int> p) { sum += *p; });
    EXPECT_EQ(sum, 4950);
}

TEST(OrderedMap, NumbersItsWorkersAndTakesInTheCallingThread)
{
    std::atomic<unsigned> highest = 0;
    const auto caller = std::this_thread::get_id();
    ordered_map<int, unsigned>(
        3, 64, numbers(300),
        [&](unsigned worker, int& i) {
            EXPECT_NE(std::this_thread::get_id(), caller);
            sleep_a_little(i);
            return worker;
        },
        [&](unsigned worker) {
            EXPECT_EQ(std::this_thread::get_id(), caller);
            highest = std::max(highest.load(), worker);
        });
    EXPECT_LT(highest, 3U);
    EXPECT_GT(highest, 0U) << "one worker did it all";
}

TEST(OrderedMap, HasAtMostAWindowOfItemsOnTheWay)
{
    for (const std::size_t window : {32U, 64U, 250U}) {
        std::atomic<int> on_the_way = 0;
        std::atomic<int> most = 0;
        const auto next = [&, source = numbers(2000)]() mutable {
            std::optional<int> item = source();
            if (item && ++on_the_way > most) {
                most = on_the_way.load();
            }
            return item;
        };
        ordered_map<int, int>(
            4, window, next, [](unsigned, int& i) { return i; },
            [&](int i) {
                sleep_a_little(i);
                --on_the_way;
            });
        EXPECT_LE(most, static_cast<int>(window));
        EXPECT_GE(most, static_cast<int>(window / 2)) << "the window is not used";
        EXPECT_EQ(on_the_way, 0);
    }
}

struct Broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Runs 10,000 items with a fault at item `at` of the named step; gives the number of items taken.
int taken_before_fault(unsigned threads, const std::string& step, int at)
{
    int taken = 0;
    const auto fault = [&](const char* here, int i) {
        if (here == step && i == at) {
            throw Broken(step);
        }
        return i;
    };
    try {
        ordered_map<int, int>(
            threads, 64,
            [&, i = 0]() mutable {
                return i < 10'000 ? std::optional(fault("next", i++)) : std::nullopt;
            },
            [&](unsigned, int& i) { return fault("work", i); },
            [&](int i) {
                fault("take", i);
                EXPECT_EQ(i, taken);
                ++taken;
            });
        ADD_FAILURE() << "no exception from " << step;
    } catch (const Broken& error) {
        EXPECT_EQ(error.what(), step);
    }
    return taken;
}

TEST(OrderedMap, AnExceptionInAnyStepStopsAllAndReachesTheCaller)
{
    for (const unsigned threads : kThreads) {
        for (const char* step : {"next", "work", "take"}) {
            for (const int at : {0, 15, 16, 500, 9'999}) {
                EXPECT_LE(taken_before_fault(threads, step, at), at) << step << " at " << at;
            }
        }
    }
}

TEST(OrderedMap, TakesAllBeforeTheItemWhoseTakingFails)
{
    EXPECT_EQ(taken_before_fault(8, "take", 777), 777);
}

TEST(OrderedMap, GivesOneOfSeveralExceptions)
{
    for (int round = 0; round < 50; ++round) {
        EXPECT_THROW((ordered_map<int, int>(
                         8, 256, numbers(1000),
                         [](unsigned, int& i) -> int { throw Broken(std::to_string(i)); },
                         [](int) { FAIL() << "nothing was made"; })),
                     Broken);
    }
}

TEST(OrderedMap, TheWorkerCountIsNeverZero)
{
    EXPECT_GE(worker_count(), 1U);
}

} // namespace
} // namespace chancery
