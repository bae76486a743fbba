// Feeds, sitemaps, versions by their time and harvesting, as the site answers them; without a socket.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "base/testing.hpp"
#include "base/text.hpp"
#include "edition/made_edition.hpp"
#include "feed/atom.hpp"
#include "index/segment_writer.hpp"
#include "site/routes.hpp"
#include "site/site.hpp"

namespace chancery::site {
namespace {

using edition::testing::made_cable;
using edition::testing::made_version;
using ::testing::HasSubstr;
using ::testing::Not;

std::size_t count(std::string_view text, std::string_view what)
{
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) {
        ++found;
    }
    return found;
}

class FollowTest : public ::testing::Test {
protected:
    // 120 cables; one of the last was corrected lately, one was withdrawn, one has an old text.
    FollowTest()
    {
        for (int i = 1; i <= 120; ++i) {
            cables_.push_back(made_cable(fmt::format("08LINDEN{}", i), {"PHUM"}, "2011-08-26"));
            if (i <= 60) {
                cables_.back().references.push_back(
                    {"", "", "08LINDEN7", "cable", "", false, false, false, {}});
            }
        }
        cables_.push_back(made_cable("07QUAY1", {"ECON"}, "2010-12-01", "Consulate Quay"));
        versions_ = {made_version("07QUAY1", 1, "2010-12-01", "released"),
                     made_version("07QUAY1", 2, "2011-09-05", "corrected"),
                     made_version("08LINDEN500", 1, "2011-08-26", "released"),
                     made_version("08LINDEN500", 2, "2011-09-01", "withdrawn", "names a child")};
        release();
    }

    void release(const edition::Settings& settings = edition::testing::made_settings())
    {
        edition::EditionFolder folder(path_);
        const std::filesystem::path generation = folder.begin_generation();
        edition::make_generation(generation);
        edition::BatchWriter views(generation / edition::kViewsFolder / edition::batch_name(1), "");
        edition::BatchWriter old(old_views(generation), "");
        index::SegmentWriter words(generation / edition::kIndexFolder / index::segment_name(1), {});
        Compressor pack("", 3);
        for (const Cable& cable : cables_) {
            views.add(edition::facts_of(cable), pack(to_json(cable)));
            words.add(index::indexed(cable));
        }
        old.add(edition::facts_of(cables_.back()), pack(to_json(cables_.back())));
        versions_[0].place = 0;
        words.finish();
        views.finish();
        old.finish();
        edition::write_edition(generation, settings,
                               {{"", parse_instant("2011-08-26").value(), 121}}, {}, versions_);
        folder.switch_to(generation);
    }

    static std::filesystem::path old_views(const std::filesystem::path& generation)
    {
        std::filesystem::create_directories(generation / edition::kVersionsFolder);
        return generation / edition::kVersionsFolder / edition::kOldViewsName;
    }

    static http::Request request(const std::string& target, const std::string& datetime = "")
    {
        http::Request request;
        const auto parsed = http::parse_target(target);
        EXPECT_TRUE(parsed) << target;
        request.target = target;
        request.path = parsed->path;
        request.query = parsed->query;
        request.accept_datetime = datetime;
        return request;
    }
    static std::string header(const http::Response& response, std::string_view name)
    {
        std::string all;
        for (const auto& [known, value] : response.headers) {
            all += known == name ? value : "";
        }
        return all;
    }
    static std::string text(const http::Response& response)
    {
        std::string all(response.body ? response.body->bytes() : "");
        while (response.stream && response.stream->next(all) == http::Stream::More::Yes) {
        }
        return all;
    }
    std::string get(const std::string& target) { return text(site().handle(request(target))); }
    Site& site()
    {
        if (!site_) {
            site_.emplace(path_);
        }
        return *site_;
    }

