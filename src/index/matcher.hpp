#pragma once
// Which cables of a segment a plan matches.
//
//   const Bitset found = match(segment, plan, Bitset::full(segment.cables()), budget);
//
// Sets are and-ed and or-ed whole; lists are only read where the set that is left has members; what
// needs positions (phrases, words near each other, regions) is verified last, cable by cable, on the
// few that have all words.
#include <unordered_map>
#include <utility>
#include <vector>

#include "index/bitset.hpp"
#include "index/plan.hpp"
#include "index/positions.hpp"

namespace chancery::index {

// What phrases and words near each other weigh in the cables where they were found: (cable, weight),
// rising. Ranking wants it, and to find it again would cost as much as to find it.
using FoundWeights =
    std::unordered_map<const query::Node*, std::vector<std::pair<std::uint32_t, std::uint32_t>>>;

// The members of `among` that match.
Bitset match(const Segment& segment, const PlanNode& plan, const Bitset& among, Budget& budget,
             FoundWeights& weights);

// Of one stretch of a phrase: what its first word weighs.
std::uint32_t weight_of(const Segment& segment, std::uint32_t cable,
                        const std::vector<Stretch>& stretches);

} // namespace chancery::index
