// chancery-zim [--quiet] EDITION DEST.zim: what `chancery export EDITION --to zim DEST.zim` runs.
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/ordered_map.hpp"
#include "base/stop.hpp"
#include "zim/zim_export.hpp"

namespace chancery::zim_file {
namespace {

// As those of chancery (cli/command.hpp).
constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kUnusable = 2;
constexpr int kInterrupted = 130;

constexpr std::string_view kUsage = "usage: chancery-zim [--quiet] EDITION DEST.zim\n";

// At once: threads of libzim may still be at work (zim_writer.hpp).
[[noreturn]] void complain(const char* message, int status)
{
    fmt::print(stderr, "chancery-zim: {}\n", message);
    std::_Exit(status);
}

int report(const ZimExport& done, std::string_view path)
{
    if (done.change == ZimExport::Change::None) {
        fmt::print(stderr, "{} is up to date: nothing was written\n", path);
    } else {
        fmt::print(stderr, "{}: {} pages and other files, {}, in {:.1f} s\n", path,
                   with_thousands(done.pages), human_bytes(done.bytes), done.seconds);
    }
    return kDone;
}

struct Arguments {
    std::vector<std::string_view> options;
    std::vector<std::string_view> names; // all that stands behind "--" too
};

Arguments read(int argc, char** argv)
{
    Arguments arguments;
    bool has_options = true;
    for (const std::string_view word : std::vector<std::string_view>(argv + 1, argv + argc)) {
        if (has_options && word == "--") {
            has_options = false;
        } else {
            (has_options && word.starts_with('-') ? arguments.options : arguments.names)
                .push_back(word);
        }
    }
    return arguments;
}

int run(const Arguments& arguments)
{
    Quiet quiet = Quiet::No;
    for (const std::string_view option : arguments.options) {
        if (option == "--help") {
            fmt::print("{}Writes an edition as a ZIM file: see chancery-export(1).\n", kUsage);
            return kDone;
        }
        if (option == "--version") {
            fmt::print("chancery-zim {}\n", CHANCERY_VERSION);
            return kDone;
        }
        if (option != "--quiet") {
            throw UsageError("no such option: " + std::string(option));
        }
        quiet = Quiet::Yes;
    }
    if (arguments.names.size() != 2) {
        fmt::print(stderr, "{}", kUsage);
        return kUnusable;
    }
    install_stop_handler();
    const auto [edition, path] = std::pair(arguments.names[0], arguments.names[1]);
    return report(
        export_zim(edition, path,
                   {.version = CHANCERY_VERSION, .threads = worker_count(), .quiet = quiet}),
        path);
}

} // namespace
} // namespace chancery::zim_file

int main(int argc, char** argv)
{
    using namespace chancery; // NOLINT(google-build-using-namespace): main has no namespace of its own
    try {
        return zim_file::run(zim_file::read(argc, argv));
    } catch (const UsageError& error) {
        zim_file::complain(error.what(), zim_file::kUnusable);
    } catch (const Interrupted&) {
        zim_file::complain("stopped; run the same command again", zim_file::kInterrupted);
    } catch (const std::bad_alloc&) {
        zim_file::complain("out of memory", zim_file::kFailed);
    } catch (const std::exception& error) {
        zim_file::complain(error.what(), zim_file::kFailed);
    }
}
