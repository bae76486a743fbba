#include "oai/token.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"
#include "oai/arguments.hpp"

namespace chancery::oai {

namespace {

constexpr char kSeparator = '~'; // in no set, and needs no escape in an address
constexpr std::size_t kParts = 9;
constexpr std::size_t kEditionDigits = 16;
constexpr std::size_t kMaxPrefixBytes = 20;

bool is_edition(std::string_view text)
{
    return text.size() == kEditionDigits &&
           std::ranges::all_of(text, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

bool is_prefix(std::string_view text)
{
    return text.size() <= kMaxPrefixBytes &&
           std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '_'; });
}

std::optional<std::uint64_t> read_number(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool fits =
        error == std::errc() && end == text.data() + text.size() && number <= kMaxPosition;
    return fits ? std::optional(number) : std::nullopt;
}

} // namespace

std::string Token::text() const
{
    return fmt::format("{}1~{}~{}~{}~{}~{}~{}~{}~{}", of == Of::Records ? 'r' : 's', edition,
                       metadata_prefix, set ? set->text() : "", from ? format_day(*from) : "",
                       until ? format_day(*until) : "", position, cursor,
                       size ? std::to_string(*size) : "");
}

std::optional<Token> read_token(std::string_view text)
{
    const std::vector<std::string_view> parts = split(text, kSeparator);
    if (parts.size() != kParts || !is_edition(parts[1]) || !is_prefix(parts[2])) {
        return std::nullopt;
    }
    const auto position = read_number(parts[6]);
    const auto cursor = read_number(parts[7]);
    if (!position || !cursor) {
        return std::nullopt;
    }
    Token token{parts[0] == "s1" ? Token::Of::Sets : Token::Of::Records,
                std::string(parts[1]),
                std::string(parts[2]),
                read_set(parts[3]),
                read_day(parts[4]),
                read_day(parts[5]),
                *position,
                *cursor,
                read_number(parts[8])};
    return token.text() == text ? std::optional(std::move(token)) : std::nullopt;
}

} // namespace chancery::oai
