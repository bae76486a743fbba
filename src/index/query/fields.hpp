#pragma once
// The names of the language: field:, in: and what they stand for. One table for reading, printing
// and the page about the language.
//
//   find_field("REFS")   -> Attribute Reference, printed as ref:
//
// Names in any case. Pure.
#include <cstdint>
#include <optional>
#include <string_view>

#include "index/query/tree.hpp"

namespace chancery::index::query {

struct FieldName {
    enum class Use : std::uint8_t { Region, Attribute, Date, In, Paragraph };
    std::string_view name; // the first with a region or field is the one that is printed
    Use use = Use::Attribute;
    Region region = Region::Body;
    Field field = Field::Id;
};

std::optional<FieldName> find_field(std::string_view name);
// What in: takes: any region.
std::optional<Region> find_region(std::string_view name);

std::string_view printed_name(Region region);
std::string_view printed_name(Field field);

} // namespace chancery::index::query
