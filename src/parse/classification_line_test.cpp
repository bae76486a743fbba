#include "parse/classification_line.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

namespace {

struct Case {
    const char* line;
    const char* marking;
    const char* post;
    const char* serial;
    int section;
    int sections;
    bool damaged;
};

} // namespace

TEST(ClassificationLine, IsReadInAllItsForms)
{
    const Case cases[] = {
        {"C O N F I D E N T I A L SECTION 01 OF 05 BRASILIA 000777", "CONFIDENTIAL", "BRASILIA",
         "000777", 1, 5, false},
        {"S E C R E T SANAA 009915", "SECRET", "SANAA", "009915", 0, 1, false},
        {"UNCLAS MADRID 009241", "UNCLAS", "MADRID", "009241", 0, 1, false},
        {"UNCLASSIFIED SECTION 1 OF 2 TEHRAN 9964", "UNCLASSIFIED", "TEHRAN", "9964", 1, 2, false},
        {"U N C L A S S I F I E D LA PAZ 000012", "UNCLASSIFIED", "LA PAZ", "000012", 0, 1, false},
        {"SECRET SECTION 01 of 05 ROME 000097", "SECRET", "ROME", "000097", 1, 5, false},
        {"CONFIDENTIAL KUWAIT 000560", "CONFIDENTIAL", "KUWAIT", "000560", 0, 1, false},
        {"UNCLASSIFIED BUENOS AIRES 2999", "UNCLASSIFIED", "BUENOS AIRES", "2999", 0, 1, false},
        {"S E C R E T   STATE   00119999", "SECRET", "STATE", "00119999", 0, 1, false},
        {"S e c r e t berlin 000999", "SECRET", "berlin", "000999", 0, 1, false},
        {"SS E C R E T PARIS 000001", "SECRET", "PARIS", "000001", 0, 1, true},
        {"UUNCLAS MANAGUA 000001", "UNCLAS", "MANAGUA", "000001", 0, 1, true},
        {"E C R E T SANAA 000001", "SECRET", "SANAA", "000001", 0, 1, true},
        {"SE C R E T TUNIS 000001", "SECRET", "TUNIS", "000001", 0, 1, false},
        {"O N F I D E N T I A L BAGHDAD 000001", "CONFIDENTIAL", "BAGHDAD", "000001", 0, 1, true},
        {"CSE C R E T MOSCOW 000001", "SECRET", "MOSCOW", "000001", 0, 1, true},
        {"C ONFIDENTIAL BAKU 000001", "CONFIDENTIAL", "BAKU", "000001", 0, 1, false},
        {"S E C R E T SECTION 01 OF 02 XXXXXXXXXXXX 000004", "SECRET", "XXXXXXXXXXXX", "000004", 1,
         2, false},
        {"UNCLAS E F T O BAKU 000065", "UNCLAS", "BAKU", "000065", 0, 1, false},
        {"UNCLAS SCTION 02 OF 02 SAO PAULO 000335", "UNCLAS", "SAO PAULO", "000335", 2, 2, false},
        {"UNCLAS SECTION 01 0F 05 HANOI 000297", "UNCLAS", "HANOI", "000297", 1, 5, false},
        {"UNCLAS FINAL SECTION OF 03 OSLO 000160", "UNCLAS", "OSLO", "000160", 3, 3, false},
        {"LIMITED OFFICIAL USE OSLO 00160", "LIMITED OFFICIAL USE", "OSLO", "00160", 0, 1, false},
        {"L I M I T E D  O F F I C I A L  U S E OSLO 00160", "LIMITED OFFICIAL USE", "OSLO",
         "00160", 0, 1, false},
        {"S E C R E T //NOFORN// OSLO 000160", "SECRET", "OSLO", "000160", 0, 1, false},
    };
    for (const Case& c : cases) {
        const auto line = match_classification_line(c.line);
        ASSERT_TRUE(line) << c.line;
        EXPECT_EQ(line->marking, c.marking) << c.line;
        EXPECT_EQ(line->post, c.post) << c.line;
        EXPECT_EQ(line->serial, c.serial) << c.line;
        EXPECT_EQ(line->section, c.section) << c.line;
        EXPECT_EQ(line->sections, c.sections) << c.line;
        EXPECT_EQ(line->damaged, c.damaged) << c.line;
    }
}

TEST(ClassificationLine, KeepsTheWordAsPrinted)
{
    EXPECT_EQ(
        match_classification_line("C O N F I D E N T I A L SECTION 01 OF 05 ROME 000777")->printed,
        "C O N F I D E N T I A L");
    EXPECT_EQ(match_classification_line("UUNCLAS ROME 000777")->printed, "UUNCLAS");
}

TEST(ClassificationLine, LeavesWhatStandsBehindTheSerialNumber)
{
    const std::string_view line = "S E C R E T BOGOTA 000999 SIPDIS NOFORN";
    const auto found = match_classification_line(line);
    ASSERT_TRUE(found);
    EXPECT_EQ(trim(line.substr(found->rest)), "SIPDIS NOFORN");
}

TEST(ClassificationLine, IsNoSentenceThatBeginsAlike)
{
    for (const char* line :
         {"Secret sources in Utopia 2004", "CONFIDENTIALITY WAS PROMISED IN 2004",
          "SECRETARY OF STATE 2004", "UNCLASSIFIED -- HANDLE ACCORDINGLY",
          "Confidential. The minister said", "SECRETS OF THE", "E C R E T", "",
          "SECTION 01 OF 02 PARIS 001"}) {
        const auto found = match_classification_line(line);
        EXPECT_FALSE(found && found->complete()) << line;
        EXPECT_FALSE(found) << line;
    }
}

TEST(ClassificationLine, MayBeTheBareWord)
{
    const auto line = match_classification_line("CONFIDENTIAL");
    ASSERT_TRUE(line);
    EXPECT_FALSE(line->complete());
    EXPECT_TRUE(match_classification_line("UNCLAS SECTION 02 OF 03"));
}

TEST(FindClassificationLine, PassesOverNewspaperLinesAndStopsAtTheText)
{
    const std::string body =
        "Tuesday, 3 May 2005, 10:00\nSECRET\nC O N F I D E N T I A L OSLO 000012\n";
    const auto found = find_classification_line(text_lines(body));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->index, 2U);

    const std::string text = "SIPDIS\n\nSUBJECT: SOMETHING\n\nUNCLAS OSLO 000012\n";
    EXPECT_FALSE(find_classification_line(text_lines(text)));
}

TEST(FindClassificationLine, TakesABareWordWhenThereIsNothingBetter)
{
    const std::string body = "CONFIDENTIAL\n\nE.O. 11652: GDS\n";
    const auto found = find_classification_line(text_lines(body));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->index, 0U);
    EXPECT_FALSE(found->line.complete());
}

} // namespace chancery::parse
