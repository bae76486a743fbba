#include "api/parameters.hpp"

#include <gtest/gtest.h>

namespace chancery::api {
namespace {

std::string refusal(std::string_view names, const http::Fields& query, Form form = Form::Page)
{
    const auto values = read_values(names, form, {}, query);
    std::string said;
    if (!values) {
        for (const Wrong& wrong : values.error()) {
            said += wrong.name + ": " + wrong.reason + "\n";
        }
    }
    return said;
}

TEST(Parameters, AreTakenOrHoldWithoutBeingGiven)
{
    const auto values = read_values("id after limit q tag", Form::Page, {{"id", "08LINDEN242"}},
                                    {{"tag", "PHUM"}, {"q", "fog"}, {"tag", "PREL"}});
    ASSERT_TRUE(values);
    EXPECT_EQ(values->text("id"), "08LINDEN242");
    EXPECT_EQ(values->text("after"), "");
    EXPECT_EQ(values->number("limit"), 50U);
    EXPECT_EQ(values->all("tag"), (std::vector<std::string>{"PHUM", "PREL"}));
    const http::Fields given = {
        {"id", "08LINDEN242"}, {"q", "fog"}, {"tag", "PHUM"}, {"tag", "PREL"}};
    EXPECT_EQ(values->given(), given);
}

TEST(Parameters, ThatAreWrongAreNamed)
{
    struct Row {
        http::Fields query;
        std::string said;
    };
    const Row kRows[] = {
        {{{"limit", "1"}}, ""},
        {{{"limit", "200"}}, ""},
        {{{"limit", "0"}}, "limit: is a whole number from 1 to 200\n"},
        {{{"limit", "201"}}, "limit: is a whole number from 1 to 200\n"},
        {{{"limit", "-1"}}, "limit: is a whole number from 1 to 200\n"},
        {{{"limit", ""}}, "limit: is a whole number from 1 to 200\n"},
        {{{"limit", "5 "}}, "limit: is a whole number from 1 to 200\n"},
        {{{"limit", "99999999999999999999"}}, "limit: is a whole number from 1 to 200\n"},
        {{{"limit", "5"}, {"limit", "5"}}, "limit: comes once\n"},
        {{{"page", "2"}}, "page: is not known here\n"},
        {{{"", ""}}, ": is not known here\n"},
        {{{"id", "08LINDEN242"}}, "id: is not known here\n"}, // its place is the path
        {{{"sort", "newest"}}, ""},
        {{{"sort", "best"}}, "sort: is one of relevance, newest, oldest, released, id\n"},
        {{{"created", "2007..2008-03"}}, ""},
        {{{"created", "none"}}, ""},
        {{{"created", "soon"}}, "created: is a date such as 2008 or 2008-02, or none\n"},
        {{{"q", ""}}, ""},
        {{{"q", std::string(2000, 'x')}}, ""},
        {{{"q", std::string(2001, 'x')}}, "q: has 0 to 2000 characters\n"},
        {{{"tag", ""}}, "tag: has 1 to 300 characters\n"},
        {{{"x", "1"}, {"limit", "0"}},
         "limit: is a whole number from 1 to 200\nx: is not known here\n"},
        {http::Fields(21, {"tag", "PHUM"}), "tag: comes at most 20 times\n"},
        {{{std::string(100, 'x'), ""}}, std::string(60, 'x') + ": is not known here\n"},
    };
    for (const Row& row : kRows) {
        EXPECT_EQ(refusal("id limit q tag created sort", row.query), row.said);
    }
}

TEST(Parameters, AreCountedInCharacters)
{
    std::string letters;
    for (int i = 0; i < 2000; ++i) {
        letters += "é";
    }
    EXPECT_EQ(refusal("q", {{"q", letters}}), "");
    EXPECT_EQ(refusal("q", {{"q", letters + "é"}}), "q: has 0 to 2000 characters\n");
}

TEST(Parameters, OfAPageAreNotThoseOfAWholeList)
{
    EXPECT_EQ(refusal("limit fields", {{"limit", "5"}}, Form::JsonLines),
              "limit: is not known here\n");
    EXPECT_EQ(refusal("limit fields", {{"fields", "full"}}, Form::JsonLines), "");
    EXPECT_EQ(refusal("limit fields", {{"fields", "full"}}, Form::Csv),
              "fields: is not known here\n");
    EXPECT_EQ(refusal("limit fields", {{"fields", "full"}}), "fields: is not known here\n");
}

TEST(Parameters, ErrorsHaveAnEnd)
{
    const http::Fields many(1000, {"x", "y"});
    EXPECT_EQ(read_values("limit", Form::Page, {}, many).error().size(), kMaxWrong);
}

} // namespace
} // namespace chancery::api
