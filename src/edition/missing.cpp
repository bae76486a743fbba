#include "edition/missing.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "base/error.hpp"
#include "base/varint.hpp"
#include "cable/cable_id.hpp"

namespace chancery::edition {

namespace {

// Far over what a reference id can hold; keeps sums of damaged numbers from running over.
constexpr std::uint64_t kMaxSerial = std::uint64_t{1} << 40U;

[[noreturn]] void damaged()
{
    throw IoError("damaged table of what is missing");
}

// Pairs of numbers. The first of each is told by how far it is from what went before.
template <typename Use>
void each_pair(std::string_view bytes, Use use)
{
    VarintReader reader(bytes.data(), bytes.data() + bytes.size());
    while (!reader.at_end()) {
        const std::uint64_t step = reader.next();
        const std::uint64_t value = reader.next();
        if (!reader.ok() || step > kMaxSerial || value > kMaxSerial) {
            damaged();
        }
        use(step, value);
    }
}

} // namespace

void Missing::add_here(std::string_view node)
{
    add(node, 0, true);
}

void Missing::add_cited(std::string_view node, std::uint32_t citers)
{
    add(node, citers, false);
}

void Missing::add(std::string_view node, std::uint32_t citers, bool here)
{
    const std::optional<CableId> id = CableId::parse(node);
    if (!id) {
        return;
    }
    const auto [post, is_new] = post_numbers_.try_emplace(
        std::string(id->post()), static_cast<std::uint32_t>(posts_.size()));
    if (is_new) {
        posts_.push_back(post->first);
    }
    known_.push_back({post->second, id->year(), id->serial(), citers, here});
}

void Missing::count(MissingOf& of, const Known& known)
{
    MissingSummary& summary = of.summary;
    if (summary.here + summary.ghosts == 0) {
        summary.lowest = known.serial;
    } else if (known.serial > summary.highest + 1) {
        of.runs.push_back({summary.highest + 1, known.serial - 1});
        summary.gaps += of.runs.back().count();
        ++summary.runs;
    }
    summary.highest = known.serial;
    if (known.here) {
        ++summary.here;
    } else {
        ++summary.ghosts;
        of.ghosts.push_back({known.serial, known.citers});
    }
}

std::vector<MissingOf> Missing::by_post_and_year()
{
    std::ranges::sort(known_, [&](const Known& a, const Known& b) {
        return std::tie(posts_[a.post], a.year, a.serial, b.here) <
               std::tie(posts_[b.post], b.year, b.serial, a.here); // what is here first
    });
    std::vector<MissingOf> out;
    const Known* before = nullptr;
    for (const Known& known : known_) {
        const bool same_list =
            before != nullptr && before->post == known.post && before->year == known.year;
        if (!same_list) {
            MissingOf& of = out.emplace_back();
            of.summary.post = posts_[known.post];
            of.summary.year = known.year;
        }
        if (!same_list || before->serial != known.serial) {
            count(out.back(), known);
        }
        before = &known;
    }
    return out;
}

std::string packed(const std::vector<SerialRun>& runs)
{
    std::string bytes;
    std::uint64_t done = 0;
    for (const SerialRun& run : runs) {
        append_varint(bytes, run.first - done);
        append_varint(bytes, run.last - run.first);
        done = run.last;
    }
    return bytes;
}

std::vector<SerialRun> unpacked_runs(std::string_view bytes)
{
    std::vector<SerialRun> runs;
    std::uint64_t done = 0;
    each_pair(bytes, [&](std::uint64_t step, std::uint64_t length) {
        runs.push_back({done + step, done + step + length});
        done = runs.back().last;
        if (done > kMaxSerial) {
            damaged();
        }
    });
    return runs;
}

std::string packed(const std::vector<GhostSerial>& ghosts)
{
    std::string bytes;
    std::uint64_t done = 0;
    for (const GhostSerial& ghost : ghosts) {
        append_varint(bytes, ghost.serial - done);
        append_varint(bytes, ghost.citers);
        done = ghost.serial;
    }
    return bytes;
}

std::vector<GhostSerial> unpacked_ghosts(std::string_view bytes)
{
    std::vector<GhostSerial> ghosts;
    std::uint64_t done = 0;
    each_pair(bytes, [&](std::uint64_t step, std::uint64_t citers) {
        done += step;
        if (done > kMaxSerial || citers > std::numeric_limits<std::uint32_t>::max()) {
            damaged();
        }
        ghosts.push_back({done, static_cast<std::uint32_t>(citers)});
    });
    return ghosts;
}

} // namespace chancery::edition
