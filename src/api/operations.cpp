#include "api/operations.hpp"

#include <algorithm>
#include <array>

#include "api/handlers.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "view/path.hpp"

namespace chancery::api {

namespace {

constexpr std::string_view kSearchParameters =
    "q origin country tag class caption mark created sort after limit excerpts counts fields";
constexpr std::string_view kFacetParameters =
    "q origin country tag class caption mark created facet after limit";

constexpr Operation one(std::string_view name, std::string_view group, std::string_view path,
                        std::string_view summary, std::string_view parameters,
                        std::string_view answer, std::string_view others, AnswerOne answerer)
{
    return {name, group, path, summary, parameters, answer, "", "", others, answerer, nullptr};
}

constexpr Operation list(std::string_view name, std::string_view group, std::string_view path,
                         std::string_view summary, std::string_view parameters,
                         std::string_view item, std::string_view others, OpenList opener)
{
    return {name, group, path, summary, parameters, item, item, "", others, nullptr, opener};
}

constexpr Operation with_beside(Operation operation, std::string_view line, std::string_view beside)
{
    operation.line = line;
    operation.beside = beside;
    return operation;
}

constexpr std::array kOperations = {
    one("getArchive", "The archive", "/api/v1", "What this archive is, and how large.", "",
        "Archive", "", archive),
    one("getDescription", "The archive", "/api/openapi.json",
        "The description of this API for programs.", "", "Description", "", description),

    list("listCables", "Cables", "/api/v1/cables",
         "All cables: latest release first, inside it oldest first.", "after limit fields",
         "CableRow", "404", cables),
    one("getCable", "Cables", "/api/v1/cables/{id}",
        "A cable, with what it refers to, what refers to it, and its versions.", "id",
        "CableDocument", "301 404 410", one_cable),
    list("listParagraphs", "Cables", "/api/v1/cables/{id}/paragraphs", "The paragraphs of a cable.",
         "id after limit", "Paragraph", "301 404 410", paragraphs),
    one("getParagraph", "Cables", "/api/v1/cables/{id}/paragraphs/{anchor}",
        "One paragraph of a cable.", "id anchor", "Paragraph", "301 404 410", one_paragraph),
    list("listVersions", "Cables", "/api/v1/cables/{id}/versions",
         "The texts that a cable has had here, oldest first.", "id after limit", "Version",
         "301 404 410", versions),
    one("getVersion", "Cables", "/api/v1/cables/{id}/versions/{number}",
        "A cable as it was released, where that text may still be shown.", "id number", "Cable",
        "301 404 410", one_version),

    list("listCited", "References", "/api/v1/cables/{id}/references",
         "The cables that a cable refers to, in the order in which it names them.",
         "id after limit", "Referred", "301 404 410", references),
    list("listCiters", "References", "/api/v1/cables/{id}/citers",
         "The cables here that refer to a cable, whether that one is here or not.",
         "id after limit", "CableRow", "301 404", citers),
    list("listReferences", "References", "/api/v1/references",
         "Which cable refers to which, by the cable that is referred to.", "after limit",
         "Reference", "404", all_references),

    with_beside(list("search", "Search", "/api/v1/search",
                     "The cables that a query finds, with their best paragraphs.",
                     kSearchParameters, "Hit", "404", search),
                "CableRow", "Found"),
    with_beside(list("listFacets", "Search", "/api/v1/facets",
                     "How often each origin, country, tag, classification, caption, portion mark "
                     "and month occurs among the cables that a query finds.",
                     kFacetParameters, "FacetValue", "404", facets),
                "FacetValue", "FacetsFound"),

    list("listTags", "Values", "/api/v1/tags", "The words of the TAGS lines, by name.",
         "after limit", "Tag", "404", tags),
    one("getTag", "Values", "/api/v1/tags/{key}", "One tag.", "key", "Tag", "301 404", one_tag),
    list("listOrigins", "Values", "/api/v1/origins", "Who sent cables, by name.", "after limit",
         "Origin", "404", origins),
    one("getOrigin", "Values", "/api/v1/origins/{key}", "One origin.", "key", "Origin", "301 404",
        one_origin),
    list("listClassifications", "Values", "/api/v1/classifications",
         "The classifications of cables, least sensitive first.", "after limit",
         "ClassificationValue", "404", classifications),
    one("getClassification", "Values", "/api/v1/classifications/{key}", "One classification.",
        "key", "ClassificationValue", "301 404", one_classification),
    list("listDates", "Values", "/api/v1/dates", "The months in which cables were written.",
         "after limit", "Month", "404", dates),
    list("listReleases", "Values", "/api/v1/releases",
         "The releases, latest first: what became public when.", "after limit", "Release", "404",
         releases),

    list("listArticles", "Articles", "/api/v1/articles",
         "What the publisher wrote on the cables, newest first.", "after limit", "Article", "404",
         articles),
    one("getArticle", "Articles", "/api/v1/articles/{slug}",
        "An article, with the cables that it names.", "slug", "ArticleDocument", "404 410",
        one_article),

    list("listMissing", "What is missing", "/api/v1/missing",
         "By post and year: which numbers of cables are known, and how many are not here.",
         "after limit", "Missing", "404", missing),
    list("listMissingOf", "What is missing", "/api/v1/missing/{post}/{year}",
         "What is not here of a post in a year.", "post year after limit", "Lacking", "301 404",
         missing_of),
};

bool is_name(std::string_view segment)
{
    return segment.starts_with('{');
}

// Segment by segment; a name takes a whole one that is not empty.
std::optional<http::Fields> match(std::string_view pattern, std::string_view path)
{
    const std::vector<std::string_view> wanted = split(pattern, '/');
    const std::vector<std::string_view> given = split(path, '/');
    if (wanted.size() != given.size()) {
        return std::nullopt;
    }
    http::Fields values;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (is_name(wanted[i]) && !given[i].empty()) {
            values.emplace_back(wanted[i].substr(1, wanted[i].size() - 2), given[i]);
        } else if (wanted[i] != given[i]) {
            return std::nullopt;
        }
    }
    return values;
}

std::optional<Found> find(std::string_view path, Form form)
{
    for (const Operation& operation : kOperations) {
        if (form != Form::Page && operation.shape() == Shape::One) {
            continue;
        }
        if (std::optional<http::Fields> values = match(operation.path, path)) {
            return Found{&operation, form, std::move(*values)};
        }
    }
    return std::nullopt;
}

} // namespace

