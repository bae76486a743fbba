#pragma once
// Threads with a bounded queue in front: work that may take its time.
//
//   Workers workers(2, 256);
//   if (!workers.submit([] { ... })) { busy }
//
// Tasks run in the order they came, each on some thread; a task must not throw. The destructor lets
// running and queued tasks end.
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace chancery::http {

class Workers {
public:
    using Task = std::move_only_function<void()>;

    Workers(unsigned threads, std::size_t max_queue);
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    Workers(Workers&&) = delete;
    Workers& operator=(Workers&&) = delete;

    // Whether the limit holds: an answer that is half sent has a right to go on.
    enum class Room : std::uint8_t { Bounded, Any };

    // False, and the task is untouched, when the queue is full.
    bool submit(Task&& task, Room room = Room::Bounded);
    // Ends the threads when all tasks are done; nothing may be submitted after that. The destructor
    // does it too.
    void join();

private:
    void work();

    const std::size_t max_queue_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Task> queue_;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

} // namespace chancery::http
