#include "redact/letters.hpp"

#include <gtest/gtest.h>

namespace chancery::redact {
namespace {

std::string letters(std::string_view text)
{
    LetterReader reader;
    Letters out;
    reader.read(text, out);
    return out.text;
}

TEST(Letters, LeaveOutWhatDoesNotMakeAName)
{
    EXPECT_EQ(letters("José PÉ-\nREZ's"), "joseperezs");
    EXPECT_EQ(letters("O&8217;Brien"), "o8217brien");
    EXPECT_EQ(letters("  ...\n"), "");
    EXPECT_EQ(letters("Stra\u00dfe \u0141\u00f3d\u017a \u00c6gir \u00d8re"), "strasselodzaegirore");
    EXPECT_EQ(letters("Mu\u0308ller M\u00fcller"), "mullermuller");
}

TEST(Letters, AreTheSameInWhateverWayAScriptWritesThem)
{
    EXPECT_EQ(letters("أحمد"), letters("احمد"));
    EXPECT_EQ(letters("فاطمة"), letters("فاطمه"));
    EXPECT_EQ(letters("مـحـمـد"), letters("محمد"));
    EXPECT_EQ(letters("ΓΙΏΡΓΟΣ"), letters("Γιώργος"));
    EXPECT_EQ(letters("ПЁТР"), letters("Петр"));
    EXPECT_EQ(letters("ﾀﾅｶ"), letters("タナカ"));
    EXPECT_EQ(letters("٣٤"), "34");
    EXPECT_EQ(letters("שלום"), letters("שלומ"));
}

TEST(Letters, KnowTheirPlacesAndWhereWordsBeginAndEnd)
{
    LetterReader reader;
    Letters out;
    reader.read("a \u00e9b", out);
    ASSERT_EQ(out.text, "aeb");
    EXPECT_EQ(out.place(1, 3), (Span{2, 5}));
    EXPECT_EQ(out.flags[0], Letters::kWordStart | Letters::kWordEnd | Letters::kLetterStart);
    EXPECT_EQ(out.flags[1], Letters::kWordStart | Letters::kLetterStart);
    EXPECT_EQ(out.flags[2], Letters::kWordEnd | Letters::kLetterStart);
    reader.read("e\u0301", out); // the accent goes with its letter
    EXPECT_EQ(out.place(0, 1), (Span{0, 3}));
    reader.read("x\nQJUAN", out); // a line that was printed again
    EXPECT_TRUE(out.flags[2] & Letters::kWordStart);
}

TEST(Letters, TakeAnyBytes)
{
    EXPECT_EQ(letters("ab\xff\xfe"
                      "cd\xc3"),
              "abcd");
    EXPECT_EQ(letters(std::string_view("a\0b", 3)), "ab");
}

TEST(Spellings, WriteGermanVowelsInTwoLettersToo)
{
    EXPECT_EQ(spellings("Müller"), (std::vector<std::string>{"muller", "mueller"}));
    EXPECT_EQ(spellings("Pérez"), std::vector<std::string>{"perez"});
    EXPECT_EQ(spellings("--"), std::vector<std::string>());
}

} // namespace
} // namespace chancery::redact
