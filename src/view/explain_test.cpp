#include "view/explain.hpp"

#include <gtest/gtest.h>

namespace chancery::view {
namespace {

TEST(Explain, PortionMarksInAllSpellings)
{
    const std::pair<std::string_view, std::string_view> kMarks[] = {
        {"U", "Unclassified"},
        {"sbu", "Sensitive but unclassified"},
        {"S/NF", "Secret, not for foreign nationals"},
        {"C//NF", "Confidential, not for foreign nationals"},
        {"C/NOFORN", "Confidential, not for foreign nationals"},
        {"SNF", "Secret, not for foreign nationals"},
        {"S/REL NATO", "Secret, may be released to NATO"},
        {"S//REL TO USA, ACGU", "Secret, may be released to USA, ACGU"},
        {"C - ENTIRE TEXT", "Confidential, the entire text"},
        {"S//FGI//NF",
         "Secret, holds information from a foreign government, not for foreign nationals"},
        {"S/QQ", ""},
        {"X", ""},
        {"", ""},
    };
    for (const auto& [mark, meaning] : kMarks) {
        EXPECT_EQ(mark_meaning(mark), meaning) << mark;
    }
}

TEST(Explain, OriginsByTheNameOfThePlace)
{
    EXPECT_EQ(origin_sort_name("Embassy Guatemala"), "Guatemala");
    EXPECT_EQ(origin_sort_name("American Consulate Hyderabad"), "Hyderabad");
    EXPECT_EQ(origin_sort_name("US Interests Section Havana"), "Havana");
    EXPECT_EQ(origin_sort_name("Iran RPO Dubai"), "Dubai");
    EXPECT_EQ(origin_sort_name("Secretary of State"), "Secretary of State");
    EXPECT_EQ(origin_sort_name("Embassy"), "Embassy");
    EXPECT_EQ(origin_sort_name(""), "");
    EXPECT_EQ(origin_place("Consulate Adana"), "Adana, Turkey");
    EXPECT_EQ(origin_place("Embassy Nowhere"), "");
}

TEST(Explain, TagsOnlyWhereTheMeaningIsKnown)
{
    EXPECT_FALSE(tag_meaning("PHUM").empty());
    EXPECT_EQ(tag_kind("PHUM"), "subject");
    EXPECT_EQ(tag_meaning("QQXY"), "");
    EXPECT_EQ(tag_kind("QQXY"), "");
}

TEST(Explain, RepairsAndFindingsInPlainWords)
{
    EXPECT_EQ(repair_words("repeated-line"), "a line that was printed twice was taken out here");
    EXPECT_EQ(repair_words("new_rule"), "repaired: new rule");
    EXPECT_FALSE(is_shown_repair("pilcrow"));
    EXPECT_FALSE(finding_words("partial-extract").empty());
    EXPECT_TRUE(finding_words("unknown-tag").empty());
}

TEST(Explain, DatesInWords)
{
    EXPECT_EQ(month_words("2008-02"), "February 2008");
    EXPECT_EQ(month_words("2008-13"), "2008-13");
    EXPECT_EQ(day_words("2011-08-26"), "26 August 2011");
    EXPECT_EQ(day_words("2011-02-30"), "2011-02-30");
    EXPECT_EQ(day_words(""), "");
}

} // namespace
} // namespace chancery::view
