#pragma once
// Which cables of a segment a plan matches.
//
//   const CableSet found = match(segment, plan, CableSet::all(segment.cables()), budget);
//
// Sets are and-ed and or-ed whole; lists are only read where the set that is left has members; what
// needs positions (phrases, words near each other, regions) is verified last, cable by cable, on the
// few that have all words.
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

// Of one stretch of a phrase: what its first word weighs.
std::uint32_t weight_of(const Segment& segment, std::uint32_t cable,
                        const std::vector<Stretch>& stretches);

} // namespace chancery::index
