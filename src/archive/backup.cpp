#include "archive/backup.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "archive/check.hpp"
#include "archive/store.hpp"
#include "base/error.hpp"
#include "base/file.hpp"

namespace chancery::archive {

namespace {

constexpr const char* kDatabase = "archive.db";
constexpr const char* kSettings = "chancery.toml";
constexpr const char* kArticles = "articles";
constexpr const char* kStoreLock = "lock"; // what Store::open leaves
constexpr const char* kOurLock = "backup.lock";
constexpr std::uint64_t kMaxArticleBytes = std::uint64_t{1}
                                           << 30U; // one file; pictures are files too
constexpr mode_t kFolderMode = 0700;
constexpr mode_t kFileMode = 0600;

[[noreturn]] void fail(const std::string& what, const fs::path& path, int error)
{
    throw IoError("cannot " + what + " " + path.string() + ": " + errno_text(error));
}

bool is_there(const fs::path& path) // a link that leads nowhere too
{
    std::error_code none;
    return fs::symlink_status(path, none).type() != fs::file_type::not_found;
}

void make_folder(const fs::path& path)
{
    if (::mkdir(path.c_str(), kFolderMode) != 0) {
        fail("make", path, errno);
    }
}

// With its mode from the beginning, not in a second step.
void make_file(const fs::path& path)
{
    const int fd =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kFileMode);
    if (fd < 0) {
        fail("make", path, errno);
    }
    ::close(fd);
}

// ---- the folder beside ----

// DEST.partial, ours alone while this lives; gone with all that is in it unless it got its name.
class Partial {
public:
    explicit Partial(const fs::path& dest)
        : dest_(dest), path_(fs::path(dest) += ".partial"), lock_(lock())
    {
        clear();
    }
    ~Partial()
    {
        if (!named_) {
            std::error_code ignored;
            fs::remove_all(path_, ignored);
        }
    }
    Partial(const Partial&) = delete;
    Partial& operator=(const Partial&) = delete;
    Partial(Partial&&) = delete;
    Partial& operator=(Partial&&) = delete;

    const fs::path& path() const { return path_; }

    // All in it must be synced already.
    void give_name()
    {
        fs::remove(path_ / kOurLock);
        sync_folder(path_);
        // Not rename(2), which replaces an empty folder that somebody made in the meantime.
        if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, dest_.c_str(), RENAME_NOREPLACE) != 0) {
            if (errno != EINVAL && errno != ENOSYS) { // a file system that cannot do that
                fail("make", dest_, errno);
            }
            fs::rename(path_, dest_);
        }
        named_ = true;
        sync_folder(dest_.has_parent_path() ? dest_.parent_path() : fs::path("."));
    }

private:
    FileLock lock() const
    {
        if (!is_there(path_)) {
            make_folder(path_);
        } else if (!is_ours()) {
            throw UsageError(path_.string() + " is in the way (a backup is made there first)");
        }
        std::optional<FileLock> lock = FileLock::try_lock(path_ / kOurLock);
        if (!lock) {
            throw UsageError("another backup to " + dest_.string() + " is running");
        }
        return std::move(*lock);
    }
    // What a backup that was killed has left: a folder with our lock in it, or still nothing.
    bool is_ours() const
    {
        std::error_code none;
        return fs::symlink_status(path_, none).type() == fs::file_type::directory &&
               (is_there(path_ / kOurLock) || fs::is_empty(path_, none));
    }
    void clear() const
    {
        for (const fs::directory_entry& entry : fs::directory_iterator(path_)) {
            if (entry.path().filename() != kOurLock) {
                fs::remove_all(entry.path());
            }
        }
        if (::chmod(path_.c_str(), kFolderMode) != 0) {
            fail("change the mode of", path_, errno);
        }
    }

    fs::path dest_;
    fs::path path_;
    FileLock lock_;
    bool named_ = false;
};

// ---- what goes into it ----

void copy_database(const fs::path& from, const fs::path& to,
                   const std::function<void(const CopyState&)>& report)
{
    make_file(to);
    // For writing: after a crash the next one who opens it has to roll back what was begun.
    Database source = Database::open(from, Access::Write);
    Database copy = Database::open(to, Access::Write);
    source.copy_to(copy, report);
}

void copy_one_file(const fs::path& from, const fs::path& to)
{
    write_file_atomic(to, read_file(from, kMaxArticleBytes));
    if (::chmod(to.c_str(), kFileMode) != 0) {
        fail("change the mode of", to, errno);
    }
}

// Links are not followed: they lead out of the archive.
void copy_folder(const fs::path& from, const fs::path& to, std::vector<std::string>& left_out)
{
    make_folder(to);
    for (const fs::directory_entry& entry : fs::directory_iterator(from)) {
        const fs::path target = to / entry.path().filename();
        switch (entry.symlink_status().type()) {
        case fs::file_type::regular:
            copy_one_file(entry.path(), target);
            break;
        case fs::file_type::directory:
            copy_folder(entry.path(), target, left_out);
            break;
        default:
            left_out.push_back(entry.path().string());
        }
    }
    sync_folder(to);
}

void copy_all(const fs::path& archive, const fs::path& to, const BackupProgress& progress,
              BackupReport& report)
{
    copy_database(archive / kDatabase, to / kDatabase, progress.copied);
    if (is_there(archive / kSettings)) {
        copy_one_file(archive / kSettings, to / kSettings);
    }
    if (fs::is_directory(fs::symlink_status(archive / kArticles))) {
        copy_folder(archive / kArticles, to / kArticles, report.left_out);
    }
}

void check_copy(const fs::path& copy, const BackupProgress& progress, BackupReport& report)
{
    {
        Store store = Store::open(copy);
        CheckReport checked = check(store, progress.checked);
        report.originals = checked.originals;
        report.problems = std::move(checked.problems);
    }
    fs::remove(copy / kStoreLock);
    sync_file(copy / kDatabase);
}

// Without the slash at its end, which would make DEST/.partial of it.
fs::path without_slash(const fs::path& path)
{
    const fs::path plain = path.lexically_normal();
    return plain.has_filename() ? plain : plain.parent_path();
}

bool is_inside(const fs::path& path, const fs::path& folder)
{
    const fs::path relative = fs::weakly_canonical(path).lexically_relative(fs::canonical(folder));
    return !relative.empty() && *relative.begin() != "..";
}

} // namespace

BackupReport back_up(const fs::path& archive, const fs::path& dest, const BackupProgress& progress)
{
    const fs::path name = without_slash(dest);
    if (!Store::is_archive(archive)) {
        throw UsageError("no archive in " + archive.string() + " (chancery init makes one)");
    }
    if (is_there(name)) {
        throw UsageError(name.string() + " is there already (a backup wants a new name)");
    }
    if (is_inside(name, archive)) {
        throw UsageError(name.string() + " is inside the archive (a backup wants another place)");
    }
    Partial partial(name);
    BackupReport report;
    copy_all(archive, partial.path(), progress, report);
    check_copy(partial.path(), progress, report);
    if (report.problems.empty()) {
        partial.give_name();
    }
    return report;
}

} // namespace chancery::archive
