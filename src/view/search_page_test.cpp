#include "view/search_page.hpp"

#include <algorithm>
#include <regex>

#include <gmock/gmock.h>

#include "base/testing.hpp"
#include "base/text.hpp"
#include "view/fictional.hpp"
#include "view/home_page.hpp"
#include "view/search_help.hpp"

namespace chancery::view {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const edition::Settings& settings()
{
    static const edition::Settings kSettings = testing::settings();
    return kSettings;
}

Frame frame(Theme theme = Theme::Usual)
{
    return {.settings = &settings(), .path = std::string(kSearchPath), .theme = theme};
}

// ---- models ----

std::vector<QueryExample> some_examples()
{
    return {{"fog boats", "both words, in any of their forms"},
            {"\"harbour master\"", "these words one after the other"},
            {"minister NEAR/5 bribe", "both within five words, in any order"},
            {"~linden", "words spelled nearly so"},
            {"traffick*", "words that start so"},
            {"para:(S/NF) boats", "the word in a paragraph with this mark"},
            {"tag:PHUM created:2008-02", "cables of that month with the tag"},
            {"origin:\"Embassy Linden\" class:secret", "secret cables from there"},
            {"3 of (fog boats nets eels)", "at least three of these"},
            {"=fog -boats", "this very word, without the other"}};
}

SearchHit hit(const std::string& id, const std::string& link)
{
    return {.id = id,
            .title = {{"HARBOUR MASTER COUNTS THE "}, {"BOATS", true}, {" & FINDS \"NONE\""}},
            .created = parse_instant("2008-02-27 19:56"),
            .classification = "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
            .origin = "Embassy Linden",
            .link = link + "?q=boats%20fog"};
}

std::vector<SearchHit> some_hits()
{
    SearchHit first = hit("08LINDEN242", "/cable/2008/02/08LINDEN242.html");
    first.excerpts = {
        {.anchor = "par1",
         .mark = "SBU",
         .pieces = {{"… the harbour master has counted the "},
                    {"boats", true},
                    {" three times since Sunday, and each time there were none, for the "},
                    {"fog", true},
                    {" lay on the water as wool lies on a sheep …"}},
         .link = first.link + "#par1"},
        {.anchor = "par3",
         .mark = "S/NF",
         .pieces = {{"… the second "}, {"boat", true}, {" has a name painted on her …"}},
         .link = first.link + "#par3"}};
    first.more = 3;
    SearchHit second = hit("07QUAY12", "/cable/2007/00/07QUAY12.html");
    second.title = {};
    second.created = {};
    second.released = parse_instant("2011-08-26");
    second.excerpts = {
        {.place = "Header",
         .pieces = {{"INFO "}, {"FOG", true}, {" AND "}, {"BOATS", true}, {" COLLECTIVE"}}},
        {.anchor = "par12a",
         .mark = "QQ",
         .pieces = {{"… no "}, {"boats", true}, {" …"}},
         .link = second.link + "#par12a"}};
    second.more = 1;
    SearchHit third = hit("05LINDEN9", "/cable/2005/05/05LINDEN9.html");
    third.classification = "SECRET//NOFORN";
    return {first, second, third};
}

SearchFacet tags()
{
    SearchFacet facet{"Tag", {}, 41};
    const std::vector<std::pair<std::string, std::string>> known = {
        {"PHUM", "Human rights"},
        {"PREL", "External political relations"},
        {"ECON", "Economic affairs"},
        {"KFOG", ""},
        {"PGOV", "Internal governmental affairs"},
        {"EWWT", "Waterborne transport"},
        {"SENV", "Environmental affairs"},
        {"EFIS", "Commercial fishing and fish processing"},
        {"KPAO", "Public affairs"},
        {"LN", ""}};
    std::uint64_t count = 1000;
    for (const auto& [tag, meaning] : known) {
        facet.values.push_back({tag, meaning, count, tag == "SENV" || tag == "PHUM",
                                "/search?q=boats%20fog&tag=" + tag});
        count = count * 2 / 3;
    }
    return facet;
}

SearchTimes years()
{
    SearchTimes times{"Cables by year", {}, 12, "/search?q=boats%20fog&year=none", {}};
    const std::vector<std::uint64_t> counts = {3, 0, 40, 55, 90, 160, 210, 301, 190, 12};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const std::string year = i == 0 ? "1990s" : std::to_string(2000 + i);
        times.bars.push_back(
            {year, year, counts[i], counts[i] == 0 ? "" : "/search?q=boats%20fog&year=" + year});
    }
    return times;
}

