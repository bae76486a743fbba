#include "view/browse_pages.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "cable/reference_data.hpp"
#include "view/explain.hpp"
#include "view/listing_page.hpp"
#include "view/path.hpp"

namespace chancery::view {

namespace {

using edition::FacetValue;
using Values = std::vector<const FacetValue*>;
// By the letter that readers look under; '#' for what starts with none.
using Letters = std::map<std::string, Values>;

std::uint64_t largest_count(const std::vector<FacetValue>& values)
{
    std::uint64_t largest = 0;
    for (const FacetValue& value : values) {
        largest = std::max<std::uint64_t>(largest, value.count);
    }
    return largest;
}

Html value_link(const FacetValue& value, std::string_view words)
{
    Html out;
    out.add({"<a href=\"", facet_path(value.facet, value.key, 0), "\">", words, "</a>"});
    return out;
}

Html count_cell(const FacetValue& value)
{
    Html out;
    out.add({"<td class=\"n\">", grouped(value.count), "</td>"});
    return out;
}

// ---- by letter ----

std::string letter_of(std::string_view name)
{
    const std::string plain = slug(name.substr(0, 4)); // takes accents off
    const char first = plain.empty() ? '#' : to_upper(plain[0]);
    return is_upper(first) ? std::string(1, first) : "#";
}

std::string letter_id(std::string_view letter)
{
    return letter == "#" ? "other" : std::string(letter);
}

Html letter_links(const Letters& letters)
{
    Html out;
    out.add({"<nav class=\"letters\" aria-label=\"Letters\">\n"});
    for (const auto& [letter, values] : letters) {
        out.add({"<a href=\"#", letter_id(letter), "\">", letter, "</a>\n"});
    }
    out.add({"</nav>\n"});
    return out;
}

using AddRow = std::function<void(Html&, const FacetValue&)>;

Html letter_tables(const Letters& letters, const Html& head, const AddRow& add_row)
{
    Html out;
    for (const auto& [letter, values] : letters) {
        out.add({"<h2 id=\"", letter_id(letter), "\">", letter,
                 "</h2>\n<table class=\"values\">\n<thead><tr>", head, "</tr></thead>\n<tbody>\n"});
        for (const FacetValue* value : values) {
            add_row(out, *value);
        }
        out.add({"</tbody>\n</table>\n"});
    }
    return out;
}

Html column_heads(std::initializer_list<std::string_view> names)
{
    Html out;
    for (const std::string_view name : names) {
        out.add({"<th scope=\"col\">", name, "</th>"});
    }
    return out;
}

// ---- tags ----

void add_tag_row(Html& out, const FacetValue& tag)
{
    out.add({"<tr><th scope=\"row\">", value_link(tag, tag.name), "</th><td>", tag_meaning(tag.key),
             "</td><td>", tag_kind(tag.key), "</td>", count_cell(tag), "</tr>\n"});
}

Html tags_content(const std::vector<FacetValue>& values)
{
    Letters letters;
    std::uint64_t misprints = 0;
    for (const FacetValue& tag : values) {
        if (is_misprint(tag)) {
            ++misprints;
        } else {
            letters[letter_of(tag.name)].push_back(&tag);
        }
    }
    Html out;
    out.add({"<h1>Tags</h1>\n<p class=\"lead\">Codes that the senders put on their cables, so that "
             "they could be found again: subjects, programs, ",
             "organizations, countries. <a href=\"/help/tags.html\">How tags work</a></p>\n"});
    if (misprints > 0) {
        out.add({"<p><a href=\"", kMisprintsPath, "\">", plural(misprints, "word", "words"),
                 "</a> on TAGS lines that are no known tags are listed apart.</p>\n"});
    }
    out.add(
        {letter_links(letters),
         letter_tables(letters, column_heads({"Tag", "Meaning", "Kind", "Cables"}), add_tag_row)});
    return out;
}

Html meant_links(const FacetValue& word, const std::vector<FacetValue>& tags)
{
    Html out;
    for (const std::string& tag : meant_tags(word.key)) {
        const auto found = std::find_if(tags.begin(), tags.end(),
                                        [&](const FacetValue& value) { return value.key == tag; });
        if (found != tags.end()) {
            out.add({value_link(*found, tag), " "});
        } else {
            out.add({tag, " "});
        }
    }
    return out;
}

// ---- origins ----

Letters origins_by_letter(const std::vector<FacetValue>& values)
{
    Letters letters;
    for (const FacetValue& origin : values) {
        letters[letter_of(origin_sort_name(origin.name))].push_back(&origin);
    }
    for (auto& [letter, list] : letters) {
        std::sort(list.begin(), list.end(), [](const FacetValue* a, const FacetValue* b) {
            return std::pair(origin_sort_name(a->name), std::string_view(a->name)) <
                   std::pair(origin_sort_name(b->name), std::string_view(b->name));
        });
    }
    return letters;
}

void add_origin_row(Html& out, const FacetValue& origin)
{
    out.add({"<tr><th scope=\"row\">", value_link(origin, origin.name), "</th><td>",
             origin_place(origin.name), "</td>", count_cell(origin), "</tr>\n"});
}

Html origins_content(const std::vector<FacetValue>& values)
{
    const Letters letters = origins_by_letter(values);
    Html out;
    out.add({"<h1>Origins</h1>\n<p class=\"lead\">The embassies, consulates and missions that sent "
             "the cables, by the name of the place.</p>\n",
             letter_links(letters),
             letter_tables(letters, column_heads({"Origin", "Place", "Cables"}), add_origin_row)});
    return out;
}

// ---- classifications ----

Html classifications_content(const std::vector<FacetValue>& values)
{
    const std::uint64_t largest = largest_count(values);
    Html out;
    out.add({"<h1>Classification</h1>\n<p class=\"lead\">How secret the senders meant their cables "
             "to be, from the lowest level to the highest. ",
             "<a href=\"/help/captions.html\">Levels and captions explained</a></p>\n<ul "
             "class=\"bars\">\n"});
    for (const FacetValue& value : values) {
        out.add({"<li><a href=\"", facet_path(value.facet, value.key, 0), "\">", value.name, "</a>",
                 bar(value.count, largest), "<span class=\"n\">", grouped(value.count),
                 "</span></li>\n"});
    }
    out.add({"</ul>\n"});
    return out;
}

// ---- dates ----

Html dates_content(const std::vector<FacetValue>& values)
{
    std::map<std::string, Values, std::greater<>> years;
    for (const FacetValue& month : values) {
        years[month.key.substr(0, 4)].push_back(&month);
    }
    Html out;
    out.add({"<h1>Dates</h1>\n<p class=\"lead\">By the month in which the cables were "
             "sent.</p>\n<nav class=\"letters\" aria-label=\"Years\">\n"});
    for (const auto& [year, months] : years) {
        out.add({"<a href=\"#y", year, "\">", year, "</a>\n"});
    }
    out.add({"</nav>\n"});
    const std::uint64_t largest = largest_count(values);
    for (const auto& [year, months] : years) {
        std::uint64_t count = 0;
        for (const FacetValue* month : months) {
            count += month->count;
        }
        out.add({"<h2 id=\"y", year, "\">", year, " <small>", plural(count, "cable", "cables"),
                 "</small></h2>\n<ul class=\"bars\">\n"});
        for (const FacetValue* month : months) {
            out.add({"<li>", value_link(*month, month_words(month->key)),
                     bar(month->count, largest), "<span class=\"n\">", grouped(month->count),
                     "</span></li>\n"});
        }
        out.add({"</ul>\n"});
    }
    return out;
}

Html releases_content(const std::vector<FacetValue>& values)
{
    const std::uint64_t largest = largest_count(values);
    Html out;
    out.add({"<h1>Releases</h1>\n<p class=\"lead\">By the day on which the cables became public, "
             "newest first. "
             "A cable keeps the day of its first release; inside a release the oldest cables come "
             "first.</p>\n<ul class=\"bars\">\n"});
    for (const FacetValue& day : values) {
        out.add({"<li>", value_link(day, day_words(day.key)), bar(day.count, largest),
                 "<span class=\"n\">", grouped(day.count), "</span></li>\n"});
    }
    out.add({"</ul>\n"});
    return out;
}

struct Kind {
    Facet facet;
    std::string_view title;
    Html (*content)(const std::vector<FacetValue>&);
};
constexpr std::array kKinds = {
    Kind{Facet::Origin, "Origins", origins_content}, Kind{Facet::Tag, "Tags", tags_content},
    Kind{Facet::Classification, "Classification", classifications_content},
    Kind{Facet::Month, "Dates", dates_content},
    Kind{Facet::ReleaseDay, "Releases", releases_content}};

} // namespace

std::string browse_page(const Frame& frame, Facet facet, const std::vector<FacetValue>& values)
{
    const auto kind =
        std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& k) { return k.facet == facet; });
    return whole_page(frame, {.title = std::string(kind->title),
                              .section = section_of(facet),
                              .content = kind->content(values)});
}

