#include "base/markup.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

constexpr ByteSet kVowels =
    bytes_where([](unsigned char byte) { return byte == 'a' || byte == 'e'; });

std::string with(std::string_view text, Instead instead, std::string* asked = nullptr)
{
    std::string out = "-";
    append_with(out, text, kVowels, [&](std::string_view rest) {
        if (asked != nullptr) {
            asked->append(rest).append("|");
        }
        return instead;
    });
    return out;
}

TEST(Markup, HasAnEntityForFiveCharactersAndNoOther)
{
    std::string found;
    for (int c = 0; c < 256; ++c) {
        found += entity_of(static_cast<unsigned char>(c));
    }
    EXPECT_EQ(found, "&quot;&amp;&#39;&lt;&gt;");
}

TEST(Markup, AsksAtSpecialBytesAloneAndCopiesTheRest)
{
    std::string asked;
    EXPECT_EQ(with("has a bed", {"_"}, &asked), "-h_s _ b_d");
    EXPECT_EQ(asked, "as a bed|a bed|ed|");
    EXPECT_EQ(with("", {"_"}), "-");
    EXPECT_EQ(with("\xFF\x80", {"_"}), "-\xFF\x80");
}

TEST(Markup, ReplacesOrPassesOverAsManyBytesAsItIsTold)
{
    EXPECT_EQ(with("sea", {"_", 2}), "-s_");
    EXPECT_EQ(with("sea", {"", 2}), "-sea");
    EXPECT_EQ(with("sea", {""}), "-sea");
    EXPECT_EQ(with("eeee", {"_", 2}), "-__");
}

} // namespace
} // namespace chancery
