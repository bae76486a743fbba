#pragma once
// The page of one cable: what it is, its header, its text, and what the words on it mean.
//
//   CablePage model{.cable = cable, .links = ..., .previous = ..., .next = ...};
//   std::string page = cable_page(frame, model);          // frame.view == "sent": the text exactly
//   as it was sent
//
// Weight: at most 1.3 times the cable's text, and kCableShellBytes. Any thread.
#include <cstddef>
#include <optional>
#include <string>

#include "cable/cable.hpp"
#include "edition/reader.hpp"
#include "view/body_html.hpp"
#include "view/header_html.hpp"
#include "view/page.hpp"

namespace chancery::view {

// What a page may weigh beside its text: navigation, the five facts, explanations, ways to cite it.
constexpr std::size_t kCableShellBytes = 5500;

struct CablePage {
    const Cable& cable;
    CableLinks links;
    OriginPath origin_path;                    // of addressees
    std::optional<edition::CableRow> previous; // of the same origin
    std::optional<edition::CableRow> next;
};

std::string cable_page(const Frame& frame, const CablePage& model);

// The cable as plain text: its header, an empty line, its body; both as sent.
std::string cable_text(const Cable& cable);

} // namespace chancery::view
