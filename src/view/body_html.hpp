#pragma once
// The text of a cable as HTML: paragraphs with anchors and permalinks, headings, tags and
// references as links, repairs marked, terms linked to their meaning.
//
//   const Body body = body_html(cable, links);       // repaired, prose set anew by the browser
//   body.terms[0]                                    // its first use links to #t1
//   body.repairs[0]                                  // its mark is #r1
//   const Html sent = body_as_sent_html(cable);      // every byte as it was sent
//   body_html(cable, links, marks).marked            // how many of these words are in <mark>
//
// The text stands in the source as it was sent, line by line; only trailing blanks go, and the line
// end behind an open hyphen. Places that do not fit the body are ignored. Any thread; n log n in
// the number of places, linear in the text.
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "cable/cable.hpp"
#include "view/html.hpp"
#include "view/terms.hpp"

namespace chancery::view {

// Where the links inside a cable lead. Lists run parallel to those of the cable; empty: no such
// page in the edition.
struct CableLinks {
    std::vector<std::string> tags;       // to Cable::tags
    std::vector<std::string> references; // to Cable::references
    std::string origin;
    std::string classification;
    std::string month;
    std::string release_day;
};

struct Body {
    Html html;
    std::vector<UsedTerm> terms;
    std::vector<const Repair*> repairs; // those that have a mark, in order; of the cable
    std::size_t marked = 0;             // of the places to be marked, those that are in the text
};

// Places to be marked are in the repaired reading (cable/reading.hpp), and begin and end between
// characters. A word that is partly in a link, or in two lines, has a <mark> for each part.
Body body_html(const Cable& cable, const CableLinks& links, std::span<const Span> marks = {});
Html body_as_sent_html(const Cable& cable);

} // namespace chancery::view
