#include "feed/atom.hpp"

#include <gmock/gmock.h>

#include "base/testing.hpp"
#include "base/text.hpp"

namespace chancery::feed {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

edition::Settings settings()
{
    edition::Settings settings;
    settings.title = "The Linden Papers";
    settings.base_url = "https://linden.example";
    return settings;
}

Entry entry(const std::string& id, const std::string& updated)
{
    return {{id, "THE FOG", parse_instant("2008-02-27 19:56"), parse_instant("2011-08-26").value(),
             "CONFIDENTIAL", "Embassy Linden"},
            parse_instant(updated).value(),
            {"PHUM", "ECON"},
            "The harbour  is\nquiet."};
}

Feed some_feed()
{
    Feed feed{.title = "PHUM", .path = "/tag/PHUM.atom", .page_path = "/tag/PHUM_0.html"};
    feed.entries = {entry("08LINDEN242", "2011-09-02"), entry("08LINDEN7", "2011-08-26")};
    feed.tombstones = {{"08LINDEN9", 2, parse_instant("2011-09-01").value(), "withdrawn",
                        "names a child", "", std::nullopt}};
    return feed;
}

TEST(Atom, WritesAFeedAsPeopleReadIt)
{
    EXPECT_GOLDEN("feed/tag.atom", atom(some_feed(), settings()));
}

TEST(Atom, GivesEachCableAnIdThatNothingChanges)
{
    // RFC 9562, 5.8: version 8, variant 10.
    EXPECT_THAT(entry_id("08LINDEN242"),
                ::testing::MatchesRegex("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-"
                                        "[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    EXPECT_EQ(entry_id("08LINDEN242"), "urn:uuid:0d9ebc94-90e0-8f7b-89ea-415579f263d6");
    EXPECT_NE(entry_id("08LINDEN242"), entry_id("08LINDEN243"));
    Feed moved = some_feed();
    moved.entries[0].row.created.reset();
    moved.entries[0].row.subject = "ANOTHER";
    edition::Settings elsewhere = settings();
    elsewhere.base_url = "http://other.example";
    EXPECT_THAT(atom(moved, elsewhere), HasSubstr(entry_id("08LINDEN242")));
}

TEST(Atom, IsAsOldAsTheNewestThingInIt)
{
    Feed feed = some_feed();
    const auto updated = [&] {
        const std::string text = atom(feed, settings());
        const std::size_t at = text.find("<updated>");
        return text.substr(at + 9, 10);
    };
    EXPECT_EQ(updated(), "2011-09-02");
    feed.entries.erase(feed.entries.begin());
    EXPECT_EQ(updated(), "2011-09-01");
    feed.entries.clear();
    feed.tombstones.clear();
    feed.updated_if_empty = parse_instant("2011-07-01").value();
    EXPECT_EQ(updated(), "2011-07-01");
}

TEST(Atom, LinksItsPages)
{
    Feed feed = some_feed();
    feed.page = 2;
    feed.pages = 1000;
    const std::string text = atom(feed, settings());
    EXPECT_THAT(text, HasSubstr("<link rel=\"self\" type=\"application/atom+xml\" "
                                "href=\"https://linden.example/tag/PHUM.atom?page=2\"/>"));
    EXPECT_THAT(text, HasSubstr("rel=\"first\" type=\"application/atom+xml\" "
                                "href=\"https://linden.example/tag/PHUM.atom\"/>"));
    EXPECT_THAT(text, HasSubstr("rel=\"previous\" type=\"application/atom+xml\" "
                                "href=\"https://linden.example/tag/PHUM.atom\"/>"));
    EXPECT_THAT(text, HasSubstr("rel=\"next\" type=\"application/atom+xml\" "
                                "href=\"https://linden.example/tag/PHUM.atom?page=3\"/>"));
    EXPECT_THAT(text, HasSubstr("PHUM.atom?page=20\"/>")); // the last there is
    feed.page = kMaxFeedPages;
    EXPECT_THAT(atom(feed, settings()), Not(HasSubstr("rel=\"next\"")));
    EXPECT_EQ(page_address("/search.atom?q=fog", 2), "/search.atom?q=fog&page=2");
    EXPECT_EQ(page_address("/search.atom?q=fog", 1), "/search.atom?q=fog");
}

TEST(Atom, ReadsPageNumbersAndNothingElse)
{
    EXPECT_EQ(page_number("2"), 2U);
    EXPECT_EQ(page_number("20"), 20U);
    for (const std::string_view text :
         {"", "0", "1", "02", "21", "-2", "+2", "2 ", "2x", "99999999999999999999", "\xff"}) {
        EXPECT_EQ(page_number(text), 1U) << text;
    }
}

TEST(Atom, StandsWithoutAnAddressOfTheSite)
{
    edition::Settings nowhere = settings();
    nowhere.base_url.clear();
    const std::string text = atom(some_feed(), nowhere);
    EXPECT_THAT(text, HasSubstr("<id>urn:uuid:"));
    EXPECT_THAT(text, HasSubstr("href=\"/cable/2008/02/08LINDEN242.html\""));
}

TEST(Atom, OfACopyHasTheSameIdsAndNoWholeLinks)
{
    ArticlesFeed articles;
    articles.rows = {{"fog", "Fog", "", "The Quay", "the-quay", "", {}, {}, {}, ""}};
    for (const std::string& copied : {atom(some_feed(), settings(), view::Delivery::Copied),
                                      atom(articles, settings(), view::Delivery::Copied)}) {
        EXPECT_THAT(copied, HasSubstr("<id>https://linden.example/"));
        EXPECT_THAT(copied, HasSubstr("scheme=\"https://linden.example/"));
        EXPECT_THAT(copied, Not(HasSubstr("href=\"h")));
    }
}

TEST(Atom, OfArticlesOfWhichNoneIsLeftLeadsToTheFirstPage)
{
    const ArticlesFeed feed{.gone = {{"rain", parse_instant("2011-08-28").value()}}};
    EXPECT_THAT(atom(feed, settings()), HasSubstr("<link rel=\"alternate\" type=\"text/html\" "
                                                  "href=\"https://linden.example/\"/>"));
}

TEST(Atom, StaysWellFormedAndBoundedWhateverACableHolds)
{
    const std::vector<std::string> texts = {
        "<script>alert(1)</script>]]>&",
        std::string("\0\x01\x1f\x7f\r\n", 6),
        "\xE2\x80\xAE"
        "gnp.exe \xEF\xBF\xBE\xED\xA0\x80\xff",
        std::string(60'000, 'A'),
        "",
        "\"' --> <?xml ?> <!DOCTYPE x [<!ENTITY a \"b\">]> &a;"};
    for (const std::string& text : texts) {
        Feed feed = some_feed();
        feed.title = text;
        feed.tombstones[0].why = text;
        for (Entry& one : feed.entries) {
            one.row.subject = text;
            one.row.origin = text;
            one.row.classification = text;
            one.beginning = text;
            one.tags = std::vector<std::string>(1000, text);
        }
        edition::Settings all = settings();
        all.title = text;
        const std::string document = atom(feed, all);
        EXPECT_LT(document.size(), 200'000U);
        EXPECT_THAT(document, Not(HasSubstr("\xE2\x80\xAE"))); // nothing turns a reader's list
        const auto problem = testing::xml_problem(document);
        if (!problem) {
            GTEST_SKIP() << "skipped: no xmllint";
        }
        EXPECT_EQ(*problem, "");
    }
}

} // namespace
} // namespace chancery::feed
