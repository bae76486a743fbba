#pragma once
// Which cables of a segment a plan matches.
//
//   const CableSet found = match(segment, plan, CableSet::all(segment.cables()), budget);
//
// Sets are and-ed and or-ed whole; lists are only read where the set that is left has members; what
// needs positions (phrases, words near each other, regions) is verified last, cable by cable, on the
// few that have all words.
#include <algorithm>
#include <ranges>
#include <unordered_map>
#include <utility>
#include <vector>

#include "index/cable_set.hpp"
#include "index/plan.hpp"
#include "index/positions.hpp"

namespace chancery::index {

// What a phrase or words near each other weigh in the cables where they were found. Ranking wants it,
// and to find it again would cost as much as to find it.
struct FoundWeight {
    CableSet
        among; // where they were looked for: a cable that is not here may have them all the same
    std::vector<std::pair<std::uint32_t, std::uint32_t>> weights; // (cable, weight), rising
};
using FoundWeights = std::unordered_map<const query::Node*, FoundWeight>;

// The members of `among` that match.
CableSet match(const Segment& segment, const PlanNode& plan, const CableSet& among, Budget& budget,
               FoundWeights& weights);

// Of a phrase or words near each other in a cable, from where they start: what their first words weigh.
template <typename Starts>
std::uint32_t weight_of(const Segment& segment, std::uint32_t cable, const Starts& starts)
{
    std::uint32_t weight = 0;
    for (const std::uint32_t start : starts) {
        weight += weight_at(segment.zones(cable), segment.weights(), start);
    }
    return std::min(weight, kMaxWeight);
}

inline auto starts_of(const std::vector<Stretch>& stretches)
{
    return stretches | std::views::transform(&Stretch::from);
}

} // namespace chancery::index
