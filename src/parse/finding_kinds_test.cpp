#include "parse/finding_kinds.hpp"

#include <set>

#include <gtest/gtest.h>

namespace chancery::parse {

TEST(FindingKinds, HaveNamesOfTheirOwnAndAnExplanation)
{
    std::set<std::string_view> names;
    for (const FindingKindInfo& info : kFindingKinds) {
        EXPECT_TRUE(names.insert(info.name).second) << info.name;
        EXPECT_GT(info.explanation.size(), 20U) << info.name;
        EXPECT_EQ(finding_explanation(info.name), info.explanation);
        EXPECT_EQ(finding_name(info.kind), info.name);
    }
    EXPECT_EQ(finding_explanation("of a later version"), "");
}

} // namespace chancery::parse
