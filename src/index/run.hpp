#pragma once
// A run: the lists of some ten thousand cables one after the other, in order of terms, on the way
// into a segment. Runs are made by threads that share nothing, and merged by term
// (segment_writer.hpp).
//
//   RunBuilder run(weights);                   // one for each thread: it keeps its buffers
//   run.begin(first_cable);
//   for (cables) rows.push_back(run.add(entry));
//   const RunFile file = run.write(path);
//   for (RunReader reader(file, part); !reader.at_end(); reader.next())
//       reader.term() ... reader.list()
//
// A run is cut into kRunParts ranges of terms, so that several threads can merge it.
#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "base/mapped_file.hpp"
#include "index/bits.hpp"
#include "index/cable_words.hpp"
#include "index/frequent_words.hpp"
#include "index/indexed_cable.hpp"
#include "index/segment_format.hpp"

namespace chancery::index {

// Words after which the next part begins; the first part begins with the first term of all.
constexpr std::array<std::string_view, 13> kRunSplits = {"1", "a", "b", "d", "f", "h", "j",
                                                         "n", "p", "s", "t", "u", "w"};
constexpr std::size_t kRunParts = kRunSplits.size() + 1;

// What is kept of a cable beside the lists.
struct CableRow {
    std::string id;
    std::int64_t created = kNoInstant;
    std::int64_t released = 0;
    std::uint32_t length = 0;
    Zones zones;
    std::string layout; // layout.hpp
    std::vector<Attribute> attributes;
};

struct RunFile {
    std::filesystem::path path;
    std::array<std::uint64_t, kRunParts + 1> parts; // where each begins
};

class RunBuilder {
public:
    explicit RunBuilder(const Weights& weights) : weights_(weights) {}

    void begin(std::uint32_t first_cable); // what was there before is gone
    CableRow add(const IndexedCable& cable);
    RunFile write(const std::filesystem::path& path);

private:
    struct Place { // of a term in the text
        std::uint32_t term = 0;
        std::uint32_t position = 0;
    };
    struct Term {
        std::uint32_t at = 0; // in arena_
        std::uint32_t size = 0;
    };
    // What a lookup compares first: of a word of up to eight bytes it says all, so that most words
    // are found without a look at the arena.
    struct Slot {
        std::uint64_t head = 0;   // its first eight bytes
        std::uint32_t tag = 0;    // from its size and its hash
        std::uint32_t number = 0; // of the term, from 1; 0: free
    };
    struct Document {
        std::size_t places_to = 0;
        Zones zones;
    };
    struct Sorted { // a place, in order of terms
        std::uint32_t document = 0;
        std::uint32_t position = 0;
    };

    void add_pairs(std::size_t from);
    void add_regions();
    void add_place(std::uint32_t term, std::uint32_t position)
    {
        ++counts_[term];
        places_.push_back({term, position});
    }
    std::uint32_t pair_number(std::uint32_t first, std::uint32_t second);
    std::uint32_t term_number(std::string_view term);
    void grow_table();
    std::string_view term(std::uint32_t number) const
    {
        return std::string_view(arena_).substr(terms_[number].at, terms_[number].size);
    }
    std::vector<std::uint32_t> sorted_terms() const;
    void sort_places();
    void append_list(std::string& out, std::span<const Sorted> places, bool with_positions) const;
    char* put_list(char* to, std::span<const Sorted> places, bool with_positions) const;

    std::uint32_t first_cable_ = 0;
    Weights weights_;
    Analyzer analyzer_;
    CableWords words_;
    std::string arena_;
    std::vector<Term> terms_;
    std::vector<std::uint32_t> counts_;  // of each term's places
    std::vector<std::uint8_t> frequent_; // of each term: frequent_number()
    std::vector<Slot> table_;            // by hash; a power of two
    std::array<std::uint32_t, kFrequentWords * kFrequentWords> pairs_ = {}; // term numbers from 1
    std::vector<Place> places_;
    std::vector<Document> documents_;
    std::vector<Sorted> sorted_;    // places_ by term, then in the order they came
    std::vector<std::size_t> ends_; // of each term's places in sorted_
};

class RunReader {
public:
    RunReader(const MappedFile& file, std::uint64_t from, std::uint64_t to);
    bool at_end() const { return at_end_; }
    void next();

    std::string_view term() const { return term_; }
    std::uint32_t cables() const { return cables_; }
    std::string_view list() const { return list_; } // append_list()

private:
    VarintReader bytes_;
    bool at_end_ = false;
    std::string_view term_;
    std::uint32_t cables_ = 0;
    std::string_view list_;
};

} // namespace chancery::index
