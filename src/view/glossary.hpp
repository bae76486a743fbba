#pragma once
// What the words and short forms of cables mean, as lists for the help pages: what is known is in
// reference/*.csv, so the lists say what the cable pages say.
//
//   /help/glossary.html       captions, levels, marks, precedence, reasons, kinds of tags
//   /help/glossary-g.html     acronyms with G
//   /help/glossary-all.html   all of them, for the browser's own search
//
// A guess is shown as one ("perhaps"); what is not known is not there. Any thread.
#include <optional>
#include <string>
#include <string_view>

#include "view/html.hpp"

namespace chancery::view {

Html classification_lists(); // reasons, orders, exemptions
Html caption_lists();        // levels, portion marks, captions
Html precedence_list();

// All of the above and more, each with an id to link to.
Html glossary_lists();

struct GlossaryPage {
    std::string title;
    Html content;
};
// "a" to "z" and "all"; nothing for other names and for letters without acronyms.
std::optional<GlossaryPage> acronym_page(std::string_view name);

} // namespace chancery::view
