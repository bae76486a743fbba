#include "base/time.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

TEST(Time, KnowsTheCalendar)
{
    const std::vector<Civil> real = {
        {2000, 2, 29}, {2008, 2, 29},  {1800, 1, 1},
        {1904, 2, 29}, {2199, 12, 31}, {2008, 12, 31, 23, 59, 59},
    };
    for (const Civil& c : real) {
        const auto instant = make_instant(c);
        ASSERT_TRUE(instant.has_value()) << c.year << "-" << c.month << "-" << c.day;
        EXPECT_EQ(civil(*instant), c);
    }
    const std::vector<Civil> unreal = {
        {1900, 2, 29},          {2100, 2, 29},  {2007, 2, 29},  {2008, 2, 30}, {2008, 4, 31},
        {2008, 0, 1},           {2008, 13, 1},  {2008, 1, 0},   {2008, 1, 32}, {2008, 1, 1, 24},
        {2008, 1, 1, 0, 60},    {1799, 12, 31}, {2200, 1, 1},   {-1, 1, 1},    {0, 1, 1},
        {2008, 1, 1, 0, 0, 60}, {2008, 257, 1}, {2008, 1, 257}, {67544, 1, 1},
    };
    for (const Civil& c : unreal) {
        EXPECT_EQ(make_instant(c), std::nullopt) << c.year << "-" << c.month << "-" << c.day << " "
                                                 << c.hour << ":" << c.minute << ":" << c.second;
    }
}

TEST(Time, CountsSecondsFromTheEpoch)
{
    EXPECT_EQ(seconds_since_epoch(*make_instant({1970, 1, 1})), 0);
    EXPECT_EQ(seconds_since_epoch(*make_instant({1969, 12, 31, 23, 59, 59})), -1);
    EXPECT_EQ(seconds_since_epoch(*make_instant({2008, 2, 27, 19, 56})), 1'204'142'160);
    EXPECT_EQ(instant_from_seconds(951'782'400), make_instant({2000, 2, 29}));
}

TEST(Time, EveryDayOfFourCenturiesComesBack)
{
    for (Instant day = *make_instant({1800, 1, 1}); day < *make_instant({2199, 12, 31});
         day += std::chrono::days(1)) {
        ASSERT_EQ(parse_instant(format_day(day)), day);
    }
}

TEST(Time, ReadsTheFormsThatSourcesWrite)
{
    const Instant day = *make_instant({2008, 2, 27});
    const Instant minute = *make_instant({2008, 2, 27, 19, 56});
    const Instant second = *make_instant({2008, 2, 27, 19, 56, 30});
    const std::vector<std::pair<std::string_view, Instant>> cases = {
        {"2008-02-27", day},
        {" 2008-02-27 \n", day},
        {"2008-02-27 19:56", minute},
        {"2008-02-27T19:56", minute},
        {"2008-02-27T19:56Z", minute},
        {"2008-02-27 19:56:30", second},
        {"2008-02-27T19:56:30Z", second},
    };
    for (const auto& [text, wanted] : cases) {
        EXPECT_EQ(parse_instant(text), wanted) << text;
    }
}

TEST(Time, RefusesEverythingElse)
{
    for (const std::string_view text : {"",
                                        "2008",
                                        "2008-02",
                                        "2008-2-27",
                                        "08-02-27",
                                        "2008/02/27",
                                        "20080227",
                                        "2008-02-30",
                                        "2008-02-27Z",
                                        "2008-02-27T",
                                        "2008-02-27T19",
                                        "2008-02-27T1956",
                                        "2008-02-27T19:56:",
                                        "2008-02-27T24:00",
                                        "2008-02-27T19:60",
                                        "2008-02-27T19:56:60",
                                        "2008-02-27T19:56+01:00",
                                        "2008-02-27T19:56:30.5Z",
                                        "2008-02-27x",
                                        "-2008-02-27",
                                        "+008-02-27",
                                        "2008-02-2７",
                                        "1799-12-31",
                                        "2200-01-01",
                                        "9999-99-99"}) {
        EXPECT_EQ(parse_instant(text), std::nullopt) << text;
    }
}

TEST(Time, WritesEveryFormWithTwoDigitsEach)
{
    const Instant t = *make_instant({2008, 2, 7, 9, 5, 3});
    EXPECT_EQ(format_rfc3339(t), "2008-02-07T09:05:03Z");
    EXPECT_EQ(format_minute(t), "2008-02-07 09:05");
    EXPECT_EQ(format_day(t), "2008-02-07");
    EXPECT_EQ(format_month(t), "2008-02");
    EXPECT_EQ(format_rfc3339(*make_instant({1800, 1, 1})), "1800-01-01T00:00:00Z");
}

TEST(Time, WritesTheDateOfHttp)
{
    // RFC 9110, 5.6.7
    EXPECT_EQ(format_http_date(*make_instant({1994, 11, 6, 8, 49, 37})),
              "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(format_http_date(instant_from_seconds(0)), "Thu, 01 Jan 1970 00:00:00 GMT");
    EXPECT_EQ(format_http_date(*make_instant({2000, 2, 29, 23, 59, 59})),
              "Tue, 29 Feb 2000 23:59:59 GMT");
    EXPECT_EQ(format_http_date(*make_instant({1899, 12, 31})), "Sun, 31 Dec 1899 00:00:00 GMT");
}

TEST(Time, KnowsMonthsByTheirFirstThreeLetters)
{
    const std::vector<std::pair<std::string_view, unsigned>> cases = {
        {"JAN", 1}, {"feb", 2}, {"Mar", 3},  {"APR", 4},  {"MAY", 5},  {"JUN", 6},
        {"JUL", 7}, {"AUG", 8}, {"SEPT", 9}, {"OCT", 10}, {"nov", 11}, {"December", 12},
        {"", 0},    {"JA", 0},  {"XXX", 0},  {"0FEB", 0}, {"M\0R", 0}, {" JAN", 0},
    };
    for (const auto& [name, month] : cases) {
        EXPECT_EQ(month_from_name(name), month) << name;
    }
}

TEST(Time, NowIsInOurCentury)
{
    EXPECT_GE(civil(now()).year, 2024);
    EXPECT_LE(civil(now()).year, 2199);
}

} // namespace
} // namespace chancery
