#include "index/query/shape.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace chancery::index::query {

namespace {

bool same_values(const Node& a, const Node& b)
{
    return a.kind == b.kind && a.text == b.text && a.match == b.match && a.distance == b.distance &&
           a.within == b.within && a.order == b.order && a.least == b.least &&
           a.region == b.region && a.mark == b.mark && a.field == b.field && a.from == b.from &&
           a.to == b.to;
}

void mix(std::size_t& hash, std::size_t value)
{
    hash ^= value + 0x9e3779b97f4a7c15U + (hash << 6U) + (hash >> 2U);
}

// The words of a tree, without what stands under a Not: wanted or not, they go.
void take_words(Node& node, std::vector<Node>& words)
{
    if (node.kind == Kind::Not) {
        return;
    }
    if (node.kind == Kind::Word) {
        words.push_back(std::move(node));
        return;
    }
    for (Node& child : node.children) {
        take_words(child, words);
    }
}

bool flatten_deep(Node& node, std::size_t left)
{
    // Four levels hold the deepest Near (Near, Or, Phrase, Word), which has to stay whole.
    if (left <= 4 && depth_of(node) > left) {
        Node flat;
        flat.kind = Kind::And;
        flat.at = node.at;
        take_words(node, flat.children);
        if (flat.children.empty()) {
            flat.kind = Kind::All;
        }
        node = std::move(flat);
        return true;
    }
    bool cut = false;
    for (Node& child : node.children) {
        cut = flatten_deep(child, left - 1) || cut;
    }
    return cut;
}

// False: the node itself has to go.
bool keep_first(Node& node, std::size_t& left)
{
    if (left == 0) {
        return false;
    }
    --left;
    const std::size_t before = node.children.size();
    std::size_t kept = 0;
    while (kept < before && keep_first(node.children[kept], left)) {
        ++kept;
    }
    node.children.resize(kept);
    if (kept < before) {
        node.least = std::min(node.least, static_cast<std::uint32_t>(kept));
    }
    return before == 0 || kept > 0;
}

} // namespace

std::size_t count_nodes(const Node& node)
{
    std::size_t count = 1;
    for (const Node& child : node.children) {
        count += count_nodes(child);
    }
    return count;
}

std::size_t depth_of(const Node& node)
{
    std::size_t deepest = 0;
    for (const Node& child : node.children) {
        deepest = std::max(deepest, depth_of(child));
    }
    return deepest + 1;
}

bool same_query(const Node& a, const Node& b)
{
    return same_values(a, b) && std::ranges::equal(a.children, b.children, same_query);
}

std::size_t fingerprint(const Node& node)
{
    std::size_t hash = static_cast<std::size_t>(node.kind);
    mix(hash, std::hash<std::string_view>{}(node.text));
    mix(hash, std::hash<std::string_view>{}(node.mark));
    mix(hash, static_cast<std::size_t>(node.match) + node.distance * std::size_t{16});
    mix(hash, static_cast<std::size_t>(node.region) * 256U + static_cast<std::size_t>(node.field));
    mix(hash, node.within * std::size_t{2} + static_cast<std::size_t>(node.order));
    mix(hash, node.least);
    mix(hash, static_cast<std::size_t>(node.from.value_or(1)));
    mix(hash, static_cast<std::size_t>(node.to.value_or(1)));
    for (const Node& child : node.children) {
        mix(hash, fingerprint(child));
    }
    return hash;
}

void drop_repeated(std::vector<Node>& nodes)
{
    std::vector<Node> kept;
    kept.reserve(nodes.size());
    std::unordered_multimap<std::size_t, std::size_t> seen;
    for (Node& node : nodes) {
        const std::size_t hash = fingerprint(node);
        const auto [first, last] = seen.equal_range(hash);
        const bool repeated = std::any_of(
            first, last, [&](const auto& entry) { return same_query(kept[entry.second], node); });
        if (!repeated) {
            seen.emplace(hash, kept.size());
            kept.push_back(std::move(node));
        }
    }
    nodes = std::move(kept);
}

Cut limit_tree(Node& tree)
{
    Cut cut = flatten_deep(tree, kMaxDepth) ? Cut::Deep : Cut::Nothing;
    if (count_nodes(tree) > kMaxNodes) {
        std::size_t left = kMaxNodes;
        keep_first(tree, left);
        cut = Cut::Many;
    }
    return cut;
}

} // namespace chancery::index::query
