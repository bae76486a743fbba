#pragma once
// What a handler answers. The server adds the rest, on every answer: length, ETag, Last-Modified,
// Date, caching, compression with Vary, ranges, 304, the security headers; and it leaves the body
// out for HEAD.
//
//   Response page;
//   page.body = Body::make(html);
//   page.cache = Cache::FiveMinutes;
//   return page;
//
//   return redirect(301, "/cable/2008/02/08GUATEMALA242.html");
//   return error_response(404);
//
// Values; cheap to copy; any thread.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "http/body.hpp"

namespace chancery::http {

enum class Cache : std::uint8_t {
    NoStore,     // searches, errors
    Revalidate,  // kept, but asked for again each time: cheap, thanks to the ETag
    FiveMinutes, // listings, feeds
    Day,         // what changes with a release only
    Immutable    // addresses that carry a hash of the content
};

// Who may use the answer from a script of another site.
enum class Sharing : std::uint8_t {
    SameOrigin, // pages
    AnyOrigin   // the API: Access-Control-Allow-Origin: *, never with credentials
};

// An answer whose length is not known before: rows of a large result. next() appends the next
// piece, some 64 KB, and says whether there may be more. It is called by worker threads, one at a
// time, and only as fast as the reader takes the pieces. An exception cuts the connection, so that
// the reader sees that the answer is incomplete.
class Stream {
public:
    Stream() = default;
    virtual ~Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    Stream(Stream&&) = delete;
    Stream& operator=(Stream&&) = delete;
    enum class More : std::uint8_t { No, Yes };
    virtual More next(std::string& piece) = 0;
};

struct Response {
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::shared_ptr<const Body> body; // none: an empty answer
    std::shared_ptr<Stream>
        stream; // instead of body; shared by the handler's answer and the socket
    // Further headers, such as Location, Link, Content-Disposition. Not those that the server
    // makes.
    std::vector<std::pair<std::string, std::string>> headers;
    // Of a stream, with its quotes: what tells this answer from any other of its address. Without one,
    // nobody can ask whether it has changed.
    std::string etag = {};
    Cache cache = Cache::Revalidate;
    Sharing sharing = Sharing::SameOrigin;
    std::optional<Instant> last_modified;
};

Response text_response(int status, std::string text); // text/plain in UTF-8
Response html_response(std::string html);             // 200
// 301, 302, 303, 307 or 308. Bytes that may not stand in a URL are percent-encoded, so no text can
// end the header.
Response redirect(int status, std::string_view location);
// A short constant page that says what the status means and nothing else; never stored by caches.
Response error_response(int status);

// "Not Found"; "Unknown" for a status that we never send.
std::string_view reason_phrase(int status);
// Whether the type is text of some kind, which compression makes smaller: HTML, JSON, XML.
bool is_compressible(std::string_view content_type);

} // namespace chancery::http
