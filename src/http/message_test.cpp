#include "http/message.hpp"

#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chancery::http {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using namespace std::string_view_literals;

const Limits kLimits;
const std::vector<std::string> kAnyHost;

std::string get(std::string_view rest)
{
    return "GET /a HTTP/1.1\r\n" + std::string(rest) + "\r\n";
}

std::string post(std::string_view rest)
{
    return "POST /a HTTP/1.1\r\nHost: a\r\n" + std::string(rest);
}

// 200 when the message is taken; otherwise the status that refuses it; 0 when it is not whole.
int status_of(std::string bytes, const std::vector<std::string>& hosts = kAnyHost)
{
    MessageReader reader(kLimits, hosts);
    switch (reader.read(bytes)) {
    case Progress::Done:
        return 200;
    case Progress::Refused:
        return reader.refusal();
    default:
        return 0;
    }
}

// The same however the bytes arrive.
int status_byte_by_byte(std::string_view bytes, const std::vector<std::string>& hosts = kAnyHost)
{
    MessageReader reader(kLimits, hosts);
    std::string buffer;
    Progress progress = Progress::NeedMore;
    for (std::size_t i = 0; i < bytes.size() && progress == Progress::NeedMore; ++i) {
        buffer += bytes[i];
        progress = reader.read(buffer);
    }
    return progress == Progress::Done ? 200 : progress == Progress::Refused ? reader.refusal() : 0;
}

