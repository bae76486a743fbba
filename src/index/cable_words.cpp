#include "index/cable_words.hpp"

#include <algorithm>

namespace chancery::index {

void CableWords::read(const IndexedCable& cable, Analyzer& analyzer)
{
    analyzer.analyze(cable.text, tokens_);
    apply_breaks(cable.breaks);
    starts_.clear();
    for (const Token& token : tokens_.list) {
        if (starts_.empty() || starts_.back().position != token.position) {
            starts_.push_back({token.from, token.position});
        }
    }
    place_regions(cable);
}

void CableWords::apply_breaks(const std::vector<std::uint32_t>& breaks)
{
    std::uint32_t shift = 0;
    std::size_t next = 0;
    for (Token& token : tokens_.list) {
        const std::size_t before = next;
        while (next < breaks.size() && breaks[next] <= token.from) {
            ++next;
        }
        shift += next != before ? 1 : 0;
        token.position += shift;
    }
    tokens_.positions += shift;
}

// Of the first word that begins there or behind.
std::uint32_t CableWords::position_at(std::uint32_t place) const
{
    const auto start = std::ranges::lower_bound(starts_, place, {}, &Start::place);
    return start == starts_.end() ? tokens_.positions : start->position;
}

void CableWords::place_regions(const IndexedCable& cable)
{
    regions_.clear();
    zones_ = {};
    for (const RegionSpan& region : cable.regions) {
        PlacedRegion placed{region.region, position_at(region.at.from), position_at(region.at.to),
                            0, region.mark};
        if (placed.from >= placed.to) {
            continue;
        }
        const bool same = !regions_.empty() && regions_.back().region == placed.region;
        placed.index = same ? regions_.back().index + 1 : 0;
        regions_.push_back(placed);
        switch (placed.region) {
        case Region::Header:
            zones_.header_to = placed.to;
            break;
        case Region::Body:
            zones_.body_to = placed.to;
            break;
        case Region::Subject:
            zones_.subject_from = placed.from;
            zones_.subject_to = placed.to;
            break;
        case Region::Summary:
            zones_.summary_from = placed.from;
            zones_.summary_to = placed.to;
            break;
        default:
            break;
        }
    }
    const auto body = std::ranges::partition_point(
        starts_, [&](const Start& start) { return start.position < zones_.header_to; });
    const auto end = std::ranges::partition_point(
        starts_, [&](const Start& start) { return start.position < zones_.body_to; });
    length_ = static_cast<std::uint32_t>(end - std::min(body, end));
}

} // namespace chancery::index
