#include "import/source.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"
#include "import/file_kind.hpp"

namespace chancery::importer {
namespace {

using Lines = std::vector<std::string>;
using testing::TempFolder;

// One line for each item, the names without the folder of the test.
Lines walk(SourceWalker& walker, const fs::path& folder)
{
    Lines lines;
    while (const auto item = walker.next()) {
        const auto* found = std::get_if<FoundDocument>(&*item);
        const std::string line = found != nullptr ? found->name + " = " + found->bytes
                                                  : std::get<Refused>(*item).name + ": " +
                                                        std::get<Refused>(*item).reason;
        lines.push_back(replace_all(line, folder.string() + '/', ""));
    }
    EXPECT_EQ(walker.input_bytes_done(), walker.input_bytes_total());
    EXPECT_FALSE(walker.next()); // and stays at the end
    return lines;
}

Lines walk(const fs::path& folder, const std::vector<fs::path>& sources, Limits limits = {})
{
    SourceWalker walker(sources, limits);
    return walk(walker, folder);
}

void write(const fs::path& file, std::string_view bytes)
{
    fs::create_directories(file.parent_path());
    write_file_atomic(file, bytes);
}

TEST(SourceWalker, WalksFoldersInTheByteOrderOfNames)
{
    const TempFolder temp;
    for (const std::string_view name :
         {"b/2.txt", "b/10.txt", "a.txt", "Z.txt", "b.txt", "b/c/x.html"}) {
        write(temp.path() / name, name);
    }
    const Lines expected = {"Z.txt = Z.txt",     "a.txt = a.txt",           "b/10.txt = b/10.txt",
                            "b/2.txt = b/2.txt", "b/c/x.html = b/c/x.html", "b.txt = b.txt"};
    EXPECT_EQ(walk(temp.path(), {temp.path()}), expected);
    EXPECT_EQ(walk(temp.path(), {temp.path() / ""}), expected); // the name ends in a slash
}

TEST(SourceWalker, TakesSourcesInTheOrderNamed)
{
    const TempFolder temp;
    write(temp.path() / "b.txt", "B");
    write(temp.path() / "a/x.txt", "X");
    const Lines expected = {"b.txt = B", "a/x.txt = X", "b.txt = B"};
    EXPECT_EQ(walk(temp.path(), {temp.path() / "b.txt", temp.path() / "a", temp.path() / "b.txt"}),
              expected);
    EXPECT_EQ(walk(temp.path(), {}), Lines{});
}

TEST(SourceWalker, LeavesOutWhatIsNoDocumentAndCountsIt)
{
    const TempFolder temp;
    for (const std::string_view name :
         {"style.css", "x.JS", "gfx/logo.png", "gfx/a.jpg", "a.jpeg", "a.gif", "favicon.ico",
          "a.svg", "a.woff", "a.woff2", ".DS_Store", ".git/config", "__MACOSX/a.txt", "css",
          "data.xml"}) {
        write(temp.path() / name, "x");
    }
    fs::create_symlink("data.xml", temp.path() / "link.txt");
    fs::create_directory_symlink(".", temp.path() / "loop");
    SourceWalker walker({temp.path()});
    EXPECT_EQ(walk(walker, temp.path()), (Lines{"css = x", "data.xml = x"}));
    EXPECT_EQ(walker.ignored(), 15U);
}

TEST(SourceWalker, ReadsWhatIsNamedOutrightWhateverItIsCalled)
{
    const TempFolder temp;
    write(temp.path() / ".hidden", "H");
    write(temp.path() / "style.css", "C");
    fs::create_symlink(".hidden", temp.path() / "link");
    EXPECT_EQ(walk(temp.path(),
                   {temp.path() / ".hidden", temp.path() / "style.css", temp.path() / "link"}),
              (Lines{".hidden = H", "style.css = C", "link = H"}));
}

TEST(SourceWalker, RefusesWhatIsNoFileWithoutOpeningIt)
{
    const TempFolder temp;
    ASSERT_EQ(::mkfifo((temp.path() / "pipe").c_str(), 0600), 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const std::string path = temp.path() / "socket";
    ASSERT_LT(path.size(), sizeof address.sun_path);
    path.copy(address.sun_path, path.size());
    const int server = ::socket(AF_UNIX, SOCK_STREAM, 0);
    ASSERT_EQ(::bind(server, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::close(server);
    const Lines expected = {"pipe: a named pipe, not a file", "socket: a socket, not a file"};
    EXPECT_EQ(walk(temp.path(), {temp.path()}), expected);
    EXPECT_EQ(walk(temp.path(), {temp.path() / "pipe", temp.path() / "socket", "/dev/null"}),
              (Lines{expected[0], expected[1], "/dev/null: a device, not a file"}));
}

TEST(SourceWalker, SaysWhyAFileOrFolderCannotBeRead)
{
    const TempFolder temp;
    fs::create_symlink("nowhere", temp.path() / "broken");
    EXPECT_EQ(walk(temp.path(), {temp.path() / "missing", temp.path() / "broken"}),
              (Lines{"missing: cannot be read: No such file or directory",
                     "broken: cannot be read: No such file or directory"}));
    if (::geteuid() == 0) {
        GTEST_SKIP() << "the rest is skipped: root may read everything";
    }
    write(temp.path() / "a/secret.txt", "x");
    write(temp.path() / "closed/x.txt", "x");
    fs::permissions(temp.path() / "a/secret.txt", fs::perms::none);
    fs::permissions(temp.path() / "closed", fs::perms::none);
    SourceWalker walker({temp.path() / "a", temp.path() / "closed"});
    Lines reasons;
    while (const auto item = walker.next()) {
        reasons.push_back(std::get<Refused>(*item).reason);
    }
    fs::permissions(temp.path() / "closed", fs::perms::owner_all);
    EXPECT_EQ(reasons,
              (Lines{"cannot be read: Permission denied", "cannot be read: Permission denied"}));
}

TEST(SourceWalker, RefusesLargeFilesWithoutReadingThem)
{
    const TempFolder temp;
    write(temp.path() / "huge.txt", "x");
    fs::resize_file(temp.path() / "huge.txt", std::uintmax_t{2} << 30U); // a hole: no disk either
    write(temp.path() / "just.txt", std::string(16U << 20U, 'x'));
    rusage before = {};
    ::getrusage(RUSAGE_SELF, &before);
    SourceWalker walker({temp.path()});
    EXPECT_EQ(std::get<Refused>(*walker.next()).reason, "larger than 16 MB");
    EXPECT_EQ(std::get<FoundDocument>(*walker.next()).bytes.size(), 16U << 20U);
    EXPECT_FALSE(walker.next());
    rusage after = {};
    ::getrusage(RUSAGE_SELF, &after);
    EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 200 << 10); // in kilobytes
}

TEST(SourceWalker, StopsGoingDownAtTheDepthLimit)
{
    const TempFolder temp;
    write(temp.path() / "1/2/3/deep.txt", "x");
    write(temp.path() / "1/2/z.txt", "Z");
    Limits limits;
    limits.folder_depth = 3;
    SourceWalker walker({temp.path()}, limits);
    EXPECT_EQ(walk(walker, temp.path()),
              (Lines{"1/2/3: folders nested deeper than 3", "1/2/z.txt = Z"}));
}

TEST(SourceWalker, MakesNamesFitToPrint)
{
    const TempFolder temp;
    write(temp.path() / "caf\xE9\n\x1B[31m.txt", "x");
    EXPECT_EQ(walk(temp.path(), {temp.path()}), (Lines{"caf\uFFFD\uFFFD\uFFFD[31m.txt = x"}));
    EXPECT_EQ(label(std::string(2000, 'x')).size(), 1003U);
}

TEST(SourceWalker, ReportsProgressInBytesOfInput)
{
    const TempFolder temp;
    write(temp.path() / "a.txt", std::string(100, 'a'));
    write(temp.path() / "b/c.txt", std::string(50, 'b'));
    write(temp.path() / "b/style.css", std::string(999, 'b'));
    SourceWalker walker({temp.path(), temp.path() / "a.txt", temp.path() / "missing"});
    EXPECT_EQ(walker.input_bytes_total(), 0U);
    ASSERT_TRUE(walker.next());
    EXPECT_EQ(walker.input_bytes_total(), 250U);
    EXPECT_EQ(walker.input_bytes_done(), 100U);
    ASSERT_TRUE(walker.next());
    EXPECT_EQ(walker.input_bytes_done(), 150U);
}

} // namespace
} // namespace chancery::importer
