// Targets: a path that is taken is clean, and means the same when it is escaped and read again.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "http/request.hpp"

using namespace chancery;       // NOLINT: a fuzz target
using namespace chancery::http; // NOLINT

namespace {

std::string escaped(std::string_view text)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    for (const char c : text) {
        if (c == '/' || is_alnum(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += kDigits[byte >> 4U];
        out += kDigits[byte & 15U];
    }
    return out;
}

void check_path(std::string_view path)
{
    CHECK(path.starts_with('/') && is_utf8(path));
    CHECK(path.find("//") == path.npos && path.find('\\') == path.npos);
    for (const std::string_view segment : split(path, '/')) {
        CHECK(segment != "." && segment != "..");
    }
    for (const char c : path) {
        CHECK(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    }
    const auto again = parse_target(escaped(path));
    CHECK(again && again->path == path && again->query.empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto target = parse_target(text)) {
        check_path(target->path);
        CHECK(target->host.empty() || is_valid_host(target->host));
    }
    if (const auto form = parse_form(text)) {
        CHECK(form->size() <= kMaxFormFields);
        for (const auto& [name, value] : *form) {
            CHECK(is_utf8(name) && is_utf8(value) && value.find('\0') == value.npos);
        }
    }
    if (is_valid_host(text)) {
        CHECK(is_allowed_host(text, {std::string(text)}));
    }
    return 0;
}
