#pragma once
// What a reader asks for, after every check that HTTP itself demands: a handler sees only
// well-formed requests.
//
//   parse_target("/tag/PHUM%5F0.html?x=a+b&y=%C3%A9")
//       ->  path "/tag/PHUM_0.html", query {{"x", "a b"}, {"y", "é"}}
//   parse_target of "/a/../b"  "/%2e%2e/b"  "//b"  "/a%00"  "/%zz"  "/%c0%af"  "/a%2fb"
//       ->  nothing: answered with 400
//
// Nothing is repaired: a path is what it says, or it is refused, so that one page has one address
// and no two programs in a row (a proxy, a cache, we) read the same path differently.
// Values; pure functions; any thread. The caller limits the length of a target; work is linear in
// it.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chancery::http {

enum class Method : std::uint8_t { Get, Head, Post, Options };

// The methods that a path allows. OPTIONS is always among them: the server answers it itself.
enum class Methods : std::uint8_t { Read /* GET, HEAD */, ReadAndPost /* GET, HEAD, POST */ };
bool allows(Methods methods, Method method);
std::string_view allow_header(Methods methods); // "GET, HEAD, OPTIONS"

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Request {
    Method method = Method::Get;
    std::string path = "/"; // decoded, valid UTF-8, starts with '/', no empty, "." or ".." segment,
                            // no control character
    std::string target = "/"; // as sent
    Fields query;             // decoded, in order; a name may come twice

    // Request headers that anything here looks at, trimmed; empty when absent. Repeated ones are
    // joined by ", ".
    std::string host; // as sent, with its port; lower case
    std::string if_none_match;
    std::string if_modified_since;
    std::string if_range;
    std::string range;
    std::string accept_encoding;
    std::string content_type;
    std::string accept_datetime; // RFC 7089, 2.1.1

    std::string body; // of a POST

    // The first value of that name.
    std::optional<std::string_view> query_value(std::string_view name) const;
};

struct Target {
    std::string path;
    Fields query;
    std::string host; // of the absolute form, "GET http://host/path"; otherwise empty
};

// The request target (RFC 9112, 3.2) in origin form or absolute form. Nothing for anything else.
std::optional<Target> parse_target(std::string_view target);

// "a=1&b=two+words", of a URL or of a posted form. Nothing on a bad percent escape, NUL, what is
// not UTF-8, or more than kMaxFormFields fields. Empty parts ("&&") are skipped.
constexpr std::size_t kMaxFormFields = 1000;
std::optional<Fields> parse_form(std::string_view text);

// "example.org", "example.org:8080", "127.0.0.1", "[::1]:80", "abc.onion"; at most 255 bytes.
bool is_valid_host(std::string_view host);
// Whether a Host header names one of `allowed`; case and, unless the entry has one, the port do not
// matter. An empty list allows all.
bool is_allowed_host(std::string_view host, const std::vector<std::string>& allowed);

} // namespace chancery::http
