// What the API says of a query: the cables it finds, and what values they have.
#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "api/handlers.hpp"
#include "api/problem.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "index/search_reader.hpp"
#include "view/path.hpp"

namespace chancery::api {

namespace {

using index::Facet;

constexpr std::size_t kShownValues = 20; // of a facet beside the cables found
constexpr std::array<std::string_view, index::kFacets> kFacetNames = {"origin", "country", "tag",
                                                                      "class",  "caption", "mark"};
constexpr std::string_view kMonth = "month";

// ---- the question ----

struct Order {
    std::string_view name;
    index::Sort sort;
    index::Direction direction;
};
constexpr std::array kOrders = {Order{"relevance", index::Sort::Relevance, index::Direction::Usual},
                                Order{"newest", index::Sort::Created, index::Direction::Usual},
                                Order{"oldest", index::Sort::Created, index::Direction::Turned},
                                Order{"released", index::Sort::Released, index::Direction::Usual},
                                Order{"id", index::Sort::Id, index::Direction::Usual}};

index::SearchForm form_of(const Values& values)
{
    index::SearchForm form;
    form.query = collapse_spaces(values.text("q"));
    form.created = values.text("created");
    for (std::size_t facet = 0; facet < kFacetNames.size(); ++facet) {
        if (std::vector<std::string> chosen = values.all(kFacetNames[facet]); !chosen.empty()) {
            form.choices.push_back({static_cast<Facet>(facet), std::move(chosen)});
        }
    }
    return form;
}

// Of a list in the order of the search: how many cables have come, and the last of these. With the
// number the place is found at once; where a release has moved it, by the id.
struct SearchCursor {
    std::uint64_t number = 0; // 0: not known
    std::string id;

    static SearchCursor from(std::string_view text)
    {
        SearchCursor cursor;
        const std::size_t gap = text.find('~');
        if (gap != std::string_view::npos) {
            std::from_chars(text.data(), text.data() + gap, cursor.number);
            text.remove_prefix(gap + 1);
        }
        cursor.id = text;
        return cursor;
    }
};

// ---- the cables found: a page ----

void write_pieces(JsonWriter& json, const std::vector<index::TextPiece>& pieces)
{
    json.begin_array();
    for (const index::TextPiece& piece : pieces) {
        json.begin_object();
        json.member("text", piece.text);
        json.member("marked", piece.marked);
        json.end_object();
    }
    json.end_array();
}

void write_excerpt(JsonWriter& json, const index::Excerpt& excerpt, const std::string& path)
{
    json.begin_object();
    json.text_or_null("anchor", excerpt.anchor);
    json.text_or_null("place", excerpt.place);
    json.text_or_null("mark", excerpt.mark);
    json.key("pieces");
    write_pieces(json, excerpt.pieces);
    json.member("path", excerpt.anchor.empty() ? path : path + "#" + excerpt.anchor);
    json.end_object();
}

std::string_view name_of(index::Hint::Kind kind)
{
    switch (kind) {
    case index::Hint::Kind::Cable:
        return "cable";
    case index::Hint::Kind::Tag:
        return "tag";
    case index::Hint::Kind::Spelling:
        break;
    }
    return "spelling";
}

std::string month_name(std::uint16_t month)
{
    constexpr std::uint16_t kMonths = 12;
    return month == 0 ? "" : fmt::format("{:04}-{:02}", month / kMonths, month % kMonths + 1);
}

void write_counted(JsonWriter& json, std::string_view value, std::string_view meaning,
                   std::uint64_t count)
{
    json.begin_object();
    json.text_or_null("value", value);
    json.text_or_null("meaning", meaning);
    json.member("count", count);
    json.end_object();
}

void write_facet(JsonWriter& json, Facet facet, const std::vector<index::ValueCount>& values)
{
    const std::size_t shown = std::min(values.size(), kShownValues);
    json.begin_object();
    json.member("facet", kFacetNames[static_cast<std::size_t>(facet)]);
    json.key("values");
    json.begin_array();
    for (std::size_t i = 0; i < shown; ++i) {
        write_counted(json, values[i].value, index::meaning_of(facet, values[i].value),
                      values[i].count);
    }
    json.end_array();
    json.member("left_out", values.size() - shown);
    json.end_object();
}

void write_facets(JsonWriter& json, const index::Answer& answer)
{
    json.begin_array();
    for (std::size_t facet = 0; facet < index::kFacets; ++facet) {
        write_facet(json, static_cast<Facet>(facet), answer.facets[facet]);
    }
    json.begin_object();
    json.member("facet", kMonth);
    json.key("values");
    json.begin_array();
    for (const auto& [month, count] : answer.months) {
        write_counted(json, month_name(month), "", count);
    }
    json.end_array();
    json.member("left_out", 0);
    json.end_object();
    json.end_array();
}

class HitList : public List {
public:
    // `from`: the place of results.cables[0] in the whole list, from 0.
    HitList(index::Results results, const index::SearchForm& form, std::uint64_t from)
        : results_(std::move(results)), query_(form.query), from_(from), limit_(form.size),
          counts_(form.counts)
    {
    }

