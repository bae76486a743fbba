#pragma once
// How to cite a cable: the box on its page, the page with a citation for each paragraph, and what a
// cable's page says to a reader who comes by a quotation.
//
//   cite_page(frame, {cable, "/cable/2008/02/08LINDEN242.html"})      /cite/08LINDEN242.html
//   frame.quote = "par4-1a2b3c4d";  quote_note(frame, cable)           "still reads as it was quoted"
//
// The citations themselves are made by cite/. Weight of the box: two texts of some 250 bytes, and 500
// more; a page lists kMaxCitedParagraphs and says how many it leaves out. Any thread.
#include <cstddef>
#include <string>
#include <string_view>

#include "cable/cable.hpp"
#include "view/html.hpp"
#include "view/page.hpp"

namespace chancery::view {

constexpr std::size_t kMaxCitedParagraphs = 500;

struct CitePage {
    const Cable& cable;
    std::string cable_path; // of the cable's page
};

std::string cite_page(const Frame& frame, const CitePage& model);
std::string cite_path(std::string_view id); // /cite/08LINDEN242.html

// For the cable's page, whose path is the frame's.
Html cite_box(const Frame& frame, const Cable& cable);
// Whether the paragraph of frame.quote still reads so; empty where nothing is quoted. It stays in
// sight, since the address leads on to the paragraph.
Html quote_note(const Frame& frame, const Cable& cable);

} // namespace chancery::view
