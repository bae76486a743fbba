#include "cable/reference_data.hpp"

#include <set>

#include <gtest/gtest.h>

namespace chancery {
namespace {

TEST(ReferenceData, KnowsTagsWhateverTheirCase)
{
    ASSERT_NE(reference_data().tag("phum"), nullptr);
    EXPECT_EQ(reference_data().tag("PHUM")->kind, "subject");
    EXPECT_EQ(reference_data().tag("GT")->country, "GT");
    EXPECT_EQ(reference_data().tag("QQQQ"), nullptr);
}

TEST(ReferenceData, NeverGivesAMeaningThatIsNotKnown)
{
    for (const TagInfo& tag : reference_data().tags()) {
        EXPECT_TRUE(tag.confidence != "unknown" || tag.meaning.empty()) << tag.tag;
    }
}

TEST(ReferenceData, FindsPostsByTokenAddressAndOrigin)
{
    EXPECT_EQ(reference_data().post_by_token("GUATEMALA")->origin, "Embassy Guatemala");
    EXPECT_EQ(reference_data().post_by_address("amembassy guatemala")->origin, "Embassy Guatemala");
    EXPECT_EQ(reference_data().post_by_address("SECSTATE WASHDC")->origin, "Secretary of State");
    EXPECT_EQ(reference_data().post_by_origin("Iran RPO Dubai")->country_code, "AE");
    EXPECT_EQ(reference_data().post_by_token("ATLANTIS"), nullptr);
}

TEST(ReferenceData, FindsCaptionsByTheirVariants)
{
    EXPECT_EQ(reference_data().caption("NO DIS")->caption, "NODIS");
    EXPECT_EQ(reference_data().caption("Sipdis")->caption, "SIPDIS");
}

TEST(ReferenceData, KnowsTheSixLabelsOfTheModelInTheirOrder)
{
    int before = 0;
    for (const char* label : {"UNCLASSIFIED", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "CONFIDENTIAL",
                              "CONFIDENTIAL//NOFORN", "SECRET", "SECRET//NOFORN"}) {
        const ClassificationInfo* info = reference_data().classification(label);
        ASSERT_NE(info, nullptr) << label;
        EXPECT_GT(info->sort_order, before) << label;
        before = info->sort_order;
    }
}

TEST(ReferenceData, HasOneMeaningPerTagAndPostsForEveryVariant)
{
    std::set<std::string> seen;
    for (const TagInfo& tag : reference_data().tags()) {
        EXPECT_TRUE(seen.insert(tag.tag).second) << tag.tag << " stands there twice";
    }
    EXPECT_EQ(reference_data().proper_post_token("AITTAIPIE"), "AITTAIPEI");
    EXPECT_EQ(reference_data().proper_post_token("GUATEMALA"), "GUATEMALA");
}

TEST(ReferenceData, KnowsTheNamesOfAPostThatCountsInOneSeries)
{
    const auto one = [](std::string_view token) { return reference_data().one_post_token(token); };
    EXPECT_EQ(one("AITTAIPEI"), one("TAIPEI"));
    EXPECT_EQ(one("KIEV"), one("KYIV"));
    EXPECT_NE(one("BRUSSELS"), one("USEUBRUSSELS")); // the embassy counts by itself
    EXPECT_EQ(one("GUATEMALA"), "GUATEMALA");
    EXPECT_EQ(one("QUAY"), "QUAY");
}

TEST(ReferenceData, FindsAcronymsInTheirOwnCaseFirst)
{
    const auto term = [](std::string_view acronym) {
        const Term* found = reference_data().acronym(acronym);
        return found == nullptr ? std::string() : found->term;
    };
    EXPECT_EQ(term("PfP"), "PfP");
    EXPECT_EQ(term("PFP"), "PFP");
    EXPECT_EQ(term("Goi"), "GOI");
    EXPECT_EQ(term("NGOs"), "NGOs");
    EXPECT_EQ(term("UNSCs"), "UNSC");
    EXPECT_EQ(term("s"), "S"); // too short to lose one
    EXPECT_EQ(term("QQXY"), "");
    EXPECT_EQ(reference_data().acronym("GRPO")->confidence, Confidence::Low);
}

} // namespace
} // namespace chancery
