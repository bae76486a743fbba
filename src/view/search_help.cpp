#include "view/search_help.hpp"

#include "view/search_page.hpp"

namespace chancery::view {

namespace {

Html rules()
{
    Html out;
    out.add(
        {"<p class=\"lead\">Type words: a cable is found when it has all of them, in any of their ",
         "forms, in its subject, header or text. Everything else is for asking more exactly.</p>\n",
         "<ul>\n<li>A query never fails. The page says in a sentence how it was read, and what of ",
         "it could not be read and was searched as words.</li>\n",
         "<li>Case and accents make no difference, but for <code>AND</code>, <code>OR</code>, ",
         "<code>NOT</code> and <code>NEAR</code>, which are written in capitals.</li>\n",
         "<li>Numbers of cables are exact, also those beside filters and years; where they are ",
         "not, the page says so.</li>\n",
         "<li>Phrases, and words near each other, stand in one paragraph, heading, subject or line "
         "of ",
         "addressees. A distance is from the first word to the last, those of a phrase with "
         "it.</li>\n",
         "<li>An address holds all there is to a search: keep it, send it, cite it. With ",
         "<code>@</code> and a day cables that are released later stay out of it; those that are ",
         "corrected or withdrawn later are as they are then.</li>\n",
         "<li>All parts below can be put together.</li>\n</ul>\n"});
    return out;
}

std::string group_id(std::size_t number)
{
    return "g" + std::to_string(number + 1);
}

Html contents(const std::vector<QueryGroup>& groups)
{
    Html out;
    out.add({"<nav class=\"letters\" aria-label=\"On this page\">\n"});
    for (std::size_t i = 0; i < groups.size(); ++i) {
        out.add({"<a href=\"#", group_id(i), "\">", groups[i].title, "</a>\n"});
    }
    out.add({"</nav>\n"});
    return out;
}

} // namespace

Html query_examples(const std::vector<QueryExample>& examples)
{
    Html out;
    out.add({"<table class=\"queries\">\n<thead><tr><th scope=\"col\">Query</th><th "
             "scope=\"col\">Finds</th></tr></thead>\n<tbody>\n"});
    for (const QueryExample& example : examples) {
        out.add({"<tr><th scope=\"row\"><a href=\"", search_address(example.query),
                 "\" rel=\"nofollow\"><code>", example.query, "</code></a></th><td>",
                 example.sentence, "</td></tr>\n"});
    }
    out.add({"</tbody>\n</table>\n"});
    return out;
}

std::string search_help_page(const Frame& frame, const std::vector<QueryGroup>& groups)
{
    Html content;
    content.add(
        {"<div class=\"prose\">\n<h1>How to search</h1>\n", rules(), "</div>\n", contents(groups)});
    for (std::size_t i = 0; i < groups.size(); ++i) {
        content.add({"<h2 id=\"", group_id(i), "\">", groups[i].title, "</h2>\n",
                     query_examples(groups[i].examples)});
    }
    return whole_page(
        frame, {.title = "How to search", .section = Section::Help, .content = std::move(content)});
}

} // namespace chancery::view
