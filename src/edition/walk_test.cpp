#include "edition/walk.hpp"

#include <gtest/gtest.h>

#include "base/testing.hpp"
#include "base/zstd.hpp"
#include "cable/cable_json.hpp"
#include "edition/format.hpp"
#include "edition/writer.hpp"

namespace chancery::edition {
namespace {

Cable cable(const std::string& id, const std::vector<std::string>& refers_to)
{
    Cable cable;
    cable.id = id;
    cable.created = parse_instant("2008-01-05 10:00");
    cable.released = parse_instant("2011-08-26");
    cable.origin = "Embassy Linden";
    cable.classification = {"SECRET", "secret", "", "SECRET"};
    cable.subject = "OF " + id;
    for (const std::string& other : refers_to) {
        cable.references.push_back({"", other, other, "cable", "", false, false, false, {}});
    }
    return cable;
}

class WalkTest : public ::testing::Test {
protected:
    // 130 cables 08LINDEN1001 to 08LINDEN1130: all refer to 07QUAY12, which is not here, the first to
    // the second as well. 06RIO9 is known by another name.
    WalkTest()
    {
        std::vector<Cable> cables;
        for (int i = 1; i <= 130; ++i) {
            cables.push_back(cable("08LINDEN" + std::to_string(1000 + i), {"07QUAY12"}));
        }
        cables[0] = cable("08LINDEN1001", {"07QUAY12", "08LINDEN1002", "06RIO9"});
        cables.push_back(cable("06RIO9", {}));
        EditionFolder folder(temp_.path() / "edition");
        const auto generation = folder.begin_generation();
        make_generation(generation);
        BatchWriter views(generation / kViewsFolder / batch_name(1), "");
        Compressor pack("", 3);
        for (const Cable& one : cables) {
            views.add(facts_of(one), pack(to_json(one)));
        }
        views.finish();
        write_edition(generation, {}, {{"First", *parse_instant("2011-08-26"), 131}});
        folder.switch_to(generation);
        walk_ = std::make_unique<Walk>(Generation::open(temp_.path() / "edition"));
    }

    chancery::testing::TempFolder temp_;
    std::unique_ptr<Walk> walk_;
};

TEST_F(WalkTest, GoesThroughAllCablesInTheOrderOfListings)
{
    std::uint32_t count = 0;
    while (const auto row = walk_->next()) {
        EXPECT_EQ(row->number, ++count);
        EXPECT_EQ(row->origin, "Embassy Linden");
        EXPECT_EQ(row->classification, "SECRET");
        EXPECT_EQ(from_json(walk_->view(*row)).id, row->id);
    }
    EXPECT_EQ(count, 131U);
    EXPECT_FALSE(walk_->next()); // and stays at the end
}

TEST_F(WalkTest, BeginsBehindAnyCable)
{
    walk_->go_behind(walk_->number_of("08LINDEN1007").value());
    EXPECT_EQ(walk_->next()->id, "08LINDEN1008");
    EXPECT_EQ(walk_->next()->id, "08LINDEN1009");
    walk_->go_behind(131);
    EXPECT_FALSE(walk_->next());
    EXPECT_FALSE(walk_->number_of("08LINDEN9999"));
}

TEST_F(WalkTest, FindsCablesByNumberIdAndNode)
{
    EXPECT_EQ(walk_->row(2)->id, "08LINDEN1001");
    EXPECT_FALSE(walk_->row(0));
    EXPECT_EQ(walk_->find("06RIO9")->number, 1U);
    EXPECT_EQ(walk_->find_node("06RIODEJANEIRO9")->id, "06RIO9");
    EXPECT_EQ(walk_->find_node("08LINDEN1002")->id, "08LINDEN1002");
    EXPECT_FALSE(walk_->find_node("07QUAY12"));
}

TEST_F(WalkTest, FindsThePageOfThoseBehindACable)
{
    EXPECT_EQ(walk_->cited_by("07QUAY12", 0).size(), kRowsPerPage);
    EXPECT_EQ(walk_->cited_by("07QUAY12", 2).size(), 30U);
    EXPECT_TRUE(walk_->cited_by("07QUAY12", 3).empty());
    EXPECT_EQ(walk_->cited_page_behind("07QUAY12", 1), 0U);
    EXPECT_EQ(walk_->cited_page_behind("07QUAY12", 50), 0U); // the fiftieth citer is number 51
    EXPECT_EQ(walk_->cited_page_behind("07QUAY12", 51), 1U);
    EXPECT_EQ(walk_->cited_page_behind("07QUAY12", 130), 2U);
    EXPECT_EQ(walk_->cited_page_behind("07QUAY12", 131), 3U);
    EXPECT_EQ(walk_->cited_page_behind("07QUAY99", 5), 0U);
}

TEST_F(WalkTest, GoesThroughTheWholeGraph)
{
    walk_->go_to_cited("", 0);
    std::vector<std::pair<std::string, std::size_t>> pages;
    while (const auto page = walk_->next_cited()) {
        pages.emplace_back(page->node, page->citers.size());
    }
    const std::vector<std::pair<std::string, std::size_t>> expected = {{"06RIODEJANEIRO9", 1},
                                                                       {"07QUAY12", 50},
                                                                       {"07QUAY12", 50},
                                                                       {"07QUAY12", 30},
                                                                       {"08LINDEN1002", 1}};
    EXPECT_EQ(pages, expected);
    EXPECT_FALSE(walk_->next_cited());
    walk_->go_to_cited("07QUAY12", 2);
    EXPECT_EQ(walk_->next_cited()->page, 2U);
}

TEST_F(WalkTest, KnowsTheReleases)
{
    const std::vector<Release> releases = walk_->releases();
    ASSERT_EQ(releases.size(), 1U);
    EXPECT_EQ(releases[0].title, "First");
    EXPECT_EQ(releases[0].count, 131U);
}

} // namespace
} // namespace chancery::edition
