// The whole API on a small edition, without a socket.
#include "api/api.hpp"

#include <gmock/gmock.h>

#include "api/documentation.hpp"
#include "api/problem.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"
#include "base/zstd.hpp"
#include "cable/cable_json.hpp"
#include "cable/json_read.hpp"
#include "edition/batch.hpp"
#include "edition/format.hpp"
#include "edition/writer.hpp"
#include "index/segment_writer.hpp"
#include "view/fictional.hpp"

namespace chancery::api {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Cable small_cable(const std::string& id, const std::string& created)
{
    Cable cable;
    cable.id = id;
    cable.created = parse_instant(created);
    cable.released = parse_instant("2011-08-26");
    cable.origin = "Embassy Linden";
    cable.classification = {"CONFIDENTIAL", "confidential", "", "CONFIDENTIAL"};
    cable.subject = "FOG, \"THICK\" AT " + id;
    cable.header = "FM AMEMBASSY LINDEN\n";
    cable.body = "1. (C) Fog at " + id + ".\n";
    cable.paragraphs = {{"par1",
                         "1",
                         "C",
                         "",
                         "Fog at " + id + ".",
                         {0, static_cast<std::uint32_t>(cable.body.size())}}};
    cable.tags = {{"PHUM", "PHUM", "", "", "", {}}};
    cable.references = {{"", "07QUAY12", "07QUAY12", "cable", "", false, false, false, {}},
                        {"", "08LINDEN242", "08LINDEN242", "cable", "", false, false, false, {}}};
    return cable;
}

// 119 small cables, 08LINDEN242 in the order of listings behind them, and one without a date.
std::vector<Cable> some_cables()
{
    std::vector<Cable> cables;
    for (int i = 1; i <= 119; ++i) {
        const std::string minute =
            (i / 60 == 0 ? "10:" : "11:") + std::to_string(100 + i % 60).substr(1);
        cables.push_back(small_cable("08LINDEN" + std::to_string(i), "2008-01-05 " + minute));
    }
    cables.push_back(view::testing::fictional_cable());
    cables.push_back(small_cable("08QUAY7", "2008-01-05 10:00"));
    cables.back().created.reset();
    return cables;
}

edition::Articles articles()
{
    const Instant day = *parse_instant("2011-08-26");
    return {{{"fog",
              "+++\ntitle = \"Fog\"\ndate = 2011-08-20\n+++\n\nSee [08LINDEN242 ¶4], [99QUAY1].\n",
              day, day},
             {"rain", "+++\ntitle = \"Rain\"\ndate = 2011-08-21\n+++\n\nRain.\n", day, day}},
            {{"gone", day}}};
}

class ApiTest : public ::testing::Test {
protected:
    ApiTest()
    {
        release(some_cables(),
                {{"08LINDEN3", 1, *parse_instant("2011-08-26"), "released", "", "", {}},
                 {"08LINDEN3", 2, *parse_instant("2011-09-01"), "redacted", "a name", "ab", {}},
                 {"09LINDEN1", 1, *parse_instant("2011-08-26"), "released", "", "", {}},
                 {"09LINDEN1", 2, *parse_instant("2011-09-01"), "withdrawn", "an error", "", {}}});
    }

    void release(const std::vector<Cable>& cables, const std::vector<edition::Version>& versions)
    {
        edition::EditionFolder folder(path_);
        const auto generation = folder.begin_generation();
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
        edition::write_edition(generation, view::testing::settings(),
                               {{"The first", *parse_instant("2011-08-26"),
                                 static_cast<std::uint32_t>(cables.size())}},
                               {}, versions, {}, cables.empty() ? edition::Articles() : articles());
        folder.switch_to(generation);
        const auto opened = edition::Generation::open(path_);
        search_.emplace(opened, index::Index::open(opened->folder() / edition::kIndexFolder));
    }

