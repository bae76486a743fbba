#include "parse/post_names.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

TEST(PostNames, BecomeTheTokensOfIds)
{
    EXPECT_EQ(post_token("Tel Aviv"), "TELAVIV");
    EXPECT_EQ(post_token("Rio"), "RIODEJANEIRO");
    EXPECT_EQ(post_token("SECSTATE"), "STATE");
    EXPECT_EQ(post_token("USUN"), "USUNNEWYORK");
    EXPECT_EQ(post_token("AITTAIPIE"), "AITTAIPEI");
    EXPECT_EQ(post_token("Elbonia"), "ELBONIA");
    EXPECT_TRUE(is_known_post("LIMA"));
    EXPECT_FALSE(is_known_post("ELBONIA"));
}

TEST(PostNames, OfOnePostAreTheSame)
{
    EXPECT_TRUE(is_same_post("BRUSSELS", "USEUBRUSSELS"));
    EXPECT_TRUE(is_same_post("KIEV", "KYIV"));
    EXPECT_TRUE(is_same_post("UNVIE", "UNVIEVIENNA"));
    EXPECT_FALSE(is_same_post("LIMA", "QUITO"));
    EXPECT_FALSE(is_same_post("ELBONIA", "RURITANIA"));
}

} // namespace chancery::parse
