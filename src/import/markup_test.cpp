#include "import/markup.hpp"

#include <chrono>
#include <gtest/gtest.h>

#include "base/text.hpp"

namespace chancery::importer {
namespace {

struct Case {
    std::string_view html;
    std::string_view text;
};

TEST(Markup, LosesItsKnownTagsAndNothingElse)
{
    const Case cases[] = {
        {"TAGS: <a href='/tag/IR_0.html'>IR</a> <a href=\"/tag/US_0.html\">US</a>", "TAGS: IR US"},
        {"<STRONG>S e c r e t</STRONG> <em>b</em><b>o</b><i>l</i><span class='x'>d</span>",
         "S e c r e t bold"},
        {"<font color=red size=2>red</font>", "red"},
        {"end</td></tr></table>", "end"},
        {"<a\nhref='x'\n>wrapped</a>", "wrapped"},
        {"<a href='a>b'>quoted</a>", "quoted"},
        {"<a href='open>text", "text"},
        {"before<!-- gone -->after", "beforeafter"},
        {"before<!-- not closed", "before<!-- not closed"},
        {"<<218634>>", "<<218634>>"},
        {"Minister <Smith> said <b>so</b>", "Minister <Smith> said so"},
        {"<A> first <B > 2 < 3 > 1", "<A> first  2 < 3 > 1"},
        {"<smith@example.org> <http://example.org>", "<smith@example.org> <http://example.org>"},
        {"<a href='x' <b>y</b>", "<a href='x' y"},
        {"ends with <", "ends with <"},
        {"ends with <a", "ends with <a"},
        {"ends with </", "ends with </"},
        {"<script>x</script>", "<script>x</script>"}, // unknown: text, and escaped when shown
        {"<superscript>", "<superscript>"},
        {"", ""},
    };
    for (const auto& [html, text] : cases) {
        EXPECT_EQ(text_of(html, References::NumericAndNamed), text) << html;
    }
}

TEST(Markup, BreaksLinesOnceWhereABreakAndALineEndMeet)
{
    const Case cases[] = {
        {"a<br>b", "a\nb"},       {"a<br />\nb<BR>\r\nc<br/>&#x000A;d", "a\nb\nc\nd"},
        {"a<br><br>b", "a\n\nb"}, {"a<br>\n<br>\nb", "a\n\nb"},
        {"a\n<br>b", "a\n\nb"},   {"a<br><b>\nb</b>", "a\nb"},
        {"a<br> \nb", "a\n \nb"}, {"a<p>b<hr>c", "a\nb\nc"},
    };
    for (const auto& [html, text] : cases) {
        EXPECT_EQ(text_of(html, References::Numeric), text) << html;
    }
}

TEST(Markup, NumbersAreCharactersEverywhere)
{
    const Case cases[] = {
        {"a&#x000A;b&#10;c&#XA;d", "a\nb\nc\nd"},
        {"&#8220;x&#x201D;", "\u201Cx\u201D"},
        {"it&#146;s", "it\u2019s"}, // Windows-1252, as browsers read it
        {"&#x1F600;", "\U0001F600"},
        {"&#0;&#xD800;&#x110000;&#9999999999;", "\uFFFD\uFFFD\uFFFD\uFFFD"},
        {"&#10 &#; &#x; &#xg; &#99999999999; &#", "&#10 &#; &#x; &#xg; &#99999999999; &#"},
    };
    for (const auto& [html, text] : cases) {
        EXPECT_EQ(text_of(html, References::Numeric), text) << html;
    }
}

TEST(Markup, NamesAreCharactersOnlyWhereThePageEscapes)
{
    constexpr std::string_view kHtml = "R&amp;D &lt;x&gt; &quot;y&quot; it&apos;s a&nbsp;b";
    EXPECT_FALSE(has_bare_ampersand(kHtml));
    EXPECT_EQ(text_of(kHtml, References::NumericAndNamed), "R&D <x> \"y\" it's a\u00A0b");
    EXPECT_EQ(text_of(kHtml, References::Numeric), kHtml);
}

TEST(Markup, NoOtherNameIsEverACharacter)
{
    for (const std::string_view html : {"&part", "&not", "&and;", "&Oslash;", "&copy", "&para;1",
                                        "&amp", "R&D", "&progress8", "& ", "&"}) {
        EXPECT_TRUE(has_bare_ampersand(html)) << html;
        EXPECT_EQ(text_of(html, References::NumericAndNamed), html);
    }
}

TEST(Markup, ABareAmpersandInALinkDoesNotCount)
{
    EXPECT_FALSE(has_bare_ampersand("<a href='x?a=1&b=2'>&amp;</a>&#10;<!-- R&D -->"));
}

TEST(Markup, TheSitesParagraphAnchorsGoWithTheirPilcrow)
{
    const Case cases[] = {
        {"<a id='par1' href='#par1'>\u00B6</a>1. (U)", "1. (U)"},
        {"<a href=\"file:///home/x.html#parA\" id=\"parA\"> \u00B6 </a>A. x", "A. x"},
        {"<a id='par1' href='#par1'>&para;</a>1.", "1."},
        {"<a id='par1' href='#par1'>&#182;</A>1.", "1."},
        {"<a id='par1' href='#par1'>\u00B6 1.", "\u00B6 1."}, // not ended: kept for the parser
        {"<a href='/tag/X_0.html'>\u00B6</a>", "\u00B6"},     // not the site's
        {"\u00B6"
         "1. (U)",
         "\u00B6"
         "1. (U)"},
    };
    for (const auto& [html, text] : cases) {
        EXPECT_EQ(text_of(html, References::Numeric), text) << html;
    }
}

TEST(Markup, ReadsAttributesInAnyQuotesAndOrder)
{
    const Case cases[] = {
        {"<table class='cable'>", "cable"},
        {"<table class=\"cable\">", "cable"},
        {"<table border=0 CLASS = cable width='1'>", "cable"},
        {"<table id=x class=cable/>", "cable/"}, // as browsers read it
        {"<table disabled/class='cable' />", "cable"},
        {"<table\nclass='cable'\n>", "cable"},
        {"<table class>", ""},
        {"<table class=>", ""},
        {"<table class='cable>", "cable"},
        {"<table data-class='no'>", "none"},
        {"<table =class=x>", "none"},
        {"<table>", "none"},
    };
    for (const auto& [html, value] : cases) {
        const auto tag = tag_at(html, 0);
        ASSERT_TRUE(tag) << html;
        EXPECT_EQ(attribute(*tag, "class").value_or("none"), value) << html;
    }
}

// Quadratic, each of these would take hours.
TEST(Markup, TakesLinearTimeForHostilePages)
{
    constexpr std::size_t kBytes = 2U << 20U;
    for (const std::string_view part :
         {"<", "<a ", "<a '", "<a href='", "<!--", "<!-- -", "&", "&#", "&#x000A", "</",
          "<a id='par'>", "<br>", "<a id='par1' href='#par1'> "}) {
        std::string html;
        while (html.size() < kBytes) {
            html += part;
        }
        const auto start = std::chrono::steady_clock::now();
        has_bare_ampersand(html);
        text_of(html, References::NumericAndNamed);
        find_tag(html, "table", TagSide::Open, 0);
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60)) << part;
    }
}

} // namespace
} // namespace chancery::importer
