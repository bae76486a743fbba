#include "base/progress.hpp"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

#include <fmt/format.h>

namespace chancery {

namespace {

bool can_redraw()
{
    const char* term = std::getenv("TERM");
    return isatty(STDERR_FILENO) != 0 && term != nullptr && std::string_view(term) != "dumb" &&
           std::getenv("NO_COLOR") == nullptr;
}

std::string duration_text(double seconds)
{
    const auto whole = static_cast<long>(seconds + 0.5);
    return whole < 60     ? fmt::format("{} s", whole)
           : whole < 3600 ? fmt::format("{}:{:02} min", whole / 60, whole % 60)
                          : fmt::format("{}:{:02} h", whole / 3600, whole / 60 % 60);
}

} // namespace

Progress::Progress(std::string_view what, std::string_view unit, std::uint64_t total, Quiet quiet)
    : what_(what), unit_(unit), total_(total), quiet_(quiet == Quiet::Yes), terminal_(can_redraw())
{
}

Progress::~Progress()
{
    finish();
}

double Progress::seconds() const
{
    return std::chrono::duration<double>(Clock::now() - begin_).count();
}

void Progress::add(std::uint64_t count)
{
    done_ += count;
    if (quiet_) {
        return;
    }
    const auto pause = terminal_ ? std::chrono::milliseconds(100) : std::chrono::seconds(10);
    if (Clock::now() - last_draw_ >= pause) {
        draw();
    }
}

std::string Progress::line() const
{
    constexpr std::uint64_t kBarWidth = 24;
    const double elapsed = std::max(seconds(), 0.001);
    const double rate = static_cast<double>(done_) / elapsed;
    std::string text = fmt::format("{}  ", what_);
    if (total_ > 0) {
        const std::uint64_t filled = std::min(done_ * kBarWidth / total_, kBarWidth);
        text += fmt::format("{}{}  {}%  ", std::string(filled, '#'),
                            std::string(kBarWidth - filled, '.'),
                            std::min<std::uint64_t>(done_ * 100 / total_, 100));
    }
    text += fmt::format("{} {}  {}/s", with_thousands(done_), unit_,
                        with_thousands(static_cast<std::uint64_t>(rate)));
    if (total_ > done_ && rate > 0) {
        text += fmt::format("  {} left", duration_text(static_cast<double>(total_ - done_) / rate));
    }
    return text;
}

void Progress::draw()
{
    last_draw_ = Clock::now();
    drawn_ = true;
    if (terminal_) {
        fmt::print(stderr, "\r{}\x1b[K", line());
    } else {
        fmt::print(stderr, "{}\n", line());
    }
    std::fflush(stderr);
}

void Progress::finish()
{
    if (drawn_ && terminal_) {
        fmt::print(stderr, "\r\x1b[K");
        std::fflush(stderr);
    }
    drawn_ = false;
    quiet_ = true;
}

std::string with_thousands(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t i = digits.size(); i > 3; i -= 3) {
        digits.insert(i - 3, 1, ',');
    }
    return digits;
}

std::string human_bytes(std::uint64_t bytes)
{
    constexpr std::string_view kPrefixes = "kMGT";
    if (bytes < 1000) {
        return fmt::format("{} B", bytes);
    }
    double value = static_cast<double>(bytes);
    std::size_t prefix = 0;
    for (value /= 1000; value >= 999.5 && prefix + 1 < kPrefixes.size(); ++prefix) {
        value /= 1000;
    }
    return fmt::format("{:.{}f} {}B", value, value < 9.95 ? 1 : 0, kPrefixes[prefix]);
}

} // namespace chancery
