#include "http/range.hpp"

#include <gtest/gtest.h>

namespace chancery::http {
namespace {

Range part(std::uint64_t first, std::uint64_t last)
{
    return {RangeKind::Part, first, last};
}
constexpr Range kWhole{};
constexpr Range kNone{RangeKind::Unsatisfiable, 0, 0};

TEST(ParseRange, ReadsOnePartAndIgnoresWhatItCannotRead)
{
    struct Case {
        const char* header;
        Range expected;
    };
    for (const auto& [header, expected] : {
             Case{"bytes=0-99", part(0, 99)},
             Case{"BYTES=0-99", part(0, 99)},
             Case{"bytes= 0-99 ", part(0, 99)},
             Case{"bytes=0-0", part(0, 0)},
             Case{"bytes=999-999", part(999, 999)},
             Case{"bytes=900-", part(900, 999)},
             Case{"bytes=900-5000", part(900, 999)},
             Case{"bytes=-100", part(900, 999)},
             Case{"bytes=-5000", part(0, 999)},
             Case{"bytes=5-99999999999999999999999", part(5, 999)},
             Case{"bytes=-99999999999999999999999", part(0, 999)},
             Case{"bytes=1000-", kNone},
             Case{"bytes=1000-1001", kNone},
             Case{"bytes=-0", kNone},
             Case{"bytes=99999999999999999999999-", kNone},
             Case{"bytes=0-1,5-6", kWhole},
             Case{"bytes=0-,0-,0-,0-", kWhole},
             Case{"bytes=5-3", kWhole},
             Case{"bytes=-", kWhole},
             Case{"bytes=", kWhole},
             Case{"bytes=--1", kWhole},
             Case{"bytes=1--2", kWhole},
             Case{"bytes=0x1-2", kWhole},
             Case{"bytes=+1-2", kWhole},
             Case{"bytes=1 -2", kWhole},
             Case{"lines=1-2", kWhole},
             Case{"bytes 1-2", kWhole},
             Case{"", kWhole},
         }) {
        EXPECT_EQ(parse_range(header, 1000), expected) << header;
    }
}

TEST(ParseRange, NothingCanBeCutFromAnEmptyPage)
{
    EXPECT_EQ(parse_range("bytes=0-", 0), kNone);
    EXPECT_EQ(parse_range("bytes=-1", 0), kNone);
}

TEST(ContentRange, NamesThePartAndTheWhole)
{
    EXPECT_EQ(content_range(part(0, 99), 1000), "bytes 0-99/1000");
    EXPECT_EQ(content_range(kNone, 1000), "bytes */1000");
}

} // namespace
} // namespace chancery::http
