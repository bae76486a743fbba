#include "parse/repairs.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

namespace {

const OwnNumber kLima{"LIMA", "000777"};
const std::string kHead = "UNCLAS LIMA 000777 \n\n1. (U) First.\n\n";

std::string repaired(const std::string& body, const OwnNumber& own = kLima)
{
    const auto edits = find_repairs(body, text_lines(body), own);
    return std::string(CleanText(body, edits).text());
}

std::vector<std::string> rules(const std::string& body, const OwnNumber& own = kLima)
{
    std::vector<std::string> out;
    for (const Edit& edit : find_repairs(body, text_lines(body), own)) {
        out.emplace_back(edit.rule);
    }
    return out;
}

} // namespace

TEST(Repairs, LeaveASoundTextAlone)
{
    const std::string body =
        kHead + "2. (U) The QUEEN spoke.\nQuite so.\n\nSIPDIS is a word here.\n";
    EXPECT_EQ(repaired(body), body);
    EXPECT_TRUE(rules(body).empty());
}

TEST(Repairs, TakeOutALineRepeatedWithAQ)
{
    const std::string body = kHead +
                             "2. (U) the lack of women in the police\nofficers and so on in the \n"
                             "Qofficers and so on in the \ncapital.\n";
    EXPECT_EQ(repaired(body),
              kHead +
                  "2. (U) the lack of women in the police\nofficers and so on in the \ncapital.\n");
    EXPECT_EQ(rules(body), (std::vector<std::string>{"repeated-line"}));
}

TEST(Repairs, TakeOutALongLineRepeatedUnchanged)
{
    const std::string line = "the minister and his deputy spoke to the press at noon \n";
    EXPECT_EQ(repaired(kHead + line + line), kHead + line);
    EXPECT_EQ(repaired(kHead + "Yes.\nYes.\n"), kHead + "Yes.\nYes.\n")
        << "a short one may be meant";
}

TEST(Repairs, JoinASentenceThatAPageBreakSplits)
{
    const std::string body =
        kHead +
        "2. (U) The minister said that \n\nLIMA 00000777  002 OF 003 \n\n\nAnna Holt agreed.\n";
    EXPECT_EQ(repaired(body), kHead + "2. (U) The minister said that \nAnna Holt agreed.\n");
    EXPECT_EQ(rules(body), (std::vector<std::string>{"page-break"}));
}

TEST(Repairs, KeepTheBlankLineThatTheSenderPutAtAPageBreak)
{
    const std::string body =
        kHead + "2. (U) The end.\n\n\nLIMA 00000777  002 OF 003\n\n\nAnna Holt agreed.\n";
    EXPECT_EQ(repaired(body), kHead + "2. (U) The end.\n\n\nAnna Holt agreed.\n");
}

TEST(Repairs, KeepAPageBreakFromJoiningParagraphs)
{
    const std::string body =
        kHead + "2. (U) The end.\n\nLIMA 00000777  002 OF 003\n\n\n3. (U) More.\n";
    EXPECT_EQ(repaired(body), kHead + "2. (U) The end.\n\n3. (U) More.\n");
    const std::string tight = kHead + "2. (U) The end.\nLIMA 00000777  002 OF 003\n3. (U) More.\n";
    EXPECT_EQ(repaired(tight), kHead + "2. (U) The end.\n\n3. (U) More.\n");
}

TEST(Repairs, JoinLowerCaseAcrossAnyNumberOfBlankLines)
{
    const std::string body =
        kHead + "2. (U) The long\n\n\n\nLIMA 00000777  002 OF 003\n\n\n\nand short.\n";
    EXPECT_EQ(repaired(body), kHead + "2. (U) The long\nand short.\n");
}

TEST(Repairs, KnowThePageBreaksOfAnyPostOnALineOfTheirOwn)
{
    const std::string body =
        kHead + "2. (U) The long\n\nOSLO 00000001  002 OF 003\n\n\nand short.\n";
    EXPECT_EQ(repaired(body), kHead + "2. (U) The long\nand short.\n");
}

