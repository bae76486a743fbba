#pragma once
// The links of our own pages: what a page leads to, and the page with links between files.
//
//   link_between("cable/2008/02/08LINDEN5.html", "tag/PHUM_0.html")   ../../../tag/PHUM_0.html
//
// Our pages and feeds write every attribute in double quotes and a double quote in text as &quot;, so
// ` href="/` is always markup. Pure; any thread; linear in the page.
#include <string>
#include <string_view>
#include <vector>

namespace chancery::exporter {

std::string link_between(std::string_view from_file, std::string_view to_file);

// The page as it stands in a copy: each address of ours in href, src, action and scheme names a file,
// relative to `file`. An attribute whose address has no file (file_name.hpp) is left out; views make
// no such links (view::Delivery::Copied).
std::string with_relative_links(std::string_view page, std::string_view file);

// Every address of ours on the page that has a file, without #, in order, as often as it is there.
std::vector<std::string> addresses_in(std::string_view page);

} // namespace chancery::exporter
