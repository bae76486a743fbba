#include "import/mirror_page.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "import/fixtures.hpp"

namespace chancery::importer {
namespace {

using fixtures::PageParts;

std::string minute(const std::optional<Instant>& instant)
{
    return instant ? format_minute(*instant) : "none";
}

std::string page_with(std::string_view what, std::string_view with)
{
    const std::string page = fixtures::page();
    EXPECT_NE(page.find(what), std::string::npos) << what;
    return replace_all(page, what, with);
}

std::string reason(std::string_view html)
{
    const auto document = read_mirror_page(html);
    return document ? "read" : document.error();
}

void expect_the_cable(std::string_view html)
{
    const auto document = read_mirror_page(html);
    ASSERT_TRUE(document) << document.error() << "\n" << html;
    EXPECT_EQ(document->given.id, "08FREEDONIA242");
    EXPECT_EQ(minute(document->given.created), "2008-02-27 19:07");
    EXPECT_EQ(minute(document->given.released), "2010-12-01 21:09");
    EXPECT_EQ(document->given.classification, "UNCLASSIFIED//FOR OFFICIAL USE ONLY");
    EXPECT_EQ(document->given.origin, "Embassy Freedonia");
    EXPECT_EQ(document->given.subject, "FREEDONIA'S DUCK HARVEST: RESEARCH & DEVELOPMENT");
    EXPECT_EQ(document->text.header, fixtures::header());
    EXPECT_EQ(document->text.body, fixtures::body());
}

TEST(MirrorPage, GivesWhatThePageSaysAndBothTextsAsSent)
{
    expect_the_cable(fixtures::page());
}

TEST(MirrorPage, Of2010HasUnknownMinutes)
{
    const auto document = read_mirror_page(fixtures::page());
    EXPECT_EQ(document->kind, DocumentKind::Page2010);
    EXPECT_TRUE(document->given.minutes_unknown);
}

TEST(MirrorPage, Of2011HasTrueMinutes)
{
    const auto document = read_mirror_page(fixtures::page(fixtures::parts_2011()));
    EXPECT_EQ(document->kind, DocumentKind::Page2011);
    EXPECT_FALSE(document->given.minutes_unknown);
    EXPECT_EQ(minute(document->given.created), "2008-02-27 19:56");
}

struct LayoutCase {
    std::string_view script;
    std::string_view created;
    std::string_view released;
    DocumentKind kind;
    bool minutes_unknown;
};

TEST(MirrorPage, TellsTheLayoutByTheScriptAndThenByTheMinutes)
{
    const auto first = DocumentKind::Page2010;
    const auto later = DocumentKind::Page2011;
    const LayoutCase cases[] = {
        {"/static/js/js.js", "2008-02-27 19:07", "2010-12-01 21:09", first, true},
        {"./saved_files/js.js", "2008-02-27 00:12", "2010-12-01 12:12", first, true},
        {"/static/js/js.js", "2008-02-27 19:56", "2010-12-01 21:09", first,
         false}, // a mended clock
        {"/static/js/cables.js", "2008-02-27 19:07", "2010-12-01 21:09", later, false}, // by chance
        {"other.js", "2008-02-27 19:07", "2010-12-01 21:09", first, true},
        {"other.js", "2008-02-27 19:07", "2010-12-01 21:10", later, false},
        {"other.js", "2008-02-27 19:07", "", later, false}, // one time is no proof
        {"other.js", "", "", later, false},
        {"/static/js/js.js", "2008-02-27 19:07", "", first, true},
        {"/static/js/js.js", "", "", first, false},
    };
    for (const auto& expected : cases) {
        PageParts parts;
        parts.script = expected.script;
        parts.created = expected.created;
        parts.released = expected.released;
        const auto document = read_mirror_page(fixtures::page(parts));
        ASSERT_TRUE(document);
        EXPECT_EQ(document->kind, expected.kind) << expected.script << expected.created;
        EXPECT_EQ(document->given.minutes_unknown, expected.minutes_unknown)
            << expected.script << expected.created;
    }
}

struct Change {
    std::string_view what;
    std::string_view with;
};

TEST(MirrorPage, IsReadThroughDamageAndOtherHands)
{
    const Change changes[] = {
        {"<table class='cable'>", "<table class=\"cable\">"},
        {"<table class='cable'>", "<TABLE border=0 CLASS=cable>"},
        {"<table class='cable'>", "<table id='t' class='wide cable'>"},
        {"<table class='cable'>",
         "<table class='other'><tr><td>1</td></tr></table><table class=cable>"},
        {"<table class='cable'>\n<tr>", "<table class='cable'><tbody><tr>"},
        {"</table>", "<tr><td colspan='5'>\nAppears in these articles:<br />\n<a "
                     "href='x'>x</a></td></tr></table>"},
        {"</table>", "<tr><td>extra</td><td>cells</td></tr></table>"},
        {"</tr>\n</table>", "<td>a sixth</td></tr>\n</table>"},
        {"</table>", ""},
        {"</td>", ""},
        {"<td>", "<th>"},
        {"<th>", "<td>"},
        {"<th>Reference "
         "ID</th>\n<th>Created</th>\n<th>Released</th>\n<th>Classification</th>\n<th>Origin</th>",
         ""},
        {"<th>Reference ID</th>", "<th> <b>reference id</b>\n</th>"},
        {"<code><pre>", "<code class='x'>\n  <pre id='y'>\n"},
        {"<code><pre>", "<pre>"},
        {"<code><pre>", "<CODE><PRE>"},
        {"</pre></code>", "</PRE></CODE>"},
        {"</pre></code>", "</pre>"},
        {"<div class='main'>", "<pre>a note of a mirror</pre>"},
        {"</div>\n</div>\n<script", "<pre>a note behind</pre><script"},
        {"&#x000A;", "\n"},
        {"&#x000A;", "\r\n"},
        {"&#x000A;", "&#10;"},
        {"&#x000A;", "&#xA;"},
        {"&#x000A;", "<br />\n"},
        {"<h3>Viewing cable 08FREEDONIA242, ", "<h1>Viewing cable , "},
        {"</h3>", "</H3>"},
        {"<?xml version='1.0' encoding='utf-8' ?>", "\xEF\xBB\xBF"},
    };
    for (const auto& [what, with] : changes) {
        SCOPED_TRACE(what);
        SCOPED_TRACE(with);
        const std::string html = replace_all(fixtures::page(), what, with);
        ASSERT_NE(html, fixtures::page());
        expect_the_cable(html);
    }
}

TEST(MirrorPage, FindsColumnsByTheirTitles)
{
    std::string html = page_with("<th>Reference ID</th>", "<th>Number</th>\n<th>Reference ID</th>");
    html = replace_all(html, "<td>\n<a href='/cable", "<td>7</td>\n<td>\n<a href='/cable");
    expect_the_cable(html);
}

TEST(MirrorPage, WorksWithoutATable)
{
    const std::string page = fixtures::page();
    const std::size_t from = page.find("<table");
    const std::string html = page.substr(0, from) + page.substr(page.find("<code>"));
    const auto document = read_mirror_page(html);
    ASSERT_TRUE(document) << document.error();
    EXPECT_EQ(document->given.id, "08FREEDONIA242");
    EXPECT_EQ(document->given.created, std::nullopt);
    EXPECT_EQ(document->text.body, fixtures::body());
}

TEST(MirrorPage, WorksWithoutASubjectOrAHeading)
{
    PageParts parts;
    parts.subject = "";
    EXPECT_EQ(read_mirror_page(fixtures::page(parts))->given.subject, "");
    const std::string html = page_with("Viewing cable 08FREEDONIA242, ", "");
    EXPECT_EQ(read_mirror_page(html)->given.subject, "");
    EXPECT_EQ(read_mirror_page(html)->given.id, "08FREEDONIA242");
}

TEST(MirrorPage, SplitsASingleBlock)
{
    const auto document = read_mirror_page(page_with("</pre></code>\n<code><pre>", "&#x000A;"));
    ASSERT_TRUE(document);
    EXPECT_EQ(trim(document->text.header), fixtures::header());
    EXPECT_EQ(document->text.body, fixtures::body());
}

TEST(MirrorPage, AsABrowserSavesItIsTheSameCable)
{
    std::string html = replace_all(fixtures::page(), "&#x000A;", "\n");
    html = replace_all(html, "R&D of &feed and &notably of &part8",
                       "R&amp;D of &amp;feed and &amp;notably of &amp;part8");
    html = replace_all(html, "RESEARCH & DEV", "RESEARCH &amp; DEV");
    html = replace_all(html, "<Firefly>", "&lt;Firefly&gt;");
    html = replace_all(html, "<<218634>>", "&lt;&lt;218634&gt;&gt;");
    html = replace_all(html, "href='#par", "href='file:///tmp/saved.html#par");
    expect_the_cable(html);
}

TEST(MirrorPage, ReadsNamedReferencesAsTextOnceAnAmpersandIsBare)
{
    PageParts parts;
    parts.body = "UNCLAS FREEDONIA 000242\nhe wrote &amp; and meant R&D";
    EXPECT_EQ(read_mirror_page(fixtures::page(parts))->text.body, parts.body);
}

TEST(MirrorPage, LeavesTimesOutThatCannotBe)
{
    PageParts parts;
    parts.created = "2008-02-30 25:61";
    parts.released = "2010-12-01";
    const auto document = read_mirror_page(fixtures::page(parts));
    EXPECT_EQ(document->given.created, std::nullopt);
    EXPECT_EQ(minute(document->given.released), "2010-12-01 00:00");
}

TEST(MirrorPage, RefusesByName)
{
    const std::string page = fixtures::page();
    const std::string no_blocks = page.substr(0, page.find("<code>"));
    const std::string listing =
        replace_all(no_blocks, "Viewing cable 08FREEDONIA242, ", "Browsing ");
    const std::string mirror = listing.substr(0, listing.find("<table"));
    struct {
        std::string html;
        std::string_view reason;
    } const cases[] = {
        {"<html><title>Ducks</title><pre>quack</pre><pre>quack</pre></html>",
         "a page, but not of a cable mirror"},
        {"<html><table class='cable'><td>HDMI, 2 m</td></table><pre>a</pre><pre>b</pre></html>",
         "a page, but not of a cable mirror"},
        {"<html></html>", "a page, but not of a cable mirror"},
        {"<?xml version='1.0'?><rss></rss>", "a page, but not of a cable mirror"},
        {listing, "a listing page, not a cable"},
        {"<html><a href='/cable/2008/02/08X1.html'>1</a><a href='/cable/2008/02/08X2.html'>2</a>",
         "a listing page, not a cable"},
        {mirror, "a page of a cable mirror, but not of a cable"},
        {no_blocks, "a cable page without the cable's text"},
        {no_blocks + "<pre> &#10; </pre><pre></pre>", "a cable page without the cable's text"},
        {page.substr(0, page.find("SIPDIS")), "a cable page that is cut off: its text has no end"},
        {page.substr(0, page.find("FM AMEMB")),
         "a cable page that is cut off: its text has no end"},
        {replace_all(page, "</pre></code>", "</pre></code><code><pre>x</pre></code>"),
         "a cable page with 4 text blocks instead of two"},
    };
    for (const auto& [html, expected] : cases) {
        EXPECT_TRUE(looks_like_page(html));
        EXPECT_EQ(reason(html), expected) << html;
    }
}

TEST(MirrorPage, IsKnownByItsStart)
{
    for (const std::string_view html :
         {"<html>", "  <!DOCTYPE HTML>", "<!-- saved from url=(1) -->\n<html>",
          "HTTP/1.1 200 OK\n\n<HTML lang=en>", "<table class='cable'>"}) {
        EXPECT_TRUE(looks_like_page(html)) << html;
    }
    for (const std::string_view text :
         {"<<218634>>", "VZCZCXYZ0013", "", "<Smith>", "UNCLAS <b>X</b>"}) {
        EXPECT_FALSE(looks_like_page(text)) << text;
    }
}

} // namespace
} // namespace chancery::importer
