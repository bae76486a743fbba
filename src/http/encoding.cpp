#include "http/encoding.hpp"

#include <cstddef>
#include <optional>

#include "base/text.hpp"

namespace chancery::http {
namespace {

constexpr int kBest = 1000; // weights in thousandths, as HTTP writes them

// "1", "0.5", "0.123" (RFC 9110, 12.4.2).
std::optional<int> parse_weight(std::string_view text)
{
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1') ||
        (text.size() > 1 && text[1] != '.')) {
        return std::nullopt;
    }
    int weight = (text[0] - '0') * kBest;
    int place = kBest / 10;
    for (std::size_t i = 2; i < text.size(); ++i, place /= 10) {
        if (!is_digit(text[i])) {
            return std::nullopt;
        }
        weight += (text[i] - '0') * place;
    }
    return weight <= kBest ? std::optional(weight) : std::nullopt;
}

struct Offer {
    std::string_view name;
    int weight = 0;
};

// "gzip ; q=0.5". What cannot be read weighs nothing.
Offer parse_offer(std::string_view element)
{
    const std::size_t semicolon = element.find(';');
    const std::string_view name = trim(element.substr(0, semicolon));
    if (semicolon == element.npos) {
        return {name, kBest};
    }
    const std::string_view parameter = trim(element.substr(semicolon + 1));
    if (!starts_with_ignoring_case(parameter, "q=")) {
        return {name, 0};
    }
    return {name, parse_weight(parameter.substr(2)).value_or(0)};
}

struct Weights {
    std::optional<int> gzip;
    std::optional<int> identity;
    std::optional<int> others; // "*"
};

void note(Weights& weights, const Offer& offer)
{
    const std::string_view name = offer.name;
    if (equals_ignoring_case(name, "gzip") || equals_ignoring_case(name, "x-gzip")) {
        weights.gzip = offer.weight;
    } else if (equals_ignoring_case(name, "identity")) {
        weights.identity = offer.weight;
    } else if (name == "*") {
        weights.others = offer.weight;
    }
}

} // namespace

Encoding choose_encoding(std::string_view accept_encoding)
{
    Weights weights;
    while (!accept_encoding.empty()) {
        const std::size_t comma = accept_encoding.find(',');
        note(weights, parse_offer(accept_encoding.substr(0, comma)));
        accept_encoding.remove_prefix(comma == accept_encoding.npos ? accept_encoding.size()
                                                                    : comma + 1);
    }
    const int gzip = weights.gzip.value_or(weights.others.value_or(0));
    // Identity that is not named is acceptable, but nobody asked for it.
    const int identity = weights.identity.value_or(0);
    return gzip > 0 && gzip >= identity ? Encoding::Gzip : Encoding::Identity;
}

} // namespace chancery::http
