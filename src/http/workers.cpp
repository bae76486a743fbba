#include "http/workers.hpp"

#include <utility>

namespace chancery::http {

Workers::Workers(unsigned threads, std::size_t max_queue) : max_queue_(max_queue)
{
    for (unsigned i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { work(); });
    }
}

Workers::~Workers()
{
    join();
}

void Workers::join()
{
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_) {
        thread.join();
    }
    threads_.clear();
}

bool Workers::submit(Task&& task, Room room)
{
    {
        const std::lock_guard lock(mutex_);
        if (room == Room::Bounded && queue_.size() >= max_queue_) {
            return false;
        }
        queue_.push_back(std::move(task));
    }
    changed_.notify_one();
    return true;
}

void Workers::work()
{
    for (;;) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return closing_ || !queue_.empty(); });
        if (queue_.empty()) {
            return;
        }
        Task task = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        task();
    }
}

} // namespace chancery::http
