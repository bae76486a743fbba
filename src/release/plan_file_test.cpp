#include "release/plan_file.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/testing.hpp"

namespace chancery::release {
namespace {

std::string error_of(std::string_view toml)
{
    try {
        read_plan(toml, "plan.toml");
    } catch (const UsageError& error) {
        return error.what();
    }
    return "";
}

TEST(PlanFile, ReadsWhatIsToHappenAndWhen)
{
    const chancery::testing::TempFolder temp;
    write_file_atomic(temp.path() / "ids.txt", "08LINDEN1\n08LINDEN2  08LINDEN3\n");
    const Plan plan = read_plan(
        "title = \"One\"\nfrom = 2011-08-26T12:00:00+02:00\ndate = \"2011-08-26\"\n"
        "[[cables]]\nids = [\"08LINDEN242\"]\nlist = \"ids.txt\"\ncreated = \"2008-02..2009\"\n"
        "[[cables]]\nposts = [\"LINDEN\"]\nstate = \"withdrawn\"\nwhy = \"a \\\"reason\\\"\"\n",
        temp.path() / "plan.toml");
    EXPECT_EQ(plan.title, "One");
    EXPECT_EQ(plan.from, parse_instant("2011-08-26T10:00:00Z"));
    ASSERT_EQ(plan.orders.size(), 2U);
    EXPECT_EQ(plan.orders[0].selection.ids,
              (std::vector<std::string>{"08LINDEN242", "08LINDEN1", "08LINDEN2", "08LINDEN3"}));
    EXPECT_EQ(plan.orders[1].state, archive::State::Withdrawn);

    const Plan again = read_plan(to_toml(plan), "kept");
    EXPECT_EQ(again.from, plan.from);
    EXPECT_EQ(again.date, plan.date);
    EXPECT_EQ(again.orders[0].selection, plan.orders[0].selection);
    EXPECT_EQ(again.orders[1].selection, plan.orders[1].selection);
    EXPECT_EQ(again.orders[1].why, "a \"reason\"");
    EXPECT_EQ(to_toml(again), to_toml(plan));
}

// toml++ asserts on the first two and has undefined behaviour at the others.
TEST(PlanFile, NamesTheLineOfWhatItsLibraryCannotBeGiven)
{
    EXPECT_EQ(error_of("title = \"x\"\nfrom = 2011-08-26 1\n"),
              "plan.toml line 2: a time has hours and minutes: 2011-08-26 12:00");
    EXPECT_EQ(error_of("from = 2011-08-26T12\n"),
              "plan.toml line 1: a time has hours and minutes: 2011-08-26 12:00");
    for (const char* const text : {"é = 1\n", "title = é\n", "title = \"x\" é\n", "[é]\n",
                                   "title = 'x\n' # a quote ends with its line\né"}) {
        EXPECT_NE(error_of(text).find("letters that are not ASCII stand in quotes"),
                  std::string::npos)
            << text;
    }
    EXPECT_EQ(error_of("\xEF\xBB\xBF# é\ntitle = \"é\\\"é\"\n'é' = '''é\n'é'''\n"),
              "plan.toml line 3: unknown key é");
}

TEST(PlanFile, NamesTheLineOfASlip)
{
    EXPECT_EQ(error_of("title = \"x\"\n"), "plan.toml: no [[cables]] in it");
    EXPECT_EQ(error_of("from = \"2011-08-26\"\n"),
              "plan.toml line 1: from must be a moment with its zone: 2011-08-26T12:00:00Z");
    EXPECT_EQ(error_of("from = 2011-08-26T12:00:00\n"),
              "plan.toml line 1: from must be a moment with its zone: 2011-08-26T12:00:00Z");
    EXPECT_EQ(error_of("titel = \"x\"\n"), "plan.toml line 1: unknown key titel");
    EXPECT_EQ(error_of("[[cables]]\nstate = \"held\"\n"),
              "plan.toml line 1: which cables? ids, list, created, source_released, posts or all");
    EXPECT_EQ(error_of("[[cables]]\nall = true\nstate = \"gone\"\n"),
              "plan.toml line 3: state must be whole, metadata, withdrawn or held");
    EXPECT_EQ(error_of("[[cables]]\nall = true\nstate = \"withdrawn\"\n"),
              "plan.toml line 1: a withdrawal needs a reason: why = \"...\"");
    EXPECT_EQ(error_of("[[cables]]\ncreated = \"soon\"\n"),
              "plan.toml line 2: created must be dates such as \"2008-02..2009\"");
    EXPECT_NE(error_of("cables = 3\n").find("[[cables]]"), std::string::npos);
}

} // namespace
} // namespace chancery::release
