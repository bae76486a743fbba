#pragma once
// The OpenSearch 1.1 description of the site's search: with it a browser searches here from its
// address bar, and a program knows how to ask. Any thread.
#include <string>
#include <string_view>

#include "edition/settings.hpp"

namespace chancery::feed {

// The settings must have base_url: a description needs whole addresses.
std::string open_search_description(const edition::Settings& settings);

constexpr std::string_view kOpenSearchType = "application/opensearchdescription+xml; charset=utf-8";

} // namespace chancery::feed
