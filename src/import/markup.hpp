#pragma once
// Text out of the markup that mirror pages put into it, and no more.
//
//   text_of("R&D <<218634>>&#x000A;<a href='/tag/IR_0.html'>IR</a>", References::Numeric)
//       ->  "R&D <<218634>>\nIR"
//
// Not an HTML parser, on purpose (format 0): the site wrote `&` and `<` of the telegrams as they
// are, so that a parser turns `&part` into another character and takes `<Smith>` for an element.
// Here
//
//   - only tags of a short list of names go; <br>, <p>, <hr> leave a line end, and a line end that
//     directly follows it is the same one (nl2br); <a> without attributes is text; comments go;
//   - `&#10;` `&#x000A;` with their semicolon are characters (128 to 159 as browsers do, by
//     Windows-1252), everywhere;
//   - `&amp; &lt; &gt; &quot; &apos; &nbsp;` are characters only where the page escapes, as
//   browsers
//     do when they save one: where its text has no `&` that starts no such reference
//     (has_bare_ampersand). No other named reference is ever one;
//   - the site's paragraph anchors `<a id='par1' href='#par1'>¶</a>` go with their pilcrow.
//
// Pure; any thread; linear time: no byte is looked at more than a few times.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace chancery::importer {

struct MarkupTag {
    std::string_view name; // as written; compare ignoring case
    bool closing = false;
    std::string_view source; // from '<' to '>'
};

// The tag at text[at] == '<': a name of letters and digits, and its '>' before any other '<'.
std::optional<MarkupTag> tag_at(std::string_view text, std::size_t at);

struct FoundTag {
    MarkupTag tag;
    std::size_t at = 0;
    std::size_t end = 0;
};
// The first tag of that name, opening or closing as asked, at or after `from`.
enum class TagSide { Open, Close };
std::optional<FoundTag> find_tag(std::string_view html, std::string_view name, TagSide side,
                                 std::size_t from);

// The value of an attribute, in whatever quotes or none; nothing where it is not there.
std::optional<std::string_view> attribute(const MarkupTag& tag, std::string_view name);

enum class References { Numeric, NumericAndNamed };

// Whether a `&` stands there that is no reference as above. Tags are left out of it.
bool has_bare_ampersand(std::string_view html);

// As read: line ends and control characters are what they are. tidy() comes after it.
std::string text_of(std::string_view html, References references);

} // namespace chancery::importer
