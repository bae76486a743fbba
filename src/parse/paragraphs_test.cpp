#include "parse/paragraphs.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

namespace {

PassageList read(const std::string& text)
{
    const auto lines = text_lines(text);
    return read_paragraphs(text, lines, 0, lines.size());
}

std::string anchors(const PassageList& list)
{
    std::string out;
    for (const Passage& p : list.paragraphs) {
        out += (out.empty() ? "" : " ") + p.anchor;
    }
    return out;
}

std::string anchors(const std::string& text)
{
    return anchors(read(text));
}

} // namespace

TEST(Paragraphs, HaveNumberMarkAndText)
{
    const auto list = read("1. (SBU) One line \nand another. \n\n  indented \n\n\n2.(C) Two.\n");
    ASSERT_EQ(list.paragraphs.size(), 2U);
    const Passage& one = list.paragraphs[0];
    EXPECT_EQ(one.anchor, "par1");
    EXPECT_EQ(one.number, "1");
    EXPECT_EQ(one.mark, "SBU");
    EXPECT_EQ(one.text, "One line\nand another.\n\n  indented");
    EXPECT_EQ(one.from, 0U);
    EXPECT_EQ(list.paragraphs[1].text, "Two.");
}

TEST(Paragraphs, HaveUniqueAnchorsThatDoNotMove)
{
    EXPECT_EQ(anchors("1. (C) A.\n\n2. (C) B.\n\n2. (C) C.\n\n3. (C) D.\n\n2. (C) E.\n"),
              "par1 par2 par2-2 par3 par2-3");
    EXPECT_EQ(anchors("01. (C) A.\n\n1. (C) B.\n"), "par1 par1-2");
}

TEST(Paragraphs, AreNotOpenedByAYear)
{
    EXPECT_EQ(anchors("1. The war that ended in the month of June of the year\n2007. It was "
                      "long.\n\n2. More.\n"),
              "par1 par2");
    EXPECT_EQ(anchors("1. It began in\n\n1990.\n\n2. More.\n"), "par1 par2");
}

TEST(Paragraphs, AreNotOpenedByANumberInTheMiddleOfASentence)
{
    EXPECT_EQ(anchors("1. As the ambassador has already reported at length in paragraph\n2. The "
                      "minister agreed.\n\n2. More.\n"),
              "par1 par2");
    EXPECT_EQ(anchors("1. Some 2.7 million or\n3.1 million people.\n\n2. More.\n"), "par1 par2");
}

TEST(Paragraphs, MayFollowWithoutABlankLine)
{
    EXPECT_EQ(anchors("1.  Lead stories\n2.  (U.S.) Trade\n3.  (Elba) Harbour\n"),
              "par1 par2 par3");
    EXPECT_EQ(anchors("1. (C) The first paragraph, whose last line is a long one indeed.\n2. (C) "
                      "The second.\n"),
              "par1 par2");
}

TEST(Paragraphs, MayEachStandOnOneLongLine)
{
    const std::string words(150, 'x');
    EXPECT_EQ(anchors("1. " + words + "\n3. " + words + "\n4. " + words + "\n"), "par1 par3 par4");
}

TEST(Paragraphs, MayStartAnewAndGoOnBehindAList)
{
    EXPECT_EQ(anchors("1. (C) A:\n\n2. (C) B:\n\n1. one\n\n2. two\n\n3. three\n\n3. (C) C.\n"),
              "par1 par2 par1-2 par2-2 par3 par3-2");
    EXPECT_EQ(anchors("4. Four.\n\n5. Five:\n\n1. one\n\n2. two\n\n6. Six.\n"),
              "par4 par5 par1 par2 par6");
}

TEST(Paragraphs, OpenWithABracketOnlyWhereNoneOpensWithADot)
{
    EXPECT_EQ(anchors("1) One.\n\n2) Two.\n"), "par1 par2");
    EXPECT_EQ(anchors("1. One:\n\n1) a\n\n2) b\n\n2. Two.\n"), "par1 par2");
}

TEST(Paragraphs, MayHaveTheMarkBeforeTheNumber)
{
    const auto list = read("(C) 1. One.\n\n(S) 2. Two.\n");
    EXPECT_EQ(anchors(list), "par1 par2");
    EXPECT_EQ(list.paragraphs[1].mark, "S");
}

TEST(Paragraphs, MayHaveAMarkAndNoNumber)
{
    const auto list =
        read("(SBU) One.\n\n(U) Two, which goes on for a while and mentions\n(C) somewhere.\n");
    EXPECT_EQ(anchors(list), "p1 p2");
    EXPECT_EQ(list.paragraphs[0].mark, "SBU");
    EXPECT_EQ(list.paragraphs[0].number, "");
}

