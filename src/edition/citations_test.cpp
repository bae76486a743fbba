#include "edition/citations.hpp"

#include <map>

#include <gtest/gtest.h>

namespace chancery::edition {
namespace {

using List = std::vector<std::string>;

Cable citing(const std::string& id, const List& ids)
{
    Cable cable;
    cable.id = id;
    for (const std::string& cited : ids) {
        Reference reference;
        reference.id = cited;
        cable.references.push_back(reference);
    }
    return cable;
}

TEST(NodeOf, BringsSpellingsOfOneCableTogether)
{
    EXPECT_EQ(node_of("05TAIPEI12"), node_of("05AITTAIPEI12"));
    EXPECT_EQ(node_of("05aittaipie00012"), node_of("05TAIPEI12"));
    EXPECT_EQ(node_of("05RIO123"), node_of("05RIODEJANEIRO123"));
    EXPECT_EQ(node_of("06KIEV7"), node_of("06KYIV7"));
    EXPECT_NE(node_of("06BRUSSELS7"), node_of("06USEUBRUSSELS7"));
    EXPECT_NE(node_of("06KYIV7"), node_of("05KYIV7"));
    EXPECT_EQ(node_of("08GUATEMALA242"), "08GUATEMALA242");
}

TEST(NodeOf, SaysNothingOfWhatIsNoId)
{
    for (const char* bad : {"", "E-MAIL", "06ASTANA", "<script>", "08 GUATEMALA 242"}) {
        EXPECT_EQ(node_of(bad), "") << bad;
    }
}

TEST(CitedNodes, AreFoldedAndNeverTheCableItself)
{
    EXPECT_EQ(cited_nodes(citing("05AITTAIPEI12", {"08QUAY7", "05TAIPEI12", "", "no id", "08QUAY7",
                                                   "06RIO3", "06RIODEJANEIRO3", "05AITTAIPEI13"})),
              (List{"08QUAY7", "06RIODEJANEIRO3", node_of("05AITTAIPEI13")}));
}

TEST(CitedNodes, HaveALimit)
{
    List many;
    for (std::size_t i = 1; i <= kMaxCitations + 5; ++i) {
        many.push_back("08QUAY" + std::to_string(i));
    }
    EXPECT_EQ(cited_nodes(citing("08LINDEN1", many)).size(), kMaxCitations);
}

TEST(Citations, GiveEachNodeOnceWithItsCitersInOrder)
{
    Citations citations;
    citations.add(1, cited_nodes(citing("08LINDEN1", {"08QUAY7", "08LINDEN2"})));
    citations.add(2, cited_nodes(citing("08LINDEN2", {"08QUAY7", "08QUAY7"})));
    citations.add(3, cited_nodes(citing("08LINDEN3", {})));
    citations.add(9, cited_nodes(citing("08LINDEN9", {"08QUAY70", "08QUAY7"})));
    std::vector<std::pair<std::string, std::vector<std::uint32_t>>> found;
    citations.each([&](std::string_view node, std::span<const std::uint32_t> citers) {
        found.emplace_back(node, std::vector(citers.begin(), citers.end()));
    });
    const decltype(found) expected = {
        {"08LINDEN2", {1}}, {"08QUAY7", {1, 2, 9}}, {"08QUAY70", {9}}};
    EXPECT_EQ(found, expected);
}

} // namespace
} // namespace chancery::edition
