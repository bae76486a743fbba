#include "synth/plan.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "base/check.hpp"
#include "synth/random.hpp"

namespace chancery::synth {
namespace {

struct YearShare {
    int first;
    int last;
    unsigned share; // in 10,000
};
constexpr YearShare kYears[] = {{1966, 1979, 15},   {1980, 1995, 35},   {1996, 2001, 60},
                                {2002, 2002, 130},  {2003, 2003, 460},  {2004, 2004, 620},
                                {2005, 2005, 1130}, {2006, 2006, 1680}, {2007, 2007, 1690},
                                {2008, 2008, 1680}, {2009, 2009, 2160}, {2010, 2010, 340}};

int draw_year(Random& random)
{
    unsigned sum = 0;
    for (const YearShare& year : kYears) {
        sum += year.share;
    }
    unsigned hit = random.below(sum);
    const YearShare* year = std::begin(kYears);
    while (hit >= year->share) {
        hit -= year->share;
        ++year;
    }
    return random.between(year->first, year->last);
}

std::int64_t minute_of(int year, unsigned month, unsigned day)
{
    const auto instant = make_instant({year, month, day, 0, 0, 0});
    CHECK(instant.has_value());
    return seconds_since_epoch(*instant) / 60;
}

constexpr std::int64_t kDay = 24 * 60;

// Most are sent on working days, between 05 and 20 UTC.
std::int64_t draw_minute(Random& random, int year)
{
    const std::int64_t begin = minute_of(year, 1, 1);
    const std::int64_t end = year == 2010 ? minute_of(2010, 3, 1) : minute_of(year + 1, 1, 1);
    std::int64_t day = random.below(static_cast<std::size_t>((end - begin) / kDay));
    const std::int64_t weekday = (begin / kDay + day + 4) % 7; // 0 is Sunday
    if ((weekday == 0 || weekday == 6) && random.chance(850)) {
        day = day < 2 ? day + 2 : day - (weekday == 0 ? 2 : 1);
    }
    const int minute =
        random.chance(900) ? random.between(5 * 60, 20 * 60) : random.between(0, kDay - 1);
    return begin + day * kDay + minute;
}

std::vector<std::uint32_t> running_sums(const std::vector<Post>& posts)
{
    std::vector<std::uint32_t> sums;
    std::uint32_t sum = 0;
    for (const Post& post : posts) {
        sums.push_back(sum += post.weight);
    }
    return sums;
}

} // namespace

std::string make_id(int year, const Post& post, std::uint32_t serial)
{
    return fmt::format("{:02}{}{}", year % 100, post.token, serial);
}

Plan::Plan(std::uint64_t seed, std::size_t count)
{
    draw(seed, count);
    number_serials(seed);
}

void Plan::draw(std::uint64_t seed, std::size_t count)
{
    const auto& posts = reference().posts;
    const auto sums = running_sums(posts);
    Random random(mix(seed, count));
    slots_.resize(count);
    for (Slot& slot : slots_) {
        const std::uint32_t hit = random.below(reference().total_weight);
        slot.post = static_cast<std::uint16_t>(std::upper_bound(sums.begin(), sums.end(), hit) -
                                               sums.begin());
        slot.minute = draw_minute(random, draw_year(random));
    }
    std::sort(slots_.begin(), slots_.end(), [](const Slot& a, const Slot& b) {
        return std::tie(a.minute, a.post) < std::tie(b.minute, b.post);
    });
    of_post_.resize(posts.size());
    for (std::size_t i = 0; i < count; ++i) {
        of_post_[slots_[i].post].push_back(static_cast<std::uint32_t>(i));
    }
}

// A post sends `volume` telegrams a year, of which a few are here; the serial is how far the year has come, and always
// above the one before. Posts that share a token (an embassy and a mission in one town) share the count.
void Plan::number_serials(std::uint64_t seed)
{
    const auto& posts = reference().posts;
    struct Group {
        std::uint32_t size = 0;
        std::uint32_t last = 0;
    };
    std::map<std::pair<std::string_view, int>, Group> groups;
    const auto key = [&](const Slot& slot) {
        return std::pair{std::string_view(posts[slot.post].token), civil(slot.created()).year};
    };
    for (const Slot& slot : slots_) {
        ++groups[key(slot)].size;
    }
    for (Slot& slot : slots_) {
        const auto name = key(slot);
        Group& group = groups[name];
        const Post& post = posts[slot.post];
        const std::uint64_t noise =
            mix(seed, mix(slot.post, static_cast<std::uint64_t>(name.second))) % 100;
        const std::uint64_t usual = post.is_department ? 130'000 : 150 + std::uint64_t{post.weight};
        const std::uint64_t volume =
            std::max(usual, 2 * std::uint64_t{group.size}) * (80 + noise) / 100;
        const std::int64_t begin = minute_of(name.second, 1, 1);
        const std::uint64_t minute = static_cast<std::uint64_t>(slot.minute - begin);
        const auto expected = static_cast<std::uint32_t>(1 + volume * minute / (366 * kDay));
        group.last = std::max(group.last + 1, expected);
        slot.serial = group.last;
    }
}

std::size_t Plan::rank(std::size_t index) const
{
    const auto& list = of_post_[slots_[index].post];
    return static_cast<std::size_t>(std::lower_bound(list.begin(), list.end(), index) -
                                    list.begin());
}

std::string Plan::id(std::size_t index) const
{
    return make_id(civil(slots_[index].created()).year, post(index), slots_[index].serial);
}

} // namespace chancery::synth
