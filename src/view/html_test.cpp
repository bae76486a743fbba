#include "view/html.hpp"

#include <gmock/gmock.h>

#include "base/text.hpp"

namespace chancery::view {
namespace {

std::string escaped(std::string_view text)
{
    Html html;
    html.add({text});
    return html.finish();
}

TEST(Html, EscapesEveryTextButLeavesLiteralsAndHtmlAlone)
{
    const std::string name = "Tom & <Jerry>";
    Html inner;
    inner.add({"<b>", name, "</b>"});
    Html out;
    out.add({"<p title=\"", std::string_view("a\"b'c"), "\">", inner, 42, "</p>"});
    EXPECT_EQ(out.finish(), "<p title=\"a&quot;b&#39;c\"><b>Tom &amp; &lt;Jerry&gt;</b>42</p>");
}

TEST(Html, EscapesWhatMayNotStandForItself)
{
    struct Row {
        std::string_view text;
        std::string_view html;
    };
    constexpr std::string_view kNul("a\0b", 3);
    constexpr Row kRows[] = {
        {"", ""},
        {"R&D", "R&amp;D"},
        {"<script>", "&lt;script&gt;"},
        {"]]>", "]]&gt;"},
        {"\"'", "&quot;&#39;"},
        {"&amp;", "&amp;amp;"}, // text is text: nothing is taken for an entity
        {"tab\tline\n", "tab\tline\n"},
        {kNul, "a\xEF\xBF\xBD"
               "b"},
        {"\x1B[31m", "\xEF\xBF\xBD[31m"},
        {"\x7F", "\xEF\xBF\xBD"},
        {"\r", "\xEF\xBF\xBD"},
        {"\xC2\x85", "\xEF\xBF\xBD"}, // NEL, a C1 control
        {"caf\xC3\xA9 \xC2\xB6 \xC2\xA0", "caf\xC3\xA9 \xC2\xB6 \xC2\xA0"},
    };
    for (const Row& row : kRows) {
        EXPECT_EQ(escaped(row.text), row.html);
    }
}

TEST(Html, IsUtf8WhateverTheTextWas)
{
    for (const std::string_view text : {"\xFF", "a\xC3", "\xC2", "\xED\xA0\x80"}) {
        EXPECT_TRUE(is_utf8(escaped(text)));
    }
}

TEST(Html, NoByteOfTextSurvivesAsMarkup)
{
    for (int byte = 0; byte < 256; ++byte) {
        const std::string html = escaped(std::string(1, static_cast<char>(byte)));
        EXPECT_EQ(html.find_first_of("<>\"'"), std::string::npos) << byte;
        if (byte == '&') {
            EXPECT_EQ(html, "&amp;");
        }
    }
}

TEST(Grouped, SetsCommasBetweenThousands)
{
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1000), "1,000");
    EXPECT_EQ(grouped(251287), "251,287");
    EXPECT_EQ(grouped(1234567890), "1,234,567,890");
    EXPECT_EQ(plural(1, "cable", "cables"), "1 cable");
    EXPECT_EQ(plural(0, "cable", "cables"), "0 cables");
}

} // namespace
} // namespace chancery::view
