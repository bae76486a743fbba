#pragma once
// Where in a cable a part of a query matches, in positions: what phrases, words near each other and
// regions need, and what is marked in the results.
//
//   Places places(segment, plan, candidates, budget);
//   for (cables in rising order, all of them candidates)
//       places.stretches(cable)              where the node's words stand, each [first, last + 1)
//       places.holds(cable, {0, kEnd})       whether it holds inside these positions
//
// A Word stands where any of its terms does; a Phrase where its words follow each other; Near takes,
// for each place of its first child, the nearest places of the others that fit. And, Or and the like
// hold or not; they have the stretches of their children.
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "index/cable_set.hpp"
#include "index/layout.hpp"
#include "index/plan.hpp"

namespace chancery::index {

struct Stretch {
    std::uint32_t from = 0;
    std::uint32_t to = 0; // one past the last word
    auto operator<=>(const Stretch&) const = default;
};

constexpr Stretch kWholeCable{0, UINT32_MAX};

class Places {
public:
    Places(const Segment& segment, const PlanNode& plan, const CableSet& candidates,
           Budget& budget);
    ~Places();
    Places(Places&&) noexcept;
    Places& operator=(Places&&) = delete;
    Places(const Places&) = delete;
    Places& operator=(const Places&) = delete;

    // Of a Word, Phrase or Near, or an Or of these. Sorted. Valid until the next cable.
    const std::vector<Stretch>& stretches(std::uint32_t cable);
    bool holds(std::uint32_t cable, Stretch inside);
    // Adds what is to be marked in a result: the words that make the query hold.
    void mark(std::uint32_t cable, Stretch inside, std::vector<Stretch>& marks);

private:
    struct Part;
    std::unique_ptr<Part> part_;
};

} // namespace chancery::index
