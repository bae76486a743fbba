#pragma once
// How far long work has come: a line that is redrawn on a terminal, a line every ten seconds
// elsewhere; nothing when quiet.
//
//   Progress progress("import", "cables", total);     // total 0: unknown, no bar and no time left
//   progress.add(1); ... progress.finish();
//
// Goes to stderr. Honours NO_COLOR and TERM=dumb (no redrawing). One thread.
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace chancery {

enum class Quiet { No, Yes };

class Progress {
public:
    Progress(std::string_view what, std::string_view unit, std::uint64_t total, Quiet quiet);
    ~Progress(); // ends the line
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    Progress(Progress&&) = delete;
    Progress& operator=(Progress&&) = delete;

    void add(std::uint64_t count);
    void set_total(std::uint64_t total) { total_ = total; }
    void finish();

    double seconds() const;
    std::uint64_t done() const { return done_; }

private:
    void draw();
    std::string line() const;

    using Clock = std::chrono::steady_clock;
    std::string what_;
    std::string unit_;
    std::uint64_t total_;
    std::uint64_t done_ = 0;
    bool quiet_;
    bool terminal_;
    bool drawn_ = false;
    Clock::time_point begin_ = Clock::now();
    Clock::time_point last_draw_ = begin_;
};

// "1,234,567"
std::string with_thousands(std::uint64_t number);
// "1.7 GB", "812 kB": decimal units, as disks are sold
std::string human_bytes(std::uint64_t bytes);

} // namespace chancery
