#include "http/body.hpp"

#include <algorithm>
#include <random>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <zlib.h>

namespace chancery::http {
namespace {

std::string unpacked(const std::string& gzip, std::size_t room)
{
    z_stream stream{};
    EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
    std::string out(room + 1, '\0');
    std::string in = gzip;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    EXPECT_EQ(stream.avail_in, 0U);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

std::string prose(std::size_t bytes)
{
    std::string text;
    for (std::size_t i = 0; text.size() < bytes; ++i) {
        text += "Paragraph " + std::to_string(i * i) + ": the embassy has nothing to report.\n";
    }
    text.resize(bytes);
    return text;
}

TEST(Etag, IsStrongAndDiffersPerEncoding)
{
    const auto body = Body::make(prose(2000));
    EXPECT_EQ(body->etag().size(), 34U);
    EXPECT_TRUE(body->etag().starts_with('"') && body->etag().ends_with('"'));
    ASSERT_NE(body->gzip(), nullptr);
    EXPECT_EQ(body->gzip()->etag, body->etag().substr(0, 33) + "-gz\"");
}

TEST(Etag, IsTheSameForTheSameBytesOnly)
{
    EXPECT_EQ(Body("abc").etag(), Body("abc").etag());
    EXPECT_NE(Body("abc").etag(), Body("abd").etag());
    EXPECT_EQ(Body("abc").etag(), "\"ba7816bf8f01cfea414140de5dae2223\"");
}

TEST(Gzip, GivesBackTheBytesAndIsTheSameEachTime)
{
    for (const std::size_t size : {0U, 1U, 500U, 20'480U, 3'000'000U}) {
        const std::string text = prose(size);
        EXPECT_EQ(unpacked(gzip_compress(text), size), text);
        EXPECT_EQ(gzip_compress(text), gzip_compress(text));
    }
}

TEST(Gzip, InPiecesGivesTheSameText)
{
    const std::string text = prose(300'000);
    GzipStage stage;
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += 7'777) {
        stage.add(std::string_view(text).substr(i, 7'777), out);
    }
    stage.finish(out);
    EXPECT_EQ(unpacked(out, text.size()), text);
}

TEST(Gzip, IsNotMadeWhereItDoesNotPay)
{
    EXPECT_EQ(Body(prose(Body::kMinGzipBytes - 1)).gzip(), nullptr);
    EXPECT_NE(Body(prose(Body::kMinGzipBytes)).gzip(), nullptr);
    std::mt19937 random(1); // NOLINT: the same noise each time
    std::string noise(2000, '\0');
    std::generate(noise.begin(), noise.end(), [&] { return static_cast<char>(random()); });
    EXPECT_EQ(Body(noise).gzip(), nullptr); // would not be smaller
    EXPECT_TRUE(Body("short").is_gzip_ready());
    EXPECT_EQ(Body(std::string(Body::kMaxGzipBytes + 1, 'a')).gzip(), nullptr);
}

TEST(Gzip, IsMadeOnceWhoeverAsks)
{
    const auto body = Body::make(prose(50'000));
    EXPECT_FALSE(body->is_gzip_ready());
    const std::size_t before = body->memory_bytes();
    std::vector<const Body::Variant*> seen(8);
    std::vector<std::thread> threads;
    for (auto& slot : seen) {
        threads.emplace_back([&slot, &body] { slot = body->gzip(); });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    for (const auto* variant : seen) {
        EXPECT_EQ(variant, seen[0]);
    }
    EXPECT_TRUE(body->is_gzip_ready());
    EXPECT_GT(body->memory_bytes(), before);
}

} // namespace
} // namespace chancery::http
