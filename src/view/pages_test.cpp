// Every page kind as a golden file, and what holds for all of them.
#include <algorithm>
#include <regex>

#include <gmock/gmock.h>

#include "base/testing.hpp"
#include "base/text.hpp"
#include "cable/reading.hpp"
#include "cable/reference_data.hpp"
#include "cite/quotation.hpp"
#include "view/api_page.hpp"
#include "view/article_html.hpp"
#include "view/article_page.hpp"
#include "view/browse_pages.hpp"
#include "view/cable_page.hpp"
#include "view/cite_page.hpp"
#include "view/cited_page.hpp"
#include "view/error_page.hpp"
#include "view/fictional.hpp"
#include "view/help_pages.hpp"
#include "view/home_page.hpp"
#include "view/listing_page.hpp"
#include "view/missing_page.hpp"
#include "view/path.hpp"
#include "view/version_page.hpp"

namespace chancery::view {
namespace {

using edition::CableRow;
using edition::FacetValue;
using ::testing::HasSubstr;
using ::testing::Not;

// Whatever the hash of the style sheet is: a change of the sheet is no change of the pages.
std::string without_hashes(const std::string& page)
{
    return std::regex_replace(page, std::regex("-[0-9a-f]{12}\\."), "-HASH.");
}

struct Sample {
    std::string name;
    std::string page;
};

const edition::Settings& settings()
{
    static const edition::Settings kSettings = testing::settings();
    return kSettings;
}

Frame frame(const std::string& path, Theme theme = Theme::Usual, std::string_view view = {})
{
    return {.settings = &settings(), .path = path, .theme = theme, .view = view};
}

std::vector<CableRow> many_rows(int count)
{
    std::vector<CableRow> rows;
    for (int i = 1; i <= count; ++i) {
        rows.push_back(testing::row("09LINDEN" + std::to_string(i), "FOG AGAIN"));
    }
    return rows;
}

std::string a_cable(Theme theme, std::string_view view)
{
    static const Cable kCable = testing::fictional_cable();
    const auto origin_path = [](std::string_view origin) {
        return origin == "Embassy Paris" ? facet_path(Facet::Origin, slug(origin), 0)
                                         : std::string();
    };
    return cable_page(frame("/cable/2008/02/08LINDEN242.html", theme, view),
                      {kCable,
                       testing::links_of(kCable),
                       origin_path,
                       testing::row("08LINDEN241", "FOG"),
                       testing::row("08LINDEN243", "MORE FOG"),
                       {{testing::row("08LINDEN100", "BOATS & FOG"), 0}, {{}, 3}},
                       {12, many_rows(12)}});
}

// As a link from the list of a search leads to it.
std::string a_marked_cable(std::string_view query, std::string_view view = {})
{
    static const Cable kCable = testing::fictional_cable();
    const std::string read = Reading(kCable).text();
    CablePage model{
        kCable, testing::links_of(kCable), [](std::string_view) { return std::string(); }, {}, {}};
    const auto places_of = [](std::string_view text, std::string_view word) {
        std::vector<Span> places;
        for (std::size_t at = text.find(word); at != std::string::npos;
             at = text.find(word, at + 1)) {
            places.push_back(
                {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + word.size())});
        }
        return places;
    };
    model.marks.query = query;
    model.marks.header = places_of(kCable.header, "LINDEN");
    model.marks.body = places_of(read, "boats");
    std::ranges::copy(places_of(read, "fog"), std::back_inserter(model.marks.body));
    Frame f = frame("/cable/2008/02/08LINDEN242.html", Theme::Dark, view);
    f.marks = url_segment(query);
    return cable_page(f, model);
}

// As the citation of a paragraph leads to it.
std::string a_quoted_cable(const std::string& quote)
{
    static const Cable kCable = testing::fictional_cable();
    Frame f = frame("/cable/2008/02/08LINDEN242.html");
    f.quote = quote;
    return cable_page(f, {kCable,
                          testing::links_of(kCable),
                          [](std::string_view) { return std::string(); },
                          {},
                          {}});
}

std::string quoted_as_it_is()
{
    return a_quoted_cable(cite::quotation_of(testing::fictional_cable().paragraphs[3]).text());
}

std::string cite_sample()
{
    const Cable cable = testing::fictional_cable();
    return cite_page(frame(cite_path(cable.id)), {cable, "/cable/2008/02/08LINDEN242.html"});
}

std::vector<FacetValue> some_tags()
{
    return {{Facet::Tag, 1, "ECON", "ECON", 60},
            {Facet::Tag, 2, "PHUM", "PHUM", 2311},
            {Facet::Tag, 3, "PHUMPGOV", "PHUMPGOV", 1},
            {Facet::Tag, 4, "QQXY", "QQXY", 2}};
}

std::vector<FacetValue> some_origins()
{
    return {{Facet::Origin, 5, "consulate-adana", "Consulate Adana", 7},
            {Facet::Origin, 6, "embassy-linden", "Embassy Linden", 1500},
            {Facet::Origin, 7, "embassy-paris", "Embassy Paris", 30}};
}

std::vector<FacetValue> some_classifications()
{
    return {{Facet::Classification, 8, "unclassified", "UNCLASSIFIED", 900},
            {Facet::Classification, 9, "secret-noforn", "SECRET//NOFORN", 1}};
}

std::vector<FacetValue> some_months()
{
    return {{Facet::Month, 10, "1979-11", "1979-11", 1},
            {Facet::Month, 11, "2008-02", "2008-02", 800},
            {Facet::Month, 12, "2010-01", "2010-01", 400}};
}

std::vector<FacetValue> some_days()
{
    return {{Facet::ReleaseDay, 13, "2011-08-26", "2011-08-26", 1000},
            {Facet::ReleaseDay, 14, "2010-11-28", "2010-11-28", 219}};
}

std::vector<CableRow> some_rows()
{
    return {testing::row("08LINDEN1", "FIRST <b>& \"LAST\""), testing::row("08LINDEN2", "")};
}

std::string home()
{
    const auto origins = some_origins();
    const auto tags = some_tags();
    const auto levels = some_classifications();
    const auto months = some_months();
    const auto days = some_days();
    const auto rows = some_rows();
    return home_page(frame("/"), {1219, origins, tags, levels, months, days, rows});
}

std::string listing(const FacetValue& value, std::uint32_t page, std::vector<FacetValue> meant = {})
{
    const auto rows = some_rows();
    return listing_page(frame(facet_path(value.facet, value.key, page)),
                        {value, page, rows, std::move(meant)});
}

std::string cited(std::optional<CableRow> cable, std::uint32_t page,
                  std::optional<edition::Version> withdrawn = {})
{
    const auto rows = some_rows();
    const std::string id = cable ? cable->id : "07QUAY12";
    return cited_page(frame(cited_path(id, page)), {id, std::move(cable), page == 0 ? 2U : 120U,
                                                    page, rows, std::move(withdrawn)});
}

edition::MissingOf some_missing()
{
    return {{"LINDEN", 2008, 120, 3, 1, 90'000, 3, 89'877, 2},
            {{121, 121}, {123, 241}, {245, 89'999}},
            {{122, 1}, {243, 40}, {90'000, 1}}};
}

std::vector<edition::IncompleteRow> some_incomplete()
{
    using edition::Lack;
    const auto created = parse_instant("2008-02-03 10:00");
    return {{"08LINDEN7", created, {Lack::Sections, 3, 4, 4}},
            {"08LINDEN7", created, {.lack = Lack::CutOff}},
            {"08LINDEN9", {}, {Lack::Sections, 2, 2, 2}},
            {"08LINDEN12", created, {.lack = Lack::Extract}}};
}

std::string missing_index(std::uint32_t page)
{
    const edition::MissingTotals totals{page == 0 ? 2U : 450U, 1, 121, 3, 89'877, 1};
    const std::vector<edition::MissingSummary> rows = {some_missing().summary,
                                                       {"QUAY", 1999, 1, 0, 7, 7, 0, 0, 0}};
    return missing_index_page(frame(missing_index_path(page)),
                              {totals, rows, page, {{"L", 0}, {"Q", 399}}});
}

std::string missing_sample(const edition::MissingOf& missing,
                           const std::vector<edition::IncompleteRow>& incomplete)
{
    return missing_page(frame(missing_path(missing.summary.post, missing.summary.year)),
                        {missing, incomplete});
}

std::vector<edition::Version> some_versions()
{
    return {{"08LINDEN242", 1, *parse_instant("2011-08-26"), "released", "", "00ff", 0},
            {"08LINDEN242", 2, *parse_instant("2011-09-02"), "corrected", "", "11ee", {}},
            {"08LINDEN242", 3, *parse_instant("2011-10-01"), "withdrawn", "a <b> child", "", {}}};
}

std::string version(std::uint32_t number, std::optional<std::string> text,
                    std::optional<std::string> previous)
{
    const std::string path = "/cable/2008/02/08LINDEN242.html";
    return version_page(frame(version_path(path, number)), {.id = "08LINDEN242",
                                                            .cable_path = path,
                                                            .versions = some_versions(),
                                                            .number = number,
                                                            .text = std::move(text),
                                                            .previous = std::move(previous)});
}

edition::ArticleRow article_row(const std::string& slug, const std::string& title)
{
    return {slug,
            title,
            "A. Writer",
            "Embassy Linden",
            "embassy-linden",
            slug == "fog" ? "pt" : "",
            *parse_instant("2011-08-20"),
            *parse_instant("2011-08-26"),
            *parse_instant("2011-08-27"),
            "The harbour was closed <for> a week [08LINDEN242 ¶4]."};
}

Frame article_frame(const std::string& path)
{
    Frame f = frame(path);
    f.articles = HasArticles::Yes;
    return f;
}

std::string article_sample()
{
    const auto document = article::read_markdown(
        "The harbour was closed <for> a week [08LINDEN242 ¶4], not [07QUAY12].\n\n# Boats & fog\n\n"
        "> One *boat*\n\n1. **Two**\n2. `three`\n\n[Elsewhere](https://boats.example/?a=1&b=2), "
        "![a picture](https://x.example/p.png)\n\n```\n<script>\n```\n");
    const auto path = [](const std::string& id, std::uint32_t paragraph) {
        return id == "08LINDEN242"
                   ? "/cable/2008/02/08LINDEN242.html#par" + std::to_string(paragraph)
                   : "";
    };
    return article_page(article_frame("/articles/fog.html"),
                        {article_row("fog", "Fog & \"boats\""),
                         article_html(*document, {path, [](const std::string& a) { return a; }}),
                         "Embassy Linden", "/origin/embassy-linden_0.html"});
}

std::string article_list(std::uint32_t page, const std::string& place)
{
    const std::vector<edition::ArticleRow> rows = {article_row("fog", "Fog & \"boats\""),
                                                   article_row("rain", "Rain")};
    const bool all = place.empty();
    return article_list_page(
        article_frame(all ? articles_path(page) : article_place_path(place, page)),
        {rows, all ? 60U : 2U, page, place, all ? "" : "Embassy Linden",
         all ? "" : "/origin/embassy-linden_0.html",
         all ? std::vector<edition::ArticlePlace>{{"embassy-linden", "Embassy Linden", 2},
                                                  {"quay", "The Quay", 40}}
             : std::vector<edition::ArticlePlace>{}});
}

std::string home_with_articles()
{
    const std::vector<FacetValue> none;
    const auto rows = some_rows();
    return home_page(article_frame("/"),
                     {2, none, none, none, none, none, rows, {article_row("fog", "Fog")}});
}

std::string cable_with_articles()
{
    static const Cable kCable = testing::fictional_cable();
    CablePage model{
        kCable, testing::links_of(kCable), [](std::string_view) { return std::string(); }, {}, {}};
    model.articles = {
        30, {{article_row("fog", "Fog & boats"), {4, 99}}, {article_row("rain", "Rain"), {}}}};
    return cable_page(article_frame("/cable/2008/02/08LINDEN242.html"), model);
}

ApiPage some_api()
{
    const ApiOperation list{.name = "listBoats",
                            .path = "/api/v1/boats/{id}",
                            .summary = "The boats of <a> harbour.",
                            .parameters = {{"id", "Up to 300 characters.", "A reference id"},
                                           {"limit", "A number from 1 to 200.", ""}},
                            .answer = "Boat",
                            .example = {"/api/v1/boats/7?limit=5", "/api/v1/boats/7.csv"},
                            .is_list = true};
    const ApiOperation one{
        .name = "getBoat", .path = "/api/v1/boat", .summary = "A boat.", .answer = "Boat"};
    return {.groups = {{"Boats", {list, one}}},
            .schemas = {{"Boat",
                         "what floats",
                         {{"ropes", "[Rope]", "of it"}, {"owner", "Owner?", ""}}},
                        {"Rope", "what holds", {{"length", "~number?", "in <m>"}}},
                        {"Owner", "any", {}}},
            .problems = {{"boat", 404, "No such boat", "It has left."}},
            .max_streams = 32};
}

std::vector<Sample> all_pages()
{
    std::vector<Sample> pages = {
        {"home", home()},
        {"cable", a_cable(Theme::Usual, "")},
        {"cable-dark", a_cable(Theme::Dark, "")},
        {"cable-sent", a_cable(Theme::Light, "sent")},
        {"cable-marked", a_marked_cable("boat* \"fog\"")},
        {"cable-quoted", quoted_as_it_is()},
        {"cite", cite_sample()},
        {"listing-tag", listing(some_tags()[1], 20)},
        {"listing-misprint", listing(some_tags()[2], 0, {some_tags()[1]})},
        {"listing-origin", listing(some_origins()[2], 0)},
        {"listing-month", listing(some_months()[1], 0)},
        {"listing-release", listing(some_days()[0], 0)},
        {"browse-tags", browse_page(frame("/tag/"), Facet::Tag, some_tags())},
        {"browse-misprints", misprints_page(frame("/tag/misprints.html"), some_tags())},
        {"browse-origins", browse_page(frame("/origin/"), Facet::Origin, some_origins())},
        {"browse-classifications",
         browse_page(frame("/classification/"), Facet::Classification, some_classifications())},
        {"browse-dates", browse_page(frame("/date/"), Facet::Month, some_months())},
        {"browse-releases", browse_page(frame("/reldate/"), Facet::ReleaseDay, some_days())},
        {"article", article_sample()},
        {"articles", article_list(1, "")},
        {"articles-place", article_list(0, "embassy-linden")},
        {"home-articles", home_with_articles()},
        {"cable-articles", cable_with_articles()},
        {"error-410-article",
         error_page(frame("/articles/fog.html"),
                    {.status = 410, .article_gone = parse_instant("2011-08-28")})},
        {"help", help_index_page(frame("/help/"))},
        {"api", api_page(frame(std::string(kApiPath)), some_api())},
        {"error-404", error_page(frame("/cable/08LINDEN9"), {404, some_rows(), Facet::Origin, {}})},
        {"error-404-ghost",
         error_page(frame("/cable/07QUAY12"),
                    {404, {}, Facet::Origin, Ghost{"07QUAY12", 2, some_rows()}})},
        {"error-410-withdrawn",
         error_page(frame("/cable/08LINDEN242"), {.status = 410, .withdrawn = some_versions()[2]})},
        {"version-old", version(1, "1. Fog & mist.\n", {})},
        {"version-changed", version(2, "0\n1. Fog <i>.\n2\n3\n4\n5\n6. Boats.\n",
                                    "0\n1. Fog.\n2\n3\n4\n5\n6. Boats.\n")},
        {"version-gone", version(2, {}, {})},
        {"cited", cited(testing::row("08LINDEN242", "HARBOUR MASTER"), 1)},
        {"cited-ghost", cited({}, 0)},
        {"cited-withdrawn", cited({}, 0, some_versions()[2])},
        {"missing", missing_index(0)},
        {"missing-pages", missing_index(1)},
        {"missing-of", missing_sample(some_missing(), some_incomplete())},
        {"missing-of-nothing", missing_sample({{"QUAY", 1999, 1, 0, 7, 7, 0, 0, 0}, {}, {}}, {})},
        {"help-glossary-q", help_page(frame("/help/glossary-q.html"), "glossary-q").value()},
    };
    for (const int status : {400, 410, 500, 503}) {
        pages.push_back(
            {"error-" + std::to_string(status), error_page(frame("/"), {.status = status})});
    }
    for (const HelpTopic& topic : help_topics()) {
        pages.push_back({"help-" + std::string(topic.name),
                         help_page(frame(help_path(topic)), topic.name).value()});
    }
    return pages;
}

class EveryPage : public ::testing::TestWithParam<Sample> {};
INSTANTIATE_TEST_SUITE_P(Pages, EveryPage, ::testing::ValuesIn(all_pages()),
                         [](const auto& sample) {
                             return replace_all(sample.param.name, "-", "_");
                         });

TEST_P(EveryPage, IsAsTheGoldenFileSays)
{
    EXPECT_GOLDEN("view/" + GetParam().name + ".html", without_hashes(GetParam().page));
}

std::size_t count(std::string_view text, std::string_view what)
{
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos;
         at = text.find(what, at + what.size())) {
        ++found;
    }
    return found;
}

TEST_P(EveryPage, HasOneHeadingOfTheFirstRankOneMainAndItsLandmarks)
{
    const std::string& page = GetParam().page;
    EXPECT_EQ(count(page, "<h1>"), 1U);
    EXPECT_EQ(count(page, "<main id=\"main\">"), 1U);
    EXPECT_EQ(count(page, "<nav aria-label=\"Browse\">"), 1U);
    EXPECT_THAT(page, HasSubstr("<a class=\"skip\" href=\"#main\">"));
    EXPECT_THAT(page, HasSubstr("<html lang=\"en\""));
    EXPECT_THAT(page, Not(HasSubstr("<title></title>")));
}

TEST_P(EveryPage, ClosesWhatItOpens)
{
    static const std::regex kTag("<(/?)([a-z][a-z0-9]*)[^>]*>");
    static const std::vector<std::string> kVoid = {"meta", "link", "br", "input"};
    std::vector<std::string> open;
    const std::string& page = GetParam().page;
    for (auto tag = std::sregex_iterator(page.begin(), page.end(), kTag);
         tag != std::sregex_iterator(); ++tag) {
        const std::string name = (*tag)[2];
        if (std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end()) {
            continue;
        }
        if ((*tag)[1].length() == 0) {
            open.push_back(name);
        } else {
            ASSERT_FALSE(open.empty()) << name;
            ASSERT_EQ(open.back(), name) << "at " << tag->position();
            open.pop_back();
        }
    }
    EXPECT_TRUE(open.empty());
}

// What says something to programs is in a block of data, which no browser runs.
std::string without_data_blocks(const std::string& page)
{
    return replace_all(page, "<script type=\"application/ld+json\">", "");
}

TEST_P(EveryPage, HasNoScriptNoInlineStyleAndNothingFromElsewhere)
{
    const std::string page = without_data_blocks(GetParam().page);
    for (const std::string_view banned : {"<script", " style=", "<style", "<img", "<svg", "<iframe",
                                          " onclick", " src=", "javascript:", "http-equiv"}) {
        EXPECT_THAT(page, Not(HasSubstr(std::string(banned))));
    }
    static const std::regex kLoads("<link [^>]*href=\"([^\"]*)\"");
    for (auto link = std::sregex_iterator(page.begin(), page.end(), kLoads);
         link != std::sregex_iterator(); ++link) {
        EXPECT_EQ((*link)[1].str().front(), '/') << link->str();
    }
}

TEST_P(EveryPage, LeadsElsewhereOnlyByThePublishersLinks)
{
    static const std::regex kLink("<a ([^>]*)>");
    const std::string& page = GetParam().page;
    for (auto link = std::sregex_iterator(page.begin(), page.end(), kLink);
         link != std::sregex_iterator(); ++link) {
        const std::string attributes = (*link)[1];
        if (attributes.find("href=\"http") != std::string::npos ||
            attributes.find("href=\"//") != std::string::npos) {
            EXPECT_TRUE(attributes.find("https://boats.example/?a=1&amp;b=2") !=
                            std::string::npos ||
                        attributes.find("https://linden.example/support") != std::string::npos)
                << attributes;
            EXPECT_THAT(attributes, HasSubstr("rel=\"noreferrer noopener\""));
        }
    }
}

TEST_P(EveryPage, HasEachIdOnce)
{
    static const std::regex kId(" id=\"([^\"]*)\"");
    std::vector<std::string> ids;
    const std::string& page = GetParam().page;
    for (auto id = std::sregex_iterator(page.begin(), page.end(), kId);
         id != std::sregex_iterator(); ++id) {
        ids.push_back((*id)[1]);
    }
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
}

TEST(CablePage, ShowsTheTextAsSentToTheLastBlank)
{
    const Cable cable = testing::fictional_cable();
    Html body;
    body.add({cable.body});
    EXPECT_THAT(a_cable(Theme::Usual, "sent"), HasSubstr(std::string(body.bytes())));
}

TEST(CablePage, KeepsTheThemeInEveryLinkToAPage)
{
    const std::string page = a_cable(Theme::Dark, "");
    static const std::regex kLink("<a [^>]*href=\"(/[^\"]*)\"");
    int links = 0;
    for (auto link = std::sregex_iterator(page.begin(), page.end(), kLink);
         link != std::sregex_iterator(); ++link) {
        const std::string address = (*link)[1];
        static const std::regex kFile("\\.(txt|json|bib|ris)($|\\?)");
        const bool is_page = !std::regex_search(address, kFile);
        EXPECT_EQ(address.find("theme=dark") != std::string::npos, is_page) << address;
        ++links;
    }
    EXPECT_GT(links, 20);
    EXPECT_THAT(page,
                HasSubstr("<link rel=\"canonical\" href=\"/cable/2008/02/08LINDEN242.html\">"));
    EXPECT_THAT(page, HasSubstr("<meta name=\"robots\" content=\"noindex\">"));
    EXPECT_THAT(page, HasSubstr("?view=sent&amp;theme=dark#text"));
}

TEST(CablePage, EscapesEveryFieldOfACable)
{
    const std::string text = "<script>alert('x')</script>\"'&]]>";
    const Cable cable = testing::cable_of(text);
    edition::Settings hostile = testing::settings();
    hostile.title = hostile.motto = hostile.description = hostile.hashtag = hostile.base_url =
        hostile.support_url = text;
    hostile.links = {{text, text}, {text, "https://x/" + text}};
    const CableLinks links{{text}, {text}, text, text, text, text};
    const auto row = CableRow{text, text, cable.created, *cable.released, text, text};
    const auto origin = [&](std::string_view) { return text; };
    const FacetValue value{Facet::Tag, 1, text, text, 200};
    const std::vector<FacetValue> values = {value};
    const std::vector<FacetValue> months = {{Facet::Month, 1, "2008-01" + text, text, 5}};
    const std::vector<CableRow> rows = {row};
    for (const Theme theme : {Theme::Usual, Theme::Dark}) {
        const Frame f{.settings = &hostile, .path = "/x.html", .theme = theme};
        Frame sent = f;
        sent.view = "sent";
        Frame quoted = f;
        quoted.quote = text;
        for (const std::string& page :
             {cable_page(f, {cable, links, origin, row, row, {{row, 2}}, {60, rows}}),
              cable_page(f, {cable, links, origin, row, row, {{{}, 2}}, {}}),
              cable_page(sent, {cable, links, origin, row, row}),
              cable_page(quoted, {cable, links, origin, row, row}), cite_page(f, {cable, text}),
              listing_page(f, {value, 1, rows, values}),
              home_page(f, {1, values, values, values, months, values, rows}),
              browse_page(f, Facet::Tag, values), misprints_page(f, values),
              browse_page(f, Facet::Origin, values), browse_page(f, Facet::Classification, values),
              browse_page(f, Facet::Month, months), browse_page(f, Facet::ReleaseDay, values),
              cited_page(f, {text, row, 60, 0, rows}), cited_page(f, {text, {}, 60, 0, rows}),
              missing_index_page(f, {{450, 0, 1, 1, 1, 1}, {{text, 1, 1, 1, 1, 1, 1, 1, 1}}, 0}),
              missing_page(f, {{{text, 1, 1, 1, 1, 3, 1, 1, 1}, {{2, 2}}, {{3, 1}}},
                               {{text, cable.created, {}}}}),
              error_page(f, {404, rows, Facet::Tag, Ghost{text, 2, rows}})}) {
            EXPECT_THAT(without_data_blocks(page), Not(HasSubstr("<script")));
            EXPECT_LE(count(page, "</script>"), 1U);
            EXPECT_THAT(page, Not(HasSubstr("]]>")));
            EXPECT_THAT(page, Not(HasSubstr("alert('")));
            EXPECT_THAT(page, Not(HasSubstr("\"'&")));
        }
    }
}

TEST(CablePage, WeighsAtMostAThirdMoreThanItsText)
{
    Cable cable = testing::fictional_cable();
    const std::string sentence = "The harbour master's deputy said \"no\" to that, as he had done "
                                 "\nthe year before, and asked us to stay for dinner & a song. \n";
    for (int number = 5; cable.body.size() < 20'000; ++number) {
        const auto from = static_cast<std::uint32_t>(cable.body.size());
        cable.body += std::to_string(number) + ". (SBU) ";
        for (int i = 0; i < 5; ++i) {
            cable.body += sentence;
        }
        cable.body += " \n";
        cable.paragraphs.push_back({"par" + std::to_string(number),
                                    std::to_string(number),
                                    "SBU",
                                    "",
                                    "",
                                    {from, static_cast<std::uint32_t>(cable.body.size())}});
    }
    const auto none = [](std::string_view) { return std::string(); };
    const std::size_t text = cable.header.size() + cable.body.size();
    for (const std::string_view view : {"", "sent"}) {
        const std::string page = cable_page(
            frame("/cable/2008/02/08LINDEN242.html", Theme::Usual, view),
            {cable, testing::links_of(cable), none, testing::row("08LINDEN241", "FOG"), {}});
        EXPECT_LE(page.size(), text * 13 / 10 + kCableShellBytes) << view;
    }
}

std::string page_of(const Cable& cable)
{
    const auto none = [](std::string_view) { return std::string(); };
    return cable_page(frame("/cable/2008/02/08LINDEN242.html"), {cable, {}, none, {}, {}});
}

TEST(CablePage, ListsEachRepairWithALinkToItsPlace)
{
    Cable cable;
    cable.id = "08LINDEN242";
    cable.body = "The master,s boat. He don,t care.\n";
    cable.paragraphs = {{"par1", "", "", "", "", {0, 34}}};
    cable.repairs = {{"damaged-apostrophe", {10, 11}, ",", "'"},
                     {"damaged-apostrophe", {25, 26}, ",", "'"}};
    const std::string page = page_of(cable);
    EXPECT_THAT(page,
                HasSubstr("<summary>2 repairs were made and are <ins>marked</ins></summary>"));
    EXPECT_THAT(page, HasSubstr("<dt>a damaged apostrophe was mended</dt>\n<dd><a href=\"#r1\">"
                                "master,s → master&#39;s</a></dd>\n<dd><a href=\"#r2\">don,t → "
                                "don&#39;t</a></dd>\n</dl>"));
    EXPECT_THAT(page, HasSubstr("master<ins id=\"r1\" title="));
}

TEST(CablePage, SaysWhatMarksItsWordsAndLeadsBackToTheSearch)
{
    const std::string page = a_marked_cable("boat* \"fog\"");
    EXPECT_THAT(page,
                HasSubstr("Words that <code>boat* &quot;fog&quot;</code> finds are "
                          "<mark>marked</mark>. Read it <a href=\"/cable/2008/02/08LINDEN242.html"
                          "?theme=dark#text\">without marks</a>, or see <a href=\"/search?q=boat%2A"
                          "%20%22fog%22&amp;theme=dark\" rel=\"nofollow\">"));
    EXPECT_THAT(page, HasSubstr("<mark>fog</mark>"));
    EXPECT_THAT(page, HasSubstr("AMEMBASSY <mark>LINDEN</mark>"));
    EXPECT_THAT(page,
                HasSubstr("<link rel=\"canonical\" href=\"/cable/2008/02/08LINDEN242.html\">\n"
                          "<meta name=\"robots\" content=\"noindex\">"));
    EXPECT_THAT(page, HasSubstr("?view=sent&amp;q=boat%2A%20%22fog%22&amp;theme=dark#text\""));
    EXPECT_THAT(page, HasSubstr("<a href=\"?q=boat%2A%20%22fog%22\" rel=\"nofollow\">Usual "
                                "colours</a>"));
}

TEST(CablePage, MarksNothingInTheTextAsSent)
{
    const std::string page = a_marked_cable("boat*", "sent");
    EXPECT_THAT(page, Not(HasSubstr("<mark>")));
    EXPECT_THAT(page, HasSubstr("<a href=\"/cable/2008/02/08LINDEN242.html?q=boat%2A&amp;theme="
                                "dark#text\">Show it set for reading</a>"));
}

TEST(CablePage, SaysNothingOfMarksWhereThereAreNone)
{
    const Cable cable = testing::fictional_cable();
    CablePage model{cable, {}, [](std::string_view) { return std::string(); }, {}, {}};
    model.marks = {"tag:PHUM", {}, {}};
    EXPECT_THAT(cable_page(frame("/cable/2008/02/08LINDEN242.html"), model),
                Not(HasSubstr("marked</mark>")));
}

TEST(CablePage, ShortensALongQueryAndEscapesIt)
{
    const std::string page = a_marked_cable("<script>alert('" + std::string(9000, 'x'));
    EXPECT_THAT(without_data_blocks(page), Not(HasSubstr("<script")));
    EXPECT_THAT(page, HasSubstr("<code>&lt;script&gt;alert(&#39;xxx"));
    EXPECT_THAT(page, HasSubstr("x…</code>"));
}

TEST(CablePage, ListsNoMoreThanSixtyRepairs)
{
    Cable cable;
    cable.id = "08LINDEN242";
    for (std::uint32_t i = 0; i < 100; ++i) {
        cable.body += "it,s \n";
        cable.repairs.push_back({"damaged-apostrophe", {i * 6 + 2, i * 6 + 3}, ",", "'"});
    }
    cable.paragraphs = {
        {"par1", "", "", "", "", {0, static_cast<std::uint32_t>(cable.body.size())}}};
    const std::string page = page_of(cable);
    EXPECT_THAT(page, HasSubstr("100 repairs were made"));
    EXPECT_THAT(page, HasSubstr("<dt>and 40 more</dt>"));
    EXPECT_THAT(page, Not(HasSubstr("href=\"#r61\"")));
    EXPECT_THAT(page, HasSubstr("id=\"r100\""));
}

TEST(CablePage, ExplainsTermsWithALinkFromTheirFirstUse)
{
    Cable cable;
    cable.id = "08JAKARTA242";
    cable.origin = "Embassy Jakarta";
    cable.body = "1. (U) The GOI spoke; the GOI was heard.\n";
    cable.paragraphs = {{"par1", "1", "U", "", "", {0, 41}}};
    const std::string page = page_of(cable);
    EXPECT_THAT(page, HasSubstr("The <a href=\"#t1\">GOI</a> spoke; the GOI was heard."));
    EXPECT_THAT(page, HasSubstr("<dt id=\"t1\">GOI</dt><dd>Government of Indonesia</dd>"));
}

TEST(CablePage, SaysWhatKindOfReferenceItIs)
{
    Cable cable;
    cable.id = "08LINDEN242";
    cable.references = {{"A", "LINDEN 1", "08LINDEN1", "cable", "", true, true, true, {}},
                        {"B", "LINDEN 0001", "08LINDEN1", "cable", "", false, false, false, {}},
                        {"C", "LINDEN 242", "08LINDEN242", "cable", "", false, false, false, {}},
                        {"D", "QUAY E-MAIL", "", "e-mail", "", false, false, false, {}}};
    EXPECT_THAT(page_of(cable),
                HasSubstr("<li>A. 08LINDEN1 <small>not in this archive</small> <small>and "
                          "previous</small> <small><abbr title=\"not to all "
                          "addressees\">NOTAL</abbr></small> <small>year guessed</small></li>\n"
                          "<li>C. 08LINDEN242 <small>this cable</small></li>\n"
                          "<li>D. QUAY E-MAIL</li>\n</ul>"));
}

TEST(CableText, IsHeaderEmptyLineAndBodyAsSent)
{
    const Cable cable = testing::fictional_cable();
    EXPECT_EQ(cable_text(cable), cable.header + "\n" + cable.body);
    EXPECT_EQ(cable_text({}), "");
}

TEST(Listing, HasNoPagesWhereFiftyFitOnOne)
{
    EXPECT_THAT(listing({Facet::Tag, 1, "PHUM", "PHUM", 50}, 0), Not(HasSubstr("class=\"pager\"")));
    const std::string first = listing({Facet::Tag, 1, "PHUM", "PHUM", 51}, 0);
    EXPECT_THAT(first, HasSubstr("<link rel=\"next\" href=\"/tag/PHUM_1.html\">"));
    EXPECT_THAT(first, Not(HasSubstr("rel=\"prev\"")));
    EXPECT_THAT(listing({Facet::Tag, 1, "PHUM", "PHUM", 51}, 1), Not(HasSubstr("rel=\"next\"")));
}

TEST(Missing, ShowsSoManyAndSaysHowManyItLeavesOut)
{
    edition::MissingOf many{{"LINDEN", 2008, 1, 0, 0, 0, 0, 0, 0}, {}, {}};
    std::vector<edition::IncompleteRow> parts;
    for (std::uint64_t i = 0; i < 700; ++i) {
        many.ghosts.push_back({3 * i, 1});
        many.runs.push_back({3 * i + 1, 3 * i + 2});
        parts.push_back({"08LINDEN9", {}, {.lack = edition::Lack::Extract}});
    }
    parts.resize(kMaxMissingShown + 1);
    const std::string page = missing_sample(many, parts);
    EXPECT_EQ(count(page, "<li>"), 3 * kMaxMissingShown);
    EXPECT_EQ(count(page, "<p>200 more are in <a href=\"/missing/LINDEN_2008.txt\">"), 2U);
    EXPECT_THAT(page, HasSubstr("<p>More are in <a href=\"/missing/LINDEN_2008.txt\">"));
    EXPECT_LT(page.size(), 400'000U);
}

TEST(Home, SaysHowMuchIsReleasedAndNeverNothingForSomething)
{
    const std::vector<FacetValue> none;
    const std::vector<CableRow> no_rows;
    const auto page = [&](std::uint32_t released, std::uint64_t total) {
        edition::Settings some = testing::settings();
        some.expected_total = total;
        return home_page({.settings = &some, .path = "/"},
                         {released, none, none, none, none, none, no_rows});
    };
    EXPECT_THAT(page(143912, 251287),
                HasSubstr("Released so far: <b>143,912</b> of 251,287 (57.2%)"));
    EXPECT_THAT(page(89, 251287), HasSubstr("(under 0.1%)"));
    EXPECT_THAT(page(0, 251287), HasSubstr("(0.0%)"));
    EXPECT_THAT(page(300000, 251287), HasSubstr("(100.0%)"));
    EXPECT_THAT(page(7, 0), HasSubstr("<b>7</b> cables released so far"));
}

TEST(Home, GroupsEarlyYearsByDecade)
{
    std::vector<FacetValue> months;
    for (const std::string month :
         {"1966-03", "1979-11", "1979-12", "1998-01", "1999-01", "2000-01", "2009-12", "2010-02"}) {
        months.push_back({Facet::Month, 1, month, month, 10});
    }
    const std::vector<YearBar> expected = {{"1960s", "1966", 10}, {"1970s", "1979", 20},
                                           {"1990s", "1999", 20}, {"2000", "2000", 10},
                                           {"2009", "2009", 10},  {"2010", "2010", 10}};
    EXPECT_EQ(year_bars(months), expected);
    EXPECT_TRUE(year_bars({}).empty());
}

} // namespace
} // namespace chancery::view
