#pragma once
// Markdown (CommonMark 0.30, by libcmark) as a list of what begins and ends: safe by construction, since there is no
// markup in it. What it becomes in HTML, view/article_html.hpp says: only the kinds below.
//
//   const auto document = read_markdown("See **fog** [08LINDEN242 ¶4].");
//   Paragraph, Text "See ", Strong, Text "fog", Strong (end), Text " ", Cable 08LINDEN242 4, Text ".", Paragraph (end)
//
// Not taken: HTML, of which nothing stays; pictures, of which the words that describe them stay (a picture would carry
// what no scan looks into); links to anything but http, https, mailto and an address of the archive ("/tag/..."), which
// stay as text.
//
// Links to cables: [08LINDEN242], [08LINDEN242 ¶4], also "par 4", "para 4", "paragraph 4", "¶¶4-6", "¶4, 6" (the first
// number is where the link leads), in any text but that of code and other links. The id in any spelling that
// CableId::parse() takes.
//
// Refused, with the line: more than kMaxNesting quotes and lists in one another, what would take cmark quadratic time
// or memory (many pictures, long definitions that many links name). So time and memory are linear in the text, with
// a bound for 256 kB of half a second. Pure; any thread.
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::article {

constexpr std::size_t kMaxNesting = 50;
constexpr std::size_t kMaxPictures = 500;
constexpr std::size_t kMaxDocumentBytes = 4U << 20U; // of all texts and addresses
constexpr std::size_t kMaxParagraphDigits = 3;

struct Piece {
    enum class Kind : std::uint8_t {
        // These begin and end.
        Paragraph,
        Heading, // number: 1 to 6
        Quote,
        List,
        NumberedList, // number: the first
        Item,
        Emphasis,
        Strong,
        Link, // target
        // These stand alone.
        Text, // a soft line break is a line feed
        Code,
        CodeBlock,
        LineBreak,
        Rule,
        Cable // text: as written, without brackets; target: the id; number: the paragraph, 0 if none is named
    };
    Kind kind = Kind::Text;
    bool is_end = false;
    std::uint32_t number = 0;
    std::string text = {};
    std::string target = {};
    bool is_tight = false; // of a paragraph: in a list whose items have no blank lines between
    bool operator==(const Piece&) const = default;
};

using Document = std::vector<Piece>;

struct MarkdownProblem {
    std::size_t line = 1; // from 1
    std::string what;
};
std::expected<Document, MarkdownProblem> read_markdown(std::string_view text);

// All that a reader sees or can find in the page's source: texts in one another's neighbourhood as they are seen,
// addresses as written and decoded.
std::string visible_text(const Document& document);

// How it begins, in one line: for lists and descriptions.
std::string beginning(const Document& document, std::size_t most_bytes);

// A cable that is named, with a paragraph of it or 0.
struct CitedCable {
    std::string id;
    std::uint32_t paragraph = 0;
    auto operator<=>(const CitedCable&) const = default;
};
// Each once, in order of first mention.
std::vector<CitedCable> cited_cables(const Document& document);

} // namespace chancery::article
