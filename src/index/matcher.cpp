#include "index/matcher.hpp"

#include <algorithm>

#include "index/phrase.hpp"
#include "index/positions.hpp"

namespace chancery::index {

namespace {

using query::Kind;
using query::Node;

// A list is read whole if it has at most so many cables for each that is left.
constexpr std::uint64_t kSeekWorth = 24;
// A bit for each cable of the segment is worth it for lists of one in so many, together.
constexpr std::uint64_t kBitsWorth = 64;

enum class Exactly : std::uint8_t { No, Yes }; // No: words need only be there, wherever

class Matcher {
public:
    Matcher(const Segment& segment, Budget& budget, FoundWeights& weights)
        : segment_(segment), budget_(budget), weights_(weights)
    {
    }

    CableSet match(const PlanNode& plan, const CableSet& among, Exactly exactly)
    {
        const Node& node = *plan.node;
        switch (node.kind) {
        case Kind::All:
            return among;
        case Kind::None:
            return none();
        case Kind::Word:
            return plan.has_region ? match_lists(plan.in_region, among)
                                   : match_lists(plan.lists, among);
        case Kind::Attribute:
            return match_lists(plan.lists, among);
        case Kind::And:
            return match_all(plan.children, among, exactly);
        case Kind::Or:
            return match_any(plan.children, among, exactly);
        case Kind::Not:
            return match_not(plan.children[0], among, exactly);
        case Kind::AtLeast:
            return match_at_least(plan, among, exactly);
        case Kind::Phrase:
            return match_phrase(plan, among, exactly);
        case Kind::Near:
            return verify(plan, match_all(plan.children, among, Exactly::No), among, exactly);
        case Kind::Within:
            return verify(
                plan, plan.children.empty() ? among : match(plan.children[0], among, Exactly::No),
                among, exactly);
        case Kind::Range:
            return match_range(node, among);
        }
        return none();
    }

private:
    CableSet none() const { return CableSet(segment_.cables()); }

    static const PostingList& list_of(const TermList& list) { return list.list; }
    static const PostingList& list_of(const PostingList& list) { return list; }

    static void add_list(const PostingList& list, const CableSet& among, CableCollector& out)
    {
        PostingCursor at(list);
        if (list.cables() <= std::uint64_t{among.count()} * kSeekWorth) {
            for (; at.cable() != kNoCable; at.next_block()) {
                for (const std::uint32_t cable : at.rest_of_block()) {
                    out.add(cable);
                }
            }
            return;
        }
        among.each([&](std::uint32_t cable) {
            at.seek(cable);
            if (at.cable() == cable) {
                out.add(cable);
            }
        });
    }

    template <typename Lists>
    CableSet match_lists(const Lists& lists, const CableSet& among)
    {
        std::uint64_t most = 0;
        for (const auto& list : lists) {
            most += list_of(list).cables();
        }
        CableCollector found(segment_.cables(), most);
        for (const auto& list : lists) {
            add_list(list_of(list), among, found);
        }
        CableSet out = std::move(found).set();
        out.keep(among);
        return out;
    }

    // What narrows most and costs least goes first; what needs positions last.
    static std::vector<const PlanNode*> by_cost(const std::vector<PlanNode>& plans)
    {
        std::vector<const PlanNode*> order;
        for (const PlanNode& plan : plans) {
            order.push_back(&plan);
        }
        const auto is_late = [](const PlanNode* plan) {
            const Kind kind = plan->node->kind;
            return kind == Kind::Phrase || kind == Kind::Near || kind == Kind::Within ||
                   kind == Kind::Not;
        };
        std::ranges::stable_sort(order, [&](const PlanNode* a, const PlanNode* b) {
            return std::pair(is_late(a), a->cables) < std::pair(is_late(b), b->cables);
        });
        return order;
    }

    CableSet match_all(const std::vector<PlanNode>& plans, const CableSet& among, Exactly exactly)
    {
        CableSet out = among;
        for (const PlanNode* plan : by_cost(plans)) {
            if (out.empty()) {
                break;
            }
            out = match(*plan, out, exactly);
        }
        return out;
    }

    CableSet match_any(const std::vector<PlanNode>& plans, const CableSet& among, Exactly exactly)
    {
        CableSet out = none();
        for (const PlanNode& plan : plans) {
            out.add(match(plan, among, exactly));
        }
        return out;
    }

    // Where words need only be there, nothing can be ruled out by what must not.
    CableSet match_not(const PlanNode& child, const CableSet& among, Exactly exactly)
    {
        CableSet out = among;
        if (exactly == Exactly::Yes) {
            out.remove(match(child, among, exactly));
        }
        return out;
    }

    CableSet match_at_least(const PlanNode& plan, const CableSet& among, Exactly exactly)
    {
        std::vector<std::uint16_t> counts(segment_.cables());
        for (const PlanNode& child : plan.children) {
            match(child, among, exactly).each([&](std::uint32_t cable) { ++counts[cable]; });
        }
        CableCollector found(segment_.cables(), segment_.cables());
        for (std::uint32_t cable = 0; cable < counts.size(); ++cable) {
            if (counts[cable] >= plan.node->least) {
                found.add(cable);
            }
        }
        CableSet out = std::move(found).set();
        out.keep(among);
        return out;
    }

