// chancery release ARCHIVE: make cables public.
#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "release/release.hpp"

namespace chancery::cli {

namespace {

struct ReleaseCommand {
    std::string archive;
    std::vector<std::string> ids;
    bool all = false;
    std::string created;
    std::string source_released;
    std::string date;
    std::string title;
    std::string edition;
    bool again = false;
};

std::optional<release::InstantRange> range_option(const std::string& name, const std::string& text)
{
    if (text.empty()) {
        return std::nullopt;
    }
    const auto range = release::parse_range(text);
    if (!range) {
        throw UsageError(name + " " + text +
                         ": not a date such as 2008, 2008-02, 2008-02-27 or 2008-02..2009");
    }
    return range;
}

void print_summary(const release::ReleaseReport& report)
{
    for (const std::string& id : report.unknown) {
        fmt::print(stderr, "refused: {}: no such cable in the archive\n", id);
    }
    fmt::print(stderr, "{} released, {} replaced, {} public already\n",
               counted(report.released, "cable", "cables"), with_thousands(report.replaced),
               with_thousands(report.unchanged));
    if (report.total == 0) {
        fmt::print(stderr, "nothing is public yet, so there is no edition\n");
    } else if (report.generation.empty()) {
        fmt::print(stderr, "the edition is up to date\n");
    } else {
        fmt::print(stderr, "the edition has {}: {} ({:.1f} s)\n",
                   counted(report.total, "cable", "cables"), report.generation.string(),
                   report.seconds);
    }
}

int run(const ReleaseCommand& options, const Common& common)
{
    release::Selection selection;
    selection.all = options.all;
    selection.ids = options.ids;
    selection.created = range_option("--created", options.created);
    selection.given_released = range_option("--source-released", options.source_released);
    if (!selection.all && selection.ids.empty() && !selection.created &&
        !selection.given_released && !options.again) {
        throw UsageError("release what? name cables, or say --all, --created or --source-released");
    }
    release::ReleaseOptions act;
    act.made = now();
    act.title = options.title;
    act.again = options.again ? release::Again::Yes : release::Again::No;
    act.edition = options.edition.empty() ? std::filesystem::path(options.archive) / "edition"
                                          : std::filesystem::path(options.edition);
    if (!options.date.empty()) {
        act.date = parse_instant(options.date);
        if (!act.date) {
            throw UsageError("--date " + options.date + ": not a date such as 2011-08-26");
        }
    }
    archive::Store store = archive::Store::open(options.archive);
    const release::ReleaseReport report =
        release::release(store, selection, act, common.progress());
    print_summary(report);
    return report.unknown.empty() ? kDone : kSomeRefused;
}

} // namespace

Run add_release(CLI::App& app, const Common& common)
{
    const auto options = std::make_shared<ReleaseCommand>();
    CLI::App* command =
        add_command(app, "release", "Make cables public: write a new edition and switch to it");
    command->add_option("ARCHIVE", options->archive, "The archive")->required();
    command->add_option("ID", options->ids, "Reference ids of cables");
    command->add_flag("--all", options->all, "All cables of the archive");
    command->add_option("--created", options->created,
                        "Cables created then: 2008, 2008-02, 2007..2008-03");
    command->add_option("--source-released", options->source_released,
                        "Cables that their source had released then: ..2011-08-26");
    command->add_option("--date", options->date,
                        "Date of release of cables whose source gives none; today if not given");
    command->add_option("--title", options->title, "What this release is called");
    command->add_option("--edition", options->edition,
                        "Folder of the edition; ARCHIVE/edition if not given");
    command->add_flag("--again", options->again,
                      "Write the whole edition anew, also what has not changed");
    return [options, &common] { return run(*options, common); };
}

} // namespace chancery::cli
