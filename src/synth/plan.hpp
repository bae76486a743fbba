#pragma once
// Who sends what when: for every cable of a run its post, moment and serial, so that ids are unique, serials rise with
// the date as a post's do, and a cable can cite earlier ones. Index order is the order of dates. Made once, then read only.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "synth/reference.hpp"

namespace chancery::synth {

class Plan {
public:
    Plan(std::uint64_t seed, std::size_t count);

    struct Slot {
        std::int64_t minute = 0; // since the epoch
        std::uint32_t serial = 0;
        std::uint16_t post = 0; // in reference().posts
        Instant created() const { return instant_from_seconds(minute * 60); }
    };

    std::size_t size() const { return slots_.size(); }
    const Slot& operator[](std::size_t index) const { return slots_[index]; }
    const Post& post(std::size_t index) const { return reference().posts[slots_[index].post]; }
    std::string id(std::size_t index) const;
    // The cables of a post in the order of dates.
    const std::vector<std::uint32_t>& of_post(std::size_t post) const { return of_post_[post]; }
    // Place of a cable in the list of its post.
    std::size_t rank(std::size_t index) const;

private:
    void draw(std::uint64_t seed, std::size_t count);
    void number_serials(std::uint64_t seed);

    std::vector<Slot> slots_;
    std::vector<std::vector<std::uint32_t>> of_post_;
};

// "08" + "GUATEMALA" + "242"
std::string make_id(int year, const Post& post, std::uint32_t serial);

} // namespace chancery::synth
