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
    const Stretch read = read_summary(text, paragraphs(text));
    if (!read.text.empty() && read.text.find(' ') == std::string::npos) {
        EXPECT_EQ(text.substr(read.from, read.to - read.from), read.text);
    }
    return read.text;
}

std::vector<std::string> comments(const std::string& text)
{
    std::vector<std::string> found;
    for (const Stretch& comment : read_comments(text, paragraphs(text))) {
        found.push_back(comment.text);
        EXPECT_EQ(text.substr(comment.from, 3), comment.text.substr(0, 3));
        EXPECT_TRUE(std::string_view(text).substr(0, comment.to).ends_with(comment.text.back()));
    }
    return found;
}

} // namespace

TEST(Summary, IsReadInAllItsForms)
{
    EXPECT_EQ(summary("1. (C) Summary: One\ntwo.  End Summary. \n\n2. (C) More.\n"), "One two.");
    EXPECT_EQ(summary("1.  Summary: (SBU) One. End Summary\n"), "One.");
    EXPECT_EQ(summary("SUMMARY: ONE.\nEND SUMMARY\n\n1. TWO.\n"), "ONE.");
    EXPECT_EQ(summary("1. (C) (Summary) One. (End Summary)\n"), "One.");
    EXPECT_EQ(summary("1. (C) Summary The mayor left. End summary.\n"), "The mayor left.");
    EXPECT_EQ(summary("1. (C) SUMMARY & ACTION REQUEST: One. End summary.\n"), "One.");
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
    using Texts = std::vector<std::string>;
    EXPECT_EQ(
        comments("1. (C) One.\n\nComment\n-------\n2. (C) Two.\n\n3. (C) Three. End Comment.\n"),
        Texts{"Two. Three."});
    EXPECT_EQ(comments("1. (C) One.\n\n2. (C) COMMENT: Two.\n"), Texts{"Two."});
    EXPECT_EQ(comments("1. (C) One.\n\n2. (C) COMMENT: (SBU) Two.\n"), Texts{"Two."});
}

TEST(Comment, EndsWhereTheNumbersBeginAnewOrThePostSaysWhoClearedTheCable)
{
    using Texts = std::vector<std::string>;
    EXPECT_EQ(comments("1. (C) One.\n\nComment\n-------\n2. (C) Two.\n\n1. (C) One.\n\n"
                       "2. (C) Two. End Comment.\n"),
              Texts{"Two."});
    EXPECT_EQ(comments("1. (C) One.\n\nComment\n-------\n2. (C) Two.\n\n"
                       "3. (C) The office has cleared this cable.\n"),
              Texts{"Two."});
}

TEST(Comment, MayStandInsideAParagraphMoreThanOnce)
{
    using Texts = std::vector<std::string>;
    EXPECT_EQ(comments("1. (C) One. (Comment: no. End comment.) He left. Comment: Late.\n\n"
                       "2. (C) Two.\n\n3. (C) Comment: It will\nnot last. End comment.\n"),
              (Texts{"no.", "Late.", "It will not last."}));
    EXPECT_EQ(comments("1. (C) He made no comment: none at all.\n"), Texts{});
}

} // namespace chancery::parse
