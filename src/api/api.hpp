#pragma once
// The API for programs, /api/v1/...: from an address to JSON, JSON lines or CSV (docs/api.md). The
// table of operations.hpp says what there is.
//
//   if (is_api_path(path)) return answer(search, path, query);
//
// Every answer may be read by scripts of any site. A page of a list has at most 200 items, and a search
// has the budget that all searches have. A whole list is a stream: rows are read as the reader takes
// them, in constant memory, by at most kMaxStreams readers at a time; the next gets 503 with
// Retry-After, so that those who copy the archive do not keep the others waiting. There are no limits
// for each reader: behind a proxy or an onion service all readers have one address, and none is ever
// kept.
//
// IoError and JsonError for a damaged edition. Any thread with a SearchReader of its own.
#include <cstddef>
#include <string_view>

#include "http/request.hpp"
#include "http/response.hpp"
#include "index/search_reader.hpp"

namespace chancery::api {

constexpr std::size_t kMaxStreams = 32;

bool is_api_path(std::string_view path);

http::Response answer(index::SearchReader& search, std::string_view path,
                      const http::Fields& query);

// What a script of another site asks first: 204, and what it may do.
http::Response preflight();

} // namespace chancery::api
