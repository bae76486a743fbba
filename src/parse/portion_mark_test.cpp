#include "parse/portion_mark.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

TEST(PortionMarks, AreReadInTheirManySpellings)
{
    for (const char* mark : {"C",
                             "S",
                             "SBU",
                             "U",
                             "S/NF",
                             "C/NF",
                             "S//NF",
                             "C//NF",
                             "S/REL NATO",
                             "U//FOUO",
                             "SBU/NF",
                             "S//FGI//NF",
                             "S-NF",
                             "C NF",
                             "SNF",
                             "C/NOFORN",
                             "S/Rel to Russia, Latvia",
                             "S//REL TO USA, ACGU",
                             "SBU//Rel NATO, ISAF",
                             "C - ENTIRE TEXT",
                             "TS",
                             "LOU",
                             "c",
                             "FOUO"}) {
        const std::string text = "(" + std::string(mark) + ") The text";
        const auto match = match_portion_mark(text);
        ASSERT_TRUE(match) << mark;
        EXPECT_EQ(match->mark, mark);
        EXPECT_EQ(match->length, std::string_view(mark).size() + 2);
    }
    for (const char* text : {"(U.S.) trade", "(China) x", "(b) and (d)", "(1) one", "()", "(C",
                             "C)", "", "(CIA) x", "(Note: x)"}) {
        EXPECT_FALSE(match_portion_mark(text)) << text;
    }
}

TEST(Openings, AreReadInAllTheirForms)
{
    struct Case {
        const char* line;
        OpeningKind kind;
        const char* number;
        const char* mark;
        const char* text;
    };
    const Case cases[] = {
        {"1. (C) SUMMARY: A", OpeningKind::Number, "1", "C", "SUMMARY: A"},
        {"12.  (S/NF) A", OpeningKind::Number, "12", "S/NF", "A"},
        {"1.(C) A", OpeningKind::Number, "1", "C", "A"},
        {"1. KEY POINTS", OpeningKind::Number, "1", "", "KEY POINTS"},
        {"1.KEY POINTS", OpeningKind::Number, "1", "", "KEY POINTS"},
        {"1.", OpeningKind::Number, "1", "", ""},
        {"7) A point", OpeningKind::Bracket, "7", "", "A point"},
        {"(C) 1. The text", OpeningKind::Number, "1", "C", "The text"},
        {"(SBU) On May 5", OpeningKind::Mark, "", "SBU", "On May 5"},
        {". (U) A", OpeningKind::LostNumber, "", "U", "A"},
        {"1. C) A", OpeningKind::Number, "1", "C", "A"},
        {"7. 6. (C) The crop", OpeningKind::Number, "7", "C", "The crop"},
        {"2.   (U.S.)   Trade", OpeningKind::Number, "2", "", "(U.S.)   Trade"},
    };
    for (const Case& c : cases) {
        const auto opening = match_opening(c.line);
        ASSERT_TRUE(opening) << c.line;
        EXPECT_EQ(opening->kind, c.kind) << c.line;
        EXPECT_EQ(opening->number, c.number) << c.line;
        EXPECT_EQ(opening->mark, c.mark) << c.line;
        EXPECT_EQ(std::string_view(c.line).substr(opening->text_at), c.text) << c.line;
    }
}

TEST(Openings, AreNothingElse)
{
    for (const char* line : {"2.7 Million people", "1990s were", "2007, and", ". The end", "..",
                             "-- A point", "a. A", "20077. x", "", "3.1 million", "37-year-old"}) {
        EXPECT_FALSE(match_opening(line)) << line;
    }
}

} // namespace chancery::parse
