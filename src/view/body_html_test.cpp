#include "view/body_html.hpp"

#include <gmock/gmock.h>

#include "cable/reading.hpp"
#include "view/fictional.hpp"

namespace chancery::view {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string body()
{
    const Cable cable = testing::fictional_cable();
    return body_html(cable, testing::links_of(cable)).html.finish();
}

TEST(BodyHtml, GivesEachParagraphItsAnchorAndPermalink)
{
    const std::string html = body();
    for (const std::string number : {"1", "2", "3", "4"}) {
        EXPECT_THAT(html, HasSubstr("<p id=\"par" + number + "\"><a href=\"#par" + number +
                                    "\" aria-label=\"Paragraph " + number + "\">¶</a>"));
    }
}

TEST(BodyHtml, LinksTheLettersOfAParagraphsParts)
{
    Cable cable;
    cable.body = "1. One:\n(a) a boat\nb. a quay\n";
    cable.paragraphs = {{"par1", "1", "", "", "One", {0, 29}}};
    cable.paragraphs[0].items = {{"par1-a", "a", {8, 19}}, {"par1-b", "b", {19, 29}}};
    const std::string html = body_html(cable, {}).html.finish();
    EXPECT_THAT(html, HasSubstr("<a id=\"par1-a\" href=\"#par1-a\">(a)</a> a boat"));
    EXPECT_THAT(html, HasSubstr("<a id=\"par1-b\" href=\"#par1-b\">b.</a> a quay"));
}

TEST(BodyHtml, KeepsLinesInTheSourceButJoinsAtAnOpenHyphen)
{
    const std::string html = body();
    EXPECT_THAT(html, HasSubstr("told us on Tuesday that\nhe had counted"));
    EXPECT_THAT(html, HasSubstr("A self-made man"));
}

TEST(BodyHtml, ExplainsPortionMarks)
{
    EXPECT_THAT(body(), HasSubstr("<abbr title=\"Sensitive but unclassified\">(SBU)</abbr>"));
    EXPECT_THAT(body(),
                HasSubstr("<abbr title=\"Secret, not for foreign nationals\">(S/NF)</abbr>"));
}

TEST(BodyHtml, LinksTagsAndThoseReferencesThatAreHere)
{
    const std::string html = body();
    EXPECT_THAT(
        html,
        HasSubstr(
            "TAGS: <a href=\"/tag/ECON_0.html\">ECON</a> <a href=\"/tag/PHUM_0.html\">PHUM</a>"));
    EXPECT_THAT(html, HasSubstr("A. <a href=\"/cable/2008/01/08LINDEN100.html\">LINDEN 100</a>"));
    EXPECT_THAT(html, HasSubstr("B. 07 QUAY 12"));
}

TEST(BodyHtml, AppliesRepairsAndMarksEach)
{
    const std::string html = body();
    EXPECT_THAT(html, Not(HasSubstr("00000242")));
    EXPECT_THAT(html, Not(HasSubstr("Qthe third")));
    EXPECT_THAT(html, HasSubstr("had\n<ins id=\"r1\" title=\"the mark of a page break was taken "
                                "out here\"></ins>not foreseen"));
    EXPECT_THAT(html, HasSubstr("<ins id=\"r2\" title=\"the lost number of the paragraph was put "
                                "back\">3</ins>. <abbr"));
}

TEST(BodyHtml, NamesTheRepairsThatItMarks)
{
    const Cable cable = testing::fictional_cable();
    const Body body = body_html(cable, testing::links_of(cable));
    std::vector<std::string> rules;
    for (const Repair* repair : body.repairs) {
        rules.push_back(repair->rule);
    }
    EXPECT_EQ(rules, (std::vector<std::string>{"page-break", "lost-number", "repeated-line"}));
    EXPECT_THAT(std::string(body.html.bytes()), HasSubstr("<ins id=\"r3\""));
}

TEST(BodyHtml, LinksTheFirstUseOfATerm)
{
    Cable cable = testing::fictional_cable();
    cable.body +=
        "5. (C) NATO and the EU; NATO again, and PolOff. XXXXXXXXXXXX told [NAME REMOVED].\n";
    const auto from = static_cast<std::uint32_t>(cable.body.find("5. (C)"));
    cable.paragraphs.push_back(
        {"par5", "5", "C", "", "", {from, static_cast<std::uint32_t>(cable.body.size())}});
    const auto run = static_cast<std::uint32_t>(cable.body.find("XXXX"));
    const auto name = static_cast<std::uint32_t>(cable.body.find("[NAME"));
    cable.removed = {{"XXXXXXXXXXXX", {run, run + 12}}, {"[NAME REMOVED]", {name, name + 14}}};
    const Body body = body_html(cable, {});
    const std::string html(body.html.bytes());
    EXPECT_THAT(html, HasSubstr("<a href=\"#t1\">NATO</a> and the <a href=\"#t2\">EU</a>; NATO "
                                "again, and <a href=\"#t3\">PolOff</a>"));
    EXPECT_EQ(body.terms.size(), 3U);
    EXPECT_THAT(html, HasSubstr("<span role=\"img\" aria-label=\"removed\">XXXXXXXXXXXX</span> "
                                "told [NAME REMOVED]."));
}

TEST(BodyHtml, SetsHeadingsAndKeepsTables)
{
    const std::string html = body();
    EXPECT_THAT(html, HasSubstr("<h3>Where the boats went</h3>"));
    EXPECT_THAT(html, Not(HasSubstr("------")));
    EXPECT_THAT(
        html,
        HasSubstr(
            "<p class=\"v\">   Boat        Colour     Length\n   Ada         red        12\n"));
    EXPECT_THAT(html, HasSubstr("<p class=\"i\">-- Ada, the larger"));
}

TEST(BodyHtml, PartsTagsThatRanTogetherAndLinksEach)
{
    Cable cable;
    cable.body = "TAGS: ECONPHUM\n";
    cable.tags_at = {0, 14};
    cable.head_at = {0, 15};
    cable.tags = {{"ECONPHUM", "ECON", "", "", "", {6, 14}},
                  {"ECONPHUM", "PHUM", "", "", "", {6, 14}}};
    cable.repairs = {{"run-together", {6, 14}, "ECONPHUM", "ECON PHUM"}};
    const std::string html =
        body_html(cable, {{"/tag/ECON_0.html", "/tag/PHUM_0.html"}, {}, "", "", "", ""})
            .html.finish();
    EXPECT_THAT(html, HasSubstr("<ins id=\"r1\" title=\"repaired: run together\"><a "
                                "href=\"/tag/ECON_0.html\">ECON</a></ins> <ins"));
}

// The places of a text in the reading of the fictional cable, which has no earlier one.
Span place_of(const Cable& cable, std::string_view text)
{
    const std::string read = Reading(cable).text();
    const auto from = static_cast<std::uint32_t>(read.find(text));
    EXPECT_LT(from, read.size()) << text;
    return {from, from + static_cast<std::uint32_t>(text.size())};
}

std::string marked_body(const Cable& cable, const std::vector<std::string>& texts)
{
    std::vector<Span> marks;
    for (const std::string& text : texts) {
        marks.push_back(place_of(cable, text));
    }
    Body body = body_html(cable, testing::links_of(cable), marks);
    EXPECT_EQ(body.marked, texts.size());
    return body.html.finish();
}

TEST(BodyHtml, MarksWordsInProseHeadingsAndTables)
{
    const Cable cable = testing::fictional_cable();
    const std::string html = marked_body(cable, {"Tuesday", "boats went", "Ada "});
    EXPECT_THAT(html, HasSubstr("told us on <mark>Tuesday</mark> that\nhe"));
    EXPECT_THAT(html, HasSubstr("<h3>Where the <mark>boats</mark> <mark>went</mark></h3>"));
    EXPECT_THAT(html, HasSubstr("   <mark>Ada </mark>        red"));
}

TEST(BodyHtml, MarksWordsInsideAndBesideLinksRepairsAndLineEnds)
{
    const Cable cable = testing::fictional_cable();
    const std::string html =
        marked_body(cable, {"ECON PHUM", "A. LINDEN", "that \nhe", "had \nnot", "(SBU)"});
    EXPECT_THAT(html, HasSubstr("TAGS: <a href=\"/tag/ECON_0.html\"><mark>ECON</mark></a><mark> "
                                "</mark><a href=\"/tag/PHUM_0.html\"><mark>PHUM</mark></a>"));
    EXPECT_THAT(html, HasSubstr("<mark>A. </mark><a href=\"/cable/2008/01/08LINDEN100.html\">"
                                "<mark>LINDEN</mark> 100</a>"));
    EXPECT_THAT(html, HasSubstr("<mark>that</mark>\n<mark>he</mark> had counted"));
    EXPECT_THAT(html, HasSubstr("<mark>had</mark>\n<ins id=\"r1\" title=\"the mark of a page "
                                "break was taken out here\"></ins><mark>not</mark> foreseen"));
    EXPECT_THAT(html, HasSubstr("<abbr title=\"Sensitive but unclassified\"><mark>(SBU)</mark>"
                                "</abbr>"));
}

TEST(BodyHtml, MarksWordsOfATermInsideItsLink)
{
    Cable cable;
    cable.body = "1. NATO and the EU don,t agree.\n";
    cable.paragraphs = {{"par1", "1", "", "", "", {0, 32}}};
    cable.repairs = {{"damaged-apostrophe", {22, 23}, ",", "'"}};
    const std::vector<Span> marks = {{3, 7}, {19, 24}};
    Body body = body_html(cable, {}, marks);
    EXPECT_EQ(body.marked, 2U);
    const std::string html = body.html.finish();
    EXPECT_THAT(html, HasSubstr("<a href=\"#t1\"><mark>NATO</mark></a> and"));
    EXPECT_THAT(html, HasSubstr("<mark>don</mark><ins id=\"r1\" title=\"a damaged apostrophe was "
                                "mended\"><mark>&#39;</mark></ins><mark>t</mark> agree"));
}

TEST(BodyHtml, IgnoresMarksThatDoNotFitAndJoinsThoseThatOverlap)
{
    Cable cable;
    cable.body = "one two three\n\n\nfour\n";
    const std::vector<Span> marks = {{4, 7}, {90, 99}, {7, 5}, {0, 2}, {1, 3}, {14, 16}, {20, 80}};
    Body body = body_html(cable, {}, marks);
    EXPECT_EQ(body.html.finish(), "<p><mark>one</mark> <mark>two</mark> three</p>\n<p>four</p>\n");
    EXPECT_EQ(body.marked, 2U);
}

TEST(BodyHtml, LosesNoTextWhateverThePlacesAre)
{
    Cable cable;
    cable.body = "one two three four\n\nfive six\n";
    for (const Span at : {Span{0, 7}, Span{3, 40}, Span{90, 80}, Span{7, 7}, Span{25, 29}}) {
        cable.paragraphs.push_back({"p", "", "", "", "", at});
        cable.tags.push_back({"x", "x", "", "", "", at});
        cable.repairs.push_back({"none", at, "", ""});
    }
    cable.repairs.clear();
    const std::string html = body_html(cable, {}).html.finish();
    for (const std::string word : {"one", "two", "three", "four", "five", "six"}) {
        EXPECT_THAT(html, HasSubstr(word));
    }
}

} // namespace
} // namespace chancery::view
