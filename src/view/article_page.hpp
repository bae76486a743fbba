#pragma once
// An article, and lists of articles: all of them, newest first, and those from one place.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "edition/articles.hpp"
#include "view/page.hpp"

namespace chancery::view {

constexpr std::uint32_t kArticlesPerPage = 25;
constexpr std::size_t kMaxPlacesShown = 200; // the ones with the most articles
constexpr std::uint32_t kLatestArticles = 3; // on the first page

struct ArticlePage {
    const edition::ArticleRow& row;
    Html text;                    // article_html()
    std::string place = {};       // as shown: an origin's name, or as the article has it
    std::string origin_path = {}; // of that origin's cables
};

std::string article_page(const Frame& frame, const ArticlePage& model);

struct ArticleList {
    const std::vector<edition::ArticleRow>& rows;
    std::uint32_t count = 0; // on all pages
    std::uint32_t page = 0;
    std::string place_key = {}; // empty: of all places
    std::string place = {};     // as shown
    std::string origin_path = {};
    std::vector<edition::ArticlePlace> places = {}; // of the list of all; their names as shown
};

std::string article_list_page(const Frame& frame, const ArticleList& model);

// The rows, for other pages too.
Html article_rows(const std::vector<edition::ArticleRow>& rows);

// Beside a cable: the articles that name it. Paragraphs are links where `has_paragraph` says that they are there.
struct CitingArticles {
    std::uint32_t count = 0;
    std::vector<edition::CitingArticle> first = {};
};
// `page`: the path of the page that has the paragraphs; empty if it is this one.
Html citing_articles(const CitingArticles& articles, const std::string& page,
                     const std::function<bool(std::uint32_t)>& has_paragraph);

} // namespace chancery::view