TEST(Repairs, TakeOwnPageBreaksOutOfALine)
{
    const std::string body =
        kHead + "2. (U) by TO LIMA financing LIMA 00000777 002 OF 004 activity of\n";
    EXPECT_EQ(repaired(body), kHead + "2. (U) by TO LIMA financing activity of\n");
    const std::string other = kHead + "2. (U) financing OSLO 00000001 002 OF 004 activity\n";
    EXPECT_EQ(repaired(other), other) << "not the cable's own";
}

TEST(Repairs, TakeOutAPageBreakCutAcrossTwoLines)
{
    const std::string body =
        kHead + "2. (U) The long\n\nLIMA 00000777  001.2 \nOF 003\n\n\nand short.\n";
    EXPECT_EQ(repaired(body), kHead + "2. (U) The long\nand short.\n");
}

TEST(Repairs, EndAFieldOfTheHeadAtAPageBreak)
{
    const std::string body =
        "UNCLAS LIMA 000777\nSUBJECT: A VISIT LIMA 00000777 001.2 OF 003 (U) Note.\nREF: OSLO 1\n"
        "LIMA 00000777 001.2 OF 003\nTHE TEXT";
    EXPECT_EQ(repaired(body),
              "UNCLAS LIMA 000777\nSUBJECT: A VISIT \n\n(U) Note.\nREF: OSLO 1\n\nTHE TEXT");
}

TEST(Repairs, TakeOutOldPageMarksAndTheClassificationBelow)
{
    const std::string body = kHead + "2. (U) The long\nPAGE 02        CAPE T  00097  01 OF 03  "
                                     "182017Z\nCONFIDENTIAL\nand short.\n"
                                     "PAGE 03        CAPE T  00097  01 OF 03  182017Z and on.\n";
    EXPECT_EQ(repaired(body), kHead + "2. (U) The long\nand short.\nand on.\n");
    EXPECT_EQ(rules(body), (std::vector<std::string>{"page-mark", "page-mark"}));
}

TEST(Repairs, TakeSipdisOutOfASentence)
{
    const std::string body = kHead + "2. (U) to Elba of the \n \nSIPDIS \nTomahawk missile.\n";
    EXPECT_EQ(repaired(body), kHead + "2. (U) to Elba of the \nTomahawk missile.\n");
    EXPECT_EQ(rules(body), (std::vector<std::string>{"caption-in-sentence"}));
    const std::string head = "UNCLAS LIMA 000777\n\nSIPDIS\n\nSUBJECT: X\n";
    EXPECT_EQ(repaired(head), head) << "before the text it is a caption";
}

TEST(Repairs, TakeOutThePilcrowOfTheSite)
{
    const std::string p(kPilcrow);
    EXPECT_EQ(repaired(p + "1. (U) Text in \n" + p + "2007. And " + p + "4.\n" + p + "B. OSLO 1\n" +
                       p + " alone\n"),
              "1. (U) Text in \n2007. And " + p + "4.\nB. OSLO 1\n" + p + " alone\n");
}

TEST(Repairs, AreInOrderAndDoNotOverlap)
{
    const std::string p(kPilcrow);
    const std::string body =
        p + "1. (U) The LIMA 00000777 002 OF 004 LIMA 00000777 003 OF 004 end\n\n"
            "LIMA 00000777 004 OF 004\n\nLIMA 00000777 004 OF 004\nSIPDIS\nSIPDIS\n\nQSIPDIS\n";
    const auto edits = find_repairs(body, text_lines(body), kLima);
    std::uint32_t behind = 0;
    for (const Edit& edit : edits) {
        EXPECT_LE(behind, edit.from);
        EXPECT_LE(edit.from, edit.to);
        behind = edit.to;
    }
    EXPECT_LE(behind, body.size());
    EXPECT_GE(edits.size(), 4U);
}

} // namespace chancery::parse
