#include "http/etag.hpp"

#include <gtest/gtest.h>

namespace chancery::http {
namespace {

TEST(IfNoneMatch, ListsAreReadAndComparedWeakly)
{
    struct Case {
        const char* header;
        bool hits;
    };
    for (const auto& [header, hits] : {
             Case{"\"b\"", true},
             Case{"W/\"b\"", true},
             Case{"\"a\", W/\"b\"", true},
             Case{"\"a\",\"b\"", true},
             Case{" , \"a\" ,, \"b\" , ", true},
             Case{"*", true},
             Case{" * ", true},
             Case{"\"a,b\", \"b\"", true},
             Case{"", false},
             Case{"\"a\"", false},
             Case{"\"a\", \"c\"", false},
             Case{"b", false},
             Case{"\"b", false},
             Case{"b\"", false},
             Case{"w/\"b\"", false},
             Case{"\"b\"x", true}, // it was named before the damage
             Case{"\"a\" \"b\"", false},
             Case{"\"a\"; \"b\"", false},
             Case{"\"a b\", \"b\"", false},
             Case{"\"B\"", false},
             Case{"*, \"b\"", false},
             Case{"\"b-gz\"", false},
         }) {
        EXPECT_EQ(none_match_hits(header, "\"b\""), hits) << header;
    }
}

TEST(IfRange, ComparesStronglyAndNeverADate)
{
    EXPECT_TRUE(if_range_matches("\"b\"", "\"b\""));
    EXPECT_TRUE(if_range_matches(" \"b\" ", "\"b\""));
    EXPECT_FALSE(if_range_matches("W/\"b\"", "\"b\""));
    EXPECT_FALSE(if_range_matches("\"a\", \"b\"", "\"b\""));
    EXPECT_FALSE(if_range_matches("Sun, 06 Nov 1994 08:49:37 GMT", "\"b\""));
    EXPECT_FALSE(if_range_matches("", "\"b\""));
}

} // namespace
} // namespace chancery::http
