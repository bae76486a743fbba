#pragma once
// The query language: what a person typed -> a tree. docs/query.md has the grammar and examples.
//
//   read_query("traffick* minors -mexico").tree
//       And( Word traffick*, Word minors, Not( Word mexico ) )
//   read_query("\"organized crime").notes
//       OpenQuote at 0..1: "the quotation mark is never closed; it was ignored"
//
// A query never fails: what cannot be read is searched as words, and a note says what was done. Any
// bytes will do; what is not UTF-8 separates words. Every place, in the tree and in notes, lies inside
// the text. The tree has at most kMaxNodes nodes and is at most kMaxDepth deep; of the text the first
// kMaxQueryBytes are read. At most kMaxNotes notes. Linear in the text. Pure; any thread.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "index/query/tree.hpp"

namespace chancery::index::query {

constexpr std::size_t kMaxNotes = 32;
// Different regular expressions in one query; more are searched as words.
constexpr std::size_t kMaxRegexes = 16;

enum class NoteKind : std::uint8_t {
    TooLong,       // over kMaxQueryBytes or kMaxNodes: the rest is not searched
    TooDeep,       // over kMaxDepth
    OpenQuote,     // a quotation mark without its other
    OpenBracket,   // a bracket without its other
    EmptyBracket,  // nothing between brackets or quotation marks
    LoneOperator,  // AND, OR, NOT or NEAR with nothing on one side
    NoSuchField,   // author:smith
    NoSuchRegion,  // in:preface
    NoValue,       // tag: with nothing behind it
    FieldInside,   // subject:(visas tag:CVIS)
    NoDate,        // created:soon
    TurnedRange,   // created:2009..2008
    BadRegex,      // /a(b/
    NoLetter,      // a wildcard without a letter, a word that is only punctuation
    OutOfRange,    // NEAR/100000, word~9
    NearRead,      // NEAR between what cannot be near
    QuestionMark,  // the ? that ends a question
    SmallOperator, // or, not
};

struct Note {
    NoteKind kind = NoteKind::TooLong;
    Span at = {};          // what it is about
    std::string text = {}; // for the reader: lower case, no full stop
    bool operator==(const Note&) const = default;
};

struct Reading {
    Node tree;
    std::vector<Note> notes; // in order of their place
};

Reading read_query(std::string_view text);

} // namespace chancery::index::query
