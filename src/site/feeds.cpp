#include "site/feeds.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "edition/citations.hpp"
#include "feed/atom.hpp"
#include "view/listing_page.hpp"
#include "view/path.hpp"

namespace chancery::site {

namespace {

using edition::CableRow;
using edition::Facet;
using edition::FacetValue;
using edition::Reader;
using feed::Entry;
using feed::Feed;

constexpr std::size_t kMergedChanges = 100; // the newest of an edition that are looked at

bool is_withdrawn(const edition::Version& version)
{
    return version.change == "withdrawn";
}

// The newest first.
std::vector<edition::Version> latest_tombstones(const edition::Changes& changes)
{
    std::vector<edition::Version> gone;
    for (const edition::Version& version : changes.latest()) {
        if (is_withdrawn(version) && gone.size() < feed::kMaxTombstones) {
            gone.push_back(version);
        }
    }
    return gone;
}

// Cables of which `belongs` says so, and that have changed lately.
std::vector<CableRow> changed_cables(Reader& reader,
                                     const std::function<bool(std::uint32_t)>& belongs)
{
    std::vector<CableRow> rows;
    const std::vector<edition::Version>& latest = reader.generation().changes().latest();
    for (std::size_t i = 0; i < std::min(latest.size(), kMergedChanges); ++i) {
        const auto number = is_withdrawn(latest[i]) ? std::nullopt : reader.number_of(latest[i].id);
        if (number && belongs(*number)) {
            rows.push_back(reader.row(*number).value());
        }
    }
    return rows;
}

// Of a first page: those that changed stand among the rest by the time of their change.
void merge(Feed& feed, Reader& reader, const std::vector<CableRow>& changed)
{
    std::set<std::string> known;
    for (const Entry& entry : feed.entries) {
        known.insert(entry.row.id);
    }
    for (const CableRow& row : changed) {
        if (known.insert(row.id).second) {
            feed.entries.push_back(feed::entry_of(reader, row));
        }
    }
    std::ranges::stable_sort(feed.entries, std::ranges::greater(), &Entry::updated);
    feed.entries.resize(std::min<std::size_t>(feed.entries.size(), feed::kEntriesPerPage));
}

std::vector<Entry> entries_of(Reader& reader, const std::vector<CableRow>& rows)
{
    std::vector<Entry> entries;
    for (const CableRow& row : rows) {
        entries.push_back(feed::entry_of(reader, row));
    }
    return entries;
}

FeedAnswer finished(Feed feed, Reader& reader, view::Delivery delivery)
{
    const edition::Generation& generation = reader.generation();
    if (feed.page == 1) {
        feed.tombstones = latest_tombstones(generation.changes());
    }
    feed.updated_if_empty = generation.last_release();
    return {{}, feed::atom(feed, generation.settings(), delivery)};
}

bool has(Reader& reader, std::uint32_t number, const FacetValue& value)
{
    const edition::Facts facts = reader.facts(number);
    switch (value.facet) {
    case Facet::Origin:
        return facts.origin == value.name;
    case Facet::Classification:
        return facts.classification == value.name;
    case Facet::Tag:
        return is_one_of(facts.tags, value.name);
    case Facet::Month:
    case Facet::ReleaseDay:
        break;
    }
    return false;
}

bool has_feed(Facet facet)
{
    return facet == Facet::Tag || facet == Facet::Origin || facet == Facet::Classification;
}

void each_page(const std::string& path, std::uint64_t count,
               const std::function<void(const std::string&)>& use)
{
    for (std::uint32_t page = 1; page <= feed_pages(count, view::Delivery::Copied); ++page) {
        use(feed::page_address(path, page));
    }
}

} // namespace

std::uint32_t feed_pages(std::uint64_t count, view::Delivery delivery)
{
    const std::uint64_t most =
        delivery == view::Delivery::Copied ? kCopiedFeedPages : feed::kMaxFeedPages;
    const std::uint64_t pages = (count + feed::kEntriesPerPage - 1) / feed::kEntriesPerPage;
    return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(pages, 1, most));
}

void each_copied_feed(Reader& reader, const std::function<void(const std::string&)>& use)
{
    const edition::Generation& generation = reader.generation();
    each_page(std::string(view::kLatestFeedPath), generation.cable_count(), use);
    for (const Facet facet : edition::kFacets) {
        for (const FacetValue& value : generation.values(facet)) {
            if (has_feed(facet)) {
                each_page(view::feed_path(facet, value.key), value.count, use);
            }
        }
    }
    const std::uint32_t articles = generation.article_count();
    if (articles > 0 || !reader.articles().latest_gone(1).empty()) {
        each_page(std::string(view::kArticlesFeedPath), articles, use);
    }
}

