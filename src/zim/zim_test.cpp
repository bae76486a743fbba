#include <gtest/gtest.h>

#include "zim/page_text.hpp"

namespace chancery::zim_file {
namespace {

constexpr std::string_view kPage =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>08LINDEN5: FOG &amp; &lt;RAIN&gt; · The "
    "Linden Papers</title>\n</head>\n<body>\n<nav>Tags</nav><main id=\"main\" class=\"x\">\n"
    "<p id=\"par1\">1. (C) Fog,\n&quot;rain&quot;.</p><table><tr><td>1</td><td>2</td></tr></table>"
    "\n</main>\n<footer>About</footer></body></html>";

TEST(PageText, IsTheTitleWithoutTheNameOfTheArchive)
{
    EXPECT_EQ(title_of(kPage, "The Linden Papers"), "08LINDEN5: FOG & <RAIN>");
    EXPECT_EQ(title_of(kPage, "Other"), "08LINDEN5: FOG & <RAIN> · The Linden Papers");
    EXPECT_EQ(title_of("<title>The Linden Papers</title>", "The Linden Papers"),
              "The Linden Papers");
    EXPECT_EQ(title_of("<p>None</p>", "The Linden Papers"), "");
}

TEST(PageText, IsWhatStandsInMainAndNothingElse)
{
    EXPECT_EQ(text_of_main(kPage), "1. (C) Fog, \"rain\". 1 2");
}

TEST(PageText, OfADamagedPageIsWhatCanBeRead)
{
    for (const char* page :
         {"", "<main", "<main>", "<main>&", "<main>a<", "<main>a<b", "<title>"}) {
        EXPECT_LE(text_of_main(page).size(), 1U) << page;
        EXPECT_EQ(title_of(page, "x"), "") << page;
    }
    EXPECT_EQ(text_of_main("<main>a &nbsp; b"), "a &nbsp; b");
}

TEST(PageText, SaysWhetherThePageMayBeFound)
{
    EXPECT_TRUE(is_for_searching(kPage));
    EXPECT_FALSE(is_for_searching("<head><meta name=\"robots\" content=\"noindex\"></head>"));
    EXPECT_TRUE(is_for_searching("<head></head>name=\"robots\" content=\"noindex\""));
}

} // namespace
} // namespace chancery::zim_file
