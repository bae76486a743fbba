#include "parse/parse.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

namespace {

constexpr std::string_view kHeader =
    "VZCZCXYZ0013\nRR RUEHWEB\n\nDE RUEHLM #0777 0631530\nZNR UUUUU ZZH\n"
    "R 041530Z MAR 06\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 4858";

std::string first_line(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

} // namespace

TEST(SplitText, PutsTheBodyAtTheClassificationLine)
{
    const CableText text =
        split_text("\n\n" + std::string(kHeader) + "\nUNCLAS LIMA 000777 \n\nSIPDIS\n");
    EXPECT_EQ(text.header, kHeader);
    EXPECT_EQ(text.body, "UNCLAS LIMA 000777 \n\nSIPDIS\n");
}

TEST(SplitText, KnowsDamagedLinesAndOtherCases)
{
    for (const char* line : {"SS E C R E T LIMA 000777", "E C R E T LIMA 000777",
                             "secret lima 000777", "UNCLASSIFIED LIMA 777", "CONFIDENTIAL",
                             "S E C R E T SECTION 01 OF 02 XXXXXXXXXXXX 000004"}) {
        const CableText text = split_text(std::string(kHeader) + "\n" + line + "\n\nSUBJECT: X\n");
        EXPECT_EQ(first_line(text.body), line);
        EXPECT_EQ(text.header, kHeader) << line;
    }
}

TEST(SplitText, LeavesAClassificationLineThatStandsBeforeTheSenderInTheHeader)
{
    const CableText text = split_text(
        "S E C R E T   STATE   00119999\nVZCZCXYZ0000\nO 041530Z MAR 06\nFM SECSTATE WASHDC\n"
        "TO AMEMBASSY LIMA\nS E C R E T STATE 119999 \n\nE.O. 12958: DECL: 01/01/2020\n");
    EXPECT_EQ(first_line(text.body), "S E C R E T STATE 119999 ");
    EXPECT_TRUE(text.header.starts_with("S E C R E T   STATE"));
}

TEST(SplitText, StartsAtSipdisOrAtALabelWithoutAClassificationLine)
{
    EXPECT_EQ(
        first_line(split_text(std::string(kHeader) + "\n\nSIPDIS \n\nE.O. 12958: N/A\n").body),
        "SIPDIS ");
    EXPECT_EQ(first_line(split_text(std::string(kHeader) + "\nE.O. 12958: N/A\nTAGS: PREL\n").body),
              "E.O. 12958: N/A");
}

TEST(SplitText, KeepsEverythingInTheBodyWhenItCannotTell)
{
    const CableText only_header = split_text(kHeader);
    EXPECT_EQ(only_header.header, "");
    EXPECT_EQ(only_header.body, kHeader);
    EXPECT_EQ(split_text("Milk\nEggs\n").body, "Milk\nEggs\n");
    EXPECT_EQ(split_text(""), CableText());
    EXPECT_EQ(split_text(" \n\n"), CableText());
}

TEST(SplitText, HasNoHeaderWhereTheTextStartsWithItsBody)
{
    const CableText text = split_text("UNCLAS LIMA 000777\nSUBJECT: X\n");
    EXPECT_EQ(text.header, "");
    EXPECT_EQ(text.body, "UNCLAS LIMA 000777\nSUBJECT: X\n");
}

TEST(LooksLikeCable, TellsCablesFromOtherFiles)
{
    const std::string header(kHeader);
    EXPECT_TRUE(looks_like_cable({header, "UNCLAS LIMA 000777\n\nE.O. 12958: N/A\nSUBJECT: X\n"}));
    EXPECT_TRUE(looks_like_cable({"", "UNCLAS LIMA 000777\nSUBJECT: X\n"}));
    EXPECT_TRUE(looks_like_cable({"", "SIPDIS\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: X\n"}));
    EXPECT_TRUE(looks_like_cable(split_text(header))) << "date-time group and sender are enough";
    EXPECT_TRUE(looks_like_cable({"This record is a partial extract of the original cable.",
                                  "SECRET LIMA 000777\nTAGS: PREL\n"}));
    EXPECT_FALSE(looks_like_cable({"", "Milk\nEggs\nBread\n"}));
    EXPECT_FALSE(looks_like_cable({"", "# README\n\nSubject: how to build\n\n1. Run make.\n"}));
    EXPECT_FALSE(looks_like_cable({"", "SECRET\n\nMy diary.\n"}));
    EXPECT_FALSE(looks_like_cable({"", "UNCLAS LIMA 000777\nSUBJECT: X\n" + std::string(1, '\0')}));
    EXPECT_FALSE(looks_like_cable({}));
}

} // namespace chancery::parse