    // Also where the page is full and the list is not at its end.
    bool more() override
    {
        return next_ < results_.cables.size() ||
               (next_ == limit_ && from_ + next_ < results_.answer.total);
    }
    void write(Record& record) override
    {
        const index::FoundCable& found = results_.cables[next_++];
        const edition::CableRow& row = found.row;
        const std::string path = edition::cable_path(row.id, row.created) + ".html";
        const std::string marked = path + (query_.empty() ? "" : "?q=" + view::url_segment(query_));
        record.begin();
        write_row_members(record, row);
        JsonWriter& json = record.json();
        json.key("marked_subject");
        write_pieces(json, found.excerpts.subject);
        json.key("excerpts");
        json.begin_array();
        for (const index::Excerpt& excerpt : found.excerpts.best) {
            write_excerpt(json, excerpt, marked);
        }
        json.end_array();
        json.member("more", found.excerpts.more);
        record.end();
    }
    std::string cursor() const override
    {
        return std::to_string(from_ + next_) + "~" + results_.cables[next_ - 1].row.id;
    }
    std::optional<std::uint64_t> total() override { return results_.answer.total; }

    void write_beside(JsonWriter& json) override
    {
        json.member("exact", results_.answer.exact);
        json.member("reading", results_.in_words);
        json.key("notes");
        json.begin_array();
        for (const index::query::Note& note : results_.reading.notes) {
            json.value(note.text);
        }
        json.end_array();
        json.key("hints");
        json.begin_array();
        for (const index::Hint& hint : results_.hints) {
            json.begin_object();
            json.member("kind", name_of(hint.kind));
            json.member("text", hint.text);
            json.member("query", hint.query);
            json.end_object();
        }
        json.end_array();
        json.key("facets");
        if (counts_) {
            write_facets(json, results_.answer);
        } else {
            json.value(nullptr);
        }
    }

private:
    index::Results results_;
    std::string query_;
    std::uint64_t from_;
    std::uint64_t limit_;
    bool counts_;
    std::size_t next_ = 0;
};

// The page behind the cursor, looking from the cable that it names; nothing if that is not where the
// number says.
std::optional<index::Results> page_by_number(index::SearchReader& search, index::SearchForm form,
                                             const SearchCursor& cursor)
{
    if (cursor.number == 0 || cursor.number > search.generation()->cable_count()) {
        return std::nullopt;
    }
    form.from = cursor.number - 1;
    ++form.size;
    index::Results results = search.find(form);
    if (results.cables.empty() || results.cables[0].row.id != cursor.id) {
        return std::nullopt;
    }
    results.cables.erase(results.cables.begin());
    return results;
}

// Where the list goes on behind the cable, by reading all of it.
std::optional<std::uint64_t> place_behind(index::SearchReader& search, index::SearchForm form,
                                          const std::string& id)
{
    form.excerpts = 0;
    const auto ids = search.all_ids(form);
    const auto found = std::ranges::find(*ids, id);
    return found == ids->end() ? std::nullopt
                               : std::optional<std::uint64_t>(found - ids->begin() + 1);
}

// ---- the cables found: all of them ----

class FoundList : public List {
public:
    FoundList(const Call& call, std::vector<std::string_view> ids, bool whole_cables)
        : index_(call.search.searcher().shared_index()), walk_(call.walk()), ids_(std::move(ids)),
          whole_cables_(whole_cables)
    {
        if (whole_cables_) {
            walk_->open_views();
        }
    }

