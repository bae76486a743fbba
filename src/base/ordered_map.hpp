#pragma once
// Work on a stream with all cores, results in the order of the input:
//
//   ordered_map<Record, Packed>(threads, 256,
//       [&]() -> std::optional<Record> { ... },              // one thread: the next item, if any
//       [&](unsigned worker, Record& r) -> Packed { ... },   // any worker; `worker` counts from 0
//       [&](Packed p) { ... });                              // the calling thread, in order
//
// At most `window` items (or 32, if that is more) are on the way, so memory is bounded whatever the
// input. The first exception thrown by any of the three stops all and is thrown again to the
// caller. Items are worked on in runs of up to 16, so that cheap items do not pay for a lock each.
#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace chancery {

template <typename In, typename Out, typename Next, typename Work, typename Take>
void ordered_map(unsigned threads, std::size_t window, Next next, Work work, Take take)
{
    constexpr std::size_t kRun = 16;
    const std::size_t max_runs = std::max<std::size_t>(window / kRun, 2);

    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::pair<std::size_t, std::vector<In>>> todo;
    std::map<std::size_t, std::vector<Out>> done;
    std::size_t produced = 0; // runs handed out by the reader
    std::size_t taken = 0;    // runs taken by the caller
    bool at_end = false;
    std::exception_ptr failure;

    const auto fail = [&] {
        const std::lock_guard lock(mutex);
        if (!failure) {
            failure = std::current_exception();
        }
        changed.notify_all();
    };

    const auto read = [&] {
        try {
            for (bool more = true; more;) {
                std::unique_lock lock(mutex);
                changed.wait(lock, [&] { return failure || produced - taken < max_runs; });
                if (failure) {
                    return;
                }
                lock.unlock();
                std::vector<In> run;
                while (run.size() < kRun && more) {
                    std::optional<In> item = next();
                    more = item.has_value();
                    if (more) {
                        run.push_back(std::move(*item));
                    }
                }
                lock.lock();
                if (!run.empty()) {
                    todo.emplace_back(produced++, std::move(run));
                }
                at_end = !more;
                changed.notify_all();
            }
        } catch (...) {
            fail();
        }
    };

    const auto process = [&](unsigned worker) {
        try {
            for (;;) {
                std::unique_lock lock(mutex);
                changed.wait(lock, [&] { return failure || !todo.empty() || at_end; });
                if (failure || todo.empty()) {
                    return;
                }
                auto [number, run] = std::move(todo.front());
                todo.pop_front();
                lock.unlock();
                std::vector<Out> results;
                results.reserve(run.size());
                for (In& item : run) {
                    results.push_back(work(worker, item));
                }
                lock.lock();
                done.emplace(number, std::move(results));
                changed.notify_all();
            }
        } catch (...) {
            fail();
        }
    };

    std::vector<std::jthread> pool;
    try { // starting a thread can fail too: those that run must then be told
        pool.emplace_back(read);
        for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
            pool.emplace_back(process, i);
        }
        for (;;) {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] {
                return failure || done.contains(taken) || (at_end && taken == produced);
            });
            if (failure || !done.contains(taken)) {
                break;
            }
            std::vector<Out> results = std::move(done.extract(taken).mapped());
            lock.unlock();
            for (Out& result : results) {
                take(std::move(result));
            }
            lock.lock();
            ++taken;
            changed.notify_all();
        }
    } catch (...) {
        fail();
    }
    pool.clear(); // joins
    if (failure) {
        std::rethrow_exception(failure);
    }
}

// What to give to ordered_map where nothing else is known.
inline unsigned worker_count()
{
    return std::max(std::thread::hardware_concurrency(), 1U);
}

} // namespace chancery
