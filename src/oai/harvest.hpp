#pragma once
// The records that a harvester asks for, in order, from any place on: cables in the order of listings,
// behind them those that were withdrawn.
//
//   Harvest harvest(reader, {.set = read_set("tag:PHUM"), .from = day});
//   std::uint64_t position = 0;
//   while (const auto item = harvest.next(position)) ...      position: where to go on
//
// A place is a number of the list that is gone through: all cables, or the listing of a value. A day
// is looked up without reading the cable, so what does not fit costs nanoseconds; the longest list of
// a million cables is gone through in some ten milliseconds. An edition does not say in which sets a
// withdrawn cable was: every set has all of them, so that whoever keeps a set learns what to remove.
// IoError for a damaged edition. One thread.
#include <cstdint>
#include <optional>
#include <vector>

#include "edition/reader.hpp"
#include "oai/set_spec.hpp"

namespace chancery::oai {

struct Scope {
    std::optional<SetSpec> set = {};
    std::optional<Instant> from = {}; // both days are within
    std::optional<Instant> until = {};
};

struct Item {
    std::uint32_t number = 0;                    // of the cable; 0: withdrawn
    const edition::Version* withdrawn = nullptr; // lives as long as the generation
};

class Harvest {
public:
    Harvest(edition::Reader& reader, const Scope& scope);

    bool is_set() const { return is_set_; } // false: no cable has such a value
    std::optional<Item> next(std::uint64_t& position);
    // How many there are in all, where that is cheap to say.
    std::optional<std::uint64_t> size();

private:
    bool is_within(Instant day) const;
    // The number at a place of the list of cables; 0: not in the set.
    std::uint32_t number_at(std::uint64_t position);
    std::uint64_t cables() const; // places

    edition::Reader& reader_;
    const edition::Changes& changes_;
    Scope scope_;
    bool is_set_ = true;
    const edition::FacetValue* value_ = nullptr; // of a set of one value
    std::optional<edition::Way> listed_;         // of a set of any value
    std::vector<std::uint32_t> page_;            // of the value's listing
    std::optional<std::uint64_t> page_number_;
};

} // namespace chancery::oai