TEST(Paragraphs, GetALostNumberBackWhereTheNeighboursLeaveOnePossibility)
{
    const auto list = read("8. (C) Eight.\n\n. (U) Nine.\n\n10. (C) Ten.\n");
    ASSERT_EQ(anchors(list), "par8 par9 par10");
    EXPECT_TRUE(list.paragraphs[1].number_restored);
    EXPECT_EQ(list.paragraphs[1].number, "9");
    EXPECT_EQ(list.paragraphs[1].text, "Nine.");

    EXPECT_EQ(anchors("8. (C) Eight.\n\n. (U) x.\n\n. (U) y.\n\n11. (C) Eleven.\n"),
              "par8 par9 par10 par11");
}

TEST(Paragraphs, DoNotGuessALostNumber)
{
    const auto list = read("8. (C) Eight.\n\n. (U) Nine.\n\n12. (C) Twelve.\n");
    ASSERT_EQ(anchors(list), "par8 p1 par12");
    EXPECT_TRUE(list.paragraphs[1].number_lost);
    EXPECT_EQ(anchors("8. (C) Eight.\n\n. (U) The last.\n"), "par8 p1");
}

TEST(Paragraphs, AreTheBlocksOfATextWithoutNumbers)
{
    const auto list = read("Embassy conveyed the invitation.\nIt was kind.\n\nNo answer yet.\n");
    ASSERT_EQ(anchors(list), "p1 p2");
    EXPECT_EQ(list.paragraphs[0].text, "Embassy conveyed the invitation.\nIt was kind.");
}

TEST(Paragraphs, IncludeALongTextBeforeTheFirstNumberButNotANotice)
{
    EXPECT_EQ(anchors("Sensitive but unclassified.  Please protect accordingly.\n\n1. (U) One.\n"),
              "par1");
    const std::string summary = "SUMMARY: " + std::string(200, 'x') + ". END SUMMARY\n\n";
    EXPECT_EQ(anchors(summary + "1. (U) One.\n"), "p1 par1");
}

TEST(Headings, AreLinesOverDashes)
{
    const auto list = read("1. (U) One.\n\nThe Harbour of Elba "
                           "\n--------------------------------------------- ----\n2. (U) Two.\n\n"
                           "----------\nAnna Holt\nMinister of Harbours,\nand of "
                           "Ships\n----------\n\n3. (U) Three.\n");
    ASSERT_EQ(list.headings.size(), 2U);
    EXPECT_EQ(list.headings[0].text, "The Harbour of Elba");
    EXPECT_EQ(list.headings[1].text, "Anna Holt Minister of Harbours, and of Ships");
    ASSERT_EQ(list.paragraphs.size(), 3U);
    EXPECT_EQ(list.paragraphs[0].heading, "");
    EXPECT_EQ(list.paragraphs[0].text, "One.");
    EXPECT_EQ(list.paragraphs[1].heading, "The Harbour of Elba");
    EXPECT_EQ(list.paragraphs[1].text, "Two.");
    EXPECT_EQ(list.paragraphs[2].heading, "Anna Holt Minister of Harbours, and of Ships");
}

TEST(Headings, KnowTheirPlaceWithTheirDashes)
{
    const std::string text = "1. One.\n\n-----\nElba\n-----\n2. Two.\n";
    const auto list = read(text);
    ASSERT_EQ(list.headings.size(), 1U);
    EXPECT_EQ(text.substr(list.headings[0].from, list.headings[0].to - list.headings[0].from),
              "-----\nElba\n-----");
}

TEST(Headings, MayHaveRulesThatAreWrapped)
{
    const auto list = read("1. One.\n\n--------------------\n-----\nA Long Heading of the\n"
                           "Text\n--------------------\n-----\n\n2. Two.\n");
    ASSERT_EQ(list.headings.size(), 1U);
    EXPECT_EQ(list.headings[0].text, "A Long Heading of the Text");
    ASSERT_EQ(list.paragraphs.size(), 2U);
    EXPECT_EQ(list.paragraphs[1].text, "Two.");
}

TEST(Headings, MayHaveBlankLinesBetweenThemAndTheirRules)
{
    const auto list = read("1. One.\n\n------\n\nElba\n\n------\n\n2. Two.\n");
    ASSERT_EQ(list.headings.size(), 1U);
    EXPECT_EQ(list.headings[0].text, "Elba");
    ASSERT_EQ(list.paragraphs.size(), 2U);
    EXPECT_EQ(list.paragraphs[0].text, "One.");
}

