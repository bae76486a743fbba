#include "index/positions.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"

namespace chancery::index {

namespace {

using query::Kind;
using query::Node;
using query::Order;

constexpr std::size_t kMaxCursors = 4;  // a word of more terms is gathered beforehand
constexpr std::size_t kMaxDistinct = 8; // children of Near that must stand at different places
constexpr std::size_t kSearchWorth = 8; // positions for each start, from which on it is looked up

void sort_unique(std::vector<Stretch>& stretches)
{
    std::ranges::sort(stretches);
    const auto [first, last] = std::ranges::unique(stretches);
    stretches.erase(first, last);
}

// The positions of a word: of all the terms that it stands for.
class WordPositions {
public:
    WordPositions(const std::vector<TermList>& lists, const CableSet& candidates, Budget& budget)
    {
        if (lists.size() <= kMaxCursors) {
            for (const TermList& list : lists) {
                cursors_.emplace_back(list.list);
            }
            return;
        }
        for (const TermList& list : lists) {
            gather(list.list, candidates, budget);
        }
        std::ranges::sort(gathered_);
    }

    // Cables must come in rising order; the positions hold until the next call.
    std::span<const std::uint32_t> read(std::uint32_t cable)
    {
        if (cursors_.size() == 1) {
            cursors_[0].seek(cable);
            return cursors_[0].cable() == cable ? cursors_[0].positions()
                                                : std::span<const std::uint32_t>();
        }
        if (!cursors_.empty()) {
            return read_cursors(cable);
        }
        merged_.clear();
        const std::uint64_t first = std::uint64_t{cable} << 32U;
        while (next_ < gathered_.size() && gathered_[next_] < first) {
            ++next_;
        }
        for (; next_ < gathered_.size() && gathered_[next_] >> 32U == cable; ++next_) {
            merged_.push_back(static_cast<std::uint32_t>(gathered_[next_]));
        }
        return without_repeats();
    }

private:
    std::span<const std::uint32_t> read_cursors(std::uint32_t cable)
    {
        std::span<const std::uint32_t> first; // most often the only one
        merged_.clear();
        for (PostingCursor& cursor : cursors_) {
            cursor.seek(cable);
            if (cursor.cable() != cable) {
                continue;
            }
            const std::span<const std::uint32_t> more = cursor.positions();
            if (first.empty()) {
                first = more;
                continue;
            }
            if (merged_.empty()) {
                merged_.assign(first.begin(), first.end());
            }
            const auto middle = static_cast<std::ptrdiff_t>(merged_.size());
            merged_.insert(merged_.end(), more.begin(), more.end());
            std::inplace_merge(merged_.begin(), merged_.begin() + middle, merged_.end());
        }
        return merged_.empty() ? first : without_repeats();
    }

    // Two terms may stand at one position: a word and a joined word.
    std::span<const std::uint32_t> without_repeats()
    {
        const auto [from, to] = std::ranges::unique(merged_);
        merged_.erase(from, to);
        return merged_;
    }

    void gather(const PostingList& list, const CableSet& candidates, Budget& budget)
    {
        for (PostingCursor at(list); at.cable() != kNoCable; at.next()) {
            if (!candidates.has(at.cable())) {
                continue;
            }
            const std::span<const std::uint32_t> positions = at.positions();
            if (budget.positions < positions.size()) {
                budget.reached = true;
                return;
            }
            budget.positions -= positions.size();
            for (const std::uint32_t position : positions) {
                gathered_.push_back(std::uint64_t{at.cable()} << 32U | position);
            }
        }
    }

    std::vector<PostingCursor> cursors_;
    std::vector<std::uint64_t> gathered_; // cable, position
    std::size_t next_ = 0;
    std::vector<std::uint32_t> merged_;
};

// The regions of the cable that is looked at.
struct Regions {
    const Segment* segment = nullptr;
    std::uint32_t cable = kNoCable;
    std::vector<PlacedRegion> list;
    std::vector<std::uint32_t> breaks; // sorted

