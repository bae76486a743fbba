#include "view/error_page.hpp"

#include <algorithm>
#include <array>

#include "view/explain.hpp"
#include "view/listing_page.hpp"
#include "view/path.hpp"
#include "view/version_page.hpp"

namespace chancery::view {

namespace {

struct Words {
    int status;
    std::string_view title;
    std::string_view text;
};
constexpr std::array kWords = {
    Words{400, "Request not understood",
          "The address is malformed. It may have been cut or changed on its way to you."},
    Words{404, "No such page",
          "There is nothing at this address. The cable may not be released, or the address may be "
          "misspelt."},
    Words{410, "Withdrawn", "What stood here has been withdrawn."},
    Words{500, "Something failed here", "The fault is ours, not yours. Please try again later."},
    Words{503, "Too busy",
          "There are more requests than can be answered now. Please try again in a moment."}};

const Words& words_for(int status)
{
    const auto found = std::find_if(kWords.begin(), kWords.end(),
                                    [&](const Words& words) { return words.status == status; });
    return found != kWords.end() ? *found : kWords[3];
}

Html heading(const ErrorPage& model)
{
    const Words& words = words_for(model.status);
    Html out;
    if (model.withdrawn) {
        out.add({tombstone(*model.withdrawn)});
    } else if (model.article_gone) {
        out.add(
            {"<h1>This article is not here any more</h1>\n<p class=\"lead\">It was taken out on ",
             day_words(format_day(*model.article_gone)), ".</p>\n"});
    } else if (model.ghost) {
        out.add({"<h1>", model.ghost->id, " is not in this archive</h1>\n<p class=\"lead\">",
                 "That there is such a cable is known from those here that refer to it. It may be "
                 "released later.</p>\n"});
    } else {
        out.add({"<h1>", words.title, "</h1>\n<p class=\"lead\">", words.text, "</p>\n"});
    }
    return out;
}

Html citers(const Ghost& ghost)
{
    Html out;
    out.add({"<h2>", plural(ghost.count, "cable refers", "cables refer"), " to it</h2>\n",
             cable_table(ghost.cited_by, "Cables that refer to " + ghost.id), "<p><a href=\"",
             cited_path(ghost.id, 0), "\">The list of cables that refer to ", ghost.id,
             "</a></p>\n"});
    if (const std::string path = missing_path_of(ghost.id); !path.empty()) {
        out.add(
            {"<p><a href=\"", path, "\">What else is missing of the same post and year</a></p>\n"});
    }
    return out;
}

} // namespace

std::string error_page(const Frame& frame, const ErrorPage& model)
{
    const Words& words = words_for(model.status);
    Html content;
    content.add({heading(model)});
    if (model.ghost) {
        content.add({citers(*model.ghost)});
    }
    if (!model.suggestions.empty()) {
        content.add({"<h2>Did you mean</h2>\n",
                     cable_table(model.suggestions, "Cables with a similar id")});
    }
    if (model.facet) {
        content.add({"<p><a href=\"", index_path(*model.facet),
                     "\">Look through the whole list</a></p>\n"});
    }
    content.add({"<p><a href=\"/\">To the first page</a>, or browse by <a "
                 "href=\"/origin/\">origin</a>, <a href=\"/date/\">date</a>, ",
                 "<a href=\"/tag/\">tag</a>.</p>\n"});
    return whole_page(frame, {.title = model.withdrawn ? model.withdrawn->id + " was withdrawn"
                                       : model.ghost   ? model.ghost->id + " is not in this archive"
                                                       : std::string(words.title),
                              .content = std::move(content),
                              .for_robots = false});
}

} // namespace chancery::view
