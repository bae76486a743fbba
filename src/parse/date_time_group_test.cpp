#include "parse/date_time_group.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

TEST(DateTimeGroup, IsReadInAllItsForms)
{
    struct Case {
        const char* line;
        const char* moment;
        const char* precedence;
    };
    const Case cases[] = {
        {"R 041530Z MAR 06", "2006-03-04T15:30:00Z", "R"},
        {"O P 121407Z DEC 07", "2007-12-12T14:07:00Z", "OP"},
        {"P 261618Z FEB 10 ZDK TO ALL CITE 1234", "2010-02-26T16:18:00Z", "P"},
        {"081545Z Jun 05", "2005-06-08T15:45:00Z", ""},
        {"  R 041530Z MAR 1998", "1998-03-04T15:30:00Z", "R"},
        {"0 041530Z MAR 72", "1972-03-04T15:30:00Z", "O"},
        {"Z 041530Z MAR51", "1951-03-04T15:30:00Z", "Z"},
    };
    for (const Case& c : cases) {
        const auto group = match_date_time_group(c.line);
        ASSERT_TRUE(group && group->moment) << c.line;
        EXPECT_EQ(format_rfc3339(*group->moment), c.moment) << c.line;
        std::string precedence;
        for (const std::string& letter : group->precedence) {
            precedence += letter;
        }
        EXPECT_EQ(precedence, c.precedence) << c.line;
    }
}

TEST(DateTimeGroup, HasItsTextWithoutWhatStandsBehind)
{
    const auto group = match_date_time_group("P 261618Z FEB 10 ZDK");
    ASSERT_TRUE(group);
    EXPECT_EQ(group->text, "P 261618Z FEB 10");
}

TEST(DateTimeGroup, MatchesDaysThatDoNotExistButGivesNoMoment)
{
    for (const char* line : {"R 310000Z FEB 08", "R 012560Z MAR 08", "R 012300Z XYZ 08",
                             "R 041530Z MAR 1834", "R 041530Z MAR 2051"}) {
        const auto group = match_date_time_group(line);
        ASSERT_TRUE(group) << line;
        EXPECT_FALSE(group->moment) << line;
    }
}

TEST(DateTimeGroup, IsNothingElse)
{
    for (const char* line : {"", "R", "R 0415Z MAR 06", "R 041530 MAR 06", "FM AMEMBASSY LIMA",
                             "R 041530Z", "R 041530Z MAR", "041530Z 06"}) {
        EXPECT_FALSE(match_date_time_group(line)) << line;
    }
}

TEST(WeekdayLine, IsWhatNewspapersPutAboveAText)
{
    const auto moment = match_weekday_line("Wednesday, 29 November 2000, 13:59");
    ASSERT_TRUE(moment);
    EXPECT_EQ(format_rfc3339(*moment), "2000-11-29T13:59:00Z");
    EXPECT_FALSE(match_weekday_line("Someday, 29 November"));
    EXPECT_FALSE(match_weekday_line("UNCLAS LIMA 000012"));
    EXPECT_FALSE(match_weekday_line("Sunday, 42 November 2000, 13:59"));
    EXPECT_FALSE(match_weekday_line("Thursday, 2 April 1834, 09:01"));
}

} // namespace chancery::parse
