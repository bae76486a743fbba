// Addresses as files, links between them, manifests.
#include <set>
#include <utility>

#include <gtest/gtest.h>

#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"
#include "export/file_name.hpp"
#include "export/links.hpp"
#include "export/manifest.hpp"

namespace chancery::exporter {
namespace {

TEST(FileName, IsTheAddressWhereEveryFileSystemCanHaveIt)
{
    const std::pair<std::string, std::string> kRows[] = {
        {"/", "index.html"},
        {"/tag/", "tag/index.html"},
        {"/tag/PHUM_0.html", "tag/PHUM_0.html"},
        {"/cable/2008/02/08LINDEN242_v1.html", "cable/2008/02/08LINDEN242_v1.html"},
        {"/static/site-0123456789ab.css", "static/site-0123456789ab.css"},
        {"/origin/embassy-linden_12.html", "origin/embassy-linden_12.html"},
        {"/help/a%C3%A9.html", "help/a=C3=A9.html"},
        {"/help/a=b.html", "help/a=3Db.html"},
        {"/help/a b:c|d?.html", "help/a=20b=3Ac=7Cd=3F.html"},
        {"/help/CON", "help/=43ON"},
        {"/help/con.html", "help/=63on.html"},
        {"/help/lpt1.tar.gz", "help/=6Cpt1.tar.gz"},
        {"/help/CON_0.html", "help/CON_0.html"},
        {"/help/COMA", "help/COMA"},
        {"/help/.htaccess", "help/=2Ehtaccess"},
        {"/../x", "=2E=2E/x"},
        {"/help/a.", "help/a=2E"},
        {"/help/%2e%2e", "help/=2E=2E"},
        {"/help/...", "help/=2E.=2E"},
        {"/a%00b", "a=00b"},
    };
    for (const auto& [address, file] : kRows) {
        EXPECT_EQ(file_of(address), file) << address;
    }
}

TEST(FileName, KeepsBeginningAndEndingOfLongNames)
{
    const std::string one = file_of("/origin/" + std::string(300, 'a') + "_0.html");
    const std::string other = file_of("/origin/" + std::string(301, 'a') + "_0.html");
    EXPECT_NE(one, other);
    EXPECT_LE(one.size(), std::string("origin/").size() + kMaxNameBytes);
    EXPECT_TRUE(one.starts_with("origin/aaaaaaaa"));
    EXPECT_TRUE(one.ends_with(".html"));
    const std::string foreign =
        file_of("/origin/" + replace_all(std::string(100, '.'), ".", "%C3%A9"));
    EXPECT_LE(foreign.size(), std::string("origin/").size() + kMaxNameBytes);
}

// Case apart, which addresses do not differ by.
TEST(FileName, IsAnotherForEveryAddress)
{
    const std::string kParts[] = {"a",   "b",   ".",        "..", "=", "==",      "%3D",
                                  "%41", "con", "nul.html", "a.", "-", "_0.html", "%C3%A9"};
    std::set<std::string> addresses;
    std::set<std::string> files;
    for (const std::string& first : kParts) {
        for (const std::string& second : kParts) {
            const std::string name = first + second;
            addresses.insert(replace_all(replace_all(name, "%41", "A"), "%3D", "="));
            files.insert(file_of("/help/" + name));
            EXPECT_TRUE(is_file_of_ours(file_of("/help/" + name))) << name;
        }
    }
    EXPECT_EQ(files.size(), addresses.size());
}

TEST(FileName, OfAFeedsFurtherPageIsThatOfNoOther)
{
    EXPECT_EQ(file_of("/feed.atom"), "feed.atom");
    EXPECT_EQ(file_of("/feed.atom?page=2"), "feed=page2.atom");
    EXPECT_EQ(file_of("/tag/PHUM.atom?page=20"), "tag/PHUM=page20.atom");
    EXPECT_EQ(file_of("/tag/PHUM%3Dpage2.atom"), "tag/PHUM=3Dpage2.atom");
}

TEST(FileName, IsThereForPagesAndNotForSearches)
{
    for (const char* address :
         {"/", "/tag/", "/missing/", "/missing.csv", "/cable/2008/02/08LINDEN242.html",
          "/cable/2008/02/08LINDEN242.csl.json", "/static/icon-0.png", "/help/glossary-a.html",
          "/feed.atom", "/feed.atom?page=2", "/tag/PHUM.atom", "/tag/PHUM.atom?page=20",
          "/articles/feed.atom"}) {
        EXPECT_TRUE(is_copied(address)) << address;
    }
    for (const char* address :
         {"", "/search", "/search?q=fog", "/search.csv", "/suggest", "/cable/08LINDEN242",
          "/help/search.html", "/tag/PHUM_0.html?theme=dark", "/tag/PHUM_0.html?page=2",
          "/feed.atom?theme=dark", "/feed.atom?page=", "/feed.atom?page=2&x", "/search.atom",
          "/search.atom?q=fog", "/cited/08LINDEN242.atom", "/cited/08LINDEN242.atom?page=2",
          "/api/v1/cables", "tag/"}) {
        EXPECT_FALSE(is_copied(address)) << address;
    }
}

TEST(Links, LeadFromFileToFile)
{
    EXPECT_EQ(link_between("index.html", "tag/index.html"), "tag/index.html");
    EXPECT_EQ(link_between("tag/index.html", "index.html"), "../index.html");
    EXPECT_EQ(link_between("tag/PHUM_0.html", "tag/PHUM_1.html"), "PHUM_1.html");
    EXPECT_EQ(link_between("cable/2008/02/A.html", "cable/2009/02/A.html"), "../../2009/02/A.html");
    EXPECT_EQ(link_between("cable/2008/02/A.html", "tag/PHUM_0.html"), "../../../tag/PHUM_0.html");
    EXPECT_EQ(link_between("cable/2008/02/A.html", "cable/2008/02/A.html"), "A.html");
}

TEST(Links, AreRelativeInAPage)
{
    EXPECT_EQ(
        with_relative_links(
            R"(<link rel="icon" href="/static/i.png"><a class="x" href="/" id="y">Home</a>)"
            R"(<a href="/date/#y2008">2008</a> <a href="#par4">¶</a> <img src="/static/i.png">)"
            R"(<a href="https://boats.example/">x</a>)",
            "tag/PHUM_0.html"),
        R"(<link rel="icon" href="../static/i.png"><a class="x" href="../index.html" id="y">Home</a>)"
        R"(<a href="../date/index.html#y2008">2008</a> <a href="#par4">¶</a> <img src="../static/i.png">)"
        R"(<a href="https://boats.example/">x</a>)");
}

TEST(Links, AreRelativeInAFeed)
{
    EXPECT_EQ(with_relative_links(R"(<link rel="next" href="/tag/PHUM.atom?page=2"/>)"
                                  R"(<category term="GT" scheme="/tag/"/>)"
                                  R"(<title>href=&quot;/tag/&quot;</title>)",
                                  "tag/PHUM.atom"),
              R"(<link rel="next" href="PHUM=page2.atom"/>)"
              R"(<category term="GT" scheme="index.html"/>)"
              R"(<title>href=&quot;/tag/&quot;</title>)");
}

TEST(Links, AreLeftOutWhereThereIsNoFile)
{
    EXPECT_EQ(with_relative_links(
                  R"(<a href="/search?q=%22a%22&amp;x=1" rel="nofollow"><code>"a"</code></a>)",
                  "index.html"),
              R"(<a rel="nofollow"><code>"a"</code></a>)");
    EXPECT_EQ(with_relative_links(R"(<form class="find" action="/search"><b>)", "index.html"),
              R"(<form class="find"><b>)");
}

TEST(Links, LeaveTextAndOtherAttributesAlone)
{
    for (const char* page :
         {R"(<p>he wrote &quot; href=&quot;/tag/&quot; on it</p>)", R"(<b title="/tag/">x</b>)",
          R"(<i data-href="/tag/">)", R"(a="/)", R"( href="//)", "", R"( href=")"}) {
        const std::string relative = with_relative_links(page, "tag/PHUM_0.html");
        EXPECT_TRUE(relative == page || std::string_view(page).starts_with(" href=\"//"))
            << relative;
    }
}

TEST(Links, AreFoundOnAPage)
{
    EXPECT_EQ(
        addresses_in(
            R"(<a href="/help/faq.html#a">x</a><a href="/search?q=x">y</a><a href="/tag/">z</a>)"),
        (std::vector<std::string>{"/help/faq.html", "/tag/"}));
}

TEST(Manifest, ListsWhatItWrote)
{
    const std::string line = manifest_line(sha256("abc"), "tag/PHUM_0.html");
    EXPECT_EQ(
        line,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  tag/PHUM_0.html\n");
    EXPECT_EQ(listed_file(std::string_view(line).substr(0, line.size() - 1)), "tag/PHUM_0.html");
}

TEST(Manifest, ListsNothingThatIsNotOurs)
{
    const std::string hash = hex(sha256("abc"));
    for (const std::string& line :
         {std::string(), hash, hash + "  ", hash + " x", hash + " *x", hash + "  /etc/passwd",
          hash + "  ../x", hash + "  a/../x", hash + "  a//x", hash + "  a/", hash + "  ./x",
          hash + "  a b", hash + "  a\\b", "\\" + hash + "  x", hash.substr(1) + "   x",
          std::string(64, 'g') + "  x", hash + "  " + std::string(5000, 'a')}) {
        EXPECT_FALSE(listed_file(line)) << line;
    }
}

TEST(Manifest, EndsAtTheLastWholeLine)
{
    const testing::TempFolder folder;
    const std::string line = manifest_line(sha256(""), "a");
    write_file_atomic(folder.path() / "m",
                      line + "nonsense\n" + manifest_line(sha256(""), "b") + line.substr(0, 66));
    std::vector<std::string> listed;
    each_listed(folder.path() / "m", [&](std::string_view file) { listed.emplace_back(file); });
    EXPECT_EQ(listed, (std::vector<std::string>{"a", "b"}));
    each_listed(folder.path() / "none", [&](std::string_view) { FAIL(); });
}

} // namespace
} // namespace chancery::exporter
