#include "http/encoding.hpp"

#include <gtest/gtest.h>

namespace chancery::http {
namespace {

TEST(ChooseEncoding, FollowsTheWeights)
{
    struct Case {
        const char* header;
        Encoding expected;
    };
    constexpr auto kGzip = Encoding::Gzip;
    constexpr auto kPlain = Encoding::Identity;
    for (const auto& [header, expected] : {
             Case{"gzip", kGzip},
             Case{"gzip, deflate, br", kGzip},
             Case{"GZIP", kGzip},
             Case{"x-gzip", kGzip},
             Case{"deflate,gzip;q=0.001", kGzip},
             Case{" br ; q=1.0 , gzip ; q=0.8 ", kGzip},
             Case{"*", kGzip},
             Case{"*;q=0.5", kGzip},
             Case{"gzip;Q=1", kGzip},
             Case{"gzip;q=1.", kGzip},
             Case{"gzip;q=1.000", kGzip},
             Case{"identity, gzip", kGzip},
             Case{"identity;q=0, gzip;q=0.1", kGzip},
             Case{"", kPlain},
             Case{"identity", kPlain},
             Case{"deflate, br", kPlain},
             Case{"gzip;q=0", kPlain},
             Case{"gzip;q=0.000", kPlain},
             Case{"gzip;q=0, *", kPlain},
             Case{"*;q=0", kPlain},
             Case{"*, gzip;q=0", kPlain},
             Case{"identity;q=1, gzip;q=0.5", kPlain},
             Case{"gzip;q=2", kPlain},
             Case{"gzip;q=1.001", kPlain},
             Case{"gzip;q=0.5000", kPlain},
             Case{"gzip;q=-1", kPlain},
             Case{"gzip;q=", kPlain},
             Case{"gzip;q=.5", kPlain},
             Case{"gzip;level=9", kPlain},
             Case{"gzipped", kPlain},
             Case{"gz ip", kPlain},
             Case{";;;,,,", kPlain},
         }) {
        EXPECT_EQ(choose_encoding(header), expected) << header;
    }
}

} // namespace
} // namespace chancery::http
