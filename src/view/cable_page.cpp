#include "view/cable_page.hpp"

#include <algorithm>
#include <span>
#include <unordered_set>
#include <vector>

#include "base/text.hpp"
#include "cable/reference_data.hpp"
#include "cite/citation.hpp"
#include "edition/citations.hpp"
#include "view/cite_page.hpp"
#include "view/explain.hpp"
#include "view/metadata.hpp"
#include "view/path.hpp"
#include "view/search_page.hpp"
#include "view/version_page.hpp"

namespace chancery::view {

namespace {

// The text, as a link where there is somewhere to go.
Html linked(std::string_view text, std::string_view path)
{
    Html out;
    if (path.empty()) {
        out.add({text});
    } else {
        out.add({"<a href=\"", path, "\">", text, "</a>"});
    }
    return out;
}

bool is_as_sent(const Frame& frame)
{
    return frame.view == "sent";
}

// The page's address without .html; the other forms of the cable begin with it too.
std::string_view stem_of(const Frame& frame)
{
    return std::string_view(frame.path).substr(0, frame.path.rfind('.'));
}

enum class View : std::uint8_t { ForReading, AsSent };

// The page itself in one view or the other, with the marks that it has.
std::string address(const Frame& frame, View view)
{
    std::string out = frame.path + (view == View::AsSent ? "?view=sent" : "");
    if (!frame.marks.empty()) {
        out.append(view == View::AsSent ? "&" : "?").append("q=").append(frame.marks);
    }
    return out;
}

bool minutes_are_unknown(const Cable& cable)
{
    return std::any_of(cable.findings.begin(), cable.findings.end(),
                       [](const Finding& finding) { return finding.kind == "minutes-unknown"; });
}

// ---- the first box: what it is ----

Html title(const Cable& cable)
{
    Html out;
    out.add(
        {"<h1><span class=\"id\">", cable.id, "</span> ",
         cable.subject.empty() ? std::string_view("(no subject)") : std::string_view(cable.subject),
         "</h1>\n"});
    return out;
}

Html created(const Cable& cable, const std::string& path)
{
    Html out;
    if (!cable.created) {
        out.add({"not known"});
    } else if (minutes_are_unknown(cable)) {
        out.add({linked(format_minute(*cable.created).substr(0, 13), path),
                 "h <abbr title=\"Coordinated Universal Time\">UTC</abbr>"});
    } else {
        out.add({linked(format_minute(*cable.created), path),
                 " <abbr title=\"Coordinated Universal Time\">UTC</abbr>"});
    }
    return out;
}

Html released(const Cable& cable, const std::string& path)
{
    return cable.released ? linked(format_day(*cable.released), path) : Html();
}

Html identity(const CablePage& model, const Frame& frame)
{
    const Cable& cable = model.cable;
    Html out;
    out.add({"<dl class=\"identity\">\n<div><dt>Reference id</dt><dd>",
             linked(cable.id, frame.path), "</dd></div>\n", "<div><dt>Created</dt><dd>",
             created(cable, model.links.month), "</dd></div>\n", "<div><dt>Released</dt><dd>",
             released(cable, model.links.release_day), "</dd></div>\n",
             "<div><dt>Classification</dt><dd>",
             linked(cable.classification.label, model.links.classification), "</dd></div>\n",
             "<div><dt>Origin</dt><dd>", linked(cable.origin, model.links.origin),
             "</dd></div>\n</dl>\n"});
    return out;
}

// What a reader must know before reading on.
Html warnings(const Cable& cable)
{
    std::vector<std::string_view> sentences;
    for (const Finding& finding : cable.findings) {
        const std::string_view words = finding_words(finding.kind);
        if (!words.empty() &&
            std::find(sentences.begin(), sentences.end(), words) == sentences.end()) {
            sentences.push_back(words);
        }
    }
    Html out;
    for (const std::string_view sentence : sentences) {
        out.add({"<p class=\"note\">", sentence, "</p>\n"});
    }
    return out;
}

std::string excerpt(std::string_view text)
{
    constexpr std::size_t kExcerpt = 60;
    const std::string line = collapse_spaces(text);
    const std::string_view start = first_bytes(line, kExcerpt);
    return std::string(start) + (start.size() < line.size() ? "…" : "");
}

Html no_text_note(const Cable& cable)
{
    Html out;
    if (cable.header.empty() && cable.body.empty()) {
        out.add({"<p class=\"note\">Of this cable only what it is has been released, and not its "
                 "text.</p>\n"});
    }
    return out;
}

std::span<const Span> header_marks(const CablePage& model, const Frame& frame)
{
    return is_as_sent(frame) ? std::span<const Span>() : std::span(model.marks.header);
}

Html marks_note(const CablePage& model, const Frame& frame, const Body& body)
{
    Html out;
    if (body.marked > 0 || !header_marks(model, frame).empty()) {
        out.add({"<p class=\"note\">Words that <code>", excerpt(model.marks.query),
                 "</code> finds are <mark>marked</mark>. Read it <a href=\"", frame.path,
                 "#text\">without marks</a>, or see <a href=\"", search_address(model.marks.query),
                 "\" rel=\"nofollow\">all that it finds</a>.</p>\n"});
    }
    return out;
}

// ---- the second box: header; the third: text ----

Html header_box(const CablePage& model, const Frame& frame)
{
    Html out;
    if (trim(model.cable.header).empty()) {
        return out;
    }
    out.add(
        {"<details class=\"header\" open>\n<summary><h2>Header</h2></summary>\n<pre class=\"v\">\n",
         header_html(model.cable, model.origin_path, header_marks(model, frame)), "</pre>\n"});
    if (const Html notes = header_notes(model.cable); !notes.empty()) {
        out.add({"<details>\n<summary>What these lines mean</summary>\n<dl>\n", notes,
                 "</dl>\n</details>\n"});
    }
    out.add({"</details>\n"});
    return out;
}

// The rest of the word that a place stands in, to either side.
struct Around {
    std::string_view before;
    std::string_view after;
};

Around word_around(std::string_view body, const Span& at)
{
    constexpr std::size_t kLongest = 20;
    std::size_t from = at.from;
    while (from > 0 && at.from - from < kLongest && !is_space(body[from - 1])) {
        --from;
    }
    std::size_t to = at.to;
    while (to < body.size() && to - at.to < kLongest && !is_space(body[to])) {
        ++to;
    }
    return {body.substr(from, at.from - from), body.substr(at.to, to - at.to)};
}

// What was there and what is there now: "LINDEN 00000242 001.2 OF 002", "ECONPHUM → ECON PHUM",
// "don,t → don't", "3".
std::string repair_change(const Repair& repair, std::string_view body)
{
    constexpr std::size_t kFewSigns = 3;
    std::string was = excerpt(repair.was);
    std::string now = excerpt(repair.now);
    if (was.empty() || now.empty()) {
        return was + now;
    }
    if (was.size() <= kFewSigns && repair.at.from <= repair.at.to && repair.at.to <= body.size()) {
        const Around word = word_around(body, repair.at);
        was.insert(0, word.before).append(word.after);
        now.insert(0, word.before).append(word.after);
    }
    return was + " → " + now;
}

constexpr std::size_t kMaxRepairRows = 60;

std::vector<std::string_view> rules_of(std::span<const Repair* const> repairs)
{
    std::vector<std::string_view> rules;
    for (const Repair* repair : repairs) {
        if (std::find(rules.begin(), rules.end(), repair->rule) == rules.end()) {
            rules.push_back(repair->rule);
        }
    }
    return rules;
}

// Repairs of one rule stand together, each a link to its mark in the text.
Html repair_rows(std::span<const Repair* const> all, std::string_view body)
{
    const auto repairs = all.first(std::min(all.size(), kMaxRepairRows));
    Html out;
    for (const std::string_view rule : rules_of(repairs)) {
        out.add({"<dt>", repair_words(rule), "</dt>\n"});
        for (std::size_t i = 0; i < repairs.size(); ++i) {
            if (repairs[i]->rule == rule) {
                const std::string change = repair_change(*repairs[i], body);
                out.add({"<dd><a href=\"#r", i + 1, "\">",
                         change.empty() ? std::string_view("a blank line") : change,
                         "</a></dd>\n"});
            }
        }
    }
    if (repairs.size() < all.size()) {
        out.add({"<dt>and ", grouped(all.size() - repairs.size()), " more</dt>\n"});
    }
    return out;
}

Html repairs_note(const std::vector<const Repair*>& repairs, std::string_view body)
{
    Html out;
    if (!repairs.empty()) {
        out.add({"<details>\n<summary>",
                 plural(repairs.size(), "repair was made and is", "repairs were made and are"),
                 " <ins>marked</ins></summary>\n<dl>\n", repair_rows(repairs, body),
                 "</dl>\n</details>\n"});
    }
    return out;
}

Html removals_note(const Cable& cable)
{
    Html out;
    if (!cable.removed.empty()) {
        out.add({"<p>Words were taken out in ", plural(cable.removed.size(), "place", "places"),
                 ", here or before the text came here.</p>\n"});
    }
    return out;
}

// In a copy it is the plain text that has it.
Html link_as_sent(const Frame& frame)
{
    Html out;
    if (frame.delivery == Delivery::Copied) {
        out.add({"<p><a href=\"", stem_of(frame), ".txt\">Show the text as sent</a></p>\n"});
    } else {
        out.add({"<p><a href=\"", address(frame, View::AsSent),
                 "#text\" rel=\"nofollow\">Show the text as sent</a></p>\n"});
    }
    return out;
}

Html reading_note(const CablePage& model, const Frame& frame, const Body& body)
{
    Html out;
    out.add({"<div class=\"reading\">\n"});
    if (is_as_sent(frame)) {
        out.add({"<p>This is the text exactly as it was sent. <a href=\"",
                 address(frame, View::ForReading), "#text\">Show it set for reading</a></p>\n",
                 removals_note(model.cable)});
    } else {
        out.add({link_as_sent(frame), removals_note(model.cable),
                 repairs_note(body.repairs, model.cable.body)});
    }
    out.add({"</div>\n"});
    return out;
}

Body make_body(const CablePage& model, const Frame& frame)
{
    if (is_as_sent(frame)) {
        return {body_as_sent_html(model.cable), {}, {}};
    }
    return body_html(model.cable, model.links, model.marks.body);
}

Html text_box(const CablePage& model, const Frame& frame, const Body& body)
{
    Html out;
    out.add({"<article class=\"text\" id=\"text\">\n<h2>Text</h2>\n",
             reading_note(model, frame, body)});
    if (trim(model.cable.body).empty()) {
        out.add({"<p class=\"note\">No text of this cable is known.</p>\n"});
    } else {
        out.add({body.html});
    }
    out.add({"</article>\n"});
    return out;
}

// ---- beside the text: what the words mean ----

void add_row(Html& out, const Html& term, std::string_view meaning)
{
    out.add({"<dt>", term, "</dt><dd>", meaning.empty() ? std::string_view("not known") : meaning,
             "</dd>\n"});
}

enum class Terms : std::uint8_t {
    Long /* each on a line of its own */,
    Short /* beside their meaning */
};

void add_list(Html& out, std::string_view heading, const Html& rows, Terms terms)
{
    if (!rows.empty()) {
        out.add({"<h2>", heading, "</h2>\n<dl"});
        if (terms == Terms::Short) {
            out.add({" class=\"short\""});
        }
        out.add({">\n", rows, "</dl>\n"});
    }
}

// The executive order, and the exemption by which the cable escaped it: OADR, X1, GDS.
void add_order_rows(Html& rows, const ExecutiveOrder& eo)
{
    const Term* order = eo.order.empty() ? nullptr : reference_data().exemption("E.O. " + eo.order);
    if (order != nullptr) {
        add_row(rows, linked(order->term, "/help/classification.html"), order->meaning);
    }
    if (const Term* code = reference_data().exemption(eo.exemption); code != nullptr) {
        add_row(rows, linked(code->term, "/help/classification.html"), code->meaning);
    }
}

Html classification_rows(const CablePage& model)
{
    const Cable& cable = model.cable;
    Html rows;
    if (const std::string_view meaning = level_meaning(cable.classification.level);
        !meaning.empty()) {
        add_row(rows, linked(cable.classification.label, model.links.classification), meaning);
    }
    for (const std::string& caption : cable.captions) {
        const CaptionInfo* info = reference_data().caption(caption);
        add_row(rows, linked(caption, ""), info == nullptr ? std::string_view() : info->meaning);
    }
    for (const std::string& reason : cable.classified_by.reasons) {
        const Term* term = reference_data().exemption(reason);
        add_row(rows, linked("Reason " + reason, "/help/classification.html"),
                term == nullptr ? std::string_view() : term->meaning);
    }
    add_order_rows(rows, cable.eo);
    if (!cable.eo.declassify_on.empty()) {
        add_row(rows, linked("Declassify on", ""), cable.eo.declassify_on);
    } else if (!cable.eo.event.empty()) {
        add_row(rows, linked("Declassify", ""), cable.eo.event);
    }
    return rows;
}

std::string tag_words(const Tag& tag)
{
    if (tag.confidence == "unknown" || tag.meaning.empty()) {
        return {};
    }
    const std::string words =
        tag.tag == upper(tag.printed) ? tag.meaning : tag.tag + ": " + tag.meaning;
    return tag.confidence == "low" ? "perhaps " + words : words;
}

Html tag_rows(const CablePage& model)
{
    Html rows;
    const auto& tags = model.cable.tags;
    for (std::size_t i = 0; i < tags.size(); ++i) {
        const std::string path = i < model.links.tags.size() ? model.links.tags[i] : std::string();
        const bool again = std::any_of(
            tags.begin(), tags.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(i, 100)),
            [&](const Tag& before) {
                return before.printed == tags[i].printed && before.tag == tags[i].tag;
            });
        if (!again) {
            add_row(rows, linked(tags[i].printed.empty() ? tags[i].tag : tags[i].printed, path),
                    tag_words(tags[i]));
        }
    }
    return rows;
}

Html mark_rows(const Cable& cable)
{
    std::vector<std::string_view> seen;
    Html rows;
    for (const Paragraph& paragraph : cable.paragraphs) {
        const std::string meaning = mark_meaning(paragraph.mark);
        if (!meaning.empty() && seen.size() < 20 &&
            std::find(seen.begin(), seen.end(), paragraph.mark) == seen.end()) {
            seen.push_back(paragraph.mark);
            add_row(rows, linked('(' + paragraph.mark + ')', ""), meaning);
        }
    }
    return rows;
}

// ---- beside the text: references, both ways ----

Html cable_entry(const edition::CableRow& row)
{
    Html out;
    out.add({"<a href=\"", cable_path(row.id, row.created), ".html\">", row.id, "</a> <small>",
             row.created ? format_day(*row.created) : std::string(), "</small> ", row.subject});
    return out;
}

Html ghost_entry(const std::string& id, std::uint32_t citers)
{
    Html out;
    out.add({id, " <small>not in this archive"});
    if (citers > 1) {
        out.add({"; <a href=\"", cited_path(edition::node_of(id), 0), "\">",
                 plural(citers, "cable refers", "cables refer"), " to it</a>"});
    }
    out.add({"</small>"});
    return out;
}

Html reference_entry(const Reference& reference, const Referred& referred, std::string_view own_id)
{
    Html out;
    if (!reference.label.empty()) {
        out.add({reference.label, ". "});
    }
    if (reference.id.empty()) {
        out.add({reference.text});
    } else if (reference.id == own_id) {
        out.add({reference.id, " <small>this cable</small>"});
    } else if (referred.cable) {
        out.add({cable_entry(*referred.cable)});
    } else {
        out.add({ghost_entry(reference.id, referred.citers)});
    }
    if (reference.previous) {
        out.add({" <small>and previous</small>"});
    }
    if (reference.notal) {
        out.add({" <small><abbr title=\"not to all addressees\">NOTAL</abbr></small>"});
    }
    if (reference.year_guessed) {
        out.add({" <small>year guessed</small>"});
    }
    return out;
}

// A cable that is named twice is listed once, where it was named first.
Html refers_to(const CablePage& model)
{
    constexpr std::size_t kMaxEntries = 1000;
    const auto& list = model.cable.references;
    Html out;
    if (list.empty()) {
        return out;
    }
    out.add({"<h2>Refers to</h2>\n<ul class=\"refs\">\n"});
    std::unordered_set<std::string> seen;
    for (std::size_t i = 0; i < std::min(list.size(), kMaxEntries); ++i) {
        const std::string node = edition::node_of(list[i].id);
        if (!node.empty() && !seen.insert(node).second) {
            continue;
        }
        const Referred none;
        const Referred& referred = i < model.refers_to.size() ? model.refers_to[i] : none;
        out.add({"<li>", reference_entry(list[i], referred, model.cable.id), "</li>\n"});
    }
    out.add({"</ul>\n"});
    return out;
}

Html entries(std::span<const edition::CableRow> rows)
{
    Html out;
    out.add({"<ul class=\"refs\">\n"});
    for (const edition::CableRow& row : rows) {
        out.add({"<li>", cable_entry(row), "</li>\n"});
    }
    out.add({"</ul>\n"});
    return out;
}

// The first ten at once, a page's worth behind a click, the rest as a listing.
Html referred_by(const CablePage& model)
{
    constexpr std::size_t kShown = 10;
    const CitedBy& cited = model.cited_by;
    Html out;
    if (cited.first.empty()) {
        return out;
    }
    const std::span all(cited.first);
    const std::size_t shown = std::min(all.size(), kShown);
    out.add({"<h2>Referred to by</h2>\n", entries(all.first(shown))});
    if (shown < all.size()) {
        out.add({"<details>\n<summary>", plural(all.size() - shown, "more", "more"), "</summary>\n",
                 entries(all.subspan(shown)), "</details>\n"});
    }
    if (cited.count > all.size()) {
        out.add({"<p><a href=\"", cited_path(edition::node_of(model.cable.id), 0), "\">All ",
                 plural(cited.count, "cable that refers", "cables that refer"),
                 " to this one</a></p>\n"});
    }
    return out;
}

Html articles_on(const CablePage& model, const Frame& frame)
{
    // The text as sent has no places to link to.
    const std::string page = is_as_sent(frame) ? frame.path : std::string();
    return citing_articles(model.articles, page, [&](std::uint32_t number) {
        const std::string anchor = "par" + std::to_string(number);
        return std::ranges::any_of(model.cable.paragraphs, [&](const Paragraph& paragraph) {
            return paragraph.anchor == anchor;
        });
    });
}

// ---- beside the text: terms ----

Html terms(const std::vector<UsedTerm>& used)
{
    Html out;
    out.add({"<h2>Terms</h2>\n"});
    if (!used.empty()) {
        out.add({"<dl class=\"short\">\n"});
    }
    for (std::size_t i = 0; i < used.size(); ++i) {
        out.add({"<dt id=\"t", i + 1, "\">", used[i].term->term, "</dt><dd>", used[i].meaning,
                 "</dd>\n"});
    }
    if (!used.empty()) {
        out.add({"</dl>\n"});
    }
    out.add({"<p><a href=\"/help/glossary.html\">All terms</a></p>\n"});
    return out;
}

Html discuss(const CablePage& model, const Frame& frame)
{
    const std::string hashtag =
        frame.settings->hashtag.empty() ? "" : '#' + frame.settings->hashtag + ' ';
    Html out;
    out.add({"<h2>Link and discuss</h2>\n<p>Link to the cable, or to one paragraph by its ",
             "<b>¶</b>. <a href=\"/help/discuss.html\">How</a></p>\n", "<p class=\"copy\">",
             frame.settings->base_url, frame.path, "</p>\n", "<p class=\"copy\">", hashtag, "#",
             model.cable.id, "</p>\n"});
    return out;
}

Html other_forms(const Frame& frame)
{
    const std::string_view stem = stem_of(frame);
    Html out;
    out.add({"<div class=\"other\"><h2>Other forms</h2>\n<p><a href=\"", stem,
             ".txt\">Plain text</a> <a href=\"", stem, ".json\">JSON</a></p></div>\n"});
    return out;
}

Html notes(const CablePage& model, const Frame& frame, const Body& body)
{
    Html out;
    out.add({"<aside class=\"notes\" aria-label=\"Notes\">\n"});
    add_list(out, "Classification", classification_rows(model), Terms::Long);
    add_list(out, "Tags", tag_rows(model), Terms::Short);
    add_list(out, "Portion marks", mark_rows(model.cable), Terms::Short);
    out.add({refers_to(model), referred_by(model), articles_on(model, frame), terms(body.terms),
             version_list(model.versions, frame.path), cite_box(frame, model.cable),
             discuss(model, frame), other_forms(frame), "</aside>\n"});
    return out;
}

// ---- previous and next ----

Html neighbour(const std::optional<edition::CableRow>& row, std::string_view word)
{
    Html out;
    if (row) {
        out.add({"<a href=\"", cable_path(row->id, row->created), ".html\"><small>", word,
                 "</small> ", row->id, " <span>", row->subject, "</span></a>\n"});
    }
    return out;
}

Html neighbours(const CablePage& model)
{
    Html out;
    if (model.previous || model.next) {
        out.add({"<nav class=\"near\" aria-label=\"Same origin\">\n",
                 neighbour(model.previous, "Before it"), neighbour(model.next, "After it"),
                 "</nav>\n"});
    }
    return out;
}

std::string path_of(const std::optional<edition::CableRow>& row)
{
    return row ? cable_path(row->id, row->created) + ".html" : std::string();
}

} // namespace

std::string cable_page(const Frame& frame, const CablePage& model)
{
    const Body body = make_body(model, frame);
    Html content;
    content.add({quote_note(frame, model.cable), "<div class=\"cable\">\n<header>\n",
                 title(model.cable), identity(model, frame), warnings(model.cable),
                 no_text_note(model.cable), marks_note(model, frame, body), "</header>\n",
                 header_box(model, frame), text_box(model, frame, body), notes(model, frame, body),
                 neighbours(model), "</div>\n"});
    const Cable& cable = model.cable;
    return whole_page(
        frame, {.title = cable.id + ' ' + (cable.title.empty() ? cable.subject : cable.title),
                .content = std::move(content),
                .meta = metadata(cite::cite_cable(cable, *frame.settings, frame.path)),
                .previous = path_of(model.previous),
                .next = path_of(model.next),
                .feed = cited_feed_path(edition::node_of(cable.id))});
}

std::string cable_text(const Cable& cable)
{
    std::string out;
    for (const std::string* part : {&cable.header, &cable.body}) {
        if (part->empty()) {
            continue;
        }
        out.append(out.empty() ? "" : "\n").append(*part);
        if (!out.ends_with('\n')) {
            out += '\n';
        }
    }
    return out;
}

} // namespace chancery::view
