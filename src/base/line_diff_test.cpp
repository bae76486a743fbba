#include "base/line_diff.hpp"

#include <random>

#include <gtest/gtest.h>

namespace chancery {
namespace {

std::string shown(std::string_view before, std::string_view after)
{
    std::string out;
    for (const LineChange& change : line_diff(before, after)) {
        out += change.sign + std::string(change.line) + "|";
    }
    return out;
}

TEST(LineDiff, ShowsWhatWasTakenOutAndPutIn)
{
    EXPECT_EQ(shown("a\nb\nc", "a\nx\nc"), " a|-b|+x| c|");
    EXPECT_EQ(shown("a\nb", "a\nb"), " a| b|");
    EXPECT_EQ(shown("a\nb\nc\nd", "b\nd\ne"), "-a| b|-c| d|+e|");
    EXPECT_EQ(shown("", "a"), "-|+a|");
}

TEST(LineDiff, GivesBothTextsBack)
{
    std::mt19937 random(3);
    for (int round = 0; round < 500; ++round) {
        std::string texts[2];
        for (std::string& text : texts) {
            for (std::size_t i = random() % 12; i > 0; --i) {
                text += std::string(1, static_cast<char>('a' + random() % 4)) + "\n";
            }
        }
        std::string before;
        std::string after;
        for (const LineChange& change : line_diff(texts[0], texts[1])) {
            before += change.sign == '+' ? "" : std::string(change.line) + "\n";
            after += change.sign == '-' ? "" : std::string(change.line) + "\n";
        }
        EXPECT_EQ(before, texts[0] + "\n");
        EXPECT_EQ(after, texts[1] + "\n");
    }
}

TEST(LineDiff, TakesTextsThatAreTooLongForTheirSquare)
{
    std::string before;
    std::string after;
    for (std::size_t i = 0; i < kMaxDiffLines + 5; ++i) {
        before += "a" + std::to_string(i) + "\n";
        after += "b" + std::to_string(i) + "\n";
    }
    EXPECT_EQ(line_diff(before, after).size(), 2 * (kMaxDiffLines + 5) + 1);
}

} // namespace
} // namespace chancery
