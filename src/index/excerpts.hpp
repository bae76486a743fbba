#pragma once
// The paragraphs of a cable that show why it was found, with the very words marked that made it so.
//
//   Excerpter excerpter;                               // one per thread
//   excerpter.best(indexed(cable), {query, marks}, 3)  // in normal form; Searcher::marks()
//
// The best are those with most different marked words; they come in the order of the text. Of a long
// paragraph the stretch with most of them is shown. A cable that was found by its values only (a tag,
// a date) shows the beginning of its text. Linear in the text.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "index/analyzer.hpp"
#include "index/cable_words.hpp"
#include "index/indexed_cable.hpp"
#include "index/positions.hpp"
#include "index/query/tree.hpp"

namespace chancery::index {

constexpr std::size_t kExcerptBytes = 320;

struct TextPiece {
    std::string text; // white space is one blank
    bool marked = false;
    bool operator==(const TextPiece&) const = default;
};

struct Excerpt {
    std::string anchor; // par4; empty where it is in no paragraph
    std::string mark;   // portion mark
    std::string place;  // of what is in no paragraph: Subject, Header; may be empty
    std::vector<TextPiece> pieces;
};

struct Excerpts {
    std::vector<TextPiece> subject; // with its marks; empty if none of its words is marked
    std::vector<Excerpt> best;
    std::size_t more = 0; // paragraphs with marks that are not among the best
};

// The marked words of a cable's page.
struct PageMarks {
    std::vector<Span> header; // as sent
    std::vector<Span> body;   // in the repaired reading (cable/reading.hpp)
    bool operator==(const PageMarks&) const = default;
};

// Where a query holds in a cable.
struct MatchedIn {
    const query::Node& query; // tells whether "center-left" was asked for or "left"
    const std::vector<Stretch>& marks;
};

class Excerpter {
public:
    Excerpts best(const IndexedCable& cable, const MatchedIn& match, std::size_t count);

    PageMarks marked_on_page(const Cable& cable, const IndexedCable& entry, const MatchedIn& match);

private:
    struct Marked { // a marked word in the text
        Span at;
        std::uint32_t word = 0; // the same for the same word
    };
    struct Candidate {
        Span at; // a paragraph, or a line that is in none
        const RegionSpan* region = nullptr;
        std::size_t first = 0; // of marked_
        std::size_t last = 0;
        std::size_t different = 0;
    };
    void find_marked(const IndexedCable& cable, const MatchedIn& match);
    bool is_asked_for(const query::Node& node, std::string_view word);
    std::vector<Candidate> candidates(const IndexedCable& cable);
    std::size_t count_different(std::size_t first, std::size_t last);
    Span window(const IndexedCable& cable, const Candidate& candidate);
    std::vector<TextPiece> pieces(const IndexedCable& cable, Span at) const;

    Analyzer analyzer_;
    CableWords words_;
    std::vector<Marked> marked_;
    std::vector<std::uint32_t> seen_;
    std::size_t compared_ = 0; // words of one cable with words of the query
};

} // namespace chancery::index
