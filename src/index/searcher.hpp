#pragma once
// Answers queries from the segments of an edition.
//
//   const auto index = Index::open(folder);              // shared by all threads
//   Searcher searcher(index);                            // one for each thread
//   const Answer answer = searcher.search({.query = normal_form(...), .size = 20});
//   answer.total; answer.hits[0].id; answer.facets[..]
//
// Totals and counts are exact and over the whole result, unless answer.exact says that the budget of
// the query was used up. Nothing here changes: a query sees the same edition from beginning to end.
#include <array>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "index/plan.hpp"
#include "index/positions.hpp"
#include "index/segment.hpp"

namespace chancery::index {

// BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009): how quickly more of a
// word stops counting, and how much long cables are held back.
struct Ranking {
    double k1 = 1.2;
    double b = 0.75;
};

// What BM25 adds to a weight for the length of a cable, by its length code (segment_format.hpp).
struct Norms {
    double factor = 0; // k1 + 1
    std::array<double, 256> of_code = {};
};

enum class Sort : std::uint8_t { Relevance, Created, Released, Id };
enum class Direction : std::uint8_t { Usual, Turned }; // usual: best, newest, A first

// Cables that have any of these values.
struct Choice {
    Facet facet = Facet::Origin;
    std::vector<std::string> values;
};

struct Request {
    query::Node query; // in normal form
    std::vector<Choice> choices = {};
    Sort sort = Sort::Relevance;
    Direction direction = Direction::Usual;
    std::uint64_t from = 0; // hits to leave out
    std::uint64_t size = 10;
    bool counts = true; // facets and months
    bool marks = false; // of each hit
    Budget budget = {}; // of all segments together
};

struct Hit {
    std::uint32_t segment = 0;
    std::uint32_t cable = 0; // in the segment
    double score = 0;
    std::string_view id;             // lives as long as the index
    std::vector<Stretch> marks = {}; // what makes the query hold in it: sorted, without overlap
    bool operator==(const Hit&) const = default;
};

struct ValueCount {
    std::string_view value;
    std::uint64_t count = 0;
    bool operator==(const ValueCount&) const = default;
};

struct Answer {
    std::uint64_t total = 0;
    bool exact = true;
    std::vector<Hit> hits;
    // Values that occur, most frequent first, then by name. The counts of a facet that has a choice
    // leave that choice out of account: what there would be if another value were chosen as well.
    std::array<std::vector<ValueCount>, kFacets> facets;
    std::vector<std::pair<std::uint16_t, std::uint64_t>>
        months; // year * 12 + month - 1, rising; 0: undated
};

// The segments of an index folder, in the order in which they count. IoError if there is none.
std::vector<std::filesystem::path> segment_paths(const std::filesystem::path& folder);

class Index {
public:
    // A folder of segments, in the order of their names.
    static std::shared_ptr<const Index> open(const std::filesystem::path& folder);
    static std::shared_ptr<const Index> of(std::vector<std::shared_ptr<const Segment>> segments);

    const std::vector<std::shared_ptr<const Segment>>& segments() const { return segments_; }
    std::uint64_t cables() const { return cables_; }
    double mean_length() const { return mean_length_; }
    // Of creation, as Segment::months() has them; undated cables left out.
    std::pair<std::uint16_t, std::uint16_t> month_range() const
    {
        return {first_month_, last_month_};
    }
    // Of a segment: how many cables from each month of that range, and behind it how many undated.
    const std::vector<std::uint32_t>& month_counts(std::size_t segment) const
    {
        return month_counts_[segment];
    }
    // All values of a facet in all segments, sorted; each segment's numbers for them.
    const std::vector<std::string_view>& values(Facet facet) const
    {
        return values_[static_cast<std::size_t>(facet)];
    }
    std::uint32_t value_number(Facet facet, std::size_t segment, std::uint32_t value) const
    {
        return numbers_[static_cast<std::size_t>(facet)][segment][value];
    }
    // By its id as it stands in the edition.
    std::optional<Hit> find(std::string_view id) const;
    // Where each cable of a segment stands among all ids, in the order of years, posts and numbers.
    // Made when it is first asked for (a tenth of a second).
    const std::vector<std::uint32_t>& id_ranks(std::size_t segment) const;

private:
    Index() = default;
    std::vector<std::shared_ptr<const Segment>> segments_;
    std::uint64_t cables_ = 0;
    double mean_length_ = 1;
    std::uint16_t first_month_ = UINT16_MAX;
    std::uint16_t last_month_ = 0;
    std::vector<std::vector<std::uint32_t>> month_counts_; // by segment
    std::array<std::vector<std::string_view>, kFacets> values_;
    std::array<std::vector<std::vector<std::uint32_t>>, kFacets> numbers_; // by segment
    mutable std::once_flag ranked_;
    mutable std::vector<std::vector<std::uint32_t>> id_ranks_;
};

class Searcher {
public:
    explicit Searcher(std::shared_ptr<const Index> index, const Ranking& ranking = {});

    Answer search(const Request& request);
    // Whether no segment has any of the words that this one stands for.
    bool is_missing(const query::Node& word);
    // The terms with this prefix that are in most cables, without an attribute's leading bytes; of the
    // first `scanned` in each segment.
    std::vector<std::string> terms_from(std::string_view prefix, std::size_t count,
                                        std::size_t scanned);
    // As Hit::marks, of any cable.
    std::vector<Stretch> marks(const query::Node& query, const Hit& hit);

    const Index& index() const { return *index_; }
    const std::shared_ptr<const Index>& shared_index() const { return index_; }
    Analyzer& analyzer() { return analyzer_; }

private:
    class Query;
    std::shared_ptr<const Index> index_;
    Norms norms_;
    Analyzer analyzer_;
    std::vector<double> scores_;         // of a segment's cables; zero between queries
    std::vector<std::uint32_t> weights_; // likewise
};

} // namespace chancery::index
