#pragma once
// What the commands share. Each command is a file: it says its options and what runs when it was chosen.
//
// Results go to stdout, all else to stderr. Exit status: kDone, kSomeRefused, kUnusable (DESIGN: Commands).
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.hpp"
#include "cli/options.hpp"

namespace chancery::cli {

constexpr int kDone = 0;
constexpr int kSomeRefused = 1; // some input was refused; all else is done
constexpr int kUnusable = 2;    // wrong usage, or an archive or edition that cannot be used
constexpr int kInterrupted = 130;

// Set once by the global option --quiet.
struct Common {
    bool quiet = false;
    Quiet progress() const { return quiet ? Quiet::Yes : Quiet::No; }
};

using Run = std::function<int()>;

// Each adds its subcommand; the returned function runs it.
Run add_init(CommandLine& line, const Common& common);
Run add_import(CommandLine& line, const Common& common);
Run add_parse(CommandLine& line, const Common& common);
Run add_id(CommandLine& line, const Common& common);
Run add_findings(CommandLine& line, const Common& common);
Run add_redact(CommandLine& line, const Common& common);
Run add_release(CommandLine& line, const Common& common);
Run add_serve(CommandLine& line, const Common& common);
Run add_search(CommandLine& line, const Common& common);
Run add_show(CommandLine& line, const Common& common);
Run add_export(CommandLine& line, const Common& common);
Run add_check(CommandLine& line, const Common& common);
Run add_backup(CommandLine& line, const Common& common);
Run add_synth(CommandLine& line, const Common& common);

// "1 cable", "2 cables"
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

// Who decides, where nobody is named: the user's name on this machine.
std::string editor();

} // namespace chancery::cli
