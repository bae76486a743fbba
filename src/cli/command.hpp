#pragma once
// What the commands share. Each command is a file: it says its options to CLI11 and what runs when it was chosen.
//
// Results go to stdout, all else to stderr. Exit status: kDone, kSomeRefused, kUnusable (DESIGN: Commands).
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/progress.hpp"

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
Run add_init(CLI::App& app, const Common& common);
Run add_import(CLI::App& app, const Common& common);
Run add_parse(CLI::App& app, const Common& common);
Run add_id(CLI::App& app, const Common& common);
Run add_findings(CLI::App& app, const Common& common);
Run add_redact(CLI::App& app, const Common& common);
Run add_release(CLI::App& app, const Common& common);
Run add_serve(CLI::App& app, const Common& common);
Run add_search(CLI::App& app, const Common& common);
Run add_show(CLI::App& app, const Common& common);
Run add_export(CLI::App& app, const Common& common);
Run add_check(CLI::App& app, const Common& common);
Run add_backup(CLI::App& app, const Common& common);
Run add_synth(CLI::App& app, const Common& common);

// "1 cable", "2 cables"
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

// Who decides, where nobody is named: the user's name on this machine.
std::string editor();

// Adds `name` with its one-line purpose; what `run` returns is the exit status.
CLI::App* add_command(CLI::App& app, const char* name, const char* purpose);

} // namespace chancery::cli
