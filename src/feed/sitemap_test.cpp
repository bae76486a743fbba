#include "feed/sitemap.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "base/testing.hpp"
#include "edition/made_edition.hpp"

namespace chancery::feed {
namespace {

using edition::testing::made_cable;
using ::testing::HasSubstr;

std::string whole(const std::shared_ptr<http::Stream>& stream)
{
    std::string all;
    while (stream && stream->next(all) == http::Stream::More::Yes) {
    }
    return all;
}

std::size_t count(std::string_view text, std::string_view what)
{
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) {
        ++found;
    }
    return found;
}

TEST(Sitemap, NamesEveryPageWithTheDayOfItsLastChange)
{
    const chancery::testing::TempFolder temp;
    const auto generation = edition::testing::made_edition(
        temp.path() / "edition",
        {made_cable("08LINDEN1", {"PHUM"}), made_cable("08LINDEN3", {"PHUM", "R&D"}, "2011-08-20")},
        {edition::testing::made_version("08LINDEN3", 1, "2011-08-20", "released"),
         edition::testing::made_version("08LINDEN3", 2, "2011-09-05", "corrected")});
    EXPECT_EQ(sitemap_index(*generation),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
              "<sitemap><loc>https://linden.example/sitemap-0.xml</loc>"
              "<lastmod>2011-08-26</lastmod></sitemap>\n"
              "<sitemap><loc>https://linden.example/sitemap-1.xml</loc>"
              "<lastmod>2011-09-05</lastmod></sitemap>\n"
              "</sitemapindex>\n");
    const std::string pages = whole(sitemap_part(generation, 0));
    EXPECT_THAT(pages, HasSubstr("<url><loc>https://linden.example/</loc>"
                                 "<lastmod>2011-08-26</lastmod></url>\n"));
    EXPECT_THAT(pages, HasSubstr("<url><loc>https://linden.example/help/faq.html</loc></url>\n"));
    EXPECT_THAT(pages, HasSubstr("<url><loc>https://linden.example/tag/PHUM_0.html</loc>"
                                 "<lastmod>2011-09-05</lastmod></url>\n"));
    EXPECT_THAT(pages, HasSubstr("<url><loc>https://linden.example/reldate/2011-08-26_0.html</loc>"
                                 "<lastmod>2011-08-26</lastmod></url>\n"));
    EXPECT_EQ(whole(sitemap_part(generation, 1)),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
              "<url><loc>https://linden.example/cable/2008/02/08LINDEN1.html</loc>"
              "<lastmod>2011-08-26</lastmod></url>\n"
              "<url><loc>https://linden.example/cable/2008/02/08LINDEN3.html</loc>"
              "<lastmod>2011-09-05</lastmod></url>\n"
              "</urlset>\n");
    EXPECT_EQ(sitemap_part(generation, 2), nullptr);
    EXPECT_EQ(sitemap_part(generation, 999'999'999), nullptr);
    for (const std::string& document : {pages, sitemap_index(*generation)}) {
        EXPECT_EQ(testing::xml_problem(document).value_or(""), "");
    }
}

// More listings than one part holds: each page once, and none left out.
TEST(Sitemap, GoesOnInFurtherParts)
{
    const chancery::testing::TempFolder temp;
    std::vector<Cable> cables;
    for (std::uint32_t i = 0; i < 21; ++i) {
        Cable cable = made_cable(fmt::format("08LINDEN{}", i + 1), {});
        for (std::uint32_t tag = 0; tag < 1000; ++tag) {
            cable.tags.push_back({fmt::format("T{}X{}", i, tag), "", "", "", "", {}});
        }
        cable.tags.push_back({std::string(3000, 'Z'), "", "", "", "", {}}); // too long an address
        cables.push_back(cable);
    }
    const auto generation = edition::testing::made_edition(temp.path() / "edition", cables);
    EXPECT_EQ(count(sitemap_index(*generation), "<sitemap>"), 3U);
    const std::string first = whole(sitemap_part(generation, 0));
    const std::string second = whole(sitemap_part(generation, 1));
    EXPECT_EQ(count(first, "<url>"), kAddressesPerPart);
    EXPECT_EQ(count(first, "/tag/") + count(second, "/tag/"), 21'001U); // with the list of them
    EXPECT_EQ(count(second, "<loc>https://linden.example/tag/T20X999_0.html</loc>") +
                  count(first, "<loc>https://linden.example/tag/T20X999_0.html</loc>"),
              1U);
    EXPECT_EQ(count(whole(sitemap_part(generation, 2)), "<url>"), 21U);
}

} // namespace
} // namespace chancery::feed
