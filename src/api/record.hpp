#pragma once
// One item of a list, written once for all shapes: a member of a page, a line of JSON, a line of CSV.
//
//   Record record(out, Form::Csv);
//   record.begin();
//   record.text("id", "08LINDEN242"); record.time("created", {}); record.number("count", 3);
//   record.end();                                      08LINDEN242,,3 CR LF
//
// Members come in the order of the item's schema, which is where a CSV takes its names from. Texts
// that are empty are null in JSON where the member may be null: say text_or_null().
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/parameters.hpp"
#include "base/json_writer.hpp"
#include "base/time.hpp"

namespace chancery::api {

class Record {
public:
    Record(std::string& out, Form form) : out_(out), form_(form), json_(out) {}

    void begin();
    void end(); // with the end of the line, but in a page
    void text(std::string_view name, std::string_view value);
    void text_or_null(std::string_view name, std::string_view value);
    void time(std::string_view name, std::optional<Instant> value);
    void number(std::string_view name, std::uint64_t value);
    void maybe_number(std::string_view name, std::optional<std::uint64_t> value);
    void truth(std::string_view name, bool value);
    // The item is this JSON object, whole; not for CSV.
    void whole(std::string_view object);
    // For members that are more than a value; not for CSV.
    JsonWriter& json() { return json_; }

private:
    void field(std::string_view value);

    std::string& out_;
    Form form_;
    JsonWriter json_;
    bool is_first_ = true;
};

} // namespace chancery::api
