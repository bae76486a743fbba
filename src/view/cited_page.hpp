#pragma once
// The cables that refer to one, whether it is in the edition or a ghost.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "edition/reader.hpp"
#include "view/page.hpp"

namespace chancery::view {

struct CitedPage {
    std::string id;                         // by which the graph knows it
    std::optional<edition::CableRow> cable; // nothing: a ghost
    std::uint32_t count = 0;                // cables that refer to it
    std::uint32_t page = 0;                 // from 0
    const std::vector<edition::CableRow>& rows;
    std::optional<edition::Version> withdrawn = {}; // the last of a ghost that was here
};

std::string cited_page(const Frame& frame, const CitedPage& model);

} // namespace chancery::view
