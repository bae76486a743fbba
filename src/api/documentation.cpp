#include "api/documentation.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "api/api.hpp"
#include "api/operations.hpp"
#include "api/problem.hpp"
#include "api/schema.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "cable/cable_json.hpp"
#include "edition/missing_reader.hpp"

namespace chancery::api {

namespace {

using edition::Facet;
using edition::FacetValue;

// What to put for the names in a path: the newest cable, and the values that most cables have. Nothing
// in an empty edition.
class Examples {
public:
    explicit Examples(edition::Reader& reader)
    {
        const std::vector<edition::CableRow> latest = reader.latest(1);
        if (latest.empty()) {
            return;
        }
        id_ = latest[0].id;
        if (const auto view = reader.view(id_)) {
            const Cable cable = from_json(*view);
            anchor_ = cable.paragraphs.empty() ? "" : cable.paragraphs[0].anchor;
        }
        const edition::Generation& generation = reader.generation();
        tag_ = most_frequent(generation.values(Facet::Tag));
        origin_ = most_frequent(generation.values(Facet::Origin));
        classification_ = most_frequent(generation.values(Facet::Classification));
        const auto articles = reader.articles().list(0, 1);
        slug_ = articles.empty() ? "" : articles[0].slug;
        const auto missing = edition::MissingReader(generation).rows(0, 1);
        if (!missing.empty()) {
            post_ = missing[0].post;
            year_ = std::to_string(missing[0].year);
        }
    }

    // Nothing where one of the values is not to be had.
    std::optional<http::Fields> of(const Operation& operation) const
    {
        http::Fields fields;
        for (const Parameter* parameter : parameters_of(operation.parameters, Form::Page)) {
            if (parameter->place != Place::Path) {
                continue;
            }
            const std::string value = value_of(operation, parameter->name);
            if (value.empty()) {
                return std::nullopt;
            }
            fields.emplace_back(parameter->name, value);
        }
        return id_.empty() ? std::nullopt : std::optional(std::move(fields));
    }

private:
    static std::string most_frequent(const std::vector<FacetValue>& values)
    {
        const auto most = std::ranges::max_element(values, {}, &FacetValue::count);
        return most == values.end() ? "" : most->key;
    }

    std::string value_of(const Operation& operation, std::string_view name) const
    {
        if (name == "key") {
            return operation.answer == "Tag"      ? tag_
                   : operation.answer == "Origin" ? origin_
                                                  : classification_;
        }
        return name == "id"       ? id_
               : name == "anchor" ? anchor_
               : name == "number" ? "1"
               : name == "slug"   ? slug_
               : name == "post"   ? post_
               : name == "year"   ? year_
                                  : "";
    }

    std::string id_;
    std::string anchor_;
    std::string tag_;
    std::string origin_;
    std::string classification_;
    std::string slug_;
    std::string post_;
    std::string year_;
};

// What an example asks beside what its path says.
http::Fields asked(const Operation& operation)
{
    if (operation.name == "search") {
        return {{"q", "subject:visit"}, {"sort", "newest"}, {"limit", "5"}};
    }
    if (operation.name == "listFacets") {
        return {{"q", "subject:visit"}, {"facet", "tag"}, {"limit", "5"}};
    }
    return operation.shape() == Shape::List ? http::Fields{{"limit", "5"}} : http::Fields();
}

std::vector<std::string> examples_of(const Operation& operation, const Examples& examples)
{
    std::optional<http::Fields> fields = examples.of(operation);
    if (!fields) {
        return {};
    }
    const http::Fields path = *fields;
    for (auto& field : asked(operation)) {
        fields->push_back(std::move(field));
    }
    std::vector<std::string> list = {address_of(operation, Form::Page, *fields)};
    if (operation.shape() == Shape::List && operation.beside.empty()) {
        list.push_back(address_of(operation, Form::Csv, path));
    }
    return list;
}

std::string form_of(const Parameter& parameter)
{
    std::string form;
    switch (parameter.kind) {
    case Kind::Number:
        form = fmt::format("A number from {} to {}", parameter.least, parameter.most);
        break;
    case Kind::Choice:
        form = "One of " + replace_all(parameter.choices, "|", ", ");
        break;
    case Kind::Text:
    case Kind::Dates:
        form = fmt::format("Up to {} characters", parameter.most);
        break;
    }
    if (!parameter.usual.empty()) {
        form += fmt::format("; {} if not given", parameter.usual);
    }
    if (parameter.times > 1) {
        form += fmt::format("; up to {} times, any of them", parameter.times);
    }
    if (parameter.forms == "jsonl") {
        form += "; with .jsonl only";
    } else if (parameter.forms == "page") {
        form += "; not with whole lists";
    }
    return form + ".";
}

view::ApiOperation operation_of(const Operation& operation, const Examples& examples)
{
    view::ApiOperation out{.name = std::string(operation.name),
                           .path = std::string(operation.path),
                           .summary = std::string(operation.summary),
                           .answer = std::string(operation.answer),
                           .example = examples_of(operation, examples),
                           .is_list = operation.shape() == Shape::List};
    for (const std::string_view name : words(operation.parameters)) {
        const Parameter& parameter = parameter_of(name);
        std::string meaning(parameter.meaning);
        if (!meaning.empty()) {
            meaning[0] = to_upper(meaning[0]);
        }
        out.parameters.push_back({std::string(name), form_of(parameter), std::move(meaning)});
    }
    return out;
}

} // namespace

view::ApiPage documentation(edition::Reader& reader)
{
    const Examples examples(reader);
    view::ApiPage page{.max_streams = kMaxStreams};
    for (const Operation& operation : operations()) {
        if (page.groups.empty() || page.groups.back().title != operation.group) {
            page.groups.push_back({std::string(operation.group), {}});
        }
        page.groups.back().operations.push_back(operation_of(operation, examples));
    }
    for (const Schema& schema : schemas()) {
        view::ApiSchema out{std::string(schema.name), std::string(schema.meaning), {}};
        for (const Field& field : schema.fields) {
            out.fields.push_back(
                {std::string(field.name), std::string(field.type), std::string(field.meaning)});
        }
        page.schemas.push_back(std::move(out));
    }
    for (const ProblemKind& kind : problem_kinds()) {
        page.problems.push_back({std::string(kind.name), kind.status, std::string(kind.title),
                                 std::string(kind.meaning)});
    }
    return page;
}

} // namespace chancery::api
