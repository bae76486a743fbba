#include "base/hash.hpp"

#include <unordered_set>

#include <gtest/gtest.h>

namespace chancery {
namespace {

// FIPS 180-4 examples and the NIST vectors that go with them.
const std::vector<std::pair<std::string, std::string_view>> kVectors = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {std::string(1'000'000, 'a'),
     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    {std::string(1, '\xbd'), "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"},
    {std::string(4, '\0'), "df3f619804a92fdb4057192dc43dd748ea778adc52bc498ce80524c014b81119"},
};

TEST(Sha256, GivesTheKnownVectors)
{
    for (const auto& [bytes, digits] : kVectors) {
        EXPECT_EQ(hex(sha256(bytes)), digits) << bytes.substr(0, 60);
    }
}

// FIPS 180-4 examples.
TEST(Sha1, GivesTheKnownVectorsAndBeginsAnew)
{
    Sha1Stream stream;
    EXPECT_EQ(hex(stream.finish()), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    stream.update("a");
    stream.update("bc");
    EXPECT_EQ(hex(stream.finish()), "a9993e364706816aba3e25717850c26c9cd0d89d");
    stream.update("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");
    EXPECT_EQ(hex(stream.finish()), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
}

// RFC 1321, A.5
TEST(Md5, GivesTheKnownVectors)
{
    Md5Stream stream;
    stream.update("message ");
    stream.update("digest");
    const Md5 kDigest = {0xf9, 0x6b, 0x69, 0x7d, 0x7c, 0xb7, 0x93, 0x8d,
                         0x52, 0x5a, 0x2f, 0x31, 0xaa, 0xf1, 0x61, 0xd0};
    EXPECT_EQ(stream.finish(), kDigest);
}

TEST(Sha256, IsTheSameInPieces)
{
    for (const std::size_t step : {1U, 7U, 64U, 100'000U}) {
        for (const auto& [bytes, digits] : kVectors) {
            Sha256Stream stream;
            for (std::size_t at = 0; at < bytes.size(); at += step) {
                stream.update(std::string_view(bytes).substr(at, step));
            }
            EXPECT_EQ(hex(stream.finish()), digits) << "in steps of " << step;
        }
    }
}

TEST(Sha256, ReadsItsOwnDigits)
{
    const Sha256 hash = sha256("abc");
    EXPECT_EQ(sha256_from_hex(hex(hash)), hash);
}

TEST(Sha256, RefusesWhatIsNoHash)
{
    const std::string good = hex(sha256("abc"));
    EXPECT_EQ(sha256_from_hex(""), std::nullopt);
    EXPECT_EQ(sha256_from_hex(good.substr(1)), std::nullopt);
    EXPECT_EQ(sha256_from_hex(good + "0"), std::nullopt);
    EXPECT_EQ(sha256_from_hex(good + "00"), std::nullopt);
    for (const char wrong : {'g', 'A', '/', ':', '`', ' ', '\0'}) {
        for (const std::size_t at : {std::size_t{0}, std::size_t{33}, good.size() - 1}) {
            std::string text = good;
            text[at] = wrong;
            EXPECT_EQ(sha256_from_hex(text), std::nullopt) << text;
        }
    }
}

TEST(Sha256, CanBeAKey)
{
    const std::unordered_set<Sha256, Sha256Hasher> set = {sha256("a"), sha256("b"), sha256("a")};
    EXPECT_EQ(set.size(), 2U);
    EXPECT_TRUE(set.contains(sha256("b")));
    EXPECT_FALSE(set.contains(sha256("c")));
}

} // namespace
} // namespace chancery
