#include "export/packed.hpp"

#include <gtest/gtest.h>

namespace chancery::exporter {
namespace {

std::string text(std::size_t lines)
{
    std::string out;
    for (std::size_t i = 0; i < lines; ++i) {
        out += "<p>The harbour of Linden, line " + std::to_string(i) + "</p>\n";
    }
    return out;
}

TEST(Packed, UnpacksToWhatWasPacked)
{
    for (const Packing packing : kPackings) {
        for (const std::string& bytes : {std::string(), std::string("x"), text(1), text(20'000)}) {
            const std::string small = packed(packing, bytes);
            EXPECT_EQ(small, packed(packing, bytes));
            EXPECT_TRUE(unpacks_to(packing, small, bytes)) << bytes.size();
        }
        EXPECT_LT(packed(packing, text(100)).size(), text(100).size() / 4);
    }
}

TEST(Packed, IsNotTakenForAnythingElse)
{
    const std::string bytes = text(3000);
    for (const Packing packing : kPackings) {
        const std::string small = packed(packing, bytes);
        EXPECT_FALSE(unpacks_to(packing, small, bytes + "x"));
        EXPECT_FALSE(unpacks_to(packing, small, bytes.substr(1)));
        EXPECT_FALSE(unpacks_to(packing, small, ""));
        EXPECT_FALSE(unpacks_to(packing, small + "x", bytes));
        EXPECT_FALSE(unpacks_to(packing, small.substr(0, small.size() / 2), bytes));
        EXPECT_FALSE(unpacks_to(packing, "", bytes));
        EXPECT_FALSE(unpacks_to(packing, bytes, bytes));
    }
}

TEST(Packed, OfAnyDamageIsNeverTakenForThePage)
{
    const std::string bytes = text(30);
    for (const Packing packing : kPackings) {
        const std::string small = packed(packing, bytes);
        for (std::size_t i = 0; i < small.size(); ++i) {
            std::string damaged = small;
            damaged[i] = static_cast<char>(damaged[i] ^ 0x55);
            unpacks_to(packing, damaged,
                       bytes); // no crash; brotli has no check sum, so it may be true
        }
    }
}

} // namespace
} // namespace chancery::exporter
