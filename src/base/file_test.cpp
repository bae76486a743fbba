#include "base/file.hpp"

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sys/mman.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/testing.hpp"

namespace chancery {
namespace {

using testing::TempFolder;

std::string io_error(const auto& work)
{
    try {
        work();
    } catch (const IoError& error) {
        return error.what();
    }
    return "no error";
}

std::vector<std::string> names_in(const fs::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        names.push_back(entry.path().filename());
    }
    return names;
}

// A full disk for tests, root's included: no file of this process may grow beyond `bytes`.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &old_);
        const rlimit low{bytes, old_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &low);
    }
    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &old_);
        std::signal(SIGXFSZ, old_handler_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    FileSizeLimit(FileSizeLimit&&) = delete;
    FileSizeLimit& operator=(FileSizeLimit&&) = delete;

private:
    rlimit old_{};
    void (*old_handler_)(int);
};

TEST(File, ReadsBackWhatWasWritten)
{
    const TempFolder folder;
    for (const std::string& bytes :
         {std::string(), std::string("a\0b\r\n\xff", 6), std::string(300'000, 'x')}) {
        write_file_atomic(folder.path() / "a", bytes);
        EXPECT_EQ(read_file(folder.path() / "a"), bytes);
    }
}

TEST(File, ReadsAFileWhoseSizeTheSystemGivesAsZero)
{
    EXPECT_THAT(read_file("/proc/self/status"), ::testing::HasSubstr("Pid:"));
}

TEST(File, ReadStopsAtTheLimit)
{
    const TempFolder folder;
    const fs::path path = folder.path() / "a";
    write_file_atomic(path, std::string(1000, 'x'));
    EXPECT_EQ(read_file(path, 1000).size(), 1000U);
    EXPECT_EQ(io_error([&] { read_file(path, 999); }),
              "cannot read " + path.string() + ": longer than 999 bytes");
    EXPECT_THAT(io_error([] { read_file("/dev/zero", 1'000'000); }),
                ::testing::HasSubstr("longer than 1000000 bytes"));
}

TEST(File, ErrorsNameTheFileAndTheReason)
{
    const TempFolder folder;
    const std::string path = folder.path().string();
    EXPECT_EQ(io_error([&] { read_file(path + "/none"); }),
              "cannot read " + path + "/none: No such file or directory");
    EXPECT_EQ(io_error([&] { read_file(path); }), "cannot read " + path + ": Is a directory");
    EXPECT_EQ(io_error([&] { write_file_atomic(path + "/no/a", "x"); }),
              "cannot write " + path + "/no/a.new: No such file or directory");
    EXPECT_EQ(io_error([&] { sync_folder(path + "/no"); }),
              "cannot sync " + path + "/no: No such file or directory");
    EXPECT_EQ(io_error([&] { sync_file(path + "/no"); }),
              "cannot sync " + path + "/no: No such file or directory");
}

TEST(File, AtomicWriteReplacesTheContentAndLeavesNothingBeside)
{
    const TempFolder folder;
    write_file_atomic(folder.path() / "a", "a long first content");
    write_file_atomic(folder.path() / "a", "short");
    EXPECT_EQ(read_file(folder.path() / "a"), "short");
    EXPECT_THAT(names_in(folder.path()), ::testing::ElementsAre("a"));
}

TEST(File, AtomicWriteIsNotSeenThroughAnOpenFileOrAHardLink)
{
    const TempFolder folder;
    write_file_atomic(folder.path() / "a", "old");
    fs::create_hard_link(folder.path() / "a", folder.path() / "generation-1");
    std::ifstream reader(folder.path() / "a");
    write_file_atomic(folder.path() / "a", "new");
    std::string seen;
    reader >> seen;
    EXPECT_EQ(seen, "old");
    EXPECT_EQ(read_file(folder.path() / "generation-1"), "old");
}

TEST(File, AtomicWriteKeepsTheOldContentWhenTheDiskFillsUp)
{
    const TempFolder folder;
    const fs::path path = folder.path() / "a";
    write_file_atomic(path, "old");
    {
        const FileSizeLimit full(4096);
        EXPECT_EQ(io_error([&] { write_file_atomic(path, std::string(100'000, 'x')); }),
                  "cannot write " + path.string() + ".new: File too large");
    }
    EXPECT_EQ(read_file(path), "old");
    EXPECT_THAT(names_in(folder.path()), ::testing::ElementsAre("a"));
}

TEST(File, AtomicWriteKeepsTheOldContentWhenNoFileCanBeMadeBeside)
{
    const TempFolder folder;
    write_file_atomic(folder.path() / "a", "old");
    fs::create_directory(folder.path() / "a.new"); // refuses root too, which a mode would not
    EXPECT_THAT(io_error([&] { write_file_atomic(folder.path() / "a", "new"); }),
                ::testing::EndsWith("a.new: Is a directory"));
    EXPECT_EQ(read_file(folder.path() / "a"), "old");
}

TEST(File, AtomicWriteOntoAFolderFailsAndCleansUp)
{
    const TempFolder folder;
    fs::create_directories(folder.path() / "a" / "inside");
    EXPECT_THAT(io_error([&] { write_file_atomic(folder.path() / "a", "x"); }),
                ::testing::HasSubstr("cannot write"));
    EXPECT_THAT(names_in(folder.path()), ::testing::ElementsAre("a"));
}

TEST(File, AtomicWriteWorksInTheCurrentFolder)
{
    const TempFolder folder;
    const fs::path old = fs::current_path();
    fs::current_path(folder.path());
    write_file_atomic("a", "x");
    fs::current_path(old);
    EXPECT_EQ(read_file(folder.path() / "a"), "x");
}

// What a removed file has on the disk: a look at it that does not count as having it open.
class Remains {
public:
    explicit Remains(const fs::path& path) : fd_(::open(path.c_str(), O_PATH | O_CLOEXEC)) {}
    ~Remains() { ::close(fd_); }
    Remains(const Remains&) = delete;
    Remains& operator=(const Remains&) = delete;
    Remains(Remains&&) = delete;
    Remains& operator=(Remains&&) = delete;
    std::string bytes() const { return read_file("/proc/self/fd/" + std::to_string(fd_)); }

private:
    int fd_;
};

std::optional<std::string> overwrite_now(const fs::path& path)
{
    return overwrite_and_remove(path, std::chrono::steady_clock::now());
}

TEST(OverwriteAndRemove, LeavesZerosWhereTheFileWas)
{
    const TempFolder folder;
    const fs::path path = folder.path() / "a";
    for (const std::size_t size : {0U, 1U, 70'000U, 65'536U}) {
        write_file_atomic(path, std::string(size, 'x'));
        const Remains remains(path);
        EXPECT_EQ(overwrite_now(path), std::nullopt);
        EXPECT_FALSE(fs::exists(path));
        EXPECT_EQ(remains.bytes(), std::string(size, '\0'));
    }
}

TEST(OverwriteAndRemove, LeavesAFileAsItIsWhileAnotherReadsIt)
{
    const TempFolder folder;
    const fs::path path = folder.path() / "a";
    write_file_atomic(path, "secret");
    const Remains remains(path);
    {
        std::ifstream reader(path);
        EXPECT_EQ(overwrite_now(path), "another process still reads it");
    }
    EXPECT_FALSE(fs::exists(path));
    EXPECT_EQ(remains.bytes(), "secret");
}

TEST(OverwriteAndRemove, LeavesAFileAsItIsWhileItIsMapped)
{
    const TempFolder folder;
    const fs::path path = folder.path() / "a";
    write_file_atomic(path, "secret");
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    void* const mapped = ::mmap(nullptr, 6, PROT_READ, MAP_SHARED, fd, 0);
    ::close(fd);
    ASSERT_NE(mapped, MAP_FAILED);
    EXPECT_EQ(overwrite_now(path), "another process still reads it");
    EXPECT_EQ(std::string(static_cast<const char*>(mapped), 6), "secret");
    ::munmap(mapped, 6);
}

TEST(OverwriteAndRemove, WaitsForTheLastReader)
{
    const TempFolder folder;
    const fs::path path = folder.path() / "a";
    write_file_atomic(path, "secret");
    const Remains remains(path);
    std::ifstream reader(path);
    std::thread closing([&] { reader.close(); });
    EXPECT_EQ(
        overwrite_and_remove(path, std::chrono::steady_clock::now() + std::chrono::minutes(1)),
        std::nullopt);
    closing.join();
    EXPECT_EQ(remains.bytes(), std::string(6, '\0'));
}

TEST(OverwriteAndRemove, KeepsWhatHasAnotherName)
{
    const TempFolder folder;
    write_file_atomic(folder.path() / "a", "shared");
    fs::create_hard_link(folder.path() / "a", folder.path() / "b");
    EXPECT_EQ(overwrite_now(folder.path() / "a"), std::nullopt);
    EXPECT_EQ(read_file(folder.path() / "b"), "shared");
}

TEST(OverwriteAndRemove, SaysWhatCannotBeOpened)
{
    const TempFolder folder;
    EXPECT_EQ(overwrite_now(folder.path() / "no"), "No such file or directory");
    write_file_atomic(folder.path() / "a", "elsewhere");
    fs::create_symlink("a", folder.path() / "link");
    EXPECT_NE(overwrite_now(folder.path() / "link"), std::nullopt);
    EXPECT_EQ(read_file(folder.path() / "a"), "elsewhere");
}

TEST(FileLock, IsHeldByOneAndFreedAtItsEnd)
{
    const TempFolder folder;
    const fs::path path = folder.path() / "lock";
    {
        std::optional<FileLock> first = FileLock::try_lock(path);
        ASSERT_TRUE(first.has_value());
        EXPECT_FALSE(FileLock::try_lock(path).has_value());
        const FileLock moved = std::move(*first);
        first.reset();
        EXPECT_FALSE(FileLock::try_lock(path).has_value()) << "the lock moves with its owner";
    }
    EXPECT_TRUE(FileLock::try_lock(path).has_value());
}

TEST(FileLock, NamesTheFileThatItCannotOpen)
{
    const TempFolder folder;
    const std::string path = (folder.path() / "no" / "lock").string();
    EXPECT_EQ(io_error([&] { FileLock::try_lock(path); }),
              "cannot open " + path + ": No such file or directory");
}

} // namespace
} // namespace chancery
