#include "parse/page_marks.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

TEST(PageBreaks, FillTheirLine)
{
    for (const char* line :
         {"MADRID 00009552  001.2 OF 011", "BEIJING 00009618 002 OF 003",
          "RIO DE JAN 00000353 001.2 OF 003", "BUENOS AIR 00001462 001 OF 2",
          "Vladivosto 00000005 002.2 of 003", "DUSHANBE 00000575  001.2 OF 0..."}) {
        EXPECT_TRUE(is_page_break(line)) << line;
    }
    for (const char* line :
         {"MADRID 552 001.2 OF 011", "MADRID 00009552 IS ONE OF 011", "00009552 001 OF 002",
          "MADRID 00009552  001.2 OF 011 and more", "", "UNCLAS SECTION 01 OF 02 MADRID 000552"}) {
        EXPECT_FALSE(is_page_break(line)) << line;
    }
}

TEST(PageBreaks, MayBeCutAcrossTwoLines)
{
    const std::string_view text = "00000402  001.2 \nOF 003\n";
    EXPECT_EQ(page_break_number_length(text), text.size() - 1);
    EXPECT_EQ(page_break_number_length("00000402 minutes"), 0U);
    EXPECT_EQ(page_break_number_length("00000402  001. OF 003"), 0U);
}

TEST(PageMarks, OfTheOlderKindAreMeasured)
{
    const std::string_view mark = "PAGE 02        CAPE T  00097  01 OF 03  182017Z";
    EXPECT_EQ(page_mark_length(mark), mark.size());
    EXPECT_EQ(page_mark_length("PAGE 02        STATE   050524  131535Z INFO"), 38U);
    EXPECT_EQ(page_mark_length("PAGE TWO OF THE REPORT"), 0U);
    EXPECT_EQ(without_page_mark("PAGE 02        STATE   050524  131535Z "), "");
    EXPECT_EQ(without_page_mark("RUEHC/SECSTATE"), "RUEHC/SECSTATE");
}

TEST(PageBreaks, PrintTenCharactersOfThePost)
{
    EXPECT_EQ(page_break_post("RIO DE JANEIRO"), "RIO DE JAN");
    EXPECT_EQ(page_break_post("Port au Prince"), "PORT AU PR");
    EXPECT_EQ(page_break_post("RPO DUBAI"), "DUBAI");
    EXPECT_EQ(page_break_post("RPODUBAI"), "DUBAI");
    EXPECT_EQ(page_break_post("LIMA"), "LIMA");
    EXPECT_EQ(page_break_post(""), "");
}

} // namespace chancery::parse
