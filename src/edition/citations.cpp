#include "edition/citations.hpp"

#include <algorithm>
#include <limits>
#include <unordered_set>

#include "base/check.hpp"
#include "cable/cable_id.hpp"
#include "cable/reference_data.hpp"

namespace chancery::edition {

std::string node_of(std::string_view id)
{
    const std::optional<CableId> parsed = CableId::parse(id);
    if (!parsed) {
        return {};
    }
    const CableId canonical = canonical_id(*parsed);
    const std::string_view post = reference_data().one_post_token(canonical.post());
    return post == canonical.post() ? canonical.text()
                                    : CableId::make(canonical.year(), post, canonical.serial())
                                          .value_or(canonical)
                                          .text();
}

std::vector<std::string> cited_nodes(const Cable& cable)
{
    std::vector<std::string> nodes;
    if (cable.references.empty()) {
        return nodes;
    }
    const std::string own = node_of(cable.id);
    std::unordered_set<std::string> seen = {"", own};
    for (const Reference& reference : cable.references) {
        if (nodes.size() == kMaxCitations) {
            break;
        }
        std::string node = node_of(reference.id);
        if (seen.insert(node).second) {
            nodes.push_back(std::move(node));
        }
    }
    return nodes;
}

void Citations::add(std::uint32_t number, std::span<const std::string> nodes)
{
    for (const std::string& node : nodes) {
        CHECK(names_.size() < std::numeric_limits<std::uint32_t>::max() - node.size());
        citations_.push_back({static_cast<std::uint32_t>(names_.size()), number});
        names_.insert(names_.end(), node.begin(), node.end());
        names_.push_back('\0');
    }
}

std::string_view Citations::name(const Citation& citation) const
{
    return names_.data() + citation.at;
}

void Citations::each(const Use& use)
{
    std::ranges::sort(citations_, [&](const Citation& a, const Citation& b) {
        const int order = name(a).compare(name(b));
        return order != 0 ? order < 0 : a.citer < b.citer;
    });
    std::vector<std::uint32_t> citers;
    for (std::size_t from = 0; from < citations_.size();) {
        const std::string_view node = name(citations_[from]);
        citers.clear();
        for (; from < citations_.size() && name(citations_[from]) == node; ++from) {
            citers.push_back(citations_[from].citer);
        }
        use(node, citers);
    }
}

} // namespace chancery::edition