FeedAnswer latest_feed(index::SearchReader& search, FeedPage page)
{
    Reader& reader = search.reader();
    const std::uint32_t count = reader.generation().cable_count();
    Feed feed{.title = "Latest releases",
              .path = std::string(view::kLatestFeedPath),
              .page_path = "/reldate/",
              .page = page.number,
              .pages = feed_pages(count, page.delivery)};
    std::vector<CableRow> rows;
    const std::uint32_t first = (page.number - 1) * feed::kEntriesPerPage + 1;
    for (std::uint32_t number = first; number < first + feed::kEntriesPerPage && number <= count;
         ++number) {
        rows.push_back(reader.row(number).value());
    }
    feed.entries = entries_of(reader, rows);
    if (page.number == 1) {
        merge(feed, reader, changed_cables(reader, [](std::uint32_t) { return true; }));
    }
    return finished(std::move(feed), reader, page.delivery);
}

std::optional<FeedAnswer> listing_feed(index::SearchReader& search, const Route& route,
                                       FeedPage page)
{
    Reader& reader = search.reader();
    const FacetValue* value = reader.generation().find(route.facet, route.key);
    if (value == nullptr || !has_feed(value->facet) ||
        page.number > feed_pages(value->count, page.delivery)) {
        return std::nullopt;
    }
    const std::string path = view::feed_path(value->facet, value->key);
    if (value->key != route.key) {
        return FeedAnswer{path, {}};
    }
    Feed feed{.title = view::heading_of(*value),
              .path = path,
              .page_path = view::facet_path(value->facet, value->key, 0),
              .page = page.number,
              .pages = feed_pages(value->count, page.delivery)};
    feed.entries = entries_of(reader, reader.listing(*value, page.number - 1));
    if (page.number == 1) {
        merge(feed, reader, changed_cables(reader, [&](std::uint32_t number) {
                  return has(reader, number, *value);
              }));
    }
    return finished(std::move(feed), reader, page.delivery);
}

std::optional<FeedAnswer> cited_feed(index::SearchReader& search, const Route& route, FeedPage page)
{
    Reader& reader = search.reader();
    const std::string node = edition::node_of(letters_and_digits(route.id));
    const std::uint32_t count = reader.cited_count(node);
    const bool is_here = !node.empty() && reader.find_meant(node).has_value();
    if ((count == 0 && !is_here) || page.number > feed_pages(count, page.delivery)) {
        return std::nullopt;
    }
    if (node != route.id) {
        return FeedAnswer{view::cited_feed_path(node), {}};
    }
    Feed feed{.title = "Cables that refer to " + node,
              .path = view::cited_feed_path(node),
              .page_path = count > 0 ? view::cited_path(node, 0) : "/cable/" + node,
              .page = page.number,
              .pages = feed_pages(count, page.delivery)};
    feed.entries = entries_of(reader, reader.cited_by(node, page.number - 1));
    return finished(std::move(feed), reader, page.delivery);
}

SearchAddress feed_address(SearchAddress address)
{
    address.order = Order::Relevance; // the default, which an address leaves out
    address.size = kPageSizes[1];
    address.after.clear();
    address.page = std::min<std::uint64_t>(address.page, feed::kMaxFeedPages);
    return address;
}

std::optional<FeedAnswer> search_feed(index::SearchReader& search, const SearchAddress& address)
{
    const auto page = static_cast<std::uint32_t>(address.page);
    index::SearchForm form = address.form();
    form.sort = index::Sort::Released;
    form.size = feed::kEntriesPerPage;
    form.from = std::uint64_t{page - 1} * form.size;
    form.counts = false;
    form.excerpts = 0;
    std::vector<CableRow> rows;
    std::uint64_t total = 0;
    if (address.asks()) {
        const index::Results results = search.find(form);
        total = results.answer.total;
        for (const index::FoundCable& cable : results.cables) {
            rows.push_back(cable.row);
        }
    }
    if (page > feed_pages(total, view::Delivery::Served)) {
        return std::nullopt;
    }
    const SearchAddress first = address.at_page(1);
    Feed feed{.title = address.query.empty() ? "Search" : "Search: " + address.query,
              .path = search_link(first, view::kSearchFeedPath),
              .page_path = search_link(first.with_order(Order::Released)),
              .page = page,
              .pages = feed_pages(total, view::Delivery::Served)};
    feed.entries = entries_of(search.reader(), rows);
    return finished(std::move(feed), search.reader(), view::Delivery::Served);
}

} // namespace chancery::site