    bool more() override { return next_ < ids_.size(); }
    void write(Record& record) override
    {
        const std::optional<edition::WalkRow> row = walk_->find(ids_[next_++]);
        if (!row) {
            throw IoError("damaged edition: the search index has a cable that is not there");
        }
        if (whole_cables_) {
            record.whole(walk_->view(*row));
        } else {
            write_row(record, *row);
        }
    }
    std::string cursor() const override { return std::string(ids_[next_ - 1]); }
    std::optional<std::uint64_t> total() override { return ids_.size(); }

private:
    std::shared_ptr<const index::Index> index_; // has the ids
    std::unique_ptr<edition::Walk> walk_;
    std::vector<std::string_view> ids_;
    bool whole_cables_;
    std::size_t next_ = 0;
};

Result<std::unique_ptr<List>> whole_search(const Call& call, index::SearchForm form)
{
    form.after = SearchCursor::from(call.values.text("after")).id;
    auto ids = call.search.all_ids(form);
    if (!ids) {
        return std::unexpected(no_such_place(call));
    }
    return std::make_unique<FoundList>(call, *std::move(ids),
                                       call.form == Form::JsonLines &&
                                           call.values.text("fields") == "full");
}

// ---- the values of the cables found ----

struct CountedValue {
    std::string_view facet;
    std::string value; // empty: no date
    std::string_view meaning;
    std::uint64_t count = 0;
};

class FacetList : public List {
public:
    FacetList(std::vector<CountedValue> values, std::uint64_t found, bool exact)
        : values_(std::move(values)), found_(found), exact_(exact)
    {
    }
    // "tag~PHUM"
    bool go_behind(std::string_view after)
    {
        const auto found = std::ranges::find_if(
            values_, [&](const CountedValue& value) { return name_of(value) == after; });
        next_ = found == values_.end() ? 0 : static_cast<std::size_t>(found - values_.begin()) + 1;
        return after.empty() || found != values_.end();
    }
    bool more() override { return next_ < values_.size(); }
    void write(Record& record) override
    {
        const CountedValue& value = values_[next_++];
        record.begin();
        record.text("facet", value.facet);
        record.text_or_null("value", value.value);
        record.text_or_null("meaning", value.meaning);
        record.number("count", value.count);
        record.end();
    }
    std::string cursor() const override { return name_of(values_[next_ - 1]); }
    std::optional<std::uint64_t> total() override { return values_.size(); }
    void write_beside(JsonWriter& json) override
    {
        json.member("found", found_);
        json.member("exact", exact_);
    }

private:
    static std::string name_of(const CountedValue& value)
    {
        return std::string(value.facet) + "~" + value.value;
    }
    std::vector<CountedValue> values_;
    std::uint64_t found_;
    bool exact_;
    std::size_t next_ = 0;
};

std::vector<CountedValue> counted_values(const index::Answer& answer,
                                         const std::vector<std::string>& wanted)
{
    const auto wants = [&](std::string_view facet) {
        return wanted.empty() || is_one_of(wanted, facet);
    };
    std::vector<CountedValue> values;
    for (std::size_t facet = 0; facet < index::kFacets; ++facet) {
        for (const index::ValueCount& value : answer.facets[facet]) {
            if (wants(kFacetNames[facet])) {
                values.push_back({kFacetNames[facet], std::string(value.value),
                                  index::meaning_of(static_cast<Facet>(facet), value.value),
                                  value.count});
            }
        }
    }
    for (const auto& [month, count] : answer.months) {
        if (wants(kMonth)) {
            values.push_back({kMonth, month_name(month), "", count});
        }
    }
    return values;
}

} // namespace

Result<std::unique_ptr<List>> search(const Call& call)
{
    index::SearchForm form = form_of(call.values);
    const auto order = std::ranges::find(kOrders, call.values.text("sort"), &Order::name);
    form.sort = order->sort;
    form.direction = order->direction;
    if (call.form != Form::Page) {
        return whole_search(call, std::move(form));
    }
    form.size = call.values.number("limit");
    form.excerpts = call.values.number("excerpts");
    form.counts = call.values.text("counts") == "yes";
    const auto list_of = [&](index::Results results, std::uint64_t from) {
        return std::make_unique<HitList>(std::move(results), form, from);
    };
    const std::string after = call.values.text("after");
    if (after.empty()) {
        return list_of(call.search.find(form), 0);
    }
    const SearchCursor cursor = SearchCursor::from(after);
    if (std::optional<index::Results> results = page_by_number(call.search, form, cursor)) {
        return list_of(*std::move(results), cursor.number);
    }
    const std::optional<std::uint64_t> from = place_behind(call.search, form, cursor.id);
    if (!from) {
        return std::unexpected(no_such_place(call));
    }
    form.from = *from;
    return list_of(call.search.find(form), *from);
}

Result<std::unique_ptr<List>> facets(const Call& call)
{
    index::SearchForm form = form_of(call.values);
    form.size = 0;
    form.excerpts = 0;
    const index::Results results = call.search.find(form);
    auto list =
        std::make_unique<FacetList>(counted_values(results.answer, call.values.all("facet")),
                                    results.answer.total, results.answer.exact);
    if (!list->go_behind(call.values.text("after"))) {
        return std::unexpected(no_such_place(call));
    }
    return list;
}

} // namespace chancery::api
