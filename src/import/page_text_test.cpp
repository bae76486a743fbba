#include "import/page_text.hpp"

#include <chrono>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "import/fixtures.hpp"

namespace chancery::importer {
namespace {

constexpr std::string_view kTitles = "Reference ID Created Released Classification Origin\n";
constexpr std::string_view kValues =
    "08FREEDONIA242 2008-02-27 19:56 2011-08-26 00:00 UNCLASSIFIED//FOR OFFICIAL USE ONLY "
    "Embassy Freedonia\n";

std::string page_text_with(std::string_view values, std::string_view titles = kTitles)
{
    return replace_all(replace_all(fixtures::page_text(), kValues, values), kTitles, titles);
}

void expect_the_cable(std::string_view text)
{
    const auto page = read_page_text(text);
    ASSERT_TRUE(page) << text;
    ASSERT_TRUE(*page) << page->error();
    const Document& document = **page;
    EXPECT_EQ(document.kind, DocumentKind::PageText);
    EXPECT_EQ(document.given.id, "08FREEDONIA242");
    EXPECT_EQ(format_minute(document.given.created.value()), "2008-02-27 19:56");
    EXPECT_EQ(format_minute(document.given.released.value()), "2011-08-26 00:00");
    EXPECT_EQ(document.given.classification, "UNCLASSIFIED//FOR OFFICIAL USE ONLY");
    EXPECT_EQ(document.given.origin, "Embassy Freedonia");
    EXPECT_EQ(document.given.subject, "FREEDONIA'S DUCK HARVEST");
    EXPECT_FALSE(document.given.minutes_unknown);
    EXPECT_EQ(trim(document.text.header), fixtures::header());
    EXPECT_EQ(document.text.body, replace_all(fixtures::body(), "\n1. ",
                                              "\n\u00B6"
                                              "1. "));
}

TEST(PageText, IsReadWithItsTableAndKeepsPilcrows)
{
    expect_the_cable(fixtures::page_text());
}

TEST(PageText, MayBeLaidOutInManyWays)
{
    const std::string tabs = "08FREEDONIA242\t2008-02-27 19:56\t2011-08-26 00:00\t"
                             "UNCLASSIFIED//FOR OFFICIAL USE ONLY\tEmbassy Freedonia\n";
    const std::string lines = "08FREEDONIA242\n2008-02-27 19:56\n2011-08-26 00:00\n"
                              "UNCLASSIFIED//FOR OFFICIAL USE ONLY\nEmbassy Freedonia\n";
    const std::string spread = replace_all(lines, "\n", "\n\n");
    const std::string aligned = replace_all(tabs, "\t", "   ");
    const std::string title_lines = "Reference ID\nCreated\nReleased\nClassification\nOrigin\n";
    for (const std::string& values : {tabs, lines, spread, aligned, std::string(kValues)}) {
        for (const std::string& titles :
             {std::string(kTitles), title_lines, replace_all(title_lines, "\n", "\t") + '\n',
              replace_all(title_lines, "\n", " \n\n"), lower(kTitles)}) {
            expect_the_cable(page_text_with(values, titles));
        }
    }
    expect_the_cable(
        page_text_with(std::string(kValues) + "\nAppears in these articles:\nhttp://x\n\n"));
    expect_the_cable(replace_all(fixtures::page_text(), "Viewing cable", "  Viewing cable"));
}

struct ValueCase {
    std::string_view values;
    std::string_view classification;
    std::string_view origin;
};

TEST(PageText, TellsTheMarkingFromTheOrigin)
{
    const ValueCase cases[] = {
        {"08X1 2008-02-27 19:56 2011-08-26 00:00 SECRET Embassy Paris", "SECRET", "Embassy Paris"},
        {"08X1 2008-02-27 19:56 2011-08-26 00:00 CONFIDENTIAL//NOFORN USEU Brussels",
         "CONFIDENTIAL//NOFORN", "USEU Brussels"},
        {"08X1 2008-02-27 19:56 2011-08-26 00:00 UNCLASSIFIED US Interests Section Havana",
         "UNCLASSIFIED", "US Interests Section Havana"},
        {"08X1 2008-02-27 19:56 2011-08-26 00:00 ODD//MARKING UNVIE", "ODD//MARKING", "UNVIE"},
        {"08X1 2008-02-30 25:61 2011-08-26 00:00 SECRET Embassy Paris", "SECRET", "Embassy Paris"},
    };
    for (const auto& [values, classification, origin] : cases) {
        const auto page = read_page_text(page_text_with(std::string(values) + '\n'));
        ASSERT_TRUE(page && *page) << values;
        EXPECT_EQ((*page)->given.classification, classification);
        EXPECT_EQ((*page)->given.origin, origin);
    }
}

TEST(PageText, KnowsUnknownMinutesByTheTimes)
{
    const auto page = read_page_text(
        page_text_with("08X1 2008-02-27 19:07 2010-12-01 21:09 SECRET Embassy Paris\n"));
    EXPECT_TRUE((*page)->given.minutes_unknown);
}

TEST(PageText, IsNoneWithoutHeadingOrTitles)
{
    EXPECT_FALSE(read_page_text(fixtures::header() + '\n' + fixtures::body()));
    EXPECT_FALSE(read_page_text("he was Viewing cable 08X1, X\n" + std::string(kTitles)));
    EXPECT_FALSE(read_page_text("Viewing cable 08X1, X\nno titles\n"));
    EXPECT_FALSE(read_page_text("Viewing cable 08X1, X\nReference ID Created\nReleased Origin\n"));
    EXPECT_FALSE(read_page_text(""));
}

TEST(PageText, IsRefusedWithoutTheText)
{
    const auto page =
        read_page_text("Viewing cable 08X1, X\n" + std::string(kTitles) + std::string(kValues));
    ASSERT_TRUE(page);
    EXPECT_EQ(page->error(), "a cable page saved as text, without the cable's text");
}

TEST(PageText, TakesLinearTimeForHostileText)
{
    constexpr std::size_t kBytes = 2U << 20U;
    const std::string start = "Viewing cable 08X1, X\n";
    for (const std::string& part : {std::string("Viewing cable "), std::string("Reference ID\n"),
                                    std::string("\n \n"), std::string("a ")}) {
        std::string text = start;
        while (text.size() < kBytes / 2) {
            text += part;
        }
        text += '\n' + std::string(kTitles);
        while (text.size() < kBytes) {
            text += part;
        }
        const auto before = std::chrono::steady_clock::now();
        read_page_text(text);
        EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(60)) << part;
    }
}

} // namespace
} // namespace chancery::importer
