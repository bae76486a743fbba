#pragma once
// What a reader sees when there is no such page, or no page now.
#include <optional>
#include <string>
#include <vector>

#include "edition/reader.hpp"
#include "view/page.hpp"

namespace chancery::view {

struct ErrorPage {
    int status = 404;                                // 400, 404, 410, 500, 503
    std::vector<edition::CableRow> suggestions = {}; // cables that may have been meant
    std::optional<edition::Facet> facet = {};        // where to look instead
};

std::string error_page(const Frame& frame, const ErrorPage& model);

} // namespace chancery::view
