#include "base/progress.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

TEST(Progress, NumbersHaveThousands)
{
    EXPECT_EQ(with_thousands(0), "0");
    EXPECT_EQ(with_thousands(999), "999");
    EXPECT_EQ(with_thousands(1000), "1,000");
    EXPECT_EQ(with_thousands(251'287), "251,287");
    EXPECT_EQ(with_thousands(1'234'567), "1,234,567");
    EXPECT_EQ(with_thousands(UINT64_MAX), "18,446,744,073,709,551,615");
}

TEST(Progress, BytesAreDecimalWithTwoOrThreeDigits)
{
    const std::vector<std::pair<std::uint64_t, std::string_view>> cases = {
        {0, "0 B"},
        {999, "999 B"},
        {1000, "1.0 kB"},
        {9'949, "9.9 kB"},
        {9'950, "10 kB"},
        {812'300, "812 kB"},
        {999'499, "999 kB"},
        {999'500, "1.0 MB"},
        {1'730'000'000, "1.7 GB"},
        {4'000'000'000'000, "4.0 TB"},
        {5'000'000'000'000'000, "5000 TB"},
    };
    for (const auto& [bytes, text] : cases) {
        EXPECT_EQ(human_bytes(bytes), text) << bytes;
    }
}

TEST(Progress, CountsAlsoWhenQuiet)
{
    Progress progress("import", "cables", 0, Quiet::Yes);
    ::testing::internal::CaptureStderr();
    progress.add(2);
    progress.add(3);
    progress.finish();
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
    EXPECT_EQ(progress.done(), 5U);
}

TEST(Progress, ShortWorkSaysNothing)
{
    ::testing::internal::CaptureStderr();
    {
        Progress progress("import", "cables", 10, Quiet::No);
        progress.add(10);
    }
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

} // namespace
} // namespace chancery
