#pragma once
// Random queries about given cables: words, values and dates that occur in them, misspelt and cut
// now and then, put together in every way the language has.
#include <random>
#include <string>
#include <vector>

#include "index/indexed_cable.hpp"
#include "index/query/tree.hpp"

namespace chancery::index::testing {

class QueryMaker {
public:
    QueryMaker(const std::vector<IndexedCable>& cables, std::uint64_t seed);

    query::Node query(); // a tree as the reader of queries makes it, not yet in normal form
    query::Node word();
    query::Node phrase();
    query::Node near();
    query::Node within();
    query::Node filter(); // an attribute or a range

    std::uint64_t below(std::uint64_t n) { return random_() % n; }

private:
    query::Node group(int depth);
    query::Node textual(int depth);
    const std::string& some_word();

    const std::vector<IndexedCable>& cables_;
    std::mt19937_64 random_;
    std::vector<std::vector<std::string>> words_; // of each cable, in order
    std::vector<std::string> seen_; // every word once: rare ones as often as frequent ones
};

} // namespace chancery::index::testing
