#include "view/article_page.hpp"

#include <algorithm>

#include "base/json_writer.hpp"
#include "view/explain.hpp"
#include "view/listing_page.hpp"
#include "view/path.hpp"

namespace chancery::view {

namespace {

using edition::ArticleRow;
using edition::Settings;

std::string_view language_of(const ArticleRow& row, const Settings& settings)
{
    return row.language.empty() ? settings.language : row.language;
}

// ---- what the head says to programs ----

std::string json_ld(const ArticleRow& row, const Settings& settings, const std::string& place)
{
    std::string out;
    JsonWriter json(out);
    const auto thing = [&](std::string_view key, std::string_view type, std::string_view name) {
        if (!name.empty()) {
            json.key(key);
            json.begin_object();
            json.member("@type", type);
            json.member("name", name);
            json.end_object();
        }
    };
    json.begin_object();
    json.member("@context", "https://schema.org");
    json.member("@type", "Article");
    json.member("headline", row.title);
    json.member("datePublished", format_day(row.date));
    json.member("dateModified", format_day(std::max(row.date, row.updated)));
    json.member("inLanguage", language_of(row, settings));
    json.member("description", row.beginning);
    if (!settings.base_url.empty()) {
        json.member("url", settings.base_url + article_path(row.slug, ".html"));
    }
    thing("author", "Person", row.author);
    thing("publisher", "Organization", settings.title);
    thing("contentLocation", "Place", place);
    json.end_object();
    return out;
}

void add_meta(Html& out, std::string_view property, std::string_view content)
{
    if (!content.empty()) {
        out.add({"<meta property=\"", property, "\" content=\"", content, "\">\n"});
    }
}

Html metadata_of(const ArticlePage& model, const Settings& settings)
{
    const ArticleRow& row = model.row;
    Html out;
    out.add({"<meta name=\"description\" content=\"", row.beginning, "\">\n"});
    if (!row.author.empty()) {
        out.add({"<meta name=\"author\" content=\"", row.author, "\">\n"});
    }
    add_meta(out, "og:type", "article");
    add_meta(out, "og:title", row.title);
    add_meta(out, "og:description", row.beginning);
    add_meta(out, "og:site_name", settings.title);
    add_meta(out, "og:url",
             settings.base_url.empty() ? "" : settings.base_url + article_path(row.slug, ".html"));
    add_meta(out, "article:published_time", format_day(row.date));
    out.add({"<script type=\"application/ld+json\">",
             Html::from_json(json_ld(row, settings, model.place)), "</script>\n"});
    return out;
}

// ---- parts of the pages ----

Html day(Instant instant)
{
    const std::string text = format_day(instant);
    Html out;
    out.add({"<time datetime=\"", text, "\">", day_words(text), "</time>"});
    return out;
}

// "26 August 2011 · Embassy Linden · A. Writer"
Html origin_line(const ArticleRow& row, const std::string& place)
{
    Html out;
    out.add({day(row.date)});
    if (!place.empty()) {
        out.add({" · <a href=\"", article_place_path(row.place_key, 0), "\">", place, "</a>"});
    }
    if (!row.author.empty()) {
        out.add({" · ", row.author});
    }
    return out;
}

Html cables_of_origin(const std::string& place, const std::string& origin_path)
{
    Html out;
    if (!origin_path.empty()) {
        out.add({"<p><a href=\"", origin_path, "\">Cables from ", place, "</a></p>\n"});
    }
    return out;
}

Html place_links(const ArticleList& model)
{
    Html out;
    if (model.places.empty()) {
        return out;
    }
    out.add({"<h2>By place</h2>\n<ul class=\"plain\">\n"});
    std::vector<edition::ArticlePlace> places = model.places;
    std::ranges::stable_sort(places, std::ranges::greater(), &edition::ArticlePlace::count);
    places.resize(std::min(places.size(), kMaxPlacesShown));
    for (const edition::ArticlePlace& place : places) {
        out.add({"<li><a href=\"", article_place_path(place.key, 0), "\">", place.name,
                 "</a> <small>", grouped(place.count), "</small></li>\n"});
    }
    out.add({"</ul>\n"});
    return out;
}

} // namespace

Html article_rows(const std::vector<ArticleRow>& rows)
{
    Html out;
    out.add({"<ul class=\"plain articles\">\n"});
    for (const ArticleRow& row : rows) {
        out.add({"<li dir=\"auto\"><a href=\"", article_path(row.slug, ".html"), "\">", row.title,
                 "</a>\n<p class=\"days\">", origin_line(row, row.place), "</p>\n<p>",
                 row.beginning, "</p></li>\n"});
    }
    out.add({"</ul>\n"});
    return out;
}

std::string article_page(const Frame& frame, const ArticlePage& model)
{
    const ArticleRow& row = model.row;
    Html content;
    content.add({"<article class=\"prose article\" dir=\"auto\" lang=\"",
                 language_of(row, *frame.settings), "\">\n<h1>", row.title,
                 "</h1>\n<p class=\"days\">", origin_line(row, model.place), "</p>\n", model.text,
                 "</article>\n<footer class=\"prose days\">\n<p>Here since ", day(row.released)});
    if (row.updated > row.released) {
        content.add({", changed on ", day(row.updated)});
    }
    content.add({". <a href=\"", article_path(row.slug, ".md"), "\">Its text as Markdown</a></p>\n",
                 cables_of_origin(model.place, model.origin_path), "<p><a href=\"", kArticlesPath,
                 "\">All articles</a></p>\n</footer>\n"});
    return whole_page(frame, {.title = row.title,
                              .section = Section::Articles,
                              .content = std::move(content),
                              .meta = metadata_of(model, *frame.settings),
                              .feed = std::string(kArticlesFeedPath)});
}

std::string article_list_page(const Frame& frame, const ArticleList& model)
{
    const std::string title = model.place_key.empty() ? "Articles" : "Articles from " + model.place;
    const Pages pages{model.page, (model.count + kArticlesPerPage - 1) / kArticlesPerPage,
                      [&](std::uint32_t page) {
                          return model.place_key.empty()
                                     ? articles_path(page)
                                     : article_place_path(model.place_key, page);
                      }};
    Html content;
    content.add({"<h1>", title, "</h1>\n<p class=\"count\">",
                 plural(model.count, "article", "articles"), "</p>\n",
                 cables_of_origin(model.place, model.origin_path), article_rows(model.rows),
                 pager(pages), place_links(model)});
    if (!model.place_key.empty()) {
        content.add({"<p><a href=\"", kArticlesPath, "\">All articles</a></p>\n"});
    }
    const std::string number = model.page == 0 ? "" : ", page " + std::to_string(model.page + 1);
    return whole_page(frame, {.title = title + number,
                              .section = Section::Articles,
                              .content = std::move(content),
                              .previous = pages.previous(),
                              .next = pages.next(),
                              .feed = std::string(kArticlesFeedPath)});
}

Html citing_articles(const CitingArticles& articles, const std::string& page,
                     const std::function<bool(std::uint32_t)>& has_paragraph)
{
    Html out;
    if (articles.first.empty()) {
        return out;
    }
    out.add({"<h2>Articles that cite it</h2>\n<ul class=\"refs\">\n"});
    for (const auto& [row, paragraphs] : articles.first) {
        out.add({"<li dir=\"auto\"><a href=\"", article_path(row.slug, ".html"), "\">", row.title,
                 "</a> <small>", format_day(row.date)});
        for (const std::uint32_t paragraph : paragraphs) {
            if (has_paragraph(paragraph)) {
                out.add({" <a href=\"", page, "#par", paragraph, "\">¶", paragraph, "</a>"});
            }
        }
        out.add({"</small></li>\n"});
    }
    out.add({"</ul>\n"});
    if (articles.count > articles.first.size()) {
        out.add({"<p>and ", grouped(articles.count - articles.first.size()), " more: <a href=\"",
                 kArticlesPath, "\">all articles</a></p>\n"});
    }
    return out;
}

} // namespace chancery::view
