// chancery export EDITION --to site|jsonl|csv|bagit DEST: an edition as files to be carried away.
#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/ordered_map.hpp"
#include "cli/command.hpp"
#include "export/exporter.hpp"

namespace chancery::cli {

namespace {

using exporter::Format;

struct ExportCommand {
    std::string edition;
    std::string destination;
    Format format = Format::Site;
    bool compress = false;
    bool torrent = false;
    std::vector<std::string> web_seeds;
};

exporter::Options options_of(const ExportCommand& command, const Common& common)
{
    using Options = exporter::Options;
    if (command.compress && command.format != Format::Site && command.format != Format::JsonLines) {
        throw UsageError("--compress goes with --to site and --to jsonl");
    }
    return {.format = command.format,
            .compress = command.compress ? exporter::Compress::Yes : exporter::Compress::No,
            .torrent = command.torrent ? Options::WithTorrent::Yes : Options::WithTorrent::No,
            .web_seeds = command.web_seeds,
            .threads = worker_count(),
            .quiet = common.progress()};
}

int run(const ExportCommand& command, const Common& common)
{
    const exporter::Exported done =
        exporter::export_edition(command.edition, command.destination, options_of(command, common));
    fmt::print(stderr, "{}, {}, in {:.1f} s: {} written, {} removed, the rest was there\n",
               counted(done.report.files, "file", "files"), human_bytes(done.report.bytes),
               done.seconds, with_thousands(done.report.written),
               with_thousands(done.report.removed));
    if (done.torrent) {
        fmt::print("{}\n", done.torrent->magnet);
    }
    return kDone;
}

} // namespace

Run add_export(CommandLine& line, const Common& common)
{
    const auto options = std::make_shared<ExportCommand>();
    Command command(line, "export", "Write an edition as files that can be carried away");
    command.option("EDITION", options->edition, "The edition").required();
    command
        .choice("--to", options->format,
                {{"site", Format::Site},
                 {"jsonl", Format::JsonLines},
                 {"csv", Format::Csv},
                 {"bagit", Format::Bag}},
                "site: its pages, for any web server or none; jsonl: a line of JSON for each "
                "cable; csv: tables; bagit: a bag of texts, JSON and tables")
        .required();
    command
        .option("DEST", options->destination,
                "A new or empty folder, or an export of the same kind to be brought up to date")
        .required();
    command.flag("--compress", options->compress,
                 "site: .gz and .br beside each file; jsonl: packed with Zstandard");
    const Option torrent =
        command.flag("--torrent", options->torrent, "Write DEST.torrent as well");
    command
        .option("--web-seed", options->web_seeds,
                "An address under which the folder DEST can be had, for the torrent")
        .needs(torrent);
    return [options, &common] { return run(*options, common); };
}

} // namespace chancery::cli