TEST(Headings, MayShareALineWithTheirDashes)
{
    const auto list = read("SUMMARY -------\n\n1. (U) One.\n\n---------- NEXT STEPS: ELBA "
                           "------------- -----\n\n2. (U) Two.\n");
    ASSERT_EQ(list.headings.size(), 2U);
    EXPECT_EQ(list.headings[0].text, "SUMMARY");
    EXPECT_EQ(list.headings[1].text, "NEXT STEPS: ELBA");
}

TEST(Headings, MayStandAloneOverANumberedParagraph)
{
    const auto list = read("Summary\n\n1. (U) One.  END SUMMARY\n\nA Harbour and its Ships: \nA "
                           "History\n\n2. (U) Two:\n\nAnna Holt\n\n3. (U) Three.\n");
    ASSERT_EQ(list.headings.size(), 2U);
    EXPECT_EQ(list.headings[0].text, "Summary");
    EXPECT_EQ(list.headings[1].text, "A Harbour and its Ships: A History");
    EXPECT_EQ(list.paragraphs[1].text, "Two:\n\nAnna Holt") << "the last item of a list is none";
}

TEST(Headings, AreNotTheEndOfAParagraphOverARule)
{
    const auto list =
        read("1. (U) A table follows with some numbers\n-----\n1 2 3\n\n2. (U) Two.\n");
    EXPECT_TRUE(list.headings.empty());
    EXPECT_EQ(list.paragraphs[0].text, "A table follows with some numbers\n-----\n1 2 3");
}

TEST(Headings, MayStandOverTextWithoutNumber)
{
    const auto list =
        read("1. (U) One.\n\nQuote of the Week\n-----------------\n\"Elba is free.\"\n");
    ASSERT_EQ(anchors(list), "par1 p1");
    EXPECT_EQ(list.paragraphs[1].heading, "Quote of the Week");
}

TEST(Paragraphs, AreNoneInAnEmptyText)
{
    EXPECT_TRUE(read("").paragraphs.empty());
    EXPECT_TRUE(read("\n\n \n").paragraphs.empty());
    EXPECT_TRUE(read("-----\n").paragraphs.empty());
}

TEST(Paragraphs, HaveLetteredPartsWithAnchors)
{
    const std::string text = "4. (C) He asked for:\n\n   a. a boat;\n   b. a quay\nof stone;\n"
                             "(c) none.\n\na) again\nb) again\n\n5. (C) A. Holt said so.\n"
                             "A. Holt left.\n";
    const auto lines = text_lines(text);
    const PassageList list = read_paragraphs(text, lines, 0, lines.size());
    ASSERT_EQ(list.paragraphs.size(), 2U);
    std::string anchors;
    for (const PassageItem& item : list.paragraphs[0].items) {
        anchors += item.anchor + " ";
    }
    EXPECT_EQ(anchors, "par4-a par4-b par4-c par4-a-2 par4-b-2 ");
    const PassageItem& quay = list.paragraphs[0].items[1];
    EXPECT_EQ(text.substr(quay.from, 8), "b. a qua");
    EXPECT_EQ(quay.to, list.paragraphs[0].items[2].from);
    EXPECT_TRUE(list.paragraphs[1].items.empty());
}

TEST(Headings, MayBeCapitalsAloneInATextWithSmallLetters)
{
    const std::string text = "1. (U) One.\n\nDOMESTIC ACTIVITIES\n\nThe mayor counted boats.\n\n"
                             "BEGIN TEXT\n\nThe letter says so.\n\nUNESCO 2005\n\nMore of it.\n";
    const auto lines = text_lines(text);
    const PassageList list = read_paragraphs(text, lines, 0, lines.size());
    ASSERT_EQ(list.headings.size(), 1U);
    EXPECT_EQ(list.headings[0].text, "DOMESTIC ACTIVITIES");
    ASSERT_EQ(list.paragraphs.size(), 2U);
    EXPECT_EQ(list.paragraphs[1].anchor, "p1");
}

TEST(Paragraphs, MayBeAListOfContentsOrStandBelowARemoval)
{
    const std::string contents = "1. Lead stories\n2. The harbour of Elba\n"
                                 "3. The mayor and the quay and the people who sit there\n";
    EXPECT_EQ(anchors(contents), "par1 par2 par3");
    EXPECT_EQ(anchors("1. One.\n\n2. Two.\nXXXXXXXXXXXX\n8. Eight is behind what was removed.\n"),
              "par1 par2 par8");
}

} // namespace chancery::parse
