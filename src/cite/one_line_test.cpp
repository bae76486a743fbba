#include "cite/one_line.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace chancery::cite {
namespace {

TEST(OneLine, LeavesNothingThatIsNotSeen)
{
    struct Row {
        std::string text;
        std::string line;
    };
    const Row kRows[] = {
        {"", ""},
        {"FOG", "FOG"},
        {" FOG \r\n\t AND\vMIST\f ", "FOG AND MIST"},
        {std::string("A\0B", 3), "A B"},
        {"A\x1B[31mB\x7F", "A [31mB"},
        {"A\u0085B\u2028C\u2029D", "A B C D"},
        {"A\u00A0\u3000B", "A B"},
        {"abc\u202Etxt\u202C\u2066x\u2069", "abctxtx"},
        {"\uFEFFA\u200BB\u00AD", "AB"},
        {"\u0646\u0645\u06CC\u200C\u0634\u0648\u062F",
         "\u0646\u0645\u06CC\u200C\u0634\u0648\u062F"}, // Persian is written with the joiner
        {"Z\u00FCrich \U0001F30A", "Z\u00FCrich \U0001F30A"},
        {"A\xFF\xC3(", "A\uFFFD\uFFFD("},
        {"A\uFFFEB\U0001FFFF", "A\uFFFDB\uFFFD"},
        {"\U000E0041\U000E007FA", "A"},
    };
    for (const Row& row : kRows) {
        EXPECT_EQ(one_line(row.text), row.line) << row.text;
        EXPECT_EQ(one_line(row.line), row.line);
    }
}

TEST(OneLine, SaysThatItIsCutAndCutsNoCharacter)
{
    EXPECT_EQ(one_line("harbour master", 10), "harbour…");
    EXPECT_EQ(one_line("harbours master", 11), "harbours…");
    const std::string line = one_line(std::string(60'000, 'x'));
    EXPECT_EQ(line.size(), kMaxFieldBytes);
    EXPECT_TRUE(line.ends_with("…"));
    std::string umlauts;
    for (int i = 0; i < 40'000; ++i) {
        umlauts += "\u00FC";
    }
    EXPECT_TRUE(is_utf8(one_line(umlauts)));
    EXPECT_TRUE(one_line("A" + std::string(60'000, '\n') + "B").ends_with("…"));
}

} // namespace
} // namespace chancery::cite
