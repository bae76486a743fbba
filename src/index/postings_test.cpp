#include "index/postings.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <random>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "index/made_lists.hpp"

namespace chancery::index::testing {
namespace {

void expect_row(PostingCursor& at, const Row& row, bool has_positions)
{
    ASSERT_EQ(at.cable(), row.cable);
    EXPECT_EQ(at.count(), has_positions ? row.positions.size() : 1U);
    EXPECT_EQ(at.weight(), has_positions ? row.weight : 0U);
    EXPECT_TRUE(std::ranges::equal(at.positions(),
                                   has_positions ? row.positions : std::vector<std::uint32_t>()));
}

constexpr std::size_t kSizes[] = {1, 2, 7, 8, 9, 127, 128, 129, 256, 257, 1000};

TEST(Postings, AreReadAsTheyWereWritten)
{
    std::mt19937_64 random(1);
    for (const std::size_t size : kSizes) {
        for (const bool has_positions : {true, false}) {
            const std::vector<Row> rows = made_rows(size, random);
            const Held held(list_of(rows, has_positions), size, has_positions);
            PostingCursor at(held.list());
            for (const Row& row : rows) {
                expect_row(at, row, has_positions);
                at.next();
            }
            EXPECT_EQ(at.cable(), kNoCable);
        }
    }
    EXPECT_EQ(PostingCursor(PostingList()).cable(), kNoCable);
}

TEST(Postings, DoNotDependOnTheRunsTheyCameIn)
{
    std::mt19937_64 random(2);
    for (const std::size_t size : kSizes) {
        const std::vector<Row> rows = made_rows(size, random);
        for (const std::size_t runs : {2U, 3U, 10U}) {
            EXPECT_EQ(list_of(rows, true, runs), list_of(rows, true)) << size << " in " << runs;
        }
    }
}

TEST(Postings, AreSoughtForwards)
{
    std::mt19937_64 random(3);
    for (const std::size_t size : kSizes) {
        const std::vector<Row> rows = made_rows(size, random);
        const Held held(list_of(rows, true), size, true);
        for (int i = 0; i < 40; ++i) {
            PostingCursor at(held.list());
            std::uint32_t wanted = 0;
            while (at.cable() != kNoCable) {
                wanted = std::max<std::uint32_t>(wanted, at.cable()) +
                         static_cast<std::uint32_t>(random() % (i % 2 == 0 ? 3 : 20'000));
                at.seek(wanted);
                const auto row = std::ranges::lower_bound(rows, wanted, {}, &Row::cable);
                if (row == rows.end()) {
                    EXPECT_EQ(at.cable(), kNoCable) << wanted;
                    break;
                }
                ASSERT_EQ(at.cable(), row->cable) << wanted;
                if (random() % 3 == 0) {
                    expect_row(at, *row, true);
                }
                if (random() % 3 == 0) {
                    at.next();
                    ASSERT_EQ(at.cable(), row + 1 == rows.end() ? kNoCable : (row + 1)->cable);
                }
            }
        }
    }
}

TEST(Postings, GiveTheirCablesBlockByBlock)
{
    std::mt19937_64 random(4);
    for (const std::size_t size : kSizes) {
        const std::vector<Row> rows = made_rows(size, random);
        const Held held(list_of(rows, false), size, false);
        std::vector<std::uint32_t> cables;
        for (PostingCursor at(held.list()); at.cable() != kNoCable; at.next_block()) {
            std::ranges::copy(at.rest_of_block(), std::back_inserter(cables));
        }
        std::vector<std::uint32_t> expected;
        std::ranges::transform(rows, std::back_inserter(expected), &Row::cable);
        EXPECT_EQ(cables, expected);
    }
}

TEST(PostingTable, HasTheCablesAndPositionsOfItsListInWhateverOrderTheyAreAskedFor)
{
    std::mt19937_64 random(6);
    for (const std::size_t size : {9U, 127U, 128U, 129U, 1000U, 5000U}) {
        const std::vector<Row> rows = made_rows(size, random);
        const Held held(list_of(rows, true), size, true);
        PostingTable table(held.list());
        auto row = rows.begin();
        for (std::uint32_t cable = 0; cable < kLimit; ++cable) {
            const bool expected = row != rows.end() && row->cable == cable;
            ASSERT_EQ(table.has(cable), expected);
            if (expected) {
                ASSERT_TRUE(std::ranges::equal(table.positions(cable), row->positions));
                ++row;
            }
        }
        for (int i = 0; i < 300; ++i) {
            const Row& any = rows[random() % rows.size()];
            ASSERT_TRUE(std::ranges::equal(table.positions(any.cable), any.positions));
        }
    }
}

// Everything that a list can be asked; every cable is below the limit, and they rise.
void read_all(const PostingList& list)
{
    std::uint32_t before = 0;
    std::uint32_t seen = 0;
    for (PostingCursor at(list); at.cable() != kNoCable; at.next()) {
        EXPECT_TRUE(seen == 0 || at.cable() > before);
        ASSERT_LT(at.cable(), kLimit);
        before = at.cable();
        ASSERT_LE(++seen, list.cables());
        EXPECT_LE(at.weight(), UINT32_MAX);
        EXPECT_EQ(at.positions().size(), list.has_positions() ? at.count() : 0U);
    }
    for (PostingCursor at(list); at.cable() != kNoCable; at.next_block()) {
        for (const std::uint32_t cable : at.rest_of_block()) {
            ASSERT_LT(cable, kLimit);
        }
    }
    if (!list.is_small()) {
        PostingTable table(list);
        for (std::uint32_t cable = 0; cable < kLimit; ++cable) {
            if (table.has(cable) && list.has_positions()) {
                table.positions(cable);
            }
        }
    }
    for (std::uint32_t step : {1U, 50U, 5000U}) {
        PostingCursor at(list);
        for (std::uint32_t wanted = 0; at.cable() != kNoCable; wanted += step) {
            at.seek(wanted);
            ASSERT_GE(at.cable(), std::min(wanted, kLimit));
        }
    }
}

TEST(Postings, OfDamagedBytesAreReadInsideOfThem)
{
    std::mt19937_64 random(5);
    std::size_t thrown = 0;
    for (int i = 0; i < 6000; ++i) {
        const std::size_t size = kSizes[static_cast<std::size_t>(i) % std::size(kSizes)];
        if (size > 300 && i % 5 != 0) {
            continue;
        }
        const bool has_positions = i % 4 != 0;
        std::string bytes = list_of(made_rows(size, random), has_positions);
        for (std::uint64_t hits = 1 + random() % 3; hits > 0; --hits) {
            const std::size_t at =
                random() %
                (random() % 2 == 0 ? std::min<std::size_t>(bytes.size(), 40) : bytes.size());
            bytes[at] = static_cast<char>(random());
        }
        if (i % 7 == 0) {
            bytes.resize(random() % bytes.size());
        }
        const std::size_t cables = i % 11 == 0 ? random() % 2000 : size;
        const Held held(std::move(bytes), cables, has_positions);
        try {
            read_all(held.list());
        } catch (const IoError&) {
            ++thrown;
        }
    }
    EXPECT_GT(thrown, 1000U);
}

// Steps that lead around 2^32, or behind any word that a cable may have.
TEST(Postings, WithPositionsThatNoCableHasAreDamaged)
{
    for (const std::size_t cables : {3U, 20U}) {
        for (const std::vector<std::uint32_t>& steps :
             {std::vector<std::uint32_t>{5, 0x7FFFFF00U, 0x80000100U, 1},
              std::vector<std::uint32_t>{5, 0x7FFFFF00U, 0x80000100U, 1, 1, 1},
              std::vector<std::uint32_t>{UINT32_MAX}, std::vector<std::uint32_t>{kPositionLimit}}) {
            std::string run;
            for (std::size_t i = 0; i < cables; ++i) {
                append_varint(run, i == 0 ? 0 : 1);
                append_varint(run, steps.size());
                append_varint(run, steps.size());
                for (const std::uint32_t step : steps) {
                    append_varint(run, step);
                }
            }
            PostingWriter writer;
            writer.begin(static_cast<std::uint32_t>(cables), true);
            writer.add(run);
            std::string bytes;
            writer.finish(bytes);
            const Held held(bytes, cables, true);
            EXPECT_THROW(read_all(held.list()), IoError) << cables << ", " << steps.size();
            if (cables > kSmallList) {
                EXPECT_THROW(PostingTable(held.list()).positions(0), IoError);
            }
        }
    }
}

TEST(Postings, WithMorePositionsThanTheirBytesCanHoldAreDamaged)
{
    std::mt19937_64 random(7);
    std::string bytes = list_of(made_rows(200, random), true);
    const std::uint32_t behind_the_end = 0xFFFFFF00U; // of the second block's positions
    std::memcpy(bytes.data() + sizeof(std::uint32_t) + sizeof(Skip) + offsetof(Skip, positions_at),
                &behind_the_end, sizeof behind_the_end);
    const Held wrong_end(bytes, 200, true);
    EXPECT_THROW(read_all(wrong_end.list()), IoError);

    std::string blocks;
    append_frame(std::vector<std::uint32_t>(9, 0), blocks);
    std::vector<std::uint32_t> counts(9, 0);
    counts[4] = 0xF0000000U;
    append_frame(counts, blocks);
    append_frame(std::vector<std::uint32_t>(9, 0), blocks); // weights
    std::string list;
    append(list, static_cast<std::uint32_t>(blocks.size()));
    list += blocks + std::string(2, '\0');
    const Held held(list, 9, true);
    PostingCursor at(held.list());
    EXPECT_THROW(at.weight(), IoError);
    EXPECT_THROW(read_all(held.list()), IoError);
}

// Differences of 32 bits that lead around to where they began: the list's end would look right.
TEST(Postings, ThatLeadAroundAreDamaged)
{
    std::string small;
    for (const std::uint64_t step : {5ULL, 0xFFFFFFFFULL, 1ULL}) {
        append_varint(small, step);
    }
    EXPECT_THROW(PostingCursor(Held(small, 3, false).list()), IoError);

    std::vector<std::uint32_t> steps(9, 0);
    steps[1] = 0xFFFFFFF0U;
    steps[2] = 0x20U;
    std::string blocks;
    append_frame(steps, blocks);
    std::string list;
    append(list, static_cast<std::uint32_t>(blocks.size()));
    list += blocks;
    const Held held(list, 9, false);
    EXPECT_THROW(PostingCursor(held.list()), IoError);
}

} // namespace
} // namespace chancery::index::testing
