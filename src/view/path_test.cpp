#include "view/path.hpp"

#include <gtest/gtest.h>

namespace chancery::view {
namespace {

TEST(Path, IsAsPromised)
{
    EXPECT_EQ(facet_path(Facet::Tag, "PHUM", 0), "/tag/PHUM_0.html");
    EXPECT_EQ(facet_path(Facet::Month, "2008-02", 12), "/date/2008-02_12.html");
    EXPECT_EQ(facet_path(Facet::ReleaseDay, "2011-08-26", 0), "/reldate/2011-08-26_0.html");
    EXPECT_EQ(facet_path(Facet::Origin, "embassy-guatemala", 0),
              "/origin/embassy-guatemala_0.html");
    EXPECT_EQ(facet_path(Facet::Tag, "A/B?C#\xC3\x89", 0), "/tag/A%2FB%3FC%23%C3%89_0.html");
    EXPECT_EQ(index_path(Facet::Classification), "/classification/");
    EXPECT_EQ(cable_path("08LINDEN242", parse_instant("2008-02-27")), "/cable/2008/02/08LINDEN242");
}

TEST(Path, KnowsTheFoldersOfAllFacets)
{
    for (const Facet facet : edition::kFacets) {
        EXPECT_EQ(facet_from_folder(facet_folder(facet)), facet);
    }
    EXPECT_EQ(facet_from_folder("tags"), std::nullopt);
}

TEST(Path, TakesOnlyHarmlessSchemesForLinks)
{
    for (const std::string_view url :
         {"https://a.example/", "HTTP://a", "mailto:a@b.example", "magnet:?xt=1"}) {
        EXPECT_TRUE(is_safe_external_url(url)) << url;
    }
    for (const std::string_view url :
         {"javascript:alert(1)", " https://a", "data:text/html,x", "//a.example", "", "/x"}) {
        EXPECT_FALSE(is_safe_external_url(url)) << url;
    }
}

} // namespace
} // namespace chancery::view
