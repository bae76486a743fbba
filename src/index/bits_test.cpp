#include "index/bits.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace chancery::index {
namespace {

using Numbers = std::vector<std::uint32_t>;

// With the zeros behind it that every section has.
Numbers read_back(std::string frame, std::size_t count, std::size_t& size)
{
    const std::size_t bytes = frame.size();
    frame.append(kPadding, '\0');
    Numbers out(count);
    size = read_frame(std::string_view(frame).substr(0, bytes), count, out.data());
    EXPECT_EQ(skip_frame(std::string_view(frame).substr(0, bytes), count), size);
    return out;
}

void expect_same_again(const Numbers& numbers)
{
    std::string frame;
    append_frame(numbers, frame);
    std::size_t size = 0;
    EXPECT_EQ(read_back(frame, numbers.size(), size), numbers);
    EXPECT_EQ(size, frame.size());
}

// Of every width, with a few numbers that are wider.
Numbers made(std::mt19937_64& random, std::size_t count)
{
    const unsigned width = random() % 33;
    const unsigned wide = random() % 33;
    const std::size_t one_of = 1 + random() % 40;
    Numbers numbers;
    for (std::size_t i = 0; i < count; ++i) {
        const unsigned bits = random() % one_of == 0 ? wide : width;
        numbers.push_back(bits == 0 ? 0 : static_cast<std::uint32_t>(random()) >> (32 - bits));
    }
    return numbers;
}

TEST(Bits, AreTheSameNumbersAgainWhateverTheirWidthAndCount)
{
    std::mt19937_64 random(1);
    for (std::size_t count = 0; count <= kFrame; ++count) {
        for (int i = 0; i < 60; ++i) {
            expect_same_again(made(random, count));
        }
    }
    expect_same_again(Numbers(kFrame, UINT32_MAX));
    expect_same_again(Numbers(kFrame, 0));
}

TEST(Bits, OfStepsSayWhereTheyLead)
{
    std::mt19937_64 random(4);
    std::size_t too_far = 0;
    for (int i = 0; i < 20'000; ++i) {
        const Numbers numbers = made(random, 1 + random() % kFrame);
        const auto from = static_cast<std::uint32_t>(random() % 3 == 0 ? random() : random() % 2);
        std::string frame;
        append_frame(numbers, frame);
        frame.append(kPadding, '\0');
        std::uint64_t next = from;
        std::vector<std::uint64_t> expected;
        for (const std::uint32_t number : numbers) {
            next += number;
            expected.push_back(next++);
        }
        Numbers out(numbers.size());
        const std::size_t size = read_steps(frame, numbers.size(), from, out.data());
        if (expected.back() > UINT32_MAX) {
            ASSERT_EQ(size, 0U);
            ++too_far;
        } else {
            ASSERT_EQ(size, frame.size() - kPadding);
            ASSERT_TRUE(std::ranges::equal(out, expected));
        }
    }
    EXPECT_GT(too_far, 1000U);
    EXPECT_LT(too_far, 19'000U);
}

// What is in files must stay readable: the lanes of a whole frame, and one behind the other in all others.
TEST(Bits, LieWhereTheFormatSays)
{
    Numbers numbers(kFrame, 1);
    numbers[5] = 0; // the second of lane 1
    std::string frame;
    append_frame(numbers, frame);
    std::string expected = std::string("\1\0", 2) + std::string(16, '\xFF');
    expected[2 + 4] = static_cast<char>(0xFF - (1 << 1));
    EXPECT_EQ(frame, expected);

    numbers.pop_back();
    frame.clear();
    append_frame(numbers, frame);
    expected[2] = static_cast<char>(0xFF - (1 << 5));
    expected[2 + 4] = '\xFF';
    expected[2 + 15] = '\x7F';
    EXPECT_EQ(frame, expected);
}

TEST(Bits, AreNoMoreThanTheWidestNumberNeedsAndFarFewerWhereFewAreWide)
{
    std::string frame;
    append_frame(Numbers(kFrame, 0), frame);
    EXPECT_EQ(frame.size(), 2U);

    Numbers numbers(kFrame, 1);
    numbers[77] = 1'000'000;
    frame.clear();
    append_frame(numbers, frame);
    EXPECT_LE(frame.size(), 2U + kFrame / 8 + 5);
}

TEST(Bits, ThatEndTooSoonAreDamaged)
{
    std::mt19937_64 random(2);
    for (int i = 0; i < 200; ++i) {
        const Numbers numbers = made(random, 1 + random() % kFrame);
        std::string frame;
        append_frame(numbers, frame);
        for (std::size_t cut = 0; cut < frame.size(); ++cut) {
            std::size_t size = 0;
            read_back(frame.substr(0, cut), numbers.size(), size);
            EXPECT_EQ(size, 0U) << cut << " of " << frame.size();
        }
    }
}

TEST(Bits, OfAnyBytesAreReadInsideOfThem)
{
    std::mt19937_64 random(3);
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes(random() % 80, '\0');
        for (char& c : bytes) {
            c = static_cast<char>(random() % 3 == 0 ? random() % 40 : random());
        }
        Numbers out(kFrame);
        const std::size_t count = random() % (kFrame + 1);
        const std::string padded = bytes + std::string(kPadding, '\0');
        const std::string_view inside = std::string_view(padded).substr(0, bytes.size());
        EXPECT_LE(read_frame(inside, count, out.data()), bytes.size());
        EXPECT_LE(skip_frame(inside, count), bytes.size());
    }
}

TEST(Bits, WithAnExceptionOutsideOrAWidthTooLargeAreDamaged)
{
    Numbers out(kFrame);
    const auto read = [&](std::string bytes, std::size_t count) {
        const std::size_t size = bytes.size();
        bytes.append(kPadding, '\0');
        return read_frame(std::string_view(bytes).substr(0, size), count, out.data());
    };
    const auto exception = static_cast<char>(1 << 7 | 3); // one bit more, at the fourth place
    EXPECT_EQ(read({1, 1, 0, 1, exception}, 4), 5U);
    EXPECT_EQ(out[3], 2U);
    EXPECT_EQ(read({1, 1, 0, 1, exception}, 3), 0U);
    EXPECT_EQ(read({1, 1, 0, 0, 3}, 4), 0U); // an exception that adds nothing is never written
    EXPECT_EQ(read({1, 5, 0, 1, exception, 0, 0, 0, 0}, 4), 0U) << "more than numbers";
    EXPECT_EQ(read({1, 1, 0, 26, 0, 0, 0, 0, 0, 0}, 4), 0U) << "too wide";
    EXPECT_EQ(read(std::string(1, 33) + std::string(200, '\0'), 4), 0U);
    EXPECT_EQ(read(std::string({31, 1}) + std::string(16, '\0') + std::string({2, 0, 0}), 4), 0U);
}

} // namespace
} // namespace chancery::index
