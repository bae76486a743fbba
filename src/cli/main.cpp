// The command line: the table of commands, and the one place where errors become messages and exit statuses.
#include <cstdio>
#include <new>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/stop.hpp"
#include "cli/command.hpp"

namespace chancery::cli {
namespace {

using AddCommand = Run (*)(CommandLine&, const Common&);

// In the order of `chancery --help`: the way of a cable.
constexpr AddCommand kCommands[] = {add_init,   add_import,  add_parse,  add_id,     add_findings,
                                    add_redact, add_release, add_serve,  add_search, add_show,
                                    add_export, add_check,   add_backup, add_synth};

int complain(const char* message, int status)
{
    fmt::print(stderr, "chancery: {}\n", message);
    return status;
}

int run(int argc, char** argv)
{
    CommandLine line("chancery",
                     "Chancery turns a body of diplomatic cables into a public archive.",
                     "chancery " CHANCERY_VERSION);
    Common common;
    line.common().flag("-q,--quiet", common.quiet, "No progress; errors and results only");
    std::vector<Run> commands;
    for (const AddCommand add : kCommands) {
        commands.push_back(add(line, common));
    }
    const CommandLine::Chosen chosen = line.parse(argc, argv);
    if (!chosen.command) {
        return chosen.understood ? kDone : kUnusable;
    }
    install_stop_handler();
    return commands[*chosen.command]();
}

} // namespace
} // namespace chancery::cli

int main(int argc, char** argv)
{
    using namespace chancery; // NOLINT(google-build-using-namespace): main has no namespace of its own
    try {
        return cli::run(argc, argv);
    } catch (const UsageError& error) {
        return cli::complain(error.what(), cli::kUnusable);
    } catch (const Interrupted&) {
        return cli::complain("stopped; run the same command again to go on", cli::kInterrupted);
    } catch (const IoError& error) {
        return cli::complain(error.what(), cli::kSomeRefused);
    } catch (const std::bad_alloc&) {
        return cli::complain("out of memory", cli::kSomeRefused);
    } catch (const std::exception& error) {
        return cli::complain(error.what(), cli::kSomeRefused);
    }
}
