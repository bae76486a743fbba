#include "index/query/normal.hpp"

#include <string>

#include <gtest/gtest.h>

#include "index/query/parse.hpp"
#include "index/query/print.hpp"
#include "index/query/shape.hpp"

namespace chancery::index::query {
namespace {

TEST(NormalForm, IsTheSameForQueriesThatMeanTheSame)
{
    Analyzer analyzer;
    struct Case {
        const char* query;
        const char* normal; // printed
    };
    for (const auto& [query, normal] : {
             Case{"", ""},
             Case{"---", ""},
             Case{"a ---", "a"},
             Case{"a OR ---", "a"},
             Case{"A (B (C))", "a b c"},
             Case{"a OR (b OR c)", "a OR b OR c"},
             Case{"a A a", "a"},
             Case{"-a", "-a"},
             Case{"-(-a)", "a"},
             Case{"-(-a -b)", "a OR b"},
             Case{"a (-b -c)", "a -b -c"},
             Case{"\"a\"", "a"},
             Case{"\"a\"~5", "a"},
             Case{"\"* a b *\"", "\"a b\""},
             Case{"U.N.", "un"},
             Case{"Caf\u00E9*", "cafe*"},
             Case{"TR?FF**ING", "tr?ff*ing"},
             Case{"tr*?ng", "tr?*ng"},
             Case{"traffick*,", "traffick*"},
             Case{"counter-terrorism", "counter-terrorism"},
             Case{"Counter-Terr*", "counter-terr*"},
             Case{"=counter-terrorism", "=counter-terrorism"},
             Case{"and/or", "\"and or\""},
             Case{"\"the counter-terrorism unit\"",
                  "\"the counter terrorism unit\" OR \"the counterterrorism unit\""},
             Case{"1 of (a b)", "a OR b"},
             Case{"2 of (a b)", "a b"},
             Case{"3 of (a b)", "-()"},
             Case{"2 of (a b c)", "2 of (a b c)"},
             Case{"2 of (a a b)", "a b"},
             Case{"0 of (a b) c", "c"},
             Case{"a -()", "-()"},
             Case{"a OR -()", "a"},
             Case{"tag:phum", "tag:PHUM"},
             Case{"id:08guatemala000242", "id:08GUATEMALA242"},
             Case{"id:05RIO123", "id:05RIODEJANEIRO123"},
             Case{"id:\"08 GUATEMALA 242\"", "id:08GUATEMALA242"},
             Case{"ref:\"2005 Rio de Janeiro 123\"", "ref:05RIODEJANEIRO123"},
             Case{"origin:\"Embassy   Guatemala\"", "origin:\"Embassy Guatemala\""},
             Case{"reason:1.4(B)", "reason:\"1.4(b)\""},
             Case{"reason:(1.4(b) OR 1.4(d))", "reason:\"1.4(b)\" OR reason:\"1.4(d)\""},
             Case{"reason:((1.4(b)) x) y(b)", "reason:\"1.4(b)\" reason:x y b"},
             Case{"reason:1.4B", "reason:\"1.4(b)\""},
             Case{"reason:\"1.4 (b)\"", "reason:\"1.4(b)\""},
             Case{"reason:1.4", "reason:1.4*"},
             Case{"reason:=1.4", "reason:=1.4"},
             Case{"mark:\"s / nf\"", "mark:S/NF"},
             Case{"tag:\"a*b ~~\"", "tag:\"A*B\""},
             Case{"para:s a", "(para:S a)"},
             Case{"subject:(-())", "-()"},
             Case{"year:2008", "created:2008"},
             Case{"a 3 of (b c d)", "a b c d"},
             Case{"3 \"of\" (b c)", "3 \"of\" b c"},
         }) {
        const Node node = normal_form(read_query(query).tree, analyzer);
        EXPECT_EQ(to_text(node), normal) << query;
        EXPECT_EQ(normal_form(node, analyzer), node) << query;
    }
}

TEST(NormalForm, KeepsTheLimitsWhereWordsBecomeSeveral)
{
    Analyzer analyzer;
    std::string slashes;
    std::string hyphens;
    for (int i = 0; i < 4000; ++i) {
        slashes += "a/";
        hyphens += "b-" + std::to_string(i) + "c ";
    }
    for (const std::string& query : {slashes, hyphens}) {
        const Node node = normal_form(read_query(query).tree, analyzer);
        EXPECT_LE(count_nodes(node), kMaxNodes);
        EXPECT_LE(depth_of(node), kMaxDepth);
        EXPECT_EQ(normal_form(node, analyzer), node);
    }
}

} // namespace
} // namespace chancery::index::query