SearchModel full_model()
{
    SearchModel model;
    model.query = "boats fog author:\"smith";
    model.address_query = "q=boats%20fog&tag=PHUM&tag=SENV&page=2";
    model.kept = {{"tag", "PHUM"}, {"tag", "SENV"}, {"size", "20"}};
    model.reading =
        "cables with \"boats\" (any form of the word) and \"fog\" (any form of the word)";
    model.notes = {"There is no field author: it was searched as a word.",
                   "The quotation mark is never closed; it was ignored."};
    model.suggestions = {{"Did you mean", "boat's", "/search?q=boat%27s", "?"},
                         {"There is a tag", "KFOG", "/search?q=tag%3AKFOG", ", on 296 cables"},
                         {"There is the cable", "08LINDEN242", "/cable/2008/02/08LINDEN242.html"}};
    model.total = 1234;
    model.first_hit = 21;
    model.hits = some_hits();
    model.pages = {2,
                   62,
                   "/search?q=boats%20fog",
                   "/search?q=boats%20fog&page=1",
                   "/search?q=boats%20fog&page=3",
                   "/search?q=boats%20fog&page=62"};
    model.orders = {{"relevance", "/search?q=boats%20fog", true},
                    {"newest", "/search?q=boats%20fog&sort=newest"},
                    {"oldest", "/search?q=boats%20fog&sort=oldest"},
                    {"latest release", "/search?q=boats%20fog&sort=released"},
                    {"reference id", "/search?q=boats%20fog&sort=id"}};
    model.sizes = {{"10", "/search?q=boats%20fog&size=10"},
                   {"20", "/search?q=boats%20fog", true},
                   {"50", "/search?q=boats%20fog&size=50"}};
    model.downloads = {{"CSV", "/search.csv?q=boats%20fog"},
                       {"JSON lines", "/search.jsonl?q=boats%20fog"}};
    model.filters = {{"Tag", "PHUM", "/search?q=boats%20fog&tag=SENV"},
                     {"Tag", "SENV", "/search?q=boats%20fog&tag=PHUM"}};
    model.no_filters = "/search?q=boats%20fog";
    model.times = years();
    model.facets = {
        {"Origin",
         {{"Embassy Linden", "", 900, false, "/search?q=boats%20fog&origin=embassy-linden"},
          {"Consulate General Quay", "", 334, false, "/search?q=boats%20fog&origin=quay"}}},
        tags(),
        {"Classification",
         {{"UNCLASSIFIED//FOR OFFICIAL USE ONLY", "", 800, false, "/search?q=boats%20fog&class=u"},
          {"SECRET//NOFORN", "", 1, false, "/search?q=boats%20fog&class=s"}}},
        {"Portion mark",
         {{"S/NF", "Secret, not for foreign nationals", 5, false, "/search?q=boats&mark=S/NF"}}}};
    return model;
}

SearchModel months_model()
{
    SearchModel model = full_model();
    model.query = "fog";
    model.exact = false;
    model.notes.clear();
    model.suggestions.clear();
    model.filters = {{"Created", "2008", "/search?q=fog"}};
    model.times = {"Months of 2008", {}, 0, "", {"All years", "/search?q=fog"}};
    const std::vector<std::string> names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        model.times.bars.push_back({names[i], names[i] + " 2008", i * i * i,
                                    "/search?q=fog&month=" + std::to_string(i + 1), i == 1});
    }
    return model;
}