std::span<const Operation> operations()
{
    return kOperations;
}

// A whole list first: no year and no name of a list ends so, while a name of one thing might.
std::optional<Found> find_operation(std::string_view path)
{
    for (const Form form : {Form::JsonLines, Form::Csv}) {
        if (path.ends_with(ending(form))) {
            const std::string_view bare = path.substr(0, path.size() - ending(form).size());
            if (std::optional<Found> found = find(bare, form)) {
                return found;
            }
        }
    }
    return find(path, Form::Page);
}

std::string address_of(const Operation& operation, Form form, const http::Fields& values)
{
    std::string path;
    for (const std::string_view segment : split(operation.path.substr(1), '/')) {
        path += '/';
        if (!is_name(segment)) {
            path += segment;
            continue;
        }
        const auto value = std::ranges::find(values, segment.substr(1, segment.size() - 2),
                                             &std::pair<std::string, std::string>::first);
        path += value == values.end() ? std::string(segment) : view::url_segment(value->second);
    }
    path += ending(form);
    std::string query;
    for (const auto& [name, value] : values) {
        if (parameter_of(name).place == Place::Query) {
            query += (query.empty() ? "?" : "&") + name + "=" + view::url_segment(value);
        }
    }
    return path + query;
}

std::string Call::address_with(std::string_view name, std::string_view value) const
{
    http::Fields fields = values.given();
    const auto found = std::ranges::find(fields, name, &std::pair<std::string, std::string>::first);
    if (found == fields.end()) {
        fields.emplace_back(name, value);
    } else {
        found->second = value;
    }
    return address_of(operation, form, fields);
}

} // namespace chancery::api
