#include "http/etag.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/text.hpp"

namespace chancery::http {
namespace {

// etagc of RFC 9110, 8.8.3: no quote, blank or control character inside a tag.
bool is_tag_character(char c)
{
    return c != '"' && c != 0x7f && static_cast<unsigned char>(c) > 0x20;
}

// Takes one tag off the front, without its W/; nothing where none stands.
std::optional<std::string_view> take_tag(std::string_view& text)
{
    if (text.starts_with("W/")) {
        text.remove_prefix(2);
    }
    const std::size_t end = text.starts_with('"') ? text.find('"', 1) : text.npos;
    if (end == text.npos) {
        return std::nullopt;
    }
    const std::string_view tag = text.substr(0, end + 1);
    const std::string_view inside = tag.substr(1, tag.size() - 2);
    if (!std::all_of(inside.begin(), inside.end(), is_tag_character)) {
        return std::nullopt;
    }
    text.remove_prefix(tag.size());
    return tag;
}

// RFC 9110, 5.6.1: empty elements of a list are passed over.
std::string_view past_commas(std::string_view text)
{
    while (text.starts_with(',')) {
        text = trim_left(text.substr(1));
    }
    return text;
}

} // namespace

bool none_match_hits(std::string_view header, std::string_view etag)
{
    std::string_view rest = trim(header);
    if (rest == "*") {
        return true;
    }
    rest = past_commas(rest);
    while (!rest.empty()) {
        const auto tag = take_tag(rest);
        if (!tag) {
            return false;
        }
        if (*tag == etag) {
            return true;
        }
        rest = trim_left(rest);
        if (!rest.empty() && !rest.starts_with(',')) {
            return false;
        }
        rest = past_commas(rest);
    }
    return false;
}

bool if_range_matches(std::string_view header, std::string_view etag)
{
    return trim(header) == etag; // a weak tag starts with W/, so it never equals a strong one
}

} // namespace chancery::http
