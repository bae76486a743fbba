#pragma once
// The help pages: how cables are built, what their vocabulary means, how to cite them. The prose is
// in assets/help_*.html; lists of meanings come from reference_data(), so they say what the cable
// pages say.
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "view/page.hpp"

namespace chancery::view {

struct HelpTopic {
    std::string_view name;  // structure: of /help/structure.html
    std::string_view title; // The structure of a cable
    std::string_view summary;
};

std::span<const HelpTopic> help_topics();
std::string help_path(const HelpTopic& topic);

std::string help_index_page(const Frame& frame);
// Nothing for a topic that there is not.
std::optional<std::string> help_page(const Frame& frame, std::string_view name);

} // namespace chancery::view