TEST(MessageReader, TakesWhatIsWellFormed)
{
    for (const std::string& message : {
             get("Host: a\r\n"),
             get("host:a\r\n"),
             get("HOST:   a  \r\n"),
             get("Host: a\r\nContent-Length: 0\r\n"),
             "\r\n" + get("Host: a\r\n"),
             std::string("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"),
             std::string("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"),
             std::string("GET / HTTP/1.0\r\n\r\n"),
             std::string("GET / HTTP/1.0\r\nHost: a\r\n\r\n"),
             std::string("GET http://a/b HTTP/1.1\r\nHost: A\r\n\r\n"),
             post("\r\n"),
             post("Content-Length: 3\r\n\r\nabc"),
             post("Content-Length: 003\r\n\r\nabc"),
             post("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
             post("Transfer-Encoding: Chunked\r\n\r\n0\r\n\r\n"),
             post("Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nTrailer: 1\r\n\r\n"),
             get("Host: a\r\nX: caf\xe9\r\n"),
             get("Host: a\r\nX:\r\n"),
         }) {
        EXPECT_EQ(status_of(message), 200) << message;
        EXPECT_EQ(status_byte_by_byte(message), 200) << message;
    }
}

struct Refused {
    int status;
    std::string message;
};

std::vector<Refused> refused_messages()
{
    return {
        // lines
        {400, "GET / HTTP/1.1\nHost: a\n\n"},
        {400, "GET / HTTP/1.1\r\nHost: a\n\r\n"},
        {400, "GET / HTTP/1.1\r\nHost: a\r\rX: b\r\n\r\n"},
        {400, get("Host: a\r\n b\r\n")},
        {400, get("Host: a\r\nX: b\r\n\tc\r\n")},
        {400, get(" Host: a\r\n")},
        {400, get("Host : a\r\n")},
        {400, get("Host\t: a\r\n")},
        {400, get("Host: a\r\nX\r\n")},
        {400, get("Host: a\r\n: b\r\n")},
        {400, get("Host: a\r\nX(y): b\r\n")},
        {400, get("Host: a\r\nX: b\0c\r\n"sv)},
        {400, get("Host: a\r\nX\0: b\r\n"sv)},
        {400, get("Host: a\r\nX: \x01\r\n")},
        {400, "\r\n\r\n" + get("Host: a\r\n")},
        {400, "\n" + get("Host: a\r\n")},
        {400, " GET / HTTP/1.1\r\nHost: a\r\n\r\n"},
        {400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"},
        {400, "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"},
        {400, "GET /\r\nHost: a\r\n\r\n"},
        {400, "GET / HTTP/x.y\r\nHost: a\r\n\r\n"},
        {400, "GET / http/1.1\r\nHost: a\r\n\r\n"},
        {400, std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"sv)}, // TLS
        // whom
        {400, get("")},
        {400, get("Host:\r\n")},
        {400, get("Host: a\r\nHost: a\r\n")},
        {400, get("Host: a, b\r\n")},
        {400, get("Host: a b\r\n")},
        {400, get("Host: a/b\r\n")},
        {400, "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"},
        {400, "GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n"},
        {400, "GET http://a/ HTTP/1.1\r\n\r\n"},
        // what
        {400, "GET /../x HTTP/1.1\r\nHost: a\r\n\r\n"},
        {400, "GET /%c0%af HTTP/1.1\r\nHost: a\r\n\r\n"},
        {400, "GET x HTTP/1.1\r\nHost: a\r\n\r\n"},
        {400, "GET * HTTP/1.1\r\nHost: a\r\n\r\n"},
        // where it ends
        {400, get("Host: a\r\nContent-Length: 1\r\n") + "x"},
        {400, get("Host: a\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n"},
        {400, "OPTIONS / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"},
        {400, post("Content-Length: 1\r\nContent-Length: 1\r\n\r\nx")},
        {400, post("Content-Length: 1\r\nContent-Length: 2\r\n\r\nx")},
        {400, post("Content-Length: 1, 1\r\n\r\nx")},
        {400, post("Content-Length: +1\r\n\r\nx")},
        {400, post("Content-Length: -1\r\n\r\nx")},
        {400, post("Content-Length: 0x1\r\n\r\nx")},
        {400, post("Content-Length: 1 1\r\n\r\nx")},
        {400, post("Content-Length:\r\n\r\n")},
        {400, post("Content-Length: 99999999999999999999999999\r\n\r\nx")},
        {400, post("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")},
        {400, post("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n")},
        {400, post("Transfer-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx")},
        {400, post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")},
        {400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {400, post("Transfer-Encoding: chunked\r\n\r\nxyz\r\n")},
        {400, post("Transfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n")},
        {400, post("Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n")},
        {501, post("Transfer-Encoding: gzip\r\n\r\nx")},
        {501, post("Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")},
        {501, post("Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")},
        {501, post("Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n")},
        {501, post("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")},
        {501, post("Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n")},
        {501, post("Transfer-Encoding: identity\r\n\r\n")},
        {417, post("Expect: a-miracle\r\nContent-Length: 1\r\n\r\n")},
        // how
        {405, "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"},
        {405, "DELETE / HTTP/1.1\r\nHost: a\r\n\r\n"},
        {405, "PATCH / HTTP/1.1\r\nHost: a\r\n\r\n"},
        {405, "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"},
        {501, "BREW / HTTP/1.1\r\nHost: a\r\n\r\n"},
        {501, "get / HTTP/1.1\r\nHost: a\r\n\r\n"},
        {501, "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"},
        {505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"},
        {505, "GET / HTTP/1.2\r\nHost: a\r\n\r\n"},
        {505, "GET / HTTP/0.9\r\nHost: a\r\n\r\n"},
        {505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
        // how much
        {414, "GET /" + std::string(4096, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"},
        {414, "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"},
        {414, "GET /" + std::string(9000, 'a')},
        {431, get("Host: a\r\nX: " + std::string(8192, 'a') + "\r\n")},
        {431, get("Host: a\r\nX: " + std::string(8192, 'a'))},
        {413, post("Content-Length: 65537\r\n\r\n")},
        {413, post("Content-Length: 999999999999\r\n\r\n")},
        {413, post("Transfer-Encoding: chunked\r\n\r\n10001\r\n")},
        {413, post("Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n")},
        {413, post("Transfer-Encoding: chunked\r\n\r\n3;" + std::string(9000, 'x'))},
        {413, post("Transfer-Encoding: chunked\r\n\r\n0\r\nX: " + std::string(9000, 'x'))},
    };
}

TEST(MessageReader, RefusesWhatTwoProgramsCouldReadInTwoWays)
{
    for (const auto& [status, message] : refused_messages()) {
        EXPECT_EQ(status_of(message), status) << message;
    }
}

TEST(MessageReader, RefusesTheSameHoweverTheBytesArrive)
{
    for (const auto& [status, message] : refused_messages()) {
        EXPECT_EQ(status_byte_by_byte(message), status) << message;
    }
}

TEST(MessageReader, CountsFields)
{
    std::string fields = "Host: a\r\n";
    for (std::size_t i = 1; i < kLimits.fields; ++i) {
        fields += "X: y\r\n";
    }
    EXPECT_EQ(status_of(get(fields)), 200);
    EXPECT_EQ(status_of(get(fields + "X: y\r\n")), 431);
}

TEST(MessageReader, TakesExactlyWhatTheLimitsAllow)
{
    const std::string target = "/" + std::string(kLimits.target - 1, 'a');
    EXPECT_EQ(status_of("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
    const std::size_t around = get("Host: a\r\nX: \r\n").size();
    const std::string value(kLimits.head - around, 'a');
    EXPECT_EQ(status_of(get("Host: a\r\nX: " + value + "\r\n")), 200);
    EXPECT_EQ(status_of(get("Host: a\r\nX: " + value + "a\r\n")), 431);
    const std::string body(kLimits.body, 'b');
    EXPECT_EQ(status_of(post("Content-Length: 65536\r\n\r\n") + body), 200);
    EXPECT_EQ(
        status_of(post("Transfer-Encoding: chunked\r\n\r\n10000\r\n") + body + "\r\n0\r\n\r\n"),
        200);
}

TEST(MessageReader, ABodyIsNotMadeOfChunkHeaders)
{
    MessageReader reader(kLimits, kAnyHost);
    std::string buffer = post("Transfer-Encoding: chunked\r\n\r\n");
    Progress progress = reader.read(buffer);
    std::size_t sent = 0;
    while (progress == Progress::NeedMore && sent < 10'000'000) {
        const std::string chunk = "1;" + std::string(4000, 'x') + "\r\na\r\n";
        sent += chunk.size();
        buffer += chunk;
        progress = reader.read(buffer);
    }
    EXPECT_EQ(progress, Progress::Refused);
    EXPECT_EQ(reader.refusal(), 413);
    EXPECT_LT(sent, 200'000U);
}

TEST(MessageReader, FillsInTheRequest)
{
    MessageReader reader(kLimits, kAnyHost);
    std::string buffer = "POST /search%20x?q=a+b HTTP/1.1\r\nHost: Example.ORG:80\r\n"
                         "Accept-Encoding: br\r\nAccept-Encoding:  gzip \r\n"
                         "If-None-Match: \"a\"\r\nIf-Modified-Since: x\r\nRange: bytes=0-1\r\n"
                         "If-Range: \"b\"\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                         "Content-Length: 5\r\n\r\nhelloGET /";
    ASSERT_EQ(reader.read(buffer), Progress::Done);
    EXPECT_EQ(buffer, "GET /"); // the next message stays
    const Request& request = reader.request();
    EXPECT_EQ(request.method, Method::Post);
    EXPECT_EQ(request.path, "/search x");
    EXPECT_EQ(request.target, "/search%20x?q=a+b");
    EXPECT_THAT(request.query, ElementsAre(Pair("q", "a b")));
    EXPECT_EQ(request.host, "example.org:80");
    EXPECT_EQ(request.accept_encoding, "br, gzip");
    EXPECT_EQ(request.if_none_match, "\"a\"");
    EXPECT_EQ(request.if_modified_since, "x");
    EXPECT_EQ(request.range, "bytes=0-1");
    EXPECT_EQ(request.if_range, "\"b\"");
    EXPECT_EQ(request.content_type, "application/x-www-form-urlencoded");
    EXPECT_EQ(request.body, "hello");
    EXPECT_TRUE(reader.keep_alive());
}

TEST(MessageReader, TrailersMeanNothing)
{
    MessageReader reader(kLimits, kAnyHost);
    std::string buffer = post("Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n"
                              "Host: evil\r\nIf-None-Match: *\r\n\r\n");
    ASSERT_EQ(reader.read(buffer), Progress::Done);
    EXPECT_EQ(reader.request().host, "a");
    EXPECT_EQ(reader.request().if_none_match, "");
    EXPECT_EQ(reader.request().body, "ab");
}

TEST(MessageReader, ReadsOneMessageAfterTheOther)
{
    MessageReader reader(kLimits, kAnyHost);
    std::string buffer = get("Host: a\r\n") + post("Content-Length: 2\r\n\r\nab") +
                         "\r\nGET /c HTTP/1.1\r\nHost: a\r\n\r\n";
    for (const char* path : {"/a", "/a", "/c"}) {
        ASSERT_EQ(reader.read(buffer), Progress::Done);
        EXPECT_EQ(reader.take_request().path, path);
        reader.reset();
    }
    EXPECT_EQ(reader.read(buffer), Progress::NeedMore);
}

TEST(MessageReader, KnowsWhenTheConnectionEnds)
{
    struct Case {
        std::string message;
        bool stays;
    };
    for (const auto& [message, stays] : {
             Case{get("Host: a\r\n"), true},
             Case{get("Host: a\r\nConnection: close\r\n"), false},
             Case{get("Host: a\r\nConnection: x, Close\r\n"), false},
             Case{"GET / HTTP/1.0\r\n\r\n", false},
             Case{"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false},
             Case{get(""), false},
         }) {
        MessageReader reader(kLimits, kAnyHost);
        EXPECT_FALSE(reader.keep_alive());
        std::string buffer = message;
        reader.read(buffer);
        EXPECT_EQ(reader.keep_alive(), stays) << message;
    }
}

TEST(MessageReader, SaysOnceThatTheReaderWaits)
{
    MessageReader reader(kLimits, kAnyHost);
    std::string buffer = post("Expect: 100-Continue\r\nContent-Length: 2\r\n\r\n");
    ASSERT_EQ(reader.read(buffer), Progress::NeedMore);
    EXPECT_TRUE(reader.take_wants_continue());
    EXPECT_FALSE(reader.take_wants_continue());
    buffer += "ab";
    EXPECT_EQ(reader.read(buffer), Progress::Done);
}

TEST(MessageReader, HostsThatAreNotServedHereGet421)
{
    const std::vector<std::string> hosts = {"example.org"};
    EXPECT_EQ(status_of(get("Host: example.org:80\r\n"), hosts), 200);
    EXPECT_EQ(status_of(get("Host: evil.example\r\n"), hosts), 421);
    EXPECT_EQ(status_of("GET / HTTP/1.0\r\n\r\n", hosts), 200);
}

} // namespace
} // namespace chancery::http
