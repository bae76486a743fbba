#pragma once
// From a handler's Response to the bytes on the wire. All that HTTP asks of an answer happens here,
// without a socket:
//
//   If-None-Match, If-Modified-Since   304: for a 200 with a body, on GET and HEAD
//   Range, If-Range                    206, 416: likewise, on GET; always of the plain bytes
//   Accept-Encoding                    gzip with its own ETag; Vary wherever it could happen
//   HEAD                               every header of the GET, no body
//   security headers                   on every answer
//
// Pure apart from making a body's compressed form; any thread.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "http/request.hpp"
#include "http/response.hpp"

namespace chancery::http {

enum class KeepAlive : std::uint8_t { No, Yes };
enum class Chunked : std::uint8_t { No, Yes }; // how a stream travels; HTTP/1.0 knows no chunks

struct Answer {
    int status = 200;
    std::string head;                 // status line to the empty line
    std::shared_ptr<const Body> body; // keeps `content` alive while it is sent
    std::string_view content;         // what follows the head; empty for HEAD and 304
    std::shared_ptr<Stream> stream;   // or this, piece by piece
    KeepAlive keep_alive = KeepAlive::Yes;
    Chunked chunked = Chunked::No;
};

struct AnswerSetting {
    std::string_view date;           // the value of Date
    std::string_view common_headers; // whole lines, each with CR LF
    KeepAlive keep_alive = KeepAlive::Yes;
    Chunked chunked = Chunked::Yes;
};

// Whether make_answer would have to compress first, which is no work for an I/O thread.
bool needs_compressing(const Request& request, const Response& response);

// A header of the response with a control character in it is our mistake: std::logic_error.
Answer make_answer(const Request& request, Response response, const AnswerSetting& setting);

// The headers that every answer carries, whole lines.
std::string_view security_headers(Sharing sharing);

// "Name: value" + CR LF for each; std::logic_error as above.
std::string header_lines(const std::vector<std::pair<std::string, std::string>>& headers);

} // namespace chancery::http
