#include "site/search_pages.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "edition/reader.hpp"
#include "index/query/examples.hpp"
#include "index/result_list.hpp"
#include "site/feeds.hpp"
#include "view/path.hpp"

namespace chancery::site {

namespace {

using index::Facet;
using view::SearchModel;

constexpr std::size_t kShownValues = 40; // of a facet; the rest is counted
constexpr std::size_t kInviting = 10;    // examples on the page without a query
constexpr std::size_t kPieceBytes = 64U << 10U;
constexpr std::uint16_t kMonths = 12;
constexpr std::array<std::string_view, kMonths> kMonthNames = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string sentence(std::string text)
{
    if (!text.empty()) {
        text[0] = to_upper(text[0]);
        text += text.ends_with('.') ? "" : ".";
    }
    return text;
}

view::SearchTexts texts(const std::vector<index::TextPiece>& pieces)
{
    view::SearchTexts out;
    for (const index::TextPiece& piece : pieces) {
        out.push_back({piece.text, piece.marked});
    }
    return out;
}

view::SearchHit hit(const index::FoundCable& cable, const SearchAddress& address)
{
    const edition::CableRow& row = cable.row;
    view::SearchHit out;
    out.id = row.id;
    out.title = texts(cable.excerpts.subject);
    if (out.title.empty() && !row.subject.empty()) {
        out.title = {{row.subject, false}};
    }
    out.created = row.created;
    if (address.order == Order::Released) {
        out.released = row.released;
    }
    out.classification = row.classification;
    out.origin = row.origin;
    const std::string path = view::cable_path(row.id, row.created) + ".html";
    const std::string words = address.query.empty() ? "" : "?q=" + form_encode(address.query);
    out.link = path + words;
    for (const index::Excerpt& excerpt : cable.excerpts.best) {
        out.excerpts.push_back(
            {excerpt.anchor, excerpt.place, excerpt.mark, texts(excerpt.pieces),
             path + words + (excerpt.anchor.empty() ? "" : "#" + excerpt.anchor)});
    }
    out.more = cable.excerpts.more;
    return out;
}

view::SearchFacet facet_of(Facet facet, const index::Answer& answer, const SearchAddress& address)
{
    const auto number = static_cast<std::size_t>(facet);
    const std::vector<std::string>& chosen = address.chosen[number];
    view::SearchFacet out{std::string(kFacetTitles[number])};
    const auto add = [&](std::string_view value, std::uint64_t count) {
        const std::string text(value);
        out.values.push_back({text, std::string(index::meaning_of(facet, value)), count,
                              std::ranges::find(chosen, text) != chosen.end(),
                              search_link(address.toggled(facet, text))});
    };
    std::vector<std::string> missing = chosen; // of those that were chosen
    for (const index::ValueCount& value : answer.facets[number]) {
        const bool is_chosen = std::erase(missing, value.value) > 0;
        if (out.values.size() < kShownValues || is_chosen) {
            add(value.value, value.count);
        } else {
            ++out.left_out;
        }
    }
    for (const std::string& value : missing) {
        add(value, 0);
    }
    return out;
}

// ---- over time ----

void add_bar(view::SearchTimes& times, std::string name, std::string full_name, std::uint64_t count,
             const std::string& period, const SearchAddress& address)
{
    const bool chosen = address.created == period;
    times.bars.push_back({std::move(name), std::move(full_name), count,
                          search_link(address.with_created(chosen ? "" : period)), chosen});
}

// Years, or where those are too many to stand side by side, decades.
void add_years(view::SearchTimes& times, const std::map<int, std::uint64_t>& years,
               const SearchAddress& address)
{
    const int first = years.begin()->first;
    const int last = years.rbegin()->first;
    const int step = static_cast<std::size_t>(last - first) < view::kMaxTimeBars ? 1 : 10;
    for (int from = first - first % step; from <= last; from += step) {
        std::uint64_t count = 0;
        for (auto year = years.lower_bound(from); year != years.end() && year->first < from + step;
             ++year) {
            count += year->second;
        }
        const std::string name = std::to_string(from) + (step == 1 ? "" : "s");
        add_bar(times, name, name, count,
                step == 1 ? std::to_string(from) : fmt::format("{}..{}", from, from + step - 1),
                address);
    }
}

view::SearchTimes times_of(const index::Answer& answer, const SearchAddress& address)
{
    view::SearchTimes times;
    std::map<int, std::uint64_t> years;
    for (const auto& [month, count] : answer.months) {
        if (month == 0) {
            times.undated = count;
            times.undated_link =
                search_link(address.with_created(address.created == "none" ? "" : "none"));
        } else {
            years[month / kMonths] += count;
        }
    }
    if (!address.created.empty()) {
        times.back = {"All years", search_link(address.with_created(""))};
    }
    const bool one_year = address.created.size() == 4 && all_digits(address.created);
    const bool one_month = address.created.size() == 7;
    if ((one_year || one_month) && years.size() == 1) {
        const int year = years.begin()->first;
        std::map<int, std::uint64_t> months;
        for (const auto& [month, count] : answer.months) {
            months[month % kMonths] += count;
        }
        times.title = fmt::format("Months of {}", year);
        for (int month = 0; month < kMonths; ++month) {
            const std::string_view name = kMonthNames[static_cast<std::size_t>(month)];
            add_bar(times, std::string(name.substr(0, 3)), fmt::format("{} {}", name, year),
                    months[month], fmt::format("{:04}-{:02}", year, month + 1), address);
        }
    } else if (!years.empty()) {
        times.title = "Cables by year";
        add_years(times, years, address);
    }
    return times;
}

view::SearchPages pages_of(const SearchAddress& address, std::uint64_t total)
{
    view::SearchPages pages;
    pages.pages = std::max<std::uint64_t>(1, (total + address.size - 1) / address.size);
    pages.page = address.page;
    const auto to = [&](std::uint64_t page) {
        return page >= 1 && page <= pages.pages && page != address.page
                   ? search_link(address.at_page(page))
                   : std::string();
    };
    pages.first = to(1);
    pages.previous = address.page > 1 ? to(std::min(address.page - 1, pages.pages)) : "";
    pages.next = to(address.page + 1);
    pages.last = to(pages.pages);
    return pages;
}

void add_filters(SearchModel& model, const SearchAddress& address)
{
    for (std::size_t facet = 0; facet < address.chosen.size(); ++facet) {
        for (const std::string& value : address.chosen[facet]) {
            model.filters.push_back(
                {std::string(kFacetTitles[facet]), value,
                 search_link(address.toggled(static_cast<Facet>(facet), value))});
        }
    }
    if (!address.created.empty()) {
        model.filters.push_back({"Created", address.created == "none" ? "undated" : address.created,
                                 search_link(address.with_created(""))});
    }
    model.no_filters = search_link(address.without_filters());
}

void add_hints(SearchModel& model, index::SearchReader& search, const index::Results& results,
               const SearchAddress& address)
{
    for (const index::Hint& hint : results.hints) {
        switch (hint.kind) {
        case index::Hint::Kind::Cable:
            if (const auto row = search.reader().find(hint.text)) {
                model.suggestions.push_back({"There is a cable", hint.text,
                                             view::cable_path(row->id, row->created) + ".html",
                                             row->subject.empty() ? "" : ": " + row->subject});
            }
            break;
        case index::Hint::Kind::Tag: {
            const std::string meaning(index::meaning_of(Facet::Tag, hint.text));
            model.suggestions.push_back({"There is a tag", hint.text,
                                         search_link(address.with_query(hint.query)),
                                         meaning.empty() ? "" : ": " + meaning});
            break;
        }
        case index::Hint::Kind::Spelling:
            model.suggestions.push_back(
                {"Did you mean", hint.query, search_link(address.with_query(hint.query)), "?"});
            break;
        }
    }
}

void add_choices(SearchModel& model, const SearchAddress& address)
{
    for (const OrderName& order : kOrders) {
        model.orders.push_back({std::string(order.text),
                                search_link(address.with_order(order.order)),
                                address.order == order.order});
    }
    for (const std::uint64_t size : kPageSizes) {
        model.sizes.push_back(
            {std::to_string(size), search_link(address.with_size(size)), address.size == size});
    }
    const SearchAddress whole = address.at_page(1).with_size(kPageSizes[1]);
    model.downloads = {{"CSV", search_link(whole, "/search.csv")},
                       {"JSON lines", search_link(whole, "/search.jsonl")},
                       {"Atom feed", search_link(feed_address(whole), view::kSearchFeedPath)}};
}

class ListStream : public http::Stream {
public:
    // The ids live as long as the index of `search`.
    ListStream(const index::SearchReader& search, std::vector<std::string_view> ids,
               ListFormat format, std::string beginning)
        : search_(search.another()), format_(format), beginning_(std::move(beginning)),
          ids_(std::move(ids))
    {
    }

