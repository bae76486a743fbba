#include "edition/changes.hpp"

#include <gtest/gtest.h>

#include "base/testing.hpp"
#include "edition/made_edition.hpp"

namespace chancery::edition {
namespace {

using testing::made_cable;
using testing::made_version;

class ChangesTest : public ::testing::Test {
protected:
    chancery::testing::TempFolder temp_;
    std::shared_ptr<const Generation> generation_ = testing::made_edition(
        temp_.path() / "edition",
        {made_cable("08LINDEN1", {"PHUM"}), made_cable("08LINDEN2", {}, "2011-08-26", "", ""),
         made_cable("08LINDEN3", {"PHUM"}, "2011-08-20")},
        {made_version("08LINDEN3", 1, "2011-08-20", "released"),
         made_version("08LINDEN3", 2, "2011-09-05 11:00", "redacted", "a name"),
         made_version("08LINDEN7", 1, "2011-08-20", "released"),
         made_version("08LINDEN7", 2, "2011-09-01", "withdrawn", "names a child"),
         made_version("08LINDEN8", 1, "2011-07-01", "withdrawn")});
    const Changes& changes_ = generation_->changes();
};

TEST_F(ChangesTest, KnowWhenEachCableChangedLast)
{
    ASSERT_EQ(changes_.count(), 3U);
    EXPECT_EQ(changes_.day(1), parse_instant("2011-08-26"));
    EXPECT_EQ(changes_.day(2), parse_instant("2011-08-26"));
    EXPECT_EQ(changes_.day(3), parse_instant("2011-09-05"));
    EXPECT_EQ(changes_.earliest(), parse_instant("2011-07-01"));
    EXPECT_EQ(changes_.newest(1, 3), parse_instant("2011-08-26"));
    EXPECT_EQ(changes_.newest(1, 4), parse_instant("2011-09-05"));
    EXPECT_EQ(changes_.newest(9, 99), changes_.earliest());
}

// A mirror of 2011 that is released here years later is new to those who follow.
TEST_F(ChangesTest, CountTheDayOfTheReleaseHereAndNotThatOfTheSource)
{
    const auto generation = testing::made_edition(
        temp_.path() / "later",
        {made_cable("08LINDEN1", {}, "2011-08-26"), made_cable("08LINDEN2", {}, "2011-08-20")}, {},
        testing::made_settings(),
        {{"08LINDEN1", parse_instant("2026-03-01").value()},
         {"08LINDEN2", parse_instant("1969-12-31").value()}});
    EXPECT_EQ(generation->changes().day(1), parse_instant("2026-03-01"));
    EXPECT_EQ(generation->changes().day(2), parse_instant("1969-12-31"));
    EXPECT_EQ(generation->changes().earliest(), parse_instant("1969-12-31"));
}

TEST_F(ChangesTest, KnowWhatIsListedAtAll)
{
    EXPECT_TRUE(changes_.is_listed(1, Way::Tag));
    EXPECT_TRUE(changes_.is_listed(1, Way::Origin));
    EXPECT_TRUE(changes_.is_listed(1, Way::Classification));
    EXPECT_FALSE(changes_.is_listed(2, Way::Tag));
    EXPECT_FALSE(changes_.is_listed(2, Way::Origin));
    EXPECT_FALSE(changes_.is_listed(2, Way::Classification));
}

TEST_F(ChangesTest, KnowWhatWasWithdrawnAndWhatChangedLately)
{
    ASSERT_EQ(changes_.withdrawn().size(), 2U);
    EXPECT_EQ(changes_.withdrawn()[0].id, "08LINDEN7");
    EXPECT_EQ(changes_.withdrawn()[0].why, "names a child");
    ASSERT_EQ(changes_.latest().size(), 3U);
    EXPECT_EQ(changes_.latest()[0].id, "08LINDEN3");
    EXPECT_EQ(changes_.latest()[0].change, "redacted");
    EXPECT_EQ(changes_.latest()[2].id, "08LINDEN8");
}

TEST_F(ChangesTest, AreEmptyWhereNothingIs)
{
    const auto nothing = testing::made_edition(temp_.path() / "empty", {});
    EXPECT_EQ(nothing->changes().count(), 0U);
    EXPECT_EQ(nothing->changes().earliest(), Instant());
    EXPECT_TRUE(nothing->changes().withdrawn().empty());
}

TEST_F(ChangesTest, NumbersLeadToRowsFactsAndViews)
{
    Reader reader(generation_);
    EXPECT_EQ(reader.number_of("08LINDEN3"), 3U);
    EXPECT_FALSE(reader.number_of("08LINDEN7"));
    EXPECT_EQ(reader.row(3)->id, "08LINDEN3");
    EXPECT_FALSE(reader.row(4));
    EXPECT_EQ(reader.facts(1).tags, std::vector<std::string>{"PHUM"});
    EXPECT_EQ(reader.view(1), *reader.view("08LINDEN1"));
    EXPECT_EQ(reader.numbers(*generation_->find(Facet::Tag, "PHUM"), 0),
              (std::vector<std::uint32_t>{1, 3}));
    EXPECT_EQ(generation_->named(Facet::Origin, "Embassy Linden")->key, "embassy-linden");
    EXPECT_EQ(generation_->named(Facet::Origin, "Embassy Other"), nullptr);
    EXPECT_EQ(numbers_of(std::string_view("\x01\0\0\0\x02\x01\0\0\x07", 9)),
              (std::vector<std::uint32_t>{1, 258}));
}

} // namespace
} // namespace chancery::edition
