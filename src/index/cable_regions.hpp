#pragma once
// The regions of one cable after the other, each read once however many parts of a query ask for it.
//
//   CableRegions regions(segment);
//   regions.read(cable);                     throws IoError for damaged bytes
//   regions.list(), regions.break_behind(position)
#include <cstdint>
#include <vector>

#include "index/layout.hpp"
#include "index/segment.hpp"

namespace chancery::index {

class CableRegions {
public:
    explicit CableRegions(const Segment& segment) : segment_(&segment) {}

    const Segment& segment() const { return *segment_; }
    void read(std::uint32_t cable);
    const std::vector<PlacedRegion>& list() const { return list_; }
    // The first position from which words no longer belong with the one at `position`.
    std::uint32_t break_behind(std::uint32_t position) const;

private:
    const Segment* segment_;
    std::uint32_t cable_ = kNoCable;
    std::vector<PlacedRegion> list_;
    std::vector<std::uint32_t> breaks_; // sorted
};

} // namespace chancery::index
