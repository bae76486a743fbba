#pragma once
// A made cable in the forms in which cables arrive (format 0).
//
//   as_text         raw telegram, header and body follow each other with no separator. A share (SynthCable::latin1) is
//                   ISO 8859-1 with CRLF, an empty line first and a paragraph sign before each anchored number, as the
//                   raw cables have it; the others UTF-8 with LF.
//   as_page_2010/2011  a page of the archive's layouts: heading, table of class 'cable', two <code><pre> blocks in which
//                   &#x000A; ends a line, links of the TAGS line, anchors. The 2010 layout repeats the hour as minutes.
//   as_csv_row      a row of the dump: record number, created as M/D/YYYY H:MM, id, origin, classification, references
//                   between |, header, body. Each field in ", line ends inside kept, " and \ behind a \; ends in LF.
//
// Text inside <pre> is not escaped, as on the site; made text has no '<'.
#include <string>
#include <string_view>

#include "synth/generator.hpp"

namespace chancery::synth {

std::string as_text(const SynthCable& cable);
std::string as_page_2010(const SynthCable& cable);
std::string as_page_2011(const SynthCable& cable);
std::string as_csv_row(const SynthCable& cable);

// The site's rule (format 5): a paragraph sign before every match of ^[ \t]*(\d+|[A-Z])\. with a blank behind. Returns the
// name of the anchor ("1", "B") or nothing.
std::string_view anchor_of(std::string_view line);

// "2008/02/08GUATEMALA242", from created and id
std::string path_of(const SynthCable& cable);

} // namespace chancery::synth
