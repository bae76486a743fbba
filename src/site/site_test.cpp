// The whole site on a small edition, without a socket.
#include "site/site.hpp"

#include <deque>
#include <regex>
#include <set>
#include <thread>

#include <gmock/gmock.h>

#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"
#include "base/zstd.hpp"
#include "cable/cable_json.hpp"
#include "edition/batch.hpp"
#include "edition/format.hpp"
#include "edition/writer.hpp"
#include "index/segment_writer.hpp"
#include "site/pages.hpp"
#include "view/assets.hpp"
#include "view/fictional.hpp"
#include "view/page.hpp"

namespace chancery::site {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Cable small_cable(const std::string& id, const std::string& created,
                  const std::vector<std::string>& tags)
{
    Cable cable;
    cable.id = id;
    cable.created = parse_instant(created);
    cable.released = parse_instant("2011-08-26");
    cable.origin = "Embassy Linden";
    cable.classification = {"CONFIDENTIAL", "confidential", "", "CONFIDENTIAL"};
    cable.subject = "SUBJECT OF " + id;
    cable.header = "FM AMEMBASSY LINDEN\n";
    cable.body = "1. (C) Text of " + id + ".\n";
    cable.paragraphs = {
        {"par1", "1", "C", "", "", {0, static_cast<std::uint32_t>(cable.body.size())}}};
    for (const std::string& tag : tags) {
        cable.tags.push_back({tag, tag, "", "", "", {}});
    }
    return cable;
}

void add_reference(Cable& cable, const std::string& id)
{
    cable.references.push_back({"", id, id, "cable", "", false, false, false, {}});
}

// 121 cables with PHUM (three pages), 50 of them with ECON (exactly one), in the order of listings.
std::vector<Cable> some_cables()
{
    std::vector<Cable> cables = {small_cable("05BANGKOK12", "2005-03-01 08:00", {"PHUM"})};
    for (int i = 1; i <= 119; ++i) {
        std::vector<std::string> tags = {"PHUM"};
        if (i <= 49) { // and the fictional one
            tags.emplace_back("ECON");
        }
        const std::string minute =
            (i / 60 == 0 ? "10:" : "11:") + std::to_string(100 + i % 60).substr(1);
        cables.push_back(small_cable("08LINDEN" + std::to_string(i), "2008-01-05 " + minute, tags));
        add_reference(cables.back(), "07QUAY12"); // a ghost
        add_reference(cables.back(), i <= 5 ? "05BANGOK12" : "08LINDEN242");
    }
    cables.push_back(view::testing::fictional_cable());
    cables.push_back(small_cable("09LINDEN3", "2009-01-01 00:00", {"PHUMPGOV", "PGOV"}));
    add_reference(cables.back(), "07QUAY12");
    add_reference(cables.back(), "06RIO9");
    return cables;
}

// Thirty, two pages of them; the first has every kind of link.
edition::Articles some_articles()
{
    const auto article = [](const std::string& slug, const std::string& place,
                            const std::string& text) {
        return edition::ReleasedArticle{slug,
                                        "+++\ntitle = \"About " + slug + "\"\ndate = 2011-08-20\n" +
                                            place + "+++\n\n" + text + "\n",
                                        *parse_instant("2011-08-26"), *parse_instant("2011-08-27")};
    };
    edition::Articles articles;
    articles.released = {article(
        "a-first", "place = \"embassy-linden\"\n",
        "Fog [08LINDEN242 ¶4], [08LINDEN242 ¶99], [05BANGOK12], [07QUAY12 ¶1].\n\n"
        "[one](/cable/08linden242#par4) [two](/cable/07QUAY12) [three](/articles/fog2.html) "
        "[four](/articles/nothing.html) [five](/tag/phum_0.html) [six](/tag/PHUM_9.html) "
        "[seven](https://linden.example/cable/2008/02/08LINDEN242.html) [eight](/search?q=fog) "
        "[nine](/)\n")};
    for (int i = 1; i < 30; ++i) {
        articles.released.push_back(
            article("fog" + std::to_string(i), i < 28 ? "place = \"The Quay\"\n" : "", "Fog."));
    }
    articles.gone = {{"gone", *parse_instant("2011-08-28")}};
    return articles;
}

void release(const fs::path& path, const std::vector<Cable>& cables)
{
    edition::EditionFolder folder(path);
    const fs::path generation = folder.begin_generation();
    edition::make_generation(generation);
    edition::BatchWriter views(generation / edition::kViewsFolder / edition::batch_name(1), "");
    index::SegmentWriter words(generation / edition::kIndexFolder / index::segment_name(1), {});
    Compressor pack("", 3);
    for (const Cable& cable : cables) {
        views.add(edition::facts_of(cable), pack(to_json(cable)));
        words.add(index::indexed(cable));
    }
    words.finish();
    views.finish();
    edition::write_edition(
        generation, view::testing::settings(),
        {{"", *parse_instant("2011-08-26"), static_cast<std::uint32_t>(cables.size())}}, {}, {}, {},
        some_articles());
    folder.switch_to(generation);
}

class SiteTest : public ::testing::Test {
protected:
    SiteTest() { release(path_, some_cables()); }

