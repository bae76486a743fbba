#include "view/listing_page.hpp"

#include <set>

#include "cable/reference_data.hpp"
#include "view/explain.hpp"
#include "view/path.hpp"

namespace chancery::view {

namespace {

using edition::FacetValue;

std::string meaning_of(const FacetValue& value)
{
    switch (value.facet) {
    case Facet::Tag:
        return std::string(tag_meaning(value.key));
    case Facet::Origin:
        return origin_place(value.name);
    case Facet::Classification: {
        const ClassificationInfo* info = reference_data().classification(value.name);
        return info == nullptr ? std::string() : std::string(level_meaning(info->level));
    }
    default:
        return {};
    }
}

Html meant_note(const ListingPage& model)
{
    Html out;
    if (model.meant.empty()) {
        return out;
    }
    out.add({"<p class=\"note\">Printed so in the cables; probably meant:"});
    for (const FacetValue& value : model.meant) {
        out.add({" <a href=\"", facet_path(Facet::Tag, value.key, 0), "\">", value.name, "</a>"});
    }
    out.add({"</p>\n"});
    return out;
}

Pages pages_of(const ListingPage& model)
{
    return {model.page, model.value.pages(), [&model](std::uint32_t page) {
                return facet_path(model.value.facet, model.value.key, page);
            }};
}

Html heading(const ListingPage& model)
{
    const std::string meaning = meaning_of(model.value);
    Html out;
    out.add({"<h1>", heading_of(model.value), "</h1>\n"});
    if (!meaning.empty()) {
        out.add({"<p class=\"lead\">", meaning, "</p>\n"});
    }
    out.add({count_line(model.value.count, pages_of(model)), meant_note(model)});
    return out;
}

// First, last, and what is near; a gap of one page is that page.
std::set<std::uint32_t> shown_pages(std::uint32_t page, std::uint32_t pages)
{
    std::set<std::uint32_t> shown = {0, pages - 1};
    for (std::uint32_t i = page < 2 ? 0 : page - 2; i < pages && i <= page + 2; ++i) {
        shown.insert(i);
    }
    if (shown.contains(2)) {
        shown.insert(1);
    }
    if (pages > 2 && shown.contains(pages - 3)) {
        shown.insert(pages - 2);
    }
    return shown;
}

Html page_numbers(const Pages& series)
{
    Html out;
    std::uint32_t expected = 0;
    for (const std::uint32_t page : shown_pages(series.page, series.pages)) {
        if (page != expected) {
            out.add({"<span>…</span>\n"});
        }
        if (page == series.page) {
            out.add({"<b aria-current=\"page\">", page + 1, "</b>\n"});
        } else {
            out.add({"<a href=\"", series.path(page), "\">", page + 1, "</a>\n"});
        }
        expected = page + 1;
    }
    return out;
}

void add_table_row(Html& out, const edition::CableRow& row)
{
    out.add({"<tr><th scope=\"row\"><a href=\"", cable_path(row.id, row.created),
             ".html\"><span class=\"id\">", row.id, "</span> ",
             row.subject.empty() ? std::string_view("(no subject)") : std::string_view(row.subject),
             "</a></th><td>"});
    out.add({row.created ? format_minute(*row.created) : std::string("not known"), "</td><td>",
             format_day(row.released), "</td><td>", row.classification, "</td><td>", row.origin,
             "</td></tr>\n"});
}

} // namespace

Html pager(const Pages& series)
{
    Html out;
    if (series.pages < 2) {
        return out;
    }
    out.add({"<nav class=\"pager\" aria-label=\"Pages\">\n"});
    if (series.page > 0) {
        out.add({"<a href=\"", series.previous(), "\" rel=\"prev\">Previous</a>\n"});
    }
    out.add({page_numbers(series)});
    if (series.page + 1 < series.pages) {
        out.add({"<a href=\"", series.next(), "\" rel=\"next\">Next</a>\n"});
    }
    out.add({"</nav>\n"});
    return out;
}

Html count_line(std::uint32_t count, const Pages& series)
{
    Html out;
    out.add({"<p class=\"count\">", plural(count, "cable", "cables")});
    if (series.pages > 1) {
        out.add({", page ", grouped(series.page + 1), " of ", grouped(series.pages)});
    }
    out.add({"</p>\n"});
    return out;
}

Html cable_table(const std::vector<edition::CableRow>& rows, std::string_view caption)
{
    Html out;
    out.add({"<table class=\"cables\">\n<caption>", caption,
             "</caption>\n<thead><tr><th scope=\"col\">Cable</th><th scope=\"col\">Created "
             "(UTC)</th><th scope=\"col\">Released</th>",
             "<th scope=\"col\">Classification</th><th "
             "scope=\"col\">Origin</th></tr></thead>\n<tbody>\n"});
    for (const edition::CableRow& row : rows) {
        add_table_row(out, row);
    }
    out.add({"</tbody>\n</table>\n"});
    return out;
}

Section section_of(Facet facet)
{
    switch (facet) {
    case Facet::Origin:
        return Section::Origins;
    case Facet::Tag:
        return Section::Tags;
    case Facet::Classification:
        return Section::Classifications;
    case Facet::Month:
        return Section::Dates;
    case Facet::ReleaseDay:
        return Section::Releases;
    }
    return Section::None;
}

std::string heading_of(const FacetValue& value)
{
    switch (value.facet) {
    case Facet::Month:
        return month_words(value.key);
    case Facet::ReleaseDay:
        return "Released on " + day_words(value.key);
    default:
        return value.name;
    }
}

namespace {

// Days and months are over: nothing comes to them.
std::string feed_of(const FacetValue& value)
{
    const bool grows = value.facet != Facet::Month && value.facet != Facet::ReleaseDay;
    return grows ? feed_path(value.facet, value.key) : std::string();
}

} // namespace

std::string listing_page(const Frame& frame, const ListingPage& model)
{
    const Section section = section_of(model.value.facet);
    const Pages pages = pages_of(model);
    Html content;
    content.add({heading(model), cable_table(model.rows, heading_of(model.value)), pager(pages)});
    const std::string number = model.page == 0 ? "" : ", page " + std::to_string(model.page + 1);
    return whole_page(frame, {.title = heading_of(model.value) + number,
                              .section = section,
                              .content = std::move(content),
                              .previous = pages.previous(),
                              .next = pages.next(),
                              .feed = feed_of(model.value)});
}

} // namespace chancery::view
