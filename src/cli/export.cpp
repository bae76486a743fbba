// chancery export EDITION --to site|jsonl|csv|bagit|zim DEST: an edition as files to be carried away.
//
// ZIM is written by a program of its own (src/zim), for its licence.
#include <cerrno>
#include <filesystem>
#include <memory>
#include <optional>
#include <unistd.h>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/ordered_map.hpp"
#include "cli/command.hpp"
#include "export/exporter.hpp"

namespace chancery::cli {

namespace {

using exporter::Format;

constexpr std::string_view kZimProgram = "chancery-zim";

struct ExportCommand {
    std::string edition;
    std::string destination;
    std::optional<Format> format; // nothing: ZIM
    bool compress = false;
    bool torrent = false;
    std::vector<std::string> web_seeds;
};

// Beside this program.
std::filesystem::path zim_program()
{
    std::error_code none;
    const std::filesystem::path path =
        std::filesystem::read_symlink("/proc/self/exe", none).parent_path() / kZimProgram;
    if (!std::filesystem::is_regular_file(path, none)) {
        throw UsageError("--to zim needs the program chancery-zim beside this one: install the "
                         "package chancery-zim, or libzim-dev and build again");
    }
    return path;
}

// In place of this program: signals and the exit status are those of the other.
int run_zim(const ExportCommand& command, const Common& common)
{
    if (command.compress || command.torrent) {
        throw UsageError("a ZIM file is packed, and one file: --compress and --torrent do not go "
                         "with --to zim");
    }
    const std::filesystem::path program = zim_program();
    std::vector<std::string> words = {std::string(kZimProgram)};
    if (common.quiet) {
        words.emplace_back("--quiet");
    }
    words.insert(words.end(), {"--", command.edition, command.destination});
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    ::execv(program.c_str(), arguments.data());
    throw IoError("cannot start " + program.string() + ": " + errno_text(errno));
}

exporter::Options options_of(const ExportCommand& command, const Common& common)
{
    using Options = exporter::Options;
    if (command.compress && command.format != Format::Site && command.format != Format::JsonLines) {
        throw UsageError("--compress goes with --to site and --to jsonl");
    }
    return {.format = *command.format,
            .compress = command.compress ? exporter::Compress::Yes : exporter::Compress::No,
            .torrent = command.torrent ? Options::WithTorrent::Yes : Options::WithTorrent::No,
            .web_seeds = command.web_seeds,
            .threads = worker_count(),
            .quiet = common.progress()};
}

int run(const ExportCommand& command, const Common& common)
{
    if (!command.format) {
        return run_zim(command, common);
    }
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
                 {"bagit", Format::Bag},
                 {"zim", std::nullopt}},
                "site: its pages, for any web server or none; jsonl: a line of JSON for each "
                "cable; csv: tables; bagit: a bag of texts, JSON and tables; zim: the pages in one "
                "file, with search, for Kiwix")
        .required();
    command
        .option("DEST", options->destination,
                "A new or empty folder, or an export of the same kind to be brought up to date; "
                "of zim, a file")
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
