#include "view/missing_page.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "view/listing_page.hpp"
#include "view/path.hpp"

namespace chancery::view {

namespace {

using edition::GhostSerial;
using edition::Incomplete;
using edition::IncompleteRow;
using edition::Lack;
using edition::MissingOf;
using edition::MissingSummary;
using edition::SerialRun;

std::string name_of(const MissingSummary& list)
{
    return list.post + ' ' + std::to_string(list.year);
}

std::string path_of(const MissingSummary& list)
{
    return missing_path(list.post, list.year);
}

std::uint64_t span_of(const MissingSummary& list)
{
    return list.highest - list.lowest + 1;
}

std::string are(std::uint64_t count)
{
    return count == 1 ? "is" : "are";
}

// ---- all posts and years ----

Html index_lead(const edition::MissingTotals& totals)
{
    Html out;
    out.add({"<h1>What is missing</h1>\n<p class=\"lead\">A post numbers its cables from 1 each "
             "year. The numbers of the cables here, and of those that they refer to, tell which "
             "others there must be.</p>\n<p>",
             plural(totals.gaps, "number", "numbers"), " between the lowest and the highest known ",
             are(totals.gaps), " not accounted for; ", plural(totals.ghosts, "cable ", "cables "),
             are(totals.ghosts), " not here, though cables here refer to ",
             std::string_view(totals.ghosts == 1 ? "it" : "them"), "; ",
             plural(totals.incomplete, "cable ", "cables "), are(totals.incomplete),
             " here in part.</p>\n"});
    out.add({"<p class=\"note\">A number in between may never have been used, and one that was "
             "misprinted makes a long gap.</p>\n<p><a href=\"",
             kMissingRequestsPath, "\">A list of requests, ready to send</a> (text) · <a href=\"",
             kMissingCsvPath, "\">Everything as a table</a> (CSV)</p>\n"});
    return out;
}

// To the page on which a letter begins; nothing where all are on one.
Html letter_links(const MissingIndexPage& model)
{
    Html out;
    if (model.totals.lists <= kMissingRowsPerPage || model.letters.size() < 2) {
        return out;
    }
    out.add({"<nav class=\"letters\" aria-label=\"Letters\">\n"});
    for (const auto& [letter, place] : model.letters) {
        const auto page = static_cast<std::uint32_t>(place / kMissingRowsPerPage);
        out.add({"<a href=\"", missing_index_path(page), "\">", letter, "</a>\n"});
    }
    out.add({"</nav>\n"});
    return out;
}

void add_index_row(Html& out, const MissingSummary& list)
{
    out.add({"<tr><th scope=\"row\"><a href=\"", path_of(list), "\">", name_of(list),
             "</a></th><td>", list.lowest, " to ", list.highest, "</td><td class=\"n\">",
             grouped(list.here), "</td><td>", bar(list.here, span_of(list)),
             "</td><td class=\"n\">", grouped(list.ghosts), "</td><td class=\"n\">",
             grouped(list.gaps), "</td><td class=\"n\">", grouped(list.incomplete),
             "</td></tr>\n"});
}

Html index_table(const std::vector<MissingSummary>& rows)
{
    Html out;
    out.add({"<table class=\"missing\">\n<caption>Posts and years</caption>\n<thead><tr>"
             "<th scope=\"col\">Post and year</th><th scope=\"col\">Known numbers</th>"
             "<th scope=\"col\">Here</th><th scope=\"col\">Share here</th>"
             "<th scope=\"col\">Only cited</th><th scope=\"col\">Unknown</th>"
             "<th scope=\"col\">In part</th></tr></thead>\n<tbody>\n"});
    for (const MissingSummary& list : rows) {
        add_index_row(out, list);
    }
    out.add({"</tbody>\n</table>\n"});
    return out;
}

// ---- one post and year ----

Html heading(const MissingSummary& list)
{
    Html out;
    out.add({"<h1>What is missing: ",
             name_of(list),
             "</h1>\n<p class=\"lead\">The numbers that "
             "are known run from ",
             list.lowest,
             " to ",
             list.highest,
             ". Of these ",
             grouped(list.here),
             " ",
             are(list.here),
             " here, ",
             grouped(list.ghosts),
             " ",
             are(list.ghosts),
             " only cited, and ",
             grouped(list.gaps),
             " ",
             are(list.gaps),
             " not accounted for.</p>\n<p class=\"counter\"><span class=\"track\">",
             bar(list.here, span_of(list)),
             "</span></p>\n<p>"});
    if (list.gaps + list.ghosts + list.incomplete > 0) {
        out.add({"<a href=\"", missing_requests_path(list.post, list.year),
                 "\">These as a request, ready to send</a> (text) · "});
    } else {
        out.add({"Nothing between these is known to be missing. "});
    }
    out.add({"<a href=\"", kMissingPath, "\">All posts and years</a></p>\n"});
    return out;
}

Html left_out(std::uint64_t count, std::size_t shown, const MissingSummary& list)
{
    Html out;
    if (count > shown) {
        out.add({"<p>", grouped(count - shown), " more are in <a href=\"",
                 missing_requests_path(list.post, list.year),
                 "\">the whole list</a> (text).</p>\n"});
    }
    return out;
}

Html ghost_rows(const MissingOf& of)
{
    Html out;
    if (of.ghosts.empty()) {
        return out;
    }
    const std::uint32_t most =
        std::ranges::max_element(of.ghosts, {}, &GhostSerial::citers)->citers;
    const std::size_t shown = std::min(of.ghosts.size(), kMaxMissingShown);
    out.add({"<h2>Cables that cables here refer to <small>", grouped(of.ghosts.size()),
             "; with how many do</small></h2>\n<ul class=\"bars\">\n"});
    for (std::size_t i = 0; i < shown; ++i) {
        const GhostSerial& ghost = of.ghosts[i];
        const std::string id = id_of(of.summary, ghost.serial);
        out.add({"<li><a class=\"id\" href=\"", cited_path(id, 0), "\">", id, "</a>",
                 bar(ghost.citers, most), "<span class=\"n\">", grouped(ghost.citers),
                 "</span></li>\n"});
    }
    out.add({"</ul>\n", left_out(of.ghosts.size(), shown, of.summary)});
    return out;
}

// A run that ends where only a reference says that there is a cable: misprints do that.
bool ends_at_a_ghost(const MissingOf& of, const SerialRun& run)
{
    const auto ghost = std::ranges::lower_bound(of.ghosts, run.last + 1, {}, &GhostSerial::serial);
    return ghost != of.ghosts.end() && ghost->serial == run.last + 1;
}

Html run_rows(const MissingOf& of)
{
    Html out;
    if (of.runs.empty()) {
        return out;
    }
    std::uint64_t longest = 0;
    for (const SerialRun& run : of.runs) {
        longest = std::max(longest, run.count());
    }
    const std::size_t shown = std::min(of.runs.size(), kMaxMissingShown);
    out.add({"<h2>Numbers that are not accounted for <small>",
             plural(of.summary.gaps, "number", "numbers"), " in ",
             plural(of.runs.size(), "stretch", "stretches"),
             "</small></h2>\n<ul class=\"bars\">\n"});
    for (std::size_t i = 0; i < shown; ++i) {
        const SerialRun& run = of.runs[i];
        out.add({"<li><span class=\"run\"><span class=\"id\">", id_of(of.summary, run.first),
                 "</span>"});
        if (run.count() > 1) {
            out.add({" to <span class=\"id\">", id_of(of.summary, run.last), "</span>"});
        }
        if (ends_at_a_ghost(of, run)) {
            out.add({" <small>up to a number that is only cited</small>"});
        }
        out.add({"</span>", bar(run.count(), longest), "<span class=\"n\">", grouped(run.count()),
                 "</span></li>\n"});
    }
    out.add({"</ul>\n", left_out(of.runs.size(), shown, of.summary)});
    return out;
}

Html incomplete_rows(const MissingPage& model)
{
    Html out;
    if (model.incomplete.empty()) {
        return out;
    }
    out.add({"<h2>Cables that are here in part <small>", grouped(model.missing.summary.incomplete),
             "</small></h2>\n<ul class=\"plain\">\n"});
    const std::size_t shown = std::min(model.incomplete.size(), kMaxMissingShown);
    for (std::size_t i = 0; i < shown; ++i) {
        const IncompleteRow& row = model.incomplete[i];
        out.add({"<li><a class=\"id\" href=\"", cable_path(row.id, row.created), ".html\">", row.id,
                 "</a> ", lack_words(row.what), "</li>\n"});
    }
    out.add({"</ul>\n"});
    if (model.incomplete.size() > shown) {
        out.add({"<p>More are in <a href=\"",
                 missing_requests_path(model.missing.summary.post, model.missing.summary.year),
                 "\">the whole list</a> (text).</p>\n"});
    }
    return out;
}

} // namespace

std::string lack_words(const Incomplete& what)
{
    switch (what.lack) {
    case Lack::Extract:
        return "the source says that it has only a part";
    case Lack::CutOff:
        return "the text breaks off";
    case Lack::Sections:
        break;
    }
    return what.first == what.last
               ? fmt::format("section {} of {} is absent", what.first, what.sections)
               : fmt::format("sections {} to {} of {} are absent", what.first, what.last,
                             what.sections);
}

std::string missing_index_page(const Frame& frame, const MissingIndexPage& model)
{
    const auto count = static_cast<std::uint32_t>((model.totals.lists + kMissingRowsPerPage - 1) /
                                                  kMissingRowsPerPage);
    const Pages pages{model.page, count, missing_index_path};
    Html content;
    content.add(
        {index_lead(model.totals), letter_links(model), index_table(model.rows), pager(pages)});
    const std::string number = model.page == 0 ? "" : ", page " + std::to_string(model.page + 1);
    return whole_page(frame, {.title = "What is missing" + number,
                              .section = Section::Missing,
                              .content = std::move(content),
                              .previous = pages.previous(),
                              .next = pages.next()});
}

std::string missing_page(const Frame& frame, const MissingPage& model)
{
    Html content;
    content.add({heading(model.missing.summary), ghost_rows(model.missing), run_rows(model.missing),
                 incomplete_rows(model)});
    return whole_page(frame, {.title = "What is missing: " + name_of(model.missing.summary),
                              .section = Section::Missing,
                              .content = std::move(content)});
}

} // namespace chancery::view