    static http::Request request(const std::string& target)
    {
        http::Request request;
        const auto parsed = http::parse_target(target);
        EXPECT_TRUE(parsed) << target;
        if (parsed) {
            request.target = target;
            request.path = parsed->path;
            request.query = parsed->query;
        }
        return request;
    }
    static std::string location(const http::Response& response)
    {
        for (const auto& [name, value] : response.headers) {
            if (name == "Location") {
                return value;
            }
        }
        return {};
    }
    static std::string text(const http::Response& response)
    {
        return std::string(response.body ? response.body->bytes() : "");
    }

    chancery::testing::TempFolder temp_;
    fs::path path_ = temp_.path() / "edition";
};

TEST_F(SiteTest, AnswersEveryAddressWithItsStatus)
{
    struct Row {
        std::string target;
        int status;
        std::string location = "";
    };
    const Row kRows[] = {
        {"/", 200},
        {"/?theme=dark", 200},
        {"/?theme=pink", 301, "/"},
        {"/?utm_source=x&theme=dark", 301, "/?theme=dark"},
        {"/cable/2008/02/08LINDEN242.html", 200},
        {"/cable/2008/02/08LINDEN242.html?view=sent", 200},
        {"/cable/2008/02/08LINDEN242.html?theme=dark&view=sent", 301,
         "/cable/2008/02/08LINDEN242.html?view=sent&theme=dark"},
        {"/cable/2008/02/08LINDEN242.html?q=fog", 200},
        {"/cable/2008/02/08LINDEN242.html?q=fog&view=sent", 301,
         "/cable/2008/02/08LINDEN242.html?view=sent&q=fog"},
        {"/cable/2008/02/08LINDEN242.html?q=", 301, "/cable/2008/02/08LINDEN242.html"},
        {"/cable/2008/02/08LINDEN242.html?q=" + std::string(9000, 'x'), 301,
         "/cable/2008/02/08LINDEN242.html?q=" + std::string(8192, 'x')},
        {"/cable/08LINDEN242?q=fog", 301, "/cable/2008/02/08LINDEN242.html?q=fog"},
        {"/search?q=fog&after=08LINDEN242", 301, "/search?q=fog"},
        {"/search.jsonl?q=fog&after=what", 301, "/search.jsonl?q=fog"},
        {"/cable/2008/02/08LINDEN242.txt?q=fog", 301, "/cable/2008/02/08LINDEN242.txt"},
        {"/cable/2008/02/08LINDEN242.txt", 200},
        {"/cable/2008/02/08LINDEN242.txt?theme=dark", 301, "/cable/2008/02/08LINDEN242.txt"},
        {"/cable/2008/02/08LINDEN242.json", 200},
        {"/cable/2008/02/08LINDEN242.bib", 200},
        {"/cable/2008/02/08LINDEN242.ris", 200},
        {"/cable/2008/02/08LINDEN242.csl.json", 200},
        {"/cable/2008/02/08LINDEN242.bib?quote=par4", 200},
        {"/cable/2008/02/08LINDEN242.bib?quote=par9", 404},
        {"/cable/2008/02/08LINDEN242.bib?quote=par9-1a2b3c4d", 200}, // there may have been one
        {"/cable/2008/02/08LINDEN242.html?quote=par9-1a2b3c4d", 200},
        {"/cable/2008/02/08LINDEN242.html?quote=par4", 301, "/cable/2008/02/08LINDEN242.html"},
        {"/cable/08linden242?quote=par4-1a2b3c4d", 301,
         "/cable/2008/02/08LINDEN242.html?quote=par4-1a2b3c4d"},
        {"/cable/2009/07/08linden242.csl.json?quote=par4", 301,
         "/cable/2008/02/08LINDEN242.csl.json?quote=par4"},
        {"/cite/08LINDEN242.html", 200},
        {"/cite/08linden0242", 301, "/cite/08LINDEN242.html"},
        {"/cite/08linden242.html?theme=dark", 301, "/cite/08LINDEN242.html?theme=dark"},
        {"/cite/07QUAY12.html", 404}, // a ghost
        {"/cable/2009/07/08LINDEN242.html", 301, "/cable/2008/02/08LINDEN242.html"},
        {"/cable/2009/07/08LINDEN242.json", 301, "/cable/2008/02/08LINDEN242.json"},
        {"/cable/2008/02/08linden242.html?theme=dark", 301,
         "/cable/2008/02/08LINDEN242.html?theme=dark"},
        {"/cable/2008/02/08LINDEN242", 301, "/cable/2008/02/08LINDEN242.html"},
        {"/cable/08LINDEN242", 301, "/cable/2008/02/08LINDEN242.html"},
        {"/cable/08LINDEN242.html", 301, "/cable/2008/02/08LINDEN242.html"},
        {"/cable/08linden000242", 301, "/cable/2008/02/08LINDEN242.html"},
        {"/cable/08%20Linden%20242", 301, "/cable/2008/02/08LINDEN242.html"},
        {"/cable/05BANGOK12", 301, "/cable/2005/03/05BANGKOK12.html"}, // a misspelt post
        {"/cable/08LINDEN99999", 404},
        {"/cable/2008/02/08LINDEN99999.html", 404},
        {"/cable/2008/02/nonsense.html", 404},
        {"/cable/nonsense", 404},
        {"/cable/", 404},
        {"/cable/07QUAY12", 404}, // a ghost
        {"/cable/2007/05/07QUAY12.html", 404},
        {"/cited/07QUAY12_0.html", 200},
        {"/cited/07QUAY12_2.html", 200},
        {"/cited/07QUAY12_3.html", 404},
        {"/cited/07QUAY12.html", 301, "/cited/07QUAY12_0.html"},
        {"/cited/07quay0012", 301, "/cited/07QUAY12_0.html"},
        {"/cited/07quay0012_1.html?theme=dark", 301, "/cited/07QUAY12_1.html?theme=dark"},
        {"/cited/08LINDEN242_0.html", 200},
        {"/cited/06RIO9_0.html", 301, "/cited/06RIODEJANEIRO9_0.html"},
        {"/cited/08LINDEN1_0.html", 404}, // nobody refers to it
        {"/cited/nonsense_0.html", 404},
        {"/cited/", 404},
        {"/missing/", 200},
        {"/missing", 301, "/missing/"},
        {"/missing/?theme=dark", 200},
        {"/missing/0.html", 301, "/missing/"},
        {"/missing/1.html", 404},
        {"/missing/999999999.html", 404},
        {"/missing/LINDEN_2008.html", 200},
        {"/missing/linden_2008.html?theme=dark", 301, "/missing/LINDEN_2008.html?theme=dark"},
        {"/missing/RIO_2006.html", 301, "/missing/RIODEJANEIRO_2006.html"},
        {"/missing/Rio%20de%20Janeiro_2006.txt", 301, "/missing/RIODEJANEIRO_2006.txt"},
        {"/missing/LINDEN_2008.txt", 200},
        {"/missing/LINDEN_2008.txt?theme=dark", 301, "/missing/LINDEN_2008.txt"},
        {"/missing/LINDEN_1908.html", 404}, // 08 as well, but no such year
        {"/missing/LINDEN_0000.html", 404},
        {"/missing/LINDEN_2010.html", 404},
        {"/missing/NOWHERE_2008.txt", 404},
        {"/missing/%3Cb%3E_2008.html", 404},
        {"/missing.csv", 200},
        {"/missing/requests.txt", 200},
        {"/articles/", 200},
        {"/articles", 301, "/articles/"},
        {"/articles/page_0.html", 301, "/articles/"},
        {"/articles/page_1.html?theme=dark", 200},
        {"/articles/page_2.html", 404},
        {"/articles/a-first.html", 200},
        {"/articles/a-first.html?x=1", 301, "/articles/a-first.html"},
        {"/articles/a-first.md", 200},
        {"/articles/gone.html", 410},
        {"/articles/gone.md", 410},
        {"/articles/nothing.html", 404},
        {"/articles/%3Cb%3E.html", 404},
        {"/articles/place/embassy-linden.html", 200},
        {"/articles/place/the-quay_0.html", 301, "/articles/place/the-quay.html"},
        {"/articles/place/the-quay_1.html", 200},
        {"/articles/place/the-quay_2.html", 404},
        {"/articles/place/nowhere.html", 404},
        {"/articles/feed.atom", 200},
        {"/articles/feed.atom?page=2", 404},
        {"/date/", 200},
        {"/date/2008-02_0.html", 200},
        {"/date/2008-02.html", 301, "/date/2008-02_0.html"},
        {"/date/2008-03_0.html", 404},
        {"/reldate/", 200},
        {"/reldate/2011-08-26_2.html", 200},
        {"/reldate/2011-08-26_3.html", 404},
        {"/tag/", 200},
        {"/tag", 301, "/tag/"},
        {"/tag/misprints.html", 200},
        {"/tag/PHUM_0.html", 200},
        {"/tag/PHUM_2.html", 200},
        {"/tag/PHUM_3.html", 404},
        {"/tag/ECON_0.html", 200},
        {"/tag/ECON_1.html", 404}, // exactly fifty: one page
        {"/tag/phum_1.html", 301, "/tag/PHUM_1.html"},
        {"/tag/PHUM.html?theme=light", 301, "/tag/PHUM_0.html?theme=light"},
        {"/tag/QQXY_0.html", 404},
        {"/origin/", 200},
        {"/origin/embassy-linden_0.html", 200},
        {"/origin/51_0.html", 404}, // a number of the old site
        {"/classification/", 200},
        {"/classification/confidential_0.html", 200},
        {"/help/", 200},
        {"/help", 301, "/help/"},
        {"/help/faq.html", 200},
        {"/help/classification.html", 200},
        {"/help/other.html", 404},
        {"/help/glossary.html", 200},
        {"/help/glossary-a.html", 200},
        {"/help/glossary-all.html", 200},
        {"/help/glossary-A.html", 404},
        {"/help/glossary-.html", 404},
        {"/help/glossary-ab.html", 404},
        {view::style_sheet().path, 200},
        {view::style_sheet().path + "?v=1", 301, view::style_sheet().path},
        {view::icon().path, 200},
        {"/static/site-000000000000.css", 404},
        {"/robots.txt", 200},
        {"/favicon.ico", 200},
        {"/api/", 200},
        {"/api", 301, "/api/"},
        {"/api/?theme=dark", 200},
        {"/api/?x=1", 301, "/api/"},
        {"/api/openapi.json", 200},
        {"/api/v1/cables", 200},
        {"/api/v1/cables?utm_source=x", 400}, // and no redirect
        {"/api/v1/cables/08linden242", 301, "/api/v1/cables/08LINDEN242"},
        {"/api/v1/nothing", 404},
        {"/admin.php", 404},
        {"/admin.php?x=1", 404},
    };
    Site site(path_);
    for (const Row& row : kRows) {
        const http::Response response = site.handle(request(row.target));
        EXPECT_EQ(response.status, row.status) << row.target;
        EXPECT_EQ(location(response), row.location) << row.target;
    }
}

// Every link of every page, in every theme, leads to a page. What a search leads to has no end: its
// own page is looked at, and its links are not followed.
TEST_F(SiteTest, HasNoDeadLink)
{
    Site site(path_);
    std::set<std::string> seen = {"/"};
    std::deque<std::string> todo = {"/"};
    static const std::regex kLink("href=\"([^\"]*)\"");
    while (!todo.empty()) {
        const std::string target = todo.front();
        todo.pop_front();
        const http::Response response = site.handle(request(target));
        ASSERT_EQ(response.status, 200) << target;
        if (response.content_type.find("html") == std::string::npos ||
            target.starts_with(view::kSearchPath)) {
            continue;
        }
        const std::string page = text(response);
        for (auto link = std::sregex_iterator(page.begin(), page.end(), kLink);
             link != std::sregex_iterator(); ++link) {
            std::string address = replace_all((*link)[1].str(), "&amp;", "&");
            const std::string fragment =
                address.find('#') == std::string::npos ? "" : address.substr(address.find('#') + 1);
            address = address.substr(0, address.find('#'));
            if (address.starts_with("https://")) {
                continue;
            }
            if (address.empty() || (address == target && !fragment.empty())) {
                EXPECT_THAT(page, HasSubstr(" id=\"" + fragment + "\"")) << target;
                continue;
            }
            const std::string path = target.substr(0, target.find('?'));
            const std::string folder = path.substr(0, path.rfind('/') + 1);
            address = address[0] == '/'   ? address
                      : address[0] == '?' ? path + address
                      : address == "./"   ? folder
                                          : folder + address;
            if (seen.insert(address).second) {
                todo.push_back(address);
            }
        }
    }
    EXPECT_GT(seen.size(), 500U); // 123 cables in three themes, as sent too, and their listings
    EXPECT_TRUE(seen.contains("/cable/2008/02/08LINDEN242.html?view=sent&theme=dark"));
}

TEST_F(SiteTest, LinksArticlesToWhatIsHereAndCablesToTheirArticles)
{
    Site site(path_);
    const std::string page = text(site.handle(request("/articles/a-first.html")));
    for (const char* link :
         {"[<a href=\"/cable/2008/02/08LINDEN242.html#par4\">08LINDEN242 ¶4</a>]",
          "[<a href=\"/cable/2008/02/08LINDEN242.html\">08LINDEN242 ¶99</a>]",
          "[<a href=\"/cable/2005/03/05BANGKOK12.html\">05BANGOK12</a>]", "[07QUAY12 ¶1]",
          "<a href=\"/cable/2008/02/08LINDEN242.html#par4\">one</a> two "
          "<a href=\"/articles/fog2.html\">three</a> four <a href=\"/tag/PHUM_0.html\">five</a> "
          "six "
          "<a href=\"/cable/2008/02/08LINDEN242.html\">seven</a> eight <a href=\"/\">nine</a>",
          ">Embassy Linden</a>", "<a href=\"/origin/embassy-linden_0.html\">Cables from"}) {
        EXPECT_THAT(page, HasSubstr(link));
    }
    EXPECT_THAT(
        text(site.handle(request("/cable/2008/02/08LINDEN242.html"))),
        HasSubstr("<h2>Articles that cite it</h2>\n<ul class=\"refs\">\n<li dir=\"auto\"><a "
                  "href=\"/articles/a-first.html\">About a-first</a> <small>2011-08-20 <a "
                  "href=\"#par4\">¶4</a></small></li>\n</ul>"));
    EXPECT_THAT(text(site.handle(request("/"))), HasSubstr("<a href=\"/articles/\">Articles</a>"));
    const std::string feed = text(site.handle(request("/articles/feed.atom")));
    EXPECT_THAT(feed, HasSubstr("<title>About a-first</title>"));
    EXPECT_THAT(feed, HasSubstr("<at:deleted-entry ref=\"urn:uuid:"));
    EXPECT_THAT(text(site.handle(request("/articles/a-first.md"))),
                HasSubstr("title = \"About a-first\""));
    EXPECT_FALSE(site.handle(request("/articles/a-first.html")).last_modified);
}

TEST_F(SiteTest, SuggestsCablesWhereOneIsMissing)
{
    Site site(path_);
    const std::string page = text(site.handle(request("/cable/08LINDEM242")));
    EXPECT_THAT(page, HasSubstr("Did you mean"));
    EXPECT_THAT(page, HasSubstr("/cable/2008/02/08LINDEN242.html"));
    EXPECT_THAT(text(site.handle(request("/origin/51_0.html"))),
                HasSubstr("<a href=\"/origin/\">Look through the whole list"));
}

TEST_F(SiteTest, PointsMisprintedTagsToTheRightOnes)
{
    Site site(path_);
    EXPECT_THAT(text(site.handle(request("/tag/PHUMPGOV_0.html"))),
                HasSubstr("probably meant: <a href=\"/tag/PHUM_0.html\">PHUM</a>"));
    EXPECT_THAT(text(site.handle(request("/tag/misprints.html"))),
                HasSubstr("<a href=\"/tag/PHUM_0.html\">PHUM</a>"));
}

TEST_F(SiteTest, ServesCablesAsTextAndAsJson)
{
    Site site(path_);
    const Cable cable = view::testing::fictional_cable();
    const http::Response plain = site.handle(request("/cable/2008/02/08LINDEN242.txt"));
    EXPECT_EQ(plain.content_type, "text/plain; charset=utf-8");
    EXPECT_EQ(text(plain), cable.header + "\n" + cable.body);
    const http::Response json = site.handle(request("/cable/2008/02/08LINDEN242.json"));
    EXPECT_EQ(json.content_type, "application/json");
    EXPECT_EQ(json.sharing, http::Sharing::AnyOrigin);
    EXPECT_EQ(from_json(text(json)), cable);
    EXPECT_THAT(
        text(json),
        HasSubstr(",\"refers_to\":[{\"id\":\"08LINDEN100\",\"path\":\"/cable/2008/01/"
                  "08LINDEN100.html\"},{\"id\":\"07QUAY12\",\"path\":null}],"
                  "\"referred_by_count\":114,\"referred_by\":[\"08LINDEN6\",\"08LINDEN7\","));
    EXPECT_THAT(
        text(site.handle(request("/cable/2009/01/09LINDEN3.json"))),
        ::testing::EndsWith(",\"referred_by_count\":0,\"referred_by\":[],\"versions\":[]}"));
}

TEST_F(SiteTest, ShowsWhoRefersToACable)
{
    Site site(path_);
    const std::string page = text(site.handle(request("/cable/2008/02/08LINDEN242.html")));
    EXPECT_THAT(page, HasSubstr("<h2>Referred to by</h2>\n<ul class=\"refs\">\n<li><a "
                                "href=\"/cable/2008/01/08LINDEN6.html\">08LINDEN6</a>"));
    EXPECT_THAT(page, HasSubstr("<summary>40 more</summary>"));
    EXPECT_THAT(page, HasSubstr("<a href=\"/cited/08LINDEN242_0.html\">All 114 cables that refer "
                                "to this one</a>"));
    const std::string misspelt = text(site.handle(request("/cable/2005/03/05BANGKOK12.html")));
    EXPECT_THAT(misspelt, HasSubstr("08LINDEN5</a>"));
    EXPECT_THAT(misspelt, Not(HasSubstr("All 5")));
    const std::string list = text(site.handle(request("/cited/08LINDEN242_2.html")));
    EXPECT_THAT(list, HasSubstr("<h1>Cables that refer to 08LINDEN242</h1>"));
    EXPECT_THAT(list, HasSubstr("114 cables, page 3 of 3"));
    EXPECT_THAT(list, HasSubstr("<a href=\"/cable/2008/02/08LINDEN242.html\">08LINDEN242</a>"));
}

TEST_F(SiteTest, SaysOfAGhostWhoRefersToIt)
{
    Site site(path_);
    const std::string page = text(site.handle(request("/cable/07QUAY12")));
    EXPECT_THAT(page, HasSubstr("<h1>07QUAY12 is not in this archive</h1>"));
    EXPECT_THAT(page, HasSubstr("<h2>121 cables refer to it</h2>"));
    EXPECT_THAT(page, HasSubstr("<a href=\"/cited/07QUAY12_0.html\">"));
    EXPECT_THAT(text(site.handle(request("/cited/07QUAY12_0.html"))),
                HasSubstr("07QUAY12 is not in this archive."));
    EXPECT_THAT(text(site.handle(request("/cable/06RIO9"))),
                HasSubstr("<h1>06RIODEJANEIRO9 is not in this archive</h1>"));
}

std::string whole(const http::Response& response)
{
    std::string all;
    EXPECT_TRUE(response.stream);
    while (response.stream && response.stream->next(all) == http::Stream::More::Yes) {
    }
    return all;
}

TEST_F(SiteTest, TellsWhatIsMissing)
{
    Site site(path_);
    const std::string index = text(site.handle(request("/missing/")));
    EXPECT_THAT(index, HasSubstr("122 numbers between the lowest and the highest known are not "
                                 "accounted for; 2 cables are not here, though cables here refer "
                                 "to them; 1 cable is here in part."));
    EXPECT_THAT(index, HasSubstr("<a href=\"/missing/LINDEN_2008.html\">LINDEN 2008</a></th>"
                                 "<td>1 to 242</td><td class=\"n\">120</td>"));
    const std::string linden = text(site.handle(request("/missing/LINDEN_2008.html")));
    EXPECT_THAT(linden, HasSubstr("<span class=\"id\">08LINDEN120</span> to <span "
                                  "class=\"id\">08LINDEN241</span></span>"));
    const std::string quay = text(site.handle(request("/missing/QUAY_2007.html")));
    EXPECT_THAT(quay, HasSubstr("<a class=\"id\" href=\"/cited/07QUAY12_0.html\">07QUAY12</a>"));
    for (const std::string target : {"/cable/07QUAY12", "/cited/07QUAY12_0.html"}) {
        EXPECT_THAT(text(site.handle(request(target))),
                    HasSubstr("<a href=\"/missing/QUAY_2007.html\">"));
    }
}

TEST_F(SiteTest, ListsWhatIsMissingAsCsvAndAsALetter)
{
    std::vector<Cable> cables = some_cables();
    cables[1].findings = {{"partial-extract", Part::Body, {}, ""}}; // 08LINDEN1
    cables[2].sections = 4;
    cables[2].head_at = {0, 99};
    cables[2].body = "SECRET SECTION 03 OF 04 LINDEN 2\n";
    cables[2].paragraphs.clear();
    release(path_, cables);
    Site site(path_);
    const http::Response csv = site.handle(request("/missing.csv"));
    EXPECT_EQ(csv.content_type, "text/csv; charset=utf-8; header=present");
    EXPECT_FALSE(site.quick(request("/missing.csv"))); // a stream is not kept
    const std::string table = whole(csv);
    EXPECT_THAT(table, ::testing::StartsWith("kind,post,year,first,last,numbers,citers,citing,"
                                             "first_section,last_section,sections\r\n"));
    EXPECT_THAT(table, HasSubstr("\r\ngap,LINDEN,2008,08LINDEN120,08LINDEN241,122,,,,,\r\n"
                                 "extract,LINDEN,2008,08LINDEN1,08LINDEN1,1,,,,,\r\n"
                                 "section,LINDEN,2008,08LINDEN2,08LINDEN2,1,,,1,2,4\r\n"));
    EXPECT_THAT(table, HasSubstr("\r\ncited,RIODEJANEIRO,2006,06RIODEJANEIRO9,06RIODEJANEIRO9,1,1,"
                                 "09LINDEN3,,,\r\n"));
    EXPECT_THAT(table, HasSubstr("cited,QUAY,2007,07QUAY12,07QUAY12,1,121,08LINDEN1 08LINDEN2 "));
    const std::string letter = whole(site.handle(request("/missing/requests.txt")));
    EXPECT_THAT(letter, HasSubstr("as it stood on 2011-08-26."));
    EXPECT_THAT(letter, HasSubstr("\n\nLINDEN 2008\n===========\n\n(b) Not accounted for:\n"
                                  "  08LINDEN120 to 08LINDEN241 (122 numbers)\n\n"
                                  "(c) Known in part:\n"
                                  "  08LINDEN1: the source says that it has only a part\n"
                                  "  08LINDEN2: sections 1 to 2 of 4 are absent\n"));
    EXPECT_THAT(letter, HasSubstr("  06RIODEJANEIRO9, to which 09LINDEN3 refers\n"));
    EXPECT_THAT(letter, HasSubstr(" and 101 more refer\n"));
    EXPECT_THAT(letter, Not(HasSubstr("BANGKOK 2005"))); // nothing is missing of it
    const std::string one = whole(site.handle(request("/missing/QUAY_2007.txt")));
    EXPECT_THAT(one, HasSubstr("QUAY 2007"));
    EXPECT_THAT(one, Not(HasSubstr("LINDEN 2008")));
}

TEST_F(SiteTest, BearsANumberThatIsFarTooHigh)
{
    std::vector<Cable> cables = some_cables();
    add_reference(cables[1], "08LINDEN999999999");
    release(path_, cables);
    Site site(path_);
    EXPECT_THAT(text(site.handle(request("/missing/LINDEN_2008.html"))),
                HasSubstr("<span class=\"id\">08LINDEN999999998</span> <small>up to a number that "
                          "is only cited</small>"));
    EXPECT_LT(whole(site.handle(request("/missing.csv"))).size(), 10'000U);
}

TEST_F(SiteTest, LinksReferencesThatAreInTheEdition)
{
    Site site(path_);
    const std::string page = text(site.handle(request("/cable/2008/02/08LINDEN242.html")));
    EXPECT_THAT(page, HasSubstr("<a href=\"/cable/2008/01/08LINDEN100.html\">LINDEN 100</a>"));
    EXPECT_THAT(page, HasSubstr("<li>A. <a "
                                "href=\"/cable/2008/01/08LINDEN100.html\">08LINDEN100</a> "
                                "<small>2008-01-05</small> SUBJECT OF 08LINDEN100</li>"));
    EXPECT_THAT(
        page, HasSubstr("<li>B. 07QUAY12 <small>not in this archive; <a "
                        "href=\"/cited/07QUAY12_0.html\">121 cables refer to it</a></small></li>"));
    EXPECT_THAT(page, HasSubstr("<small>Before it</small> 08LINDEN119"));
    EXPECT_THAT(page, HasSubstr("<small>After it</small> 09LINDEN3"));
}

TEST_F(SiteTest, MarksTheWordsOfAQueryOnACablesPage)
{
    Site site(path_);
    const std::string path = "/cable/2008/02/08LINDEN242.html";
    const std::string page = text(site.handle(request(path + "?q=%22harbour+master%22+boat%2A")));
    EXPECT_THAT(page, HasSubstr("The <mark>harbour</mark> <mark>master</mark> told us"));
    EXPECT_THAT(page, HasSubstr("<h3>Where the <mark>boats</mark> went</h3>"));
    EXPECT_THAT(page, HasSubstr("<mark>marked</mark>"));
    EXPECT_THAT(page, HasSubstr("<link rel=\"canonical\" href=\"" + path + "\">"));
    EXPECT_THAT(page, HasSubstr("<meta name=\"robots\" content=\"noindex\">"));
    for (const std::string& address : {path, path + "?q=zebra", path + "?q=tag:PHUM",
                                       path + "?q=%22%29%28+NOT", path + "?view=sent&q=boats"}) {
        EXPECT_THAT(text(site.handle(request(address))), Not(HasSubstr("<mark>"))) << address;
    }
    EXPECT_THAT(text(site.handle(request(path + "?view=sent&q=boats"))),
                HasSubstr("href=\"" + path + "?q=boats#text\""));
}

// The text itself is not in the index: its page stays, and only the marked one may fail.
TEST_F(SiteTest, AnswersACablesPageWhateverTheIndexHolds)
{
    const fs::path file =
        path_ / edition::kCurrentLink / edition::kIndexFolder / index::segment_name(1);
    const std::string whole = read_file(file);
    ::testing::internal::CaptureStderr();
    for (std::size_t i = 0; i < 64; ++i) {
        std::string damaged = whole;
        damaged[i * (whole.size() - 1) / 63] ^= 0x55;
        write_file_atomic(file, damaged);
        std::optional<Site> site;
        try {
            site.emplace(path_);
        } catch (const std::exception&) {
            continue; // found when it is opened
        }
        const std::string page = "/cable/2008/02/08LINDEN242.html";
        EXPECT_EQ(site->handle(request(page)).status, 200) << i;
        const int marked = site->handle(request(page + "?q=boat%2A+OR+%22the+fog%22")).status;
        EXPECT_TRUE(marked == 200 || marked == 500) << marked << ' ' << i;
    }
    ::testing::internal::GetCapturedStderr();
}

// A search leads to pages that say what it found.
TEST_F(SiteTest, LinksResultsToTheirMarkedPages)
{
    Site site(path_);
    const std::string page = text(site.handle(request("/search?q=boats+fog")));
    EXPECT_THAT(page, HasSubstr("/cable/2008/02/08LINDEN242.html?q=boats+fog#par1"));
}

TEST_F(SiteTest, ServesCitationsThatAnySiteMayRead)
{
    Site site(path_);
    const std::string stem = "/cable/2008/02/08LINDEN242";
    const std::pair<std::string, std::string> kTypes[] = {
        {".bib", "application/x-bibtex; charset=utf-8"},
        {".ris", "application/x-research-info-systems; charset=utf-8"},
        {".csl.json", "application/vnd.citationstyles.csl+json"}};
    for (const auto& [ending, type] : kTypes) {
        const http::Response whole = site.handle(request(stem + ending));
        EXPECT_EQ(whole.content_type, type);
        EXPECT_EQ(whole.sharing, http::Sharing::AnyOrigin);
        EXPECT_THAT(text(whole), HasSubstr("https://linden.example" + stem + ".html"));
        EXPECT_THAT(text(site.handle(request(stem + ending + "?quote=par4-00000000"))),
                    HasSubstr("para. 4 has changed since"));
    }
}

TEST_F(SiteTest, SaysOfAQuotedParagraphWhetherItStillReadsSo)
{
    Site site(path_);
    const std::string cite = text(site.handle(request("/cite/08LINDEN242.html")));
    static const std::regex kQuoted("href=\"(/cable/[^\"#]*[?]quote=[^\"#]*)#");
    int quoted = 0;
    for (auto link = std::sregex_iterator(cite.begin(), cite.end(), kQuoted);
         link != std::sregex_iterator(); ++link) {
        const std::string target = (*link)[1];
        const std::string page = text(site.handle(request(target)));
        EXPECT_THAT(page, HasSubstr("still reads as it was quoted")) << target;
        EXPECT_THAT(page,
                    HasSubstr("<link rel=\"canonical\" href=\"/cable/2008/02/08LINDEN242.html\">"));
        EXPECT_THAT(page, HasSubstr("<meta name=\"robots\" content=\"noindex\">"));
        const std::string other = target.substr(0, target.size() - 8) + "00000000";
        EXPECT_THAT(text(site.handle(request(other))),
                    HasSubstr("has changed since it was quoted"));
        ++quoted;
    }
    EXPECT_EQ(quoted, 4);
}

TEST_F(SiteTest, KeepsCrawlersOutOfWhatHasNoEnd)
{
    Site site(path_);
    const std::string rules = text(site.handle(request("/robots.txt")));
    for (const std::string path :
         {"/search?", "/search.csv", "/search.jsonl", "/suggest",
          "/*?q=", "/*?quote=", "/*&quote=", "/cite/", "/*?theme=", "/*&theme=", "/*?view="}) {
        EXPECT_THAT(rules, HasSubstr("\nDisallow: " + path + "\n"));
    }
    EXPECT_THAT(text(site.handle(request("/help/"))), HasSubstr("\"/help/search.html\""));
}

TEST_F(SiteTest, AnswersFromTheCacheWithTheSameBytes)
{
    Site site(path_);
    const http::Request page = request("/tag/PHUM_1.html?theme=dark");
    EXPECT_FALSE(site.quick(page));
    const http::Response made = site.handle(page);
    const auto kept = site.quick(page);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->body,
              made.body); // the very same bytes, with their compressed form once it is made
    EXPECT_FALSE(site.quick(request("/tag/PHUM_1.html")));
    EXPECT_FALSE(site.quick(request("/tag/PHUM_1.html?theme=dark&x=1")));
    site.handle(request("/tag/QQXY_0.html"));
    EXPECT_FALSE(site.quick(request("/tag/QQXY_0.html"))); // wrong addresses fill no cache
}

TEST_F(SiteTest, SaysHowLongAnswersMayBeKept)
{
    Site site(path_);
    const auto cache_of = [&](const std::string& target) {
        return site.handle(request(target)).cache;
    };
    EXPECT_EQ(cache_of("/"), http::Cache::FiveMinutes);
    EXPECT_EQ(cache_of(view::style_sheet().path), http::Cache::Immutable);
    EXPECT_EQ(cache_of("/favicon.ico"), http::Cache::Day);
    EXPECT_EQ(cache_of("/nothing"), http::Cache::NoStore);
    EXPECT_EQ(site.handle(request("/")).last_modified, parse_instant("2011-08-26"));
}

TEST_F(SiteTest, TakesUpAReleaseWhileItServes)
{
    Site site(path_, {.look_every = std::chrono::milliseconds(0)});
    const http::Request wanted = request("/cable/2010/01/10LINDEN1.html");
    EXPECT_EQ(site.handle(wanted).status, 404);
    std::atomic<bool> stop = false;
    std::atomic<int> failed = 0;
    std::vector<std::jthread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            while (!stop) {
                for (const std::string target :
                     {"/", "/cable/2008/02/08LINDEN242.html", "/tag/PHUM_0.html",
                      "/search?q=subject", "/search?q=%22text+of%22+-fog&tag=PHUM&sort=id",
                      "/search?q=s*+OR+~linden", "/suggest?q=l",
                      "/cable/2008/02/08LINDEN242.html?q=fog"}) {
                    const auto kept = site.quick(request(target));
                    failed += (kept ? *kept : site.handle(request(target))).status != 200;
                }
            }
        });
    }
    std::vector<Cable> cables = some_cables();
    cables.push_back(small_cable("10LINDEN1", "2010-01-02 00:00", {}));
    for (int i = 0; i < 5; ++i) {
        cables.back().subject = "SUBJECT " + std::to_string(i);
        release(path_, cables);
        edition::EditionFolder(path_).forget_others(edition::Overwrite::No); // as after a redaction
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    stop = true;
    readers.clear();
    EXPECT_EQ(failed, 0);
    EXPECT_EQ(site.handle(wanted).status, 200);
    EXPECT_THAT(text(site.handle(wanted)), HasSubstr("SUBJECT 4"));
}

