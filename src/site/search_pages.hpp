#pragma once
// What the addresses of search answer: the page, the whole list as CSV or JSON lines, suggestions.
//
//   const view::SearchModel model = search_model(search, address, settings);
//
// Any edition; one thread for each SearchReader.
#include <memory>
#include <string>

#include "http/response.hpp"
#include "index/search_reader.hpp"
#include "site/search_address.hpp"
#include "view/search_page.hpp"

namespace chancery::site {

view::SearchModel search_model(index::SearchReader& search, const SearchAddress& address);

// {"ids":[..],"tags":[..],"origins":[..],"words":[..]}, at most six of each.
std::string suggestions_json(index::SearchReader& search, std::string_view begun);

enum class ListFormat : std::uint8_t { Csv, JsonLines };
// The whole list, however long, or what is behind address.after in it: rows are read as the reader
// takes them. Nothing if that cable is not in the list.
std::shared_ptr<http::Stream> list_stream(index::SearchReader& search, const SearchAddress& address,
                                          ListFormat format);

std::vector<view::QueryGroup> query_groups(); // for the help page

} // namespace chancery::site
