#include "base/varint.hpp"

#include <algorithm>
#include <bit>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace chancery {
namespace {

VarintReader reader_of(std::string_view bytes)
{
    return {bytes.data(), bytes.data() + bytes.size()};
}

TEST(Varint, IsTheSameNumberAgain)
{
    std::mt19937_64 random(1);
    std::vector<std::uint64_t> numbers = {0, 1, 127, 128, 16'383, 16'384, UINT32_MAX, UINT64_MAX};
    for (unsigned bits = 1; bits < 64; ++bits) {
        numbers.push_back((std::uint64_t{1} << bits) - 1);
        numbers.push_back(random() >> bits);
    }
    std::string bytes;
    for (const std::uint64_t number : numbers) {
        const std::size_t before = bytes.size();
        append_varint(bytes, number);
        const auto width = static_cast<std::size_t>(std::bit_width(number));
        EXPECT_EQ(bytes.size() - before, std::max<std::size_t>(1, (width + 6) / 7));
    }
    VarintReader reader = reader_of(bytes);
    for (const std::uint64_t number : numbers) {
        EXPECT_EQ(reader.next(), number);
    }
    EXPECT_TRUE(reader.ok() && reader.at_end());
    EXPECT_EQ(reader.left(), 0U);
}

TEST(Varint, ThatEndsTooSoonIsZeroAndNotOk)
{
    for (const std::string_view bytes :
         {std::string_view(""), std::string_view("\x80"), std::string_view("\xFF\xFF\xFF")}) {
        VarintReader reader = reader_of(bytes);
        EXPECT_EQ(reader.next(), 0U);
        EXPECT_FALSE(reader.ok());
    }
    VarintReader endless =
        reader_of(std::string_view("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"));
    EXPECT_EQ(endless.next(), 0U);
    EXPECT_FALSE(endless.ok());
}

TEST(Varint, TextsHaveTheirSizeInFront)
{
    std::string bytes;
    append_text(bytes, "PHUM");
    append_text(bytes, "");
    append_text(bytes, std::string(300, 'x'));
    VarintReader reader = reader_of(bytes);
    EXPECT_EQ(reader.text(), "PHUM");
    EXPECT_EQ(reader.text(), "");
    EXPECT_EQ(reader.text(), std::string(300, 'x'));
    EXPECT_TRUE(reader.ok() && reader.at_end());
    EXPECT_EQ(reader.text(), "");
    EXPECT_FALSE(reader.ok());

    VarintReader cut = reader_of(std::string_view(bytes).substr(0, 4));
    EXPECT_EQ(cut.text(), "");
    EXPECT_FALSE(cut.ok());
}

TEST(Varint, SkipsNoFurtherThanTheEnd)
{
    const std::string_view bytes = "abc";
    VarintReader reader = reader_of(bytes);
    reader.skip(2);
    EXPECT_TRUE(reader.ok());
    EXPECT_EQ(reader.left(), 1U);
    reader.skip(UINT64_MAX);
    EXPECT_FALSE(reader.ok());
    EXPECT_TRUE(reader.at_end());
    EXPECT_EQ(reader.at(), bytes.data() + bytes.size());
}

TEST(Varint, OfAnyBytesIsReadInsideOfThem)
{
    std::mt19937_64 random(2);
    for (int i = 0; i < 5000; ++i) {
        std::vector<char> bytes(random() %
                                40); // no room behind it: a sanitizer sees what is read there
        for (char& c : bytes) {
            c = static_cast<char>(random());
        }
        VarintReader reader(bytes.data(), bytes.data() + bytes.size());
        while (reader.ok() && !reader.at_end()) {
            switch (random() % 3) {
            case 0:
                reader.next();
                break;
            case 1:
                EXPECT_LE(reader.text().size(), bytes.size());
                break;
            default:
                reader.skip(random() % 5);
            }
        }
        EXPECT_LE(reader.left(), bytes.size());
    }
}

TEST(Varint, FixedNumbersLieLowestByteFirst)
{
    std::string bytes;
    append(bytes, std::uint32_t{0x01020304});
    append(bytes, std::int64_t{-2});
    EXPECT_EQ(bytes.substr(0, 4), "\x04\x03\x02\x01");
    EXPECT_EQ(load<std::uint32_t>(bytes.data()), 0x01020304U);
    EXPECT_EQ(load<std::int64_t>(bytes.data() + 4), -2); // at any place
}

} // namespace
} // namespace chancery