TEST_F(SiteTest, KeepsTheOldEditionWhenTheNewOneIsDamaged)
{
    Site site(path_, {.look_every = std::chrono::milliseconds(0)});
    fs::create_directory(path_ / "generation-99");
    write_file_atomic(path_ / "generation-99/edition.db", "no database");
    fs::remove(path_ / "current");
    fs::create_directory_symlink("generation-99", path_ / "current");
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(site.handle(request("/")).status, 200);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("the old one stays"));
}

TEST_F(SiteTest, AnswersProgramsInTheirOwnWay)
{
    Site site(path_);
    const http::Request page = request("/api/v1/cables?limit=2");
    const http::Response made = site.handle(page);
    EXPECT_EQ(made.content_type, "application/json");
    EXPECT_EQ(made.sharing, http::Sharing::AnyOrigin);
    ASSERT_TRUE(site.quick(page)); // kept, as pages are
    EXPECT_EQ(site.quick(page)->body, made.body);
    EXPECT_FALSE(site.quick(request("/api/v1/cables?limit=3")));
    EXPECT_EQ(text(site.handle(request("/api/v1/cables/08LINDEN242"))),
              text(site.handle(request("/cable/2008/02/08LINDEN242.json"))));
    EXPECT_EQ(site.refusal(page, 503).content_type, "application/problem+json");
    EXPECT_EQ(site.refusal(request("/"), 503).content_type, "text/html; charset=utf-8");
    EXPECT_EQ(site.options(page).sharing, http::Sharing::AnyOrigin);
    EXPECT_EQ(site.options(request("/")).sharing, http::Sharing::SameOrigin);
}