    void read(std::uint32_t wanted)
    {
        if (cable == wanted) {
            return;
        }
        cable = wanted;
        if (!read_layout(segment->layout(cable), list)) {
            throw IoError("damaged search index: the regions of a cable cannot be read");
        }
        breaks.clear();
        for (const PlacedRegion& region : list) {
            if (is_passage(region.region)) {
                breaks.push_back(region.from);
                breaks.push_back(region.to);
            }
        }
        std::ranges::sort(breaks);
    }
    // The first position from which words no longer belong with the one at `position`.
    std::uint32_t break_behind(std::uint32_t position) const
    {
        const auto found = std::ranges::upper_bound(breaks, position);
        return found == breaks.end() ? UINT32_MAX : *found;
    }
};

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
    Part(const Segment& segment, const PlanNode& plan, const CableSet& candidates, Budget& budget,
         const std::shared_ptr<Regions>& shared)
        : node(*plan.node), regions(shared), has_value(0)
    {
        if (node.kind == Kind::Attribute) {
            find_values(plan.lists, candidates);
        } else if (node.kind == Kind::Word) {
            words.emplace_back(plan.lists, candidates, budget);
        } else if (node.kind == Kind::Phrase) {
            for (const PhrasePart& part : plan.phrase) {
                words.emplace_back(part.lists, candidates, budget);
                offsets.push_back(part.offset);
            }
            has_any_word = std::ranges::any_of(node.children, query::is_any_word);
        } else {
            for (const PlanNode& child : plan.children) {
                children.emplace_back(segment, child, candidates, budget, shared);
            }
        }
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
        return stretches;
    }

    void find_word()
    {
        for (const std::uint32_t position : words[0].read(cable)) {
            stretches.push_back({position, position + 1});
        }
    }

    void find_phrase()
    {
        const std::span<const std::uint32_t> first = words[0].read(cable);
        starts.clear();
        for (const std::uint32_t position : first) {
            if (position >= offsets[0]) {
                starts.push_back(position - offsets[0]);
            }
        }
        for (std::size_t i = 1; i < words.size() && !starts.empty(); ++i) {
            keep_starts(words[i].read(cable), offsets[i]);
        }
        const auto size = static_cast<std::uint32_t>(node.children.size());
        for (const std::uint32_t start : starts) {
            if (crosses_break(start, size)) {
                continue;
            }
            stretches.push_back({start, start + size});
        }
    }

    // Those with one of the positions so far behind them.
    void keep_starts(std::span<const std::uint32_t> with, std::uint32_t offset)
    {
        if (starts.size() * kSearchWorth <= with.size()) {
            keep_few_starts(with, offset);
        } else {
            keep_many_starts(with, offset);
        }
    }

    // Looks each of them up: halves what is left without a branch that could be mispredicted.
    void keep_few_starts(std::span<const std::uint32_t> with, std::uint32_t offset)
    {
        std::size_t kept_starts = 0;
        for (const std::uint32_t start : starts) {
            const std::uint64_t wanted = std::uint64_t{start} + offset;
            const std::uint32_t* from = with.data();
            for (std::size_t left = with.size(); left > 1; left -= left / 2) {
                from += from[left / 2] <= wanted ? left / 2 : 0;
            }
            starts[kept_starts] = start;
            kept_starts += *from == wanted ? 1 : 0;
        }
        starts.resize(kept_starts);
    }

    // A bit for each start, and then a look at one for each position: no such branch either.
    void keep_many_starts(std::span<const std::uint32_t> with, std::uint32_t offset)
    {
        while (!with.empty() && with.front() < offset) {
            with = with.subspan(1);
        }
        const std::size_t bits = std::max(starts.back(), with.empty() ? 0 : with.back()) + 1U;
        if (marked.size() < bits / 64 + 1) {
            marked.resize(bits / 64 + 1);
        }
        if (kept.size() < with.size()) {
            kept.resize(with.size());
        }
        std::uint64_t* const marks = marked.data();
        for (const std::uint32_t start : starts) {
            marks[start / 64] |= std::uint64_t{1} << (start % 64);
        }
        std::uint32_t* next = kept.data();
        for (const std::uint32_t position : with) {
            const std::uint32_t start = position - offset;
            *next = start;
            next += (marks[start / 64] >> (start % 64)) & 1U;
        }
        for (const std::uint32_t start : starts) {
            marks[start / 64] = 0;
        }
        starts.assign(kept.data(), next);
    }

    // Words that follow each other do not, but a phrase with any word in it might.
    bool crosses_break(std::uint32_t start, std::uint32_t size)
    {
        if (!has_any_word) {
            return false;
        }
        regions->read(cable);
        return regions->break_behind(start) < start + size;
    }

