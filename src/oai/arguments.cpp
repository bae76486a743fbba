#include "oai/arguments.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace chancery::oai {

namespace {

constexpr std::array kVerbs = {
    std::pair{Verb::GetRecord, std::string_view("GetRecord")},
    std::pair{Verb::Identify, std::string_view("Identify")},
    std::pair{Verb::ListIdentifiers, std::string_view("ListIdentifiers")},
    std::pair{Verb::ListMetadataFormats, std::string_view("ListMetadataFormats")},
    std::pair{Verb::ListRecords, std::string_view("ListRecords")},
    std::pair{Verb::ListSets, std::string_view("ListSets")}};

constexpr std::array kErrorNames = {
    std::string_view("badArgument"),    std::string_view("badResumptionToken"),
    std::string_view("badVerb"),        std::string_view("cannotDisseminateFormat"),
    std::string_view("idDoesNotExist"), std::string_view("noRecordsMatch"),
};

enum class Need : std::uint8_t { Optional, Required, Exclusive };
struct Rule {
    Verb verb;
    std::string_view argument;
    Need need;
};
constexpr std::array kRules = {Rule{Verb::GetRecord, "identifier", Need::Required},
                               Rule{Verb::GetRecord, "metadataPrefix", Need::Required},
                               Rule{Verb::ListMetadataFormats, "identifier", Need::Optional},
                               Rule{Verb::ListSets, "resumptionToken", Need::Exclusive},
                               Rule{Verb::ListIdentifiers, "from", Need::Optional},
                               Rule{Verb::ListIdentifiers, "until", Need::Optional},
                               Rule{Verb::ListIdentifiers, "metadataPrefix", Need::Required},
                               Rule{Verb::ListIdentifiers, "set", Need::Optional},
                               Rule{Verb::ListIdentifiers, "resumptionToken", Need::Exclusive},
                               Rule{Verb::ListRecords, "from", Need::Optional},
                               Rule{Verb::ListRecords, "until", Need::Optional},
                               Rule{Verb::ListRecords, "metadataPrefix", Need::Required},
                               Rule{Verb::ListRecords, "set", Need::Optional},
                               Rule{Verb::ListRecords, "resumptionToken", Need::Exclusive}};

std::unexpected<Error> bad(ErrorCode code, std::string text)
{
    return std::unexpected(Error{code, std::move(text)});
}

std::unexpected<Error> bad_argument(std::string text)
{
    return bad(ErrorCode::BadArgument, std::move(text));
}

const std::string* value_of(const http::Fields& fields, std::string_view wanted)
{
    const auto found = std::ranges::find(fields, wanted, &http::Fields::value_type::first);
    return found == fields.end() ? nullptr : &found->second;
}

std::expected<Verb, Error> read_verb(const http::Fields& fields)
{
    const auto count = std::ranges::count(fields, "verb", &http::Fields::value_type::first);
    if (count != 1) {
        return bad(ErrorCode::BadVerb, count == 0 ? "the argument verb is missing"
                                                  : "the argument verb is there more than once");
    }
    const std::string& wanted = *value_of(fields, "verb");
    const auto found = std::ranges::find(kVerbs, std::string_view(wanted),
                                         &std::pair<Verb, std::string_view>::second);
    if (found == kVerbs.end()) {
        return bad(ErrorCode::BadVerb, "there is no such verb");
    }
    return found->first;
}

// What is not among the verb's arguments, comes twice, or is too long.
std::optional<Error> misfit(Verb verb, const http::Fields& fields)
{
    for (const auto& [name, value] : fields) {
        if (name == "verb") {
            continue;
        }
        const bool is_known = std::ranges::any_of(
            kRules, [&](const Rule& rule) { return rule.verb == verb && rule.argument == name; });
        if (!is_known) {
            return Error{ErrorCode::BadArgument, "this verb has no such argument"};
        }
        if (std::ranges::count(fields, name, &http::Fields::value_type::first) > 1) {
            return Error{ErrorCode::BadArgument,
                         "the argument " + name + " is there more than once"};
        }
        if (value.empty() || value.size() > kMaxArgumentBytes) {
            return Error{ErrorCode::BadArgument,
                         "the argument " + name + (value.empty() ? " is empty" : " is too long")};
        }
    }
    return std::nullopt;
}

// Whether what must be there is there; a resumption token stands alone.
std::optional<Error> incomplete(Verb verb, const http::Fields& fields)
{
    if (value_of(fields, "resumptionToken") != nullptr) {
        return fields.size() == 2 ? std::nullopt
                                  : std::optional(Error{ErrorCode::BadArgument,
                                                        "beside resumptionToken there may be no "
                                                        "other argument"});
    }
    for (const Rule& rule : kRules) {
        if (rule.verb == verb && rule.need == Need::Required &&
            value_of(fields, rule.argument) == nullptr) {
            return Error{ErrorCode::BadArgument,
                         "the argument " + std::string(rule.argument) + " is missing"};
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view name(ErrorCode code)
{
    return kErrorNames[static_cast<std::size_t>(code)];
}

std::string_view name(Verb verb)
{
    return kVerbs[static_cast<std::size_t>(verb)].second;
}

std::optional<Instant> read_day(std::string_view text)
{
    constexpr std::size_t kDay = 10; // 2011-08-26
    return text.size() == kDay ? parse_instant(text) : std::nullopt;
}

std::expected<Arguments, Error> read_arguments(const http::Fields& fields)
{
    const std::expected<Verb, Error> verb = read_verb(fields);
    if (!verb) {
        return std::unexpected(verb.error());
    }
    if (std::optional<Error> error = misfit(*verb, fields)) {
        return std::unexpected(std::move(*error));
    }
    if (std::optional<Error> error = incomplete(*verb, fields)) {
        return std::unexpected(std::move(*error));
    }
    const auto text = [&](std::string_view wanted) {
        const std::string* value = value_of(fields, wanted);
        return value == nullptr ? std::string() : *value;
    };
    Arguments arguments{*verb,       text("identifier"),      text("metadataPrefix"),
                        text("set"), text("resumptionToken"), {},
                        {}};
    for (auto& [wanted, day] :
         {std::pair{"from", &arguments.from}, std::pair{"until", &arguments.until}}) {
        const std::string* value = value_of(fields, wanted);
        *day = value == nullptr ? std::nullopt : read_day(*value);
        if (value != nullptr && !*day) {
            return bad_argument(std::string("the argument ") + wanted +
                                " is no day; the granularity is YYYY-MM-DD");
        }
    }
    if (arguments.from && arguments.until && *arguments.from > *arguments.until) {
        return bad_argument("from is later than until");
    }
    return arguments;
}

} // namespace chancery::oai
