#include "parse/head.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

namespace {

struct Read {
    std::string body;
    std::vector<TextLine> lines;
    Head head;

    explicit Read(std::string text) : body(std::move(text)), lines(text_lines(body))
    {
        head = read_head(body, lines, find_classification_line(lines));
    }
    std::string value(const Field& field) const { return joined_lines(field.value(body)); }
    std::string first_line_of_text() const
    {
        return head.text_line < lines.size() ? std::string(lines[head.text_line].text) : "";
    }
};

using Strings = std::vector<std::string>;

} // namespace

TEST(Head, IsReadLineByLine)
{
    const Read read(
        "C O N F I D E N T I A L SECTION 01 OF 02 LIMA 000777 \n \nSIPDIS \n \nNOFORN\nSIPDIS \n \n"
        "DEPT FOR WHA/AND, WHA/EPSC,\nAND INL \nUSAID FOR LAC \n \n"
        "E.O. 12958: DECL: 10/29/2018 \nTAGS: PREL, PGOV\nPE, CI\nSUBJECT: (C) A BRIDGE OVER THE "
        "\nRIVER \n \n"
        "REF: A. 07 LIMA 12 \n \nB. QUITO 3 \n \nClassified By: Ambassador Ann Holt, reaso\nns 1.4 "
        "(b)\n\n"
        "1. (C) Summary: The text.\n");
    EXPECT_EQ(read.head.captions, (Strings{"SIPDIS", "NOFORN"}));
    EXPECT_TRUE(read.head.noforn);
    EXPECT_FALSE(read.head.sensitive);
    EXPECT_EQ(read.head.attention,
              (Strings{"DEPT FOR WHA/AND, WHA/EPSC, AND INL", "USAID FOR LAC"}));
    EXPECT_EQ(read.value(read.head.eo), "12958: DECL: 10/29/2018");
    EXPECT_EQ(read.value(read.head.tags), "PREL, PGOV PE, CI");
    EXPECT_EQ(read.value(read.head.subject), "(C) A BRIDGE OVER THE RIVER");
    EXPECT_EQ(read.value(read.head.references), "A. 07 LIMA 12 B. QUITO 3");
    EXPECT_EQ(read.value(read.head.classified_by), "Ambassador Ann Holt, reaso ns 1.4 (b)");
    EXPECT_EQ(read.first_line_of_text(), "1. (C) Summary: The text.");
    EXPECT_EQ(read.head.from, 0U);
    EXPECT_TRUE(read.body.substr(0, read.head.to).ends_with("ns 1.4 (b)"));
}

TEST(Head, MayStandOnOneLine)
{
    const Read read(
        "S E C R E T LIMA 000777 SIPDIS NOFORN E.O. 12958: DECL: 02/02/2020 TAGS: PREL, PE\n"
        "SUBJECT: A MEETING REF: QUITO 3 Classified By: DCM Ann Holt, reason 1.4(b)\n1.(C) The "
        "text.\n");
    EXPECT_EQ(read.head.captions, (Strings{"SIPDIS", "NOFORN"}));
    EXPECT_EQ(read.value(read.head.eo), "12958: DECL: 02/02/2020");
    EXPECT_EQ(read.value(read.head.tags), "PREL, PE");
    EXPECT_EQ(read.value(read.head.subject), "A MEETING");
    EXPECT_EQ(read.value(read.head.references), "QUITO 3");
    EXPECT_EQ(read.value(read.head.classified_by), "DCM Ann Holt, reason 1.4(b)");
    EXPECT_EQ(read.first_line_of_text(), "1.(C) The text.");
}

TEST(Head, HasItsFieldsInAnyOrder)
{
    const Read read(
        "CONFIDENTIAL LIMA 000777\nClassified By: Ann Holt, DCM, 1.4 (b)\nE.O. 12958 03/24/2019\n"
        "SUBJECT: ORDER\nTAGS: PREL\nREF A: QUITO 3\nREF B: QUITO 4\n\nThe text.\n");
    EXPECT_EQ(read.value(read.head.classified_by), "Ann Holt, DCM, 1.4 (b)");
    EXPECT_EQ(read.value(read.head.eo), "12958 03/24/2019");
    EXPECT_EQ(read.value(read.head.subject), "ORDER");
    EXPECT_EQ(read.value(read.head.tags), "PREL");
    EXPECT_EQ(read.value(read.head.references), "A: QUITO 3 REF B: QUITO 4");
    EXPECT_EQ(read.first_line_of_text(), "The text.");
}

TEST(Head, IsFollowedByTextWithoutNumbers)
{
    const Read read(
        "UNCLAS LIMA 000777\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: A LUNCH\n\n"
        "REF: STATE 9\n(SBU) Poloff delivered the invitation.\n\nHOLT\n");
    EXPECT_EQ(read.value(read.head.references), "STATE 9");
    EXPECT_EQ(read.first_line_of_text(), "(SBU) Poloff delivered the invitation.");
}

TEST(Head, EndsItsReferencesWhereTextWasRunTogetherWithThem)
{
    const Read read(
        "UNCLAS LIMA 000777\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: A LUNCH\n"
        "REF: A. QUITO 3 (C) OSLO 1 (U) THIS CABLE IS NOT FOR THE INTERNET.\n\n1. Text.\n");
    EXPECT_EQ(read.value(read.head.references), "A. QUITO 3 (C) OSLO 1");
}

