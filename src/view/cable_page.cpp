#include "view/cable_page.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "cable/reference_data.hpp"
#include "view/explain.hpp"
#include "view/path.hpp"

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

// ---- the second box: header; the third: text ----

Html header_box(const CablePage& model)
{
    Html out;
    if (trim(model.cable.header).empty()) {
        return out;
    }
    out.add(
        {"<details class=\"header\" open>\n<summary><h2>Header</h2></summary>\n<pre class=\"v\">\n",
         header_html(model.cable, model.origin_path), "</pre>\n"});
    if (const Html notes = header_notes(model.cable); !notes.empty()) {
        out.add({"<details>\n<summary>What these lines mean</summary>\n<dl>\n", notes,
                 "</dl>\n</details>\n"});
    }
    out.add({"</details>\n"});
    return out;
}

Html reading_note(const CablePage& model, const Frame& frame)
{
    Html out;
    if (is_as_sent(frame)) {
        out.add({"<p class=\"reading\">This is the text exactly as it was sent. <a href=\"",
                 frame.path, "#text\">Show it set for reading</a></p>\n"});
        return out;
    }
    const auto count = static_cast<std::size_t>(
        std::count_if(model.cable.repairs.begin(), model.cable.repairs.end(),
                      [](const Repair& repair) { return is_shown_repair(repair.rule); }));
    out.add({"<p class=\"reading\">"});
    if (count > 0) {
        out.add({plural(count, "repair was", "repairs were"), " made and ",
                 std::string_view(count == 1 ? "is" : "are"), " <ins>marked</ins>. "});
    }
    out.add({"<a href=\"", frame.path,
             "?view=sent#text\" rel=\"nofollow\">Show the text as sent</a></p>\n"});
    return out;
}

Html text_box(const CablePage& model, const Frame& frame)
{
    const Cable& cable = model.cable;
    Html out;
    out.add({"<article class=\"text\" id=\"text\">\n<h2>Text</h2>\n", reading_note(model, frame)});
    if (trim(cable.body).empty()) {
        out.add({"<p class=\"note\">No text of this cable is known.</p>\n"});
    } else {
        out.add({is_as_sent(frame) ? body_as_sent_html(cable) : body_html(cable, model.links)});
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
    return tag.tag == upper(tag.printed) ? tag.meaning : tag.tag + ": " + tag.meaning;
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

Html references(const CablePage& model)
{
    const auto& list = model.cable.references;
    Html out;
    if (list.empty()) {
        return out;
    }
    out.add({"<h2>Refers to</h2>\n<ul class=\"refs\">\n"});
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string path =
            i < model.links.references.size() ? model.links.references[i] : std::string();
        out.add({"<li>", linked(list[i].id.empty() ? list[i].text : list[i].id, path)});
        if (!list[i].id.empty() && path.empty()) {
            out.add({" <small>not here</small>"});
        }
        out.add({"</li>\n"});
    }
    out.add({"</ul>\n"});
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
    const std::string_view stem = std::string_view(frame.path).substr(0, frame.path.rfind('.'));
    Html out;
    out.add({"<div class=\"other\"><h2>Other forms</h2>\n<p><a href=\"", stem,
             ".txt\">Plain text</a> <a href=\"", stem, ".json\">JSON</a></p></div>\n"});
    return out;
}

Html notes(const CablePage& model, const Frame& frame)
{
    Html out;
    out.add({"<aside class=\"notes\" aria-label=\"Notes\">\n"});
    add_list(out, "Classification", classification_rows(model), Terms::Long);
    add_list(out, "Tags", tag_rows(model), Terms::Short);
    add_list(out, "Portion marks", mark_rows(model.cable), Terms::Short);
    out.add({references(model), discuss(model, frame), other_forms(frame), "</aside>\n"});
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
    Html content;
    content.add({"<div class=\"cable\">\n<header>\n", title(model.cable), identity(model, frame),
                 warnings(model.cable), "</header>\n", header_box(model), text_box(model, frame),
                 notes(model, frame), neighbours(model), "</div>\n"});
    return whole_page(frame, {.title = model.cable.id + ' ' + model.cable.subject,
                              .content = std::move(content),
                              .previous = path_of(model.previous),
                              .next = path_of(model.next)});
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
