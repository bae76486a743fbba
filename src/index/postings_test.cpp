#include "index/postings.hpp"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace chancery::index {
namespace {

// The slow obvious counterpart: every cable with its weight and positions.
struct Row {
    std::uint32_t cable = 0;
    std::uint32_t weight = 0;
    std::vector<std::uint32_t> positions;
};

constexpr std::uint32_t kLimit = 100'000;

std::vector<Row> made_rows(std::size_t count, std::mt19937_64& random)
{
    std::set<std::uint32_t> cables;
    const std::uint32_t spread = random() % 2 == 0 ? kLimit : static_cast<std::uint32_t>(count + 1);
    while (cables.size() < count) {
        cables.insert(static_cast<std::uint32_t>(random() % spread));
    }
    std::vector<Row> rows;
    for (const std::uint32_t cable : cables) {
        Row row{cable, 0, {}};
        std::uint32_t position = 0;
        for (std::uint64_t n = random() % 9 == 0 ? 1 + random() % 400 : 1 + random() % 2; n > 0;
             --n) {
            position += static_cast<std::uint32_t>(random() % 50);
            row.positions.push_back(position++);
        }
        row.weight = static_cast<std::uint32_t>(
            std::min<std::uint64_t>(random() % (3 * row.positions.size() + 1), kMaxWeight));
        rows.push_back(std::move(row));
    }
    return rows;
}

// As a run has it: differences, from 0 at its beginning.
std::string run_list(std::span<const Row> rows, bool has_positions)
{
    std::string out;
    std::uint32_t before = 0;
    for (const Row& row : rows) {
        append_varint(out, row.cable - before);
        before = row.cable;
        if (!has_positions) {
            continue;
        }
        append_varint(out, row.positions.size());
        append_varint(out, row.weight);
        std::uint32_t last = 0;
        for (const std::uint32_t position : row.positions) {
            append_varint(out, position - last);
            last = position;
        }
    }
    return out;
}

// In one run or in several.
std::string list_of(const std::vector<Row>& rows, bool has_positions, std::size_t runs = 1)
{
    PostingWriter writer;
    writer.begin(static_cast<std::uint32_t>(rows.size()), has_positions);
    for (std::size_t i = 0; i < runs; ++i) {
        const std::size_t from = rows.size() * i / runs;
        const std::size_t to = rows.size() * (i + 1) / runs;
        writer.add(run_list(std::span(rows).subspan(from, to - from), has_positions));
    }
    std::string out;
    writer.finish(out);
    return out;
}

// The bytes with the zeros behind them that a section has.
class Held {
public:
    Held(std::string bytes, std::size_t cables, bool has_positions)
        : bytes_(std::move(bytes)), size_(bytes_.size()),
          cables_(static_cast<std::uint32_t>(cables)), has_positions_(has_positions)
    {
        bytes_.append(kPadding, '\0');
        bytes_.shrink_to_fit();
    }
    PostingList list() const
    {
        return {std::string_view(bytes_).substr(0, size_), cables_, has_positions_, kLimit};
    }

private:
    std::string bytes_;
    std::size_t size_;
    std::uint32_t cables_;
    bool has_positions_;
};

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
} // namespace chancery::index
