#pragma once
// What the head of a cable's page says of it to programs: Highwire and Dublin Core meta tags, Open
// Graph, and schema.org as JSON-LD.
//
//   <meta name="citation_title" property="og:title" content="Harbour Master Counts the Boats">
//   <meta name="DC.creator" content="Embassy Linden"> ...
//   <script type="application/ld+json">{"@context":"https://schema.org", ...}</script>
//
// With these Zotero takes the page as a report, by its translator "Embedded Metadata", which reads all
// `citation_` tags and takes citation_technical_report_institution for the sign of a report. It takes
// an author's name apart at blanks unless there is a comma: so one stands behind the origin
// (cite::one_name). What DC is, its readers know without a link to purl.org: no link of ours leads
// elsewhere.
//
// The JSON-LD is a data block: its type is that of no script, so that nothing is run, and the browser
// does not ask the content security policy about it (HTML, 4.12.1.1: the type is looked at first).
// Any thread.
#include "cite/citation.hpp"
#include "view/html.hpp"

namespace chancery::view {

Html metadata(const cite::Citation& citation);

} // namespace chancery::view
