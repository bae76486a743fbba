// What the archive is, and the values of the ways to browse it.
#include <algorithm>

#include "api/handlers.hpp"
#include "api/problem.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cable/reference_data.hpp"
#include "view/path.hpp"

namespace chancery::api {

namespace {

using edition::Facet;
using edition::FacetValue;
using WriteValue = void (*)(Record&, const FacetValue&);

std::string path_of(const FacetValue& value)
{
    return view::facet_path(value.facet, value.key, 0);
}

void write_tag(Record& record, const FacetValue& value)
{
    const TagInfo* tag = reference_data().tag(value.key);
    record.begin();
    record.text("tag", value.key);
    record.text_or_null("kind", tag != nullptr ? tag->kind : "");
    record.text_or_null("meaning", tag != nullptr ? tag->meaning : "");
    record.number("count", value.count);
    record.text("path", path_of(value));
    record.end();
}

void write_origin(Record& record, const FacetValue& value)
{
    const Post* post = reference_data().post_by_origin(value.name);
    record.begin();
    record.text("key", value.key);
    record.text("name", value.name);
    record.text_or_null("city", post != nullptr ? post->city : "");
    record.text_or_null("country", post != nullptr ? post->country : "");
    record.text_or_null("country_code", post != nullptr ? post->country_code : "");
    record.number("count", value.count);
    record.text("path", path_of(value));
    record.end();
}

void write_classification(Record& record, const FacetValue& value)
{
    const ClassificationInfo* info = reference_data().classification(value.name);
    record.begin();
    record.text("key", value.key);
    record.text("name", value.name);
    record.text_or_null("level", info != nullptr ? info->level : "");
    record.text_or_null("handling", info != nullptr ? info->handling : "");
    record.number("count", value.count);
    record.text("path", path_of(value));
    record.end();
}

void write_month(Record& record, const FacetValue& value)
{
    record.begin();
    record.text("month", value.key);
    record.number("count", value.count);
    record.text("path", path_of(value));
    record.end();
}

// A copy of the values: some thousand at most, and the list may outlive the generation.
class ValueList : public List {
public:
    ValueList(std::vector<FacetValue> values, std::size_t from, WriteValue writer)
        : values_(std::move(values)), next_(from), write_(writer)
    {
    }
    bool more() override { return next_ < values_.size(); }
    void write(Record& record) override { write_(record, values_[next_++]); }
    std::string cursor() const override { return values_[next_ - 1].key; }
    std::optional<std::uint64_t> total() override { return values_.size(); }

private:
    std::vector<FacetValue> values_;
    std::size_t next_;
    WriteValue write_;
};

Result<std::unique_ptr<List>> values_of(const Call& call, Facet facet, WriteValue write)
{
    const std::vector<FacetValue>& values = call.generation().values(facet);
    const std::string after = call.values.text("after");
    std::size_t from = 0;
    if (!after.empty()) {
        const auto found = std::ranges::find(values, after, &FacetValue::key);
        if (found == values.end()) {
            return std::unexpected(no_such_place(call));
        }
        from = static_cast<std::size_t>(found - values.begin()) + 1;
    }
    return std::make_unique<ValueList>(values, from, write);
}

Result<std::string> value_of(const Call& call, Facet facet, WriteValue write)
{
    const std::string key = call.values.text("key");
    const FacetValue* value = call.generation().find(facet, key);
    if (value == nullptr) {
        return std::unexpected(problem("thing", "no cable here has " + key));
    }
    if (value->key != key) {
        return std::unexpected(http::redirect(301, call.address_with("key", value->key)));
    }
    std::string out;
    Record record(out, Form::Page);
    write(record, *value);
    return out;
}

class ReleaseList : public List {
public:
    ReleaseList(std::vector<edition::Release> releases, const edition::Generation& generation)
        : releases_(std::move(releases))
    {
        for (const edition::Release& release : releases_) {
            const FacetValue* day = generation.find(Facet::ReleaseDay, format_day(release.date));
            paths_.push_back(day != nullptr ? path_of(*day) : "");
        }
    }
    bool go_behind(std::string_view after)
    {
        const auto found = std::ranges::find_if(releases_, [&](const edition::Release& release) {
            return format_rfc3339(release.date) == after;
        });
        next_ =
            found == releases_.end() ? 0 : static_cast<std::size_t>(found - releases_.begin()) + 1;
        return after.empty() || found != releases_.end();
    }
    bool more() override { return next_ < releases_.size(); }
    void write(Record& record) override
    {
        const edition::Release& release = releases_[next_];
        record.begin();
        record.time("date", release.date);
        record.text_or_null("title", release.title);
        record.number("count", release.count);
        record.text_or_null("path", paths_[next_]);
        record.end();
        ++next_;
    }
    std::string cursor() const override { return format_rfc3339(releases_[next_ - 1].date); }
    std::optional<std::uint64_t> total() override { return releases_.size(); }

private:
    std::vector<edition::Release> releases_;
    std::vector<std::string> paths_;
    std::size_t next_ = 0;
};

} // namespace

Result<std::string> archive(const Call& call)
{
    const edition::Generation& generation = call.generation();
    const edition::Settings& settings = generation.settings();
    std::string out;
    Record record(out, Form::Page);
    record.begin();
    record.text("title", settings.title);
    record.number("cables", generation.cable_count());
    record.maybe_number("expected", settings.expected_total == 0
                                        ? std::nullopt
                                        : std::optional(settings.expected_total));
    record.time("last_release", generation.last_release());
    record.text("edition", generation.fingerprint());
    record.text("description", "/api/openapi.json");
    record.text("documentation", "/api/");
    record.end();
    return out;
}

Result<std::unique_ptr<List>> tags(const Call& call)
{
    return values_of(call, Facet::Tag, write_tag);
}
Result<std::unique_ptr<List>> origins(const Call& call)
{
    return values_of(call, Facet::Origin, write_origin);
}
Result<std::unique_ptr<List>> classifications(const Call& call)
{
    return values_of(call, Facet::Classification, write_classification);
}
Result<std::unique_ptr<List>> dates(const Call& call)
{
    return values_of(call, Facet::Month, write_month);
}
Result<std::string> one_tag(const Call& call)
{
    return value_of(call, Facet::Tag, write_tag);
}
Result<std::string> one_origin(const Call& call)
{
    return value_of(call, Facet::Origin, write_origin);
}
Result<std::string> one_classification(const Call& call)
{
    return value_of(call, Facet::Classification, write_classification);
}

Result<std::unique_ptr<List>> releases(const Call& call)
{
    auto list = std::make_unique<ReleaseList>(call.walk()->releases(), call.generation());
    if (!list->go_behind(call.values.text("after"))) {
        return std::unexpected(no_such_place(call));
    }
    return list;
}

} // namespace chancery::api
