#include "http/http_date.hpp"

#include <gtest/gtest.h>

namespace chancery::http {
namespace {

TEST(HttpDate, ReadsThreeForms)
{
    for (const char* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                             "Sun Nov  6 08:49:37 1994"}) {
        const auto instant = parse_http_date(text);
        ASSERT_TRUE(instant) << text;
        EXPECT_EQ(format_rfc3339(*instant), "1994-11-06T08:49:37Z") << text;
    }
    EXPECT_EQ(format_rfc3339(*parse_http_date("Tue, 01-Mar-11 00:00:00 GMT")),
              "2011-03-01T00:00:00Z");
}

TEST(HttpDate, ReadsWhatWeWrite)
{
    const Instant moment = instant_from_seconds(1'300'000'000);
    EXPECT_EQ(parse_http_date(format_http_date(moment)), moment);
}

TEST(HttpDate, RefusesWhatIsNone)
{
    for (const char* text :
         {"", "Sun", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
          "Sun, 06 Nov 1994 08:49:37 GMTx", "Sun, 31 Feb 1994 08:49:37 GMT",
          "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT",
          "Sun, 06 Foo 1994 08:49:37 GMT", ", 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z",
          "Sun, 06 November 1994 08:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT", "0",
          "Sun, 06 Nov 0001 08:49:37 GMT"}) {
        EXPECT_FALSE(parse_http_date(text)) << text;
    }
}

} // namespace
} // namespace chancery::http
