#pragma once
// All that the API can be asked: one table. It routes requests (api.hpp), it is what openapi.hpp
// describes and what the page about the API shows, so that these cannot differ.
//
//   find_operation("/api/v1/cables/08LINDEN242/citers.csv")
//       ->  listCiters, id "08LINDEN242", Form::Csv
//
// A list comes in three shapes: a page, {"items":[..],"next":"..","total":n}, and whole, as JSON lines or
// CSV, at the same address with an ending. Pure; any thread; linear in the path.
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/parameters.hpp"
#include "api/record.hpp"
#include "edition/reader.hpp"
#include "edition/walk.hpp"
#include "http/response.hpp"
#include "index/search_reader.hpp"

namespace chancery::api {

// What was asked for, or the answer that is to be given instead: a problem, a redirect.
template <typename T>
using Result = std::expected<T, http::Response>;

struct Operation;

// What every answering function gets.
struct Call {
    index::SearchReader& search;
    const Operation& operation;
    const Values& values;
    Form form = Form::Page;

    edition::Reader& reader() const { return search.reader(); }
    const edition::Generation& generation() const { return search.reader().generation(); }
    std::unique_ptr<edition::Walk> walk() const
    {
        return std::make_unique<edition::Walk>(search.generation());
    }
    // This address with another value in it; of `after` also where it had none.
    std::string address_with(std::string_view name, std::string_view value) const;
};

// The items of a list, from the place that `after` names on. A whole list outlives the call, and is
// read by one thread at a time: what it needs of the edition it holds itself.
class List {
public:
    List() = default;
    virtual ~List() = default;
    List(const List&) = delete;
    List& operator=(const List&) = delete;
    List(List&&) = delete;
    List& operator=(List&&) = delete;

    virtual bool more() = 0;
    virtual void write(Record& record) = 0; // the next item; there must be more()
    virtual std::string cursor() const = 0; // `after` for what follows the item written last
    virtual std::optional<std::uint64_t> total() = 0; // nothing: counting would cost too much
    virtual void write_beside(JsonWriter&) {} // members of a page beside items, next and total
};

enum class Shape : std::uint8_t { One, List };

using OpenList = Result<std::unique_ptr<List>> (*)(const Call&);
using AnswerOne = Result<std::string> (*)(const Call&); // JSON

struct Operation {
    std::string_view name;    // listCables
    std::string_view group;   // Cables
    std::string_view path;    // "/api/v1/cables/{id}"; of a list without ending
    std::string_view summary; // a sentence
    std::string_view parameters;
    std::string_view answer; // schema of the answer, or of an item of a page
    std::string_view line;   // of a list: schema of an item of the whole list
    std::string_view beside; // of a list: schema of what stands beside the items; may be empty
    std::string_view others; // statuses that it may give beside those that all may: "301 404 410"
    AnswerOne one;
    OpenList list;
    Shape shape() const { return list != nullptr ? Shape::List : Shape::One; }
};

std::span<const Operation> operations();

struct Found {
    const Operation* operation = nullptr;
    Form form = Form::Page;
    http::Fields path; // names and values
};
std::optional<Found> find_operation(std::string_view path);

// The address of an operation, its names filled in: "/api/v1/cables/08LINDEN242.csv?limit=5".
std::string address_of(const Operation& operation, Form form, const http::Fields& values);

} // namespace chancery::api
