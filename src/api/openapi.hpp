#pragma once
// The description of the API for programs: OpenAPI 3.1, made from the table that routes the requests
// (operations.hpp), the table of parameters and the table of schemas.
//
//   openapi(settings)      one JSON document; the same settings give the same bytes
#include <string>

#include "edition/settings.hpp"

namespace chancery::api {

std::string openapi(const edition::Settings& settings);

} // namespace chancery::api
