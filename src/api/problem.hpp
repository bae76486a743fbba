#pragma once
// Why there is no answer, as JSON (RFC 9457): every answer of the API over 399.
//
//   return problem("cable", "there is no cable 08LINDEM242", [&](JsonWriter& json) { ... });
//
//   {"type":"/api/#problem-cable","title":"No such cable","status":404,"detail":"...", ...}
//
// The page about the API explains each type. Problems are never stored by caches, and may be read by
// scripts of any site.
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "api/parameters.hpp"
#include "http/response.hpp"

namespace chancery {
class JsonWriter;
}

namespace chancery::api {

struct ProblemKind {
    std::string_view name;
    int status;
    std::string_view title;
    std::string_view meaning;
};
std::span<const ProblemKind> problem_kinds();

// `more` writes members that this kind has beyond the four that all have.
http::Response problem(std::string_view kind, std::string_view detail,
                       const std::function<void(JsonWriter&)>& more = {});
http::Response wrong_parameters(const std::vector<Wrong>& wrong);
// Of what a server refuses by itself: 405, 500, 503.
http::Response refusal(int status);

} // namespace chancery::api
