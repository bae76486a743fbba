#pragma once
// The first page: what this is, how much of it there is, and what is new.
#include <cstdint>
#include <string>
#include <vector>

#include "edition/reader.hpp"
#include "view/page.hpp"

namespace chancery::view {

struct HomePage {
    std::uint32_t cable_count = 0;
    const std::vector<edition::FacetValue>& origins;
    const std::vector<edition::FacetValue>& tags;
    const std::vector<edition::FacetValue>& classifications;
    const std::vector<edition::FacetValue>& months;
    const std::vector<edition::FacetValue>& release_days; // newest first
    const std::vector<edition::CableRow>& latest;
    std::vector<edition::ArticleRow> articles = {}; // the latest
};

std::string home_page(const Frame& frame, const HomePage& model);

// A span of years as a bar of the histogram: a year, or a decade where there are too many years.
struct YearBar {
    std::string name; // 2008; 1980s
    std::string year; // the latest year with cables in it: where its link leads
    std::uint64_t count = 0;
    bool operator==(const YearBar&) const = default;
};
std::vector<YearBar> year_bars(const std::vector<edition::FacetValue>& months);

} // namespace chancery::view
