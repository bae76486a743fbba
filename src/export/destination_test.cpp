#include "export/destination.hpp"

#include <map>
#include <sys/stat.h>

#include <gmock/gmock.h>

#include "base/error.hpp"
#include "base/testing.hpp"
#include "export/manifest.hpp"

namespace chancery::exporter {
namespace {

using ::testing::HasSubstr;
using Files = std::map<std::string, std::string>;

class DestinationTest : public ::testing::Test {
protected:
    // What is there, but for the file that says so and the manifest.
    Files files() const
    {
        Files found;
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path_)) {
            const std::string name = fs::relative(entry.path(), path_).string();
            if (entry.is_regular_file() && name != kAboutFile && name != kManifestFile) {
                found[name] = read_file(entry.path());
            }
        }
        return found;
    }
    static void plan_all(Destination& to, const Files& files)
    {
        for (const auto& [file, bytes] : files) {
            to.plan(file);
        }
        to.begin();
    }
    Report write(const Files& files) const
    {
        Destination to(path_, Format::Site, R"("title":"x")");
        plan_all(to, files);
        for (const auto& [file, bytes] : files) {
            to.list(to.put(file, bytes));
        }
        return to.finish();
    }
    std::string refusal(Format format) const
    {
        try {
            const Destination to(path_, format, R"("title":"x")");
        } catch (const UsageError& error) {
            return error.what();
        }
        return {};
    }
    static timespec time_of(const fs::path& path)
    {
        struct stat info = {};
        EXPECT_EQ(::stat(path.c_str(), &info), 0);
        return info.st_mtim;
    }

    testing::TempFolder temp_;
    fs::path path_ = temp_.path() / "copy";
};

TEST_F(DestinationTest, HoldsWhatWasPutAndAManifestOfIt)
{
    const Files kFiles = {{"index.html", "home"}, {"tag/a.html", "a"}, {"tag/empty", ""}};
    const Report report = write(kFiles);
    EXPECT_EQ(files(), kFiles);
    EXPECT_EQ(report.files, 4U); // and the file that says what it is
    EXPECT_EQ(report.written, 3U);
    EXPECT_EQ(read_file(path_ / kAboutFile),
              "{\"made_by\":\"chancery export\",\"format\":\"site\",\"title\":\"x\"}\n");
    std::vector<std::string> listed;
    each_listed(path_ / kManifestFile, [&](std::string_view file) { listed.emplace_back(file); });
    EXPECT_EQ(listed,
              (std::vector<std::string>{"export.json", "index.html", "tag/a.html", "tag/empty"}));
    EXPECT_THAT(read_file(path_ / kManifestFile),
                HasSubstr(hex(sha256("home")) + "  index.html\n"));
    EXPECT_FALSE(fs::exists(path_ / ".partial"));
}

TEST_F(DestinationTest, TouchesOnlyWhatChanged)
{
    write({{"a", "1"}, {"b", "2"}, {"c/d", "3"}});
    const timespec before = time_of(path_ / "a");
    const Report report = write({{"a", "1"}, {"b", "two"}, {"c/d", "4"}});
    EXPECT_EQ(report.written, 2U);
    EXPECT_EQ(report.removed, 0U);
    EXPECT_EQ(time_of(path_ / "a").tv_nsec, before.tv_nsec);
    EXPECT_EQ(files(), (Files{{"a", "1"}, {"b", "two"}, {"c/d", "4"}}));
}

TEST_F(DestinationTest, RemovesWhatIsNoLongerPartAndNothingElse)
{
    write({{"a", "1"}, {"old/x", "2"}, {"old/deep/y", "3"}, {"kept/z", "4"}});
    write_file_atomic(path_ / "mine.txt", "mine");
    write_file_atomic(path_ / "kept/mine.txt", "mine");
    const Report report = write({{"a", "1"}});
    EXPECT_EQ(report.removed, 3U);
    EXPECT_EQ(files(), (Files{{"a", "1"}, {"mine.txt", "mine"}, {"kept/mine.txt", "mine"}}));
    EXPECT_FALSE(fs::exists(path_ / "old"));
}