bool is_misprint(const FacetValue& tag)
{
    return reference_data().tag(tag.key) == nullptr;
}

std::vector<std::string> meant_tags(std::string_view word)
{
    const TagVariant* variant = reference_data().tag_variant(word);
    const bool known =
        variant != nullptr && variant->confidence != "unknown" && variant->confidence != "low";
    return known ? variant->maps_to : std::vector<std::string>();
}

std::string misprints_page(const Frame& frame, const std::vector<FacetValue>& tags)
{
    Letters letters;
    for (const FacetValue& tag : tags) {
        if (is_misprint(tag)) {
            letters[letter_of(tag.name)].push_back(&tag);
        }
    }
    const auto add_row = [&](Html& out, const FacetValue& word) {
        out.add({"<tr><th scope=\"row\">", value_link(word, word.name), "</th><td>",
                 meant_links(word, tags), "</td>", count_cell(word), "</tr>\n"});
    };
    Html content;
    content.add(
        {"<h1>Words that are no known tags</h1>\n<p class=\"lead\">They stand on TAGS lines: "
         "misspelt tags, tags that ran together, names and ",
         "other words. They are kept as printed; where it is clear what was meant, that is beside "
         "them.</p>\n",
         letter_links(letters),
         letter_tables(letters, column_heads({"Printed", "Probably meant", "Cables"}), add_row)});
    return whole_page(frame, {.title = "Words that are no known tags",
                              .section = Section::Tags,
                              .content = std::move(content)});
}

} // namespace chancery::view
