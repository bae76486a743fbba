#include "index/searcher.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "cable/cable_id.hpp"
#include "index/matcher.hpp"

namespace chancery::index {

namespace fs = std::filesystem;

namespace {

using query::Kind;
using query::Node;

// A list is read whole for scores if it has at most so many cables for each that was found.
constexpr std::uint64_t kSeekWorth = 24;

// Values are counted one by one, if a facet has at least so many for each cable that was found.
constexpr std::uint64_t kFewWorth = 4;

// One word, phrase or group of near words that counts for relevance.
struct Leaf {
    std::vector<const PlanNode*> plans; // by segment
    double idf = 0;
};

// In written order; what is negated does not count.
void collect_leaves(const PlanNode& plan, std::vector<const PlanNode*>& leaves)
{
    switch (plan.node->kind) {
    case Kind::Word:
    case Kind::Phrase:
    case Kind::Near:
        leaves.push_back(&plan);
        return;
    case Kind::Not:
        return;
    default:
        for (const PlanNode& child : plan.children) {
            collect_leaves(child, leaves);
        }
    }
}

// Of a word with all it stands for, from the lengths of the lists; of a phrase the sum of its words.
double idf_of(const std::vector<const PlanNode*>& plans, double cables)
{
    const Node& node = *plans[0]->node;
    if (query::is_any_word(node)) {
        return 0;
    }
    if (node.kind == Kind::Word) {
        double found = 0;
        for (const PlanNode* plan : plans) {
            for (const TermList& list : plan->lists) {
                found += list.list.cables();
            }
        }
        found = std::min(found, cables);
        return std::log(1 + (cables - found + 0.5) / (found + 0.5));
    }
    double sum = 0;
    for (std::size_t child = 0; child < node.children.size(); ++child) {
        std::vector<const PlanNode*> of_child;
        for (const PlanNode* plan : plans) {
            of_child.push_back(&plan->children[child]);
        }
        const double idf = idf_of(of_child, cables);
        sum = node.kind == Kind::Or ? std::max(sum, idf) : sum + idf;
    }
    return sum;
}

struct Found { // in one segment
    PlanNode plan;
    CableSet cables;               // that match, choices applied
    std::vector<CableSet> without; // for each choice: that match, all other choices applied
    FoundWeights weights;
};

CableSet chosen(const Segment& segment, const Choice& choice)
{
    CableCollector found(segment.cables(), segment.cables());
    for (const std::string& value : choice.values) {
        const std::string term = attribute_term(field_of(choice.facet), value);
        if (const std::optional<Entry> entry = segment.words().find(term)) {
            for (PostingCursor at(segment.list(term, *entry)); at.cable() != kNoCable;
                 at.next_block()) {
                for (const std::uint32_t cable : at.rest_of_block()) {
                    found.add(cable);
                }
            }
        }
    }
    return std::move(found).set();
}

void apply_choices(const Segment& segment, const std::vector<Choice>& choices, Found& found)
{
    std::vector<CableSet> sets;
    for (const Choice& choice : choices) {
        sets.push_back(chosen(segment, choice));
    }
    for (std::size_t left_out = 0; left_out < sets.size(); ++left_out) {
        CableSet set = found.cables;
        for (std::size_t i = 0; i < sets.size(); ++i) {
            if (i != left_out) {
                set.keep(sets[i]);
            }
        }
        found.without.push_back(std::move(set));
    }
    for (const CableSet& set : sets) {
        found.cables.keep(set);
    }
}

// What is counted: the cables that were found, or, if those are most of all, the others.
struct Counted {
    CableSet cables;
    bool others = false;

    static Counted of(const CableSet& found)
    {
        if (found.count() <= found.size() / 2) {
            return {found, false};
        }
        CableSet rest = CableSet::all(found.size());
        rest.remove(found);
        return {std::move(rest), true};
    }
    // `counted` of these cables, as a count of those that were found.
    std::uint64_t of_found(std::uint64_t counted, std::uint64_t of_all) const
    {
        return others ? of_all - counted : counted;
    }
};

// All that was found in a segment, and what there would be without each of the choices.
struct Counts {
    Counted found;
    std::vector<Counted> without;