SearchModel nothing_found()
{
    SearchModel model;
    model.query = "traffick* unicorns";
    model.address_query = "q=traffick*%20unicorns&tag=PHUM&origin=embassy-linden";
    model.reading = "cables with a word that starts with \"traffick\" and \"unicorns\" (any form)";
    model.suggestions = {
        {"Did you mean", "traffick* uniforms", "/search?q=traffick*%20uniforms", "? (7 cables)"}};
    model.filters = {{"Tag", "PHUM", "/search?q=traffick*%20unicorns&origin=embassy-linden"},
                     {"Origin", "Embassy Linden", "/search?q=traffick*%20unicorns&tag=PHUM"}};
    model.no_filters = "/search?q=traffick*%20unicorns";
    model.facets = {{"Tag", {{"PHUM", "Human rights", 0, true, "/search?q=x"}}}};
    return model;
}

SearchModel nothing_asked()
{
    SearchModel model;
    model.examples = some_examples();
    return model;
}

// The same text wherever there is one, addresses too.
SearchModel model_of(const std::string& text)
{
    const SearchTexts pieces = {{text}, {text, true}};
    const SearchHit hit{
        text, pieces,
        {},   parse_instant("2011-08-26"),
        text, text,
        text, {{text, text, text, pieces, text}, {"par" + text, text, "", pieces, ""}},
        2};
    SearchModel model;
    model.query = model.address_query = model.reading = model.no_filters = text;
    model.kept = {{text, text}};
    model.notes = {text};
    model.suggestions = {{text, text, text, text}};
    model.examples = {{text, text}};
    model.total = 1;
    model.hits = {hit};
    model.pages = {2, 3, text, text, text, text};
    model.orders = model.sizes = {{text, text, true}, {text, text, false}};
    model.downloads = {{text, text}};
    model.filters = {{text, text, text}, {text, text, text}};
    model.times = {
        text, {{text, text, 3, text, true}, {text, text, 0, "", false}}, 1, text, {text, text}};
    model.facets = {{text, std::vector<SearchValue>(9, {text, text, 5, false, text}), 7}};
    return model;
}

const std::string kMarkup = "<script>alert('x')</script>\"'&]]>";
const std::string kTurned = "\xE2\x80\xAE\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xE2\x81\xA7 fog";

// ---- pages ----

struct Sample {
    std::string name;
    std::string page;
};

std::vector<QueryGroup> some_groups()
{
    const std::vector<QueryExample> all = some_examples();
    return {{"Words and phrases", {all.begin(), all.begin() + 5}},
            {"Where in the cable & what it is", {all.begin() + 5, all.end()}}};
}

std::vector<Sample> all_pages()
{
    Frame help = frame();
    help.path = std::string(kSearchHelpPath);
    const std::string wide = std::string(5000, 'W') + kMarkup;
    return {{"search", search_page(frame(), full_model())},
            {"search-dark", search_page(frame(Theme::Dark), full_model())},
            {"search-months", search_page(frame(), months_model())},
            {"search-nothing-found", search_page(frame(), nothing_found())},
            {"search-nothing-asked", search_page(frame(), nothing_asked())},
            {"search-markup", search_page(frame(Theme::Light), model_of(kMarkup))},
            {"search-turned", search_page(frame(), model_of(kTurned))},
            {"search-wide", search_page(frame(), model_of(wide))},
            {"help-search", search_help_page(help, some_groups())}};
}

class EverySearchPage : public ::testing::TestWithParam<Sample> {};
INSTANTIATE_TEST_SUITE_P(Pages, EverySearchPage, ::testing::ValuesIn(all_pages()),
                         [](const auto& sample) {
                             return replace_all(sample.param.name, "-", "_");
                         });

// A change of the style sheet is no change of the pages; five thousand letters need not be kept.
std::string for_golden(const std::string& page)
{
    const std::string plain = std::regex_replace(page, std::regex("-[0-9a-f]{12}\\."), "-HASH.");
    return replace_all(plain, std::string(5000, 'W'), "W*5000");
}

