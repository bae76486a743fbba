#pragma once
// The slow, obvious judge of search: reads every word of every cable for every query.
//
//   Judge judge(cables);
//   judge.search({.query = normal_form(...)})      the same Answer as a Searcher must give
//
// It shares with the index what words are (analyzer, indexed_cable.hpp, cable_words.hpp) and which
// of them a part of a query asks for (plan.hpp), and nothing of how they are found: no lists, no
// sets, no positions on disk.
#include <map>
#include <string>
#include <vector>

#include "index/cable_words.hpp"
#include "index/searcher.hpp"

namespace chancery::index::testing {

struct JudgedHit {
    std::string id;
    double score = 0;
};

struct JudgedAnswer {
    std::vector<JudgedHit> hits; // all of them, in order
    std::array<std::vector<std::pair<std::string, std::uint64_t>>, kFacets> facets;
    std::vector<std::pair<std::uint16_t, std::uint64_t>> months;
};

class Judge {
public:
    explicit Judge(const std::vector<IndexedCable>& cables, const Weights& weights = {},
                   const Ranking& ranking = {});

    JudgedAnswer search(const Request& request);
    // Positions that make the query hold.
    std::vector<bool> marks(const query::Node& query, std::size_t cable);

private:
    struct Word {
        std::uint32_t position = 0;
        std::uint32_t number = 0; // in vocabulary_
    };
    struct Cable {
        const IndexedCable* entry = nullptr;
        std::vector<Word> words;
        std::vector<PlacedRegion> regions;
        Zones zones;
        std::uint32_t length = 0;
        std::uint32_t positions = 0;
    };
    using Places = std::vector<Stretch>;

    // For each word of the vocabulary.
    const std::vector<bool>& asked_words(const query::Node& word);
    Places places(const query::Node& node, const Cable& cable);
    Places near_places(const query::Node& node, const Cable& cable);
    bool holds(const query::Node& node, const Cable& cable, Stretch inside);
    bool chosen(const Choice& choice, const Cable& cable) const;
    void mark(const query::Node& node, const Cable& cable, Stretch inside,
              std::vector<bool>& marks);
    double idf(const query::Node& node);
    void collect(const query::Node& node, std::vector<const query::Node*>& leaves) const;
    double score(const query::Node& leaf, double idf, const Cable& cable);

    std::vector<Cable> cables_;
    Weights weights_;
    Ranking ranking_;
    Analyzer analyzer_;
    double mean_length_ = 1;
    std::vector<std::string> vocabulary_;
    std::map<const query::Node*, std::vector<bool>> asked_; // of this query
};

} // namespace chancery::index::testing
