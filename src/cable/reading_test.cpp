#include "cable/reading.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

Cable cable()
{
    Cable cable;
    cable.body = "0123456789";
    cable.repairs = {
        {"out", {2, 4}, "23", ""}, {"in", {5, 5}, "", "xy"}, {"swap", {7, 8}, "7", "abc"}};
    return cable;
}

TEST(Reading, IsTheRepairedBody)
{
    const Cable c = cable();
    EXPECT_EQ(Reading(c).text(), repaired_body(c));
    EXPECT_EQ(Reading(c).text(), "014xy56abc89");
}

TEST(Reading, FindsPlacesAgain)
{
    const Cable c = cable();
    const Reading reading(c);
    const std::pair<std::uint32_t, std::uint32_t> kPlaces[] = {{0, 0},  {2, 2},   {3, 2},  {4, 2},
                                                               {5, 3},  {6, 6},   {7, 7},  {8, 10},
                                                               {9, 11}, {10, 12}, {99, 12}};
    for (const auto& [as_sent, place] : kPlaces) {
        EXPECT_EQ(reading.place(as_sent), place) << as_sent;
    }
    EXPECT_EQ(reading.place(Span{5, 9}),
              (Span{3, 11})); // text that was put in belongs to what follows it
    EXPECT_EQ(reading.place(Span{9, 1}), (Span{11, 11}));
}

TEST(Reading, LeavesOutRepairsThatDoNotFit)
{
    Cable c;
    c.body = "abc";
    c.repairs = {
        {"", {2, 1}, "", "x"}, {"", {0, 1}, "", "X"}, {"", {0, 2}, "", "Y"}, {"", {2, 9}, "", "Z"}};
    EXPECT_EQ(Reading(c).text(), "Xbc");
}

} // namespace
} // namespace chancery
