#include "view/cited_page.hpp"

#include "view/listing_page.hpp"
#include "view/path.hpp"
#include "view/version_page.hpp"

namespace chancery::view {

namespace {

Html lead(const CitedPage& model)
{
    Html out;
    out.add({"<p class=\"lead\">"});
    if (model.cable) {
        out.add({"<a href=\"", cable_path(model.cable->id, model.cable->created), ".html\">",
                 model.cable->id, "</a> ", model.cable->subject});
    } else if (model.withdrawn) {
        out.add({"<a href=\"", tombstone_path(model.withdrawn->id), "\">", model.withdrawn->id,
                 "</a> is not in this archive any more: ", what_happened(*model.withdrawn), "."});
    } else {
        out.add({model.id,
                 " is not in this archive. That there is such a cable is known from those "
                 "that refer to it."});
        if (const std::string path = missing_path_of(model.id); !path.empty()) {
            out.add({" <a href=\"", path, "\">What else is missing</a>"});
        }
    }
    out.add({"</p>\n"});
    return out;
}

} // namespace

std::string cited_page(const Frame& frame, const CitedPage& model)
{
    const std::string title = "Cables that refer to " + (model.cable ? model.cable->id : model.id);
    const Pages pages{model.page, (model.count + edition::kRowsPerPage - 1) / edition::kRowsPerPage,
                      [&](std::uint32_t page) { return cited_path(model.id, page); }};
    Html content;
    content.add({"<h1>", title, "</h1>\n", lead(model), count_line(model.count, pages),
                 cable_table(model.rows, title), pager(pages)});
    const std::string number = model.page == 0 ? "" : ", page " + std::to_string(model.page + 1);
    return whole_page(frame, {.title = title + number,
                              .content = std::move(content),
                              .previous = pages.previous(),
                              .next = pages.next(),
                              .feed = cited_feed_path(model.id)});
}

} // namespace chancery::view