    explicit Counts(const Found& here) : found(Counted::of(here.cables))
    {
        for (const CableSet& set : here.without) {
            without.push_back(Counted::of(set));
        }
    }
};

// `counts` has a place for those that have no value, behind the last.
void count_values(const FacetReader& facet, const CableSet& cables,
                  std::vector<std::uint32_t>& counts)
{
    const std::size_t none = facet.values().size();
    counts.assign(none + 1, 0);
    if (facet.is_single()) {
        const std::span<const std::uint32_t> values = facet.single();
        cables.each(
            [&](std::uint32_t cable) { ++counts[std::min<std::size_t>(values[cable], none)]; });
        return;
    }
    cables.each([&](std::uint32_t cable) {
        for (const std::uint32_t value : facet.of(cable)) {
            ++counts[value];
        }
    });
}

// By segment, in both: the cables that count. Values that occur, in their order.
std::vector<ValueCount> count_all(const Index& index, Facet facet,
                                  const std::vector<const Counted*>& found)
{
    const std::vector<std::string_view>& values = index.values(facet);
    std::vector<std::uint64_t> sums(values.size());
    std::vector<std::uint32_t> counts;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const FacetReader& reader = index.segments()[i]->facet(facet);
        count_values(reader, found[i]->cables, counts);
        for (std::uint32_t value = 0; value < reader.values().size(); ++value) {
            sums[index.value_number(facet, i, value)] +=
                found[i]->of_found(counts[value], reader.counts()[value]);
        }
    }
    std::vector<ValueCount> out;
    for (std::size_t value = 0; value < sums.size(); ++value) {
        if (sums[value] > 0) {
            out.push_back({values[value], sums[value]});
        }
    }
    return out;
}

// Without a look at values that do not occur: for few cables, none of them the others.
std::vector<ValueCount> count_few(const Index& index, Facet facet,
                                  const std::vector<const Counted*>& found)
{
    std::vector<std::uint32_t> numbers; // of values, once for each cable
    for (std::size_t i = 0; i < found.size(); ++i) {
        const FacetReader& reader = index.segments()[i]->facet(facet);
        found[i]->cables.each([&](std::uint32_t cable) {
            for (const std::uint32_t value : reader.of(cable)) {
                numbers.push_back(index.value_number(facet, i, value));
            }
        });
    }
    std::ranges::sort(numbers);
    std::vector<ValueCount> out;
    for (std::size_t from = 0; from < numbers.size();) {
        std::size_t to = from + 1;
        while (to < numbers.size() && numbers[to] == numbers[from]) {
            ++to;
        }
        out.push_back({index.values(facet)[numbers[from]], to - from});
        from = to;
    }
    return out;
}

std::vector<ValueCount> count_facet(const Index& index, Facet facet,
                                    const std::vector<Choice>& choices,
                                    const std::vector<Counts>& found)
{
    const auto choice = std::ranges::find(choices, facet, &Choice::facet);
    std::vector<const Counted*> counted;
    std::uint64_t cables = 0;
    bool others = false;
    for (const Counts& here : found) {
        counted.push_back(choice == choices.end()
                              ? &here.found
                              : &here.without[static_cast<std::size_t>(choice - choices.begin())]);
        cables += counted.back()->cables.count();
        others |= counted.back()->others;
    }
    const bool few = !others && cables * kFewWorth <= index.values(facet).size();
    std::vector<ValueCount> out =
        few ? count_few(index, facet, counted) : count_all(index, facet, counted);
    std::ranges::stable_sort(out, std::ranges::greater(), &ValueCount::count);
    return out;
}

void count_months(const Index& index, const std::vector<Counts>& found, Answer& answer)
{
    const std::size_t first = index.month_range().first;
    std::vector<std::uint64_t> sums(index.month_counts(0).size()); // the undated last
    std::vector<std::uint32_t> counts;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const std::span<const std::uint16_t> months = index.segments()[i]->months();
        counts.assign(sums.size(), 0);
        found[i].found.cables.each([&](std::uint32_t cable) {
            ++counts[months[cable] == 0 ? counts.size() - 1 : months[cable] - first];
        });
        for (std::size_t month = 0; month < sums.size(); ++month) {
            sums[month] += found[i].found.of_found(counts[month], index.month_counts(i)[month]);
        }
    }
    if (sums.back() > 0) {
        answer.months.emplace_back(0, sums.back());
    }
    for (std::size_t month = 0; month + 1 < sums.size(); ++month) {
        if (sums[month] > 0) {
            answer.months.emplace_back(static_cast<std::uint16_t>(first + month), sums[month]);
        }
    }
}