    http::Response get(const std::string& target)
    {
        const auto parsed = http::parse_target(target);
        EXPECT_TRUE(parsed) << target;
        http::Response response = answer(*search_, parsed->path, parsed->query);
        EXPECT_EQ(response.sharing == http::Sharing::AnyOrigin || response.status == 301, true)
            << target;
        return response;
    }
    static std::string text(const http::Response& response)
    {
        return std::string(response.body ? response.body->bytes() : "");
    }
    static std::string whole(const http::Response& response)
    {
        std::string all;
        EXPECT_TRUE(response.stream);
        while (response.stream && response.stream->next(all) == http::Stream::More::Yes) {
        }
        return all;
    }
    static std::string header(const http::Response& response, std::string_view name)
    {
        for (const auto& [known, value] : response.headers) {
            if (known == name) {
                return value;
            }
        }
        return {};
    }
    // All items of a list, page by page, each as JSON; checks `total`.
    std::vector<std::string> items(std::string target)
    {
        std::vector<std::string> all;
        while (!target.empty()) {
            const std::string page = text(get(target));
            const json::Object root = json::parse(page);
            json::each(root, "items",
                       [&](const json::Element& item) { all.push_back(simdjson::minify(item)); });
            target = json::text(root, "next");
            if (target.empty() && json::find(root, "total")) {
                EXPECT_EQ(json::integer(root, "total", -1), static_cast<std::int64_t>(all.size()));
            }
        }
        return all;
    }

    chancery::testing::TempFolder temp_;
    std::filesystem::path path_ = temp_.path() / "edition";
    std::optional<index::SearchReader> search_;
};

TEST_F(ApiTest, AnswersEveryAddressWithItsStatus)
{
    struct Row {
        std::string target;
        int status;
        std::string location = "";
    };
    const Row kRows[] = {
        {"/api/v1", 200},
        {"/api/openapi.json", 200},
        {"/api/v1/", 404},
        {"/api/v2", 404},
        {"/api/v1/cables", 200},
        {"/api/v1/cables?limit=1", 200},
        {"/api/v1/cables?limit=201", 400},
        {"/api/v1/cables?page=2", 400},
        {"/api/v1/cables?after=08LINDEN5", 200},
        {"/api/v1/cables?after=08LINDEN999", 404},
        {"/api/v1/cables.jsonl", 200},
        {"/api/v1/cables.jsonl?fields=full", 200},
        {"/api/v1/cables.csv?fields=full", 400},
        {"/api/v1/cables.csv?after=x", 404},
        {"/api/v1/cables/08LINDEN242", 200},
        {"/api/v1/cables/08%20Linden%20000242", 301, "/api/v1/cables/08LINDEN242"},
        {"/api/v1/cables/08LINDEN999", 404},
        {"/api/v1/cables/nonsense", 404},
        {"/api/v1/cables/" + std::string(301, 'x'), 400},
        {"/api/v1/cables/09LINDEN1", 410},
        {"/api/v1/cables/08LINDEN242/paragraphs", 200},
        {"/api/v1/cables/08linden242/paragraphs.csv", 301,
         "/api/v1/cables/08LINDEN242/paragraphs.csv"},
        {"/api/v1/cables/08LINDEN242/paragraphs/par1", 200},
        {"/api/v1/cables/08LINDEN242/paragraphs/par99", 404},
        {"/api/v1/cables/08LINDEN242/paragraphs?after=par1", 200},
        {"/api/v1/cables/08LINDEN242/paragraphs?after=par99", 404},
        {"/api/v1/cables/08LINDEN3/versions", 200},
        {"/api/v1/cables/08LINDEN3/versions/2", 200},
        {"/api/v1/cables/08LINDEN3/versions/1", 410},
        {"/api/v1/cables/08LINDEN3/versions/3", 404},
        {"/api/v1/cables/08LINDEN3/versions/0", 400},
        {"/api/v1/cables/08LINDEN4/versions/1", 200},
        {"/api/v1/cables/08LINDEN242/references", 200},
        {"/api/v1/cables/08LINDEN242/citers", 200},
        {"/api/v1/cables/07QUAY12/citers", 200},
        {"/api/v1/cables/07quay0012/citers?limit=5", 301, "/api/v1/cables/07QUAY12/citers?limit=5"},
        {"/api/v1/cables/08LINDEN7/citers", 200},
        {"/api/v1/cables/08NOWHERE7/citers", 404},
        {"/api/v1/references", 200},
        {"/api/v1/references?after=x", 404},
        {"/api/v1/references?after=07QUAY12~08LINDEN999", 404},
        {"/api/v1/search", 200},
        {"/api/v1/search?q=fog", 200},
        {"/api/v1/search?q=(((&created=2008&sort=oldest&tag=PHUM&counts=yes", 200},
        {"/api/v1/search?q=a&q=b", 400},
        {"/api/v1/search?created=soon", 400},
        {"/api/v1/search?q=fog&after=08LINDEN5", 200},
        {"/api/v1/search?q=fog&after=18446744073709551615~08LINDEN5", 200},
        {"/api/v1/search?q=fog&after=5~08LINDEN999", 404},
        {"/api/v1/search.csv?q=fog", 200},
        {"/api/v1/search.csv?q=fog&limit=5", 400},
        {"/api/v1/search.jsonl?q=fog&after=08LINDEN999", 404},
        {"/api/v1/facets?facet=tag&facet=month", 200},
        {"/api/v1/facets?facet=colour", 400},
        {"/api/v1/facets?after=tag~PHUM", 200},
        {"/api/v1/facets?after=tag~", 404},
        {"/api/v1/tags", 200},
        {"/api/v1/tags/PHUM", 200},
        {"/api/v1/tags/phum", 301, "/api/v1/tags/PHUM"},
        {"/api/v1/tags/QQXY", 404},
        {"/api/v1/tags?after=QQXY", 404},
        {"/api/v1/origins/embassy-linden", 200},
        {"/api/v1/classifications", 200},
        {"/api/v1/classifications/confidential", 200},
        {"/api/v1/dates", 200},
        {"/api/v1/releases", 200},
        {"/api/v1/releases?after=2011-08-26T00:00:00Z", 200},
        {"/api/v1/missing", 200},
        {"/api/v1/missing?after=LINDEN_2008", 200},
        {"/api/v1/missing?after=LINDEN", 404},
        {"/api/v1/missing?after=_", 404},
        {"/api/v1/articles", 200},
        {"/api/v1/articles.csv", 200},
        {"/api/v1/articles?after=rain", 200},
        {"/api/v1/articles?after=nothing", 404},
        {"/api/v1/articles/fog", 200},
        {"/api/v1/articles/Fog", 404},
        {"/api/v1/articles/gone", 410},
        {"/api/v1/missing/LINDEN/2008", 200},
        {"/api/v1/missing/linden/2008?limit=3", 301, "/api/v1/missing/LINDEN/2008?limit=3"},
        {"/api/v1/missing/LINDEN/208", 400},
        {"/api/v1/missing/NOWHERE/2008", 404},
    };
    for (const Row& row : kRows) {
        const http::Response response = get(row.target);
        EXPECT_EQ(response.status, row.status) << row.target << '\n' << text(response);
        EXPECT_EQ(header(response, "Location"), row.location) << row.target;
        if (response.status >= 400) {
            EXPECT_EQ(response.content_type, "application/problem+json") << row.target;
            const std::string body = text(response);
            const json::Object problem = json::parse(body);
            EXPECT_EQ(json::integer(problem, "status", 0), response.status);
            EXPECT_THAT(json::text(problem, "type"), StartsWith("/api/#problem-"));
        }
    }
}

// Cursors lead to the end, over pages of any size, and the whole list has the same items.
TEST_F(ApiTest, ListsArePagedAndStreamedAlike)
{
    for (const std::string list :
         {"cables", "cables/08LINDEN242/paragraphs", "cables/08LINDEN3/versions",
          "cables/08LINDEN242/references", "cables/08LINDEN242/citers", "cables/07QUAY12/citers",
          "references", "facets", "tags", "origins", "classifications", "dates", "releases",
          "missing", "missing/LINDEN/2008"}) {
        const std::string path = "/api/v1/" + list;
        const std::vector<std::string> all = items(path + "?limit=200");
        EXPECT_FALSE(all.empty()) << list;
        EXPECT_EQ(items(path + "?limit=1"), all) << list;
        EXPECT_EQ(items(path + "?limit=50"), all) << list;
        std::vector<std::string> lines;
        const std::string streamed = whole(get(path + ".jsonl"));
        for (const std::string_view line : split(streamed, '\n')) {
            if (!line.empty()) {
                lines.push_back(simdjson::minify(json::parse(line)));
            }
        }
        EXPECT_EQ(lines, all) << list;
        if (!list.ends_with("paragraphs")) { // these have line ends of their own
            const std::string table = whole(get(path + ".csv"));
            EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(table, '\n')), all.size() + 1);
        }
    }
}

