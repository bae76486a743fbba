#pragma once
// The header of a cable: kept line by line, with what is understood of it beside.
//
//   header_html(cable, origin_path)    the lines; addressees that are posts of the edition link to
//   their listing
//   header_html(cable, origin_path, marks)   and words at these places in <mark>
//   header_notes(cable)                what the lines mean, as rows of a <dl>; empty where nothing
//   is known
//
// Linear in the header. Any thread.
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "cable/cable.hpp"
#include "view/html.hpp"

namespace chancery::view {

// From the archive's name of an origin ("Embassy Mexico") to the address of its listing; empty:
// there is none.
using OriginPath = std::function<std::string(std::string_view)>;

// Marks rise and do not overlap. A word that is partly in a link, or in two lines, has a <mark> for
// each part.
Html header_html(const Cable& cable, const OriginPath& origin_path,
                 std::span<const Span> marks = {});
Html header_notes(const Cable& cable);

} // namespace chancery::view
