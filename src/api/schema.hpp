#pragma once
// What the API answers, member by member: one table for the description (openapi.hpp), the page that
// documents it, and the line of names of a CSV.
//
//   {"created", "time?", "when it was written"}
//
//   text  number  truth  time  path           as their names say; a number is whole and not negative
//   span              two numbers, as docs/json.md has them
//   Name              another schema
//   a|b|c             one of these texts
//   [T]               a list
//   T?                or null
//   ~T                the member may be left out (of problems only)
//
// Constant; any thread.
#include <span>
#include <string_view>

namespace chancery {
class JsonWriter;
}

namespace chancery::api {

struct Field {
    std::string_view name;
    std::string_view type;
    std::string_view meaning = {};
};

struct Schema {
    std::string_view name;
    std::string_view meaning;
    std::span<const Field> fields;
};

std::span<const Schema> schemas();
const Schema& schema_of(std::string_view name); // it must be there

// Whether a value of the type fits into one field of a table.
bool is_plain(std::string_view type);

// The schema as JSON Schema 2020-12, which OpenAPI 3.1 uses: all members are there, and no others.
void write_schema(JsonWriter& json, const Schema& schema);
void write_type(JsonWriter& json, std::string_view type);

} // namespace chancery::api
