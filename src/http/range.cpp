#include "http/range.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <system_error>

#include "base/text.hpp"

namespace chancery::http {
namespace {

constexpr Range kWhole{};
constexpr Range kUnsatisfiable{RangeKind::Unsatisfiable, 0, 0};

// Digits only; a number too large to hold is larger than any page.
std::optional<std::uint64_t> parse_position(std::string_view digits)
{
    if (!all_digits(digits)) {
        return std::nullopt;
    }
    std::uint64_t value = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return result.ec == std::errc() ? value : UINT64_MAX;
}

Range from_position(std::uint64_t first, std::uint64_t last, std::uint64_t size)
{
    if (first > last) {
        return kWhole; // "5-3" is no range at all
    }
    return first < size ? Range{RangeKind::Part, first, std::min(last, size - 1)} : kUnsatisfiable;
}

Range suffix(std::uint64_t length, std::uint64_t size)
{
    if (length == 0 || size == 0) {
        return kUnsatisfiable;
    }
    return {RangeKind::Part, size - std::min(length, size), size - 1};
}

} // namespace

Range parse_range(std::string_view header, std::uint64_t size)
{
    constexpr std::string_view kUnit = "bytes=";
    if (!starts_with_ignoring_case(header, kUnit)) {
        return kWhole;
    }
    const std::string_view set = trim(header.substr(kUnit.size()));
    const std::size_t dash = set.find('-');
    if (dash == set.npos) {
        return kWhole;
    }
    const std::string_view from = set.substr(0, dash);
    const std::string_view to = set.substr(dash + 1);
    const auto first = parse_position(from);
    const auto last = parse_position(to);
    if (from.empty() && last) {
        return suffix(*last, size);
    }
    if (!first || (!last && !to.empty())) {
        return kWhole; // several parts, too: a comma is no digit
    }
    return from_position(*first, last.value_or(UINT64_MAX), size);
}

std::string content_range(const Range& range, std::uint64_t size)
{
    const std::string part = range.kind == RangeKind::Part
                                 ? std::to_string(range.first) + '-' + std::to_string(range.last)
                                 : "*";
    return "bytes " + part + '/' + std::to_string(size);
}

} // namespace chancery::http
