#include "view/help_pages.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "cable/reference_data.hpp"
#include "view/assets.hpp"
#include "view/explain.hpp"

namespace chancery::view {

namespace {

constexpr std::array kTopics = {
    HelpTopic{"structure", "The structure of a cable", "The parts of a cable and how to read them"},
    HelpTopic{"discuss", "Citing and discussing cables",
              "Links to cables and paragraphs, hashtags, and care"},
    HelpTopic{"dates", "How to read the dates", "Date-time groups, created and released"},
    HelpTopic{"classification", "Reasons for classification",
              "What 1.4 (b) and (d) mean, and the executive orders"},
    HelpTopic{"captions", "Captions, levels and portion marks",
              "SIPDIS, NOFORN, (SBU) and their like"},
    HelpTopic{"tags", "Tags", "The codes on the TAGS line"},
    HelpTopic{"faq", "Common questions",
              "Is this the original text? What was changed? What is missing?"},
    HelpTopic{"about", "About this site",
              "The software, and what it knows of its readers: nothing"}};

void add_terms(Html& out, std::string_view heading, const std::vector<Term>& terms,
               std::string_view kind)
{
    out.add({"<h2>", heading, "</h2>\n<dl class=\"terms\">\n"});
    for (const Term& term : terms) {
        if (term.kind == kind) {
            out.add({"<dt>", term.term, "</dt><dd>", term.meaning, "</dd>\n"});
        }
    }
    out.add({"</dl>\n"});
}

Html classification_lists()
{
    const auto& terms = reference_data().exemptions();
    Html out;
    add_terms(out, "Reasons", terms, "reason");
    add_terms(out, "The orders", terms, "order");
    add_terms(out, "Exemptions from declassification after ten years", terms, "ten-year exemption");
    add_terms(out, "Exemptions from automatic declassification", terms,
              "automatic declassification exemption");
    add_terms(out, "Other words on the E.O. line", terms, "instruction");
    return out;
}

Html mark_list()
{
    Html out;
    out.add({"<h2>Portion marks</h2>\n<dl class=\"terms\">\n"});
    for (const std::string_view mark : {"U", "SBU", "U//FOUO", "LOU", "C", "C/NF", "S", "S/NF",
                                        "S//FGI//NF", "S/REL NATO", "C - ENTIRE TEXT", "TS"}) {
        out.add({"<dt>(", mark, ")</dt><dd>", mark_meaning(mark), "</dd>\n"});
    }
    out.add({"</dl>\n"});
    return out;
}

Html level_list()
{
    Html out;
    out.add({"<h2>Levels</h2>\n<dl class=\"terms\">\n"});
    for (const std::string_view level : {"unclassified", "confidential", "secret", "top secret"}) {
        out.add({"<dt>", upper(level), "</dt><dd>", level_meaning(level), "</dd>\n"});
    }
    out.add({"</dl>\n"});
    return out;
}

Html caption_list()
{
    Html out;
    out.add({"<h2>Captions</h2>\n<dl class=\"terms\">\n"});
    for (const CaptionInfo& caption : reference_data().captions()) {
        if (!caption.meaning.empty()) {
            out.add({"<dt>", caption.caption, "</dt><dd>", caption.meaning, "</dd>\n"});
        }
    }
    out.add({"</dl>\n"});
    return out;
}

Html caption_lists()
{
    Html out;
    out.add({level_list(), mark_list(), caption_list()});
    return out;
}

Html precedence_list()
{
    Html out;
    add_terms(out, "Precedence", reference_data().precedences(), "precedence");
    return out;
}

// What is added to the prose of a topic.
Html lists_of(std::string_view topic)
{
    if (topic == "classification") {
        return classification_lists();
    }
    if (topic == "captions") {
        return caption_lists();
    }
    return topic == "structure" ? precedence_list() : Html();
}

} // namespace

std::span<const HelpTopic> help_topics()
{
    return kTopics;
}

std::string help_path(const HelpTopic& topic)
{
    return "/help/" + std::string(topic.name) + ".html";
}

std::string help_index_page(const Frame& frame)
{
    Html content;
    content.add({"<h1>Help</h1>\n<dl class=\"topics\">\n"});
    for (const HelpTopic& topic : kTopics) {
        content.add({"<dt><a href=\"", help_path(topic), "\">", topic.title, "</a></dt><dd>",
                     topic.summary, "</dd>\n"});
    }
    content.add({"</dl>\n"});
    return whole_page(frame,
                      {.title = "Help", .section = Section::Help, .content = std::move(content)});
}

std::optional<std::string> help_page(const Frame& frame, std::string_view name)
{
    const auto topic = std::find_if(kTopics.begin(), kTopics.end(),
                                    [&](const HelpTopic& t) { return t.name == name; });
    if (topic == kTopics.end()) {
        return std::nullopt;
    }
    const std::string_view prose = help_text(name);
    CHECK(!prose.empty());
    Html content;
    content.add({"<div class=\"prose\">\n<h1>", topic->title, "</h1>\n", Html::from_asset(prose),
                 lists_of(name), "</div>\n"});
    return whole_page(frame, {.title = std::string(topic->title),
                              .section = Section::Help,
                              .content = std::move(content)});
}

} // namespace chancery::view
