#pragma once
// The regions of a cable in positions: what in:summary, para:(S) or to: are held to.
//
//   std::string bytes; append_layout(bytes, placed);
//   read_layout(bytes, placed)          the same again; false for damaged bytes
//
// Marks are numbers of the segment's mark facet.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "index/indexed_cable.hpp"

namespace chancery::index {

struct PlacedRegion {
    Region region = Region::Body;
    std::uint32_t from = 0; // positions
    std::uint32_t to = 0;
    std::uint32_t index = 0; // its place among the cable's regions of this kind
    std::string_view mark;   // Paragraph
    bool operator==(const PlacedRegion&) const = default;
};

void append_layout(std::string& out, const std::vector<PlacedRegion>& regions);
// The marks are views into `bytes`.
bool read_layout(std::string_view bytes, std::vector<PlacedRegion>& regions);

} // namespace chancery::index
