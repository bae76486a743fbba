// chancery import ARCHIVE SOURCE...: take documents in.
#include <memory>

#include <fmt/format.h>

#include "archive/import.hpp"
#include "cli/command.hpp"

namespace chancery::cli {

namespace {

void print_summary(const archive::ImportReport& report)
{
    fmt::print(stderr, "{} added ({} not known before), {} unchanged, {} refused",
               counted(report.added, "document", "documents"),
               counted(report.new_cables, "cable", "cables"), with_thousands(report.unchanged),
               with_thousands(report.refused_count));
    if (report.ignored > 0) {
        fmt::print(stderr, ", {} ignored (style sheets, pictures and the like)",
                   with_thousands(report.ignored));
    }
    fmt::print(stderr, "\n");
    if (report.without_reference > 0) {
        fmt::print(stderr, "{} kept without a reference id, and so not to be released\n",
                   counted(report.without_reference, "document is", "documents are"));
    }
    if (report.added > 0) {
        fmt::print(stderr, "{} read, {} in the archive, {:.1f} s\n", human_bytes(report.bytes),
                   human_bytes(report.packed_bytes), report.seconds);
    }
}

} // namespace

Run add_import(CommandLine& line, const Common& common)
{
    struct Options {
        std::string archive;
        std::vector<std::string> sources;
    };
    const auto options = std::make_shared<Options>();
    Command command(line, "import", "Take documents in; only what is new is added");
    command.option("ARCHIVE", options->archive, "The archive").required();
    command
        .option("SOURCE", options->sources, "Files, folders, and zip, tar or 7z archives of them")
        .required();
    return [options, &common] {
        archive::Store store = archive::Store::open(options->archive);
        const std::vector<std::filesystem::path> sources(options->sources.begin(),
                                                         options->sources.end());
        const archive::ImportReport report = archive::import_sources(
            store, sources, common.progress(), [](const importer::Refused& refused) {
                fmt::print(stderr, "refused: {}: {}\n", refused.name, refused.reason);
            });
        print_summary(report);
        if (report.interrupted) {
            fmt::print(stderr, "stopped; run the same command again to go on\n");
            return kInterrupted;
        }
        return report.refused_count > 0 ? kSomeRefused : kDone;
    };
}

} // namespace chancery::cli
