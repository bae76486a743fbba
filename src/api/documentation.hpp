#pragma once
// What the page about the API shows (view/api_page.hpp): the tables that the API goes by, with examples
// from this edition.
#include "edition/reader.hpp"
#include "view/api_page.hpp"

namespace chancery::api {

view::ApiPage documentation(edition::Reader& reader);

} // namespace chancery::api