    CableSet match_phrase(const PlanNode& plan, const CableSet& among, Exactly exactly)
    {
        CableSet out = among;
        for (const PlanNode& word : plan.children) {
            if (word.has_region) {
                out = match_lists(word.in_region, out);
            }
        }
        if (exactly == Exactly::No || plan.phrase.size() <= 1) {
            for (const PhrasePart& part : plan.phrase) {
                out = match_lists(part.lists, out);
            }
            return out;
        }
        std::vector<WordPositions> read;
        out = with_two_parts(plan.phrase, out, read);
        return words_in_a_row(plan, std::move(read), out, among);
    }

    // Where the phrase is looked for: in cables that have at least one of the two parts that are cheapest to read. Both
    // are read whole into `read` where that pays.
    CableSet with_two_parts(const std::vector<PhrasePart>& parts, CableSet among,
                            std::vector<WordPositions>& read)
    {
        const PhrasePart& a = parts[0];
        const PhrasePart& b = parts[1];
        if (are_read_whole(a, b, among)) {
            CableBits both = read.emplace_back(a.lists).cables(segment_.cables());
            keep_bits(both, read.emplace_back(b.lists).cables(segment_.cables()));
            among.keep(CableSet::of_bits(segment_.cables(), std::move(both)));
            return among;
        }
        const auto& [fewer, more] =
            a.cables <= b.cables ? std::tie(a.lists, b.lists) : std::tie(b.lists, a.lists);
        among = match_lists(fewer, among);
        // PhraseReader seeks the other, unless positions are gathered: then from as few cables as can be.
        const bool gathers =
            std::ranges::any_of(parts, WordPositions::is_gathered, &PhrasePart::lists);
        return gathers ? match_lists(more, among) : among;
    }

    // Whether so many of the cables of both are looked at that no block would be left out.
    bool are_read_whole(const PhrasePart& a, const PhrasePart& b, const CableSet& among) const
    {
        const std::uint64_t few = std::min({a.cables, b.cables, std::uint64_t{among.count()}});
        return std::max(a.cables, b.cables) <= few * kSeekWorth &&
               a.cables + b.cables >= segment_.cables() / kBitsWorth &&
               !WordPositions::is_gathered(a.lists) && !WordPositions::is_gathered(b.lists);
    }

    CableSet words_in_a_row(const PlanNode& plan, std::vector<WordPositions> read,
                            const CableSet& candidates, const CableSet& among)
    {
        FoundWeight& weight = weights_.try_emplace(plan.node, FoundWeight{among, {}}).first->second;
        if (candidates.empty()) {
            return candidates;
        }
        std::vector<std::uint32_t> found;
        CableRegions regions(segment_);
        PhraseReader phrase(plan, candidates, budget_, regions, std::move(read));
        candidates.each([&](std::uint32_t cable) {
            if (const auto& starts = phrase.read(cable); !starts.empty()) {
                found.push_back(cable);
                weight.weights.emplace_back(cable, weight_of(segment_, cable, starts));
            }
        });
        return CableSet::of(segment_.cables(), std::move(found));
    }

    // subject:iran; not inside another region.
    static bool is_word_in_small_region(const PlanNode& plan)
    {
        return plan.node->kind == Kind::Within && has_own_terms(plan.node->region) &&
               plan.children.size() == 1 && plan.children[0].node->kind == Kind::Word;
    }

    CableSet verify(const PlanNode& plan, CableSet candidates, const CableSet& among,
                    Exactly exactly)
    {
        if (exactly == Exactly::No) {
            return candidates;
        }
        if (is_word_in_small_region(plan)) {
            return candidates; // a list says it all
        }
        std::vector<std::pair<std::uint32_t, std::uint32_t>>* weights = nullptr;
        if (plan.node->kind != Kind::Within) {
            weights =
                &weights_.try_emplace(plan.node, FoundWeight{among, {}}).first->second.weights;
        }
        if (candidates.empty()) {
            return candidates;
        }
        Places places(segment_, plan, candidates, budget_);
        std::vector<std::uint32_t> found;
        candidates.each([&](std::uint32_t cable) {
            if (!places.holds(cable, kWholeCable)) {
                return;
            }
            found.push_back(cable);
            if (weights != nullptr) {
                weights->emplace_back(
                    cable, weight_of(segment_, cable, starts_of(places.stretches(cable))));
            }
        });
        return CableSet::of(segment_.cables(), std::move(found));
    }

    CableSet match_range(const Node& node, const CableSet& among) const
    {
        const std::span<const std::int64_t> column =
            node.field == Field::Released ? segment_.released() : segment_.created();
        const bool undated = !node.from && !node.to;
        const std::int64_t from = node.from.value_or(kNoInstant + 1);
        const std::int64_t to = node.to.value_or(INT64_MAX);
        std::vector<std::uint32_t> found;
        among.each([&](std::uint32_t cable) {
            const std::int64_t at = column[cable];
            if (undated ? at == kNoInstant : at >= from && at < to) {
                found.push_back(cable);
            }
        });
        return CableSet::of(segment_.cables(), std::move(found));
    }

    const Segment& segment_;
    Budget& budget_;
    FoundWeights& weights_;
};

} // namespace

CableSet match(const Segment& segment, const PlanNode& plan, const CableSet& among, Budget& budget,
               FoundWeights& weights)
{
    return Matcher(segment, budget, weights).match(plan, among, Exactly::Yes);
}

} // namespace chancery::index
