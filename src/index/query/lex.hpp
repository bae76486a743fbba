#pragma once
// A query cut into words, phrases, brackets and operators; parse.cpp puts them together.
//
//   lex("-\"a b\"~5 OR tag:x")   Minus, Phrase "a b" within 5, Or, Field tag, Word x
//
// For parse.cpp. Linear in the text.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "index/query/parse.hpp"
#include "index/query/tree.hpp"

namespace chancery::index::query {

enum class TokenKind : std::uint8_t {
    Word,
    Phrase,
    Regex,
    Open,
    Close,
    And,
    Or,
    Not,   // NOT, - or ! before something
    Near,  // number, order
    Count, // number: 3 of, and a bracket follows
    Field, // text: the name
    AsOf,  // text: the date of @2011-08-26
    End,
};

struct Token {
    TokenKind kind = TokenKind::End;
    Span at = {};
    std::string text = {};    // as typed, without quotation marks, slashes, colon
    std::uint32_t number = 0; // Near, Count, and a Phrase with ~: words
    Order order = Order::Any;
    bool exact = false;    // Phrase: = before it
    bool question = false; // Word: its ? is a question mark
};

// The last is End.
std::vector<Token> lex(std::string_view text, std::vector<Note>& notes);

// What is typed for one word, its operators taken off: `=word`, `word*`, `w?rd`, `word~2`.
struct TypedWord {
    std::string text;
    Match match = Match::Stemmed;
    std::uint8_t distance = 0;
    bool searchable = true; // has a letter or digit
    bool too_far = false;   // asked for more than 2 edits
};
TypedWord read_word(std::string_view typed);

} // namespace chancery::index::query
