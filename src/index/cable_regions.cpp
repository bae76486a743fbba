#include "index/cable_regions.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace chancery::index {

void CableRegions::read(std::uint32_t cable)
{
    if (cable_ == cable) {
        return;
    }
    cable_ = cable;
    if (!read_layout(segment_->layout(cable), list_)) {
        throw IoError("damaged search index: the regions of a cable cannot be read");
    }
    breaks_.clear();
    for (const PlacedRegion& region : list_) {
        if (is_passage(region.region)) {
            breaks_.push_back(region.from);
            breaks_.push_back(region.to);
        }
    }
    std::ranges::sort(breaks_);
}

std::uint32_t CableRegions::break_behind(std::uint32_t position) const
{
    const auto found = std::ranges::upper_bound(breaks_, position);
    return found == breaks_.end() ? UINT32_MAX : *found;
}

} // namespace chancery::index
