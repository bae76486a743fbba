#pragma once
// Atom feeds (RFC 4287) of cables, in pages (RFC 5005, 3), with tombstones (RFC 6721).
//
//   Feed feed{.title = "PHUM", .path = "/tag/PHUM.atom", .page_path = "/tag/PHUM_0.html"};
//   feed.entries.push_back(entry_of(reader, row));
//   std::string document = atom(feed, settings);
//
// What never changes: the id of an entry is made of the cable's reference id and nothing else
// (entry_id), so it stays when the cable is corrected, when its date and with it its address changes,
// and when the site moves; every copy of an archive has the same. The id of a feed is its address.
// Of a version only the date counts: the same edition gives the same bytes, whatever the clock says.
//
// Addresses are whole where the settings have base_url, otherwise relative, which readers resolve. In a
// copy, which knows no place of its own, those of links are never whole; ids are the same everywhere.
// Texts come one_line() and bounded; whatever they hold, the document is well-formed
// (base/xml_writer.hpp). Any thread.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "edition/reader.hpp"
#include "edition/settings.hpp"
#include "view/page.hpp"

namespace chancery::feed {

constexpr std::uint32_t kEntriesPerPage = edition::kRowsPerPage;
// How far back a feed goes: what is older is in the listing that it belongs to.
constexpr std::uint32_t kMaxFeedPages = 20;
constexpr std::size_t kMaxTombstones = 50;
constexpr std::size_t kMaxTitleBytes = 500;
constexpr std::size_t kMaxSummaryBytes = 800;
constexpr std::size_t kMaxCategories = 50;

struct Entry {
    edition::CableRow row;
    Instant updated; // date of its last version
    std::vector<std::string> tags;
    std::string beginning; // of its summary, or else of its text
};

struct Feed {
    std::string title;     // without the archive's name
    std::string path;      // of the feed's first page, with its query, percent-encoded
    std::string page_path; // of the page that shows the same
    std::uint32_t page = 1;
    std::uint32_t pages = 1;
    std::vector<Entry> entries = {};
    std::vector<edition::Version> tombstones = {}; // of withdrawn cables
    Instant updated_if_empty = {};
};

// Title and categories from `row` and the view, the date from its versions. IoError, JsonError.
Entry entry_of(edition::Reader& reader, const edition::CableRow& row);

std::string atom(const Feed& feed, const edition::Settings& settings,
                 view::Delivery delivery = view::Delivery::Served);

// Of articles, with tombstones of those that went. The id of an entry is made of the name in its address.
struct ArticlesFeed {
    std::uint32_t page = 1;
    std::uint32_t pages = 1;
    std::vector<edition::ArticleRow> rows = {};
    std::vector<edition::GoneArticle> gone = {};
    Instant updated_if_empty = {};
};
std::string atom(const ArticlesFeed& feed, const edition::Settings& settings,
                 view::Delivery delivery = view::Delivery::Served);

// "urn:uuid:...": SHA-256 of the reference id as a UUID of version 8 (RFC 9562, 5.8).
std::string entry_id(std::string_view reference);

// The address of a page: "?page=2" or "&page=2" behind the path; the first has none.
std::string page_address(std::string_view path, std::uint32_t page);

// "2" to "20"; 1 for anything else.
std::uint32_t page_number(std::string_view text);

constexpr std::string_view kAtomType = "application/atom+xml; charset=utf-8";

} // namespace chancery::feed
