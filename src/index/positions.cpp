#include "index/positions.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "index/cable_regions.hpp"
#include "index/phrase.hpp"
#include "index/query/shape.hpp"
#include "index/word_positions.hpp"

namespace chancery::index {

namespace {

using query::Kind;
using query::Node;
using query::Order;

// Up to so many children of Near no two overlap, whatever they are; of more, only those that are the same.
constexpr std::size_t kMaxDistinct = 8;

void sort_unique(std::vector<Stretch>& stretches)
{
    std::ranges::sort(stretches);
    const auto [first, last] = std::ranges::unique(stretches);
    stretches.erase(first, last);
}

bool is_asked_for(const Node& node, const PlacedRegion& region)
{
    const bool same = region.region == node.region ||
                      (node.region == Region::To && region.region == Region::Info);
    return same && (node.mark.empty() || region.mark == node.mark);
}

bool in_range(const Segment& segment, const Node& node, std::uint32_t cable)
{
    const std::int64_t at =
        node.field == Field::Released ? segment.released()[cable] : segment.created()[cable];
    if (at == kNoInstant) {
        return !node.from && !node.to;
    }
    return (node.from || node.to) && (!node.from || at >= *node.from) &&
           (!node.to || at < *node.to);
}

Stretch common(const Stretch& a, const PlacedRegion& b)
{
    return {std::max(a.from, b.from), std::min(a.to, b.to)};
}

} // namespace

struct Places::Part {
    Part(const Segment& segment, const PlanNode& plan, const CableSet& candidates,
         Budget& budget_of_query, const std::shared_ptr<CableRegions>& shared)
        : node(*plan.node), budget(&budget_of_query), regions(shared), has_value(0)
    {
        if (node.kind == Kind::Attribute) {
            find_values(plan.lists, candidates);
        } else if (node.kind == Kind::Word) {
            word.emplace(plan.lists, candidates, *budget);
        } else if (node.kind == Kind::Phrase) {
            phrase.emplace(plan, candidates, *budget, *regions);
        } else {
            for (const PlanNode& child : plan.children) {
                const auto same = std::ranges::find_if(children, [&](const Part& known) {
                    return node.kind == Kind::Near && query::same_query(known.node, *child.node);
                });
                child_of.push_back(static_cast<std::size_t>(same - children.begin()));
                if (same == children.end()) {
                    children.emplace_back(segment, child, candidates, *budget, shared);
                }
            }
        }
    }

    // False when there is no budget for so many more.
    bool spend(std::uint64_t places) const
    {
        if (budget->places <= places) {
            budget->places = 0;
            budget->reached = true;
            return false;
        }
        budget->places -= places;
        return true;
    }

    void find_values(const std::vector<TermList>& lists, const CableSet& candidates)
    {
        CableCollector found(candidates.size(), candidates.count());
        for (const TermList& list : lists) {
            PostingCursor at(list.list);
            candidates.each([&](std::uint32_t candidate) {
                at.seek(candidate);
                if (at.cable() == candidate) {
                    found.add(candidate);
                }
            });
        }
        has_value = std::move(found).set();
    }

    const std::vector<Stretch>& stretches_in(std::uint32_t wanted)
    {
        if (cable == wanted) {
            return stretches;
        }
        cable = wanted;
        stretches.clear();
        switch (node.kind) {
        case Kind::Word:
            find_word();
            break;
        case Kind::Phrase:
            find_phrase();
            break;
        case Kind::Near:
            find_near();
            break;
        default:
            for (Part& child : children) {
                const std::vector<Stretch>& more = child.stretches_in(cable);
                stretches.insert(stretches.end(), more.begin(), more.end());
            }
            sort_unique(stretches);
        }
        if (!spend(1 + stretches.size())) {
            stretches.clear();
        }
        return stretches;
    }

    void find_word()
    {
        for (const std::uint32_t position : word->read(cable)) {
            stretches.push_back({position, position + 1});
        }
    }

    void find_phrase()
    {
        for (const std::uint32_t start : phrase->read(cable)) {
            stretches.push_back({start, start + phrase->size()});
        }
    }

