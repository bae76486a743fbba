#include "http/request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chancery::http {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using namespace std::string_view_literals;

TEST(ParseTarget, DecodesThePath)
{
    struct Case {
        std::string_view target;
        std::string_view path;
    };
    for (const auto& [target, path] : {
             Case{"/", "/"},
             Case{"/a", "/a"},
             Case{"/a/", "/a/"},
             Case{"/tag/PHUM%5F0.html?x", "/tag/PHUM_0.html"},
             Case{"/a%20b+c", "/a b+c"},
             Case{"/caf%c3%A9", "/caf\xc3\xa9"},
             Case{"/caf\xc3\xa9", "/caf\xc3\xa9"},
             Case{"/%252e%252e/x", "/%2e%2e/x"}, // decoded once, and only once
             Case{"/...", "/..."},
             Case{"/..a/.b", "/..a/.b"},
             Case{"/a;b=1,c", "/a;b=1,c"},
             Case{"http://example.org/a?b", "/a"},
             Case{"HTTPS://example.org:80", "/"},
             Case{"http://example.org?b=1", "/"},
         }) {
        const auto parsed = parse_target(target);
        ASSERT_TRUE(parsed) << target;
        EXPECT_EQ(parsed->path, path) << target;
    }
}

TEST(ParseTarget, RefusesWhatCouldBeReadInTwoWays)
{
    for (const std::string_view target : {
             ""sv,
             "a"sv,
             "*"sv,
             "?a=b"sv,
             "//"sv,
             "//b"sv,
             "/a//b"sv,
             "/a//"sv,
             "/."sv,
             "/./a"sv,
             "/.."sv,
             "/../a"sv,
             "/a/.."sv,
             "/a/../b"sv,
             "/../../etc/passwd"sv,
             "/%2e%2e/b"sv,
             "/%2E./b"sv,
             "/.%2e"sv,
             "/%2e"sv,
             "/a%2fb"sv,
             "/a%2Fb"sv,
             "/%2f"sv,
             "/a%5cb"sv,
             "/a\\b"sv,
             "/..\\b"sv,
             "/%00"sv,
             "/a\0b"sv,
             "/a%0ab"sv,
             "/a%0d%0aSet-Cookie:x"sv,
             "/a%1f"sv,
             "/a%7f"sv,
             "/%"sv,
             "/%4"sv,
             "/%zz"sv,
             "/%4g"sv,
             "/%-1"sv,
             "/%u0041"sv,
             "/%c0%af"sv,         // overlong '/'
             "/%e0%80%af"sv,      // likewise
             "/%c0%ae%c0%ae/b"sv, // overlong ".."
             "/%ed%a0%80"sv,      // surrogate
             "/%f4%90%80%80"sv,   // over U+10FFFF
             "/%ff"sv,
             "/%c3"sv,
             "/caf\xe9"sv,
             "/a b"sv,
             "/a\tb"sv,
             "/a\x7f"sv,
             "/a#b"sv,
             "/?a=%"sv,
             "/?%ff=1"sv,
             "/?%00=1"sv,
             "http://"sv,
             "http:///a"sv,
             "http://user@example.org/"sv,
             "http://exa mple.org/"sv,
             "ftp://example.org/"sv,
             "example.org:443"sv,
             "javascript:alert(1)"sv,
         }) {
        EXPECT_FALSE(parse_target(target)) << target;
    }
}

TEST(ParseTarget, TakesWhatIsNoTextInAValueForUnknownCharacters)
{
    const auto target = parse_target("/search?q=S%E3o+Paulo&p=a%00b&r=%c0%80");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->query,
              (Fields{{"q", "S\uFFFDo Paulo"}, {"p", "a\uFFFDb"}, {"r", "\uFFFD\uFFFD"}}));
}

TEST(ParseTarget, KeepsTheHostOfTheAbsoluteForm)
{
    EXPECT_EQ(parse_target("http://Example.org:80/a")->host, "example.org:80");
    EXPECT_EQ(parse_target("/a")->host, "");
}

