// What the API says of one cable.
#include <algorithm>

#include "api/cable_document.hpp"
#include "api/handlers.hpp"
#include "api/problem.hpp"
#include "base/text.hpp"
#include "cable/cable_json.hpp"
#include "edition/citations.hpp"

namespace chancery::api {

namespace {

using edition::CableRow;

constexpr std::size_t kSuggestions = 8;

http::Response no_such_cable(const Call& call, const std::string& id)
{
    const std::string written = letters_and_digits(id);
    if (const auto gone = withdrawal(call.reader(), written)) {
        return problem("withdrawn", gone->id + " was withdrawn", [&](JsonWriter& json) {
            json.member("withdrawn", format_rfc3339(gone->date));
            json.text_or_null("why", gone->why);
        });
    }
    return problem("cable", "there is no cable " + id, [&](JsonWriter& json) {
        json.key("suggestions");
        json.begin_array();
        for (const CableRow& row : call.reader().suggestions(written, kSuggestions)) {
            json.value(row.id);
        }
        json.end_array();
        json.member("citers", call.reader().cited_count(written));
    });
}

// The cable that is meant, under its own address.
Result<CableRow> cable_of(const Call& call)
{
    const std::string id = call.values.text("id");
    std::optional<CableRow> row = find_cable(call.reader(), id);
    if (!row) {
        return std::unexpected(no_such_cable(call, id));
    }
    if (row->id != id) {
        return std::unexpected(http::redirect(301, call.address_with("id", row->id)));
    }
    return *std::move(row);
}

Result<std::string> view_of(const Call& call, const CableRow& row)
{
    std::optional<std::string> view = call.reader().view(row.id);
    if (!view) {
        return std::unexpected(no_such_cable(call, row.id));
    }
    return *std::move(view);
}

// A list that is at hand as a whole.
template <typename Item>
class ShortList : public List {
public:
    using Write = void (*)(Record&, const Item&, const std::string& path);
    using Name = std::string (*)(const Item&);
    ShortList(std::vector<Item> items, std::string path, Write writer, Name name)
        : items_(std::move(items)), path_(std::move(path)), write_(writer), name_(name)
    {
    }

