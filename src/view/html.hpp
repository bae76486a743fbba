#pragma once
// HTML that cannot be forgotten to be escaped.
//
//   Html out;
//   out.add({"<a href=\"", path, "\">", subject, "</a> ", count});
//   out.add({paragraph_html});
//
// Only a string literal goes in as it is: its conversion runs at compile time, so text that is
// known at run time does not compile as markup. Strings and numbers are escaped, for element
// content and for quoted attributes alike. An Html goes in as it is.
//
//   & < > " '                                   &amp; &lt; &gt; &quot; &#39;
//   control characters but tab and newline       U+FFFD: HTML does not allow them
//
// Text should be UTF-8; finish() replaces what is not. Values; any thread.
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace chancery::view {

class Html;

// What Html::add takes. Made where it is used, never kept.
class Piece {
public:
    // Conversions on purpose: what is added is written as it is.
    // NOLINTBEGIN(google-explicit-constructor)
    template <std::size_t N>
    consteval Piece(const char (&markup)[N]) : kind_(Kind::Markup), text_(markup, N - 1)
    {
    }
    Piece(std::string_view text) : kind_(Kind::Text), text_(text) {}
    Piece(const std::string& text) : kind_(Kind::Text), text_(text) {}
    template <std::integral Number>
        requires(!std::same_as<Number, bool> && !std::same_as<Number, char>)
    Piece(Number number) : kind_(Kind::Number), number_(static_cast<std::int64_t>(number))
    {
    }
    Piece(const Html& html);
    // NOLINTEND(google-explicit-constructor)

private:
    friend class Html;
    enum class Kind : std::uint8_t { Markup, Text, Number };
    Kind kind_;
    std::string_view text_;
    std::int64_t number_ = 0;
};

class Html {
public:
    void add(std::initializer_list<Piece> pieces);
    bool empty() const { return bytes_.empty(); }
    std::size_t size() const { return bytes_.size(); }
    std::string_view bytes() const { return bytes_; }
    // For whole pages; the Html is empty afterwards.
    std::string finish();

    // Markup that is part of the program but not of this file: an embedded asset. Nothing else.
    static Html from_asset(std::string_view markup);
    // JSON for a data block, <script type="application/ld+json">: every < > & ' in it is written as
    // \u003c and so on. These stand inside strings only, so it says the same, and nothing in it looks
    // like markup or ends the block.
    static Html from_json(std::string_view json);

private:
    std::string bytes_;
};

inline Piece::Piece(const Html& html) : kind_(Kind::Markup), text_(html.bytes()) {}

// Appends the text, escaped as above.
void append_escaped(std::string& out, std::string_view text);

// 143912 -> 143,912
std::string grouped(std::uint64_t number);
// plural(1, "cable", "cables") -> "1 cable"; 1200 -> "1,200 cables"
std::string plural(std::uint64_t count, std::string_view one, std::string_view many);

} // namespace chancery::view
