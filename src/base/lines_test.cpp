#include "base/lines.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

using Parts = std::vector<std::pair<std::string_view, std::size_t>>;

Parts parts(std::string_view text)
{
    Parts out;
    for (const Line& line : split_lines(text)) {
        out.emplace_back(line.text, line.at);
    }
    return out;
}

TEST(Lines, EndWithLfCrLfOrCr)
{
    EXPECT_EQ(parts("a\nb"), (Parts{{"a", 0}, {"b", 2}}));
    EXPECT_EQ(parts("a\r\nb"), (Parts{{"a", 0}, {"b", 3}}));
    EXPECT_EQ(parts("a\rb"), (Parts{{"a", 0}, {"b", 2}}));
    EXPECT_EQ(parts("a\n\rb"), (Parts{{"a", 0}, {"", 2}, {"b", 3}}));
    EXPECT_EQ(parts("a\r\r\nb"), (Parts{{"a", 0}, {"", 2}, {"b", 4}}));
}

TEST(Lines, AreAsManyAsTheirEndsAndALastOneWithout)
{
    EXPECT_EQ(parts(""), Parts{});
    EXPECT_EQ(parts("\n"), (Parts{{"", 0}}));
    EXPECT_EQ(parts("\r\n"), (Parts{{"", 0}}));
    EXPECT_EQ(parts("\r"), (Parts{{"", 0}}));
    EXPECT_EQ(parts("\n\n"), (Parts{{"", 0}, {"", 1}}));
    EXPECT_EQ(parts("a"), (Parts{{"a", 0}}));
    EXPECT_EQ(parts("a\n"), (Parts{{"a", 0}}));
    EXPECT_EQ(parts(" a \n\n b"), (Parts{{" a ", 0}, {"", 4}, {" b", 5}}));
}

TEST(Lines, OtherBreaksAndNulStayInside)
{
    const std::string_view text("a\f\v\0\xc2\x85z", 7);
    EXPECT_EQ(parts(text), (Parts{{text, 0}}));
}

TEST(Lines, LookIntoTheTextItself)
{
    const std::string text = "one\r\ntwo\nthree";
    for (const Line& line : split_lines(text)) {
        EXPECT_EQ(line.text.data(), text.data() + line.at);
    }
}

TEST(WithLf, TurnsEveryEndIntoOneLf)
{
    const std::vector<std::pair<std::string_view, std::string_view>> cases = {
        {"", ""},
        {"plain", "plain"},
        {"a\nb\n", "a\nb\n"},
        {"a\r\nb\r\n", "a\nb\n"},
        {"a\rb\r", "a\nb\n"},
        {"a\r\r\nb", "a\n\nb"},
        {"a\n\rb", "a\n\nb"},
        {"\r", "\n"},
    };
    for (const auto& [text, wanted] : cases) {
        EXPECT_EQ(with_lf(text), wanted);
    }
}

TEST(WithLf, KeepsTheLinesAsTheyWere)
{
    for (const std::string_view text : {"a\r\nb\rc\nd", "\r\r\r", "x\r\n\r\ny\r", "no end"}) {
        const std::string plain = with_lf(text);
        const auto before = split_lines(text);
        const auto after = split_lines(plain);
        ASSERT_EQ(before.size(), after.size());
        for (std::size_t i = 0; i < before.size(); ++i) {
            EXPECT_EQ(before[i].text, after[i].text);
        }
    }
}

} // namespace
} // namespace chancery