TEST_F(DestinationTest, RemovesNothingThatAManifestOnlyPretends)
{
    write({{"a", "1"}});
    write_file_atomic(temp_.path() / "outside", "x");
    fs::create_directory(temp_.path() / "elsewhere");
    write_file_atomic(temp_.path() / "elsewhere/x", "x");
    fs::create_directory_symlink(temp_.path() / "elsewhere", path_ / "link");
    write_file_atomic(path_ / kManifestFile, read_file(path_ / kManifestFile) +
                                                 manifest_line(sha256("x"), "../outside") +
                                                 manifest_line(sha256("x"), "link/x"));
    EXPECT_EQ(write({{"a", "1"}}).removed, 0U);
    EXPECT_TRUE(fs::exists(temp_.path() / "outside"));
    EXPECT_TRUE(fs::exists(temp_.path() / "elsewhere/x"));
}

// A kill leaves files of a plan that was never finished; the edition may have changed since.
TEST_F(DestinationTest, RemovesWhatWasWrittenBeforeAKill)
{
    write({{"a", "1"}});
    for (const char* round : {"first", "second"}) {
        Destination to(path_, Format::Site, R"("title":"x")");
        plan_all(to, {{"a", "1"}, {round, "x"}});
        to.put(round, "x");
        to.put(std::string(round) + ".gz", "x"); // a packed form is planned with its file
    }
    EXPECT_EQ(files().count("first"), 1U);
    const Report report = write({{"a", "1"}, {"b", "2"}});
    EXPECT_EQ(report.removed, 4U);
    EXPECT_EQ(files(), (Files{{"a", "1"}, {"b", "2"}}));
}

TEST_F(DestinationTest, IsRefusedWhereSomethingElseIs)
{
    fs::create_directories(path_);
    EXPECT_EQ(refusal(Format::Site), ""); // empty
    fs::remove_all(path_);
    write({{"a", "1"}});
    EXPECT_THAT(refusal(Format::Csv), HasSubstr("holds an export to site, not to csv"));
    fs::remove(path_ / kAboutFile);
    EXPECT_THAT(refusal(Format::Site), HasSubstr("holds other files"));
    write_file_atomic(path_ / kAboutFile, R"({"made_by":"somebody","format":"site"})");
    EXPECT_THAT(refusal(Format::Site), HasSubstr("holds other files"));
    EXPECT_EQ(read_file(path_ / "a"), "1");
    fs::remove_all(path_);
    write_file_atomic(path_, "a file");
    EXPECT_THAT(refusal(Format::Site), HasSubstr("is not a folder"));
}

TEST_F(DestinationTest, IsRefusedWhileAnotherWritesToIt)
{
    const Destination to(path_, Format::Site, R"("title":"x")");
    EXPECT_THAT(refusal(Format::Site), HasSubstr("another export is writing"));
}

TEST_F(DestinationTest, TakesFilesInPieces)
{
    const auto write_pieces = [&] {
        Destination to(path_, Format::JsonLines, R"("title":"x")");
        plan_all(to, {{"deep/lines", ""}, {"gone", ""}});
        const auto staged = to.stage("deep/lines");
        staged->add("one\n");
        staged->add("two\n");
        const auto thrown_away = to.stage("gone");
        thrown_away->add("never seen");
        const Entry entry = staged->keep();
        EXPECT_EQ(entry.hash, sha256("one\ntwo\n"));
        EXPECT_EQ(entry.size, 8U);
        to.list(entry);
        return to.finish().written;
    };
    EXPECT_EQ(write_pieces(), 1U);
    EXPECT_EQ(write_pieces(), 0U);
    EXPECT_EQ(files(), (Files{{"deep/lines", "one\ntwo\n"}}));
}

TEST_F(DestinationTest, PutsItsFilesInThePlaceOfOthersOfThatName)
{
    write({{"a", "1"}});
    write_file_atomic(temp_.path() / "other", "other");
    fs::remove(path_ / "a");
    fs::create_symlink(temp_.path() / "other", path_ / "a");
    write({{"a", "1"}});
    EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(path_ / "a")));
    EXPECT_EQ(read_file(temp_.path() / "other"), "other");
    fs::remove(path_ / "a");
    fs::create_directory(path_ / "a");
    EXPECT_THROW(write({{"a", "1"}}), IoError);
}

} // namespace
} // namespace chancery::exporter