    bool go_behind(const std::string& after)
    {
        const auto found = std::ranges::find(items_, after, name_);
        next_ = found == items_.end() ? 0 : static_cast<std::size_t>(found - items_.begin()) + 1;
        return after.empty() || found != items_.end();
    }
    bool more() override { return next_ < items_.size(); }
    void write(Record& record) override { write_(record, items_[next_++], path_); }
    std::string cursor() const override { return name_(items_[next_ - 1]); }
    std::optional<std::uint64_t> total() override { return items_.size(); }

private:
    std::vector<Item> items_;
    std::string path_; // of the cable's page
    Write write_;
    Name name_;
    std::size_t next_ = 0;
};

template <typename Item>
Result<std::unique_ptr<List>>
open_list(const Call& call, const CableRow& row, std::vector<Item> items,
          typename ShortList<Item>::Write write, typename ShortList<Item>::Name name)
{
    auto list = std::make_unique<ShortList<Item>>(
        std::move(items), edition::cable_path(row.id, row.created) + ".html", write, name);
    if (!list->go_behind(call.values.text("after"))) {
        return std::unexpected(no_such_place(call));
    }
    return list;
}

void write_paragraph(Record& record, const Paragraph& paragraph, const std::string& path)
{
    record.begin();
    record.text_or_null("anchor", paragraph.anchor);
    record.text_or_null("number", paragraph.number);
    record.text_or_null("mark", paragraph.mark);
    record.text_or_null("heading", paragraph.heading);
    record.text_or_null("text", paragraph.text);
    record.text("path", paragraph.anchor.empty() ? path : path + "#" + paragraph.anchor);
    record.end();
}

void write_version(Record& record, const edition::Version& version, const std::string&)
{
    record.begin();
    record.number("number", version.number);
    record.time("date", version.date);
    record.text("change", version.change);
    record.text_or_null("why", version.why);
    record.text_or_null("sha256", version.sha256);
    record.end();
}

struct Referred {
    std::string id;
    std::string path; // empty: not in this archive
};

void write_referred(Record& record, const Referred& referred, const std::string&)
{
    record.begin();
    record.text("id", referred.id);
    record.text_or_null("path", referred.path);
    record.end();
}

Result<Cable> cable_read(const Call& call, const CableRow& row)
{
    const Result<std::string> view = view_of(call, row);
    if (!view) {
        return std::unexpected(view.error());
    }
    return from_json(*view);
}

http::Response no_such_thing(const Call& call, std::string_view what)
{
    return problem("thing", call.values.text("id") + " has no " + std::string(what));
}

} // namespace

Result<std::string> one_cable(const Call& call)
{
    const Result<CableRow> row = cable_of(call);
    if (!row) {
        return std::unexpected(row.error());
    }
    Result<std::string> view = view_of(call, *row);
    if (!view) {
        return view;
    }
    return cable_document(call.reader(), *std::move(view));
}

Result<std::unique_ptr<List>> paragraphs(const Call& call)
{
    const Result<CableRow> row = cable_of(call);
    if (!row) {
        return std::unexpected(row.error());
    }
    Result<Cable> cable = cable_read(call, *row);
    if (!cable) {
        return std::unexpected(cable.error());
    }
    return open_list<Paragraph>(call, *row, std::move(cable->paragraphs), write_paragraph,
                                [](const Paragraph& paragraph) { return paragraph.anchor; });
}

Result<std::string> one_paragraph(const Call& call)
{
    const Result<CableRow> row = cable_of(call);
    if (!row) {
        return std::unexpected(row.error());
    }
    const Result<Cable> cable = cable_read(call, *row);
    if (!cable) {
        return std::unexpected(cable.error());
    }
    const std::string anchor = call.values.text("anchor");
    const auto found = std::ranges::find(cable->paragraphs, anchor, &Paragraph::anchor);
    if (found == cable->paragraphs.end()) {
        return std::unexpected(no_such_thing(call, "paragraph " + anchor));
    }
    std::string out;
    Record record(out, Form::Page);
    write_paragraph(record, *found, edition::cable_path(row->id, row->created) + ".html");
    return out;
}

Result<std::unique_ptr<List>> versions(const Call& call)
{
    const Result<CableRow> row = cable_of(call);
    if (!row) {
        return std::unexpected(row.error());
    }
    return open_list<edition::Version>(
        call, *row, versions_of(call.reader(), *row), write_version,
        [](const edition::Version& version) { return std::to_string(version.number); });
}

Result<std::string> one_version(const Call& call)
{
    const Result<CableRow> row = cable_of(call);
    if (!row) {
        return std::unexpected(row.error());
    }
    const std::vector<edition::Version> all = versions_of(call.reader(), *row);
    const std::uint64_t number = call.values.number("number");
    if (number > all.size()) {
        return std::unexpected(no_such_thing(call, "version " + std::to_string(number)));
    }
    const bool is_present = number == all.size();
    std::optional<std::string> view =
        is_present ? call.reader().view(row->id) : call.reader().old_view(all[number - 1]);
    if (!view) {
        return std::unexpected(
            problem("version", "version " + std::to_string(number) + " is not shown any more"));
    }
    return *std::move(view);
}

Result<std::unique_ptr<List>> references(const Call& call)
{
    const Result<CableRow> row = cable_of(call);
    if (!row) {
        return std::unexpected(row.error());
    }
    const Result<Cable> cable = cable_read(call, *row);
    if (!cable) {
        return std::unexpected(cable.error());
    }
    std::vector<Referred> referred;
    for (const std::string& node : edition::cited_nodes(*cable)) {
        const std::optional<CableRow> other = call.reader().find_meant(node);
        referred.push_back({other ? other->id : node,
                            other ? edition::cable_path(other->id, other->created) + ".html" : ""});
    }
    return open_list<Referred>(call, *row, std::move(referred), write_referred,
                               [](const Referred& one) { return one.id; });
}

} // namespace chancery::api