std::vector<std::string> all_of(const std::string& page, const std::string& pattern)
{
    const std::regex wanted(pattern);
    std::vector<std::string> found;
    for (auto at = std::sregex_iterator(page.begin(), page.end(), wanted);
         at != std::sregex_iterator(); ++at) {
        found.push_back((*at)[1]);
    }
    return found;
}

TEST_P(EverySearchPage, IsAsTheGoldenFileSays)
{
    EXPECT_GOLDEN("view/" + GetParam().name + ".html", for_golden(GetParam().page));
}

TEST_P(EverySearchPage, ClosesWhatItOpens)
{
    const std::vector<std::string> empty_elements = {"meta", "link", "br", "input"};
    std::vector<std::string> open;
    for (const std::string& tag :
         all_of(for_golden(GetParam().page), "<(/?[a-z][a-z0-9]*)[^>]*>")) {
        if (tag[0] == '/') {
            ASSERT_FALSE(open.empty()) << tag;
            ASSERT_EQ('/' + open.back(), tag);
            open.pop_back();
        } else if (!is_one_of(empty_elements, tag)) {
            open.push_back(tag);
        }
    }
    EXPECT_TRUE(open.empty());
}

TEST_P(EverySearchPage, HasOneHeadingOfTheFirstRankAndEachIdOnce)
{
    const std::string page = for_golden(GetParam().page);
    EXPECT_EQ(all_of(page, "<(h1)>").size(), 1U);
    std::vector<std::string> ids = all_of(page, " id=\"([^\"]*)\"");
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
}

TEST_P(EverySearchPage, HasNoScriptNoInlineStyleAndNothingFromElsewhere)
{
    for (const std::string banned : {"<script", " style=", "<style", "<img", "<svg",
                                     " src=", "javascript:", "]]>", "alert('", "\"'&"}) {
        EXPECT_THAT(GetParam().page, Not(HasSubstr(banned)));
    }
}

TEST_P(EverySearchPage, HasOneSearchBox)
{
    EXPECT_EQ(all_of(GetParam().page, "(role=\"search\")").size(), 1U);
}

// ---- what it says ----

TEST(SearchPage, SaysQueryAndCountInTheTitleOfTheWindow)
{
    const auto title = [](SearchModel model) {
        return all_of(search_page(frame(), model), "<title>([^<]*) ·").at(0);
    };
    SearchModel model;
    model.query = "traffick*  minors";
    model.address_query = "q=x";
    model.total = 1234;
    EXPECT_EQ(title(model), "traffick* minors: 1,234 cables");
    model.exact = false;
    model.pages.page = 3;
    EXPECT_EQ(title(model), "traffick* minors: at least 1,234 cables, page 3");
    model.total = 0;
    model.exact = true;
    model.pages.page = 1;
    EXPECT_EQ(title(model), "traffick* minors: no cables");
    model.query = "";
    EXPECT_EQ(title(model), "Search: no cables");
    model.query = kTurned;
    EXPECT_EQ(title(model), "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D  fog: no cables");
    model.query = std::string(99, 'a') + "éé";
    EXPECT_EQ(title(model), std::string(99, 'a') + "…: no cables");
    EXPECT_EQ(title(nothing_asked()), "Search");
}

TEST(SearchPage, IsNotForCrawlersAndNamesItsPlainAddress)
{
    for (const Theme theme : {Theme::Usual, Theme::Dark}) {
        const std::string page = search_page(frame(theme), full_model());
        EXPECT_THAT(page, HasSubstr("<meta name=\"robots\" content=\"noindex, nofollow\">"));
        EXPECT_THAT(page, HasSubstr("<link rel=\"canonical\" href=\"/search?q=boats%20fog&amp;"
                                    "tag=PHUM&amp;tag=SENV&amp;page=2\">"));
    }
    EXPECT_THAT(search_page(frame(), nothing_asked()), Not(HasSubstr("noindex")));
}

TEST(SearchPage, HasNoLinkToASearchThatCrawlersMayFollow)
{
    for (const SearchModel& model :
         {full_model(), months_model(), nothing_found(), nothing_asked()}) {
        const std::string page = search_page(frame(), model);
        for (const std::string& link : all_of(page, "<a ([^>]*href=\"/search[?.][^>]*)>")) {
            EXPECT_THAT(link, HasSubstr("nofollow"));
        }
    }
}

