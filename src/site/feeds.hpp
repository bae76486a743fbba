#pragma once
// Which cables stand in which feed.
//
//   /feed.atom                 the latest releases, and what changed in older cables
//   /tag/PHUM.atom             of a tag, an origin, a classification
//   /cited/08LINDEN242.atom    cables that refer to one
//   /search.atom?q=fog         what a search finds
//
// The first page of each but the last two also has what changed lately in cables that stand further
// behind, and the first page of all the tombstones of cables that were withdrawn lately: an edition
// does not say in which listings those were. Further pages are those of the listing.
//
// A copy has those of releases, values and articles, with as many of their pages as kCopiedFeedPages says;
// the rest is for those who are served.
//
// Any edition; one thread for each SearchReader.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "index/search_reader.hpp"
#include "site/routes.hpp"
#include "site/search_address.hpp"
#include "view/page.hpp"

namespace chancery::site {

constexpr std::uint32_t kCopiedFeedPages = 4;

struct FeedPage {
    std::uint32_t number = 1;
    view::Delivery delivery = view::Delivery::Served;
};

// One of the two.
struct FeedAnswer {
    std::string moved_to; // the path of the feed that is meant
    std::string document;
};

FeedAnswer latest_feed(index::SearchReader& search, FeedPage page);
// Nothing where there is no such feed or page.
std::optional<FeedAnswer> listing_feed(index::SearchReader& search, const Route& route,
                                       FeedPage page);
std::optional<FeedAnswer> cited_feed(index::SearchReader& search, const Route& route,
                                     FeedPage page);
std::optional<FeedAnswer> search_feed(index::SearchReader& search, const SearchAddress& address);

// Of a feed of so many things.
std::uint32_t feed_pages(std::uint64_t count, view::Delivery delivery);
// The addresses of all that a copy has: "/tag/PHUM.atom", "/tag/PHUM.atom?page=2".
void each_copied_feed(edition::Reader& reader, const std::function<void(const std::string&)>& use);

// What a search's feed takes of its address: no order and no size, and pages as far as feeds go.
SearchAddress feed_address(SearchAddress address);

} // namespace chancery::site