TEST_F(SiteTest, EscapesWhateverTheEditionHolds)
{
    const std::string evil = "<script>alert(\"x\")</script>]]>&'";
    Cable cable = view::testing::cable_of(evil);
    cable.id = "08LINDEN242";
    release(path_, {cable});
    Site site(path_);
    for (const std::string target :
         {"/", "/cable/2008/02/08LINDEN242.html", "/cable/2008/02/08LINDEN242.html?view=sent",
          "/tag/", "/tag/misprints.html", "/origin/", "/classification/", "/date/2008-02_0.html",
          "/cable/2008/02/08LINDEN242.html?q=script+alert", "/search?q=script+alert",
          "/cable/2008/02/08LINDEN242.html?quote=par4-00000000", "/cite/08LINDEN242.html",
          "/cable/08LINDEN243", "/cable/%3Cscript%3E", "/cited/%3Cscript%3E_0.html", "/missing/",
          "/missing/LINDEN_2008.html", "/missing/%3Cscript%3E_2008.html"}) {
        const std::string page = text(site.handle(request(target)));
        EXPECT_FALSE(page.empty());
        // A cable's page has one block of data, which no browser runs.
        EXPECT_THAT(replace_all(page, "<script type=\"application/ld+json\">", ""),
                    Not(HasSubstr("<script")))
            << target;
        EXPECT_THAT(page, Not(HasSubstr("]]>"))) << target;
    }
}

} // namespace
} // namespace chancery::site
