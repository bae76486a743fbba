#include "api/parameters.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/text.hpp"
#include "index/search_reader.hpp"

namespace chancery::api {

namespace {

using enum Place;
using enum Kind;

constexpr std::size_t kMaxShownName = 60;
constexpr std::uint64_t kMaxChosen = 20;   // values of one facet, as on the search page
constexpr std::uint64_t kMaxValue = 300;   // characters of a name, a tag, an id
constexpr std::uint64_t kMaxCursor = 1000; // it holds such a name
constexpr std::string_view kAlways = "page jsonl csv";

constexpr std::array kParameters = {
    Parameter{"id", Path, Text, 1, kMaxValue, "", "", 1, kAlways,
              "a reference id; other spellings of it are redirected"},
    Parameter{"anchor", Path, Text, 1, kMaxValue, "", "", 1, kAlways, "of a paragraph: par4"},
    Parameter{"number", Path, Number, 1, 1'000'000, "", "", 1, kAlways, "of a version"},
    Parameter{"key", Path, Text, 1, kMaxValue, "", "", 1, kAlways,
              "as it stands in addresses: PHUM, embassy-guatemala, confidential"},
    Parameter{"slug", Path, Text, 1, kMaxValue, "", "", 1, kAlways,
              "the name of an article, as it stands in addresses: fog-over-linden"},
    Parameter{"post", Path, Text, 1, kMaxValue, "", "", 1, kAlways,
              "a post as ids name it; other names of it are redirected"},
    Parameter{"year", Path, Number, 1000, 9999, "", "", 1, kAlways, "with four digits"},
    Parameter{"after", Query, Text, 1, kMaxCursor, "", "", 1, kAlways,
              "goes on behind this item: the address in next has it"},
    Parameter{"limit", Query, Number, 1, 200, "", "50", 1, "page", "how many items at most"},
    Parameter{"fields", Query, Choice, 0, 0, "row|full", "row", 1, "jsonl",
              "whether a line is a row of the list or the whole cable"},
    Parameter{"q", Query, Text, 0, 2000, "", "", 1, kAlways,
              "a query, in the language of the search page; without one, all cables"},
    Parameter{"origin", Query, Text, 1, kMaxValue, "", "", kMaxChosen, kAlways,
              "only cables from there"},
    Parameter{"country", Query, Text, 1, kMaxValue, "", "", kMaxChosen, kAlways,
              "only cables from there"},
    Parameter{"tag", Query, Text, 1, kMaxValue, "", "", kMaxChosen, kAlways,
              "only cables with this tag"},
    Parameter{"class", Query, Text, 1, kMaxValue, "", "", kMaxChosen, kAlways,
              "only cables with this classification"},
    Parameter{"caption", Query, Text, 1, kMaxValue, "", "", kMaxChosen, kAlways,
              "only cables with this caption"},
    Parameter{"mark", Query, Text, 1, kMaxValue, "", "", kMaxChosen, kAlways,
              "only cables with a paragraph so marked"},
    Parameter{"created", Query, Dates, 1, 40, "", "", 1, kAlways,
              "only cables written then: 2008, 2008-02, 2007..2008-03, none"},
    Parameter{"sort", Query, Choice, 0, 0, "relevance|newest|oldest|released|id", "relevance", 1,
              kAlways, "the order"},
    Parameter{"excerpts", Query, Number, 0, 3, "", "3", 1, "page", "paragraphs of each cable"},
    Parameter{"counts", Query, Choice, 0, 0, "yes|no", "no", 1, "page",
              "whether the most frequent values, and all months, come too"},
    Parameter{"facet", Query, Choice, 0, 0, "origin|country|tag|class|caption|mark|month", "", 7,
              kAlways, "only these kinds of value"},
};

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<std::uint64_t> number_in(std::string_view text)
{
    std::uint64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    const bool whole = !text.empty() && read.ec == std::errc() && read.ptr == end;
    return whole ? std::optional(number) : std::nullopt;
}

// Nothing where the value will do.
std::string fault_of_text(const Parameter& parameter, std::string_view value)
{
    const std::size_t size = characters(value);
    return size < parameter.least || size > parameter.most
               ? fmt::format("has {} to {} characters", parameter.least, parameter.most)
               : "";
}

std::string fault_of(const Parameter& parameter, std::string_view value)
{
    switch (parameter.kind) {
    case Text:
        return fault_of_text(parameter, value);
    case Dates:
        return index::created_range(value) && fault_of_text(parameter, value).empty()
                   ? ""
                   : "is a date such as 2008 or 2008-02, or none";
    case Number: {
        const std::optional<std::uint64_t> number = number_in(value);
        return number && *number >= parameter.least && *number <= parameter.most
                   ? ""
                   : fmt::format("is a whole number from {} to {}", parameter.least,
                                 parameter.most);
    }
    case Choice:
        return is_one_of(split(parameter.choices, '|'), value)
                   ? ""
                   : "is one of " + replace_all(parameter.choices, "|", ", ");
    }
    return "";
}

class WrongList {
public:
    void add(std::string_view name, std::string reason)
    {
        if (list.size() < kMaxWrong) {
            list.push_back({valid_utf8(first_bytes(name, kMaxShownName)), std::move(reason)});
        }
    }
    std::vector<Wrong> list;
};

} // namespace

std::span<const Parameter> parameters()
{
    return kParameters;
}

const Parameter& parameter_of(std::string_view name)
{
    const auto found = std::ranges::find(kParameters, name, &Parameter::name);
    CHECK(found != kParameters.end());
    return *found;
}

std::vector<const Parameter*> parameters_of(std::string_view names, Form form)
{
    constexpr std::array<std::string_view, 3> kForms = {"page", "jsonl", "csv"};
    std::vector<const Parameter*> list;
    for (const std::string_view name : words(names)) {
        const Parameter& parameter = parameter_of(name);
        if (is_one_of(words(parameter.forms), kForms[static_cast<std::size_t>(form)])) {
            list.push_back(&parameter);
        }
    }
    return list;
}

std::string Values::text(std::string_view name) const
{
    const auto found = std::ranges::find(given_, name, &std::pair<std::string, std::string>::first);
    return found == given_.end() ? std::string(parameter_of(name).usual) : found->second;
}

std::uint64_t Values::number(std::string_view name) const
{
    return number_in(text(name)).value_or(0);
}

std::vector<std::string> Values::all(std::string_view name) const
{
    std::vector<std::string> values;
    for (const auto& [given, value] : given_) {
        if (given == name) {
            values.push_back(value);
        }
    }
    return values;
}

std::expected<Values, std::vector<Wrong>>
read_values(std::string_view names, Form form, const http::Fields& path, const http::Fields& query)
{
    const std::vector<const Parameter*> known = parameters_of(names, form);
    Values values;
    WrongList wrong;
    const auto take = [&](const Parameter& parameter, const std::string& value) {
        if (std::string fault = fault_of(parameter, value); !fault.empty()) {
            wrong.add(parameter.name, std::move(fault));
        }
        values.given_.emplace_back(parameter.name, value);
    };
    for (const Parameter* parameter : known) {
        const http::Fields& from = parameter->place == Path ? path : query;
        std::size_t times = 0;
        for (const auto& [name, value] : from) {
            if (name == parameter->name && ++times <= parameter->times) {
                take(*parameter, value);
            }
        }
        if (times > parameter->times) {
            wrong.add(parameter->name, parameter->times == 1 ? "comes once"
                                                             : fmt::format("comes at most {} times",
                                                                           parameter->times));
        }
    }
    for (const auto& [name, value] : query) {
        const bool is_known = std::ranges::any_of(known, [&](const Parameter* parameter) {
            return parameter->place == Query && parameter->name == name;
        });
        if (!is_known) {
            wrong.add(name, "is not known here");
        }
    }
    if (!wrong.list.empty()) {
        return std::unexpected(std::move(wrong.list));
    }
    return values;
}

} // namespace chancery::api
