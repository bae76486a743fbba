#pragma once
// The addresses of pages, as docs/urls.md promises them. Without ?theme=; page.hpp adds that.
//
//   facet_path(Facet::Tag, "PHUM", 0)      /tag/PHUM_0.html
//   facet_path(Facet::Month, "2008-02", 1) /date/2008-02_1.html
//   index_path(Facet::Origin)              /origin/
//
// Pure; any thread.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "edition/reader.hpp"

namespace chancery::view {

using edition::Facet;

// "tag", "origin", "classification", "date", "reldate": the first segment of the address.
std::string_view facet_folder(Facet facet);
std::optional<Facet> facet_from_folder(std::string_view folder);

std::string index_path(Facet facet);
std::string facet_path(Facet facet, std::string_view key, std::uint32_t page);
// "/cable/2008/02/08GUATEMALA242", to which ".html", ".txt", ".json" are added.
std::string cable_path(std::string_view id, std::optional<Instant> created);

// The cables that refer to one: /cited/08GUATEMALA242_0.html
constexpr std::string_view kCitedFolder = "/cited/";
std::string cited_path(std::string_view id, std::uint32_t page);
// Of what stands where a cable was withdrawn: by its id alone, since an edition does not know its date.
std::string tombstone_path(std::string_view id);

// Feeds: /tag/PHUM.atom, /cited/08GUATEMALA242.atom
constexpr std::string_view kLatestFeedPath = "/feed.atom";
constexpr std::string_view kSearchFeedPath = "/search.atom";
constexpr std::string_view kOpenSearchPath = "/opensearch.xml";
std::string feed_path(Facet facet, std::string_view key);
std::string cited_feed_path(std::string_view id);

// What is not here: all posts and years, and one of them. /missing/GUATEMALA_2008.html
constexpr std::string_view kMissingPath = "/missing/";
constexpr std::string_view kMissingCsvPath = "/missing.csv";
constexpr std::string_view kMissingRequestsPath = "/missing/requests.txt";
std::string missing_index_path(std::uint32_t page); // /missing/, /missing/1.html
std::string missing_path(std::string_view post, int year);
std::string missing_requests_path(std::string_view post, int year); // .txt
// That of the post and year of an id; empty if it is none.
std::string missing_path_of(std::string_view id);

// Articles: /articles/, /articles/page_1.html, /articles/fog.html, /articles/place/embassy-linden.html
constexpr std::string_view kArticlesPath = "/articles/";
constexpr std::string_view kArticlesFeedPath = "/articles/feed.atom";
std::string articles_path(std::uint32_t page);
std::string article_path(std::string_view slug, std::string_view ending); // .html, .md
std::string article_place_path(std::string_view key, std::uint32_t page);

// Percent-encodes everything but letters, digits and -._~ (RFC 3986, 2.3).
std::string url_segment(std::string_view text);

// Whether a link of the publisher's may be shown as a link: http, https, mailto, magnet.
bool is_safe_external_url(std::string_view url);

} // namespace chancery::view
