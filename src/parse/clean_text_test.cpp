#include "parse/clean_text.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

TEST(CleanText, IsTheBodyItselfWithoutEdits)
{
    const std::string body = "one two";
    const CleanText clean(body, {});
    EXPECT_EQ(clean.text().data(), body.data());
    EXPECT_EQ(clean.span(4, 7), (Span{4, 7}));
    EXPECT_EQ(clean.span(7, 7), (Span{7, 7}));
}

TEST(CleanText, LeadsBackToTheBody)
{
    const std::string body = "abcXXdefYYghi";
    const CleanText clean(body, {{3, 5, "r", ""}, {8, 10, "r", "-"}});
    ASSERT_EQ(clean.text(), "abcdef-ghi");
    EXPECT_EQ(clean.span(0, 3), (Span{0, 3})) << "what is taken out behind it is not part of it";
    EXPECT_EQ(clean.span(3, 6), (Span{5, 8})) << "nor what is taken out before it";
    EXPECT_EQ(clean.span(0, 6), (Span{0, 8})) << "but what is taken out inside it";
    EXPECT_EQ(clean.span(7, 10), (Span{10, 13}));
    EXPECT_EQ(clean.span(clean.text().substr(7)), (Span{10, 13}));
}

TEST(CleanText, GivesInsertedTextAnEmptyPlace)
{
    const std::string body = "abcdef";
    const CleanText clean(body, {{3, 3, "r", "++"}});
    ASSERT_EQ(clean.text(), "abc++def");
    EXPECT_EQ(clean.span(3, 5), (Span{3, 3}));
    EXPECT_EQ(clean.span(3, 6), (Span{3, 4}));
}

TEST(CleanText, ServesATextThatIsTakenOutWhole)
{
    const std::string body = "abc";
    const CleanText clean(body, {{0, 3, "r", ""}});
    EXPECT_EQ(clean.text(), "");
    EXPECT_EQ(clean.span(0, 0), (Span{3, 3}));
}

} // namespace chancery::parse
