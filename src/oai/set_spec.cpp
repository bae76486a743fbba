#include "oai/set_spec.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "view/path.hpp"

namespace chancery::oai {

namespace {

bool stands_for_itself(char c)
{
    return is_alnum(c) || c == '-' || c == '.' || c == '_';
}

std::optional<unsigned> hex_digit(char c)
{
    if (is_digit(c)) {
        return static_cast<unsigned>(c - '0');
    }
    return c >= 'A' && c <= 'F' ? std::optional(static_cast<unsigned>(c - 'A' + 10)) : std::nullopt;
}

// Empty if it is not well written.
std::string decoded(std::string_view text)
{
    std::string key;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '!') {
            key += text[i];
            continue;
        }
        const bool has_two = text.size() - i > 2;
        const auto high = has_two ? hex_digit(text[i + 1]) : std::nullopt;
        const auto low = has_two ? hex_digit(text[i + 2]) : std::nullopt;
        if (!high || !low) {
            return {};
        }
        key += static_cast<char>(*high * 16 + *low);
        i += 2;
    }
    return key;
}

} // namespace

std::string SetSpec::text() const
{
    std::string out(view::facet_folder(facet));
    out += key.empty() ? "" : ":";
    for (const char c : key) {
        if (stands_for_itself(c)) {
            out += c;
        } else {
            out += fmt::format("!{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

std::optional<SetSpec> read_set(std::string_view text)
{
    const std::size_t colon = text.find(':');
    const auto facet = view::facet_from_folder(text.substr(0, colon));
    if (!facet || std::ranges::find(kSetFacets, *facet) == kSetFacets.end()) {
        return std::nullopt;
    }
    SetSpec set{*facet, colon == text.npos ? "" : decoded(text.substr(colon + 1))};
    return set.text() == text ? std::optional(std::move(set)) : std::nullopt;
}

} // namespace chancery::oai
