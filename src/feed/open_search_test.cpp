#include "feed/open_search.hpp"

#include <gmock/gmock.h>

#include "base/testing.hpp"

namespace chancery::feed {
namespace {

TEST(OpenSearch, DescribesTheSearch)
{
    edition::Settings settings;
    settings.title = "The Linden Papers, A to Z & more";
    settings.description = "Cables that nobody sent.";
    settings.base_url = "https://linden.example";
    const std::string document = open_search_description(settings);
    EXPECT_GOLDEN("feed/opensearch.xml", document);
    EXPECT_EQ(testing::xml_problem(document).value_or(""), "");
}

TEST(OpenSearch, HoldsTheBoundsOfItsNames)
{
    edition::Settings settings;
    settings.title = std::string(60'000, '\xC3') + "<";
    settings.description = "";
    settings.base_url = "https://linden.example";
    const std::string document = open_search_description(settings);
    EXPECT_LT(document.size(), 2000U);
    EXPECT_THAT(document, ::testing::HasSubstr("<Description>Diplomatic cables</Description>"));
    EXPECT_EQ(testing::xml_problem(document).value_or(""), "");
}

} // namespace
} // namespace chancery::feed
