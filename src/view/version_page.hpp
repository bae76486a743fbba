#pragma once
// The versions of a cable: a list on its page, a page for each, and what stands where a cable was withdrawn.
//
//   VersionPage model{.id = "08LINDEN242", .cable_path = ..., .versions = ..., .number = 1, .text = ...};
//   std::string page = version_page(frame, model);
//
// What is told of a version is what the edition has of it: a text that is not there cannot be shown, and then
// neither can what changed from it or to it.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "edition/reader.hpp"
#include "view/html.hpp"
#include "view/page.hpp"

namespace chancery::view {

struct VersionPage {
    std::string id;
    std::string cable_path; // of the cable's page
    std::vector<edition::Version> versions;
    std::uint32_t number = 1;                 // of the one that is shown, from 1
    std::optional<std::string> text = {};     // as sent; nothing if it is not shown
    std::optional<std::string> previous = {}; // of the version before
};

std::string version_page(const Frame& frame, const VersionPage& model);

// "/cable/2008/02/08GUATEMALA242_v1.html", for the path of its page.
std::string version_path(std::string_view cable_path, std::uint32_t number);

// For the cable's page: the last first. `cable_path`: of its page.
Html version_list(const std::vector<edition::Version>& versions, const std::string& cable_path);

// "2011-09-02 withdrawn: names a child"
Html what_happened(const edition::Version& version);
// The same as the beginning of a page.
Html tombstone(const edition::Version& last);

} // namespace chancery::view
