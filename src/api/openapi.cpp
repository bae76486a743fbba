#include "api/openapi.hpp"

#include <array>

#include "api/handlers.hpp"
#include "api/problem.hpp"
#include "api/schema.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"

namespace chancery::api {

namespace {

constexpr std::array kForms = {Form::Page, Form::JsonLines, Form::Csv};
constexpr std::string_view kAlways =
    "304 400 405 500 503"; // statuses that every operation may give

void write_object(JsonWriter& json, std::string_view name, const auto& write)
{
    json.key(name);
    json.begin_object();
    write();
    json.end_object();
}

void write_list(JsonWriter& json, std::string_view name, const auto& write)
{
    json.key(name);
    json.begin_array();
    write();
    json.end_array();
}

// ---- parameters ----

void write_bounds(JsonWriter& json, const Parameter& parameter)
{
    switch (parameter.kind) {
    case Kind::Number:
        json.member("type", "integer");
        json.member("minimum", parameter.least);
        json.member("maximum", parameter.most);
        if (!parameter.usual.empty()) {
            json.key("default");
            json.value(std::stoll(std::string(parameter.usual)));
        }
        break;
    case Kind::Choice:
        json.member("type", "string");
        write_list(json, "enum", [&] {
            for (const std::string_view choice : split(parameter.choices, '|')) {
                json.value(choice);
            }
        });
        if (!parameter.usual.empty()) {
            json.member("default", parameter.usual);
        }
        break;
    case Kind::Text:
    case Kind::Dates:
        json.member("type", "string");
        json.member("minLength", parameter.least);
        json.member("maxLength", parameter.most);
        break;
    }
}

void write_parameter(JsonWriter& json, const Parameter& parameter)
{
    const bool in_path = parameter.place == Place::Path;
    json.begin_object();
    json.member("name", parameter.name);
    json.member("in", in_path ? "path" : "query");
    json.member("required", in_path);
    json.member("description", parameter.meaning);
    write_object(json, "schema", [&] {
        if (parameter.times == 1) {
            write_bounds(json, parameter);
            return;
        }
        json.member("type", "array");
        write_object(json, "items", [&] { write_bounds(json, parameter); });
        json.member("maxItems", parameter.times);
    });
    if (parameter.times > 1) {
        json.member("style", "form");
        json.member("explode", true);
    }
    json.end_object();
}

// ---- answers ----

// {"items":[..],"next":..,"total":..} and what stands beside.
void write_page_schema(JsonWriter& json, const Operation& operation)
{
    constexpr std::array kAlwaysThere = {Field{"next", "path?"}, Field{"total", "number?"}};
    const std::span<const Field> beside =
        operation.beside.empty() ? std::span<const Field>() : schema_of(operation.beside).fields;
    json.member("type", "object");
    write_object(json, "properties", [&] {
        json.key("items");
        write_type(json, "[" + std::string(operation.answer) + "]");
        for (const std::span<const Field> fields : {std::span<const Field>(kAlwaysThere), beside}) {
            for (const Field& field : fields) {
                json.key(field.name);
                write_type(json, field.type);
            }
        }
    });
    write_list(json, "required", [&] {
        json.value("items");
        for (const std::span<const Field> fields : {std::span<const Field>(kAlwaysThere), beside}) {
            for (const Field& field : fields) {
                json.value(field.name);
            }
        }
    });
    json.member("additionalProperties", false);
}

// OpenAPI 3.1 has no schema for a stream of lines: that of a line stands in x-line.
void write_content(JsonWriter& json, const Operation& operation, Form form)
{
    if (form == Form::Page) {
        write_object(json, "application/json", [&] {
            if (operation.shape() == Shape::List) {
                write_object(json, "schema", [&] { write_page_schema(json, operation); });
            } else {
                json.key("schema");
                write_type(json, operation.answer);
            }
        });
        return;
    }
    const std::string_view type = form == Form::Csv ? "text/csv" : "application/jsonl";
    write_object(json, type, [&] {
        write_object(json, "schema", [&] { json.member("type", "string"); });
        json.key("x-line");
        write_type(json, operation.line);
    });
}

void write_problem(JsonWriter& json, int status)
{
    std::string meaning;
    for (const ProblemKind& kind : problem_kinds()) {
        if (kind.status == status) {
            meaning += (meaning.empty() ? "" : "; ") + std::string(kind.title);
        }
    }
    json.member("description", meaning);
    if (status == 503) {
        write_object(json, "headers", [&] {
            write_object(json, "Retry-After", [&] {
                write_object(json, "schema", [&] { json.member("type", "integer"); });
            });
        });
    }
    write_object(json, "content", [&] {
        write_object(json, "application/problem+json", [&] {
            json.key("schema");
            write_type(json, "Problem");
        });
    });
}

void write_response(JsonWriter& json, std::string_view status)
{
    write_object(json, status, [&] {
        if (status == "301") {
            json.member("description", "The address of what is meant is another: see Location");
            write_object(json, "headers", [&] {
                write_object(json, "Location", [&] {
                    json.member("required", true);
                    write_object(json, "schema", [&] {
                        json.member("type", "string");
                        json.member("format", "uri-reference");
                    });
                });
            });
        } else if (status == "304") {
            json.member("description", "What If-None-Match names has not changed");
        } else {
            write_problem(json, std::stoi(std::string(status)));
        }
    });
}

void write_operation(JsonWriter& json, const Operation& operation, Form form)
{
    constexpr std::array<std::string_view, 3> kSuffixes = {"", "AsJsonLines", "AsCsv"};
    constexpr std::array<std::string_view, 3> kWhole = {"", " The whole list, as JSON lines.",
                                                        " The whole list, as CSV."};
    const auto number = static_cast<std::size_t>(form);
    json.member("operationId", std::string(operation.name) + std::string(kSuffixes[number]));
    json.member("summary", std::string(operation.summary) + std::string(kWhole[number]));
    write_list(json, "tags", [&] { json.value(operation.group); });
    write_list(json, "parameters", [&] {
        for (const Parameter* parameter : parameters_of(operation.parameters, form)) {
            write_parameter(json, *parameter);
        }
    });
    write_object(json, "responses", [&] {
        write_object(json, "200", [&] {
            json.member("description", operation.summary);
            write_object(json, "content", [&] { write_content(json, operation, form); });
        });
        for (const std::string_view statuses : {operation.others, kAlways}) {
            for (const std::string_view status : words(statuses)) {
                write_response(json, status);
            }
        }
    });
}

void write_paths(JsonWriter& json)
{
    for (const Operation& operation : operations()) {
        for (const Form form : kForms) {
            if (form != Form::Page && operation.shape() == Shape::One) {
                continue;
            }
            write_object(json, std::string(operation.path) + std::string(ending(form)), [&] {
                write_object(json, "get", [&] { write_operation(json, operation, form); });
            });
        }
    }
}

void write_info(JsonWriter& json, const edition::Settings& settings)
{
    json.member("title", settings.title);
    json.member("version", "1");
    json.member("description",
                "Reading only; every answer may be read by scripts of any site. A list is a page "
                "with `items`, `next` (the address of the next page, or null) and `total` (null: "
                "not counted); with `.jsonl` or `.csv` at the end of its address it comes whole, "
                "as a stream. `x-line` describes a line of such a stream; the full cables of "
                "`fields=full` are as the schema Cable. What is malformed as HTTP, or too long, is "
                "refused with a page in HTML and status 400, 408, 414 (an address of more than "
                "4,096 bytes) or 431.");
}

} // namespace

std::string openapi(const edition::Settings& settings)
{
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.member("openapi", "3.1.0");
    write_object(json, "info", [&] { write_info(json, settings); });
    write_list(json, "servers", [&] {
        json.begin_object();
        json.member("url", settings.base_url.empty() ? "/" : settings.base_url);
        json.end_object();
    });
    write_object(json, "paths", [&] { write_paths(json); });
    write_object(json, "components", [&] {
        write_object(json, "schemas", [&] {
            for (const Schema& schema : schemas()) {
                json.key(schema.name);
                write_schema(json, schema);
            }
        });
    });
    json.end_object();
    return out + '\n';
}

Result<std::string> description(const Call& call)
{
    return openapi(call.generation().settings());
}

} // namespace chancery::api
