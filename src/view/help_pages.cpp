#include "view/help_pages.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "view/api_page.hpp"
#include "view/assets.hpp"
#include "view/glossary.hpp"

namespace chancery::view {

namespace {

// In the index beside the topics; its page is made from the query language's examples
// (search_help.hpp).
constexpr HelpTopic kSearchTopic = {"search", "How to search",
                                    "Words, phrases, fields and filters, with examples that run"};

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
    HelpTopic{"glossary", "Glossary", "Acronyms, captions, marks and codes, all in one place"},
    HelpTopic{"faq", "Common questions",
              "Is this the original text? What was changed? What is missing?"},
    HelpTopic{"about", "About this site",
              "The software, and what it knows of its readers: nothing"}};

// What is added to the prose of a topic.
Html lists_of(std::string_view topic)
{
    if (topic == "classification") {
        return classification_lists();
    }
    if (topic == "captions") {
        return caption_lists();
    }
    if (topic == "glossary") {
        return glossary_lists();
    }
    return topic == "structure" ? precedence_list() : Html();
}

// /help/glossary-a.html: a page of a topic, and none itself.
std::optional<std::string> glossary_page(const Frame& frame, std::string_view name)
{
    constexpr std::string_view kPrefix = "glossary-";
    std::optional<GlossaryPage> page =
        name.starts_with(kPrefix) ? acronym_page(name.substr(kPrefix.size())) : std::nullopt;
    if (!page) {
        return std::nullopt;
    }
    Html content;
    content.add({"<div class=\"prose\">\n<h1>", page->title, "</h1>\n", page->content,
                 "<p><a href=\"/help/glossary.html\">Glossary</a></p>\n</div>\n"});
    return whole_page(
        frame, {.title = page->title, .section = Section::Help, .content = std::move(content)});
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
    const auto add = [&](const HelpTopic& topic) {
        content.add({"<dt><a href=\"", help_path(topic), "\">", topic.title, "</a></dt><dd>",
                     topic.summary, "</dd>\n"});
    };
    if (frame.delivery == Delivery::Served) {
        add(kSearchTopic);
    }
    std::for_each(kTopics.begin(), kTopics.end(), add);
    if (frame.delivery == Delivery::Served) {
        content.add({"<dt><a href=\"", kApiPath,
                     "\">The archive for programs</a></dt><dd>JSON, "
                     "JSON lines and CSV of everything here</dd>\n"});
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
        return glossary_page(frame, name);
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
