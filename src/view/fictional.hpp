#pragma once
// For tests: a cable that nobody sent, with everything on it that a page can show, and listings to
// go with it.
#include <string>
#include <vector>

#include "cable/cable.hpp"
#include "edition/reader.hpp"
#include "edition/settings.hpp"
#include "view/body_html.hpp"

namespace chancery::view::testing {

// 08LINDEN242: head, tags, references, four paragraphs, a heading, a table, a list, three repairs.
Cable fictional_cable();
CableLinks links_of(const Cable& cable);
edition::Settings settings();
edition::CableRow row(const std::string& id, const std::string& subject);

// Every text of the cable is `text`; places stay within it.
Cable cable_of(const std::string& text);

} // namespace chancery::view::testing
