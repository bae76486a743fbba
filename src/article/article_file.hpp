#pragma once
// An article as the publisher wrote it: a file with a head in TOML (a key and a value in a line) and a text in Markdown.
//
//   +++
//   title = "Fog over Linden"
//   date = 2011-08-26                   # a day
//   place = "Embassy Linden"            # an origin by its name or its slug, or any place; may be missing
//   author = "A. Writer"                # may be missing
//   language = "en"                     # RFC 5646; that of the archive if missing
//   draft = true                        # never released
//   from = 2011-08-26T12:00:00+02:00    # not released before: a moment with its zone
//   +++
//
//   The harbour was closed for a week [08LINDEN242 ¶4].
//
//   const auto article = read_article(bytes, "articles/fog.md");
//   if (!article) ... article.error()          // "articles/fog.md line 3: date must be a day such as 2011-08-26"
//
// Refused, with the line: a key that is none, a file that is no UTF-8 or has characters in it that nobody sees (control
// characters, marks that turn the direction of writing), a file over kMaxArticleBytes. Line ends of any kind become
// line feeds. Pure; any thread; linear.
#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace chancery::article {

constexpr std::size_t kMaxArticleBytes = 256U << 10U;
constexpr std::size_t kMaxFieldBytes = 300; // title, place, author
constexpr std::size_t kMaxSlugBytes = 80;

struct ArticleFile {
    std::string title;
    Instant date; // midnight
    std::string place;
    std::string author;
    std::string language;
    bool draft = false;
    std::optional<Instant> from;
    std::string text;          // Markdown
    std::size_t text_line = 1; // in which line of the file it begins
    bool operator==(const ArticleFile&) const = default;
};

std::expected<ArticleFile, std::string> read_article(std::string_view bytes, std::string_view name);

// The same as a file for the public: without `draft` and `from`, and without what stood beside the keys.
std::string public_file(const ArticleFile& article);

// Whether it is lower case letters and digits with single hyphens between: then it can be part of an address.
bool is_slug(std::string_view name);

} // namespace chancery::article
