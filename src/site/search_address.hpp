#pragma once
// The state of the search page, which is all in its address: /search?q=visas&tag=CVIS&sort=newest
//
//   SearchAddress address = SearchAddress::from(request.query);
//   address.fields()                              the same in one order, defaults left out
//   address.toggled(Facet::Tag, "PHUM").text()    "q=visas&tag=CVIS&tag=PHUM&sort=newest"
//
// What is not known, too much or out of bounds is left out: the number of addresses that one page
// leads to is bounded. Values; pure.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.hpp"
#include "index/search_reader.hpp"

namespace chancery::site {

constexpr std::size_t kMaxChosen = 20; // values of one facet
constexpr std::uint64_t kMaxPage = 1'000'000;
constexpr std::array<std::uint64_t, 3> kPageSizes = {10, 20, 50};

enum class Order : std::uint8_t { Relevance, Newest, Oldest, Released, Id };
struct OrderName {
    Order order;
    std::string_view name; // in the address
    std::string_view text; // on the page
};
inline constexpr std::array kOrders = {OrderName{Order::Relevance, "relevance", "Relevance"},
                                       OrderName{Order::Newest, "newest", "Newest"},
                                       OrderName{Order::Oldest, "oldest", "Oldest"},
                                       OrderName{Order::Released, "released", "Latest release"},
                                       OrderName{Order::Id, "id", "Reference id"}};

// Names of the facets in the address, by number; their titles on the page.
inline constexpr std::array<std::string_view, index::kFacets> kFacetNames = {
    "origin", "country", "tag", "class", "caption", "mark"};
inline constexpr std::array<std::string_view, index::kFacets> kFacetTitles = {
    "Origin", "Country", "Tag", "Classification", "Caption", "Portion mark"};

struct SearchAddress {
    std::string query;
    std::array<std::vector<std::string>, index::kFacets> chosen;
    std::string created; // 2008, 2008-02, none
    Order order = Order::Relevance;
    std::uint64_t size = kPageSizes[1];
    std::uint64_t page = 1;
    std::string after; // of downloads: the reference id behind which the list goes on

    static SearchAddress from(const http::Fields& fields);
    http::Fields fields() const;
    std::string text() const; // of fields(), percent-encoded

    bool asks() const; // for anything at all
    // Each is the first page of another list.
    SearchAddress toggled(index::Facet facet, const std::string& value) const;
    SearchAddress with_created(std::string period) const;
    SearchAddress with_order(Order order) const;
    SearchAddress with_size(std::uint64_t size) const;
    SearchAddress with_query(std::string query) const; // and no filters
    SearchAddress without_filters() const;
    SearchAddress at_page(std::uint64_t page) const;

    index::SearchForm form() const;
};

// "/search?q=..", or "/search" for an address that asks for nothing.
std::string search_link(const SearchAddress& address, std::string_view path = "/search");

// A name or value of a query: all but letters, digits and -._~ as %XX, a blank as +.
std::string form_encode(std::string_view text);

} // namespace chancery::site