    // From each place of each child (of the first, if the order matters) the shortest stretch that
    // has one place of every child, no two of which overlap.
    void find_near()
    {
        for (Part& child : children) {
            if (child.stretches_in(cable).empty()) {
                return;
            }
            child.find_earliest_ends();
        }
        const bool in_order = node.order == Order::AsWritten;
        is_together = !in_order && (children.size() == 1 || child_of.size() > kMaxDistinct);
        make_sources();
        for (std::size_t first = 0; first < (in_order ? 1 : sources.size()); ++first) {
            const auto before = sources.begin() + static_cast<std::ptrdiff_t>(first);
            if (std::ranges::find(sources.begin(), before, before->child, &Source::child) !=
                before) {
                continue; // the same places again
            }
            for (Source& source : sources) {
                source.next = 0;
            }
            for (const Stretch& start : sources[first].child->stretches) {
                const std::uint64_t limit = std::uint64_t{start.from} + node.within + 1;
                const std::uint32_t end = near_end(first, start, limit);
                if (!spend(std::exchange(steps, 0))) {
                    stretches.clear();
                    return;
                }
                if (end > limit) {
                    continue;
                }
                regions->read(cable);
                if (end <= regions->break_behind(start.from)) {
                    stretches.push_back({start.from, end});
                }
            }
        }
        // Places of two children may begin at one word: the shorter stretch counts.
        std::ranges::sort(stretches);
        const auto [begin, end] = std::ranges::unique(stretches, {}, &Stretch::from);
        stretches.erase(begin, end);
    }

    void find_earliest_ends()
    {
        earliest_end.resize(stretches.size());
        std::uint32_t end = UINT32_MAX;
        for (std::size_t at = stretches.size(); at-- > 0;) {
            end = std::min(end, stretches[at].to);
            earliest_end[at] = end;
        }
    }

    // One for each child of the query, or one for those that are the same.
    void make_sources()
    {
        sources.clear();
        if (!is_together) {
            for (const std::size_t child : child_of) {
                sources.push_back({&children[child], 1, 0});
            }
            return;
        }
        for (const Part& child : children) {
            sources.push_back({&child, 0, 0});
        }
        for (const std::size_t child : child_of) {
            ++sources[child].times;
        }
    }

    // The least end of a stretch that begins with this place of a child; what is over the limit may be
    // any number over it.
    std::uint32_t near_end(std::size_t first, const Stretch& start, std::uint64_t limit)
    {
        const std::size_t count = sources.size();
        if (node.order == Order::AsWritten) {
            std::uint32_t end = start.to;
            for (std::size_t i = 1; i < count && end <= limit; ++i) {
                end = sources[i].end_from(end, steps);
            }
            return end;
        }
        if (is_together) {
            return end_together(first, start, limit);
        }
        if (count == 2) {
            return std::max(start.to, sources[1 - first].end_from(start.to, steps));
        }
        ends.assign(std::size_t{1} << count, UINT32_MAX); // the least end by set of children placed
        ends[std::size_t{1} << first] = start.to;
        for (std::size_t set = 1; set < ends.size(); ++set) {
            for (std::size_t i = 0; i < count && ends[set] <= limit; ++i) {
                if ((set >> i & 1U) == 0) {
                    std::uint32_t& best = ends[set | std::size_t{1} << i];
                    best = std::min(best, sources[i].end_from(ends[set], steps));
                }
            }
        }
        steps += ends.size();
        return ends.back();
    }

    // Children that are the same have places of their own; different ones may overlap.
    std::uint32_t end_together(std::size_t first, const Stretch& start, std::uint64_t limit)
    {
        std::uint32_t end = start.to;
        for (std::size_t i = 0; i < sources.size() && end <= limit; ++i) {
            std::uint32_t last = i == first ? start.to : start.from;
            for (std::size_t left = sources[i].times - (i == first ? 1 : 0);
                 left > 0 && last <= limit; --left) {
                last = sources[i].end_from(last, steps);
            }
            end = std::max(end, last);
        }
        return end;
    }

    bool has_stretch(Stretch inside)
    {
        const std::vector<Stretch>& all = stretches_in(cable_asked);
        if (inside == kWholeCable) {
            return !all.empty();
        }
        for (auto at = std::ranges::lower_bound(all, inside.from, {}, &Stretch::from);
             at != all.end() && at->from < inside.to; ++at) {
            if (at->to <= inside.to) {
                return true;
            }
        }
        return false;
    }

    // Calls use(positions) for the regions that are asked for, as far as they lie inside; until it
    // says true. Subject and summary are known without reading the layout.
    template <typename Use>
    bool any_region(Stretch inside, Use use)
    {
        if (node.region == Region::Subject || node.region == Region::Summary) {
            const Zones& zones = regions->segment().zones(cable_asked);
            const Stretch part = node.region == Region::Subject
                                     ? Stretch{zones.subject_from, zones.subject_to}
                                     : Stretch{zones.summary_from, zones.summary_to};
            const Stretch common_part{std::max(part.from, inside.from),
                                      std::min(part.to, inside.to)};
            return common_part.from < common_part.to && use(common_part);
        }
        regions->read(cable_asked);
        return std::ranges::any_of(regions->list(), [&](const PlacedRegion& region) {
            const Stretch part = common(inside, region);
            return is_asked_for(node, region) && part.from < part.to && use(part);
        });
    }

