#include "view/error_page.hpp"

#include <algorithm>
#include <array>

#include "view/listing_page.hpp"
#include "view/path.hpp"

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

} // namespace

std::string error_page(const Frame& frame, const ErrorPage& model)
{
    const Words& words = words_for(model.status);
    Html content;
    content.add({"<h1>", words.title, "</h1>\n<p class=\"lead\">", words.text, "</p>\n"});
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
    return whole_page(
        frame,
        {.title = std::string(words.title), .content = std::move(content), .for_robots = false});
}

} // namespace chancery::view