TEST_F(ApiTest, WholeListsGoOnWhereTheyBrokeOff)
{
    const std::string all = whole(get("/api/v1/cables.csv"));
    EXPECT_THAT(all, StartsWith("id,created,released,origin,classification,subject,path\r\n"
                                "08LINDEN1,2008-01-05T10:01:00Z,2011-08-26T00:00:00Z,Embassy "
                                "Linden,CONFIDENTIAL,\"FOG, \"\"THICK\"\" AT 08LINDEN1\","
                                "/cable/2008/01/08LINDEN1.html\r\n"));
    const http::Response rest = get("/api/v1/cables.csv?after=08LINDEN77");
    EXPECT_EQ(rest.content_type, "text/csv; charset=utf-8; header=absent");
    EXPECT_EQ(whole(rest), all.substr(all.find("08LINDEN78,")));
    EXPECT_THAT(all, ::testing::EndsWith("/cable/2008/00/08QUAY7.html\r\n"));
    EXPECT_THAT(all, HasSubstr("\r\n08QUAY7,,2011-08-26T00:00:00Z,"));
}

TEST_F(ApiTest, GivesCablesWhole)
{
    const std::string lines = whole(get("/api/v1/cables.jsonl?fields=full"));
    std::vector<Cable> cables;
    for (const std::string_view line : split(lines, '\n')) {
        if (!line.empty()) {
            cables.push_back(from_json(line));
        }
    }
    EXPECT_EQ(cables, some_cables());
    EXPECT_EQ(text(get("/api/v1/cables/08LINDEN3/versions/2")) + "\n",
              std::string(split(lines, '\n')[2]) + "\n");
    EXPECT_THAT(text(get("/api/v1/cables/08LINDEN242")), HasSubstr(",\"referred_by_count\":120,"));
}

