#include "site/articles.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "cable/cable_json.hpp"
#include "edition/citations.hpp"
#include "feed/atom.hpp"
#include "http/request.hpp"
#include "site/routes.hpp"
#include "view/article_html.hpp"
#include "view/help_pages.hpp"
#include "view/path.hpp"

namespace chancery::site {

namespace {

using edition::ArticleRow;
using edition::Facet;
using edition::Reader;

// The origin that a place is, if it is one.
const edition::FacetValue* origin_of(const Reader& reader, const std::string& place)
{
    const edition::FacetValue* named = reader.generation().named(Facet::Origin, place);
    return named != nullptr ? named : reader.generation().find(Facet::Origin, place);
}

std::string shown_place(const Reader& reader, const std::string& place)
{
    const edition::FacetValue* origin = origin_of(reader, place);
    return origin == nullptr ? place : origin->name;
}

std::string origin_path(const Reader& reader, const std::string& place)
{
    const edition::FacetValue* origin = origin_of(reader, place);
    return origin == nullptr ? "" : view::facet_path(Facet::Origin, origin->key, 0);
}

std::vector<ArticleRow> with_shown_places(const Reader& reader, std::vector<ArticleRow> rows)
{
    for (ArticleRow& row : rows) {
        row.place = shown_place(reader, row.place);
    }
    return rows;
}

// Finds what an article names, each cable once.
class CablePaths {
public:
    explicit CablePaths(Reader& reader) : reader_(reader) {}

    std::string operator()(const std::string& id, std::uint32_t paragraph)
    {
        const std::string node = edition::node_of(id);
        auto known = cables_.find(node);
        if (known == cables_.end() && cables_.size() < kMaxLinkedCables) {
            known = cables_.emplace(node, read(id)).first;
        }
        if (known == cables_.end() || known->second.path.empty()) {
            return {};
        }
        const std::string anchor = "par" + std::to_string(paragraph);
        const bool is_there =
            std::ranges::find(known->second.anchors, anchor) != known->second.anchors.end();
        return known->second.path + (is_there ? '#' + anchor : "");
    }

private:
    struct Known {
        std::string path; // empty: not here
        std::vector<std::string> anchors;
    };

    Known read(const std::string& id)
    {
        Known known;
        if (const std::optional<edition::CableRow> row = reader_.find_meant(id)) {
            known.path = view::cable_path(row->id, row->created) + ".html";
            for (const Paragraph& paragraph :
                 from_json(reader_.view(row->id).value_or("{}")).paragraphs) {
                known.anchors.push_back(paragraph.anchor);
            }
        }
        return known;
    }

    Reader& reader_;
    std::map<std::string, Known> cables_; // by node
};

// The path of what a route means, if it is here.
std::string path_here(Reader& reader, const Route& route)
{
    switch (route.kind) {
    case RouteKind::Home:
        return "/";
    case RouteKind::HelpIndex:
        return "/help/";
    case RouteKind::Help: {
        const auto topic = std::ranges::find(view::help_topics(), std::string_view(route.key),
                                             &view::HelpTopic::name);
        return topic == view::help_topics().end() ? "" : view::help_path(*topic);
    }
    case RouteKind::Browse:
        return view::index_path(route.facet);
    case RouteKind::Listing: {
        const edition::FacetValue* value = reader.generation().find(route.facet, route.key);
        return value == nullptr || route.page >= value->pages()
                   ? ""
                   : view::facet_path(route.facet, value->key, route.page);
    }
    case RouteKind::Cable:
    case RouteKind::CableShort: {
        const std::optional<edition::CableRow> row =
            reader.find_meant(letters_and_digits(route.id));
        return row ? view::cable_path(row->id, row->created) + ".html" : "";
    }
    case RouteKind::Article:
        return reader.articles().find(route.key) ? view::article_path(route.key, ".html") : "";
    default:
        return "";
    }
}

// Of a link in an article. Only to pages that are known to be here, and not to what a copy does not have.
std::string address_here(Reader& reader, const std::string& address)
{
    const std::size_t hash = std::min(address.find('#'), address.size());
    const std::optional<http::Target> target =
        http::parse_target(std::string_view(address).substr(0, hash));
    const std::string path =
        target && target->query.empty() ? path_here(reader, find_route(target->path)) : "";
    const bool is_cable = path.starts_with("/cable/");
    return path + (is_cable ? address.substr(hash) : "");
}

} // namespace

std::optional<ArticleListModel> list_of_articles(Reader& reader, const std::string& place_key,
                                                 std::uint32_t page)
{
    edition::ArticleReader& articles = reader.articles();
    const std::uint64_t first = std::uint64_t{page} * view::kArticlesPerPage;
    ArticleListModel list;
    list.page = page;
    list.place_key = place_key;
    if (place_key.empty()) {
        list.count = articles.count();
        list.path = view::articles_path(page);
        list.places = articles.places();
        for (edition::ArticlePlace& place : list.places) {
            place.name = shown_place(reader, place.name);
        }
    } else if (const auto place = articles.place(place_key)) {
        list.count = place->count;
        list.path = view::article_place_path(place_key, page);
        list.place = shown_place(reader, place->name);
        list.origin_path = origin_path(reader, place->name);
    }
    if (first >= list.count) {
        return std::nullopt;
    }
    const auto from = static_cast<std::uint32_t>(first);
    list.rows = with_shown_places(
        reader, place_key.empty() ? articles.list(from, view::kArticlesPerPage)
                                  : articles.of_place(place_key, from, view::kArticlesPerPage));
    return list;
}

std::string article_list_page(const view::Frame& frame, const ArticleListModel& list)
{
    return view::article_list_page(frame, {list.rows, list.count, list.page, list.place_key,
                                           list.place, list.origin_path, list.places});
}

std::string article_page(const view::Frame& frame, Reader& reader,
                         const edition::ArticleWithSource& article)
{
    const article::Document document = edition::document_of(article.source);
    CablePaths paths(reader);
    const view::ArticleLinks links{
        [&](const std::string& id, std::uint32_t paragraph) { return paths(id, paragraph); },
        [&](const std::string& address) { return address_here(reader, address); },
        frame.settings->base_url};
    return view::article_page(frame, {article.row, view::article_html(document, links),
                                      shown_place(reader, article.row.place),
                                      origin_path(reader, article.row.place)});
}

std::vector<ArticleRow> latest_articles(Reader& reader, std::uint32_t count)
{
    return reader.generation().article_count() == 0
               ? std::vector<ArticleRow>()
               : with_shown_places(reader, reader.articles().list(0, count));
}

view::CitingArticles articles_on(Reader& reader, const std::string& cable)
{
    if (reader.generation().article_count() == 0) {
        return {};
    }
    return {reader.articles().citing_count(cable),
            reader.articles().citing(cable, kArticlesBesideCable)};
}

std::optional<std::string> articles_feed(Reader& reader, FeedPage page)
{
    edition::ArticleReader& articles = reader.articles();
    const std::uint32_t count = articles.count();
    feed::ArticlesFeed feed;
    feed.page = page.number;
    feed.pages = feed_pages(count, page.delivery);
    feed.rows = with_shown_places(
        reader, articles.list((page.number - 1) * feed::kEntriesPerPage, feed::kEntriesPerPage));
    feed.updated_if_empty = reader.generation().last_release();
    if (page.number == 1) {
        feed.gone = articles.latest_gone(feed::kMaxTombstones);
    }
    if (feed.page > feed.pages || (feed.rows.empty() && feed.gone.empty())) {
        return std::nullopt;
    }
    return feed::atom(feed, reader.generation().settings(), page.delivery);
}

} // namespace chancery::site
