#include "http/chunked.hpp"

#include <gtest/gtest.h>

namespace chancery::http {
namespace {

using namespace std::string_view_literals;

struct Outcome {
    Progress progress = Progress::NeedMore;
    int refusal = 0;
    std::string body;
    std::string rest;
};

Outcome decode(std::string_view bytes, std::size_t step)
{
    ChunkDecoder decoder;
    Outcome out;
    for (std::size_t i = 0; i < bytes.size() && out.progress == Progress::NeedMore; i += step) {
        out.rest += bytes.substr(i, step);
        out.progress = decoder.read(out.rest, out.body, Limits());
    }
    out.refusal = decoder.refusal();
    return out;
}

TEST(ChunkDecoder, JoinsTheChunksHoweverTheyArrive)
{
    struct Case {
        std::string_view bytes;
        std::string_view body;
    };
    for (const auto& [bytes, body] : {
             Case{"0\r\n\r\n", ""},
             Case{"000\r\n\r\n", ""},
             Case{"4\r\nwiki\r\n5\r\npedia\r\n0\r\n\r\n", "wikipedia"},
             Case{"A\r\n0123456789\r\n0\r\n\r\n", "0123456789"},
             Case{"a;x=\"y z\";v\r\n0123456789\r\n0;z\r\n\r\n", "0123456789"},
             Case{"2\r\n\r\n\r\n0\r\n\r\n", "\r\n"},
             Case{"1\r\na\r\n0\r\nTrailer: 1\r\nOther:\r\n\r\n", "a"},
         }) {
        for (const std::size_t step : {std::size_t{1}, std::size_t{3}, bytes.size()}) {
            const Outcome out = decode(bytes, step);
            EXPECT_EQ(out.progress, Progress::Done) << bytes << " by " << step;
            EXPECT_EQ(out.body, body) << bytes;
            EXPECT_EQ(out.rest, "");
        }
    }
}

TEST(ChunkDecoder, LeavesTheNextMessage)
{
    EXPECT_EQ(decode("0\r\n\r\nGET /", 10).rest, "GET /");
}

TEST(ChunkDecoder, RefusesEverythingElse)
{
    struct Case {
        std::string_view bytes;
        int status;
    };
    for (const auto& [bytes, status] : {
             Case{"\r\n"sv, 400},
             Case{"x\r\n"sv, 400},
             Case{"0x1\r\na\r\n"sv, 400},
             Case{"-1\r\n"sv, 400},
             Case{"+1\r\n"sv, 400},
             Case{" 1\r\n"sv, 400},
             Case{"1 \r\n"sv, 400},
             Case{"1 ;x\r\n"sv, 400},
             Case{"1,x\r\n"sv, 400},
             Case{";x\r\n"sv, 400},
             Case{"1\n"sv, 400},
             Case{"1\r\r\n"sv, 400},
             Case{"1;a\0b\r\n"sv, 400},
             Case{"1;a\rb\r\n"sv, 400},
             Case{"1\r\nab"sv, 400},
             Case{"1\r\na\n"sv, 400},
             Case{"1\r\na\rx"sv, 400},
             Case{"0\r\nT\r\n"sv, 400},
             Case{"0\r\n T: 1\r\n"sv, 400},
             Case{"0\r\nT: 1\n"sv, 400},
             Case{"10001\r\n"sv, 413},
             Case{"ffffffffffffffffffffffff\r\n"sv, 413},
         }) {
        for (const std::size_t step : {std::size_t{1}, bytes.size()}) {
            const Outcome out = decode(bytes, step);
            EXPECT_EQ(out.progress, Progress::Refused) << bytes;
            EXPECT_EQ(out.refusal, status) << bytes;
        }
    }
}

TEST(ChunkDecoder, CountsAllChunksTogether)
{
    const std::string chunk = "8000\r\n" + std::string(0x8000, 'a') + "\r\n";
    EXPECT_EQ(decode(chunk + chunk + "0\r\n\r\n", 1000).body.size(), 0x10000U);
    EXPECT_EQ(decode(chunk + chunk + "1\r\n", 1000).refusal, 413);
}

} // namespace
} // namespace chancery::http
