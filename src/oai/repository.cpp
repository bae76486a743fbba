#include "oai/repository.hpp"

#include <algorithm>
#include <array>
#include <expected>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "base/xml_writer.hpp"
#include "cite/one_line.hpp"
#include "oai/arguments.hpp"
#include "oai/harvest.hpp"
#include "oai/records.hpp"
#include "oai/token.hpp"
#include "view/explain.hpp"
#include "view/path.hpp"

namespace chancery::oai {

namespace {

using edition::Facet;
using edition::FacetValue;
using edition::Generation;
using edition::Reader;
using edition::Settings;

constexpr std::string_view kNamespace = "http://www.openarchives.org/OAI/2.0/";
constexpr std::string_view kSchema = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd";
constexpr std::string_view kInstances = "http://www.w3.org/2001/XMLSchema-instance";

// What a verb writes into the document; or why it cannot.
using Written = std::optional<Error>;

Error error(ErrorCode code, std::string text)
{
    return {code, std::move(text)};
}

std::string base_address(const Settings& settings)
{
    return settings.base_url + std::string(kPath);
}

// ---- which records ----

struct Selection {
    const Format* format = nullptr;
    Scope scope;
    std::uint64_t position = 0;
    std::uint64_t cursor = 0;
    std::optional<std::uint64_t> size;
};

std::expected<Token, Error> read_own_token(const Generation& generation, std::string_view text,
                                           Token::Of of)
{
    const std::optional<Token> token = read_token(text);
    if (!token || token->of != of) {
        return std::unexpected(
            error(ErrorCode::BadResumptionToken, "this is no resumption token of this list"));
    }
    if (token->edition != generation.fingerprint()) {
        return std::unexpected(error(
            ErrorCode::BadResumptionToken,
            "this resumption token has expired, since the archive has been released anew: begin "
            "the list again"));
    }
    return *token;
}

std::expected<Scope, Error> scope_of(const Arguments& arguments)
{
    Scope scope{std::nullopt, arguments.from, arguments.until};
    if (!arguments.set.empty()) {
        scope.set = read_set(arguments.set);
        if (!scope.set) {
            return std::unexpected(error(ErrorCode::NoRecordsMatch, "there is no such set"));
        }
    }
    return scope;
}

std::expected<Selection, Error> resumed(const Generation& generation, const Arguments& arguments)
{
    const auto token = read_own_token(generation, arguments.resumption_token, Token::Of::Records);
    if (!token) {
        return std::unexpected(token.error());
    }
    const Format* format = find_format(token->metadata_prefix);
    if (format == nullptr) {
        return std::unexpected(
            error(ErrorCode::BadResumptionToken, "this is no resumption token of this list"));
    }
    return Selection{format,
                     {token->set, token->from, token->until},
                     token->position,
                     token->cursor,
                     token->size};
}

std::expected<Selection, Error> selected(const Generation& generation, const Arguments& arguments)
{
    if (!arguments.resumption_token.empty()) {
        return resumed(generation, arguments);
    }
    const Format* format = find_format(arguments.metadata_prefix);
    if (format == nullptr) {
        return std::unexpected(
            error(ErrorCode::CannotDisseminateFormat, "there is no such format"));
    }
    const std::expected<Scope, Error> scope = scope_of(arguments);
    if (!scope) {
        return std::unexpected(scope.error());
    }
    return Selection{format, *scope, 0, 0, std::nullopt};
}

// ---- lists ----

// Behind a list that goes on, or that ends and was in pages.
void write_token(XmlWriter& xml, const std::string& token, std::uint64_t cursor,
                 std::optional<std::uint64_t> size)
{
    xml.begin("resumptionToken");
    if (size) {
        xml.attribute("completeListSize", std::to_string(*size));
    }
    xml.attribute("cursor", std::to_string(cursor));
    xml.text(token);
    xml.end();
    xml.line();
}

Written write_list(XmlWriter& xml, Reader& reader, const Arguments& arguments)
{
    const bool whole = arguments.verb == Verb::ListRecords;
    const auto selection = selected(reader.generation(), arguments);
    if (!selection) {
        return selection.error();
    }
    Harvest harvest(reader, selection->scope);
    std::uint64_t position = selection->position;
    std::optional<Item> item = harvest.next(position);
    if (!item) {
        const bool is_first = arguments.resumption_token.empty();
        return error(is_first ? ErrorCode::NoRecordsMatch : ErrorCode::BadResumptionToken,
                     is_first ? "no records match" : "there is nothing behind this place");
    }
    const std::uint64_t most = whole ? kRecordsPerPage : kHeadersPerPage;
    std::uint64_t written = 0;
    std::uint64_t place = position; // behind `item`
    for (; item && written < most; ++written) {
        if (whole) {
            write_record(xml, reader, *item, *selection->format);
        } else {
            write_header(xml, reader, *item);
        }
        place = position;
        item = harvest.next(position);
    }
    const bool goes_on = item.has_value();
    if (goes_on || selection->cursor > 0) {
        const auto size = selection->cursor == 0 ? harvest.size() : selection->size;
        const Token next{Token::Of::Records,
                         reader.generation().fingerprint(),
                         std::string(selection->format->prefix),
                         selection->scope.set,
                         selection->scope.from,
                         selection->scope.until,
                         place,
                         selection->cursor + written,
                         size};
        write_token(xml, goes_on ? next.text() : "", selection->cursor, size);
    }
    return std::nullopt;
}

// ---- sets ----

struct ParentSet {
    Facet facet;
    std::string_view name;
};
constexpr std::array kParents = {ParentSet{Facet::Origin, "Any origin"},
                                 ParentSet{Facet::Tag, "Any tag"},
                                 ParentSet{Facet::Classification, "Any classification"}};

void write_set(XmlWriter& xml, const SetSpec& set, std::string_view name)
{
    xml.begin("set");
    xml.element("setSpec", set.text());
    xml.element("setName", cite::one_line(name));
    xml.end();
    xml.line();
}

std::string set_name(const FacetValue& value)
{
    const std::string_view meaning =
        value.facet == Facet::Tag ? view::tag_meaning(value.key) : std::string_view();
    return meaning.empty() ? value.name : value.name + ": " + std::string(meaning);
}

// The set at a place of the list: the parents, then the values of each. False behind the last.
bool write_set_at(XmlWriter& xml, const Generation& generation, std::uint64_t place)
{
    if (place < kParents.size()) {
        write_set(xml, {kParents[place].facet, ""}, kParents[place].name);
        return true;
    }
    place -= kParents.size();
    for (const ParentSet& parent : kParents) {
        const std::vector<FacetValue>& values = generation.values(parent.facet);
        if (place < values.size()) {
            write_set(xml, {parent.facet, values[place].key}, set_name(values[place]));
            return true;
        }
        place -= values.size();
    }
    return false;
}

std::uint64_t set_count(const Generation& generation)
{
    std::uint64_t count = kParents.size();
    for (const ParentSet& parent : kParents) {
        count += generation.values(parent.facet).size();
    }
    return count;
}

Written write_sets(XmlWriter& xml, Reader& reader, const Arguments& arguments)
{
    const Generation& generation = reader.generation();
    std::uint64_t from = 0;
    if (!arguments.resumption_token.empty()) {
        const auto token = read_own_token(generation, arguments.resumption_token, Token::Of::Sets);
        if (!token) {
            return token.error();
        }
        from = token->position;
    }
    const std::uint64_t count = set_count(generation);
    if (from >= count) {
        return error(ErrorCode::BadResumptionToken, "there is nothing behind this place");
    }
    const std::uint64_t to = std::min(count, from + kSetsPerPage);
    for (std::uint64_t place = from; place < to; ++place) {
        write_set_at(xml, generation, place);
    }
    if (from > 0 || to < count) {
        const Token next{.of = Token::Of::Sets,
                         .edition = generation.fingerprint(),
                         .metadata_prefix = {},
                         .set = {},
                         .from = {},
                         .until = {},
                         .position = to,
                         .cursor = to,
                         .size = count};
        write_token(xml, to < count ? next.text() : "", from, count);
    }
    return std::nullopt;
}

// ---- one record ----

std::optional<Item> find_item(Reader& reader, const std::string& identifier)
{
    const std::string id = id_in(identifier, reader.generation().settings());
    if (const auto number = reader.number_of(id)) {
        return Item{*number, nullptr};
    }
    for (const edition::Version& gone : reader.generation().changes().withdrawn()) {
        if (gone.id == id) {
            return Item{0, &gone};
        }
    }
    return std::nullopt;
}

Written write_one(XmlWriter& xml, Reader& reader, const Arguments& arguments)
{
    const Format* format = find_format(arguments.metadata_prefix);
    const std::optional<Item> item = find_item(reader, arguments.identifier);
    if (!item) {
        return error(ErrorCode::IdDoesNotExist, "there is no such record");
    }
    if (format == nullptr) {
        return error(ErrorCode::CannotDisseminateFormat, "there is no such format");
    }
    write_record(xml, reader, *item, *format);
    return std::nullopt;
}

Written write_formats(XmlWriter& xml, Reader& reader, const Arguments& arguments)
{
    if (!arguments.identifier.empty() && !find_item(reader, arguments.identifier)) {
        return error(ErrorCode::IdDoesNotExist, "there is no such record");
    }
    const Settings& settings = reader.generation().settings();
    for (const Format& format : kFormats) {
        const std::string schema(format.schema);
        xml.begin("metadataFormat");
        xml.element("metadataPrefix", format.prefix);
        xml.element("schema", schema.starts_with('/') ? settings.base_url + schema : schema);
        xml.element("metadataNamespace", format.name_space);
        xml.end();
        xml.line();
    }
    return std::nullopt;
}

// ---- the repository ----

// A domain as "oai-identifier" wants it: letters first in each part, a dot in it.
bool is_domain(std::string_view host)
{
    const std::vector<std::string_view> parts = split(host, '.');
    return parts.size() > 1 && std::ranges::all_of(parts, [](std::string_view part) {
               return !part.empty() && is_alpha(part[0]);
           });
}

// http://www.openarchives.org/OAI/2.0/guidelines-oai-identifier.htm
void write_identifier_scheme(XmlWriter& xml, const Settings& settings)
{
    constexpr std::string_view kScheme = "http://www.openarchives.org/OAI/2.0/oai-identifier";
    if (!is_domain(host_of(settings))) {
        return;
    }
    xml.begin("description");
    xml.begin("oai-identifier");
    xml.attribute("xmlns", kScheme);
    xml.attribute("xmlns:xsi", kInstances);
    xml.attribute("xsi:schemaLocation", std::string(kScheme) + " " + std::string(kScheme) + ".xsd");
    xml.element("scheme", "oai");
    xml.element("repositoryIdentifier", host_of(settings));
    xml.element("delimiter", ":");
    xml.element("sampleIdentifier", identifier_of("08GUATEMALA242", settings));
    xml.end();
    xml.end();
    xml.line();
}

Written write_identify(XmlWriter& xml, Reader& reader, const Arguments&)
{
    const Settings& settings = reader.generation().settings();
    const std::string title = cite::one_line(settings.title);
    const auto line = [&](XmlName name, std::string_view text) {
        xml.element(name, text);
        xml.line();
    };
    line("repositoryName", title.empty() ? std::string("Cables") : title);
    line("baseURL", base_address(settings));
    line("protocolVersion", "2.0");
    line("adminEmail", settings.admin_email);
    line("earliestDatestamp", format_day(reader.generation().changes().earliest()));
    line("deletedRecord", "persistent");
    line("granularity", "YYYY-MM-DD");
    line("compression", "gzip");
    write_identifier_scheme(xml, settings);
    return std::nullopt;
}

// ---- the document ----

struct Answerer {
    Verb verb;
    XmlName element;
    Written (*write)(XmlWriter&, Reader&, const Arguments&);
};
constexpr std::array kAnswerers = {
    Answerer{Verb::GetRecord, "GetRecord", write_one},
    Answerer{Verb::Identify, "Identify", write_identify},
    Answerer{Verb::ListIdentifiers, "ListIdentifiers", write_list},
    Answerer{Verb::ListMetadataFormats, "ListMetadataFormats", write_formats},
    Answerer{Verb::ListRecords, "ListRecords", write_list},
    Answerer{Verb::ListSets, "ListSets", write_sets}};

// The arguments are repeated unless they are what is wrong (section 3.2).
void write_request(XmlWriter& xml, const Settings& settings, const http::Fields& arguments)
{
    struct Known {
        std::string_view argument;
        XmlName name;
    };
    static constexpr std::array kKnown = {
        Known{"verb", "verb"},   Known{"identifier", "identifier"},
        Known{"from", "from"},   Known{"metadataPrefix", "metadataPrefix"},
        Known{"until", "until"}, Known{"resumptionToken", "resumptionToken"},
        Known{"set", "set"}};
    xml.begin("request");
    for (const Known& known : kKnown) {
        for (const auto& [name, value] : arguments) {
            if (name == known.argument) {
                xml.attribute(known.name, value);
            }
        }
    }
    xml.text(base_address(settings));
    xml.end();
    xml.line();
}

Written write_answer(std::string& content, Reader& reader, const Arguments& arguments)
{
    const Answerer& answerer = kAnswerers[static_cast<std::size_t>(arguments.verb)];
    XmlWriter xml(content);
    xml.begin(answerer.element);
    xml.line();
    if (Written problem = answerer.write(xml, reader, arguments)) {
        return problem;
    }
    xml.end();
    return std::nullopt;
}

bool is_about_arguments(ErrorCode code)
{
    return code == ErrorCode::BadVerb || code == ErrorCode::BadArgument;
}

} // namespace

bool is_repository(const Settings& settings)
{
    return !settings.base_url.empty() && !settings.admin_email.empty();
}

std::string answer(Reader& reader, const http::Fields& fields, Instant now)
{
    const Settings& settings = reader.generation().settings();
    const std::expected<Arguments, Error> arguments = read_arguments(fields);
    // Written apart: only afterwards it is known whether there is an answer or an error.
    std::string content;
    const Written problem =
        arguments ? write_answer(content, reader, *arguments) : std::optional(arguments.error());
    std::string out;
    XmlWriter xml(out);
    xml.declaration();
    xml.begin("OAI-PMH");
    xml.attribute("xmlns", kNamespace);
    xml.attribute("xmlns:xsi", kInstances);
    xml.attribute("xsi:schemaLocation", std::string(kNamespace) + " " + std::string(kSchema));
    xml.line();
    xml.element("responseDate", format_rfc3339(now));
    xml.line();
    const bool repeats = !problem || !is_about_arguments(problem->code);
    write_request(xml, settings, repeats ? fields : http::Fields());
    if (problem) {
        xml.begin("error");
        xml.attribute("code", name(problem->code));
        xml.text(problem->text);
        xml.end();
    } else {
        out += content;
    }
    xml.line();
    xml.end();
    xml.line();
    return out;
}

} // namespace chancery::oai
