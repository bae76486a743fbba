#pragma once
// What a reader sees when there is no such page, or no page now.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "edition/reader.hpp"
#include "view/page.hpp"

namespace chancery::view {

// A cable that is not here, and those here that refer to it.
struct Ghost {
    std::string id;
    std::uint32_t count = 0;
    std::vector<edition::CableRow> cited_by = {}; // the first of them
};

struct ErrorPage {
    int status = 404;                                // 400, 404, 410, 500, 503
    std::vector<edition::CableRow> suggestions = {}; // cables that may have been meant
    std::optional<edition::Facet> facet = {};        // where to look instead
    std::optional<Ghost> ghost = {};                 // what was asked for
    std::optional<edition::Version> withdrawn = {};  // likewise, with status 410
    std::optional<Instant> article_gone = {}; // when an article was taken out; with status 410
};

std::string error_page(const Frame& frame, const ErrorPage& model);

} // namespace chancery::view
