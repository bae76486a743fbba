#include "base/zstd.hpp"

#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"

namespace chancery {
namespace {

constexpr std::size_t kDictionarySize = 4096;
constexpr std::size_t kLimit = 1'000'000;

// Texts that are alike, as cables are.
std::vector<std::string> samples()
{
    std::vector<std::string> out;
    for (int i = 0; i < 400; ++i) {
        const std::string n = std::to_string(i * 7919 % 10007);
        out.push_back("UNCLAS SECTION 01 OF 02 NOWHERE " + n +
                      "\nSIPDIS\nE.O. 12958: N/A\nTAGS: PREL, " +
                      "PHUM\nSUBJECT: A FICTIONAL MATTER NUMBER " + n +
                      "\n1. (U) Summary: the minister received us on day " + n + " of the year.\n");
    }
    return out;
}

std::string io_error(const auto& work)
{
    try {
        work();
    } catch (const IoError& error) {
        return error.what();
    }
    return "no error";
}

TEST(Zstd, GivesBackWhatWasPacked)
{
    Compressor pack("", 6);
    Decompressor unpack("");
    for (const std::string& text :
         {std::string(), std::string("a\0b", 3), std::string(500'000, 'x'), samples()[0]}) {
        EXPECT_EQ(unpack(pack(text), kLimit), text);
    }
}

TEST(Zstd, ADictionaryMakesShortTextsShorter)
{
    const std::vector<std::string> texts = samples();
    const std::string dictionary = train_dictionary(texts, kDictionarySize);
    ASSERT_FALSE(dictionary.empty());
    EXPECT_LE(dictionary.size(), kDictionarySize);
    Compressor plain("", 6);
    Compressor pack(dictionary, 6);
    Decompressor unpack(dictionary);
    for (const std::string& text : texts) {
        const std::string packed = pack(text);
        EXPECT_LT(packed.size(), plain(text).size());
        ASSERT_EQ(unpack(packed, kLimit), text);
    }
    EXPECT_EQ(unpack(pack(""), kLimit), "");
}

TEST(Zstd, TheSameInputGivesTheSameBytes)
{
    const std::string dictionary = train_dictionary(samples(), kDictionarySize);
    EXPECT_EQ(train_dictionary(samples(), kDictionarySize), dictionary);
    Compressor used(dictionary, 6);
    used("something else before");
    EXPECT_EQ(used(samples()[3]), Compressor(dictionary, 6)(samples()[3]));
}

TEST(Zstd, TooFewSamplesGiveNoDictionary)
{
    EXPECT_EQ(train_dictionary({}, kDictionarySize), "");
    EXPECT_EQ(
        train_dictionary(std::vector<std::string>(63, std::string(1000, 'x')), kDictionarySize),
        "");
    EXPECT_EQ(train_dictionary(std::vector<std::string>(100, "short"), kDictionarySize), "");
    EXPECT_EQ(train_dictionary(std::vector<std::string>(100), kDictionarySize), "");
}

TEST(Zstd, TheLimitHoldsWhateverTheFrameClaims)
{
    Compressor pack("", 6);
    Decompressor unpack("");
    const std::string packed = pack(std::string(1000, 'x'));
    EXPECT_EQ(unpack(packed, 1000).size(), 1000U);
    EXPECT_EQ(io_error([&] { unpack(packed, 999); }),
              "damaged compressed text: larger than allowed");
    // Magic number, then a header that claims 2^62 bytes.
    const std::string bomb("\x28\xb5\x2f\xfd\xe0\0\0\0\0\0\0\0\x40\x01\0\0", 16);
    EXPECT_EQ(io_error([&] { unpack(bomb, kLimit); }),
              "damaged compressed text: larger than allowed");
}

TEST(Zstd, EveryCutIsFound)
{
    Compressor pack("", 6);
    Decompressor unpack("");
    const std::string packed = pack(samples()[0]);
    for (std::size_t length = 0; length < packed.size(); ++length) {
        EXPECT_THROW(unpack(packed.substr(0, length), kLimit), IoError) << length;
    }
    EXPECT_THROW(unpack(packed + "x", kLimit), IoError) << "rubbish behind";
    EXPECT_THROW(unpack(packed + packed, kLimit), IoError) << "a second frame";
    EXPECT_EQ(unpack(packed, kLimit), samples()[0]) << "it can be used after errors";
}

TEST(Zstd, ChangedBytesGiveAnErrorOrAText)
{
    const std::string dictionary = train_dictionary(samples(), kDictionarySize);
    Compressor pack(dictionary, 6);
    Decompressor unpack(dictionary);
    const std::string packed = pack(samples()[0]);
    int errors = 0;
    for (std::size_t at = 0; at < packed.size(); ++at) {
        for (const unsigned bit : {1U, 16U, 128U}) {
            std::string damaged = packed;
            damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ bit);
            try {
                EXPECT_LE(unpack(damaged, kLimit).size(), kLimit);
            } catch (const IoError&) {
                ++errors;
            }
        }
    }
    EXPECT_GT(errors, 0);
    EXPECT_EQ(unpack(packed, kLimit), samples()[0]);
}

TEST(Zstd, AnotherDictionaryOrNoneIsAnError)
{
    const std::string dictionary = train_dictionary(samples(), kDictionarySize);
    const std::string packed = Compressor(dictionary, 6)(samples()[0]);
    EXPECT_THROW(Decompressor("")(packed, kLimit), IoError);
    EXPECT_THROW(Decompressor(train_dictionary(samples(), 2048))(packed, kLimit), IoError);
}

TEST(Zstd, ADamagedDictionaryIsAnError)
{
    const std::string damaged = train_dictionary(samples(), kDictionarySize).substr(0, 12);
    EXPECT_EQ(io_error([&] { Decompressor unpack(damaged); }), "damaged compression dictionary");
    EXPECT_EQ(io_error([&] { Compressor pack(damaged, 6); }), "damaged compression dictionary");
}

TEST(Zstd, CanBeMovedAndUsedInAnotherThread)
{
    Compressor pack("", 3);
    Decompressor unpack("");
    std::string result;
    std::jthread([&, p = std::move(pack), u = std::move(unpack)]() mutable {
        result = u(p("over there"), kLimit);
    }).join();
    EXPECT_EQ(result, "over there");
}

} // namespace
} // namespace chancery
