#include "parse/closing.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

namespace {

struct Case {
    const char* text;
    const char* signature; // joined with a slash
    std::size_t end_line;
};

std::string joined(const std::vector<std::string>& names)
{
    std::string out;
    for (const std::string& name : names) {
        out += (out.empty() ? "" : "/") + name;
    }
    return out;
}

} // namespace

TEST(Closing, FindsTheSignature)
{
    const Case cases[] = {
        {"1. Text.\n\nHOLT\n", "HOLT", 1},
        {"1. Text.\nHolt", "Holt", 1},
        {"1. Text.\n\nHOLT\n\nNNNN\n\n", "HOLT", 1},
        {"1. Text.\n\nHOLT\n\nEnd Cable Text\n", "HOLT", 1},
        {"1. Text.\n\nHOLT\n\nCONFIDENTIAL\n", "HOLT", 1},
        {"1. Text.\n\nHOLT\n.\n", "HOLT", 1},
        {"1. Text.\n\nHOLT\n\nDeclassified/Released US Department of State EO Systematic "
         "Review\nNNN\n",
         "HOLT", 1},
        {"1. Text.\n\nHOLT HOLT\n", "HOLT", 1},
        {"1. Text.\n\nHOLT Holt\n", "HOLT", 1},
        {"1. Text.\n\nDE PREE\n", "DE PREE", 1},
        {"1. Text.\n\nO'DONOHUE\n", "O'DONOHUE", 1},
        {"1. Text.\n\nGREEN\nREID\n", "GREEN/REID", 1},
        {"1. Text.\n\nHOLT1370\n", "HOLT", 1},
        {"END COMMENT\nHOLT", "HOLT", 1},
        {"1. Text of the competition.  HOLT\n", "HOLT", 1},
        {"1. Text until the end of May. Brownfield\n", "Brownfield", 1},
        {"1. Text of 2009. LA LIME\n", "LA LIME", 1},
        {"1. Text.\n\nHOLT\nA VISIT TO EL...", "HOLT", 1},
        {"1. Text.\n\nHOLT\n...", "HOLT", 1},
        {"1. Text.\n\nHOLT\nID:\t187536\n", "HOLT", 1},
        {"1. Text.\n\nHOLT.\n", "HOLT", 1},
        {"1. Text.\n\nHOLT##\n", "HOLT", 1},
        {"1. Text.\n\nHOLT\nBT\n", "HOLT", 1},
        {"1. Text.\n\nHOLT\n\nDeclassified/Released US Department of State EO Systematic\n"
         "Review 30 JUN 2006\n",
         "HOLT", 1},
        {"1. Text.\n\nHOLT\n2009LIMA00300 - CONFIDENTIAL\n", "HOLT", 1},
        {"1. Text.\n\nHOLT\n\nSELECT * FROM `cable` WHERE `id` = 1\n", "HOLT", 1},
        {"1. Text until he became the mayor\nLA LIME\n", "LA LIME", 1},
        {"1. Text.\n\nVan der Holt\n", "Van der Holt", 1},
        {"1. Text.\n\nJ. HOLT\n", "J. HOLT", 1},
        {"1. Text.\n\n(HOLT)\n", "HOLT", 1},
        {"1. Text.\nHOLTNNNN\n", "HOLT", 1},
        {"1. Text of the end.HOLT\n", "HOLT", 1},
        {"1. Text.\n----\nHOLT\n\n1\n", "HOLT", 2},
        {"1. Text.\n\nHOLT\n======CABLE ENDS======\n", "HOLT", 1},
        {"1. Text.\n\nHOLT\nVisit Elba's Classified Website: http://elba\n", "HOLT", 1},
        {"1. See www.elba.HOLT\n", "", 1},
        {"1. Text without end\n", "", 1},
        {"1. Text.\n\nEND COMMENT\n", "", 3},
        {"1. Text.\n\nXXXXXXXXXXXX\n", "", 3},
        {"1. He met the heads of\nUNESCO\n", "", 2},
        {"1. Text.\n\nAnna Holt lives in Elba\n", "", 3},
        {"", "", 0},
        {"\n\n", "", 0},
        {"NNNN", "", 0},
    };
    for (const Case& c : cases) {
        const std::string text = c.text;
        const auto lines = text_lines(text);
        const Closing closing = read_closing(lines, 0, "A VISIT TO ELBA");
        EXPECT_EQ(joined(closing.signature), c.signature) << c.text;
        EXPECT_EQ(closing.end_line, c.end_line) << c.text;
    }
}

TEST(Closing, ListsWhatStandsBehindTheSignature)
{
    const std::string text = "1. Text.\nHOLT\n\nCONFIDENTIAL\n\n\nNNNN\n----\n";
    const auto lines = text_lines(text);
    EXPECT_EQ(joined(read_closing(lines, 0, "").end_marks), "CONFIDENTIAL/NNNN");
}

TEST(Closing, DoesNotReachIntoTheHead)
{
    const std::string text = "SUBJECT\nHOLT\n";
    const auto lines = text_lines(text);
    const Closing closing = read_closing(lines, 2, "");
    EXPECT_TRUE(closing.signature.empty());
    EXPECT_EQ(closing.end_line, 2U);
}

} // namespace chancery::parse
