#pragma once
// Articles in an edition: the publisher's texts on its cables.
//
//   ArticleReader& articles = reader.articles();
//   for (const ArticleRow& row : articles.list(0, 20)) ...          newest first
//   if (const auto article = articles.find("fog")) article->source  as article::read_article() takes it
//   articles.citing("08LINDEN242", 20)                              who names a cable, with its paragraphs
//
// All that an edition has of an article is made from its source: the table says nothing that the text does not say.
// Damage is an IoError. One reader per thread.
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/markdown.hpp"
#include "base/sqlite.hpp"
#include "base/time.hpp"

namespace chancery::edition {

constexpr std::size_t kMaxBeginningBytes = 300;
constexpr std::uint32_t kAllGone = std::numeric_limits<std::uint32_t>::max();

// What a release hands over.
struct ReleasedArticle {
    std::string slug;
    std::string source; // article::public_file()
    Instant released;   // first
    Instant updated;    // by the last release that changed it
    bool operator==(const ReleasedArticle&) const = default;
};

struct GoneArticle {
    std::string slug;
    Instant date;
    bool operator==(const GoneArticle&) const = default;
};

struct Articles {
    std::vector<ReleasedArticle> released = {};
    std::vector<GoneArticle> gone = {}; // were here once
};

struct ArticleRow {
    std::string slug;
    std::string title;
    std::string author;
    std::string place;
    std::string place_key; // as in addresses; empty if there is no place
    std::string language;  // empty: that of the archive
    Instant date;
    Instant released;
    Instant updated;
    std::string beginning; // of its text, in one line
    bool operator==(const ArticleRow&) const = default;
};

// As its source says. IoError if that cannot be read.
ArticleRow row_of(const ReleasedArticle& article);
// "embassy-linden"; of a name without Latin letters "place-" and eight digits of its hash.
std::string place_key(std::string_view place);

article::Document document_of(std::string_view source); // IoError if it is damaged

// A node of the graph (citations.hpp) that an article names, with a paragraph or 0.
struct NamedCable {
    std::string node;
    std::uint32_t paragraph = 0;
    auto operator<=>(const NamedCable&) const = default;
};
std::vector<NamedCable> named_cables(std::string_view source); // each once, sorted

// Into the tables of a new edition.
void write_articles(Database& db, const Articles& articles);

struct ArticleWithSource {
    ArticleRow row;
    std::string source;
};

struct ArticlePlace {
    std::string key;
    std::string name;
    std::uint32_t count = 0;
};

struct CitingArticle {
    ArticleRow row;
    std::vector<std::uint32_t> paragraphs; // without 0
};

class ArticleReader {
public:
    explicit ArticleReader(const Database& db);

    std::uint32_t count();
    // Newest date first, of one date the one released last, then by slug. `from` counts from 0.
    std::vector<ArticleRow> list(std::uint32_t from, std::uint32_t count);
    std::vector<ArticlePlace> places(); // by key
    std::optional<ArticlePlace> place(std::string_view key);
    std::vector<ArticleRow> of_place(std::string_view key, std::uint32_t from, std::uint32_t count);
    std::optional<ArticleWithSource> find(std::string_view slug);
    std::optional<std::uint32_t> place_of(std::string_view slug); // in list(), from 0
    std::optional<Instant> gone(std::string_view slug);
    std::vector<GoneArticle> latest_gone(std::uint32_t count); // kAllGone: all of them
    // In the order of lists; `id`: any spelling.
    std::vector<CitingArticle> citing(std::string_view id, std::uint32_t most);
    std::uint32_t citing_count(std::string_view id);

private:
    std::vector<ArticleRow> rows(Statement& statement);

    Statement count_;
    Statement list_;
    Statement places_;
    Statement place_;
    Statement of_place_;
    Statement find_;
    Statement gone_;
    Statement latest_gone_;
    Statement citing_;
    Statement paragraphs_;
    Statement citing_count_;
};

} // namespace chancery::edition
