#include "http/workers.hpp"

#include <atomic>
#include <future>

#include <gtest/gtest.h>

namespace chancery::http {
namespace {

TEST(Workers, RefuseWhatDoesNotFitTheQueue)
{
    std::promise<void> started;
    std::promise<void> go;
    std::atomic<int> done = 0;
    {
        Workers workers(1, 2);
        EXPECT_TRUE(workers.submit([&] {
            started.set_value();
            go.get_future().wait();
            ++done;
        }));
        started.get_future().wait(); // now the queue is empty and the only thread busy
        EXPECT_TRUE(workers.submit([&] { ++done; }));
        EXPECT_TRUE(workers.submit([&] { ++done; }));
        Workers::Task refused = [&] { done = 100; };
        EXPECT_FALSE(workers.submit(std::move(refused)));
        EXPECT_TRUE(workers.submit([&] { ++done; }, Workers::Room::Any));
        go.set_value();
    }
    EXPECT_EQ(done, 4); // what was taken was done before the end
}

TEST(Workers, RunSideBySide)
{
    Workers workers(2, 10);
    std::promise<void> a;
    std::promise<void> b;
    std::promise<void> both;
    EXPECT_TRUE(workers.submit([&] {
        a.set_value();
        b.get_future().wait();
        both.set_value();
    }));
    EXPECT_TRUE(workers.submit([&] {
        a.get_future().wait();
        b.set_value();
    }));
    EXPECT_EQ(both.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

} // namespace
} // namespace chancery::http
