#include "view/search_page.hpp"

#include <algorithm>
#include <string_view>

#include "base/text.hpp"
#include "view/explain.hpp"
#include "view/path.hpp"

namespace chancery::view {

namespace {

constexpr std::size_t kShownValues = 6;  // of a facet, before the others are folded
constexpr std::size_t kFewestFolded = 3; // fewer are not worth the fold
constexpr std::size_t kTitleBytes = 100; // of the query, in the title of the window

bool is_asked(const SearchModel& model)
{
    return !model.address_query.empty();
}

bool is_filtered(const SearchModel& model)
{
    return !model.filters.empty();
}

// ---- the title of the window ----

// Marks that turn the direction of writing, U+202A to U+202E and U+2066 to U+2069, would turn the
// words behind the query too. Three bytes each; in content, <bdi> holds them in.
bool turns_writing(std::string_view text, std::size_t at)
{
    const std::string_view lead = text.substr(at, 2);
    const unsigned char last = at + 2 < text.size() ? static_cast<unsigned char>(text[at + 2]) : 0;
    return (lead == "\xE2\x80" && last >= 0xAA && last <= 0xAE) ||
           (lead == "\xE2\x81" && last >= 0xA6 && last <= 0xA9);
}

std::string without_turns(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (turns_writing(text, at)) {
            at += 3;
        } else {
            out += text[at++];
        }
    }
    return out;
}

std::string count_words(const SearchModel& model)
{
    if (model.total == 0) {
        return model.exact ? "no cables" : "no cables so far";
    }
    return (model.exact ? "" : "at least ") + plural(model.total, "cable", "cables");
}

std::string title_of(const SearchModel& model)
{
    if (!is_asked(model)) {
        return "Search";
    }
    const std::string query = without_turns(collapse_spaces(model.query));
    const std::string_view shown = first_bytes(query, kTitleBytes);
    std::string title(shown.empty() ? "Search" : shown);
    title += shown.size() < query.size() ? "…: " : ": ";
    title += count_words(model);
    if (model.pages.page > 1) {
        title += ", page " + grouped(model.pages.page);
    }
    return title;
}

// ---- how the query was read ----

Html suggestions(const SearchModel& model)
{
    Html out;
    for (const SearchSuggestion& suggestion : model.suggestions) {
        out.add({"<p class=\"meant\">", suggestion.lead, " <a href=\"", suggestion.link,
                 "\" rel=\"nofollow\"><bdi>", suggestion.text, "</bdi></a>", suggestion.rest,
                 "</p>\n"});
    }
    return out;
}

Html filters(const SearchModel& model)
{
    Html out;
    if (!is_filtered(model)) {
        return out;
    }
    out.add({"<ul class=\"chips\" aria-label=\"Filters in force\">\n"});
    for (const SearchFilter& filter : model.filters) {
        out.add({"<li><a href=\"", filter.link,
                 "\" rel=\"nofollow\"><span class=\"hide\">Remove </span>", "<span class=\"what\">",
                 filter.title, "</span> <bdi>", filter.label, "</bdi></a></li>\n"});
    }
    if (model.filters.size() > 1 && !model.no_filters.empty()) {
        out.add({"<li><a class=\"all\" href=\"", model.no_filters,
                 "\" rel=\"nofollow\">Remove all</a></li>\n"});
    }
    out.add({"</ul>\n"});
    return out;
}

Html understanding(const SearchModel& model)
{
    Html out;
    out.add({"<p class=\"read\">"});
    if (!model.reading.empty()) {
        out.add({"<i>Read as: ", model.reading, "</i> "});
    }
    out.add({"<a href=\"", kSearchHelpPath, "\">How to search</a></p>\n"});
    if (!model.notes.empty()) {
        out.add({"<ul class=\"note plain\">\n"});
        for (const std::string& note : model.notes) {
            out.add({"<li>", note, "</li>\n"});
        }
        out.add({"</ul>\n"});
    }
    out.add({suggestions(model), filters(model)});
    return out;
}

// ---- the count, and what can be chosen for the list as a whole ----

Html choices(std::string_view name, const std::vector<SearchChoice>& choices)
{
    Html out;
    if (choices.empty()) {
        return out;
    }
    out.add({"<nav class=\"choices\" aria-label=\"", name, "\">", name, ":\n"});
    for (const SearchChoice& choice : choices) {
        if (choice.chosen) {
            out.add({"<b aria-current=\"true\">", choice.text, "</b>\n"});
        } else {
            out.add({"<a href=\"", choice.link, "\" rel=\"nofollow\">", choice.text, "</a>\n"});
        }
    }
    out.add({"</nav>\n"});
    return out;
}

std::string heading_words(const SearchModel& model)
{
    if (model.total == 0) {
        return model.exact ? "No cable found" : "No cable found so far";
    }
    return (model.exact ? "" : "At least ") + plural(model.total, "cable", "cables");
}

Html count_heading(const SearchModel& model)
{
    Html out;
    out.add({"<div class=\"counted\">\n<h1>", heading_words(model), "</h1>\n"});
    if (model.total > 0) {
        out.add({choices("Order", model.orders)});
        if (!model.facets.empty()) {
            out.add({"<a class=\"to-filters\" href=\"#filters\">Narrow down</a>\n"});
        }
    }
    out.add({"</div>\n"});
    if (!model.exact) {
        out.add(
            {"<p class=\"note\">The query was too costly to count it all; narrow it for exact "
             "numbers. Those beside years and filters are the least that there are, too.</p>\n"});
    }
    return out;
}

// ---- over time ----

// "2008" as 20 and 08, so that a narrow window can do without the first.
Html short_name(std::string_view name)
{
    Html out;
    if (all_digits(name.substr(0, 4)) && name.size() >= 4) {
        out.add({"<span class=\"century\">", name.substr(0, 2), "</span>", name.substr(2)});
    } else {
        out.add({name});
    }
    return out;
}

void add_bar(Html& out, const SearchBar& time, std::uint64_t largest)
{
    Html inner;
    inner.add({"<span class=\"hide\">", time.full_name, ": </span><span class=\"n\">",
               grouped(time.count), "<span class=\"hide\"> ",
               std::string_view(time.count == 1 ? "cable" : "cables"), "</span></span>",
               bar(time.count, largest), "<span class=\"tick\" aria-hidden=\"true\">",
               short_name(time.name), "</span>"});
    if (time.link.empty()) {
        out.add({"<li><span class=\"bar-of\">", inner, "</span></li>\n"});
        return;
    }
    out.add({"<li><a class=\"bar-of\" href=\"", time.link, "\" rel=\"nofollow\""});
    if (time.chosen) {
        out.add({" aria-current=\"true\""});
    }
    out.add({">", inner, "</a></li>\n"});
}

Html histogram(const SearchTimes& times)
{
    Html out;
    if (times.bars.empty() && times.undated == 0) {
        return out;
    }
    std::uint64_t largest = 0;
    for (const SearchBar& time : times.bars) {
        largest = std::max(largest, time.count);
    }
    out.add({"<section class=\"times\" aria-labelledby=\"times\">\n<h2 id=\"times\">", times.title,
             "</h2>\n"});
    if (!times.bars.empty()) {
        out.add({"<ol class=\"when\">\n"});
        for (const SearchBar& time : times.bars) {
            add_bar(out, time, largest);
        }
        out.add({"</ol>\n"});
    }
    if (times.undated > 0 || !times.back.link.empty()) {
        out.add({"<p class=\"aside\">"});
        if (!times.back.link.empty()) {
            out.add(
                {"<a href=\"", times.back.link, "\" rel=\"nofollow\">", times.back.text, "</a>\n"});
        }
        if (times.undated > 0) {
            out.add({"<a href=\"", times.undated_link,
                     "\" rel=\"nofollow\">Without a date: ", grouped(times.undated), "</a>"});
        }
        out.add({"</p>\n"});
    }
    out.add({"</section>\n"});
    return out;
}

// ---- the cables ----

Html marked(const SearchTexts& pieces)
{
    Html out;
    for (const SearchText& piece : pieces) {
        if (piece.marked) {
            out.add({"<mark>", piece.text, "</mark>"});
        } else {
            out.add({piece.text});
        }
    }
    return out;
}

// "par4" -> 4; empty for an anchor that is no paragraph's
std::string_view paragraph_of(std::string_view anchor)
{
    constexpr std::string_view kPrefix = "par";
    return anchor.starts_with(kPrefix) ? anchor.substr(kPrefix.size()) : std::string_view();
}

Html place_of(const SearchExcerpt& excerpt)
{
    const std::string_view number = paragraph_of(excerpt.anchor);
    Html words;
    if (!number.empty()) {
        words.add(
            {"<span aria-hidden=\"true\">¶ </span><span class=\"hide\">Paragraph </span>", number});
    } else {
        words.add({excerpt.place});
    }
    Html out;
    if (!words.empty() && !excerpt.link.empty()) {
        out.add({"<a class=\"par\" href=\"", excerpt.link, "\">", words, "</a> "});
    } else if (!words.empty()) {
        out.add({"<span class=\"par\">", words, "</span> "});
    }
    return out;
}

Html portion_mark(std::string_view mark)
{
    const std::string meaning = mark_meaning(mark);
    Html out;
    if (mark.empty()) {
        return out;
    }
    if (meaning.empty()) {
        out.add({"<span class=\"portion\">(", mark, ")</span> "});
    } else {
        out.add({"<abbr class=\"portion\" title=\"", meaning, "\">(", mark, ")</abbr> "});
    }
    return out;
}

Html facts(const SearchHit& hit)
{
    Html out;
    out.add({"<p class=\"facts\">"});
    if (hit.created) {
        out.add({minute_time(*hit.created)});
    } else {
        out.add({"date not known"});
    }
    for (const std::string& fact : {hit.origin, hit.classification}) {
        if (!fact.empty()) {
            out.add({" · <bdi>", fact, "</bdi>"});
        }
    }
    if (hit.released) {
        out.add({" · released ", day_time(*hit.released)});
    }
    out.add({"</p>\n"});
    return out;
}

Html excerpts(const SearchHit& hit)
{
    Html out;
    for (const SearchExcerpt& excerpt : hit.excerpts) {
        out.add({"<p>", place_of(excerpt), portion_mark(excerpt.mark), marked(excerpt.pieces),
                 "</p>\n"});
    }
    if (hit.more > 0) {
        out.add({"<p class=\"more\"><a href=\"", hit.link, "\">and in ", grouped(hit.more),
                 std::string_view(hit.more == 1 ? " other paragraph" : " other paragraphs"),
                 "</a></p>\n"});
    }
    return out;
}

void add_hit(Html& out, const SearchHit& hit)
{
    out.add({"<li>\n<h3><a href=\"", hit.link, "\"><span class=\"id\">", hit.id, "</span> <bdi>"});
    if (hit.title.empty()) {
        out.add({"(no subject)"});
    } else {
        out.add({marked(hit.title)});
    }
    out.add({"</bdi></a></h3>\n", facts(hit), excerpts(hit), "</li>\n"});
}

void add_page_link(Html& out, std::string_view link, std::string_view words, std::string_view rel)
{
    if (!link.empty()) {
        out.add({"<a href=\"", link, "\" rel=\"", rel, "\">", words, "</a>\n"});
    }
}

Html turning(const SearchPages& pages)
{
    Html out;
    if (pages.pages < 2) {
        return out;
    }
    out.add({"<nav class=\"pager\" aria-label=\"Pages\">\n"});
    add_page_link(out, pages.first, "First", "nofollow");
    add_page_link(out, pages.previous, "Previous", "prev nofollow");
    out.add({"<span class=\"where\">page ", grouped(pages.page), " of ", grouped(pages.pages),
             "</span>\n"});
    add_page_link(out, pages.next, "Next", "next nofollow");
    add_page_link(out, pages.last, "Last", "nofollow");
    out.add({"</nav>\n"});
    return out;
}

Html downloads(const std::vector<SearchLink>& links)
{
    Html out;
    if (links.empty()) {
        return out;
    }
    out.add({"<p class=\"choices\">The whole list:\n"});
    for (const SearchLink& link : links) {
        out.add({"<a href=\"", link.link, "\" rel=\"nofollow\">", link.text, "</a>\n"});
    }
    out.add({"</p>\n"});
    return out;
}

std::string place_words(std::uint64_t first, std::uint64_t last)
{
    return first == last ? "Cable " + grouped(first)
                         : "Cables " + grouped(first) + " to " + grouped(last);
}

Html cables(const SearchModel& model)
{
    const std::uint64_t last = model.first_hit + model.hits.size() - 1;
    Html out;
    out.add({"<section class=\"found\" aria-labelledby=\"found\">\n<h2 id=\"found\">"});
    if (model.hits.empty()) {
        out.add({"No cables on this page</h2>\n"});
    } else {
        out.add({place_words(model.first_hit, last), "</h2>\n<ol class=\"hits\" start=\"",
                 model.first_hit, "\">\n"});
        for (const SearchHit& hit : model.hits) {
            add_hit(out, hit);
        }
        out.add({"</ol>\n"});
    }
    out.add({turning(model.pages), "<div class=\"tools\">\n",
             choices("Cables on a page", model.sizes), downloads(model.downloads),
             "</div>\n</section>\n"});
    return out;
}

// ---- filters ----

void add_value(Html& out, const SearchValue& value, std::uint64_t largest)
{
    out.add({"<li><a href=\"", value.link, "\" rel=\"nofollow\""});
    if (value.chosen) {
        out.add({" aria-current=\"true\""});
    }
    out.add({"><bdi>", value.label, "</bdi>"});
    if (!value.meaning.empty()) {
        out.add({" <small>", value.meaning, "</small>"});
    }
    out.add({"</a><span class=\"n\">", grouped(value.count), "</span>", bar(value.count, largest),
             "</li>\n"});
}

Html value_list(const std::vector<const SearchValue*>& values, std::uint64_t largest)
{
    Html out;
    out.add({"<ul>\n"});
    for (const SearchValue* value : values) {
        add_value(out, *value, largest);
    }
    out.add({"</ul>\n"});
    return out;
}

Html facet(const SearchFacet& facet, std::size_t number)
{
    std::uint64_t largest = 0;
    std::vector<const SearchValue*> shown;
    std::vector<const SearchValue*> folded;
    for (const SearchValue& value : facet.values) {
        largest = std::max(largest, value.count);
        (value.chosen || shown.size() < kShownValues ? shown : folded).push_back(&value);
    }
    if (folded.size() < kFewestFolded) {
        shown.insert(shown.end(), folded.begin(), folded.end());
        folded.clear();
    }
    Html out;
    if (shown.empty()) {
        return out;
    }
    const std::string id = "f" + std::to_string(number);
    out.add({"<section aria-labelledby=\"", id, "\">\n<h3 id=\"", id, "\">", facet.title, "</h3>\n",
             value_list(shown, largest)});
    if (!folded.empty()) {
        out.add({"<details><summary>", grouped(folded.size()), " more<span class=\"hide\">: ",
                 facet.title, "</span></summary>\n", value_list(folded, largest), "</details>\n"});
    }
    if (facet.left_out > 0) {
        out.add({"<p>and ", grouped(facet.left_out), " that are rarer</p>\n"});
    }
    out.add({"</section>\n"});
    return out;
}

Html narrowing(const SearchModel& model)
{
    Html out;
    if (model.facets.empty()) {
        return out;
    }
    out.add({"<nav class=\"facets\" id=\"filters\" aria-labelledby=\"narrow\">\n<h2 id=\"narrow\">"
             "Narrow down</h2>\n"});
    for (std::size_t i = 0; i < model.facets.size(); ++i) {
        out.add({facet(model.facets[i], i + 1)});
    }
    out.add({"</nav>\n"});
    return out;
}

// ---- the three kinds of page ----

Html invitation(const SearchModel& model)
{
    Html out;
    out.add({"<p class=\"lead\">Every word of every cable here can be found, and every list is "
             "complete, with the exact number of cables in it.</p>\n"});
    if (!model.examples.empty()) {
        out.add({"<h2>For example</h2>\n", query_examples(model.examples)});
    }
    out.add({"<p><a href=\"", kSearchHelpPath, "\">How to search</a> has many more</p>\n"});
    return out;
}

Html what_to_try(const SearchModel& model)
{
    Html out;
    out.add({"<h2>What to try</h2>\n<ul class=\"prose\">\n"});
    for (const SearchFilter& filter : model.filters) {
        out.add({"<li>Search <a href=\"", filter.link, "\" rel=\"nofollow\">without the filter ",
                 filter.title, " <bdi>", filter.label, "</bdi></a></li>\n"});
    }
    if (model.filters.size() > 1 && !model.no_filters.empty()) {
        out.add({"<li>Search <a href=\"", model.no_filters,
                 "\" rel=\"nofollow\">without any filter</a></li>\n"});
    }
    out.add(
        {"<li>Take fewer words, or put <code>OR</code> between them</li>\n",
         "<li>Names are spelled in many ways: <code>~name</code> finds those spelled nearly so, ",
         "<code>nam*</code> those that start so</li>\n", "<li><a href=\"", kSearchHelpPath,
         "\">How to search</a> has examples</li>\n</ul>\n"});
    return out;
}

Html answer(const SearchModel& model)
{
    Html out;
    out.add({count_heading(model)});
    if (model.total == 0) {
        out.add({what_to_try(model)});
        return out;
    }
    out.add({histogram(model.times), "<div class=\"answer\">\n", cables(model), narrowing(model),
             "</div>\n"});
    return out;
}

} // namespace

std::string search_address(std::string_view query)
{
    return std::string(kSearchPath) + "?q=" + url_segment(query);
}

std::string search_page(const Frame& frame, const SearchModel& model)
{
    Html content;
    if (!is_asked(model)) {
        content.add({"<h1>Search</h1>\n"});
    }
    content.add({search_box(frame, SearchBoxSize::Large, model.query, model.kept)});
    if (is_asked(model)) {
        content.add({understanding(model), answer(model)});
    } else {
        content.add({invitation(model)});
    }
    return whole_page(frame, {.title = title_of(model),
                              .section = Section::Search,
                              .content = std::move(content),
                              .previous = model.pages.previous,
                              .next = model.pages.next,
                              .query = model.address_query});
}

} // namespace chancery::view