    chancery::testing::TempFolder temp_;
    std::filesystem::path path_ = temp_.path() / "edition";
    std::vector<Cable> cables_;
    std::vector<edition::Version> versions_;
    std::optional<Site> site_;
};

TEST_F(FollowTest, AnswersEveryAddressWithItsStatus)
{
    struct Row {
        std::string target;
        int status;
        std::string location = "";
    };
    const Row kRows[] = {
        {"/feed.atom", 200},
        {"/feed.atom?page=3", 200},
        {"/feed.atom?page=1", 301, "/feed.atom"},
        {"/feed.atom?page=x", 301, "/feed.atom"},
        {"/feed.atom?theme=dark", 301, "/feed.atom"},
        {"/tag/PHUM.atom", 200},
        {"/tag/phum.atom", 301, "/tag/PHUM.atom"},
        {"/tag/PHUM.atom?page=3", 200},
        {"/tag/PHUM.atom?page=4", 404},
        {"/tag/NONE.atom", 404},
        {"/origin/embassy-linden.atom", 200},
        {"/classification/confidential.atom", 200},
        {"/date/2008-02.atom", 404},
        {"/reldate/2011-08-26.atom", 404},
        {"/cited/08LINDEN7.atom", 200},
        {"/cited/08LINDEN7.atom?page=2", 200},
        {"/cited/08linden7.atom", 301, "/cited/08LINDEN7.atom"},
        {"/cited/08LINDEN8.atom", 200}, // nobody refers to it yet
        {"/cited/08LINDEN999.atom", 404},
        {"/cited/nonsense.atom", 404},
        {"/search.atom?q=text", 200},
        {"/search.atom?q=text&page=2", 200},
        {"/search.atom?q=text&tag=ECON", 200},
        {"/search.atom?q=text&sort=newest&size=10&theme=dark", 301, "/search.atom?q=text"},
        {"/search.atom?q=text&page=9999", 301, "/search.atom?q=text&page=20"},
        {"/search.atom?q=text&page=20", 404},
        {"/search.atom", 200},
        {"/opensearch.xml", 200},
        {"/sitemap.xml", 200},
        {"/sitemap-0.xml", 200},
        {"/sitemap-1.xml", 200},
        {"/sitemap-2.xml", 404},
        {"/sitemap-01.xml", 404},
        {"/timemap/08LINDEN7", 200},
        {"/timemap/08linden0007", 301, "/timemap/08LINDEN7"},
        {"/timemap/08LINDEN500", 410},
        {"/timemap/nonsense", 404},
        {"/oai", 200},
        {"/oai?verb=Identify&x=%3Cb%3E", 200},
        {"/oai/cable.xsd", 200},
        {"/oai/", 404},
    };
    for (const Row& row : kRows) {
        const http::Response response = site().handle(request(row.target));
        EXPECT_EQ(response.status, row.status) << row.target;
        EXPECT_EQ(header(response, "Location"), row.location) << row.target;
    }
}

TEST_F(FollowTest, FeedsHaveWhatIsNewWhatChangedAndWhatWasWithdrawn)
{
    const std::string latest = get("/feed.atom");
    EXPECT_EQ(count(latest, "<entry>"), feed::kEntriesPerPage);
    // Released long ago, and corrected after all others were released.
    EXPECT_LT(latest.find("<title>07QUAY1:"), latest.find("<title>08LINDEN1:"));
    EXPECT_THAT(latest, HasSubstr("<updated>2011-09-05T00:00:00Z</updated>"));
    EXPECT_THAT(latest, HasSubstr("<at:deleted-entry ref=\"" + feed::entry_id("08LINDEN500") +
                                  "\" when=\"2011-09-01T00:00:00Z\"><at:comment>08LINDEN500 was "
                                  "withdrawn: names a child</at:comment>"));
    EXPECT_THAT(get("/tag/PHUM.atom"), Not(HasSubstr("07QUAY1")));
    EXPECT_THAT(get("/tag/ECON.atom"), HasSubstr("<title>07QUAY1:"));
    EXPECT_EQ(count(get("/tag/ECON.atom"), "<entry>"), 1U); // not twice
    EXPECT_THAT(get("/tag/PHUM.atom?page=2"), Not(HasSubstr("deleted-entry")));
    EXPECT_THAT(get("/search.atom?q=quay+OR+text"), HasSubstr("rel=\"next\""));
}

TEST_F(FollowTest, PagesOfAFeedHaveEachCableOnce)
{
    std::set<std::string> seen;
    for (int page = 1; page <= 3; ++page) {
        const std::string document = get(
            feed::page_address("/origin/embassy-linden.atom", static_cast<std::uint32_t>(page)));
        for (const Cable& cable : cables_) {
            if (document.find("<id>" + feed::entry_id(cable.id)) != document.npos) {
                EXPECT_TRUE(seen.insert(cable.id).second);
            }
        }
    }
    EXPECT_EQ(seen.size(), 120U);
}

TEST_F(FollowTest, CablesOnHoldAreNamedNowhere)
{
    std::erase_if(cables_, [](const Cable& cable) { return cable.id == "08LINDEN33"; });
    std::erase_if(versions_, [](const auto& version) { return version.id == "08LINDEN500"; });
    release();
    for (const std::string target :
         {"/feed.atom", "/tag/PHUM.atom", "/sitemap-1.xml", "/search.atom?q=text",
          "/oai?verb=ListRecords&metadataPrefix=cable",
          "/oai?verb=ListIdentifiers&metadataPrefix=cable"}) {
        EXPECT_THAT(get(target), Not(HasSubstr("08LINDEN33<"))) << target;
        EXPECT_THAT(get(target), Not(HasSubstr("08LINDEN500"))) << target;
    }
}

TEST_F(FollowTest, PagesNameTheirFeeds)
{
    const auto link = [](const std::string& path) {
        return "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"" + path + "\">";
    };
    EXPECT_THAT(get("/"), HasSubstr(link("/feed.atom")));
    EXPECT_THAT(get("/"), HasSubstr("<link rel=\"search\" "));
    EXPECT_THAT(get("/tag/PHUM_1.html"), HasSubstr(link("/tag/PHUM.atom")));
    EXPECT_THAT(get("/cited/08LINDEN7_0.html"), HasSubstr(link("/cited/08LINDEN7.atom")));
    EXPECT_THAT(get("/cable/2008/02/08LINDEN8.html"), HasSubstr(link("/cited/08LINDEN8.atom")));
    EXPECT_THAT(get("/reldate/2011-08-26_0.html"), Not(HasSubstr("atom+xml")));
    EXPECT_THAT(get("/search?q=text&sort=newest"),
                HasSubstr("href=\"/search.atom?q=text\" rel=\"nofollow\">Atom feed</a>"));
    EXPECT_THAT(get("/search?q=text"), HasSubstr("<link rel=\"search\" "));
}

TEST_F(FollowTest, LeadsToTheVersionThatWasPublicThen)
{
    const std::string page = "/cable/2008/02/07QUAY1.html";
    const http::Response then = site().handle(request(page, "Wed, 01 Jun 2011 12:00:00 GMT"));
    EXPECT_EQ(then.status, 302);
    EXPECT_EQ(header(then, "Location"), "/cable/2008/02/07QUAY1_v1.html");
    EXPECT_EQ(header(then, "Vary"), "Accept-Datetime");
    EXPECT_THAT(header(then, "Link"), HasSubstr("rel=\"original timegate\""));
    EXPECT_EQ(header(site().handle(request(page, "Thu, 01 Jan 2026 00:00:00 GMT")), "Location"),
              "/cable/2008/02/07QUAY1_v2.html");
    EXPECT_EQ(site().handle(request(page, "yesterday")).status, 400);

    const http::Response version = site().handle(request("/cable/2008/02/07QUAY1_v1.html"));
    EXPECT_EQ(version.status, 200);
    EXPECT_EQ(header(version, "Memento-Datetime"), "Wed, 01 Dec 2010 00:00:00 GMT");
    EXPECT_THAT(header(version, "Link"), HasSubstr("rel=\"first memento\""));
    // A cable that never changed has one version.
    EXPECT_EQ(header(site().handle(
                         request("/cable/2008/02/08LINDEN7.html", "Wed, 01 Jun 2011 12:00:00 GMT")),
                     "Location"),
              "/cable/2008/02/08LINDEN7_v1.html");
    EXPECT_THAT(get("/timemap/07QUAY1"),
                HasSubstr("<https://linden.example/cable/2008/02/07QUAY1_v1.html>; rel=\"first "
                          "memento\"; datetime=\"Wed, 01 Dec 2010 00:00:00 GMT\""));
    // Other forms of the page are no originals.
    EXPECT_EQ(site().handle(request(page + "?theme=dark", "Wed, 01 Jun 2011 12:00:00 GMT")).status,
              200);
}

TEST_F(FollowTest, TheCacheNeverMixesAPageWithItsVersions)
{
    const std::string page = "/cable/2008/02/07QUAY1.html";
    const std::string when = "Wed, 01 Jun 2011 12:00:00 GMT";
    EXPECT_EQ(site().handle(request(page, when)).status, 302);
    EXPECT_FALSE(site().quick(request(page)));
    const http::Response plain = site().handle(request(page));
    EXPECT_EQ(plain.status, 200);
    EXPECT_EQ(header(plain, "Vary"), "Accept-Datetime");
    EXPECT_TRUE(site().quick(request(page)));
    EXPECT_FALSE(site().quick(request(page, when)));
    EXPECT_EQ(site().handle(request(page, when)).status, 302);
}

TEST_F(FollowTest, HarvestersAskByGetAndByPost)
{
    const std::string asked = "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:linden.example:"
                              "08LINDEN7";
    const http::Response got = site().handle(request("/oai?" + asked));
    EXPECT_EQ(got.content_type, "text/xml; charset=utf-8");
    EXPECT_THAT(text(got), HasSubstr("<dc:identifier>08LINDEN7</dc:identifier>"));
    http::Request post = request("/oai?verb=Identify"); // what is in the address does not count
    post.method = http::Method::Post;
    post.body = asked;
    EXPECT_EQ(site().methods(post), http::Methods::ReadAndPost);
    EXPECT_EQ(site().methods(request("/")), http::Methods::Read);
    EXPECT_FALSE(site().quick(post));
    EXPECT_THAT(text(site().handle(post)), HasSubstr("<dc:identifier>08LINDEN7</dc:identifier>"));
    post.body = "%zz";
    EXPECT_THAT(text(site().handle(post)), HasSubstr("code=\"badVerb\""));
    // An answer tells the time, so none is kept.
    EXPECT_EQ(got.cache, http::Cache::NoStore);
    EXPECT_FALSE(site().quick(request("/oai?" + asked)));
}

TEST_F(FollowTest, NamesNoWholeAddressWhereNoneIsKnown)
{
    edition::Settings settings = edition::testing::made_settings();
    settings.base_url.clear();
    release(settings);
    for (const std::string target : {"/sitemap.xml", "/sitemap-0.xml", "/opensearch.xml", "/oai"}) {
        EXPECT_EQ(site().handle(request(target)).status, 404) << target;
    }
    EXPECT_EQ(site().handle(request("/feed.atom")).status, 200);
    EXPECT_THAT(get("/robots.txt"), Not(HasSubstr("Sitemap")));
    EXPECT_THAT(get("/"), Not(HasSubstr("rel=\"search\"")));
}

TEST_F(FollowTest, KeepsCrawlersOffWhatIsForPrograms)
{
    const std::string rules = get("/robots.txt");
    EXPECT_THAT(rules, HasSubstr("\nSitemap: https://linden.example/sitemap.xml\n"));
    for (const std::string path : {"/*.atom?", "/oai", "/timemap/"}) {
        EXPECT_THAT(rules, HasSubstr("\nDisallow: " + path + "\n"));
    }
}

} // namespace
} // namespace chancery::site
