#include "index/matcher.hpp"

#include <algorithm>

#include "index/positions.hpp"

namespace chancery::index {

namespace {

using query::Kind;
using query::Node;

// A list is read whole if it has at most so many cables for each that is left.
constexpr std::uint64_t kSeekWorth = 24;

enum class Exactly : std::uint8_t { No, Yes }; // No: words need only be there, wherever

class Matcher {
public:
    Matcher(const Segment& segment, Budget& budget, FoundWeights& weights)
        : segment_(segment), budget_(budget), weights_(weights)
    {
    }

    Bitset match(const PlanNode& plan, const Bitset& among, Exactly exactly)
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
            return verify(plan, match_phrase(plan, among), exactly);
        case Kind::Near:
            return verify(plan, match_all(plan.children, among, Exactly::No), exactly);
        case Kind::Within:
            return verify(
                plan, plan.children.empty() ? among : match(plan.children[0], among, Exactly::No),
                exactly);
        case Kind::Range:
            return match_range(node, among);
        }
        return none();
    }

private:
    Bitset none() const { return Bitset(segment_.cables()); }

    void add_list(const PostingList& list, const Bitset& among, std::uint32_t among_count,
                  Bitset& out)
    {
        if (list.cables() <= std::uint64_t{among_count} * kSeekWorth) {
            for (PostingCursor at(list); at.cable() != kNoCable; at.next_block()) {
                for (const std::uint32_t cable : at.rest_of_block()) {
                    out.add(cable);
                }
            }
            return;
        }
        PostingCursor at(list);
        among.each([&](std::uint32_t cable) {
            at.seek(cable);
            if (at.cable() == cable) {
                out.add(cable);
            }
        });
    }

    static const PostingList& list_of(const TermList& list) { return list.list; }
    static const PostingList& list_of(const PostingList& list) { return list; }

    template <typename Lists>
    Bitset match_lists(const Lists& lists, const Bitset& among)
    {
        Bitset out = none();
        const std::uint32_t count = lists.empty() ? 0 : among.count();
        for (const auto& list : lists) {
            add_list(list_of(list), among, count, out);
        }
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

    Bitset match_all(const std::vector<PlanNode>& plans, const Bitset& among, Exactly exactly)
    {
        Bitset out = among;
        for (const PlanNode* plan : by_cost(plans)) {
            if (out.empty()) {
                break;
            }
            out = match(*plan, out, exactly);
        }
        return out;
    }

    Bitset match_any(const std::vector<PlanNode>& plans, const Bitset& among, Exactly exactly)
    {
        Bitset out = none();
        for (const PlanNode& plan : plans) {
            out.add(match(plan, among, exactly));
        }
        return out;
    }

    // Where words need only be there, nothing can be ruled out by what must not.
    Bitset match_not(const PlanNode& child, const Bitset& among, Exactly exactly)
    {
        Bitset out = among;
        if (exactly == Exactly::Yes) {
            out.remove(match(child, among, exactly));
        }
        return out;
    }

    Bitset match_at_least(const PlanNode& plan, const Bitset& among, Exactly exactly)
    {
        std::vector<std::uint16_t> counts(segment_.cables());
        for (const PlanNode& child : plan.children) {
            match(child, among, exactly).each([&](std::uint32_t cable) { ++counts[cable]; });
        }
        Bitset out = none();
        for (std::uint32_t cable = 0; cable < counts.size(); ++cable) {
            if (counts[cable] >= plan.node->least) {
                out.add(cable);
            }
        }
        out.keep(among);
        return out;
    }

    // All its words, wherever they stand.
    Bitset match_phrase(const PlanNode& plan, const Bitset& among)
    {
        Bitset out = among;
        for (const PlanNode& word : plan.children) {
            if (word.has_region) {
                out = match_lists(word.in_region, out);
            }
        }
        for (const PhrasePart& part : plan.phrase) {
            out = match_lists(part.lists, out);
        }
        return out;
    }

    // subject:iran; not inside another region.
    static bool is_word_in_small_region(const PlanNode& plan)
    {
        return plan.node->kind == Kind::Within && has_own_terms(plan.node->region) &&
               plan.children.size() == 1 && plan.children[0].node->kind == Kind::Word;
    }

    Bitset verify(const PlanNode& plan, Bitset candidates, Exactly exactly)
    {
        if (exactly == Exactly::No || candidates.empty()) {
            return candidates;
        }
        if (plan.phrase.size() == 1 || is_word_in_small_region(plan)) {
            return candidates; // a list says it all
        }
        Places places(segment_, plan, candidates, budget_);
        Bitset out = none();
        auto* const weights = plan.node->kind == Kind::Within ? nullptr : &weights_[plan.node];
        candidates.each([&](std::uint32_t cable) {
            if (!places.holds(cable, kWholeCable)) {
                return;
            }
            out.add(cable);
            if (weights != nullptr) {
                weights->emplace_back(cable, weight_of(segment_, cable, places.stretches(cable)));
            }
        });
        return out;
    }

    Bitset match_range(const Node& node, const Bitset& among) const
    {
        const std::span<const std::int64_t> column =
            node.field == Field::Released ? segment_.released() : segment_.created();
        const bool undated = !node.from && !node.to;
        const std::int64_t from = node.from.value_or(kNoInstant + 1);
        const std::int64_t to = node.to.value_or(INT64_MAX);
        Bitset out = none();
        for (std::uint32_t cable = 0; cable < column.size(); ++cable) {
            const std::int64_t at = column[cable];
            if (undated ? at == kNoInstant : at >= from && at < to) {
                out.add(cable);
            }
        }
        out.keep(among);
        return out;
    }

    const Segment& segment_;
    Budget& budget_;
    FoundWeights& weights_;
};

} // namespace

Bitset match(const Segment& segment, const PlanNode& plan, const Bitset& among, Budget& budget,
             FoundWeights& weights)
{
    return Matcher(segment, budget, weights).match(plan, among, Exactly::Yes);
}

std::uint32_t weight_of(const Segment& segment, std::uint32_t cable,
                        const std::vector<Stretch>& stretches)
{
    std::uint32_t weight = 0;
    for (const Stretch& stretch : stretches) {
        weight += weight_at(segment.zones(cable), segment.weights(), stretch.from);
    }
    return std::min(weight, kMaxWeight);
}

} // namespace chancery::index
