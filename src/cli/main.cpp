// The command line: the table of commands, and the one place where errors become messages and exit statuses.
#include <cstdio>
#include <new>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/stop.hpp"
#include "cli/command.hpp"

namespace chancery::cli {
namespace {

using AddCommand = Run (*)(CLI::App&, const Common&);

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
    CLI::App app("Chancery turns a body of diplomatic cables into a public archive.", "chancery");
    Common common;
    std::vector<std::pair<CLI::App*, Run>> commands;
    app.set_version_flag("--version", "chancery " CHANCERY_VERSION);
    app.add_flag("-q,--quiet", common.quiet, "No progress; errors and results only");
    app.require_subcommand(1);
    app.failure_message([](const CLI::App* failed, const CLI::Error& error) {
        return fmt::format("chancery: {}\nTry `{} --help`.\n", error.what(),
                           failed->get_subcommands().empty()
                               ? "chancery"
                               : "chancery " + failed->get_subcommands()[0]->get_name());
    });
    for (const AddCommand add : kCommands) {
        Run command = add(app, common);
        commands.emplace_back(app.get_subcommands({}).back(), std::move(command));
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) { // --help, --version
        return app.exit(success);
    } catch (const CLI::ParseError& error) {
        app.exit(error);
        return kUnusable;
    }
    install_stop_handler();
    for (const auto& [command, start] : commands) {
        if (command->parsed()) {
            return start();
        }
    }
    return kUnusable;
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
