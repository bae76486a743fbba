#include "cable/json_read.hpp"

namespace chancery::json {

void misfit(std::string_view name)
{
    throw JsonError("JSON does not fit: member \"" + std::string(name) + "\"");
}

Object parse(std::string_view text)
{
    thread_local simdjson::dom::parser parser;
    Object root;
    if (text.size() >= UINT32_MAX ||
        parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS) {
        throw JsonError("JSON does not fit: no object");
    }
    return root;
}

std::optional<Element> find(const Object& object, std::string_view name)
{
    Element element;
    if (object.at_key(name).get(element) != simdjson::SUCCESS || element.is_null()) {
        return std::nullopt;
    }
    return element;
}

namespace {

// Into `value`, which stays as it is where there is none.
template <typename T>
void get_if(const Object& object, std::string_view name, T& value)
{
    const std::optional<Element> member = find(object, name);
    if (member && member->get(value) != simdjson::SUCCESS) {
        misfit(name);
    }
}

} // namespace

std::string text(const Object& object, std::string_view name)
{
    std::string_view value;
    get_if(object, name, value);
    return std::string(value);
}

std::vector<std::string> texts(const Object& object, std::string_view name)
{
    std::vector<std::string> out;
    each(object, name, [&](const Element& element) {
        std::string_view value;
        if (element.get(value) != simdjson::SUCCESS) {
            misfit(name);
        }
        out.emplace_back(value);
    });
    return out;
}

bool boolean(const Object& object, std::string_view name)
{
    bool value = false;
    get_if(object, name, value);
    return value;
}

std::int64_t integer(const Object& object, std::string_view name, std::int64_t if_absent)
{
    std::int64_t value = if_absent;
    get_if(object, name, value);
    return value;
}

double number(const Object& object, std::string_view name, double if_absent)
{
    double value = if_absent;
    get_if(object, name, value);
    return value;
}

namespace {

void each_text_in(const Element& element, std::string_view name,
                  const std::function<void(std::string_view, std::string_view)>& use)
{
    std::string_view value;
    simdjson::dom::array array;
    Object object;
    if (element.get(value) == simdjson::SUCCESS) {
        use(name, value);
    } else if (element.get(array) == simdjson::SUCCESS) {
        for (const Element item : array) {
            each_text_in(item, name, use);
        }
    } else if (element.get(object) == simdjson::SUCCESS) {
        each_text(object, use);
    }
}

} // namespace

void each_text(const Object& object,
               const std::function<void(std::string_view, std::string_view)>& use)
{
    for (const auto& [name, value] : object) {
        each_text_in(value, name, use);
    }
}

} // namespace chancery::json