// The first `size` behind the first `from` of all that are offered, best first.
class Best {
public:
    struct Item {
        double key = 0; // higher is better
        std::uint32_t segment = 0;
        std::uint32_t cable = 0;
    };
    explicit Best(std::uint64_t wanted) : wanted_(wanted) {}

    void offer(double key, std::uint32_t segment, std::uint32_t cable)
    {
        // Of equals the one that was offered first is better, so a late one is no better than the worst.
        if (wanted_ == 0 || (was_cut_ && key <= threshold_)) {
            return;
        }
        items_.push_back({key, segment, cable});
        if (items_.size() >= 2 * wanted_ + 64) {
            cut();
        }
    }

    std::vector<Item> take()
    {
        cut();
        std::ranges::sort(items_, before);
        return std::move(items_);
    }

private:
    static bool before(const Item& a, const Item& b)
    {
        return a.key != b.key ? a.key > b.key
                              : std::tie(a.segment, a.cable) < std::tie(b.segment, b.cable);
    }
    void cut()
    {
        if (items_.size() <= wanted_) {
            return;
        }
        std::ranges::nth_element(items_, items_.begin() + static_cast<std::ptrdiff_t>(wanted_) - 1,
                                 before);
        items_.resize(wanted_);
        threshold_ = items_.back().key;
        was_cut_ = true;
    }

    std::uint64_t wanted_;
    bool was_cut_ = false;
    double threshold_ = 0; // the worst that is kept
    std::vector<Item> items_;
};

// Adds the part of a score that one leaf gives, in one segment.
class Scorer {
public:
    Scorer(const Segment& segment, const Norms& norms, const Found& found,
           std::vector<double>& scores, std::vector<std::uint32_t>& weights)
        : segment_(segment), norms_(norms), found_(found), scores_(scores), weights_(weights)
    {
    }

    void add(const PlanNode& plan, double idf, Budget& budget)
    {
        if (plan.node->kind == Kind::Word) {
            add_lists(plan.lists, idf);
        } else if (plan.phrase.size() == 1) {
            add_lists(plan.phrase[0].lists, idf);
        } else if (const auto known = found_.weights.find(plan.node);
                   known != found_.weights.end()) {
            for (const auto& [cable, weight] : known->second.weights) {
                if (found_.cables.has(cable)) {
                    add_score(cable, weight, idf);
                }
            }
            CableSet rest = found_.cables; // that another part of the query found
            rest.remove(known->second.among);
            add_places(plan, rest, idf, budget);
        } else {
            add_places(plan, found_.cables, idf, budget);
        }
    }

private:
    void add_places(const PlanNode& plan, const CableSet& cables, double idf, Budget& budget)
    {
        if (cables.empty()) {
            return;
        }
        Places places(segment_, plan, cables, budget);
        cables.each([&](std::uint32_t cable) {
            add_score(cable, weight_of(segment_, cable, starts_of(places.stretches(cable))), idf);
        });
    }

    void add_score(std::uint32_t cable, std::uint32_t weight, double idf)
    {
        scores_[cable] +=
            idf * (weight * norms_.factor / (weight + norms_.of_code[segment_.lengths()[cable]]));
    }

    template <typename Use>
    void each_weight(const PostingList& list, Use use)
    {
        PostingCursor at(list);
        const CableSet& found = found_.cables;
        if (!found.is_list() && list.cables() <= std::uint64_t{found.count()} * kSeekWorth) {
            for (; at.cable() != kNoCable; at.next()) {
                if (found.has(at.cable())) {
                    use(at.cable(), at.weight());
                }
            }
            return;
        }
        found.each([&](std::uint32_t cable) {
            at.seek(cable);
            if (at.cable() == cable) {
                use(cable, at.weight());
            }
        });
    }

    // A cable may have several of the words: they count as one.
    void add_lists(const std::vector<TermList>& lists, double idf)
    {
        if (lists.size() == 1) {
            each_weight(lists[0].list, [&](std::uint32_t cable, std::uint32_t weight) {
                add_score(cable, weight, idf);
            });
            return;
        }
        for (const TermList& list : lists) {
            each_weight(list.list, [&](std::uint32_t cable, std::uint32_t weight) {
                weights_[cable] += weight;
            });
        }
        found_.cables.each([&](std::uint32_t cable) {
            if (weights_[cable] > 0) {
                add_score(cable, weights_[cable], idf);
                weights_[cable] = 0;
            }
        });
    }

