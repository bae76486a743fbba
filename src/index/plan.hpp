#pragma once
// From a query in normal form to what has to be read for it in one segment.
//
//   Budget budget;
//   const PlanNode plan = make_plan(segment, query, analyzer, budget);
//
// Every word becomes the lists of the terms it stands for: all words of its stem, all with its
// prefix, and so on; every attribute the lists of its values. What a query may cost is bounded: when
// the budget is used up, terms are left out and budget.reached says so; the answer is then no longer
// exact.
#include <cstdint>
#include <string>
#include <vector>

#include "index/analyzer.hpp"
#include "index/query/tree.hpp"
#include "index/segment.hpp"

namespace chancery::index {

// For one query in one segment. A list of a million cables is read in a few milliseconds.
struct Budget {
    std::uint64_t terms = 100'000;         // that words may stand for
    std::uint64_t postings = 100'000'000;  // cables in their lists, together
    std::uint64_t positions = 100'000'000; // gathered for phrases and regions
    // Places of words and phrases that are looked at to see what is near each other or in one region: a few seconds.
    std::uint64_t places = 1'000'000'000;
    bool reached = false;
};

struct TermList {
    std::string term;
    PostingList list;
};

struct PlanNode;

// What must stand at a certain word of a phrase: its n-th child, or two frequent words at once.
struct PhrasePart {
    std::uint32_t offset = 0; // words from the phrase's first
    std::vector<TermList> lists;
    std::uint64_t cables = 0; // at most so many have it
    std::uint64_t bytes = 0;  // of the lists: what reading them costs
};

struct PlanNode {
    const query::Node* node = nullptr;
    std::vector<TermList> lists; // Word, Attribute
    // Of a Word that is asked for in a small region (and in no other): in which cables it is there.
    std::vector<PostingList> in_region;
    bool has_region = false;
    std::vector<PhrasePart> phrase; // Phrase: what is cheapest to read first
    std::uint64_t cables = 0;       // at most so many match
    std::vector<PlanNode> children;
};

// Refers to `query` and `segment`.
PlanNode make_plan(const Segment& segment, const query::Node& query, Analyzer& analyzer,
                   Budget& budget);

// For tests and explanations: whether a folded word is one that the node asks for.
bool word_matches(const query::Node& word, std::string_view folded, Analyzer& analyzer);
bool attribute_matches(const query::Node& attribute, std::string_view value, Analyzer& analyzer);

} // namespace chancery::index