TEST_F(ApiTest, SearchesAsThePageDoes)
{
    const std::string page =
        text(get("/api/v1/search?q=fog&limit=2&sort=oldest&tag=PHUM&counts=yes&excerpts=1"));
    EXPECT_THAT(page, HasSubstr("\"next\":\"/api/v1/search?q=fog&tag=PHUM&sort=oldest&limit=2&"
                                "excerpts=1&counts=yes&after=2~08LINDEN2\",\"total\":121,"
                                "\"exact\":true,\"reading\":\"cables with"));
    EXPECT_THAT(page, HasSubstr("\"excerpts\":[{\"anchor\":\"par1\",\"place\":null,\"mark\":\"C\","
                                "\"pieces\":[{\"text\":\"Fog\",\"marked\":true},"));
    EXPECT_THAT(page, HasSubstr("\"path\":\"/cable/2008/01/08LINDEN1.html?q=fog#par1\"}"));
    EXPECT_THAT(page, HasSubstr("{\"facet\":\"month\",\"values\":[{\"value\":null,"
                                "\"meaning\":null,\"count\":1},{\"value\":\"2008-01\","));
    EXPECT_THAT(text(get("/api/v1/search?q=fgo&limit=1")), HasSubstr("\"total\":0"));
    EXPECT_THAT(text(get("/api/v1/search?q=tag:PHUM+%22open&limit=1")),
                HasSubstr("\"notes\":[\"the quotation mark is never closed"));
}

TEST_F(ApiTest, SearchCursorsHoldWhateverTheirNumberSays)
{
    const std::vector<std::string> all = items("/api/v1/search?q=fog&sort=id&limit=7&excerpts=0");
    EXPECT_EQ(all.size(), 121U);
    const auto first = [&](const std::string& after) {
        const std::string page =
            text(get("/api/v1/search?q=fog&sort=id&limit=1&excerpts=0&after=" + after));
        std::string id;
        json::each(json::parse(page), "items",
                   [&](const json::Element& item) { id = json::text(json::Object(item), "id"); });
        return id;
    };
    EXPECT_EQ(first("5~08LINDEN5"), "08LINDEN6");
    EXPECT_EQ(first("50~08LINDEN5"), "08LINDEN6"); // a release has moved it
    EXPECT_EQ(first("0~08LINDEN5"), "08LINDEN6");
    EXPECT_EQ(first("08LINDEN5"), "08LINDEN6");
    EXPECT_EQ(split(whole(get("/api/v1/search.jsonl?q=fog&sort=id")), '\n').size(), 122U);
    EXPECT_EQ(
        split(whole(get("/api/v1/search.jsonl?q=fog&sort=id&after=119~08LINDEN119")), '\n').size(),
        3U);
}

TEST_F(ApiTest, ReferencesAreAGraph)
{
    const std::string edges = whole(get("/api/v1/references.csv"));
    EXPECT_THAT(edges, StartsWith("from,to,here\r\n08LINDEN1,07QUAY12,false\r\n"));
    EXPECT_THAT(edges, HasSubstr("\r\n08LINDEN1,08LINDEN242,true\r\n"));
    EXPECT_THAT(text(get("/api/v1/references?limit=1")),
                HasSubstr("\"next\":\"/api/v1/references?limit=1&after=07QUAY12~08LINDEN1\","
                          "\"total\":null"));
    EXPECT_THAT(text(get("/api/v1/cables/08LINDEN5/references")),
                HasSubstr("{\"items\":[{\"id\":\"07QUAY12\",\"path\":null},{\"id\":\"08LINDEN242\","
                          "\"path\":\"/cable/2008/02/08LINDEN242.html\"}],"));
}

