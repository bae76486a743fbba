#include "view/home_page.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.hpp"
#include "view/article_page.hpp"
#include "view/browse_pages.hpp"
#include "view/explain.hpp"
#include "view/listing_page.hpp"
#include "view/path.hpp"
#include "view/search_help.hpp"

namespace chancery::view {

namespace {

using edition::FacetValue;
using edition::Settings;

constexpr std::size_t kTopValues = 12;
constexpr std::size_t kLatestDays = 5;
constexpr int kMaxYearBars = 20;

// "57.3%"; never 0.0 for something.
std::string percent(std::uint64_t part, std::uint64_t whole)
{
    const std::uint64_t tenths = std::min<std::uint64_t>(part * 1000 / whole, 1000);
    if (tenths == 0 && part > 0) {
        return "under 0.1%";
    }
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + '%';
}

Html counter(const HomePage& model, const Settings& settings)
{
    Html out;
    if (settings.expected_total == 0) {
        out.add({"<p class=\"counter\"><b>", grouped(model.cable_count),
                 "</b> cables released so far</p>\n"});
        return out;
    }
    out.add({"<p class=\"counter\">Released so far: <b>", grouped(model.cable_count), "</b> of ",
             grouped(settings.expected_total), " (",
             percent(model.cable_count, settings.expected_total), ")<span class=\"track\">",
             bar(model.cable_count, settings.expected_total), "</span></p>\n"});
    return out;
}

Html search(const Frame& frame)
{
    Html out;
    if (frame.delivery == Delivery::Copied) {
        return out;
    }
    out.add({search_box(frame, SearchBoxSize::Large, ""), "<p class=\"hint\"><a href=\"",
             kSearchHelpPath, "\">How to search</a>: words, phrases, names spelled alike, tags, ",
             "dates, portion marks</p>\n"});
    return out;
}

Html introduction(const Frame& frame, const HomePage& model)
{
    const Settings& settings = *frame.settings;
    Html out;
    out.add({"<h1>", settings.title, "</h1>\n"});
    if (!settings.motto.empty()) {
        out.add({"<p class=\"motto\" lang=\"", settings.language, "\">", settings.motto, "</p>\n"});
    }
    if (!settings.description.empty()) {
        out.add({"<p class=\"lead\" lang=\"", settings.language, "\">", settings.description,
                 "</p>\n"});
    }
    out.add({search(frame), counter(model, settings),
             "<p>New to cables? Read <a href=\"/help/structure.html\">how a cable is built</a>, <a "
             "href=\"/help/discuss.html\">how to cite and discuss one</a>, ",
             "and <a href=\"/help/faq.html\">common questions</a>.</p>\n"});
    return out;
}

struct BarRow {
    std::string path;
    std::string name;
    std::string_view meaning;
    std::uint64_t count = 0;
};

Html bar_list(std::string_view list_class, const std::vector<BarRow>& rows)
{
    std::uint64_t largest = 0;
    for (const BarRow& row : rows) {
        largest = std::max(largest, row.count);
    }
    Html out;
    out.add({"<ul class=\"", list_class, "\">\n"});
    for (const BarRow& row : rows) {
        out.add({"<li><span><a href=\"", row.path, "\">", row.name, "</a>"});
        if (!row.meaning.empty()) {
            out.add({" <small>", row.meaning, "</small>"});
        }
        out.add({"</span>", bar(row.count, largest), "<span class=\"n\">", grouped(row.count),
                 "</span></li>\n"});
    }
    out.add({"</ul>\n"});
    return out;
}

std::vector<BarRow> top_rows(const std::vector<FacetValue>& values, std::size_t count)
{
    std::vector<const FacetValue*> sorted;
    sorted.reserve(values.size());
    for (const FacetValue& value : values) {
        sorted.push_back(&value);
    }
    std::sort(sorted.begin(), sorted.end(), [](const FacetValue* a, const FacetValue* b) {
        return std::tie(b->count, a->name) < std::tie(a->count, b->name);
    });
    sorted.resize(std::min(sorted.size(), count));
    std::vector<BarRow> rows;
    for (const FacetValue* value : sorted) {
        const std::string_view meaning =
            value->facet == Facet::Tag ? tag_meaning(value->key) : std::string_view();
        rows.push_back(
            {facet_path(value->facet, value->key, 0), value->name, meaning, value->count});
    }
    return rows;
}

std::vector<BarRow> classification_rows(const std::vector<FacetValue>& values)
{
    std::vector<BarRow> rows;
    rows.reserve(values.size());
    for (const FacetValue& value : values) {
        rows.push_back({facet_path(value.facet, value.key, 0), value.name, "", value.count});
    }
    return rows;
}

std::vector<BarRow> year_rows(const std::vector<FacetValue>& months)
{
    std::vector<BarRow> rows;
    for (const YearBar& year : year_bars(months)) {
        rows.push_back({"/date/#y" + year.year, year.name, "", year.count});
    }
    return rows;
}

Html figures(const HomePage& model)
{
    Html out;
    out.add({"<section aria-labelledby=\"years\">\n<h2 id=\"years\">Cables by year</h2>\n",
             bar_list("years", year_rows(model.months)), "</section>\n",
             "<div class=\"columns\">\n<section aria-labelledby=\"tags\">\n",
             "<h2 id=\"tags\">Most used tags</h2>\n",
             bar_list("bars", top_rows(model.tags, kTopValues)),
             "<p><a href=\"/tag/\">All tags, A to Z</a></p>\n</section>\n",
             "<section aria-labelledby=\"origins\">\n<h2 id=\"origins\">Main origins</h2>\n",
             bar_list("bars", top_rows(model.origins, kTopValues)),
             "<p><a href=\"/origin/\">All origins, A to Z</a></p>\n</section>\n</div>\n",
             "<section aria-labelledby=\"levels\">\n<h2 id=\"levels\">By classification</h2>\n",
             bar_list("bars", classification_rows(model.classifications)), "</section>\n"});
    return out;
}

Html latest(const HomePage& model)
{
    Html out;
    if (model.release_days.empty()) {
        return out;
    }
    out.add({"<section aria-labelledby=\"latest\">\n<h2 id=\"latest\">Latest releases</h2>\n<p "
             "class=\"days\">"});
    for (std::size_t i = 0; i < std::min(model.release_days.size(), kLatestDays); ++i) {
        const FacetValue& day = model.release_days[i];
        out.add({"<a href=\"", facet_path(Facet::ReleaseDay, day.key, 0), "\">", day_words(day.key),
                 "</a> ", plural(day.count, "cable", "cables"), "<br>\n"});
    }
    out.add({"<a href=\"/reldate/\">All releases</a></p>\n",
             cable_table(model.latest, "The newest"), "</section>\n"});
    return out;
}

Html articles(const HomePage& model)
{
    Html out;
    if (!model.articles.empty()) {
        out.add({"<section aria-labelledby=\"articles\">\n<h2 id=\"articles\">Articles</h2>\n",
                 article_rows(model.articles), "<p><a href=\"", kArticlesPath,
                 "\">All articles</a></p>\n</section>\n"});
    }
    return out;
}

Html links(const Settings& settings)
{
    Html out;
    if (settings.links.empty()) {
        return out;
    }
    out.add({"<section aria-labelledby=\"elsewhere\">\n<h2 id=\"elsewhere\">Elsewhere</h2>\n<ul "
             "class=\"plain\">\n"});
    for (const edition::Link& link : settings.links) {
        out.add({"<li>", external_link(link.url, link.name), "</li>\n"});
    }
    out.add({"</ul>\n</section>\n"});
    return out;
}

int number(std::string_view digits)
{
    return all_digits(digits) && digits.size() == 4 ? std::stoi(std::string(digits)) : 0;
}

} // namespace

std::vector<YearBar> year_bars(const std::vector<FacetValue>& months)
{
    std::map<int, std::uint64_t> years;
    for (const FacetValue& month : months) {
        years[number(month.key.substr(0, 4))] += month.count;
    }
    years.erase(0);
    std::vector<YearBar> bars;
    if (years.empty()) {
        return bars;
    }
    int first_single = years.begin()->first; // years before it share a bar with their decade
    const int last = years.rbegin()->first;
    while (last - first_single + 1 > kMaxYearBars) {
        first_single = first_single / 10 * 10 + 10;
    }
    for (const auto& [year, count] : years) {
        const std::string name =
            year >= first_single ? std::to_string(year) : std::to_string(year / 10 * 10) + 's';
        if (bars.empty() || bars.back().name != name) {
            bars.push_back({name, "", 0});
        }
        bars.back().year = std::to_string(year);
        bars.back().count += count;
    }
    return bars;
}

std::string home_page(const Frame& frame, const HomePage& model)
{
    Html content;
    content.add({introduction(frame, model), latest(model), articles(model), figures(model),
                 links(*frame.settings)});
    return whole_page(frame, {.title = "",
                              .section = Section::Home,
                              .content = std::move(content),
                              .feed = std::string(kLatestFeedPath)});
}

} // namespace chancery::view