    const Segment& segment_;
    const Norms& norms_;
    const Found& found_;
    std::vector<double>& scores_;
    std::vector<std::uint32_t>& weights_;
};

std::vector<Stretch> marks_in(Places& places, std::uint32_t cable)
{
    std::vector<Stretch> marks;
    places.mark(cable, kWholeCable, marks);
    std::ranges::sort(marks);
    std::vector<Stretch> joined;
    for (const Stretch& mark : marks) {
        if (!joined.empty() && mark.from < joined.back().to) {
            joined.back().to = std::max(joined.back().to, mark.to);
        } else {
            joined.push_back(mark);
        }
    }
    return joined;
}

} // namespace

std::vector<fs::path> segment_paths(const fs::path& folder)
{
    std::vector<fs::path> paths;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().extension() == kSegmentSuffix) {
            paths.push_back(entry.path());
        }
    }
    if (error || paths.empty()) {
        throw IoError("no search index in " + folder.string() +
                      " (`chancery release --again` makes it)");
    }
    std::ranges::sort(paths);
    return paths;
}

std::shared_ptr<const Index> Index::open(const fs::path& folder)
{
    std::vector<std::shared_ptr<const Segment>> segments;
    for (const fs::path& path : segment_paths(folder)) {
        segments.push_back(Segment::open(path));
    }
    return of(std::move(segments));
}

std::shared_ptr<const Index> Index::of(std::vector<std::shared_ptr<const Segment>> segments)
{
    std::shared_ptr<Index> index(new Index());
    std::uint64_t words = 0;
    for (const auto& segment : segments) {
        index->cables_ += segment->cables();
        words += segment->length_sum();
        for (const std::uint16_t month : segment->months()) {
            if (month != 0) {
                index->first_month_ = std::min(index->first_month_, month);
                index->last_month_ = std::max(index->last_month_, month);
            }
        }
    }
    index->first_month_ = std::min(index->first_month_, index->last_month_);
    for (const auto& segment : segments) {
        std::vector<std::uint32_t>& counts = index->month_counts_.emplace_back();
        counts.resize(index->last_month_ - index->first_month_ + 2U);
        for (const std::uint16_t month : segment->months()) {
            ++counts[month == 0 ? counts.size() - 1 : month - index->first_month_];
        }
    }
    index->mean_length_ =
        std::max(1.0, static_cast<double>(words) /
                          static_cast<double>(std::max<std::uint64_t>(index->cables_, 1)));
    for (std::size_t facet = 0; facet < kFacets; ++facet) {
        std::vector<std::string_view>& values = index->values_[facet];
        for (const auto& segment : segments) {
            const auto& own = segment->facet(static_cast<Facet>(facet)).values();
            values.insert(values.end(), own.begin(), own.end());
        }
        std::ranges::sort(values);
        const auto [first, last] = std::ranges::unique(values);
        values.erase(first, last);
        for (const auto& segment : segments) {
            std::vector<std::uint32_t> numbers;
            for (const std::string_view value :
                 segment->facet(static_cast<Facet>(facet)).values()) {
                numbers.push_back(static_cast<std::uint32_t>(
                    std::ranges::lower_bound(values, value) - values.begin()));
            }
            index->numbers_[facet].push_back(std::move(numbers));
        }
    }
    index->segments_ = std::move(segments);
    return index;
}

Searcher::Searcher(std::shared_ptr<const Index> index, const Ranking& ranking)
    : index_(std::move(index))
{
    norms_.factor = ranking.k1 + 1;
    for (std::size_t code = 0; code < norms_.of_code.size(); ++code) {
        const double length = length_of_code(static_cast<std::uint8_t>(code));
        norms_.of_code[code] =
            ranking.k1 * (1 - ranking.b + ranking.b * length / index_->mean_length());
    }
    std::size_t most = 0;
    for (const auto& segment : index_->segments()) {
        most = std::max<std::size_t>(most, segment->cables());
    }
    scores_.resize(most);
    weights_.resize(most);
}