TEST(SearchPage, KeepsTheThemeInLinksFormsAndItsOwnAddress)
{
    const std::string page = search_page(frame(Theme::Dark), full_model());
    EXPECT_THAT(page, HasSubstr("<input type=\"hidden\" name=\"theme\" value=\"dark\">"));
    EXPECT_THAT(page, HasSubstr("href=\"/search?q=boats%20fog&amp;sort=newest&amp;theme=dark\""));
    EXPECT_THAT(page, HasSubstr("08LINDEN242.html?q=boats%20fog&amp;theme=dark#par1\""));
    EXPECT_THAT(page, HasSubstr("href=\"/search.csv?q=boats%20fog\""));
    EXPECT_THAT(page, HasSubstr("<a href=\"?q=boats%20fog&amp;tag=PHUM&amp;tag=SENV&amp;page=2\" "
                                "rel=\"nofollow\">Usual colours</a>"));
    EXPECT_THAT(search_page(frame(), full_model()),
                HasSubstr("href=\"?q=boats%20fog&amp;tag=PHUM&amp;tag=SENV&amp;page=2&amp;"
                          "theme=dark\""));
}

TEST(SearchPage, ShowsValuesThatAreChosenEvenIfTheyAreRare)
{
    const std::string page = search_page(frame(), full_model());
    const std::size_t fold = page.find("<details>");
    EXPECT_LT(page.find("<bdi>SENV</bdi> <small>"), fold);
    EXPECT_GT(page.find("<bdi>EFIS</bdi> <small>"), fold);
    EXPECT_THAT(page, HasSubstr("and 41 that are rarer"));
}

TEST(SearchPage, SaysThatItIsALowerBoundWhereNotAllWasCounted)
{
    EXPECT_THAT(search_page(frame(), months_model()), HasSubstr("<h1>At least 1,234 cables</h1>"));
    SearchModel none = nothing_found();
    none.exact = false;
    EXPECT_THAT(search_page(frame(), none), HasSubstr("<h1>No cable found so far</h1>"));
}

TEST(SearchPage, GivesTheWayWithoutEachFilterWhereNothingIsFound)
{
    const std::string page = search_page(frame(), nothing_found());
    EXPECT_THAT(page, HasSubstr("without the filter Tag <bdi>PHUM</bdi></a>"));
    EXPECT_THAT(page, HasSubstr("without any filter</a>"));
    EXPECT_THAT(page, Not(HasSubstr("class=\"facets\"")));
}

TEST(SearchPage, KeepsTheQueryAsItWasTyped)
{
    EXPECT_THAT(search_page(frame(), full_model()),
                HasSubstr("value=\"boats fog author:&quot;smith\""));
}

TEST(SearchAddress, TakesAnyText)
{
    EXPECT_EQ(search_address("child victim"), "/search?q=child%20victim");
    EXPECT_EQ(search_address("\"a\"~5 & <b>#é"), "/search?q=%22a%22~5%20%26%20%3Cb%3E%23%C3%A9");
    EXPECT_EQ(search_address(""), "/search?q=");
}

TEST(SearchBox, StandsInTheMastheadButForTheFirstPageWhichHasALargeOne)
{
    const std::vector<edition::FacetValue> none;
    const std::vector<edition::CableRow> no_rows;
    const std::string home = home_page({.settings = &settings(), .path = "/"},
                                       {7, none, none, none, none, none, no_rows});
    EXPECT_THAT(home, HasSubstr("<form class=\"find large\""));
    EXPECT_THAT(home, Not(HasSubstr("<form class=\"find\"")));
    const std::string other =
        whole_page({.settings = &settings(), .path = "/tag/"}, {.title = "t", .content = {}});
    EXPECT_THAT(other, HasSubstr("<form class=\"find\" role=\"search\" action=\"/search\">"));
}

} // namespace
} // namespace chancery::view
