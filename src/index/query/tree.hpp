#pragma once
// A query as a tree: what the language of docs/query.md is read into, brought to normal form, and
// executed.
//
//   trafficking "child victim"~5 tag:PHUM -mexico
//   And( Word trafficking, Near/5( Word child, Word victim ), Attribute tag PHUM, Not( Word mexico ) )
//
// Plain values. A tree never has more than kMaxNodes nodes nor is deeper than kMaxDepth.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cable/cable.hpp"

namespace chancery::index::query {

constexpr std::size_t kMaxQueryBytes = 8U << 10U; // what is longer is cut, and the reader told
constexpr std::size_t kMaxNodes = 1024;
constexpr std::size_t kMaxDepth = 32;
constexpr std::uint32_t kMaxWithin = 1000; // words, for Near

enum class Kind : std::uint8_t {
    All,    // every cable: the empty query, or one with filters only
    None,   // no cable: a group that cannot match
    Word,   // `text`, read as `match` says
    Phrase, // children (Word) one after the other
    Near,   // children (Word, Phrase, Or of these) within `within` words
    And,
    Or,
    Not,     // one child
    AtLeast, // `least` of the children
    Within,  // the child holds inside one region of kind `region`; no child: there is such a region
    Attribute, // a value of `field`: `text`, read as `match` says
    Range, // `field` (Created or Released) in [from, to), seconds since 1970; Undated: `from` and `to` empty
};

// How a Word or the value of an Attribute is compared.
enum class Match : std::uint8_t {
    Stemmed,  // all words of one stem (Words); the value's words, as field says (Attributes)
    Exact,    // =word: this very word, folded
    Prefix,   // traffick*
    Wildcard, // tr?ffic*ing: ? one character, * any number; at least one other character, but that
              // inside a Phrase a * alone is any one word
    Fuzzy,    // ~word, word~2: edit distance at most `distance`
    Regex,    // /colou?r(ed)?/: the whole word, RE2 syntax
};

// Stretches of a cable that words can be asked for in.
enum class Region : std::uint8_t {
    Subject,
    Summary,
    Comment,
    Header, // the lines of transmission and addressees
    Body,   // all below them
    Heading,
    Paragraph, // numbered or not; `mark` narrows it to those with that portion mark
    From,
    To,   // action and (what is asked for here finds them too) info addressees, one region each
    Info, // info addressees only
    Signer,
    Classifier, // who classified it, with title and reasons
};

// What a cable has as a whole.
enum class Field : std::uint8_t {
    Id,
    Reference, // ref: what it refers to
    Tag,
    Origin,
    Country, // of the origin
    Classification,
    Caption,
    Reason, // 1.4(b)
    Mark,   // a portion mark that any paragraph has
    Has,    // redaction, summary, comment, references, ...
    Created,
    Released,
};

enum class Order : std::uint8_t { Any, AsWritten };

struct Node {
    Kind kind = Kind::All;
    Span at;          // the bytes of the query that it was read from
    std::string text; // as typed, operators taken off; in normal form folded
    Match match = Match::Stemmed;
    std::uint8_t distance = 0; // Fuzzy: 1 or 2
    std::uint32_t within =
        0; // Near: the first and the last word at most so far apart (2: one word between)
    Order order = Order::Any; // Near
    std::uint32_t least = 0;  // AtLeast
    Region region = Region::Body;
    std::string mark; // Within Paragraph: S/NF; empty: any
    Field field = Field::Id;
    std::optional<std::int64_t> from;
    std::optional<std::int64_t> to;
    std::vector<Node> children;
    bool operator==(const Node&) const = default;
};

// A * alone: any one word of a phrase.
inline bool is_any_word(const Node& node)
{
    return node.kind == Kind::Word && node.match == Match::Wildcard && node.text == "*";
}

} // namespace chancery::index::query
