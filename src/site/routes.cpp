#include "site/routes.hpp"

#include <array>
#include <charconv>
#include <optional>

#include "base/text.hpp"
#include "view/path.hpp"

namespace chancery::site {

namespace {

// In this order: the first that fits wins.
constexpr std::array kPatterns = {
    Pattern{"/", RouteKind::Home, Parameters::Theme},
    Pattern{"/cable/{year}/{month}/{id}_v{page}.html", RouteKind::Version, Parameters::Theme},
    Pattern{"/cable/{year}/{month}/{id}.html", RouteKind::Cable, Parameters::Cable},
    Pattern{"/cable/{year}/{month}/{id}.txt", RouteKind::CableText, Parameters::None},
    Pattern{"/cable/{year}/{month}/{id}.bib", RouteKind::CableBibtex, Parameters::Quote},
    Pattern{"/cable/{year}/{month}/{id}.ris", RouteKind::CableRis, Parameters::Quote},
    Pattern{"/cable/{year}/{month}/{id}.csl.json", RouteKind::CableCsl, Parameters::Quote},
    Pattern{"/cable/{year}/{month}/{id}.json", RouteKind::CableJson, Parameters::None},
    Pattern{"/cable/{year}/{month}/{id}", RouteKind::CableShort, Parameters::Cable},
    Pattern{"/cable/{id}.html", RouteKind::CableShort, Parameters::Cable},
    Pattern{"/cable/{id}", RouteKind::CableShort, Parameters::Cable},
    Pattern{"/cite/{id}.html", RouteKind::Cite, Parameters::Theme},
    Pattern{"/cite/{id}", RouteKind::CiteShort, Parameters::Theme},
    Pattern{"/cited/{id}_{page}.html", RouteKind::Cited, Parameters::Theme},
    Pattern{"/cited/{id}.html", RouteKind::CitedShort, Parameters::Theme},
    Pattern{"/cited/{id}.atom", RouteKind::FeedCited, Parameters::Feed},
    Pattern{"/cited/{id}", RouteKind::CitedShort, Parameters::Theme},
    Pattern{"/missing/", RouteKind::Missing, Parameters::Theme},
    Pattern{"/missing", RouteKind::AddSlash, Parameters::Theme},
    Pattern{"/missing.csv", RouteKind::MissingCsv, Parameters::None},
    Pattern{"/missing/requests.txt", RouteKind::MissingRequests, Parameters::None},
    Pattern{"/missing/{key}_{year}.html", RouteKind::MissingOf, Parameters::Theme},
    Pattern{"/missing/{key}_{year}.txt", RouteKind::MissingOfText, Parameters::None},
    Pattern{"/missing/{page}.html", RouteKind::Missing, Parameters::Theme},
    Pattern{"/articles/", RouteKind::Articles, Parameters::Theme},
    Pattern{"/articles", RouteKind::AddSlash, Parameters::Theme},
    Pattern{"/articles/feed.atom", RouteKind::FeedArticles, Parameters::Feed},
    Pattern{"/articles/page_{page}.html", RouteKind::Articles, Parameters::Theme},
    Pattern{"/articles/place/{key}_{page}.html", RouteKind::ArticlesPlace, Parameters::Theme},
    Pattern{"/articles/place/{key}.html", RouteKind::ArticlesPlace, Parameters::Theme},
    Pattern{"/articles/{key}.html", RouteKind::Article, Parameters::Theme},
    Pattern{"/articles/{key}.md", RouteKind::ArticleSource, Parameters::None},
    Pattern{"/tag/misprints.html", RouteKind::Misprints, Parameters::Theme},
    Pattern{"/search", RouteKind::Search, Parameters::Search},
    Pattern{"/search.csv", RouteKind::SearchCsv, Parameters::SearchOnly},
    Pattern{"/search.jsonl", RouteKind::SearchJsonLines, Parameters::SearchOnly},
    Pattern{"/suggest", RouteKind::Suggest, Parameters::Begun},
    Pattern{"/api/", RouteKind::ApiPage, Parameters::Theme},
    Pattern{"/api", RouteKind::AddSlash, Parameters::Theme},
    Pattern{"/api/*", RouteKind::Api, Parameters::Api},
    Pattern{"/search.atom", RouteKind::FeedSearch, Parameters::SearchFeed},
    Pattern{"/feed.atom", RouteKind::FeedLatest, Parameters::Feed},
    Pattern{"/opensearch.xml", RouteKind::OpenSearch, Parameters::None},
    Pattern{"/timemap/{id}", RouteKind::TimeMap, Parameters::None},
    Pattern{"/sitemap.xml", RouteKind::Sitemap, Parameters::None},
    Pattern{"/sitemap-{page}.xml", RouteKind::SitemapPart, Parameters::None},
    Pattern{"/oai", RouteKind::Oai, Parameters::Oai},
    Pattern{"/oai/cable.xsd", RouteKind::OaiSchema, Parameters::None},
    Pattern{"/{facet}/", RouteKind::Browse, Parameters::Theme},
    Pattern{"/{facet}/{key}_{page}.html", RouteKind::Listing, Parameters::Theme},
    Pattern{"/{facet}/{key}.html", RouteKind::ListingShort, Parameters::Theme},
    Pattern{"/{facet}/{key}.atom", RouteKind::FeedListing, Parameters::Feed},
    Pattern{"/{facet}", RouteKind::AddSlash, Parameters::Theme},
    Pattern{"/help/", RouteKind::HelpIndex, Parameters::Theme},
    Pattern{"/help", RouteKind::AddSlash, Parameters::Theme},
    Pattern{"/help/search.html", RouteKind::SearchHelp, Parameters::Theme},
    Pattern{"/help/{key}.html", RouteKind::Help, Parameters::Theme},
    Pattern{"/static/{key}", RouteKind::Asset, Parameters::None},
    Pattern{"/robots.txt", RouteKind::Robots, Parameters::None},
    Pattern{"/favicon.ico", RouteKind::Favicon, Parameters::None},
};

bool set_number(std::uint32_t& number, std::string_view digits)
{
    const bool plain =
        all_digits(digits) && digits.size() <= 9 && (digits.size() == 1 || digits[0] != '0');
    return plain &&
           std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc();
}

bool set_facet(Route& route, std::string_view folder)
{
    const std::optional<edition::Facet> facet = view::facet_from_folder(folder);
    route.facet = facet.value_or(route.facet);
    return facet.has_value();
}

// Of a cable, year and month are only looked at for their form: it has one address, and others lead
// to it.
bool set_value(Route& route, std::string_view name, std::string_view value)
{
    if (value.empty()) {
        return false;
    }
    if (name == "facet") {
        return set_facet(route, value);
    }
    if (name == "page") {
        return set_number(route.page, value);
    }
    if (name == "month") {
        return all_digits(value) && value.size() == 2;
    }
    if (name == "year") {
        std::from_chars(value.data(), value.data() + value.size(), route.year);
        return all_digits(value) && value.size() == 4;
    }
    (name == "id" ? route.id : route.key) = value;
    return true;
}

// One segment: literal, {a}, {a}.html, a-{b}.html, {a}_{b}.html. Of two names the first takes as much as it
// can.
bool match_segment(Route& route, std::string_view pattern, std::string_view text)
{
    const std::size_t open = pattern.find('{');
    if (open == std::string_view::npos) {
        return pattern == text;
    }
    if (!text.starts_with(pattern.substr(0, open))) {
        return false;
    }
    text.remove_prefix(open);
    const std::size_t close = pattern.find('}', open);
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    const std::string_view rest = pattern.substr(close + 1);
    const std::size_t second = rest.find('{');
    if (second == std::string_view::npos) {
        return text.size() > rest.size() && text.ends_with(rest) &&
               set_value(route, name, text.substr(0, text.size() - rest.size()));
    }
    const std::size_t between = text.rfind(rest.substr(0, second));
    return between != std::string_view::npos && set_value(route, name, text.substr(0, between)) &&
           match_segment(route, rest.substr(second), text.substr(between + second));
}

std::optional<Route> match(const Pattern& pattern, std::string_view path)
{
    Route route;
    route.kind = pattern.kind;
    route.parameters = pattern.parameters;
    std::string_view form = pattern.path;
    for (;;) {
        if (form == "*") {
            return route;
        }
        const std::size_t form_end = form.find('/');
        const std::size_t path_end = path.find('/');
        if (!match_segment(route, form.substr(0, form_end), path.substr(0, path_end))) {
            return std::nullopt;
        }
        if (form_end == std::string_view::npos || path_end == std::string_view::npos) {
            return form_end == path_end ? std::optional(std::move(route)) : std::nullopt;
        }
        form.remove_prefix(form_end + 1);
        path.remove_prefix(path_end + 1);
    }
}

} // namespace

std::span<const Pattern> patterns()
{
    return kPatterns;
}

Route find_route(std::string_view path)
{
    for (const Pattern& pattern : kPatterns) {
        if (std::optional<Route> route = match(pattern, path)) {
            return std::move(*route);
        }
    }
    return {};
}

std::string encode_path(std::string_view path)
{
    std::string out;
    for (std::size_t from = 0; from < path.size();) {
        const std::size_t slash = path.find('/', from);
        const std::size_t to = slash == std::string_view::npos ? path.size() : slash;
        out.append(view::url_segment(path.substr(from, to - from)));
        if (slash != std::string_view::npos) {
            out += '/';
        }
        from = to + 1;
    }
    return out;
}

} // namespace chancery::site
