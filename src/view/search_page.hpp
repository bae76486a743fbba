#pragma once
// The page that answers a query: /search?q=...
//
//   SearchModel model{.query = "traffick* minors", .reading = "cables with ...", .total = 1234, ...};
//   std::string page = search_page({.settings = &settings, .path = "/search"}, model);
//
// All there is on the page is a value of the model, and every address on it but those of our own
// forms is given: the page knows nothing of how queries are read or where cables are kept. An
// address is percent-encoded, starts with a slash and is without ?theme=; texts are any UTF-8 and
// as long as they like, in any direction of writing. What is empty or zero is not shown. The
// model's maker keeps lists short (kMaxTimeBars; some dozens of values in a facet; at most 50 hits).
//
// A page with a query in its address is not for crawlers, and neither are the links that narrow,
// order and turn it: the addresses that they make have no end. Pure; linear; any thread.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "view/page.hpp"
#include "view/search_help.hpp"

namespace chancery::view {

// As many bars as stand side by side in a narrow window; group early years by decade beyond.
constexpr std::size_t kMaxTimeBars = 24;

struct SearchLink {
    std::string text;
    std::string link;
};

// "Did you mean <trafficking>?": lead, text that is a link, what follows.
struct SearchSuggestion {
    std::string lead; // Did you mean
    std::string text; // trafficking
    std::string link;
    std::string rest = {}; // ?   (and 1,234 cables, or what a tag means)
};

// One of several ways to order the list, or to cut it into pages.
struct SearchChoice {
    std::string text;
    std::string link;
    bool chosen = false;
};

struct SearchText {
    std::string text;
    bool marked = false; // a match
};
using SearchTexts = std::vector<SearchText>; // one after the other, without anything between

struct SearchExcerpt {
    std::string anchor = {}; // par4, shown as a paragraph sign; empty: in no paragraph
    std::string place = {};  // what is shown where there is no anchor: "Header"; may be empty too
    std::string mark = {};   // portion mark without brackets: S/NF
    SearchTexts pieces = {}; // with an ellipsis where something was cut off
    std::string link = {};   // to the paragraph, with what is needed to mark the words there
};

struct SearchHit {
    std::string id = {};
    SearchTexts title = {}; // empty: "(no subject)"
    std::optional<Instant> created = {};
    std::optional<Instant> released = {}; // shown where given, as in a list ordered by release
    std::string classification = {};      // label
    std::string origin = {};
    std::string link = {}; // to the cable's page
    std::vector<SearchExcerpt> excerpts = {};
    std::uint64_t more = 0; // other paragraphs that match
};

struct SearchValue {
    std::string label;
    std::string meaning = {}; // "Human rights"
    std::uint64_t count = 0;
    bool chosen = false;
    std::string link = {}; // the same list with this value chosen, or not any more
};

// In the order in which they are shown; the first few and those chosen, the others folded.
struct SearchFacet {
    std::string title; // Origin
    std::vector<SearchValue> values = {};
    std::uint64_t left_out = 0; // values that are not in the list
};

// A filter that is in force, and the way without it.
struct SearchFilter {
    std::string title; // Tag
    std::string label; // PHUM
    std::string link;
};

// A year, or a month of the year that is chosen; empty ones between others are given too.
struct SearchBar {
    std::string name;      // 2008, 1960s, Feb
    std::string full_name; // 2008, 1960s, February 2008
    std::uint64_t count = 0;
    std::string link = {};
    bool chosen = false;
};

struct SearchTimes {
    std::string title = {}; // Cables by year; Months of 2008
    std::vector<SearchBar> bars = {};
    std::uint64_t undated = 0;
    std::string undated_link = {};
    SearchLink back = {}; // All years
};

// Addresses of the first, previous, next and last page; empty: there is none, or it is this.
struct SearchPages {
    std::uint64_t page = 1;
    std::uint64_t pages = 1;
    std::string first = {};
    std::string previous = {};
    std::string next = {};
    std::string last = {};
};

struct SearchModel {
    std::string query = {}; // as typed
    // What stands behind the question mark of this page's address, without theme; empty for
    // /search itself, which then asks for a query and shows the examples.
    std::string address_query = {};
    std::vector<FormField> kept = {}; // what the form sends with a new query: filters, order, size

    std::string reading = {};            // "cables with ...": how it was read
    std::vector<std::string> notes = {}; // sentences: what was not read as it may have been meant
    std::vector<SearchSuggestion> suggestions = {};
    std::vector<QueryExample> examples = {}; // for the page without a query

    std::uint64_t total = 0;
    bool exact = true; // false: there are at least so many, and counting all would cost too much
    std::uint64_t first_hit = 1; // the place of the first of hits in the whole list, from 1
    std::vector<SearchHit> hits = {};
    SearchPages pages = {};
    std::vector<SearchChoice> orders = {};
    std::vector<SearchChoice> sizes = {};
    std::vector<SearchLink> downloads = {}; // the whole list: CSV, JSON lines, feed

    std::vector<SearchFilter> filters = {};
    std::string no_filters = {}; // address of the list without any filter
    SearchTimes times = {};
    std::vector<SearchFacet> facets = {};
};

std::string search_page(const Frame& frame, const SearchModel& model);

// search_address("child victim") -> "/search?q=child%20victim"
std::string search_address(std::string_view query);

} // namespace chancery::view
