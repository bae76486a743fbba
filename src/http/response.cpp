#include "http/response.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"

namespace chancery::http {
namespace {

struct Status {
    int code;
    std::string_view phrase;
    std::string_view meaning; // for the page of an error; empty where there is none
};

constexpr std::array kStatuses = {
    Status{200, "OK", ""},
    Status{204, "No Content", ""},
    Status{206, "Partial Content", ""},
    Status{301, "Moved Permanently", ""},
    Status{302, "Found", ""},
    Status{303, "See Other", ""},
    Status{304, "Not Modified", ""},
    Status{307, "Temporary Redirect", ""},
    Status{308, "Permanent Redirect", ""},
    Status{400, "Bad Request", "The request could not be understood."},
    Status{403, "Forbidden", "This is not available."},
    Status{404, "Not Found", "There is nothing at this address."},
    Status{405, "Method Not Allowed", "This address does not take that kind of request."},
    Status{406, "Not Acceptable", "This is not available in the form that was asked for."},
    Status{408, "Request Timeout", "The request did not arrive in time."},
    Status{410, "Gone", "What was at this address has been withdrawn."},
    Status{413, "Content Too Large", "The request is too large."},
    Status{414, "URI Too Long", "The address is too long."},
    Status{415, "Unsupported Media Type", "The request has a form that is not understood here."},
    Status{416, "Range Not Satisfiable", ""},
    Status{417, "Expectation Failed", "The request expects what is not offered here."},
    Status{421, "Misdirected Request", "This server does not answer for that host."},
    Status{422, "Unprocessable Content", "The request could not be processed."},
    Status{429, "Too Many Requests", "Please try again later."},
    Status{431, "Request Header Fields Too Large", "The request has too large a header."},
    Status{500, "Internal Server Error", "Something went wrong here."},
    Status{501, "Not Implemented", "This server does not know that kind of request."},
    Status{503, "Service Unavailable", "The server is busy. Please try again in a few seconds."},
    Status{504, "Gateway Timeout", "The request took too long."},
    Status{505, "HTTP Version Not Supported", "This server speaks HTTP/1.1."},
};

const Status* find_status(int code)
{
    const auto* found = std::find_if(kStatuses.begin(), kStatuses.end(),
                                     [&](const Status& s) { return s.code == code; });
    return found == kStatuses.end() ? nullptr : found;
}

std::string error_page(const Status& status)
{
    std::string page = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>";
    page += status.phrase;
    page += "</title>\n<h1>";
    page += status.phrase;
    page += "</h1>\n<p>";
    page += status.meaning;
    return page += "</p>\n";
}

// Made once: an attack that earns errors should cost little.
using ErrorBodies = std::map<int, std::shared_ptr<const Body>>;
const ErrorBodies& error_bodies()
{
    static const ErrorBodies bodies = [] {
        ErrorBodies all;
        for (const Status& status : kStatuses) {
            if (!status.meaning.empty()) {
                all.emplace(status.code, Body::make(error_page(status)));
            }
        }
        return all;
    }();
    return bodies;
}

// RFC 3986: what may stand in a reference as it is; '%' because it is escaped already.
bool may_stand_in_url(char c)
{
    return is_alnum(c) ||
           std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(c) != std::string_view::npos;
}

std::string url_escaped(std::string_view text)
{
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (may_stand_in_url(c)) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kDigits[byte >> 4U];
            out += kDigits[byte & 15U];
        }
    }
    return out;
}

} // namespace

Response text_response(int status, std::string text)
{
    Response response;
    response.status = status;
    response.content_type = "text/plain; charset=utf-8";
    response.body = Body::make(std::move(text));
    return response;
}

Response html_response(std::string html)
{
    Response response;
    response.body = Body::make(std::move(html));
    return response;
}

Response redirect(int status, std::string_view location)
{
    Response response;
    response.status = status;
    response.headers.emplace_back("Location", url_escaped(location));
    response.cache = Cache::Revalidate;
    return response;
}

Response error_response(int status)
{
    Response response;
    response.status = status;
    response.cache = Cache::NoStore;
    const auto found = error_bodies().find(status);
    if (found != error_bodies().end()) {
        response.body = found->second;
    }
    if (status == 503) {
        response.headers.emplace_back("Retry-After", "5");
    }
    return response;
}

std::string_view reason_phrase(int status)
{
    const Status* found = find_status(status);
    return found == nullptr ? "Unknown" : found->phrase;
}

bool is_compressible(std::string_view content_type)
{
    const std::string_view type = trim(content_type.substr(0, content_type.find(';')));
    constexpr std::array<std::string_view, 8> kTypes = {
        "application/json",       "application/jsonl",
        "application/x-ndjson",   "application/xml",
        "application/javascript", "image/svg+xml",
        "application/x-bibtex",   "application/x-research-info-systems",
    };
    return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") ||
           std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

} // namespace chancery::http
