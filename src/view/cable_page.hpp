#pragma once
// The page of one cable: what it is, its header, its text, what the words on it mean, what it refers
// to and what refers to it.
//
//   CablePage model{.cable = cable, .links = ..., .previous = ..., .next = ...};
//   std::string page = cable_page(frame, model);          // frame.view == "sent": the text exactly
//   as it was sent
//
// Weight: at most 1.3 times the cable's text, and kCableShellBytes; marks come on top, each with 13
// bytes. Any thread.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cable/cable.hpp"
#include "edition/reader.hpp"
#include "view/article_page.hpp"
#include "view/body_html.hpp"
#include "view/header_html.hpp"
#include "view/page.hpp"

namespace chancery::view {

// What a page may weigh beside its text: navigation, the five facts, explanations, without the lists
// of references, which are a line each; and 2,300 bytes for its citations and for what its head says
// to programs (650 of them go over the line, since it says the same many times).
constexpr std::size_t kCableShellBytes = 8300;

// What is known here of a cable that this one refers to.
struct Referred {
    std::optional<edition::CableRow> cable; // nothing: a ghost, or no cable at all
    std::uint32_t citers = 0;               // of a ghost: how many cables here refer to it
};

struct CitedBy {
    std::uint32_t count = 0;
    std::vector<edition::CableRow> first = {};
};

// The words that a query finds, on a page that was reached from its list.
struct Marks {
    std::string query;        // as typed
    std::vector<Span> header; // rising, none inside another
    std::vector<Span> body;   // in the repaired reading (cable/reading.hpp)
};

struct CablePage {
    const Cable& cable;
    CableLinks links;
    OriginPath origin_path;                    // of addressees
    std::optional<edition::CableRow> previous; // of the same origin
    std::optional<edition::CableRow> next;
    std::vector<Referred> refers_to = {}; // parallel to Cable::references; may be shorter
    CitedBy cited_by = {};
    Marks marks = {}; // not in the text as sent
    std::vector<edition::Version> versions = {};
    CitingArticles articles = {};
};

std::string cable_page(const Frame& frame, const CablePage& model);

// The cable as plain text: its header, an empty line, its body; both as sent.
std::string cable_text(const Cable& cable);

} // namespace chancery::view
