// What an expectation asks of a cable, found in its JSON (docs/json.md), so that the page and that
// schema use the same names.
#include <simdjson.h>

#include <stdexcept>
#include <string>

#include "base/text.hpp"
#include "cable/cable_json.hpp"
#include "example.hpp"

namespace chancery::format {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

constexpr std::string_view kNothing = "none";

std::string joined(const std::vector<std::string>& values)
{
    std::string out;
    for (const std::string& value : values) {
        out += (out.empty() ? "" : " | ") + value;
    }
    return values.empty() ? std::string(kNothing) : out;
}

class Look {
public:
    Look(const Cable& cable, std::string_view path) : cable_(cable), path_(path) {}

    std::string up(const element& root) { return value_in(root, path_); }

private:
    std::string value_in(const element& from, std::string_view path)
    {
        if (path.empty()) {
            return text_of(from);
        }
        if (path[0] == '[') {
            return value_in_list(from, path);
        }
        path = path[0] == '.' ? path.substr(1) : path;
        const std::string_view name = path.substr(0, path.find_first_of(".["));
        element member;
        if (from.at_key(name).get(member) != simdjson::SUCCESS) {
            throw std::runtime_error("no member '" + std::string(name) + "' in " +
                                     std::string(path_));
        }
        last_name_ = name;
        return value_in(member, path.substr(name.size()));
    }

    std::string value_in_list(const element& from, std::string_view path)
    {
        simdjson::dom::array list;
        if (from.get(list) != simdjson::SUCCESS) {
            throw std::runtime_error("not a list: " + std::string(path_));
        }
        const std::size_t end = path.find(']');
        const std::string_view which = path.substr(1, end - 1);
        path = path.substr(end + 1);
        if (which == "#") {
            return std::to_string(list.size());
        }
        if (which == "*") {
            std::vector<std::string> values;
            for (const element item : list) {
                values.push_back(value_in(item, path));
            }
            return joined(values);
        }
        element item;
        const std::size_t index = std::stoul(std::string(which));
        return list.at(index).get(item) == simdjson::SUCCESS ? value_in(item, path)
                                                             : std::string(kNothing);
    }

    std::string text_of(const element& value)
    {
        switch (value.type()) {
        case element_type::STRING:
            return collapse_spaces(std::string_view(value));
        case element_type::NULL_VALUE:
            return std::string(kNothing);
        case element_type::ARRAY:
            return text_of_list(value);
        default:
            return simdjson::minify(value);
        }
    }

    // A place is shown as the text that stands there.
    std::string text_of_list(const element& value)
    {
        std::vector<std::string> values;
        std::vector<std::uint64_t> ends;
        for (const element item : simdjson::dom::array(value)) {
            std::uint64_t end = 0;
            if (item.get(end) == simdjson::SUCCESS) {
                ends.push_back(end);
            } else {
                values.push_back(text_of(item));
            }
        }
        if (ends.size() == 2 && values.empty()) {
            const std::string there =
                collapse_spaces(cable_.body.substr(ends[0], ends[1] - ends[0]));
            return there.empty() ? std::string(kNothing) : there;
        }
        return joined(values);
    }

    const Cable& cable_;
    std::string_view path_;
    std::string_view last_name_;
};

} // namespace

std::string value_at(const Cable& cable, std::string_view path)
{
    if (path == "repaired_body") {
        return collapse_spaces(repaired_body(cable));
    }
    simdjson::dom::parser parser;
    const std::string json = to_json(cable);
    const element root = parser.parse(json);
    return Look(cable, path).up(root);
}

} // namespace chancery::format
