#include "view/article_html.hpp"

#include <gtest/gtest.h>

namespace chancery::view {
namespace {

std::string html(std::string_view markdown)
{
    const auto document = article::read_markdown(markdown);
    EXPECT_TRUE(document);
    const auto cable = [](const std::string& id, std::uint32_t paragraph) {
        return id != "08LINDEN242" ? ""
               : paragraph == 0    ? "/cable/2008/02/08LINDEN242.html"
                                : "/cable/2008/02/08LINDEN242.html#par" + std::to_string(paragraph);
    };
    const auto address = [](const std::string& asked) {
        return asked == "/tag/PHUM_0.html" ? asked : std::string();
    };
    return document
               ? std::string(
                     article_html(*document, {cable, address, "https://linden.example"}).bytes())
               : "";
}

TEST(ArticleHtml, WritesWhatMarkdownHas)
{
    struct Case {
        std::string_view markdown;
        std::string_view html;
    };
    const Case cases[] = {
        {"One *two* **three** `four`",
         "<p>One <em>two</em> <strong>three</strong> <code>four</code></p>\n"},
        {"# One\n###### Two", "<h2>One</h2>\n<h6>Two</h6>\n"},
        {"- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
        {"3. a\n\n4. b", "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n"},
        {"1. a", "<ol>\n<li>a</li>\n</ol>\n"},
        {"> a\n\n---\n", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n"},
        {"```html\n<b>\n```", "<pre class=\"v\">&lt;b&gt;\n</pre>\n"},
        {"a  \nb\nc", "<p>a<br>\nb\nc</p>\n"},
        {"[a](https://x.example/?a=1&b=\"2\")",
         "<p><a href=\"https://x.example/?a=1&amp;b=&quot;2&quot;\" rel=\"noreferrer "
         "noopener\">a</a></p>\n"},
        {"[a](/tag/PHUM_0.html) [b](#c) [*d*](/tag/QQXY_0.html) "
         "[e](https://linden.example/tag/PHUM_0.html)",
         "<p><a href=\"/tag/PHUM_0.html\">a</a> b <em>d</em> "
         "<a href=\"/tag/PHUM_0.html\">e</a></p>\n"},
        {"a & <b>b</b> <!-- c -->", "<p>a &amp; b </p>\n"},
    };
    for (const Case& one : cases) {
        EXPECT_EQ(html(one.markdown), one.html) << one.markdown;
    }
}

TEST(ArticleHtml, LinksACableThatIsHereAndNoOther)
{
    EXPECT_EQ(
        html("[08linden242 ¶4] [08LINDEN242] [08LINDEN7, par 2]"),
        "<p>[<a href=\"/cable/2008/02/08LINDEN242.html#par4\">08linden242 ¶4</a>] "
        "[<a href=\"/cable/2008/02/08LINDEN242.html\">08LINDEN242</a>] [08LINDEN7, par 2]</p>\n");
}

TEST(ArticleHtml, HasNothingThatRunsOrLoads)
{
    EXPECT_EQ(
        html("<script>x</script>\n\n<img src=x onerror=y> ![a \"map\"](http://x.example/y.png) "
             "[b](javascript:x)"),
        "<p> a &quot;map&quot; b</p>\n");
}

} // namespace
} // namespace chancery::view
