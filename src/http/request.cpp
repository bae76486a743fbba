#include "http/request.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace chancery::http {
namespace {

constexpr std::size_t kMaxHost = 255;
constexpr unsigned kMaxPort = 65535;

int hex_value(char c)
{
    if (is_digit(c)) {
        return c - '0';
    }
    const char small = to_lower(c);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

enum class Plus : std::uint8_t { IsPlus, IsBlank };

// Any bytes. Nothing on a bad escape.
std::optional<std::string> percent_decoded(std::string_view text, Plus plus)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return std::nullopt;
            }
            c = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus == Plus::IsBlank) {
            c = ' ';
        }
        out += c;
    }
    return out;
}

// Without NUL, and UTF-8 (which refuses the overlong forms too).
bool is_text(std::string_view bytes)
{
    return bytes.find('\0') == std::string_view::npos && is_utf8(bytes);
}

// What people type, or what programs of another age made of it: S%E3o.
std::string as_text(std::string bytes)
{
    if (is_text(bytes)) {
        return bytes;
    }
    return replace_all(valid_utf8(bytes), std::string_view("\0", 1), kReplacement);
}

bool is_control(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool may_stand_in_target(char c)
{
    return c != ' ' && c != '#' && !is_control(c);
}

// A segment that would change which place the path names, or that programs read differently.
bool is_bad_segment(std::string_view decoded)
{
    return decoded == "." || decoded == ".." ||
           std::any_of(decoded.begin(), decoded.end(),
                       [](char c) { return c == '/' || c == '\\' || is_control(c); });
}

// "/a%20b/c" -> "/a b/c". Only the last segment may be empty: "/help/".
std::optional<std::string> parse_path(std::string_view path)
{
    if (!path.starts_with('/')) {
        return std::nullopt;
    }
    std::string out;
    out.reserve(path.size());
    const auto segments = split(path.substr(1), '/');
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto segment = percent_decoded(segments[i], Plus::IsPlus);
        if (!segment || !is_text(*segment) || is_bad_segment(*segment) ||
            (segment->empty() && i + 1 < segments.size())) {
            return std::nullopt;
        }
        out += '/';
        out += *segment;
    }
    return out;
}

// "http://host/path" -> "host", and `target` becomes "/path". An origin form is left as it is, with
// an empty host.
std::optional<std::string> take_authority(std::string_view& target)
{
    std::size_t scheme = 0;
    for (const std::string_view known : {"http://", "https://"}) {
        scheme = starts_with_ignoring_case(target, known) ? known.size() : scheme;
    }
    if (scheme == 0) {
        return std::string();
    }
    const std::size_t end = std::min(target.find_first_of("/?", scheme), target.size());
    std::string host = lower(target.substr(scheme, end - scheme));
    target.remove_prefix(end);
    return is_valid_host(host) ? std::optional(std::move(host)) : std::nullopt;
}

bool is_valid_port(std::string_view port)
{
    if (!all_digits(port) || port.size() > 5) {
        return false;
    }
    unsigned value = 0;
    for (const char digit : port) {
        value = value * 10 + static_cast<unsigned>(digit - '0');
    }
    return value <= kMaxPort;
}

struct HostParts {
    std::string_view name; // with its brackets
    std::optional<std::string_view> port;
};

HostParts split_host(std::string_view host)
{
    const std::size_t bracket = host.starts_with('[') ? host.find(']') : 0;
    const std::size_t colon = bracket == host.npos ? host.npos : host.find(':', bracket);
    if (colon == host.npos) {
        return {host, std::nullopt};
    }
    return {host.substr(0, colon), host.substr(colon + 1)};
}

bool is_address_literal(std::string_view name)
{
    return name.size() > 3 && name.front() == '[' && name.back() == ']' &&
           std::all_of(name.begin() + 1, name.end() - 1,
                       [](char c) { return hex_value(c) >= 0 || c == ':' || c == '.'; });
}

bool is_registered_name(std::string_view name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return is_alnum(c) || c == '-' || c == '.' || c == '_';
    });
}

} // namespace

bool allows(Methods methods, Method method)
{
    return method != Method::Post || methods == Methods::ReadAndPost;
}

std::string_view allow_header(Methods methods)
{
    return methods == Methods::Read ? "GET, HEAD, OPTIONS" : "GET, HEAD, POST, OPTIONS";
}

std::optional<std::string_view> Request::query_value(std::string_view name) const
{
    const auto found =
        std::find_if(query.begin(), query.end(), [&](const auto& f) { return f.first == name; });
    return found == query.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::optional<Target> parse_target(std::string_view target)
{
    if (!std::all_of(target.begin(), target.end(), may_stand_in_target)) {
        return std::nullopt;
    }
    auto host = take_authority(target);
    if (!host) {
        return std::nullopt;
    }
    const std::size_t question = std::min(target.find('?'), target.size());
    const bool is_bare = question == 0 && !host->empty(); // "http://host?x"
    auto path = parse_path(is_bare ? "/" : target.substr(0, question));
    auto query = parse_form(target.substr(std::min(question + 1, target.size())));
    if (!path || !query) {
        return std::nullopt;
    }
    return Target{std::move(*path), std::move(*query), std::move(*host)};
}

std::optional<Fields> parse_form(std::string_view text)
{
    Fields fields;
    for (const std::string_view part : split(text, '&')) {
        if (part.empty()) {
            continue;
        }
        const std::size_t equals = std::min(part.find('='), part.size());
        auto name = percent_decoded(part.substr(0, equals), Plus::IsBlank);
        auto value = percent_decoded(part.substr(std::min(equals + 1, part.size())), Plus::IsBlank);
        if (!name || !is_text(*name) || !value || fields.size() == kMaxFormFields) {
            return std::nullopt;
        }
        fields.emplace_back(std::move(*name), as_text(std::move(*value)));
    }
    return fields;
}

bool is_valid_host(std::string_view host)
{
    const HostParts parts = split_host(host);
    return host.size() <= kMaxHost &&
           (is_registered_name(parts.name) || is_address_literal(parts.name)) &&
           (!parts.port || is_valid_port(*parts.port));
}

bool is_allowed_host(std::string_view host, const std::vector<std::string>& allowed)
{
    const std::string_view name = split_host(host).name;
    return allowed.empty() ||
           std::any_of(allowed.begin(), allowed.end(), [&](std::string_view entry) {
               return equals_ignoring_case(entry, split_host(entry).port ? host : name);
           });
}

} // namespace chancery::http
