#include "index/layout.hpp"

#include <random>

#include <gtest/gtest.h>

namespace chancery::index {
namespace {

constexpr int kRegions = static_cast<int>(Region::Classifier) + 1;

std::vector<PlacedRegion> made(std::mt19937_64& random)
{
    static const std::string kMarks[] = {"", "S", "S/NF", "SBU"};
    std::vector<PlacedRegion> regions;
    for (int kind = 0; kind < kRegions; ++kind) {
        std::uint32_t from = 0;
        const auto count = static_cast<std::uint32_t>(random() % 4);
        for (std::uint32_t i = 0; i < count; ++i) {
            from += static_cast<std::uint32_t>(random() % 300);
            PlacedRegion region{static_cast<Region>(kind), from, 0, i, {}};
            region.to = from + 1 + static_cast<std::uint32_t>(random() % 300);
            if (region.region == Region::Paragraph) {
                region.mark = kMarks[random() % std::size(kMarks)];
            }
            regions.push_back(region);
        }
    }
    return regions;
}

TEST(Layout, IsTheSameAgain)
{
    std::mt19937_64 random(1);
    std::vector<PlacedRegion> again;
    for (int i = 0; i < 500; ++i) {
        const std::vector<PlacedRegion> regions = made(random);
        std::string bytes;
        append_layout(bytes, regions);
        ASSERT_TRUE(read_layout(bytes, again));
        EXPECT_EQ(again, regions);
    }
}

TEST(Layout, OfNoRegionIsNothing)
{
    std::string bytes;
    append_layout(bytes, {});
    EXPECT_EQ(bytes, "");
    std::vector<PlacedRegion> again(3);
    EXPECT_TRUE(read_layout("", again));
    EXPECT_TRUE(again.empty());
}

TEST(Layout, OfDamagedBytesIsReadInsideOfThem)
{
    std::mt19937_64 random(2);
    std::vector<PlacedRegion> again;
    for (int i = 0; i < 5000; ++i) {
        std::string bytes;
        append_layout(bytes, made(random));
        bytes += '\1';
        bytes[random() % bytes.size()] = static_cast<char>(random());
        bytes.resize(random() % (bytes.size() + 1));
        const std::vector<char> exact(bytes.begin(), bytes.end());
        read_layout({exact.data(), exact.size()}, again);
        EXPECT_LE(again.size(), bytes.size());
        for (const PlacedRegion& region : again) {
            EXPECT_LE(region.mark.size(), bytes.size());
        }
    }
}

TEST(Layout, ThatEndsInsideARegionIsDamaged)
{
    std::string bytes;
    append_layout(bytes,
                  {{Region::Summary, 10, 20, 0, {}}, {Region::Paragraph, 30, 40, 0, "S/NF"}});
    std::vector<PlacedRegion> again;
    const std::size_t summary = 4; // where the second kind begins
    for (std::size_t size = 1; size < bytes.size(); ++size) {
        EXPECT_EQ(read_layout(std::string_view(bytes).substr(0, size), again), size == summary)
            << size;
    }
    // More regions than there are bytes.
    EXPECT_FALSE(read_layout(std::string("\2\xFF\xFF\xFF\xFF\xFF\xFF\x7F\0\0", 10), again));
}

} // namespace
} // namespace chancery::index
