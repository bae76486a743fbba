#pragma once
// Trees measured, compared and cut to the limits of tree.hpp.
//
//   same_query(a, b)      equal but for the places they were read from
//   limit_tree(tree)      true if something had to go
//
// All linear in the tree.
#include <cstddef>
#include <cstdint>

#include "index/query/tree.hpp"

namespace chancery::index::query {

std::size_t count_nodes(const Node& node);
std::size_t depth_of(const Node& node); // a node without children: 1

bool same_query(const Node& a, const Node& b);
// Equal for what same_query() calls the same.
std::size_t fingerprint(const Node& node);
// Of those that are the same the first stays. In order otherwise.
void drop_repeated(std::vector<Node>& nodes);

enum class Cut : std::uint8_t { Nothing, Deep, Many };
// What is too deep becomes the words in it, all of them wanted; then what is beyond kMaxNodes goes,
// last written first. The tree may have any size before.
Cut limit_tree(Node& tree);

} // namespace chancery::index::query
