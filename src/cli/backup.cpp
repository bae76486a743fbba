// chancery backup ARCHIVE DEST: a copy of the archive that is itself an archive.
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "archive/backup.hpp"
#include "base/stop.hpp"
#include "cli/command.hpp"

namespace chancery::cli {

namespace {

// Two bars, one after the other: pages copied, originals hashed again.
class Bars {
public:
    explicit Bars(const Common& common) : common_(common) {}

    archive::BackupProgress progress()
    {
        return {
            .copied = [this](const CopyState& state) { copied(state); },
            .checked = [this](std::uint64_t done, std::uint64_t total) { checked(done, total); }};
    }

private:
    void copied(const CopyState& state)
    {
        throw_if_stopped();
        if (state.waiting && !said_ && !common_.quiet) {
            fmt::print(stderr, "waiting for the import or release that is writing\n");
            said_ = true;
        }
        show("back up", "pages", state.done, state.total);
    }
    void checked(std::uint64_t done, std::uint64_t total)
    {
        throw_if_stopped();
        if (!checking_) {
            checking_ = true;
            bar_.reset();
        }
        show("check", "originals", done, total);
    }
    void show(const char* what, const char* unit, std::uint64_t done, std::uint64_t total)
    {
        if (!bar_) {
            bar_.emplace(what, unit, total, common_.progress());
        }
        bar_->set_total(total);
        if (done > bar_->done()) { // a copy that begins again goes back
            bar_->add(done - bar_->done());
        }
    }

    const Common& common_;
    std::optional<Progress> bar_;
    bool checking_ = false;
    bool said_ = false;
};

archive::BackupReport back_up(const std::string& archive, const std::string& dest,
                              const Common& common)
{
    Bars bars(common);
    return archive::back_up(archive, dest, bars.progress());
}

int say(const archive::BackupReport& report, const std::string& dest)
{
    for (const std::string& name : report.left_out) {
        fmt::print(stderr, "left out: {}: neither a file nor a folder\n", name);
    }
    if (!report.problems.empty()) {
        for (const std::string& problem : report.problems) {
            fmt::print("{}\n", problem);
        }
        fmt::print(stderr,
                   "{} found in the copy, so there is no backup (chancery check says whether the "
                   "archive has it too)\n",
                   counted(report.problems.size(), "problem", "problems"));
        return kSomeRefused;
    }
    fmt::print(stderr, "{} backed up to {}, every hash is right\n",
               counted(report.originals, "original", "originals"), dest);
    return report.left_out.empty() ? kDone : kSomeRefused;
}

} // namespace

Run add_backup(CommandLine& line, const Common& common)
{
    struct Options {
        std::string archive;
        std::string dest;
    };
    const auto options = std::make_shared<Options>();
    Command command(line, "backup",
                    "Copy an archive, also while it is in use, and verify the copy");
    command.option("ARCHIVE", options->archive, "The archive").required();
    command.option("DEST", options->dest, "The backup: a folder that is not there yet").required();
    return [options, &common] {
        return say(back_up(options->archive, options->dest, common), options->dest);
    };
}

} // namespace chancery::cli
