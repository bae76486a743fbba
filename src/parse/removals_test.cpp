#include "parse/removals.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

namespace {

std::vector<std::string> removed(std::string_view body)
{
    std::vector<std::string> found;
    for (const Removal& removal : find_removals(body)) {
        EXPECT_EQ(body.substr(removal.at.from, removal.at.to - removal.at.from), removal.text);
        found.push_back(removal.text);
    }
    return found;
}

} // namespace

TEST(Removals, AreRunsAndNotes)
{
    EXPECT_EQ(removed("He saw XXXXXXXXXXXX's boat with xxxxx."),
              (std::vector<std::string>{"XXXXXXXXXXXX", "xxxxx"}));
    EXPECT_EQ(removed("[NAME REMOVED] and [source removed], [sic]"),
              (std::vector<std::string>{"[NAME REMOVED]", "[source removed]"}));
    EXPECT_EQ(removed("XXXX told us"), std::vector<std::string>{"XXXX"});
    EXPECT_EQ(removed("He met ******** there"), std::vector<std::string>{"********"});
}

TEST(Removals, AreNoRulesAndNoWords)
{
    EXPECT_TRUE(
        removed("********\n  ***** *****\nXXX xxx Exxxxxxon xxxxy [open\n* a point\n").empty());
    EXPECT_TRUE(removed("").empty());
}

} // namespace chancery::parse
