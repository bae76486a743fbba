#include "edition/batch.hpp"

#include <fstream>
#include <random>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/testing.hpp"

namespace chancery::edition {
namespace {

using chancery::testing::TempFolder;

struct Item {
    Facts facts;
    std::string packed;
};

std::vector<Item> made_items(std::size_t count)
{
    std::mt19937_64 random(count);
    const auto text = [&](std::size_t most) {
        std::string out(random() % (most + 1), '\0');
        for (char& c : out) {
            c = static_cast<char>(random());
        }
        return out;
    };
    std::vector<Item> items;
    for (std::size_t i = 0; i < count; ++i) {
        Item item;
        item.facts.id = "08LINDEN" + std::to_string(i);
        if (i % 3 != 0) {
            item.facts.created =
                instant_from_seconds(static_cast<std::int64_t>(random() % 2'000'000'000));
        }
        item.facts.released = instant_from_seconds(1'314'316'800);
        item.facts.origin = text(20);
        item.facts.classification = text(10);
        item.facts.subject = text(300);
        for (std::uint64_t n = random() % 4; n > 0; --n) {
            item.facts.tags.push_back(text(6));
            item.facts.cited.push_back(text(14));
            item.facts.incomplete.push_back(
                {Lack::Sections, static_cast<std::uint32_t>(n), 150, 151});
        }
        item.packed = text(1000);
        items.push_back(std::move(item));
    }
    return items;
}

void write_batch(const fs::path& path, const std::vector<Item>& items, std::string_view dictionary)
{
    BatchWriter writer(path, dictionary);
    for (const Item& item : items) {
        writer.add(item.facts, item.packed);
    }
    writer.finish();
}

TEST(Batch, GivesBackWhatWasAdded)
{
    const TempFolder folder;
    for (const std::size_t count : {0U, 1U, 2U, 200U}) {
        const fs::path path = folder.path() / "a.views";
        const std::vector<Item> items = made_items(count);
        write_batch(path, items, count % 2 == 0 ? "words" : "");
        const auto batch = Batch::open(path);
        ASSERT_EQ(batch->size(), count);
        EXPECT_EQ(batch->dictionary(), count % 2 == 0 ? "words" : "");
        for (std::uint32_t i = 0; i < count; ++i) {
            EXPECT_EQ(batch->facts(i), items[i].facts);
            EXPECT_EQ(batch->packed(i), items[i].packed);
        }
        EXPECT_THROW(batch->facts(static_cast<std::uint32_t>(count)), IoError);
        EXPECT_THROW(batch->packed(UINT32_MAX), IoError);
    }
}

TEST(Batch, IsTheSameFileForTheSameCables)
{
    const TempFolder folder;
    write_batch(folder.path() / "a", made_items(50), "words");
    write_batch(folder.path() / "b", made_items(50), "words");
    EXPECT_EQ(read_file(folder.path() / "a"), read_file(folder.path() / "b"));
}

// Its checksum is in the edition's manifest: what reading sees to is that nothing outside is read.
void read_all(const fs::path& path, std::size_t& refused)
{
    try {
        const auto batch = Batch::open(path);
        for (std::uint32_t i = 0; i < std::min(batch->size(), 1000U); ++i) {
            try {
                const Facts facts = batch->facts(i);
                EXPECT_LE(facts.tags.size() + facts.cited.size(), 200'000U);
                EXPECT_LE(batch->packed(i).size(), 1'000'000U);
            } catch (const IoError&) {
                ++refused;
            }
        }
    } catch (const IoError&) {
        ++refused;
    }
}

TEST(Batch, OfDamagedBytesIsReadInsideOfThem)
{
    const TempFolder folder;
    const fs::path path = folder.path() / "a.views";
    std::vector<Item> items = made_items(12);
    for (Item& item : items) {
        item.packed.resize(std::min<std::size_t>(item.packed.size(), 20));
        item.facts.subject.resize(std::min<std::size_t>(item.facts.subject.size(), 20));
    }
    write_batch(path, items, "words");
    const std::string bytes = read_file(path);
    std::size_t refused = 0;
    const auto with = [&](const std::string& damaged) {
        std::ofstream(path, std::ios::binary) << damaged;
        read_all(path, refused);
    };
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (const char now : {'\xFF', '\x7F', '\0'}) {
            std::string damaged = bytes;
            damaged[at] = now;
            with(damaged);
        }
    }
    EXPECT_GT(refused, 100U);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const std::size_t before = refused;
        with(bytes.substr(0, size));
        EXPECT_GT(refused, before) << size;
    }
}

TEST(Batch, ListsTagsAsPrintedInCapitals)
{
    Cable cable;
    cable.tags = {{"ewwt", "EWWT", "", "", "", {}},
                  {"STEIN, Anna-Maria B.", "", "", "", "", {}},
                  {"12 34", "", "", "", "", {}},
                  {"EWWT", "EWWT", "", "", "", {}}};
    EXPECT_EQ(listing_tags(cable), (std::vector<std::string>{"EWWT", "STEIN", "ANNA-MARIA"}));
}

} // namespace
} // namespace chancery::edition
