#pragma once
// What the pages of articles show, from an edition.
//
// Names of cables become links where the edition has the cable, with the paragraph where the cable has it. So do
// links to the first page, listings, cables and articles that are here; other addresses of the archive stay text. A place is
// shown as an origin if its name or its slug is that of one. Any edition; one thread for each Reader. IoError for damage.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "edition/reader.hpp"
#include "site/feeds.hpp"
#include "view/article_page.hpp"

namespace chancery::site {

constexpr std::uint32_t kArticlesBesideCable = 20;
// In one article; further names stay plain text. To know whether a cable has a paragraph, it is read.
constexpr std::size_t kMaxLinkedCables = 500;

struct ArticleListModel {
    std::string path; // the proper one
    std::vector<edition::ArticleRow> rows;
    std::uint32_t count = 0;
    std::uint32_t page = 0;
    std::string place_key;
    std::string place;
    std::string origin_path;
    std::vector<edition::ArticlePlace> places;
};

// Of all places if `place_key` is empty. Nothing where there is no such list or page.
std::optional<ArticleListModel> list_of_articles(edition::Reader& reader,
                                                 const std::string& place_key, std::uint32_t page);
std::string article_list_page(const view::Frame& frame, const ArticleListModel& list);
std::string article_page(const view::Frame& frame, edition::Reader& reader,
                         const edition::ArticleWithSource& article);

std::vector<edition::ArticleRow> latest_articles(edition::Reader& reader, std::uint32_t count);
view::CitingArticles articles_on(edition::Reader& reader, const std::string& cable);

// The Atom feed; nothing where there are no articles and never were, or no such page.
std::optional<std::string> articles_feed(edition::Reader& reader, FeedPage page);

} // namespace chancery::site