std::optional<Hit> Index::find(std::string_view id) const
{
    const std::string term = attribute_term(Field::Id, attribute_key(Field::Id, id));
    for (std::uint32_t i = 0; i < segments_.size(); ++i) {
        const std::optional<Entry> entry = segments_[i]->words().find(term);
        if (!entry) {
            continue;
        }
        for (PostingCursor at(segments_[i]->list(term, *entry)); at.cable() != kNoCable;
             at.next()) {
            if (segments_[i]->id(at.cable()) == id) { // another may be known by this id as well
                return Hit{i, at.cable(), 0, segments_[i]->id(at.cable())};
            }
        }
    }
    return std::nullopt;
}

// By year, then post, then number: 08GUATEMALA242 before 08GUATEMALA1000.
const std::vector<std::uint32_t>& Index::id_ranks(std::size_t segment) const
{
    std::call_once(ranked_, [&] {
        struct Known {
            CableId id;
            std::size_t segment;
            std::uint32_t cable;
        };
        std::vector<Known> all;
        for (std::size_t i = 0; i < segments_.size(); ++i) {
            id_ranks_.emplace_back(segments_[i]->cables());
            for (std::uint32_t cable = 0; cable < segments_[i]->cables(); ++cable) {
                if (std::optional<CableId> id = CableId::parse(segments_[i]->id(cable))) {
                    all.push_back({std::move(*id), i, cable});
                }
            }
        }
        std::ranges::sort(all, [](const Known& a, const Known& b) {
            return std::tuple(a.id.year(), a.id.post(), a.id.serial()) <
                   std::tuple(b.id.year(), b.id.post(), b.id.serial());
        });
        for (std::uint32_t rank = 0; rank < all.size(); ++rank) {
            id_ranks_[all[rank].segment][all[rank].cable] = rank;
        }
    });
    return id_ranks_[segment];
}

// One query: what was found in each segment, and what becomes of it.
class Searcher::Query {
public:
    Query(Searcher& searcher, const Request& request)
        : searcher_(searcher), request_(request), index_(*searcher.index_), budget_(request.budget)
    {
    }

    Answer answer()
    {
        Answer answer;
        find(answer);
        std::vector<Best::Item> best = rank(answer.total);
        for (std::size_t i = std::min<std::size_t>(request_.from, best.size()); i < best.size();
             ++i) {
            const Best::Item& item = best[i];
            answer.hits.push_back({item.segment, item.cable,
                                   request_.sort == Sort::Relevance ? std::abs(item.key) : 0,
                                   index_.segments()[item.segment]->id(item.cable)});
        }
        if (request_.marks) {
            mark(answer.hits);
        }
        if (request_.counts) {
            const std::vector<Counts> counts(found_.begin(), found_.end());
            for (std::size_t facet = 0; facet < kFacets; ++facet) {
                answer.facets[facet] =
                    count_facet(index_, static_cast<Facet>(facet), request_.choices, counts);
            }
            count_months(index_, counts, answer);
        }
        answer.exact = !budget_.reached;
        return answer;
    }

private:
    void find(Answer& answer)
    {
        for (const auto& segment : index_.segments()) {
            found_.push_back({make_plan(*segment, request_.query, searcher_.analyzer_, budget_),
                              CableSet(segment->cables()),
                              {},
                              {}});
            Found& here = found_.back();
            here.cables =
                match(*segment, here.plan, CableSet::all(segment->cables()), budget_, here.weights);
            apply_choices(*segment, request_.choices, here);
            answer.total += here.cables.count();
        }
    }

    void mark(std::vector<Hit>& hits)
    {
        std::vector<Hit*> in_order; // places are read from the first cable of a segment to the last
        for (Hit& hit : hits) {
            in_order.push_back(&hit);
        }
        std::ranges::sort(in_order, {},
                          [](const Hit* hit) { return std::pair(hit->segment, hit->cable); });
        for (auto hit = in_order.begin(); hit != in_order.end();) {
            const std::uint32_t number = (*hit)->segment;
            const auto end = std::find_if(
                hit, in_order.end(), [&](const Hit* other) { return other->segment != number; });
            const Segment& segment = *index_.segments()[number];
            std::vector<std::uint32_t> cables;
            std::transform(hit, end, std::back_inserter(cables),
                           [](const Hit* h) { return h->cable; });
            Places places(segment, found_[number].plan, CableSet::of(segment.cables(), cables),
                          budget_);
            for (; hit != end; ++hit) {
                (*hit)->marks = marks_in(places, (*hit)->cable);
            }
        }
    }