TEST(Head, GoesOnBehindANoteBetweenItsFields)
{
    const Read read(
        "UNCLAS LIMA 000777\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: A LUNCH\n\n"
        "SENSITIVE BUT UNCLASSIFIED - HANDLE WITH CARE\n\nREFS: A) QUITO 3 B) 08 LIMA 4\n\n"
        "-------\nSUMMARY\n-------\n1. (U) The text.\n");
    EXPECT_EQ(read.value(read.head.references), "A) QUITO 3 B) 08 LIMA 4");
    EXPECT_EQ(read.first_line_of_text(), "-------");
}

TEST(Head, TakesTheSubjectFromTheNextLineWhereTheLabelStandsAlone)
{
    const Read read(
        "UNCLAS LIMA 000777\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT:\n\nA LATE LUNCH\n\n1. Text.\n");
    EXPECT_EQ(read.value(read.head.subject), "A LATE LUNCH");
    EXPECT_EQ(read.first_line_of_text(), "1. Text.");
}

TEST(Head, ReadsASubjectThroughABlankLineOnlyWhereItCannotEnd)
{
    const Read open(
        "UNCLAS LIMA 000777\nE.O. 12958: N/A\n\nSUBJECT: A FUND FOR THE\n\nRIVER\n\n1. Text.\n");
    EXPECT_EQ(open.value(open.head.subject), "A FUND FOR THE RIVER");
    const Read whole(
        "UNCLAS LIMA 000777\nE.O. 12958: N/A\n\nSUBJECT: A FUND\n\nRIVER\n\n1. Text.\n");
    EXPECT_EQ(whole.value(whole.head.subject), "A FUND");
}

TEST(Head, CountsOnceWhenItIsPrintedTwice)
{
    const std::string once =
        "CONFIDENTIAL LIMA 000777\nE.O. 12958: DECL: 01/01/2020\nTAGS: PREL\nSUBJECT: ONE\n\n";
    const Read read(once + "CONFIDENTIAL LIMA 000777\nE.O. 12958: DECL: 01/01/2021\nTAGS: "
                           "PGOV\nSUBJECT: TWO\n\n1. Text.\n");
    EXPECT_EQ(read.value(read.head.subject), "ONE");
    EXPECT_EQ(read.value(read.head.tags), "PREL");
    EXPECT_EQ(read.first_line_of_text(), "1. Text.");
}

TEST(Head, MayOpenANumberedParagraphWithClassifiedBy)
{
    const Read read(
        "CONFIDENTIAL LIMA 000777\nE.O. 12958: DECL: 01/01/2020\nTAGS: PREL\nSUBJECT: ONE\n\n"
        "1. (U) Classified by Ambassador Ann Holt. Reason: 1.5 (b).\n\n2. (C) Text.\n");
    EXPECT_EQ(read.value(read.head.classified_by), "Ambassador Ann Holt. Reason: 1.5 (b).");
    EXPECT_EQ(read.first_line_of_text(), "2. (C) Text.");
}

TEST(Head, IsEmptyWithoutAnyOfItsLines)
{
    const Read read("Milk\nEggs\nBread\n");
    EXPECT_EQ(read.head.text_line, 0U);
    EXPECT_TRUE(read.head.attention.empty());
    EXPECT_EQ(read.head.to, 0U);
}

TEST(Captions, FillTheirLine)
{
    EXPECT_EQ(match_captions("SIPDIS "), (Strings{"SIPDIS"}));
    EXPECT_EQ(match_captions("Sipdis"), (Strings{"SIPDIS"}));
    EXPECT_EQ(match_captions("NOFORN SIPDIS"), (Strings{"NOFORN", "SIPDIS"}));
    EXPECT_EQ(match_captions("SENSITIVE BUT UNCLASSIFIED"), (Strings{"SENSITIVE"}));
    EXPECT_EQ(match_captions("ROGER CHANNEL"), (Strings{"ROGER CHANNEL"}));
    EXPECT_EQ(match_captions("DEA SENSITIVE"), (Strings{"DEA SENSITIVE"}));
    EXPECT_TRUE(match_captions("SIPDIS IS A CAPTION").empty());
    EXPECT_TRUE(match_captions("DEPT FOR").empty()) << "an attention line";
    EXPECT_TRUE(match_captions("").empty());
}

TEST(Captions, IncludeACorrectedCopyHoweverItIsSpaced)
{
    const Read read("UNCLAS LIMA 000777\n\nC O R R E C T E D  C O PY (ADDED "
                    "TAGS)\n\nSENSITIVE\n\nE.O. 12958: N/A\n"
                    "TAGS: PREL\nSUBJECT: ONE\n\n1. Text.\n");
    EXPECT_EQ(read.head.captions, (Strings{"CORRECTED COPY", "SENSITIVE"}));
    EXPECT_TRUE(read.head.sensitive);
}

TEST(JoinedLines, JoinWithOneBlankAndHyphensWithNone)
{
    EXPECT_EQ(joined_lines("A  VISIT \nTO ELBA "), "A VISIT TO ELBA");
    EXPECT_EQ(joined_lines("TALKS ON US- \nEU TRADE"), "TALKS ON US-EU TRADE");
    EXPECT_EQ(joined_lines("ELBA - \nA REVIEW"), "ELBA - A REVIEW");
    EXPECT_EQ(joined_lines(" \n"), "");
}

} // namespace chancery::parse
