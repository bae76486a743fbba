#include "http/answer.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace chancery::http {
namespace {

constexpr AnswerSetting kSetting{.date = "Sun, 06 Nov 1994 08:49:37 GMT", .common_headers = ""};

std::string prose(std::size_t bytes)
{
    std::string text;
    while (text.size() < bytes) {
        text += "The embassy has nothing to report. ";
    }
    text.resize(bytes);
    return text;
}

Response page(std::size_t bytes = 2000)
{
    return html_response(prose(bytes));
}

// The value of a header; nothing where it is absent. Fails where it comes twice.
std::optional<std::string> header(const Answer& answer, std::string_view name)
{
    std::optional<std::string> found;
    for (const std::string_view line : split(answer.head, '\n')) {
        if (starts_with_ignoring_case(line, std::string(name) + ": ")) {
            EXPECT_FALSE(found) << name << " twice";
            found = trim(line.substr(name.size() + 2));
        }
    }
    return found;
}

void expect_security_headers(const Answer& answer)
{
    EXPECT_EQ(header(answer, "Content-Security-Policy"),
              "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
              "base-uri 'none'; frame-ancestors 'none'");
    EXPECT_EQ(header(answer, "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(header(answer, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header(answer, "X-Frame-Options"), "DENY");
    EXPECT_EQ(header(answer, "Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(header(answer, "Permissions-Policy"), "geolocation=(), camera=(), microphone=()");
    EXPECT_TRUE(header(answer, "Cross-Origin-Resource-Policy"));
    EXPECT_FALSE(header(answer, "Server"));
    EXPECT_FALSE(header(answer, "Set-Cookie"));
}

Answer answer_to(const Request& request, Response response)
{
    Answer answer = make_answer(request, std::move(response), kSetting);
    EXPECT_TRUE(answer.head.starts_with("HTTP/1.1 " + std::to_string(answer.status) + ' '));
    EXPECT_TRUE(answer.head.ends_with("\r\n\r\n"));
    EXPECT_EQ(answer.head.find("\r\n\r\n"), answer.head.size() - 4);
    expect_security_headers(answer);
    return answer;
}

TEST(Answer, CarriesThePage)
{
    const Answer answer = answer_to({}, page());
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.content, prose(2000));
    EXPECT_EQ(header(answer, "Content-Length"), "2000");
    EXPECT_EQ(header(answer, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(header(answer, "ETag"), Body(prose(2000)).etag());
    EXPECT_EQ(header(answer, "Date"), kSetting.date);
    EXPECT_EQ(header(answer, "Vary"), "Accept-Encoding");
    EXPECT_EQ(header(answer, "Accept-Ranges"), "bytes");
    EXPECT_EQ(header(answer, "Cache-Control"), "no-cache");
    EXPECT_FALSE(header(answer, "Content-Encoding"));
    EXPECT_FALSE(header(answer, "Connection"));
}

TEST(Answer, IsCompressedWhereTheReaderAsksAndItPays)
{
    Request request;
    request.accept_encoding = "gzip";
    const Answer answer = answer_to(request, page());
    EXPECT_EQ(header(answer, "Content-Encoding"), "gzip");
    EXPECT_EQ(header(answer, "Content-Length"), std::to_string(answer.content.size()));
    EXPECT_EQ(answer.content, gzip_compress(prose(2000)));
    EXPECT_EQ(header(answer, "ETag"), Body(prose(2000)).gzip()->etag);
    EXPECT_EQ(header(answer, "Vary"), "Accept-Encoding");

    EXPECT_FALSE(header(answer_to(request, page(100)), "Content-Encoding"));
    Response image = page();
    image.content_type = "image/png";
    const Answer plain = answer_to(request, image);
    EXPECT_FALSE(header(plain, "Content-Encoding"));
    EXPECT_FALSE(header(plain, "Vary"));
}

TEST(Answer, ToHeadHasEveryHeaderOfGetAndNoBody)
{
    for (const char* encoding : {"", "gzip"}) {
        Request request;
        request.accept_encoding = encoding;
        const Answer get = answer_to(request, page());
        request.method = Method::Head;
        const Answer head = answer_to(request, page());
        EXPECT_EQ(head.head, get.head);
        EXPECT_TRUE(head.content.empty());
        EXPECT_FALSE(get.content.empty());
    }
}

TEST(Answer, IsNotModifiedForAReaderWhoHasThePage)
{
    const Body body(prose(2000));
    struct Case {
        std::string if_none_match;
        std::string accept_encoding;
        int status;
    };
    for (const auto& [if_none_match, accept_encoding, status] : {
             Case{body.etag(), "", 304},
             Case{"W/" + body.etag(), "", 304},
             Case{"\"x\", " + body.etag(), "", 304},
             Case{"*", "", 304},
             Case{body.gzip()->etag, "gzip", 304},
             Case{body.gzip()->etag, "", 200}, // that is another form of it
             Case{body.etag(), "gzip", 200},
             Case{"\"x\"", "", 200},
         }) {
        for (const Method method : {Method::Get, Method::Head}) {
            Request request;
            request.method = method;
            request.if_none_match = if_none_match;
            request.accept_encoding = accept_encoding;
            const Answer answer = answer_to(request, page());
            EXPECT_EQ(answer.status, status) << if_none_match;
            EXPECT_EQ(answer.content.empty(), status == 304 || method == Method::Head);
            EXPECT_TRUE(header(answer, "ETag"));
            EXPECT_TRUE(header(answer, "Cache-Control"));
            EXPECT_TRUE(header(answer, "Vary"));
            EXPECT_EQ(header(answer, "Content-Length").has_value(), status == 200);
            EXPECT_EQ(header(answer, "Content-Type").has_value(), status == 200);
        }
    }
}

TEST(Answer, NotModifiedByDateCountsOnlyWithoutATag)
{
    Response response = page();
    response.last_modified = instant_from_seconds(1'000'000'000);
    Request request;
    request.if_modified_since = "Sun, 09 Sep 2001 01:46:40 GMT";
    EXPECT_EQ(answer_to(request, response).status, 304);
    EXPECT_EQ(header(answer_to(request, response), "Last-Modified"), request.if_modified_since);
    request.if_modified_since = "Sun, 09 Sep 2001 01:46:39 GMT";
    EXPECT_EQ(answer_to(request, response).status, 200);
    request.if_modified_since = "nonsense";
    EXPECT_EQ(answer_to(request, response).status, 200);
    request.if_modified_since = "Sun, 09 Sep 2001 01:46:40 GMT";
    request.if_none_match = "\"x\"";
    EXPECT_EQ(answer_to(request, response).status, 200);
    request.if_none_match = "";
    response.last_modified.reset();
    EXPECT_EQ(answer_to(request, response).status, 200);
}

TEST(Answer, OnlyAPageCanBeNotModified)
{
    Request request;
    request.if_none_match = "*";
    EXPECT_EQ(answer_to(request, error_response(404)).status, 404);
    EXPECT_EQ(answer_to(request, redirect(301, "/x")).status, 301);
    request.method = Method::Post;
    EXPECT_EQ(answer_to(request, page()).status, 200);
}

TEST(Answer, CarriesOnePart)
{
    struct Case {
        std::string range;
        std::string if_range;
        int status;
        std::string content;
        std::string content_range; // "" for none
    };
    const std::string text = prose(2000);
    const std::string tag = Body(text).etag();
    for (const auto& [range, if_range, status, content, content_range] : {
             Case{"bytes=0-9", "", 206, text.substr(0, 10), "bytes 0-9/2000"},
             Case{"bytes=1990-", "", 206, text.substr(1990), "bytes 1990-1999/2000"},
             Case{"bytes=-5", "", 206, text.substr(1995), "bytes 1995-1999/2000"},
             Case{"bytes=0-9", tag, 206, text.substr(0, 10), "bytes 0-9/2000"},
             Case{"bytes=0-9", "\"old\"", 200, text, ""},
             Case{"bytes=0-9", "W/" + tag, 200, text, ""},
             Case{"bytes=2000-", "", 416, "", "bytes */2000"},
             Case{"bytes=2000-", "\"old\"", 200, text, ""},
             Case{"bytes=0-1,3-4", "", 200, text, ""},
             Case{"rows=1-2", "", 200, text, ""},
         }) {
        Request request;
        request.range = range;
        request.if_range = if_range;
        const Answer answer = answer_to(request, page());
        EXPECT_EQ(answer.status, status) << range << if_range;
        EXPECT_EQ(answer.content, content) << range;
        EXPECT_EQ(header(answer, "Content-Length"), std::to_string(content.size()));
        EXPECT_EQ(header(answer, "Content-Range").value_or(""), content_range);
        EXPECT_EQ(header(answer, "ETag"), tag);
    }
}

TEST(Answer, PartsAreOfTheUncompressedBytes)
{
    Request request;
    request.range = "bytes=0-9";
    request.accept_encoding = "gzip";
    const Answer answer = answer_to(request, page());
    EXPECT_EQ(answer.status, 206);
    EXPECT_EQ(answer.content, prose(10));
    EXPECT_FALSE(header(answer, "Content-Encoding"));
    EXPECT_EQ(header(answer, "Vary"), "Accept-Encoding");
    request.range = "bytes=0-1,2-3"; // not taken up: compressed as ever
    EXPECT_EQ(header(answer_to(request, page()), "Content-Encoding"), "gzip");
}

TEST(Answer, RangeMeansNothingToHeadAndErrors)
{
    Request request;
    request.range = "bytes=0-9";
    EXPECT_EQ(answer_to(request, error_response(404)).status, 404);
    request.method = Method::Head;
    EXPECT_EQ(answer_to(request, page()).status, 200);
}

TEST(Answer, APageIsNotModifiedBeforeItIsCut)
{
    Request request;
    request.range = "bytes=0-9";
    request.if_none_match = Body(prose(2000)).etag();
    const Answer answer = answer_to(request, page());
    EXPECT_EQ(answer.status, 304);
    EXPECT_FALSE(header(answer, "Content-Range"));
}

TEST(Answer, SaysHowLongItMayBeKept)
{
    struct Case {
        Cache cache;
        const char* value;
    };
    for (const auto& [cache, value] : {
             Case{Cache::NoStore, "no-store"},
             Case{Cache::Revalidate, "no-cache"},
             Case{Cache::FiveMinutes, "public, max-age=300"},
             Case{Cache::Day, "public, max-age=86400"},
             Case{Cache::Immutable, "public, max-age=31536000, immutable"},
         }) {
        Response response = page();
        response.cache = cache;
        EXPECT_EQ(header(answer_to({}, response), "Cache-Control"), value);
    }
}

TEST(Answer, IsSharedWithOtherSitesOnlyWhereSaid)
{
    Response response = page();
    EXPECT_EQ(header(answer_to({}, response), "Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_FALSE(header(answer_to({}, response), "Access-Control-Allow-Origin"));
    response.sharing = Sharing::AnyOrigin;
    EXPECT_EQ(header(answer_to({}, response), "Cross-Origin-Resource-Policy"), "cross-origin");
    EXPECT_EQ(header(answer_to({}, response), "Access-Control-Allow-Origin"), "*");
    EXPECT_FALSE(header(answer_to({}, response), "Access-Control-Allow-Credentials"));
}

TEST(Answer, WithoutABodySaysSo)
{
    const Answer moved = answer_to({}, redirect(301, "/x"));
    EXPECT_EQ(header(moved, "Location"), "/x");
    EXPECT_EQ(header(moved, "Content-Length"), "0");
    EXPECT_FALSE(header(moved, "Content-Type"));
    Response nothing;
    nothing.status = 204;
    EXPECT_FALSE(header(answer_to({}, nothing), "Content-Length"));
}

TEST(Answer, AHeaderCannotEndTheHead)
{
    for (const auto& [name, value] :
         std::vector<std::pair<std::string, std::string>>{{"X", "a\r\nSet-Cookie: b"},
                                                          {"X", "a\nb"},
                                                          {"X", std::string("a\0b", 3)},
                                                          {"X: a\r\nY", "b"},
                                                          {"X Y", "b"},
                                                          {"", "b"}}) {
        Response response = page();
        response.headers.emplace_back(name, value);
        EXPECT_THROW(make_answer({}, response, kSetting), std::logic_error) << name << value;
    }
    EXPECT_THROW(header_lines({{"X", "\r"}}), std::logic_error);
    EXPECT_EQ(header_lines({{"A", "1"}, {"B", "2"}}), "A: 1\r\nB: 2\r\n");
}

TEST(Answer, CommonHeadersAndTheEndOfTheConnection)
{
    AnswerSetting setting = kSetting;
    setting.common_headers = "Onion-Location: http://x.onion/\r\n";
    setting.keep_alive = KeepAlive::No;
    const Answer answer = make_answer({}, page(), setting);
    EXPECT_EQ(header(answer, "Onion-Location"), "http://x.onion/");
    EXPECT_EQ(header(answer, "Connection"), "close");
    EXPECT_EQ(answer.keep_alive, KeepAlive::No);
}

TEST(NeedsCompressing, OnlyWhenItWouldBeSentAndIsNotThere)
{
    Request request;
    const Response response = page();
    EXPECT_FALSE(needs_compressing(request, response));
    request.accept_encoding = "gzip";
    EXPECT_TRUE(needs_compressing(request, response));
    response.body->gzip();
    EXPECT_FALSE(needs_compressing(request, response));
    EXPECT_FALSE(needs_compressing(request, redirect(301, "/")));
    EXPECT_FALSE(needs_compressing(request, text_response(200, "short")));
}

class Rows : public Stream {
public:
    More next(std::string& piece) override
    {
        piece += "row " + std::to_string(count_) + '\n';
        return ++count_ < 1000 ? More::Yes : More::No;
    }

private:
    int count_ = 0;
};

Response rows()
{
    Response response;
    response.stream = std::make_shared<Rows>();
    response.content_type = "text/csv; charset=utf-8";
    return response;
}

std::string all_of(Stream& stream)
{
    std::string out;
    while (stream.next(out) == Stream::More::Yes) {
    }
    return out;
}

TEST(Answer, AStreamTravelsInChunksOrUntilTheEnd)
{
    const Answer chunked = answer_to({}, rows());
    EXPECT_EQ(header(chunked, "Transfer-Encoding"), "chunked");
    EXPECT_FALSE(header(chunked, "Content-Length"));
    EXPECT_EQ(chunked.keep_alive, KeepAlive::Yes);
    ASSERT_TRUE(chunked.stream);

    AnswerSetting old = kSetting;
    old.chunked = Chunked::No;
    const Answer until_end = make_answer({}, rows(), old);
    EXPECT_FALSE(header(until_end, "Transfer-Encoding"));
    EXPECT_FALSE(header(until_end, "Content-Length"));
    EXPECT_EQ(header(until_end, "Connection"), "close");
    EXPECT_EQ(until_end.keep_alive, KeepAlive::No);

    Request head;
    head.method = Method::Head;
    const Answer nothing = answer_to(head, rows());
    EXPECT_FALSE(nothing.stream);
    EXPECT_EQ(nothing.head, chunked.head);
}

TEST(Answer, AStreamThatCanBeToldApartCanBeNotModified)
{
    const auto tagged = [] {
        Response response = rows();
        response.etag = "\"edition-1\"";
        return response;
    };
    Request request;
    EXPECT_FALSE(header(answer_to(request, rows()), "ETag"));
    EXPECT_EQ(header(answer_to(request, tagged()), "ETag"), "\"edition-1\"");
    request.if_none_match = "\"edition-1\"";
    const Answer unchanged = answer_to(request, tagged());
    EXPECT_EQ(unchanged.status, 304);
    EXPECT_FALSE(unchanged.stream);
    EXPECT_EQ(header(unchanged, "ETag"), "\"edition-1\"");
    EXPECT_EQ(answer_to(request, rows()).status, 200);
    request.range = "bytes=0-5"; // of what has no length: all of it
    request.if_none_match = "\"edition-2\"";
    EXPECT_EQ(answer_to(request, tagged()).status, 200);

    Request packed; // each encoding has its own
    packed.accept_encoding = "gzip";
    EXPECT_EQ(header(answer_to(packed, tagged()), "ETag"), "\"edition-1-gz\"");
    packed.if_none_match = "\"edition-1\"";
    EXPECT_EQ(answer_to(packed, tagged()).status, 200);
    packed.if_none_match = "\"edition-1-gz\"";
    EXPECT_EQ(answer_to(packed, tagged()).status, 304);
}

TEST(Answer, AStreamIsCompressedOnItsWay)
{
    Request request;
    request.accept_encoding = "gzip";
    const Answer answer = answer_to(request, rows());
    EXPECT_EQ(header(answer, "Content-Encoding"), "gzip");
    Rows plain;
    const std::string packed = all_of(*answer.stream);
    GzipStage stage;
    std::string expected;
    stage.add(all_of(plain), expected);
    stage.finish(expected);
    EXPECT_EQ(packed, expected);
}

} // namespace
} // namespace chancery::http
