// The parser alone: MB/s on one core over telegrams in memory, and what the attacks of
// src/parse/attacks.hpp cost compared with them.
//
//   parse_bench FOLDER [MB]     FOLDER: telegrams as files, for instance of `chancery synth 20000 FOLDER`
//   parse_bench --attacks [MB]  each attack of so many MB (1) and of four times as many
#include <ctime>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "base/file.hpp"
#include "parse/attacks.hpp"
#include "parse/parse.hpp"

namespace {

using namespace chancery;
using namespace chancery::parse;

constexpr double kMegabyte = 1e6;
constexpr int kRuns = 3;

double thread_seconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::size_t parsed_paragraphs(const std::vector<std::string>& telegrams)
{
    std::size_t sum = 0;
    for (const std::string& telegram : telegrams) {
        sum += parse_cable(split_text(telegram)).paragraphs.size();
    }
    return sum;
}

std::size_t bytes_of(const std::vector<std::string>& telegrams)
{
    std::size_t sum = 0;
    for (const std::string& telegram : telegrams) {
        sum += telegram.size();
    }
    return sum;
}

double best_seconds(const std::vector<std::string>& telegrams)
{
    double best = 1e9;
    for (int run = 0; run < kRuns; ++run) {
        const double start = thread_seconds();
        parsed_paragraphs(telegrams);
        best = std::min(best, thread_seconds() - start);
    }
    return best;
}

std::vector<std::string> telegrams_in(const std::filesystem::path& folder, double megabytes)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().extension() == ".txt") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> telegrams;
    double sum = 0;
    for (const auto& file : files) {
        if (sum >= megabytes * kMegabyte) {
            break;
        }
        telegrams.push_back(read_file(file));
        sum += static_cast<double>(telegrams.back().size());
    }
    return telegrams;
}

void measure_folder(const std::filesystem::path& folder, double megabytes)
{
    const std::vector<std::string> telegrams = telegrams_in(folder, megabytes);
    const double megabytes_read = static_cast<double>(bytes_of(telegrams)) / kMegabyte;
    const double seconds = best_seconds(telegrams);
    fmt::print("{} telegrams, {:.1f} MB, {:.1f} paragraphs each\n", telegrams.size(),
               megabytes_read,
               static_cast<double>(parsed_paragraphs(telegrams)) /
                   static_cast<double>(std::max<std::size_t>(1, telegrams.size())));
    fmt::print("{:.2f} s, {:.1f} MB/s, {:.0f} cables/s on one core (best of {})\n", seconds,
               megabytes_read / seconds, static_cast<double>(telegrams.size()) / seconds, kRuns);
}

struct AttackCost {
    std::string_view name;
    double per_byte = 0; // times an ordinary cable
    double growth = 0;   // time for four times the text
};

double seconds_to_parse(const std::string& text)
{
    const double start = thread_seconds();
    parsed_paragraphs({text});
    return thread_seconds() - start;
}

double typical_seconds_per_byte()
{
    const std::vector<std::string> telegrams(500, typical_telegram());
    return best_seconds(telegrams) / static_cast<double>(bytes_of(telegrams));
}

AttackCost cost_of(const Attack& attack, std::size_t bytes, double typical)
{
    const double small =
        std::min(seconds_to_parse(attack.text(bytes)), seconds_to_parse(attack.text(bytes)));
    const double large = seconds_to_parse(attack.text(4 * bytes));
    return {attack.name, large / static_cast<double>(4 * bytes) / typical, large / small};
}

void measure_attacks(double megabytes)
{
    const double typical = typical_seconds_per_byte();
    fmt::print(
        "an ordinary cable: {:.1f} MB/s\n\n{:>8} {:>7}  attack of {:g} MB and four times that\n",
        1 / typical / kMegabyte, "per byte", "growth", megabytes);
    std::vector<AttackCost> costs;
    for (const Attack& attack : attacks()) {
        costs.push_back(cost_of(attack, static_cast<std::size_t>(megabytes * kMegabyte), typical));
    }
    std::sort(costs.begin(), costs.end(),
              [](const AttackCost& a, const AttackCost& b) { return a.per_byte > b.per_byte; });
    for (const AttackCost& cost : costs) {
        fmt::print("{:>8.2f} {:>7.2f}  {}\n", cost.per_byte, cost.growth, cost.name);
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2 || argc > 3) {
        std::cerr << "usage: parse_bench FOLDER [MB] | parse_bench --attacks [MB]\n";
        return 2;
    }
    try {
        const bool attacks_only = std::strcmp(argv[1], "--attacks") == 0;
        const double megabytes = argc == 3 ? std::strtod(argv[2], nullptr) : attacks_only ? 1 : 200;
        if (attacks_only) {
            measure_attacks(megabytes);
        } else {
            measure_folder(argv[1], megabytes);
        }
    } catch (const std::exception& error) {
        std::cerr << "parse_bench: " << error.what() << "\n";
        return 1;
    }
    return 0;
}
