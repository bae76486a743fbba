#include "edition/missing.hpp"

#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "edition/missing_reader.hpp"

namespace chancery::edition {
namespace {

TEST(Missing, TellsRunsAndGhostsByPostAndYear)
{
    Missing missing;
    for (const char* node : {"08LINDEN9", "08LINDEN3", "07LINDEN1", "08QUAY7", "08LINDEN3"}) {
        missing.add_here(node);
    }
    missing.add_cited("08LINDEN5", 2);
    missing.add_cited("08LINDEN9", 7); // is here
    missing.add_cited("99QUAY12", 1);
    const std::vector<MissingOf> expected = {
        {{"LINDEN", 2007, 1, 0, 1, 1, 0, 0, 0}, {}, {}},
        {{"LINDEN", 2008, 2, 1, 3, 9, 2, 4, 0}, {{4, 4}, {6, 8}}, {{5, 2}}},
        {{"QUAY", 1999, 0, 1, 12, 12, 0, 0, 0}, {}, {{12, 1}}},
        {{"QUAY", 2008, 1, 0, 7, 7, 0, 0, 0}, {}, {}}};
    EXPECT_EQ(missing.by_post_and_year(), expected);
}

TEST(Missing, IsNothingOfNothing)
{
    Missing missing;
    EXPECT_TRUE(missing.by_post_and_year().empty());
    missing.add_here("no id");
    missing.add_cited("", 3);
    missing.add_cited("08LINDEN12345678901234567890", 3);
    EXPECT_TRUE(missing.by_post_and_year().empty());
}

TEST(Missing, CountsNumbersThatMayBeHostileWithoutListingThem)
{
    Missing missing;
    missing.add_here("08LINDEN0");
    missing.add_here("08LINDEN1");
    missing.add_cited("08LINDEN999999999", 1);
    const std::vector<MissingOf> of = missing.by_post_and_year();
    ASSERT_EQ(of.size(), 1U);
    EXPECT_EQ(of[0].runs, (std::vector<SerialRun>{{2, 999'999'998}}));
    EXPECT_EQ(of[0].summary.gaps, 999'999'997U);
    EXPECT_EQ(of[0].summary.lowest, 0U);
}

// Against a walk over every number.
TEST(Missing, AgreesWithAWalkOverEveryNumber)
{
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        Missing missing;
        std::set<std::uint64_t> here;
        std::map<std::uint64_t, std::uint32_t> cited;
        for (std::uint32_t i = 0; i < 1 + random() % 40; ++i) {
            const std::uint64_t serial = random() % 80;
            const auto citers = static_cast<std::uint32_t>(1 + random() % 9);
            if (random() % 2 == 0) {
                here.insert(serial);
                missing.add_here("08LINDEN" + std::to_string(serial));
            } else if (cited.emplace(serial, citers).second) {
                missing.add_cited("08LINDEN" + std::to_string(serial), citers);
            }
        }
        const MissingOf of = missing.by_post_and_year().at(0);
        std::set<std::uint64_t> unknown;
        for (const SerialRun& run : of.runs) {
            for (std::uint64_t serial = run.first; serial <= run.last; ++serial) {
                EXPECT_TRUE(unknown.insert(serial).second);
            }
        }
        std::map<std::uint64_t, std::uint32_t> ghosts;
        for (const GhostSerial& ghost : of.ghosts) {
            ghosts.emplace(ghost.serial, ghost.citers);
        }
        for (std::uint64_t serial = of.summary.lowest; serial <= of.summary.highest; ++serial) {
            EXPECT_EQ(here.contains(serial) + unknown.contains(serial) + ghosts.contains(serial),
                      1);
        }
        for (const auto& [serial, citers] : cited) {
            EXPECT_EQ(ghosts.contains(serial) ? ghosts.at(serial) : 0,
                      here.contains(serial) ? 0 : citers);
        }
        EXPECT_EQ(of.summary.gaps, unknown.size());
        EXPECT_EQ(of.summary.here, here.size());
        EXPECT_EQ(unpacked_runs(packed(of.runs)), of.runs);
        EXPECT_EQ(unpacked_ghosts(packed(of.ghosts)), of.ghosts);
    }
}

TEST(Missing, RefusesDamagedBytesAndNeverReadsBeyondThem)
{
    const std::string runs =
        packed(std::vector<SerialRun>{{2, 999'999'998}, {1'000'000'000, 1'000'000'001}});
    EXPECT_THROW(unpacked_runs(std::string_view(runs).substr(0, runs.size() - 1)), IoError);
    EXPECT_THROW(unpacked_runs(std::string(10, '\xFF')), IoError);
    EXPECT_THROW(unpacked_ghosts(std::string(9, '\xFF') + "\x01\x01"), IoError);
    std::mt19937 random(11);
    for (int round = 0; round < 5000; ++round) {
        std::string bytes(random() % 30, '\0');
        for (char& c : bytes) {
            c = static_cast<char>(random());
        }
        for (const bool of_runs : {true, false}) {
            try {
                const std::size_t pairs =
                    of_runs ? unpacked_runs(bytes).size() : unpacked_ghosts(bytes).size();
                EXPECT_LE(pairs, bytes.size());
            } catch (const IoError&) {
                continue;
            }
        }
    }
}

TEST(Missing, NamesNumbersAndPosts)
{
    EXPECT_EQ(id_of({.post = "LINDEN", .year = 2008}, 242), "08LINDEN242");
    EXPECT_EQ(id_of({.post = "LINDEN", .year = 1999}, 7), "99LINDEN7");
    EXPECT_EQ(node_post("rio", 2006), "RIODEJANEIRO");
    EXPECT_EQ(node_post("AITTAIPEI", 2006), "TAIPEI");
    EXPECT_EQ(node_post("<b>", 2006), "B");
    EXPECT_FALSE(node_post("", 2006));
}

} // namespace
} // namespace chancery::edition
