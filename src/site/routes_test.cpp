#include "site/routes.hpp"

#include <set>

#include <gtest/gtest.h>

#include "site/pages.hpp"

namespace chancery::site {
namespace {

using edition::Facet;
using enum RouteKind;

TEST(Routes, EveryAddressMeansOnePage)
{
    struct Row {
        std::string_view path;
        RouteKind kind;
        std::string_view key = "";
        std::string_view id = "";
        std::uint32_t page = 0;
    };
    const Row kRows[] = {
        {"/", Home},
        {"/cable/2008/02/08LINDEN242.html", Cable, "", "08LINDEN242"},
        {"/cable/2008/00/08LINDEN242.html", Cable, "", "08LINDEN242"},
        {"/cable/2008/02/08LINDEN242.txt", CableText, "", "08LINDEN242"},
        {"/cable/2008/02/08LINDEN242.json", CableJson, "", "08LINDEN242"},
        {"/cable/2008/02/08LINDEN242.bib", CableBibtex, "", "08LINDEN242"},
        {"/cable/2008/02/08LINDEN242.ris", CableRis, "", "08LINDEN242"},
        {"/cable/2008/02/08LINDEN242.csl.json", CableCsl, "", "08LINDEN242"},
        {"/cite/08LINDEN242.html", Cite, "", "08LINDEN242"},
        {"/cite/08 linden 242", CiteShort, "", "08 linden 242"},
        {"/cite/", NotFound},
        {"/cable/2008/02/08LINDEN242", CableShort, "", "08LINDEN242"},
        {"/cable/08LINDEN242", CableShort, "", "08LINDEN242"},
        {"/cable/08LINDEN242.html", CableShort, "", "08LINDEN242"},
        {"/cable/08 linden 000242", CableShort, "", "08 linden 000242"},
        {"/cable/208/02/08LINDEN242.html", NotFound},
        {"/cable/2008/2/08LINDEN242.html", NotFound},
        {"/cable/2008/02/.html", CableShort, "", ".html"},
        {"/cable/2008/02/a/b.html", NotFound},
        {"/cable/", NotFound},
        {"/cited/08LINDEN242_0.html", Cited, "", "08LINDEN242"},
        {"/cited/08LINDEN242_12.html", Cited, "", "08LINDEN242", 12},
        {"/cited/08LINDEN242.html", CitedShort, "", "08LINDEN242"},
        {"/cited/08LINDEN242", CitedShort, "", "08LINDEN242"},
        {"/cited/", NotFound},
        {"/cable/2008/02/08LINDEN242_v2.html", Version, "", "08LINDEN242", 2},
        {"/cable/2008/02/08LINDEN242_v02.html", Cable, "", "08LINDEN242_v02"},
        {"/missing/", Missing},
        {"/missing", AddSlash},
        {"/missing/3.html", Missing, "", "", 3},
        {"/missing/03.html", NotFound},
        {"/missing/LINDEN_2008.html", MissingOf, "LINDEN"},
        {"/missing/LINDEN_2008.txt", MissingOfText, "LINDEN"},
        {"/missing/A_B_2008.html", MissingOf, "A_B"},
        {"/missing/LINDEN_208.html", NotFound},
        {"/missing/LINDEN_-208.html", NotFound},
        {"/missing/_2008.html", NotFound},
        {"/missing/LINDEN.html", NotFound},
        {"/missing.csv", MissingCsv},
        {"/missing/requests.txt", MissingRequests},
        {"/articles/", Articles},
        {"/articles", AddSlash},
        {"/articles/page_2.html", Articles, "", "", 2},
        {"/articles/page_02.html", Article, "page_02"},
        {"/articles/fog.html", Article, "fog"},
        {"/articles/fog.md", ArticleSource, "fog"},
        {"/articles/place/embassy-linden.html", ArticlesPlace, "embassy-linden"},
        {"/articles/place/embassy-linden_1.html", ArticlesPlace, "embassy-linden", "", 1},
        {"/articles/feed.atom", FeedArticles},
        {"/articles/fog", NotFound},
        {"/feed.atom", FeedLatest},
        {"/tag/PHUM.atom", FeedListing, "PHUM"},
        {"/tag/.atom", NotFound},
        {"/cited/08LINDEN242.atom", FeedCited, "", "08LINDEN242"},
        {"/search.atom", FeedSearch},
        {"/opensearch.xml", OpenSearch},
        {"/timemap/08LINDEN242", TimeMap, "", "08LINDEN242"},
        {"/sitemap.xml", Sitemap},
        {"/sitemap-12.xml", SitemapPart, "", "", 12},
        {"/sitemap-x.xml", NotFound},
        {"/oai", Oai},
        {"/oai/cable.xsd", OaiSchema},
        {"/tag/", Browse},
        {"/tag", AddSlash},
        {"/origin/", Browse},
        {"/classification/", Browse},
        {"/date/", Browse},
        {"/reldate/", Browse},
        {"/tags/", NotFound},
        {"/tag/misprints.html", Misprints},
        {"/tag/PHUM_0.html", Listing, "PHUM"},
        {"/tag/A_B_12.html", Listing, "A_B", "", 12},
        {"/date/2008-02_3.html", Listing, "2008-02", "", 3},
        {"/reldate/2011-08-26_0.html", Listing, "2011-08-26"},
        {"/origin/51_0.html", Listing, "51"},
        {"/tag/PHUM_999999999.html", Listing, "PHUM", "", 999'999'999},
        {"/tag/PHUM.html", ListingShort, "PHUM"},
        {"/tag/PHUM_00.html", ListingShort, "PHUM_00"},
        {"/tag/PHUM_4294967296.html", ListingShort, "PHUM_4294967296"},
        {"/tag/PHUM_-1.html", ListingShort, "PHUM_-1"},
        {"/tag/_0.html", ListingShort, "_0"},
        {"/tag/PHUM_0", NotFound},
        {"/tag/PHUM_0.htm", NotFound},
        {"/TAG/PHUM_0.html", NotFound},
        {"/help/", HelpIndex},
        {"/help", AddSlash},
        {"/help/faq.html", Help, "faq"},
        {"/static/site-0123456789ab.css", Asset, "site-0123456789ab.css"},
        {"/static/", NotFound},
        {"/robots.txt", Robots},
        {"/favicon.ico", Favicon},
        {"/index.php", NotFound},
        {"/search", Search},
        {"/search/", NotFound},
        {"/search.csv", SearchCsv},
        {"/search.jsonl", SearchJsonLines},
        {"/suggest", Suggest},
        {"/api/", ApiPage},
        {"/api", AddSlash},
        {"/api/v1/cables/08LINDEN242", Api},
        {"/api/openapi.json", Api},
        {"/api/x", Api},
        {"/apix/v1", NotFound},
        {"/help/search.html", SearchHelp},
    };
    for (const Row& row : kRows) {
        const Route route = find_route(row.path);
        EXPECT_EQ(route.kind, row.kind) << row.path;
        EXPECT_EQ(route.key, row.key) << row.path;
        EXPECT_EQ(route.id, row.id) << row.path;
        EXPECT_EQ(route.page, row.page) << row.path;
    }
}

TEST(Routes, KeepTheYearOfAPost)
{
    EXPECT_EQ(find_route("/missing/LINDEN_2008.html").year, 2008);
    EXPECT_EQ(find_route("/missing/LINDEN_0000.txt").year, 0);
}

TEST(Routes, EveryPatternIsReached)
{
    std::set<RouteKind> kinds;
    for (const Pattern& pattern : patterns()) {
        kinds.insert(pattern.kind);
        std::string path;
        for (std::size_t i = 0; i < pattern.path.size(); ++i) { // each name by something that fits
            if (pattern.path[i] != '{') {
                path += pattern.path[i];
                continue;
            }
            const std::size_t end = pattern.path.find('}', i);
            const std::string_view name = pattern.path.substr(i + 1, end - i - 1);
            path += name == "year"    ? "2008"
                    : name == "month" ? "02"
                    : name == "page"  ? "7"
                    : name == "facet" ? "tag"
                                      : "x";
            i = end;
        }
        EXPECT_EQ(find_route(path).kind, pattern.kind) << path;
    }
    EXPECT_EQ(kinds.size(), 50U);
}

TEST(Routes, PathsAreEncodedSegmentBySegment)
{
    EXPECT_EQ(encode_path("/"), "/");
    EXPECT_EQ(encode_path("/tag/"), "/tag/");
    EXPECT_EQ(encode_path("/tag/A B?_0.html"), "/tag/A%20B%3F_0.html");
    EXPECT_EQ(encode_path("/\xC3\xA9/%"), "/%C3%A9/%25");
}

TEST(Query, KnowsOnlyWhatThePageKnows)
{
    struct Row {
        std::string path;
        http::Fields query;
        std::string canonical;
        bool is_canonical;
    };
    const Row kRows[] = {
        {"/", {}, "", true},
        {"/", {{"theme", "dark"}}, "?theme=dark", true},
        {"/", {{"theme", "light"}}, "?theme=light", true},
        {"/", {{"theme", "pink"}}, "", false},
        {"/", {{"theme", ""}}, "", false},
        {"/", {{"theme", "dark"}, {"theme", "light"}}, "?theme=dark", false},
        {"/", {{"view", "sent"}}, "", false},
        {"/", {{"utm_source", "x"}}, "", false},
        {"/cable/2008/02/X1.html",
         {{"view", "sent"}, {"theme", "dark"}},
         "?view=sent&theme=dark",
         true},
        {"/cable/2008/02/X1.html",
         {{"theme", "dark"}, {"view", "sent"}},
         "?view=sent&theme=dark",
         false},
        {"/cable/2008/02/X1.html", {{"view", "other"}}, "", false},
        {"/cable/2008/02/X1.html",
         {{"q", "fog"}, {"quote", "par4-1a2b3c4d"}, {"theme", "dark"}},
         "?q=fog&quote=par4-1a2b3c4d&theme=dark",
         true},
        {"/cable/X1", {{"quote", "PAR4-1A2B3C4D"}}, "?quote=par4-1a2b3c4d", false},
        {"/cable/2008/02/X1.html", {{"quote", "par4"}}, "", false},
        {"/cable/2008/02/X1.html", {{"quote", "<b>-1a2b3c4d"}}, "", false},
        {"/cable/2008/02/X1.bib", {{"quote", "par4"}}, "?quote=par4", true},
        {"/cable/2008/02/X1.ris", {{"quote", "par4-1a2b3c4d"}}, "?quote=par4-1a2b3c4d", true},
        {"/cable/2008/02/X1.csl.json", {{"quote", "4"}}, "", false},
        {"/cable/2008/02/X1.csl.json", {{"theme", "dark"}}, "", false},
        {"/cable/2008/02/X1.json", {{"quote", "par4"}}, "", false},
        {"/cite/X1.html", {{"quote", "par4"}}, "", false},
        {"/cable/2008/02/X1.txt", {{"theme", "dark"}}, "", false},
        {"/static/x.css", {{"v", "1"}}, "", false},
    };
    for (const Row& row : kRows) {
        EXPECT_EQ(canonical_query({row.path, row.query}), row.canonical) << row.path;
        EXPECT_EQ(has_canonical_query({row.path, row.query}), row.is_canonical) << row.path;
    }
}

} // namespace
} // namespace chancery::site
