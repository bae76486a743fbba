#include "http/response.hpp"

#include <gtest/gtest.h>

namespace chancery::http {
namespace {

TEST(Redirect, EscapesWhatCouldEndTheHeader)
{
    const Response response = redirect(301, "/a b\r\nX: y\xc3\xa9?q=%20#par4");
    EXPECT_EQ(response.status, 301);
    ASSERT_EQ(response.headers.size(), 1U);
    EXPECT_EQ(response.headers[0].first, "Location");
    EXPECT_EQ(response.headers[0].second, "/a%20b%0D%0AX:%20y%C3%A9?q=%20#par4");
}

TEST(ErrorResponse, IsAConstantPageThatIsNeverStored)
{
    const Response first = error_response(404);
    EXPECT_EQ(first.status, 404);
    EXPECT_EQ(first.cache, Cache::NoStore);
    EXPECT_EQ(first.body, error_response(404).body);
    EXPECT_NE(first.body->bytes().find("<h1>Not Found</h1>"), std::string_view::npos);
    EXPECT_EQ(error_response(503).headers.at(0).first, "Retry-After");
}

TEST(ReasonPhrase, IsKnownForEveryErrorWeSend)
{
    for (const int status :
         {400, 404, 405, 408, 413, 414, 416, 417, 421, 431, 500, 501, 503, 505}) {
        EXPECT_NE(reason_phrase(status), "Unknown") << status;
        EXPECT_TRUE(status == 416 || error_response(status).body) << status;
    }
    EXPECT_EQ(reason_phrase(299), "Unknown");
}

TEST(Compressible, IsTextOfAnyKind)
{
    for (const char* type : {"text/html; charset=utf-8", "text/css", "application/json",
                             "application/ld+json", "application/atom+xml", "application/xml"}) {
        EXPECT_TRUE(is_compressible(type)) << type;
    }
    for (const char* type : {"image/png", "application/zip", "application/octet-stream", "",
                             "application/zstd", "textile/html"}) {
        EXPECT_FALSE(is_compressible(type)) << type;
    }
}

} // namespace
} // namespace chancery::http
