#include "parse/summary.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

namespace {

std::vector<Passage> paragraphs(const std::string& text)
{
    const auto lines = text_lines(text);
    return read_paragraphs(text, lines, 0, lines.size()).paragraphs;
}

std::string summary(const std::string& text)
{
    return read_summary(paragraphs(text));
}

} // namespace

TEST(Summary, IsReadInAllItsForms)
{
    EXPECT_EQ(summary("1. (C) Summary: One\ntwo.  End Summary. \n\n2. (C) More.\n"), "One two.");
    EXPECT_EQ(summary("1. (C) SUMMARY. One. END SUMMARY.\n"), "One.");
    EXPECT_EQ(summary("1. (C) SUMMARY AND COMMENT: One. (End summary and comment.)\n"), "One.");
    EXPECT_EQ(summary("1. (C) Summary -- One. End\nSummary.\n"), "One.");
    EXPECT_EQ(
        summary("Summary\n-------\n\n1. (C) One.\n\n2. (C) Two. End Summary.\n\n3. (C) Three.\n"),
        "One. Two.");
    EXPECT_EQ(summary("Summary\n-------\n\n1. (C) One.\n\nElba\n----\n\n2. (C) Two.\n"), "One.");
    EXPECT_EQ(summary("1. (C) Summary: One.\n\n2. (C) Two.\n"), "One.") << "without an end";
    EXPECT_EQ(summary("1. (C) One. End Summary.\n\n2. (C) Two.\n"), "One.") << "without a start";
    const std::string old = "COUNTRY TEAM MESSAGE\n\nBEGIN SUMMARY\n\n" + std::string(200, 'x') +
                            ".\n\nEND SUMMARY\n\n1. One.\n";
    EXPECT_EQ(summary(old), std::string(200, 'x') + ".");
}

TEST(Summary, IsNotEverySentenceThatBeginsSo)
{
    EXPECT_EQ(summary("1. (C) Summary executions were reported to the embassy by many sources in "
                      "the\ncapital.\n"),
              "");
    EXPECT_EQ(summary("1. (C) One.\n"), "");
    EXPECT_EQ(summary(""), "");
}

TEST(Comment, IsReadUnderItsHeadingOrLabel)
{
    EXPECT_EQ(read_comment(paragraphs(
                  "1. (C) One.\n\nComment\n-------\n2. (C) Two.\n\n3. (C) Three. End Comment.\n")),
              "Two. Three.");
    EXPECT_EQ(read_comment(paragraphs("1. (C) One.\n\n2. (C) COMMENT: Two.\n")), "Two.");
    EXPECT_EQ(read_comment(paragraphs("1. (C) One.\n\n2. (C) Two. (Comment: no. End comment.)\n")),
              "");
}

} // namespace chancery::parse
