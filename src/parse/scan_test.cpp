#include "parse/scan.hpp"

#include <utility>

#include <gtest/gtest.h>

namespace chancery::parse {

TEST(Cursor, StaysWhereItWasWhenAStepFails)
{
    Cursor cursor("SECTION 01 OF 04");
    EXPECT_FALSE(cursor.word("PAGE"));
    EXPECT_FALSE(cursor.blanks());
    EXPECT_TRUE(cursor.digits(1, 2).empty());
    EXPECT_EQ(cursor.at(), 0U);
    EXPECT_TRUE(cursor.word("section") && cursor.blanks());
    EXPECT_EQ(cursor.digits(1, 2), "01");
}

TEST(Cursor, TakesAWholeRunOfDigitsOrNone)
{
    Cursor cursor("12345 ");
    EXPECT_TRUE(cursor.digits(1, 4).empty());
    EXPECT_EQ(cursor.at(), 0U);
    EXPECT_EQ(cursor.digits(5, 5), "12345");
    EXPECT_EQ(cursor.peek(), ' ');
    cursor.step();
    EXPECT_TRUE(cursor.done());
    EXPECT_EQ(cursor.peek(), '\0');
}

TEST(TextLines, KnowTheirPlaces)
{
    const std::string_view text = "one \n\n  two";
    const auto lines = text_lines(text);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0].text, "one");
    EXPECT_EQ(lines[0].to, 5U);
    EXPECT_TRUE(lines[1].blank());
    EXPECT_EQ(lines[2].text, "two");
    EXPECT_EQ(lines[2].from, 6U);
    EXPECT_EQ(lines[2].to, text.size());
    EXPECT_EQ(offset_in(text, lines[2].text), 8U);
    EXPECT_TRUE(text_lines("").empty());
}

TEST(TextLines, StartAnewInTheRoomTheyAreGiven)
{
    auto lines = text_lines("one\ntwo\nthree");
    lines = text_lines("four\n", std::move(lines));
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0].text, "four");
    EXPECT_EQ(lines[0].to, 5U);
}

TEST(LineReader, ReadsNoFurtherThanAsked)
{
    LineReader reader("one \n\n  two");
    ASSERT_FALSE(reader.done());
    EXPECT_EQ(reader.next().text, "one");
    EXPECT_TRUE(reader.next().blank());
    EXPECT_FALSE(reader.done());
    EXPECT_EQ(reader.next().from, 6U);
    EXPECT_TRUE(reader.done());
    EXPECT_TRUE(LineReader("").done());
}

TEST(Rules, AreDashesAndBlanksOnly)
{
    EXPECT_TRUE(is_rule("--------------------------------------------- ----"));
    EXPECT_TRUE(is_rule("===="));
    EXPECT_TRUE(is_rule("****** ***"));
    EXPECT_FALSE(is_rule("--"));
    EXPECT_FALSE(is_rule("- - x"));
    EXPECT_FALSE(is_rule("--A point"));
    EXPECT_FALSE(is_rule(""));
}

TEST(Sentences, EndWithAStopEvenInsideQuotes)
{
    for (const char* text : {"Done.", "Done?\"", "(Done.)", "Done.\xE2\x80\x9D", "Done!"}) {
        EXPECT_TRUE(ends_sentence(text)) << text;
    }
    for (const char* text : {"done", "done,", "\"", ""}) {
        EXPECT_FALSE(ends_sentence(text)) << text;
    }
}

TEST(Redactions, AreFiveOrMoreOfTheLetterX)
{
    EXPECT_TRUE(is_redaction("XXXXX"));
    EXPECT_TRUE(is_redaction("xxxxxxx"));
    EXPECT_FALSE(is_redaction("XXXX"));
    EXPECT_FALSE(is_redaction("XXXXXY"));
}

TEST(Years, OfTwoDigitsOverFiftyAreOfTheLastCentury)
{
    EXPECT_EQ(full_year("08"), 2008);
    EXPECT_EQ(full_year("50"), 2050);
    EXPECT_EQ(full_year("51"), 1951);
    EXPECT_EQ(full_year("1998"), 1998);
}

TEST(SmallNumber, RefusesWhatIsNoNumberOrTooLong)
{
    EXPECT_EQ(small_number("00042"), 42U);
    EXPECT_EQ(small_number(""), 0U);
    EXPECT_EQ(small_number("4a"), 0U);
    EXPECT_EQ(small_number("123456789"), 0U);
}

} // namespace chancery::parse
