#pragma once
// A text as people read it: white space is one character, words that a line end broke are whole, each byte with its
// place in the text as sent.
//
//   RunningText text("pro-\ntect  my\nsource\n\nThen");     // text.bytes: "protect my\nsource\vThen"
//
// A blank is a blank or, where a line ended, \n; a paragraph's end is \v, which \s of RE2 does not match. Typographic
// hyphens, dashes and blanks become those of ASCII; invisible characters go. Linear.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cable/cable.hpp"

namespace chancery::lint {

struct RunningText {
    std::string bytes;
    std::vector<Span> at; // of each byte: the bytes as sent that it stands for

    explicit RunningText(std::string_view text);
    // As repaired. What a repair puts in has the place of what it takes out; repairs that do not fit the text, which no
    // parser makes, are passed over.
    RunningText(std::string_view text, const std::vector<Repair>& repairs);

    Span place(std::size_t from, std::size_t to) const; // from < to, in `bytes`

private:
    void add(std::string_view text, Span whole, bool as_sent);
    void add_space(bool line_end, Span here);
    void add_byte(char c, Span here);
};

} // namespace chancery::lint
