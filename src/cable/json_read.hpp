#pragma once
// Reading JSON of our own making, over simdjson: members that are there, or null, or missing (the
// last two are the same: "does not have"). Anything else that does not fit throws JsonError.
//
//   const json::Object root = json::parse(text);        // lives until the thread's next json::parse
//   json::text(root, "title");                          // "" if it is not there
//   json::list<Link>(root, "links", [](const json::Object& o) { return Link{json::text(o, "name")}; });
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

namespace chancery {

struct JsonError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

namespace json {

using Object = simdjson::dom::object;
using Element = simdjson::dom::element;

[[noreturn]] void misfit(std::string_view name);

Object parse(std::string_view text);
std::optional<Element> find(const Object& object,
                            std::string_view name); // missing or null: nothing

std::string text(const Object& object, std::string_view name);
std::vector<std::string> texts(const Object& object, std::string_view name);
bool boolean(const Object& object, std::string_view name);
std::int64_t integer(const Object& object, std::string_view name, std::int64_t if_absent);
double number(const Object& object, std::string_view name, double if_absent);

// Calls use(element) for each item of an array.
template <typename Use>
void each(const Object& object, std::string_view name, Use use)
{
    const std::optional<Element> member = find(object, name);
    if (!member) {
        return;
    }
    simdjson::dom::array array;
    if (member->get(array) != simdjson::SUCCESS) {
        misfit(name);
    }
    for (const Element element : array) {
        use(element);
    }
}

// Calls use(name, text) for every text in the object, however deep; of a list's items with its name.
void each_text(const Object& object,
               const std::function<void(std::string_view, std::string_view)>& use);

// The items of an array of objects, each made by read(object).
template <typename T, typename Read>
std::vector<T> list(const Object& object, std::string_view name, Read read)
{
    std::vector<T> out;
    each(object, name, [&](const Element& element) {
        Object item;
        if (element.get(item) != simdjson::SUCCESS) {
            misfit(name);
        }
        out.push_back(read(item));
    });
    return out;
}

// Calls read(object) if the member is there.
template <typename Read>
void inside(const Object& object, std::string_view name, Read read)
{
    const std::optional<Element> member = find(object, name);
    if (!member) {
        return;
    }
    Object item;
    if (member->get(item) != simdjson::SUCCESS) {
        misfit(name);
    }
    read(item);
}

} // namespace json
} // namespace chancery
