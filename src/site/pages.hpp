#pragma once
// From an address to an answer, on one edition: the route table's other half. Knows nothing of
// sockets or caches, so that export can walk the same pages.
//
//   index::SearchReader search(generation, index);
//   http::Response response = answer(search, {.path = "/tag/PHUM_0.html"});
//
// Never writes; the same edition and address give the same bytes. Damage in the edition is thrown
// as IoError or JsonError.
#include <string>
#include <string_view>

#include "edition/reader.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "index/search_reader.hpp"
#include "view/page.hpp"

namespace chancery::site {

struct Address {
    std::string path = "/"; // decoded
    http::Fields query;     // decoded
    view::Delivery delivery = view::Delivery::Served;
    std::string accept_datetime = {}; // RFC 7089: when the version was public that is wanted
};

// 200, 301 to the proper address of what is meant, or 404.
http::Response answer(index::SearchReader& search, const Address& address);

// A page that says that we failed; never thrown from.
http::Response failure_page(const edition::Generation& generation);

// The query as it is in the address of a page: only what the page knows, in one order, each once.
// "?view=sent&theme=dark"
std::string canonical_query(const Address& address);
// Whether the query is written so already.
bool has_canonical_query(const Address& address);

} // namespace chancery::site
