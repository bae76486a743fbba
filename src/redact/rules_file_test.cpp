#include "redact/rules_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"

namespace chancery::redact {
namespace {

using ::testing::HasSubstr;

std::string error_of(std::string_view csv)
{
    try {
        read_rules(csv, "names.csv");
    } catch (const UsageError& error) {
        return error.what();
    }
    return "";
}

TEST(RulesFile, ReadsATableWhateverTheOrderOfItsColumns)
{
    const auto rules = read_rules("\xEF\xBB\xBFReason,Text,cables,pseudonym,note,kind\r\n"
                                  "source,\"Pérez, Juan\",,source 3,\"asked \"\"twice\"\"\",\r\n"
                                  ",,,,,\r\n"
                                  "privacy,passport \\d+,08LINDEN242 08LINDEN243,,,pattern\r\n",
                                  "names.csv");
    ASSERT_EQ(rules.size(), 2U);
    EXPECT_EQ(
        rules[0],
        (Redaction{0, Kind::Text, "Pérez, Juan", {}, "source", "asked \"twice\"", "source 3"}));
    EXPECT_EQ(rules[1].kind, Kind::Pattern);
    EXPECT_EQ(rules[1].cables, (std::vector<std::string>{"08LINDEN242", "08LINDEN243"}));
    EXPECT_TRUE(read_rules("", "names.csv").empty());
}

TEST(RulesFile, NamesTheRowOfASlip)
{
    EXPECT_EQ(error_of("text\nJuan Perez\nLi\n"),
              "names.csv row 3: fewer than three letters: say it with more, or as a pattern");
    EXPECT_THAT(error_of("name\nx\n"), HasSubstr("row 1: unknown column name"));
    EXPECT_THAT(error_of("reason\nx\n"), HasSubstr("row 1: no column named text"));
    EXPECT_THAT(error_of("text,kind\nJuan Perez,word\n"), HasSubstr("row 2: unknown kind word"));
    EXPECT_THAT(error_of("text\nJuan Perez,source\n"), HasSubstr("row 2: more cells than columns"));
    EXPECT_THAT(error_of("text\n\xff\n"), HasSubstr("not UTF-8"));
}

} // namespace
} // namespace chancery::redact
