// Properties of the text functions that hold for every input.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "base/lines.hpp"
#include "base/text.hpp"

namespace {

using namespace std::string_view_literals;

// A second, slower opinion: decode as the bits say, encode again, compare.
bool survives_a_round_trip(std::string_view bytes)
{
    std::string again;
    for (std::size_t i = 0; i < bytes.size();) {
        const auto byte = [&](std::size_t at) -> char32_t {
            return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
        };
        const char32_t first = byte(i);
        const std::size_t more = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        char32_t code = more == 0 ? first : first & (0x3FU >> more);
        for (std::size_t k = 1; k <= more; ++k) {
            code = (code << 6U) | (byte(i + k) & 0x3FU);
        }
        chancery::append_utf8(again, code);
        i += more + 1;
    }
    return again == bytes;
}

std::size_t count_characters(std::string_view utf8)
{
    std::size_t count = 0;
    for (const char c : utf8) {
        count += (static_cast<unsigned char>(c) & 0xC0U) == 0x80 ? 0U : 1U;
    }
    return count;
}

void check_utf8(std::string_view text)
{
    CHECK(chancery::is_utf8(text) == survives_a_round_trip(text));
    const std::string repaired = chancery::valid_utf8(text);
    CHECK(chancery::is_utf8(repaired));
    CHECK(chancery::is_utf8(text) == (repaired == text));
}

void check_latin1(std::string_view text)
{
    const std::string utf8 = chancery::utf8_from_latin1(text);
    CHECK(chancery::is_utf8(utf8));
    CHECK(count_characters(utf8) == text.size());
}

void check_slug(std::string_view text)
{
    const std::string slug = chancery::slug(text);
    for (const char c : slug) {
        CHECK(c == '-' || chancery::is_digit(c) || chancery::is_lower(c));
    }
    CHECK(slug.find("--") == std::string::npos);
    CHECK(!slug.starts_with('-') && !slug.ends_with('-'));
    CHECK(chancery::slug(slug) == slug);
    CHECK(chancery::slug("//" + std::string(text) + " ") == slug || !chancery::is_utf8(text));
}

void check_spaces(std::string_view text)
{
    const std::string collapsed = chancery::collapse_spaces(text);
    CHECK(chancery::collapse_spaces(collapsed) == collapsed);
    std::string joined;
    for (const std::string_view word : chancery::words(text)) {
        CHECK(!word.empty());
        joined.append(joined.empty() ? ""sv : " "sv).append(word);
    }
    CHECK(joined == collapsed);
    CHECK(chancery::with_lf(text).find('\r') == std::string::npos);
    CHECK(chancery::split_lines(text).size() ==
          chancery::split_lines(chancery::with_lf(text)).size());
}

void check_distance(std::string_view text)
{
    const std::string_view a = text.substr(0, std::min<std::size_t>(text.size() / 2, 24));
    const std::string_view b = text.substr(text.size() / 2).substr(0, 24);
    const std::size_t distance = chancery::edit_distance(a, b, 100);
    CHECK(distance == chancery::edit_distance(b, a, 100));
    CHECK((distance == 0) == (a == b));
    CHECK(distance <= std::max(a.size(), b.size()));
    CHECK(chancery::edit_distance(a, b, 2) == std::min<std::size_t>(distance, 3));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_utf8(text);
    check_latin1(text);
    check_slug(text);
    check_spaces(text);
    check_distance(text);
    return 0;
}