    bool holds(std::uint32_t asked, Stretch inside)
    {
        if (!spend(1)) {
            return false;
        }
        cable_asked = asked;
        const auto child_holds = [&](Part& child) { return child.holds(asked, inside); };
        switch (node.kind) {
        case Kind::All:
            return true;
        case Kind::Word:
        case Kind::Phrase:
        case Kind::Near:
            return has_stretch(inside);
        case Kind::And:
            return std::ranges::all_of(children, child_holds);
        case Kind::Or:
            return std::ranges::any_of(children, child_holds);
        case Kind::Not:
            return !child_holds(children[0]);
        case Kind::AtLeast:
            return std::ranges::count_if(children, child_holds) >= node.least;
        case Kind::Within:
            return any_region(inside, [&](Stretch part) {
                return children.empty() || children[0].holds(asked, part);
            });
        case Kind::Attribute:
            return has_value.has(asked);
        case Kind::Range:
            return in_range(regions->segment(), node, asked);
        case Kind::None:
            return false;
        }
        return false;
    }

    void mark(std::uint32_t asked, Stretch inside, std::vector<Stretch>& marks)
    {
        if (!holds(asked, inside)) {
            return;
        }
        switch (node.kind) {
        case Kind::Word:
        case Kind::Phrase:
            add_stretches(asked, inside, marks);
            return;
        case Kind::Near:
            mark_near(asked, inside, marks);
            return;
        case Kind::And:
        case Kind::Or:
        case Kind::AtLeast:
            for (Part& child : children) {
                child.mark(asked, inside, marks);
            }
            return;
        case Kind::Within:
            any_region(inside, [&](Stretch part) {
                if (!children.empty()) {
                    children[0].mark(asked, part, marks);
                }
                return false;
            });
            return;
        default:
            return;
        }
    }

    void add_stretches(std::uint32_t asked, Stretch inside, std::vector<Stretch>& marks)
    {
        for (const Stretch& stretch : stretches_in(asked)) {
            if (stretch.from >= inside.from && stretch.to <= inside.to) {
                marks.push_back(stretch);
            }
        }
    }

    // The words of its children in the stretches where they are near each other.
    void mark_near(std::uint32_t asked, Stretch inside, std::vector<Stretch>& marks)
    {
        std::vector<Stretch> found;
        add_stretches(asked, inside, found);
        for (const Stretch& stretch : found) {
            for (Part& child : children) {
                child.add_stretches(asked, stretch, marks);
            }
        }
    }

    struct Source { // the places of a child of Near
        const Part* child = nullptr;
        std::size_t times = 1; // that it is asked for
        std::size_t next = 0;  // where the last search ended

        // The least end of the places that begin there or behind.
        std::uint32_t end_from(std::uint32_t from, std::uint64_t& looked_at)
        {
            const std::vector<Stretch>& places = child->stretches;
            ++looked_at;
            for (; next > 0 && places[next - 1].from >= from; ++looked_at) {
                --next;
            }
            for (; next < places.size() && places[next].from < from; ++looked_at) {
                ++next;
            }
            return next < places.size() ? child->earliest_end[next] : UINT32_MAX;
        }
    };

    const Node& node;
    Budget* budget;
    std::shared_ptr<CableRegions>
        regions;                // one for all parts of a query: they look at one cable at a time
    CableSet has_value;         // Attribute: which candidates have one that is asked for
    std::vector<Part> children; // of Near each once, however often it is asked for
    std::vector<std::size_t> child_of;  // for each child of the query, which of `children` it is
    std::optional<WordPositions> word;  // Word
    std::optional<PhraseReader> phrase; // Phrase
    std::uint32_t cable = kNoCable;     // that `stretches` is of
    std::uint32_t cable_asked = kNoCable;
    std::vector<Stretch> stretches;
    std::vector<std::uint32_t>
        earliest_end;                // child of Near: of each of its stretches and all behind it
    std::vector<Source> sources;     // Near
    std::vector<std::uint32_t> ends; // Near
    bool is_together = false;        // Near: one source for children that are the same
    std::uint64_t steps = 0;         // Near: places looked at and not yet taken from the budget
};

Places::Places(const Segment& segment, const PlanNode& plan, const CableSet& candidates,
               Budget& budget)
{
    auto regions = std::make_shared<CableRegions>(segment);
    part_ = std::make_unique<Part>(segment, plan, candidates, budget, regions);
}

Places::~Places() = default;
Places::Places(Places&&) noexcept = default;

const std::vector<Stretch>& Places::stretches(std::uint32_t cable)
{
    return part_->stretches_in(cable);
}

bool Places::holds(std::uint32_t cable, Stretch inside)
{
    return part_->holds(cable, inside) && part_->budget->places > 0;
}

void Places::mark(std::uint32_t cable, Stretch inside, std::vector<Stretch>& marks)
{
    part_->mark(cable, inside, marks);
}

} // namespace chancery::index
