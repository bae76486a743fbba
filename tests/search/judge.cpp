#include "judge.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "base/time.hpp"
#include "cable/cable_id.hpp"

namespace chancery::index::testing {

using query::Kind;
using query::Node;
using query::Order;

Judge::Judge(const std::vector<IndexedCable>& cables, const Weights& weights,
             const Ranking& ranking)
    : weights_(weights), ranking_(ranking)
{
    CableWords words;
    std::map<std::string, std::uint32_t> numbers;
    double sum = 0;
    for (const IndexedCable& entry : cables) {
        words.read(entry, analyzer_);
        Cable cable{&entry, {}, words.regions(), words.zones(), words.length(), 0};
        for (const Token& token : words.tokens().list) {
            const auto [known, is_new] =
                numbers.try_emplace(std::string(words.tokens().word(token)),
                                    static_cast<std::uint32_t>(vocabulary_.size()));
            if (is_new) {
                vocabulary_.push_back(known->first);
            }
            cable.words.push_back({token.position, known->second});
        }
        cable.positions = words.tokens().positions;
        sum += cable.length;
        cables_.push_back(std::move(cable));
    }
    mean_length_ =
        std::max(1.0, sum / static_cast<double>(std::max<std::size_t>(cables.size(), 1)));
}

const std::vector<bool>& Judge::asked_words(const Node& word)
{
    const auto [known, is_new] = asked_.try_emplace(&word);
    for (std::size_t i = 0; is_new && i < vocabulary_.size(); ++i) {
        known->second.push_back(word_matches(word, vocabulary_[i], analyzer_));
    }
    return known->second;
}

// Every stretch, however long, that has the node's words.
Judge::Places Judge::places(const Node& node, const Cable& cable)
{
    std::set<Stretch> out;
    if (node.kind == Kind::Word) {
        const std::vector<bool>& asked = asked_words(node);
        for (const Word& word : cable.words) {
            if (asked[word.number]) {
                out.insert({word.position, word.position + 1});
            }
        }
    } else if (node.kind == Kind::Phrase) {
        std::vector<Places> words;
        for (const Node& child : node.children) {
            words.push_back(places(child, cable));
        }
        for (const Stretch& first : words[0]) {
            bool all = true;
            for (std::uint32_t i = 0; i < words.size(); ++i) {
                all = all &&
                      std::ranges::find(words[i], Stretch{first.from + i, first.from + i + 1}) !=
                          words[i].end();
            }
            if (all) {
                out.insert({first.from, first.from + static_cast<std::uint32_t>(words.size())});
            }
        }
    } else if (node.kind == Kind::Near) {
        return near_places(node, cable);
    } else {
        for (const Node& child : node.children) {
            const Places more = places(child, cable);
            out.insert(more.begin(), more.end());
        }
    }
    return {out.begin(), out.end()};
}

// Every choice of one place for each child; of those that begin at one word the shortest counts.
Judge::Places Judge::near_places(const Node& node, const Cable& cable)
{
    std::vector<Places> children;
    for (const Node& child : node.children) {
        children.push_back(places(child, cable));
    }
    std::map<std::uint32_t, std::uint32_t> ends;
    std::vector<Stretch> taken;
    const auto overlap = [](const Stretch& a, const Stretch& b) {
        return a.from < b.to && b.from < a.to;
    };
    const std::function<void()> choose = [&] {
        if (taken.size() == children.size()) {
            std::uint32_t from = UINT32_MAX;
            std::uint32_t to = 0;
            for (const Stretch& place : taken) {
                from = std::min(from, place.from);
                to = std::max(to, place.to);
            }
            const bool broken = std::ranges::any_of(cable.regions, [&](const PlacedRegion& region) {
                const auto between = [&](std::uint32_t at) { return at > from && at < to; };
                return is_passage(region.region) && (between(region.from) || between(region.to));
            });
            if (!broken && to - 1 - from <= node.within) {
                const auto [end, is_new] = ends.emplace(from, to);
                end->second = std::min(end->second, to);
            }
            return;
        }
        for (const Stretch& place : children[taken.size()]) {
            const bool far = !taken.empty() && (place.from > taken[0].from + node.within + 1 ||
                                                place.from + node.within + 1 < taken[0].from);
            if (far || std::ranges::any_of(
                           taken, [&](const Stretch& other) { return overlap(place, other); })) {
                continue;
            }
            if (node.order == Order::AsWritten && !taken.empty() && place.from < taken.back().to) {
                continue;
            }
            taken.push_back(place);
            choose();
            taken.pop_back();
        }
    };
    choose();
    Places out;
    for (const auto& [from, to] : ends) {
        out.push_back({from, to});
    }
    return out;
}

bool Judge::holds(const Node& node, const Cable& cable, Stretch inside)
{
    const auto child_holds = [&](const Node& child) { return holds(child, cable, inside); };
    const IndexedCable& entry = *cable.entry;
    switch (node.kind) {
    case Kind::All:
        return true;
    case Kind::None:
        return false;
    case Kind::Word:
    case Kind::Phrase:
    case Kind::Near:
        return std::ranges::any_of(places(node, cable), [&](const Stretch& place) {
            return place.from >= inside.from && place.to <= inside.to;
        });
    case Kind::And:
        return std::ranges::all_of(node.children, child_holds);
    case Kind::Or:
        return std::ranges::any_of(node.children, child_holds);
    case Kind::Not:
        return !child_holds(node.children[0]);
    case Kind::AtLeast:
        return std::ranges::count_if(node.children, child_holds) >= node.least;
    case Kind::Within:
        return std::ranges::any_of(cable.regions, [&](const PlacedRegion& region) {
            const bool asked = region.region == node.region ||
                               (node.region == Region::To && region.region == Region::Info);
            const Stretch part{std::max(inside.from, region.from), std::min(inside.to, region.to)};
            return asked && (node.mark.empty() || region.mark == node.mark) &&
                   part.from < part.to &&
                   (node.children.empty() || holds(node.children[0], cable, part));
        });
    case Kind::Attribute:
        return std::ranges::any_of(entry.attributes, [&](const Attribute& attribute) {
            return attribute.field == node.field &&
                   attribute_matches(node, attribute.value, analyzer_);
        });
    case Kind::Range: {
        const std::optional<std::int64_t> at =
            node.field == Field::Released ? std::optional(entry.released) : entry.created;
        if (!node.from && !node.to) {
            return !at;
        }
        return at && (!node.from || *at >= *node.from) && (!node.to || *at < *node.to);
    }
    }
    return false;
}

bool Judge::chosen(const Choice& choice, const Cable& cable) const
{
    return std::ranges::any_of(cable.entry->attributes, [&](const Attribute& attribute) {
        return attribute.field == field_of(choice.facet) &&
               std::ranges::find(choice.values, attribute.value) != choice.values.end();
    });
}

double Judge::idf(const Node& node)
{
    const auto all = static_cast<double>(cables_.size());
    if (query::is_any_word(node)) {
        return 0;
    }
    if (node.kind == Kind::Word) {
        double found = 0; // each cable once for each of the words
        for (const Cable& cable : cables_) {
            std::set<std::uint32_t> words;
            for (const Word& word : cable.words) {
                if (asked_words(node)[word.number]) {
                    words.insert(word.number);
                }
            }
            found += static_cast<double>(words.size());
        }
        found = std::min(found, all);
        return std::log(1 + (all - found + 0.5) / (found + 0.5));
    }
    double sum = 0;
    for (const Node& child : node.children) {
        sum = node.kind == Kind::Or ? std::max(sum, idf(child)) : sum + idf(child);
    }
    return sum;
}

void Judge::collect(const Node& node, std::vector<const Node*>& leaves) const
{
    if (node.kind == Kind::Word || node.kind == Kind::Phrase || node.kind == Kind::Near) {
        leaves.push_back(&node);
    } else if (node.kind != Kind::Not) {
        for (const Node& child : node.children) {
            collect(child, leaves);
        }
    }
}

double Judge::score(const Node& leaf, double idf, const Cable& cable)
{
    std::uint32_t weight = 0;
    if (leaf.kind == Kind::Word) {
        std::map<std::uint32_t, std::uint32_t> by_word;
        for (const Word& word : cable.words) {
            if (asked_words(leaf)[word.number]) {
                by_word[word.number] += weight_at(cable.zones, weights_, word.position);
            }
        }
        for (const auto& [word, sum] : by_word) {
            weight += std::min(sum, kMaxWeight);
        }
    } else {
        for (const Stretch& place : places(leaf, cable)) {
            weight += weight_at(cable.zones, weights_, place.from);
        }
        weight = std::min(weight, kMaxWeight);
    }
    const double length = length_of_code(length_code(cable.length));
    const double norm = ranking_.k1 * (1 - ranking_.b + ranking_.b * length / mean_length_);
    return idf * (weight * (ranking_.k1 + 1) / (weight + norm));
}

JudgedAnswer Judge::search(const Request& request)
{
    asked_.clear();
    struct Found {
        double key = 0;
        std::string id;
        double score = 0;
    };
    std::vector<const Node*> leaves;
    collect(request.query, leaves);
    std::vector<double> idfs;
    for (const Node* leaf : leaves) {
        idfs.push_back(idf(*leaf));
    }
    std::vector<Found> found;
    std::array<std::map<std::string, std::uint64_t>, kFacets> facets;
    std::map<std::uint16_t, std::uint64_t> months;
    for (const Cable& cable : cables_) {
        if (!holds(request.query, cable, kWholeCable)) {
            continue;
        }
        const auto fits = [&](std::optional<Facet> but) {
            return std::ranges::all_of(request.choices, [&](const Choice& choice) {
                return choice.facet == but || chosen(choice, cable);
            });
        };
        for (std::size_t facet = 0; facet < kFacets; ++facet) {
            for (const Attribute& attribute : cable.entry->attributes) {
                if (attribute.field == field_of(static_cast<Facet>(facet)) &&
                    fits(static_cast<Facet>(facet))) {
                    ++facets[facet][attribute.value];
                }
            }
        }
        if (!fits(std::nullopt)) {
            continue;
        }
        std::uint16_t month = 0;
        if (cable.entry->created) {
            const Civil c = civil(instant_from_seconds(*cable.entry->created));
            month = static_cast<std::uint16_t>(c.year * 12 + c.month - 1);
        }
        ++months[month];
        double score = 0;
        for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
            score += this->score(*leaves[leaf], idfs[leaf], cable);
        }
        found.push_back({score, cable.entry->id, score});
        if (request.sort == Sort::Created || request.sort == Sort::Released) {
            const auto at = request.sort == Sort::Created ? cable.entry->created
                                                          : std::optional(cable.entry->released);
            const double sign = request.direction == Direction::Usual ? 1 : -1;
            found.back().key = at ? sign * static_cast<double>(*at) : -HUGE_VAL;
        }
    }
    const bool turned = request.direction == Direction::Turned;
    if (request.sort == Sort::Id) {
        std::ranges::stable_sort(found, [&](const Found& a, const Found& b) {
            const auto key = [](const Found& f) {
                const CableId id = *CableId::parse(f.id);
                return std::tuple(id.year(), std::string(id.post()), id.serial());
            };
            return turned ? key(b) < key(a) : key(a) < key(b);
        });
    } else if (request.sort == Sort::Relevance && turned) {
        std::ranges::stable_sort(found, {}, &Found::key);
    } else {
        std::ranges::stable_sort(found, std::ranges::greater(), &Found::key);
    }

