#include "archive/backup.hpp"

#include <fstream>
#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/check.hpp"
#include "archive/store.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/testing.hpp"

namespace chancery::archive {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const BackupProgress kSilent = {.copied = [](const CopyState&) {},
                                .checked = [](std::uint64_t, std::uint64_t) {}};

class BackupTest : public ::testing::Test {
protected:
    BackupTest()
    {
        Store::create(archive_, "title = \"Test\"\n");
        std::ofstream(archive_ / "articles/first.md") << "# The harbour of Linden\n";
        fs::create_directories(archive_ / "articles/pictures");
        std::ofstream(archive_ / "articles/pictures/harbour.png") << "png";
        fs::create_directories(archive_ / "edition/generation-1");
        Store store = Store::open(archive_);
        add(store, "one");
        store.commit();
    }
    // An original that nothing was read in.
    static void add(Store& store, std::string_view bytes)
    {
        NewOriginal original;
        original.sha256 = sha256(bytes);
        original.size = bytes.size();
        original.name = "a.txt";
        original.packed = Compressor("", 3)(bytes);
        store.add(original);
    }
    std::string refused()
    {
        try {
            back_up(archive_, dest_, kSilent);
        } catch (const UsageError& error) {
            return error.what();
        }
        return "no error";
    }
    fs::path partial() const { return temp_.path() / "backup.partial"; }
    static std::vector<std::string> names_in(const fs::path& folder)
    {
        std::vector<std::string> names;
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            names.push_back(entry.path().lexically_relative(folder).string());
        }
        std::ranges::sort(names);
        return names;
    }

    chancery::testing::TempFolder temp_;
    fs::path archive_ = temp_.path() / "archive";
    fs::path dest_ = temp_.path() / "backup";
};

TEST_F(BackupTest, IsAWholeArchiveWithoutTheEdition)
{
    const BackupReport report = back_up(archive_, dest_ / "", kSilent);
    EXPECT_EQ(report.originals, 1U);
    EXPECT_TRUE(report.problems.empty());
    EXPECT_TRUE(report.left_out.empty());
    EXPECT_THAT(names_in(dest_),
                ElementsAre("archive.db", "articles", "articles/first.md", "articles/pictures",
                            "articles/pictures/harbour.png", "chancery.toml"));
    EXPECT_EQ(read_file(dest_ / "chancery.toml"), "title = \"Test\"\n");
    EXPECT_EQ(read_file(dest_ / "articles/pictures/harbour.png"), "png");
    EXPECT_FALSE(fs::exists(partial()));
    Store store = Store::open(dest_);
    EXPECT_TRUE(store.has(sha256("one")));
}

TEST_F(BackupTest, IsForItsOwnerOnly)
{
    fs::permissions(archive_ / "articles/first.md", fs::perms(0666));
    back_up(archive_, dest_, kSilent);
    const auto mode = [](const fs::path& path) {
        return static_cast<unsigned>(fs::status(path).permissions());
    };
    EXPECT_EQ(mode(dest_), 0700U);
    for (const auto& entry : fs::recursive_directory_iterator(dest_)) {
        EXPECT_EQ(mode(entry.path()), entry.is_directory() ? 0700U : 0600U) << entry.path();
    }
}

TEST_F(BackupTest, OfAnArchiveThatIsBeingWrittenToHasWhatWasCommitted)
{
    Store store = Store::open(archive_);
    add(store, "two");
    const BackupReport report = back_up(archive_, dest_, kSilent);
    EXPECT_EQ(report.originals, 1U);
    Store copy = Store::open(dest_);
    EXPECT_TRUE(copy.has(sha256("one")));
    EXPECT_FALSE(copy.has(sha256("two")));
}

TEST_F(BackupTest, RefusesAPlaceThatIsTakenOrInsideTheArchive)
{
    fs::create_directory(dest_);
    EXPECT_THAT(refused(), HasSubstr("backup is there already"));
    fs::remove(dest_);
    fs::create_symlink("nowhere", dest_);
    EXPECT_THAT(refused(), HasSubstr("backup is there already"));
    dest_ = archive_ / "articles/backup";
    EXPECT_THAT(refused(), HasSubstr("is inside the archive"));
    dest_ = temp_.path() / "other";
    archive_ = temp_.path() / "nothing";
    EXPECT_THAT(refused(), HasSubstr("no archive in "));
    EXPECT_FALSE(fs::exists(dest_));
}

TEST_F(BackupTest, ClearsAwayWhatAKilledBackupLeftAndNothingElse)
{
    fs::create_directory(partial());
    std::ofstream(partial() / "mine.txt") << "not a backup";
    EXPECT_THAT(refused(), HasSubstr("backup.partial is in the way"));
    EXPECT_EQ(read_file(partial() / "mine.txt"), "not a backup");
    std::ofstream(partial() / "backup.lock") << "";
    back_up(archive_, dest_, kSilent);
    EXPECT_FALSE(fs::exists(dest_ / "mine.txt"));
    EXPECT_FALSE(fs::exists(dest_ / "backup.lock"));
}

TEST_F(BackupTest, LeavesAnotherBackupToTheSamePlaceAlone)
{
    fs::create_directory(partial());
    const auto other = FileLock::try_lock(partial() / "backup.lock");
    EXPECT_THAT(refused(), HasSubstr("another backup to "));
    EXPECT_TRUE(fs::exists(partial() / "backup.lock"));
}

TEST_F(BackupTest, OfADamagedArchiveNamesTheProblemsAndIsNotMade)
{
    {
        Database db = Database::open(archive_ / "archive.db", Access::Write);
        db.execute("UPDATE raw_original SET sha256 = zeroblob(32)");
    }
    const BackupReport report = back_up(archive_, dest_, kSilent);
    EXPECT_THAT(report.problems, ElementsAre(HasSubstr("its SHA-256 has changed")));
    EXPECT_FALSE(fs::exists(dest_));
    EXPECT_FALSE(fs::exists(partial()));
}

TEST_F(BackupTest, ThatIsStoppedLeavesNothing)
{
    BackupProgress stopping = kSilent;
    stopping.checked = [](std::uint64_t, std::uint64_t) { throw Interrupted(); };
    EXPECT_THROW(back_up(archive_, dest_, stopping), Interrupted);
    EXPECT_FALSE(fs::exists(dest_));
    EXPECT_FALSE(fs::exists(partial()));
}

TEST_F(BackupTest, FollowsNoLinkAndSaysSo)
{
    fs::create_symlink("/etc/hostname", archive_ / "articles/link.md");
    const BackupReport report = back_up(archive_, dest_, kSilent);
    EXPECT_THAT(report.left_out, ElementsAre(HasSubstr("articles/link.md")));
    EXPECT_FALSE(fs::is_symlink(dest_ / "articles/link.md"));
}

} // namespace
} // namespace chancery::archive
