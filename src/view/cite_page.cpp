#include "view/cite_page.hpp"

#include "base/text.hpp"
#include "cite/citation.hpp"
#include "view/path.hpp"

namespace chancery::view {

namespace {

using cite::Citation;
using cite::Quotation;
using cite::Standing;

Html two_texts(const Citation& citation)
{
    Html out;
    out.add({"<dl class=\"cite\">\n<dt>Chicago</dt><dd class=\"copy\">", cite::chicago(citation),
             "</dd>\n<dt>National Archives</dt><dd class=\"copy\">",
             cite::national_archives(citation), "</dd>\n</dl>\n"});
    return out;
}

// Of the cable whose page has this path; `query` begins with a question mark, or is empty.
Html three_files(std::string_view cable_path, std::string_view query)
{
    const std::string_view stem = cable_path.substr(0, cable_path.rfind('.'));
    Html out;
    out.add({"<a href=\"", stem, ".bib", query, "\">BibTeX</a> <a href=\"", stem, ".ris", query,
             "\">RIS</a> <a href=\"", stem, ".csl.json", query, "\">CSL-JSON</a>"});
    return out;
}

std::string paragraph_name(const Paragraph& paragraph)
{
    std::string name = replace_all(cite::place_of(paragraph), "para.", "paragraph");
    name[0] = to_upper(name[0]);
    return name;
}

std::string first_words(const Paragraph& paragraph)
{
    constexpr std::size_t kShown = 120;
    const std::string_view start = first_bytes(paragraph.text, 4 * kShown);
    const std::string line = collapse_spaces(start);
    const std::string_view shown = first_bytes(line, kShown);
    const bool whole = shown.size() == line.size() && start.size() == paragraph.text.size();
    return std::string(shown) + (whole ? "" : "…");
}

// In a copy nobody is there who could compare a quotation: the way leads to the paragraph alone.
std::string way_to(const Frame& frame, const CitePage& model, const Quotation& quotation)
{
    return frame.delivery == Delivery::Served ? cite::quotation_path(model.cable_path, quotation)
                                              : model.cable_path + '#' + quotation.anchor;
}

Html paragraph_entry(const Frame& frame, const CitePage& model, const Paragraph& paragraph)
{
    const Quotation quotation = cite::quotation_of(paragraph);
    const Citation citation =
        cite::cite_quotation(model.cable, *frame.settings, model.cable_path, quotation);
    Html out;
    out.add({"<h2 id=\"", paragraph.anchor, "\"><a href=\"", way_to(frame, model, quotation), "\">",
             paragraph_name(paragraph), "</a></h2>\n<p class=\"what\">", first_words(paragraph),
             "</p>\n", two_texts(citation)});
    if (frame.delivery == Delivery::Served) {
        out.add({"<p class=\"files\">", three_files(model.cable_path, "?quote=" + quotation.text()),
                 "</p>\n"});
    }
    return out;
}

Html paragraph_entries(const Frame& frame, const CitePage& model)
{
    Html out;
    std::size_t shown = 0;
    std::size_t left_out = 0;
    for (const Paragraph& paragraph : model.cable.paragraphs) {
        if (!cite::has_good_anchor(paragraph)) {
            continue;
        }
        if (shown == kMaxCitedParagraphs) {
            ++left_out;
            continue;
        }
        out.add({paragraph_entry(frame, model, paragraph)});
        ++shown;
    }
    if (left_out > 0) {
        out.add({"<p>", plural(left_out, "paragraph more is", "paragraphs more are"),
                 " not listed here.</p>\n"});
    }
    return out;
}

Html where_it_stands(const cite::Judgement& found, const Quotation& quotation)
{
    const std::string name = found.paragraph == nullptr ? "" : paragraph_name(*found.paragraph);
    Html out;
    switch (found.standing) {
    case Standing::Same:
        out.add({"<a href=\"#", found.paragraph->anchor, "\">", name,
                 "</a> still reads as it was quoted"});
        break;
    case Standing::Moved:
        out.add({"The words that were quoted stand here still, now as <a href=\"#",
                 found.paragraph->anchor, "\">", name, "</a>"});
        break;
    case Standing::Changed:
        out.add({"<a href=\"#", found.paragraph->anchor, "\">", name,
                 "</a> has changed since it was quoted"});
        break;
    case Standing::Gone:
        out.add({"The paragraph that was quoted is no longer in this cable"});
        break;
    }
    out.add({" <small>(", quotation.text(), ")</small>."});
    return out;
}

} // namespace

std::string cite_path(std::string_view id)
{
    return "/cite/" + url_segment(id) + ".html";
}

Html cite_box(const Frame& frame, const Cable& cable)
{
    const Citation citation = cite::cite_cable(cable, *frame.settings, frame.path);
    Html out;
    out.add({"<h2>Cite</h2>\n", two_texts(citation), "<p>", three_files(frame.path, ""),
             " <a href=\"", cite_path(cable.id), "\">Cite a paragraph</a></p>\n"});
    return out;
}

Html quote_note(const Frame& frame, const Cable& cable)
{
    Html out;
    if (const auto quotation = Quotation::parse(frame.quote)) {
        out.add({"<p class=\"note quote\">",
                 where_it_stands(cite::judge(cable, *quotation), *quotation), " <a href=\"",
                 cite_path(cable.id), "\">How to cite it</a></p>\n"});
    }
    return out;
}

std::string cite_page(const Frame& frame, const CitePage& model)
{
    const Cable& cable = model.cable;
    const std::string title = "Cite " + cable.id;
    const Citation citation = cite::cite_cable(cable, *frame.settings, model.cable_path);
    Html content;
    content.add(
        {"<h1>", title, "</h1>\n<p class=\"lead\"><a href=\"", model.cable_path, "\">", cable.id,
         "</a> ", citation.title, "</p>\n", two_texts(citation), "<p class=\"files\">",
         three_files(model.cable_path, ""),
         "</p>\n<p>The day on which you read it is not in them: add it where your style "
         "asks for it. The citation of a paragraph has a few signs of a hash of its words in "
         "its address. Who opens it later is told whether the paragraph still reads so.</p>\n",
         paragraph_entries(frame, model)});
    return whole_page(frame, {.title = title, .content = std::move(content), .for_robots = false});
}

} // namespace chancery::view