TEST_F(ApiTest, ProblemsSayWhatIsWrong)
{
    EXPECT_EQ(text(get("/api/v1/cables?limit=0&page=2")),
              "{\"type\":\"/api/#problem-parameter\",\"title\":\"Wrong parameters\",\"status\":400,"
              "\"detail\":\"limit: is a whole number from 1 to 200\",\"parameters\":[{\"name\":"
              "\"limit\",\"reason\":\"is a whole number from 1 to 200\"},{\"name\":\"page\","
              "\"reason\":\"is not known here\"}]}\n");
    EXPECT_THAT(text(get("/api/v1/cables/07QUAY12")),
                HasSubstr("\"detail\":\"there is no cable 07QUAY12\",\"suggestions\":["));
    EXPECT_THAT(text(get("/api/v1/cables/07QUAY12")), HasSubstr("\"citers\":121}"));
    EXPECT_THAT(text(get("/api/v1/cables/09LINDEN1")),
                HasSubstr("\"withdrawn\":\"2011-09-01T00:00:00Z\",\"why\":\"an error\"}"));
    EXPECT_EQ(refusal(405).status, 405);
    EXPECT_EQ(header(refusal(503), "Retry-After"), "5");
}

// The ETag of a list that is a stream tells the edition.
TEST_F(ApiTest, WholeListsHaveTheTagOfTheEdition)
{
    const std::string before = get("/api/v1/cables.csv").etag;
    EXPECT_EQ(before, '"' + search_->generation()->fingerprint() + "-1\"");
    std::vector<Cable> fewer = some_cables();
    fewer.pop_back();
    release(fewer, {});
    EXPECT_NE(get("/api/v1/cables.csv").etag, before);
}

TEST_F(ApiTest, SendsOnlySoManyWholeListsAtATime)
{
    std::vector<http::Response> lists;
    for (std::size_t i = 0; i < kMaxStreams; ++i) {
        lists.push_back(get("/api/v1/cables.csv"));
        EXPECT_EQ(lists.back().status, 200);
    }
    const http::Response refused = get("/api/v1/tags.jsonl");
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(header(refused, "Retry-After"), "5");
    EXPECT_EQ(get("/api/v1/tags").status, 200); // pages go on
    lists.pop_back();
    EXPECT_EQ(get("/api/v1/tags.jsonl").status, 200);
    EXPECT_EQ(get("/api/v1/cables.csv?after=x").status, 404); // and gives its place back
    EXPECT_EQ(get("/api/v1/cables.csv").status, 200);
}

TEST_F(ApiTest, AnswersWithoutAnyCable)
{
    release({}, {});
    for (const std::string list : {"cables", "references", "search", "facets", "tags", "origins",
                                   "classifications", "dates", "missing"}) {
        const std::string page = text(get("/api/v1/" + list));
        EXPECT_THAT(page, StartsWith("{\"items\":[],\"next\":null,\"total\":")) << list;
        EXPECT_EQ(whole(get("/api/v1/" + list + ".jsonl")), "") << list;
    }
    EXPECT_FALSE(documentation(search_->reader()).groups.empty());
}

TEST_F(ApiTest, HasArticlesWithTheCablesThatTheyName)
{
    EXPECT_THAT(text(get("/api/v1/articles?limit=1")),
                StartsWith("{\"items\":[{\"slug\":\"rain\",\"title\":\"Rain\",\"author\":null,"));
    EXPECT_THAT(text(get("/api/v1/articles/fog")),
                HasSubstr("\"text\":\"See [08LINDEN242 ¶4], [99QUAY1].\",\"cables\":["
                          "{\"id\":\"08LINDEN242\",\"paragraph\":4,\"path\":\"/cable/2008/02/"
                          "08LINDEN242.html\"},{\"id\":\"99QUAY1\",\"paragraph\":null,"
                          "\"path\":null}]}"));
}

TEST_F(ApiTest, IsDocumentedWithExamplesThatRun)
{
    std::size_t examples = 0;
    for (const view::ApiGroup& group : documentation(search_->reader()).groups) {
        for (const view::ApiOperation& operation : group.operations) {
            EXPECT_FALSE(operation.example.empty()) << operation.name;
            for (const std::string& example : operation.example) {
                EXPECT_EQ(get(example).status, 200) << example;
                ++examples;
            }
        }
    }
    EXPECT_GT(examples, 30U);
}

} // namespace
} // namespace chancery::api