    // From each place of each child (of the first, if the order matters) the shortest stretch that
    // has one place of every child, no two of which overlap.
    void find_near()
    {
        sources.resize(children.size());
        for (std::size_t i = 0; i < children.size(); ++i) {
            Source& source = sources[i];
            source.places = &children[i].stretches_in(cable);
            if (source.places->empty()) {
                return;
            }
            source.earliest_end.resize(source.places->size());
            std::uint32_t end = UINT32_MAX;
            for (std::size_t at = source.places->size(); at-- > 0;) {
                end = std::min(end, (*source.places)[at].to);
                source.earliest_end[at] = end;
            }
        }
        const bool in_order = node.order == Order::AsWritten;
        for (std::size_t first = 0; first < (in_order ? 1 : sources.size()); ++first) {
            for (Source& source : sources) {
                source.next = 0;
            }
            for (const Stretch& start : *sources[first].places) {
                const std::uint64_t limit = std::uint64_t{start.from} + node.within + 1;
                const std::uint32_t end = near_end(first, start, limit);
                if (end > limit) {
                    continue;
                }
                regions->read(cable);
                if (end <= regions->break_behind(start.from)) {
                    stretches.push_back({start.from, end});
                }
            }
        }
        sort_unique(stretches);
    }

    // The least end of a stretch that begins with this place of a child; what is over the limit may be
    // any number over it.
    std::uint32_t near_end(std::size_t first, const Stretch& start, std::uint64_t limit)
    {
        const std::size_t count = sources.size();
        if (node.order == Order::AsWritten) {
            std::uint32_t end = start.to;
            for (std::size_t i = 1; i < count && end <= limit; ++i) {
                end = sources[i].end_from(end);
            }
            return end;
        }
        if (count == 2) {
            return std::max(start.to, sources[1 - first].end_from(start.to));
        }
        if (count > kMaxDistinct) {
            std::uint32_t end = start.to;
            for (Source& source : sources) {
                end = std::max(end, source.end_from(start.from));
            }
            return end;
        }
        ends.assign(std::size_t{1} << count, UINT32_MAX); // the least end by set of children placed
        ends[std::size_t{1} << first] = start.to;
        for (std::size_t set = 1; set < ends.size(); ++set) {
            for (std::size_t i = 0; i < count && ends[set] <= limit; ++i) {
                if ((set >> i & 1U) == 0) {
                    std::uint32_t& best = ends[set | std::size_t{1} << i];
                    best = std::min(best, sources[i].end_from(ends[set]));
                }
            }
        }
        return ends.back();
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
            const Zones& zones = regions->segment->zones(cable_asked);
            const Stretch part = node.region == Region::Subject
                                     ? Stretch{zones.subject_from, zones.subject_to}
                                     : Stretch{zones.summary_from, zones.summary_to};
            const Stretch common_part{std::max(part.from, inside.from),
                                      std::min(part.to, inside.to)};
            return common_part.from < common_part.to && use(common_part);
        }
        regions->read(cable_asked);
        return std::ranges::any_of(regions->list, [&](const PlacedRegion& region) {
            const Stretch part = common(inside, region);
            return is_asked_for(node, region) && part.from < part.to && use(part);
        });
    }

    bool holds(std::uint32_t asked, Stretch inside)
    {
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
            return in_range(*regions->segment, node, asked);
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
        const std::vector<Stretch>* places = nullptr;
        std::vector<std::uint32_t> earliest_end; // of this place and all behind it
        std::size_t next = 0;                    // where the last search ended

        // The least end of the places that begin there or behind.
        std::uint32_t end_from(std::uint32_t from)
        {
            while (next > 0 && (*places)[next - 1].from >= from) {
                --next;
            }
            while (next < places->size() && (*places)[next].from < from) {
                ++next;
            }
            return next < places->size() ? earliest_end[next] : UINT32_MAX;
        }
    };

    const Node& node;
    std::shared_ptr<Regions>
        regions;        // one for all parts of a query: they look at one cable at a time
    CableSet has_value; // Attribute: which candidates have one that is asked for
    std::vector<Part> children;
    std::vector<WordPositions> words;   // Word: one; Phrase: one for each part of the plan
    std::vector<std::uint32_t> offsets; // Phrase
    bool has_any_word = false;          // Phrase
    std::uint32_t cable = kNoCable;     // that `stretches` is of
    std::uint32_t cable_asked = kNoCable;
    std::vector<Stretch> stretches;
    std::vector<std::uint32_t> starts; // Phrase
    std::vector<std::uint32_t> kept;   // likewise, on the way
    std::vector<std::uint64_t> marked; // bits of starts; zero between the words of a phrase
    std::vector<Source> sources;       // Near
    std::vector<std::uint32_t> ends;   // Near
};

Places::Places(const Segment& segment, const PlanNode& plan, const CableSet& candidates,
               Budget& budget)
{
    auto regions = std::make_shared<Regions>();
    regions->segment = &segment;
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
    return part_->holds(cable, inside);
}

void Places::mark(std::uint32_t cable, Stretch inside, std::vector<Stretch>& marks)
{
    part_->mark(cable, inside, marks);
}

} // namespace chancery::index
