// chancery check ARCHIVE|EDITION: integrity.
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "archive/check.hpp"
#include "base/error.hpp"
#include "base/ordered_map.hpp"
#include "cli/command.hpp"
#include "edition/check.hpp"
#include "edition/format.hpp"
#include "index/check.hpp"
#include "release/desk.hpp"
#include "release/leak_scan.hpp"

namespace chancery::cli {

namespace {

// Where temporary files go; gone with all that is in it.
class ScratchFolder {
public:
    ScratchFolder() : path_((std::filesystem::temp_directory_path() / "chancery-XXXXXX").string())
    {
        if (::mkdtemp(path_.data()) == nullptr) {
            throw IoError("cannot make a temporary folder: " + errno_text(errno));
        }
    }
    ~ScratchFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ScratchFolder(ScratchFolder&&) = delete;
    ScratchFolder& operator=(ScratchFolder&&) = delete;
    std::filesystem::path path() const { return path_; }

private:
    std::string path_;
};

int report(const std::vector<std::string>& problems, const std::string& checked)
{
    for (const std::string& problem : problems) {
        fmt::print("{}\n", problem);
    }
    if (problems.empty()) {
        fmt::print(stderr, "{} checked, all is well\n", checked);
        return kDone;
    }
    fmt::print(stderr, "{} checked, {} found\n", checked,
               counted(problems.size(), "problem", "problems"));
    return kSomeRefused;
}

int check_archive(const std::string& folder, const Common& common)
{
    archive::Store store = archive::Store::open(folder);
    Progress progress("check", "originals", store.original_count(), common.progress());
    const archive::CheckReport result =
        archive::check(store, [&](std::uint64_t, std::uint64_t) { progress.add(1); });
    progress.finish();
    return report(result.problems, counted(result.originals, "original", "originals"));
}

int check_edition(const std::string& folder, const Common& common)
{
    Progress progress("check", "cables", 0, common.progress());
    const edition::CheckReport result = edition::check(folder, [&](std::size_t, std::size_t total) {
        progress.set_total(total);
        progress.add(1);
    });
    progress.finish();
    std::vector<std::string> problems = result.problems;
    if (problems.empty()) {
        const auto generation = edition::Generation::open(folder);
        const ScratchFolder scratch;
        Progress indexing("check the search index", "cables", generation->cable_count(),
                          common.progress());
        problems =
            index::check(generation, scratch.path(), worker_count(), [&] { indexing.add(1); });
    }
    return report(problems, counted(result.cables, "cable", "cables"));
}

// An edition or an export, or anything else that is to be public.
int check_against(const std::string& path, const std::string& archive, const Common& common)
{
    const auto rules = [&] {
        archive::Store store = archive::Store::open(archive);
        return release::rules_in_force(store);
    }();
    std::error_code none;
    const std::filesystem::path current = std::filesystem::path(path) / edition::kCurrentLink;
    const bool is_edition = std::filesystem::exists(current / edition::kManifestName, none);
    const std::vector<std::string> leaks =
        is_edition ? release::scan_generation(std::filesystem::canonical(current), rules, {},
                                              common.progress())
                   : release::scan_files(path, rules, common.progress());
    return report(leaks, counted(rules->redactions().size(), "redaction", "redactions"));
}

} // namespace

Run add_check(CommandLine& line, const Common& common)
{
    const auto folder = std::make_shared<std::string>();
    const auto archive = std::make_shared<std::string>();
    Command command(line, "check",
                    "Verify every hash and every reference of an archive or edition");
    command.option("ARCHIVE|EDITION", *folder, "What to check").required();
    command.option("--against", *archive,
                   "Look for everything that this archive redacts, in every byte; also of an "
                   "export or any other file");
    return [folder, archive, &common] {
        if (!archive->empty()) {
            return check_against(*folder, *archive, common);
        }
        return archive::Store::is_archive(*folder) ? check_archive(*folder, common)
                                                   : check_edition(*folder, common);
    };
}

} // namespace chancery::cli