    JudgedAnswer answer;
    for (const Found& hit : found) {
        answer.hits.push_back({hit.id, request.sort == Sort::Relevance ? hit.score : 0});
    }
    for (std::size_t facet = 0; facet < kFacets; ++facet) {
        answer.facets[facet].assign(facets[facet].begin(), facets[facet].end());
        std::ranges::stable_sort(answer.facets[facet], std::ranges::greater(),
                                 [](const auto& value) { return value.second; });
    }
    answer.months.assign(months.begin(), months.end());
    return answer;
}

void Judge::mark(const Node& node, const Cable& cable, Stretch inside, std::vector<bool>& marks)
{
    if (!holds(node, cable, inside)) {
        return;
    }
    const auto mark_places = [&](const Node& of, Stretch where) {
        for (const Stretch& place : places(of, cable)) {
            for (std::uint32_t at = place.from;
                 place.from >= where.from && place.to <= where.to && at < place.to; ++at) {
                marks[at] = true;
            }
        }
    };
    switch (node.kind) {
    case Kind::Word:
    case Kind::Phrase:
        mark_places(node, inside);
        return;
    case Kind::Near:
        for (const Stretch& place : places(node, cable)) {
            for (const Node& child : node.children) {
                if (place.from >= inside.from && place.to <= inside.to) {
                    mark_places(child, place);
                }
            }
        }
        return;
    case Kind::And:
    case Kind::Or:
    case Kind::AtLeast:
        for (const Node& child : node.children) {
            mark(child, cable, inside, marks);
        }
        return;
    case Kind::Within:
        for (const PlacedRegion& region : cable.regions) {
            const bool asked = region.region == node.region ||
                               (node.region == Region::To && region.region == Region::Info);
            const Stretch part{std::max(inside.from, region.from), std::min(inside.to, region.to)};
            if (asked && (node.mark.empty() || region.mark == node.mark) && part.from < part.to &&
                !node.children.empty()) {
                mark(node.children[0], cable, part, marks);
            }
        }
        return;
    default:
        return;
    }
}

std::vector<bool> Judge::marks(const Node& query, std::size_t cable)
{
    asked_.clear();
    std::vector<bool> marks(cables_[cable].positions + 1);
    mark(query, cables_[cable], kWholeCable, marks);
    return marks;
}

} // namespace chancery::index::testing
