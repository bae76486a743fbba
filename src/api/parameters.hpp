#pragma once
// What may stand in an address of the API, and the reading of it. A name means the same wherever it
// stands, so there is one table of names; an operation says which of them it takes.
//
//   const auto values = read_values("id after limit", Form::Page, {{"id", "08LINDEN242"}}, query);
//   if (!values) ... values.error()[0].name, .reason
//   values->text("id"); values->number("limit");
//
// Nothing is passed over and nothing is mended: a name that is not known, that comes too often or has a
// value out of bounds is an error that names it (at most kMaxWrong of them). Texts are counted in
// characters, as JSON Schema does. Linear in the address; any thread.
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.hpp"

namespace chancery::api {

// In which shape an answer is given: a page of a list (or one thing), or the whole list as a stream.
enum class Form : std::uint8_t { Page, JsonLines, Csv };
constexpr std::string_view ending(Form form) // of the address
{
    return form == Form::Page ? "" : form == Form::JsonLines ? ".jsonl" : ".csv";
}

enum class Place : std::uint8_t { Path, Query };
enum class Kind : std::uint8_t { Text, Number, Choice, Dates };

struct Parameter {
    std::string_view name;
    Place place;
    Kind kind;
    std::uint64_t least; // of a number; of the characters of a text
    std::uint64_t most;
    std::string_view choices; // a|b|c
    std::string_view usual;   // what holds where it is absent
    std::size_t times;        // how often it may come
    std::string_view forms;   // that take it: "page", "page jsonl", ...
    std::string_view meaning;
};

std::span<const Parameter> parameters();
const Parameter& parameter_of(std::string_view name); // it must be there
// Of a list of names with blanks between: those that the form takes.
std::vector<const Parameter*> parameters_of(std::string_view names, Form form);

struct Wrong {
    std::string name; // shortened, if need be
    std::string reason;
};
constexpr std::size_t kMaxWrong = 10;

class Values {
public:
    // The first value, or what holds without one.
    std::string text(std::string_view name) const;
    std::uint64_t number(std::string_view name) const;
    std::vector<std::string> all(std::string_view name) const;
    const http::Fields& given() const { return given_; } // in the order of the operation

private:
    friend std::expected<Values, std::vector<Wrong>> read_values(std::string_view names, Form form,
                                                                 const http::Fields& path,
                                                                 const http::Fields& query);
    http::Fields given_;
};

std::expected<Values, std::vector<Wrong>>
read_values(std::string_view names, Form form, const http::Fields& path, const http::Fields& query);

} // namespace chancery::api
