#pragma once
// A page of a listing: up to fifty cables that share an origin, a tag, a classification, a month or
// a day of release.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "edition/reader.hpp"
#include "view/page.hpp"

namespace chancery::view {

struct ListingPage {
    const edition::FacetValue& value;
    std::uint32_t page = 0; // from 0, as in the address; readers see it counted from 1
    const std::vector<edition::CableRow>& rows;
    // Of a misprinted tag: those that were probably meant and are in the edition.
    std::vector<edition::FacetValue> meant = {};
};

std::string listing_page(const Frame& frame, const ListingPage& model);

// The rows as a table that becomes a list of cards on a phone; shared with the home page and with
// suggestions.
Html cable_table(const std::vector<edition::CableRow>& rows, std::string_view caption);

// Links to the pages of a series: first, last, and what is near. Nothing where there is only one.
struct Pages {
    std::uint32_t page = 0; // from 0
    std::uint32_t pages = 1;
    std::function<std::string(std::uint32_t)> path;

    std::string previous() const { return page > 0 ? path(page - 1) : std::string(); }
    std::string next() const { return page + 1 < pages ? path(page + 1) : std::string(); }
};
Html pager(const Pages& pages);
// "120 cables, page 2 of 3"
Html count_line(std::uint32_t count, const Pages& pages);

// The place of a facet in the navigation.
Section section_of(edition::Facet facet);
// "Embassy Guatemala", "February 2008", "Released on 26 August 2011".
std::string heading_of(const edition::FacetValue& value);

} // namespace chancery::view
