#include "base/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chancery {
namespace {

struct Case {
    std::string_view what;
    std::string_view text;
    std::vector<CsvRow> rows;
};

TEST(Csv, ReadsWhatRfc4180Describes)
{
    const std::vector<Case> cases = {
        {"nothing", "", {}},
        {"one field", "a", {{"a"}}},
        {"a last line without an end", "a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
        {"a last line with an end makes no empty row", "a\n", {{"a"}}},
        {"CRLF", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
        {"empty fields", ",a,\n,", {{"", "a", ""}, {"", ""}}},
        {"an empty line is a row of one empty field", "a\n\nb", {{"a"}, {""}, {"b"}}},
        {"blanks belong to the field", " a , b ", {{" a ", " b "}}},
        {"a comma in quotes", R"("a,b",c)", {{"a,b", "c"}}},
        {"a doubled quote", R"("say ""no""")", {{R"(say "no")"}}},
        {"only a doubled quote", R"("""")", {{R"(")"}}},
        {"an empty quoted field", R"("",x)", {{"", "x"}}},
        {"line ends in quotes are kept as they are", "\"a\nb\r\nc\",d\n", {{"a\nb\r\nc", "d"}}},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(parse_csv(c.text), c.rows) << c.what;
    }
}

TEST(Csv, ReadsDamagedTextAsWellAsItCan)
{
    const std::vector<Case> cases = {
        {"a quote inside an unquoted field is text", R"(5" gun,x)", {{R"(5" gun)", "x"}}},
        {"text behind the closing quote", R"("a"b,c)", {{"ab", "c"}}},
        {"a quote that never ends takes the rest", "\"a,b\nc", {{"a,b\nc"}}},
        {"a lone quote", "\"", {{""}}},
        {"CR alone is text", "a\rb,c\r", {{"a\rb", "c\r"}}},
        {"NUL is text", std::string_view("a\0b,c", 5), {{std::string("a\0b", 3), "c"}}},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(parse_csv(c.text), c.rows) << c.what;
    }
}

TEST(Csv, RowsMayDifferInLength)
{
    EXPECT_THAT(parse_csv("a\nb,c,d\ne,f"),
                testing::ElementsAre(testing::SizeIs(1), testing::SizeIs(3), testing::SizeIs(2)));
}

TEST(Csv, ReadsManyQuotesInLinearTime)
{
    const std::string quotes(4'000'001, '"');
    const std::vector<CsvRow> rows = parse_csv(quotes);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0][0].size(), 2'000'000U);
}

} // namespace
} // namespace chancery