    More next(std::string& piece) override
    {
        piece += std::exchange(beginning_, "");
        for (; next_ < ids_.size() && piece.size() < kPieceBytes; ++next_) {
            const edition::CableRow row = search_.row(ids_[next_]);
            piece += format_ == ListFormat::Csv ? index::csv_line(row) : index::json_line(row);
        }
        return next_ < ids_.size() ? More::Yes : More::No;
    }

private:
    index::SearchReader search_;
    ListFormat format_;
    std::string beginning_;
    std::vector<std::string_view> ids_;
    std::size_t next_ = 0;
};

} // namespace

SearchModel search_model(index::SearchReader& search, const SearchAddress& address)
{
    SearchModel model;
    model.query = address.query;
    model.address_query = address.text();
    if (!address.asks()) {
        for (const index::query::Example& example : index::query::examples()) {
            if (model.examples.size() < kInviting) {
                model.examples.push_back({std::string(example.query), std::string(example.finds)});
            }
        }
        return model;
    }
    for (auto& [name, value] : address.at_page(1).fields()) {
        if (name != "q") {
            model.kept.push_back({name, value});
        }
    }
    const index::Results results = search.find(address.form());
    model.reading = results.in_words;
    for (const index::query::Note& note : results.reading.notes) {
        model.notes.push_back(sentence(note.text));
    }
    model.total = results.answer.total;
    model.exact = results.answer.exact;
    model.first_hit = (address.page - 1) * address.size + 1;
    for (const index::FoundCable& cable : results.cables) {
        model.hits.push_back(hit(cable, address));
    }
    model.pages = pages_of(address, model.total);
    model.times = times_of(results.answer, address);
    for (std::size_t facet = 0; facet < index::kFacets; ++facet) {
        model.facets.push_back(facet_of(static_cast<Facet>(facet), results.answer, address));
    }
    add_hints(model, search, results, address);
    add_filters(model, address);
    add_choices(model, address);
    return model;
}

std::string suggestions_json(index::SearchReader& search, std::string_view begun)
{
    const index::Suggestions found = search.suggest(begun);
    std::string out;
    JsonWriter json(out);
    const auto list = [&](std::string_view name, const std::vector<std::string>& values) {
        json.key(name);
        json.begin_array();
        for (const std::string& value : values) {
            json.value(value);
        }
        json.end_array();
    };
    json.begin_object();
    list("ids", found.ids);
    list("tags", found.tags);
    list("origins", found.origins);
    list("words", found.words);
    json.end_object();
    return out + '\n';
}

std::shared_ptr<http::Stream> list_stream(index::SearchReader& search, const SearchAddress& address,
                                          ListFormat format)
{
    auto ids = search.all_ids(address.form());
    if (!ids) {
        return nullptr;
    }
    const bool with_names = format == ListFormat::Csv && address.after.empty();
    return std::make_shared<ListStream>(search, std::move(*ids), format,
                                        with_names ? index::csv_header() : "");
}

std::vector<view::QueryGroup> query_groups()
{
    std::vector<view::QueryGroup> groups;
    for (const index::query::Example& example : index::query::examples()) {
        if (groups.empty() || groups.back().title != example.group) {
            groups.push_back({std::string(example.group), {}});
        }
        groups.back().examples.push_back({std::string(example.query), std::string(example.finds)});
    }
    return groups;
}

} // namespace chancery::site
