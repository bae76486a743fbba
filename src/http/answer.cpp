#include "http/answer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "base/check.hpp"
#include "http/encoding.hpp"
#include "http/etag.hpp"
#include "http/http_date.hpp"
#include "http/range.hpp"

namespace chancery::http {
namespace {

// The one place of the security headers (docs/decisions): a page may load its own styles and
// images, and nothing else; no other site may frame it, read it, or learn where its reader came
// from.
#define CHANCERY_SECURITY_HEADERS                                                                  \
    "Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; "              \
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n"                              \
    "Referrer-Policy: no-referrer\r\n"                                                             \
    "X-Content-Type-Options: nosniff\r\n"                                                          \
    "X-Frame-Options: DENY\r\n"                                                                    \
    "Cross-Origin-Opener-Policy: same-origin\r\n"                                                  \
    "Permissions-Policy: geolocation=(), camera=(), microphone=()\r\n"

constexpr std::string_view kSecuritySameOrigin =
    CHANCERY_SECURITY_HEADERS "Cross-Origin-Resource-Policy: same-origin\r\n";
constexpr std::string_view kSecurityAnyOrigin =
    CHANCERY_SECURITY_HEADERS "Cross-Origin-Resource-Policy: cross-origin\r\n"
                              "Access-Control-Allow-Origin: *\r\n"
                              "Access-Control-Expose-Headers: ETag, Link, Retry-After\r\n";

#undef CHANCERY_SECURITY_HEADERS

constexpr std::array<std::string_view, 5> kCacheControl = {
    "no-store",
    "no-cache",
    "public, max-age=300",
    "public, max-age=86400",
    "public, max-age=31536000, immutable",
};

bool is_read(Method method)
{
    return method == Method::Get || method == Method::Head;
}

// Only a whole answer that was asked for, and that can be told from others, can be "not modified".
bool is_conditional(const Request& request, const Response& response)
{
    return response.status == 200 && (response.body || !response.etag.empty()) &&
           is_read(request.method);
}

bool wants_gzip(const Request& request, const Response& response)
{
    return !request.accept_encoding.empty() && is_compressible(response.content_type) &&
           choose_encoding(request.accept_encoding) == Encoding::Gzip;
}

Range find_range(const Request& request, const Response& response)
{
    if (request.range.empty() || request.method != Method::Get || !response.body ||
        !is_conditional(request, response)) {
        return {};
    }
    const Body& body = *response.body;
    const bool applies =
        request.if_range.empty() || if_range_matches(request.if_range, body.etag());
    return applies ? parse_range(request.range, body.bytes().size()) : Range{};
}

bool is_unmodified(const Request& request, const Response& response, std::string_view etag)
{
    if (!is_conditional(request, response)) {
        return false;
    }
    if (!request.if_none_match.empty()) { // RFC 9110, 13.2.2: then the date does not count
        return none_match_hits(request.if_none_match, etag);
    }
    if (request.if_modified_since.empty() || !response.last_modified) {
        return false;
    }
    const auto since = parse_http_date(request.if_modified_since);
    return since && *response.last_modified <= *since;
}

// What is sent of the response: which bytes, under which status and tag.
struct Selection {
    int status = 200;
    std::string_view content;
    std::string_view etag;
    Encoding encoding = Encoding::Identity;
    Range range;
};

Selection select_variant(const Request& request, const Response& response)
{
    Selection chosen;
    chosen.status = response.status;
    if (!response.body) {
        chosen.etag = response.etag;
        return chosen;
    }
    chosen.range = find_range(request, response);
    chosen.content = response.body->bytes();
    chosen.etag = response.body->etag();
    if (chosen.range.kind == RangeKind::Whole && wants_gzip(request, response)) {
        if (const Body::Variant* gzip = response.body->gzip()) {
            chosen.content = gzip->bytes;
            chosen.etag = gzip->etag;
            chosen.encoding = Encoding::Gzip;
        }
    }
    return chosen;
}

void apply_range(Selection& chosen)
{
    const Range& range = chosen.range;
    if (range.kind == RangeKind::Part) {
        chosen.status = 206;
        chosen.content = chosen.content.substr(range.first, range.last - range.first + 1);
    } else if (range.kind == RangeKind::Unsatisfiable) {
        chosen.status = 416;
        chosen.content = {};
    }
}

bool may_have_content(int status)
{
    return status != 204 && status != 304;
}

bool is_control(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

void append_number(std::string& out, std::uint64_t number)
{
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void append_field(std::string& out, std::string_view name, std::string_view value)
{
    if (name.empty() || std::any_of(value.begin(), value.end(), is_control) ||
        std::any_of(name.begin(), name.end(),
                    [](char c) { return is_control(c) || c == ':' || c == ' '; })) {
        throw std::logic_error("a response header has a character that may not stand there");
    }
    out.append(name).append(": ").append(value).append("\r\n");
}

void append_status_line(std::string& out, int status)
{
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::uint64_t>(status));
    out += ' ';
    out += reason_phrase(status);
    out += "\r\n";
}

// What the reader needs in order to keep the page and ask for it again; on a 304 as on the 200.
void append_validators(std::string& out, const Response& response, const Selection& chosen)
{
    append_field(out, "Cache-Control", kCacheControl[static_cast<std::size_t>(response.cache)]);
    if (response.last_modified) {
        append_field(out, "Last-Modified", format_http_date(*response.last_modified));
    }
    if (response.status != 200) {
        return;
    }
    if (!chosen.etag.empty()) {
        append_field(out, "ETag", chosen.etag);
    }
    if (is_compressible(response.content_type) && (response.body || response.stream)) {
        append_field(out, "Vary", "Accept-Encoding");
    }
}

void append_content_fields(std::string& out, const Response& response, const Selection& chosen)
{
    const bool is_empty = chosen.status == 416 || (!response.body && !response.stream);
    if (!is_empty) {
        append_field(out, "Content-Type", response.content_type);
    }
    if (chosen.encoding == Encoding::Gzip) {
        append_field(out, "Content-Encoding", "gzip");
    }
    if (response.status == 200 && response.body) {
        append_field(out, "Accept-Ranges", "bytes");
    }
    if (chosen.range.kind != RangeKind::Whole) {
        append_field(out, "Content-Range",
                     content_range(chosen.range, response.body->bytes().size()));
    }
}

void append_length(std::string& out, const Answer& answer, std::size_t length)
{
    if (!answer.stream) {
        out += "Content-Length: ";
        append_number(out, length);
        out += "\r\n";
    } else if (answer.chunked == Chunked::Yes) {
        out += "Transfer-Encoding: chunked\r\n";
    }
}

// Compresses a stream on its way.
class GzipStream : public Stream {
public:
    explicit GzipStream(std::shared_ptr<Stream> plain) : plain_(std::move(plain)) {}

    // Compressed text comes in lumps: goes on until there is something to send.
    More next(std::string& piece) override
    {
        const std::size_t before = piece.size();
        while (piece.size() == before) {
            text_.clear();
            const More more = plain_->next(text_);
            stage_.add(text_, piece);
            if (more == More::No) {
                stage_.finish(piece);
                return More::No;
            }
        }
        return More::Yes;
    }

private:
    std::shared_ptr<Stream> plain_;
    GzipStage stage_;
    std::string text_;
};

void attach_stream(Answer& answer, Selection& chosen, const Request& request, Response& response,
                   const AnswerSetting& setting)
{
    answer.stream = std::move(response.stream);
    answer.chunked = setting.chunked;
    if (wants_gzip(request, response)) {
        chosen.encoding = Encoding::Gzip;
        answer.stream = std::make_shared<GzipStream>(std::move(answer.stream));
    }
    if (setting.chunked == Chunked::No) { // then the end of the connection is the end of the answer
        answer.keep_alive = KeepAlive::No;
    }
    response.stream = answer.stream;
}

void write_head(Answer& answer, const Response& response, const Selection& chosen,
                const AnswerSetting& setting)
{
    std::string& head = answer.head;
    head.reserve(1024);
    append_status_line(head, chosen.status);
    append_field(head, "Date", setting.date);
    head += security_headers(response.sharing);
    head += setting.common_headers;
    if (answer.keep_alive == KeepAlive::No) {
        head += "Connection: close\r\n";
    }
    append_validators(head, response, chosen);
    for (const auto& [name, value] : response.headers) {
        append_field(head, name, value);
    }
    if (may_have_content(chosen.status)) {
        append_content_fields(head, response, chosen);
        append_length(head, answer, chosen.content.size());
    }
    head += "\r\n";
}

} // namespace

bool needs_compressing(const Request& request, const Response& response)
{
    return response.body && !response.body->is_gzip_ready() && wants_gzip(request, response);
}

Answer make_answer(const Request& request, Response response, const AnswerSetting& setting)
{
    CHECK(!response.body || !response.stream);
    Answer answer;
    answer.keep_alive = setting.keep_alive;
    if (response.stream && !response.etag.empty() && wants_gzip(request, response)) {
        response.etag.insert(response.etag.size() - 1, "-gz"); // as that of a body
    }
    Selection chosen = select_variant(request, response);
    if (is_unmodified(request, response, chosen.etag)) {
        chosen.status = 304;
    } else {
        apply_range(chosen);
    }
    if (response.stream) {
        attach_stream(answer, chosen, request, response, setting);
    }
    write_head(answer, response, chosen, setting);
    answer.status = chosen.status;
    if (request.method != Method::Head && may_have_content(chosen.status)) {
        answer.content = chosen.content;
        answer.body = std::move(response.body);
    } else {
        answer.stream = nullptr;
    }
    return answer;
}

std::string_view security_headers(Sharing sharing)
{
    return sharing == Sharing::SameOrigin ? kSecuritySameOrigin : kSecurityAnyOrigin;
}

std::string header_lines(const std::vector<std::pair<std::string, std::string>>& headers)
{
    std::string lines;
    for (const auto& [name, value] : headers) {
        append_field(lines, name, value);
    }
    return lines;
}

} // namespace chancery::http
