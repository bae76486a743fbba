#include "index/segment_format.hpp"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "cable/reference_data.hpp"

namespace chancery::index {

namespace {

constexpr std::array kFacetFields = {Field::Origin,         Field::Country, Field::Tag,
                                     Field::Classification, Field::Caption, Field::Mark};

} // namespace

std::string segment_name(std::uint64_t number)
{
    return fmt::format("{:06}{}", number, kSegmentSuffix);
}

std::string attribute_term(Field field, std::string_view value)
{
    std::string term = {kAttributeByte, static_cast<char>('a' + static_cast<int>(field))};
    term += value;
    return term;
}

std::string pair_term(std::string_view first, std::string_view second)
{
    std::string term(1, kPairByte);
    term += first;
    term += ' ';
    term += second;
    return term;
}

bool has_own_terms(Region region)
{
    switch (region) {
    case Region::Subject:
    case Region::Heading:
    case Region::From:
    case Region::To:
    case Region::Info:
    case Region::Signer:
    case Region::Classifier:
        return true;
    default:
        return false;
    }
}

std::string region_term(Region region, std::string_view word)
{
    std::string term = {kRegionByte, static_cast<char>('a' + static_cast<int>(region))};
    term += word;
    return term;
}

Field field_of(Facet facet)
{
    return kFacetFields[static_cast<std::size_t>(facet)];
}

bool is_facet(Field field)
{
    return std::ranges::find(kFacetFields, field) != kFacetFields.end();
}

std::string_view meaning_of(Facet facet, std::string_view value)
{
    if (facet == Facet::Tag) {
        const TagInfo* const tag = reference_data().tag(value);
        return tag != nullptr ? std::string_view(tag->meaning) : std::string_view();
    }
    if (facet == Facet::Caption) {
        const CaptionInfo* const caption = reference_data().caption(value);
        return caption != nullptr ? std::string_view(caption->meaning) : std::string_view();
    }
    return {};
}

std::uint8_t length_code(std::uint32_t length)
{
    if (length < 16) {
        return static_cast<std::uint8_t>(length);
    }
    const auto exponent = static_cast<std::uint32_t>(std::bit_width(length)) - 5; // from 0
    const std::uint32_t mantissa = (length >> (exponent + 1)) & 7U;
    return static_cast<std::uint8_t>(16 + exponent * 8 + mantissa);
}

std::uint32_t length_of_code(std::uint8_t code)
{
    if (code < 16) {
        return code;
    }
    const std::uint32_t exponent = (code - 16U) / 8;
    return (8U + (code & 7U)) << std::min(exponent + 1, 28U);
}

} // namespace chancery::index
