#pragma once
// Text between tags, and in attributes: what XML and HTML have in common.
//
//   constexpr ByteSet kSpecial = bytes_where([](unsigned char byte) { return !entity_of(byte).empty(); });
//   append_with(out, text, kSpecial, [](std::string_view rest) { return Instead{entity_of(rest[0])}; });
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace chancery {

// For a character that would be taken for markup; empty for every other.
constexpr std::string_view entity_of(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return {};
    }
}

using ByteSet = std::array<bool, 256>;

template <typename Is>
constexpr ByteSet bytes_where(Is is)
{
    ByteSet set = {};
    for (std::size_t byte = 0; byte < set.size(); ++byte) {
        set[byte] = is(static_cast<unsigned char>(byte));
    }
    return set;
}

// What is written for so many bytes (not more than are left); empty: they stay.
struct Instead {
    std::string_view text;
    std::size_t bytes = 1;
};

// Appends `text`, of which only bytes of `special` may need something else: replace(rest) is asked at each of
// them. Nearly all text is of other bytes, and is copied in long pieces.
template <typename Replace>
void append_with(std::string& out, std::string_view text, const ByteSet& special, Replace replace)
{
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (!special[static_cast<unsigned char>(text[i])]) {
            ++i;
            continue;
        }
        const Instead instead = replace(text.substr(i));
        if (!instead.text.empty()) {
            out.append(text, from, i - from).append(instead.text);
            from = i + instead.bytes;
        }
        i += instead.bytes;
    }
    out.append(text, from);
}

} // namespace chancery