    std::vector<Leaf> leaves() const
    {
        std::vector<Leaf> leaves;
        for (const Found& here : found_) {
            std::vector<const PlanNode*> plans;
            collect_leaves(here.plan, plans);
            leaves.resize(plans.size());
            for (std::size_t leaf = 0; leaf < plans.size(); ++leaf) {
                leaves[leaf].plans.push_back(plans[leaf]);
            }
        }
        for (Leaf& leaf : leaves) {
            leaf.idf = idf_of(leaf.plans, static_cast<double>(index_.cables()));
        }
        return leaves;
    }

    std::vector<Best::Item> rank(std::uint64_t total)
    {
        Best best(request_.from < total ? std::min(request_.from + request_.size, total) : 0);
        const std::vector<Leaf> leaves =
            request_.sort == Sort::Relevance ? this->leaves() : std::vector<Leaf>();
        const double sign = request_.direction == Direction::Usual ? 1 : -1;
        for (std::uint32_t i = 0; i < found_.size(); ++i) {
            const Segment& segment = *index_.segments()[i];
            switch (request_.sort) {
            case Sort::Relevance:
                rank_by_score(i, leaves, sign, best);
                break;
            case Sort::Created:
                rank_by_column(i, segment.created(), sign, best);
                break;
            case Sort::Released:
                rank_by_column(i, segment.released(), sign, best);
                break;
            case Sort::Id:
                found_[i].cables.each([&](std::uint32_t cable) {
                    best.offer(-sign * index_.id_ranks(i)[cable], i, cable);
                });
            }
        }
        return best.take();
    }

    void rank_by_score(std::uint32_t i, const std::vector<Leaf>& leaves, double sign, Best& best)
    {
        Scorer scorer(*index_.segments()[i], searcher_.norms_, found_[i], searcher_.scores_,
                      searcher_.weights_);
        for (const Leaf& leaf : leaves) {
            scorer.add(*leaf.plans[i], leaf.idf, budget_);
        }
        found_[i].cables.each([&](std::uint32_t cable) {
            best.offer(sign * searcher_.scores_[cable], i, cable);
            searcher_.scores_[cable] = 0;
        });
    }

    // What is not known comes last either way.
    void rank_by_column(std::uint32_t i, std::span<const std::int64_t> column, double sign,
                        Best& best) const
    {
        found_[i].cables.each([&](std::uint32_t cable) {
            const std::int64_t at = column[cable];
            best.offer(at == kNoInstant ? -HUGE_VAL : sign * static_cast<double>(at), i, cable);
        });
    }

    Searcher& searcher_;
    const Request& request_;
    const Index& index_;
    Budget budget_;
    std::vector<Found> found_;
};

Answer Searcher::search(const Request& request)
{
    try {
        return Query(*this, request).answer();
    } catch (...) {
        std::ranges::fill(scores_, 0);
        std::ranges::fill(weights_, 0);
        throw;
    }
}

bool Searcher::is_missing(const query::Node& word)
{
    return std::ranges::all_of(index_->segments(), [&](const auto& segment) {
        Budget budget;
        return make_plan(*segment, word, analyzer_, budget).lists.empty();
    });
}

std::vector<std::string> Searcher::terms_from(std::string_view prefix, std::size_t count,
                                              std::size_t scanned)
{
    std::map<std::string, std::uint64_t> found;
    for (const auto& segment : index_->segments()) {
        std::size_t left = scanned;
        for (DictionaryCursor at(segment->words(), prefix);
             !at.at_end() && at.term().starts_with(prefix) && left > 0; at.next(), --left) {
            found[at.term().substr(prefix.starts_with(kAttributeByte) ? 2 : 0)] += at.entry().count;
        }
    }
    std::vector<std::pair<std::string, std::uint64_t>> list(found.begin(), found.end());
    std::ranges::stable_sort(list, std::ranges::greater(),
                             [](const auto& term) { return term.second; });
    std::vector<std::string> terms;
    for (std::size_t i = 0; i < std::min(count, list.size()); ++i) {
        terms.push_back(std::move(list[i].first));
    }
    return terms;
}

std::vector<Stretch> Searcher::marks(const query::Node& query, const Hit& hit)
{
    const Segment& segment = *index_->segments()[hit.segment];
    Budget budget;
    const PlanNode plan = make_plan(segment, query, analyzer_, budget);
    Places places(segment, plan, CableSet::of(segment.cables(), {hit.cable}), budget);
    return marks_in(places, hit.cable);
}

} // namespace chancery::index
