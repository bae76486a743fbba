#pragma once
// Which page an address means. The table in routes.cpp is the whole of it; docs/urls.md promises
// the addresses.
//
//   find_route("/tag/PHUM_0.html")                     Listing, facet Tag, key "PHUM", page 0
//   find_route("/cable/2008/02/08GUATEMALA242.html")   Cable, id "08GUATEMALA242"
//   find_route("/cable/08 guatemala 242")              CableShort, id "08 guatemala 242"
//   find_route("/nothing/here")                        NotFound
//
// A route says what is asked for; whether there is such a thing, pages.cpp finds out. The path
// comes decoded and checked from http::parse_target. Pure; any thread; linear in the path.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "edition/reader.hpp"

namespace chancery::site {

enum class RouteKind : std::uint8_t {
    NotFound,
    Home,
    Cable,
    CableText,
    CableJson,
    CableBibtex,
    CableRis,
    CableCsl,
    Cite,       // how to cite a cable and its paragraphs
    CiteShort,  // redirects to it
    CableShort, // redirects to the cable
    Version,    // one of a cable's
    Cited,      // the cables that refer to one
    CitedShort, // without page number: redirects to the first page
    Missing,    // what is not here: all posts and years
    MissingOf,  // one post and year
    MissingOfText,
    MissingCsv,
    MissingRequests,
    Browse,
    Misprints,
    Listing,
    ListingShort, // without page number: redirects to the first page
    HelpIndex,
    SearchHelp,
    Help,
    Search,
    SearchCsv, // the whole list
    SearchJsonLines,
    Suggest,
    ApiPage, // about the API
    Api,     // all that programs ask for: src/api has the table of it
    FeedLatest,
    FeedListing,
    FeedCited,
    FeedSearch,
    Articles,      // all of them, newest first
    ArticlesPlace, // those from one place
    Article,
    ArticleSource, // as Markdown
    FeedArticles,
    OpenSearch,
    TimeMap, // the versions of a cable by their time
    Sitemap,
    SitemapPart,
    Oai,
    OaiSchema,
    Asset,
    Robots,
    Favicon,
    AddSlash // /tag for /tag/
};

// What may stand behind the question mark.
enum class Parameters : std::uint8_t {
    None,
    Theme,
    Cable,  // view, q (the words to mark), quote (a paragraph with its hash), theme
    Quote,  // quote: a paragraph, with or without its hash
    Search, // search_address.hpp, theme
    SearchOnly,
    Feed,       // page
    SearchFeed, // those of Search, but for order, size and theme
    Oai,        // src/oai looks at them
    Begun,      // q: what somebody has begun to type
    Api         // src/api looks at them
};

struct Pattern {
    // {name} stands for one or more characters but '/', and * at the end for all that follows.
    std::string_view path;
    RouteKind kind;
    Parameters parameters;
};
std::span<const Pattern> patterns();

struct Route {
    RouteKind kind = RouteKind::NotFound;
    Parameters parameters = Parameters::Theme; // of error pages too
    edition::Facet facet = edition::Facet::Origin;
    std::string key = {}; // of a facet's value, a help topic, an asset; a post
    std::string id = {};  // of a cable, as it stands in the address
    std::uint32_t page = 0;
    int year = 0;
};

Route find_route(std::string_view path);

// For Location and canonical links: percent-encodes each segment of a decoded path.
std::string encode_path(std::string_view path);

} // namespace chancery::site
