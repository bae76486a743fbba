#include "base/stop.hpp"

#include <atomic>
#include <csignal>

#include "base/error.hpp"

namespace chancery {

namespace {

std::atomic<bool> stop = false;
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_stop_signal(int signal)
{
    stop = true;
    std::signal(signal, SIG_DFL);
}

} // namespace

void install_stop_handler()
{
    std::signal(SIGINT, on_stop_signal);
    std::signal(SIGTERM, on_stop_signal);
    std::signal(SIGXFSZ, SIG_IGN); // a file that grows too large is an error of the write
}

bool stop_requested()
{
    return stop;
}

void throw_if_stopped()
{
    if (stop) {
        throw Interrupted();
    }
}

} // namespace chancery