TEST(ParseForm, KeepsOrderAndRepeatedNames)
{
    EXPECT_THAT(*parse_form("q=a+b&tag=PHUM&tag=GT&empty=&bare&=x&&e=%C3%A9&p=1%2B1"),
                ElementsAre(Pair("q", "a b"), Pair("tag", "PHUM"), Pair("tag", "GT"),
                            Pair("empty", ""), Pair("bare", ""), Pair("", "x"),
                            Pair("e", "\xc3\xa9"), Pair("p", "1+1")));
    EXPECT_THAT(*parse_form("text=two%0D%0Alines"), ElementsAre(Pair("text", "two\r\nlines")));
    EXPECT_THAT(*parse_form("a=b=c"), ElementsAre(Pair("a", "b=c")));
    EXPECT_TRUE(parse_form("")->empty());
}

TEST(ParseForm, LimitsTheNumberOfFields)
{
    std::string form;
    for (std::size_t i = 0; i < kMaxFormFields; ++i) {
        form += "a&";
    }
    EXPECT_EQ(parse_form(form)->size(), kMaxFormFields);
    EXPECT_FALSE(parse_form(form + "a"));
}

TEST(Request, FindsTheFirstValueOfAName)
{
    Request request;
    request.query = {{"a", "1"}, {"b", ""}, {"a", "2"}};
    EXPECT_EQ(request.query_value("a"), "1");
    EXPECT_EQ(request.query_value("b"), "");
    EXPECT_FALSE(request.query_value("c"));
}

TEST(Methods, OptionsIsAlwaysAllowedAndPostOnlyWhereSaid)
{
    EXPECT_TRUE(allows(Methods::Read, Method::Options));
    EXPECT_TRUE(allows(Methods::Read, Method::Head));
    EXPECT_FALSE(allows(Methods::Read, Method::Post));
    EXPECT_TRUE(allows(Methods::ReadAndPost, Method::Post));
    EXPECT_EQ(allow_header(Methods::Read), "GET, HEAD, OPTIONS");
    EXPECT_EQ(allow_header(Methods::ReadAndPost), "GET, HEAD, POST, OPTIONS");
}

TEST(Host, OnlyNamesAndAddressesWithAPort)
{
    for (const char* host :
         {"example.org", "example.org:8080", "EXAMPLE.org", "127.0.0.1:1", "[::1]", "[::1]:65535",
          "[::ffff:1.2.3.4]", "a_b.onion", "localhost"}) {
        EXPECT_TRUE(is_valid_host(host)) << host;
    }
    for (const char* host : {"",
                             ":80",
                             "example.org:",
                             "example.org:65536",
                             "example.org:x",
                             "example.org:1:2",
                             "a b",
                             "a/b",
                             "a@b",
                             "a,b",
                             "[::1",
                             "::1",
                             "[]",
                             "[]:80",
                             "[g::1]",
                             "a%41",
                             "<script>",
                             "a?b",
                             "a:000080",
                             "[::1]x",
                             "[::1]x:80",
                             "x[::1]"}) {
        EXPECT_FALSE(is_valid_host(host)) << host;
    }
    EXPECT_TRUE(is_valid_host(std::string(255, 'a')));
    EXPECT_FALSE(is_valid_host(std::string(256, 'a')));
}

TEST(Host, AllowedOnesMatchWithoutCaseAndPort)
{
    const std::vector<std::string> allowed = {"Example.org", "x.onion:8080", "[::1]"};
    for (const char* host :
         {"example.org", "EXAMPLE.ORG", "example.org:99", "x.onion:8080", "[::1]:5"}) {
        EXPECT_TRUE(is_allowed_host(host, allowed)) << host;
    }
    for (const char* host : {"example.org.evil.net", "evil-example.org", "x.onion", "x.onion:80",
                             "127.0.0.1", "[::2]", ""}) {
        EXPECT_FALSE(is_allowed_host(host, allowed)) << host;
    }
    EXPECT_TRUE(is_allowed_host("anything", {}));
}

} // namespace
} // namespace chancery::http
