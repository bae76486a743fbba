#pragma once
// A citation as a file for programs that keep them, and as data in the head of a page.
//
//   bibtex(citation)     @techreport{cable08LINDEN242, author = {{Embassy Linden}}, ...
//   ris(citation)        TY  - RPRT ...
//   csl_json(citation)   [{"id":"08LINDEN242","type":"report","genre":"Cable", ...
//   json_ld(citation)    {"@context":"https://schema.org", ...
//
// A cable is a report in all of them (@techreport, RPRT, report): the only kind that has a number, a
// kind of its own ("Cable") and a body that gives it out in each of the three, and the one that Zotero
// makes of our pages, so that it does not matter by which door a cable comes in. A letter or a document
// would lose the number. The origin is the author, as a body that has no first name; the archive gives
// the cable out; the page's address is the URL.
//
// Whatever the cable holds, each is well-formed:
//   BibTeX   the characters that TeX takes for its own are written as commands, so braces always balance; the key has letters and digits only
//   RIS      every value is one line; lines end in CR LF and start with a tag; authors hold no comma or
//            asterisk of their own
//   JSON     RFC 8259, UTF-8; for json_ld see view::Html::from_json
// Sources: "BibTeXing" (Patashnik 1988); RIS Format Specifications (Research Information Systems 2011)
// and how Zotero reads RIS; csl-data.json of the CSL schema 1.0.2; schema.org 15. Pure; any thread.
#include <string>
#include <string_view>

#include "cite/citation.hpp"

namespace chancery::cite {

// A body's name where readers expect "Last, First" and take a name without comma apart at its blanks:
// "American Institute Taiwan, Taipei" -> "American Institute Taiwan Taipei,". RIS and Highwire tags.
std::string one_name(std::string_view name);

std::string bibtex(const Citation& citation);
std::string ris(const Citation& citation);
std::string csl_json(const Citation& citation);
std::string json_ld(const Citation& citation);

} // namespace chancery::cite
