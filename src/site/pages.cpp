#include "site/pages.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "api/api.hpp"
#include "api/cable_document.hpp"
#include "api/documentation.hpp"
#include "base/text.hpp"
#include "cable/cable_json.hpp"
#include "cite/citation.hpp"
#include "cite/formats.hpp"
#include "edition/citations.hpp"
#include "edition/missing_reader.hpp"
#include "feed/atom.hpp"
#include "feed/memento.hpp"
#include "feed/open_search.hpp"
#include "feed/sitemap.hpp"
#include "http/http_date.hpp"
#include "index/query/tree.hpp"
#include "oai/records.hpp"
#include "oai/repository.hpp"
#include "site/articles.hpp"
#include "site/feeds.hpp"
#include "site/missing_lists.hpp"
#include "site/routes.hpp"
#include "site/search_address.hpp"
#include "site/search_pages.hpp"
#include "view/api_page.hpp"
#include "view/assets.hpp"
#include "view/browse_pages.hpp"
#include "view/cable_page.hpp"
#include "view/cite_page.hpp"
#include "view/cited_page.hpp"
#include "view/error_page.hpp"
#include "view/help_pages.hpp"
#include "view/home_page.hpp"
#include "view/listing_page.hpp"
#include "view/missing_page.hpp"
#include "view/page.hpp"
#include "view/path.hpp"
#include "view/version_page.hpp"

namespace chancery::site {

namespace {

using edition::CableRow;
using edition::Facet;
using edition::FacetValue;
using edition::Generation;
using edition::Reader;
using http::Response;
using view::Frame;

constexpr std::uint32_t kLatestCables = 10;
constexpr std::size_t kSuggestions = 8;
constexpr std::size_t kMaxLinkedReferences = 1000; // a cable has a dozen; the rest stays plain text

// What every answering function gets.
struct Context {
    index::SearchReader& search;
    Reader& reader; // that of search
    const Address& address;
    const Route& route;
    Frame frame;
    const Generation& generation() const { return reader.generation(); }
};

std::optional<std::string_view> value_of(const http::Fields& query, std::string_view name)
{
    const auto found = std::find_if(query.begin(), query.end(),
                                    [&](const auto& field) { return field.first == name; });
    return found == query.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

// What marks words on a cable's page; also the beginning of what /suggest goes on with.
std::string query_of(const Address& address)
{
    return std::string(
        first_bytes(value_of(address.query, "q").value_or(""), index::query::kMaxQueryBytes));
}

std::string marked_query(const Address& address, Parameters parameters)
{
    return parameters == Parameters::Cable ? query_of(address) : std::string();
}

// A cable's page says whether a paragraph still reads as it was quoted: for that it needs the hash.
std::string quote_of(const Address& address, Parameters parameters)
{
    if (parameters != Parameters::Cable && parameters != Parameters::Quote) {
        return {};
    }
    const auto quotation = cite::Quotation::parse(value_of(address.query, "quote").value_or(""));
    const bool says_nothing =
        !quotation || (parameters == Parameters::Cable && quotation->hash.empty());
    return says_nothing ? std::string() : quotation->text();
}

// ---- answers ----

Response page(const Context& context, std::string html)
{
    Response response = http::html_response(std::move(html));
    response.cache = http::Cache::FiveMinutes;
    response.last_modified = context.generation().last_release();
    return response;
}

Response document(const Context& context, std::string_view content_type, std::string bytes)
{
    Response response = page(context, std::move(bytes));
    response.content_type = content_type;
    return response;
}

Response asset(const view::Asset& asset, http::Cache cache)
{
    Response response;
    response.content_type = asset.content_type;
    response.body = http::Body::make(std::string(asset.bytes));
    response.cache = cache;
    return response;
}

Response error(const Context& context, const view::ErrorPage& model)
{
    Response response = http::html_response(view::error_page(context.frame, model));
    response.status = model.status;
    response.cache = http::Cache::NoStore;
    return response;
}

Response not_found(const Context& context)
{
    return error(context, {});
}

Response moved(const Context& context, std::string_view encoded_path)
{
    return http::redirect(301, std::string(encoded_path) + canonical_query(context.address));
}

// ---- small pages ----

Response home(Context& context)
{
    const Generation& generation = context.generation();
    const std::vector<CableRow> latest = context.reader.latest(kLatestCables);
    return page(
        context,
        view::home_page(context.frame,
                        {generation.cable_count(), generation.values(Facet::Origin),
                         generation.values(Facet::Tag), generation.values(Facet::Classification),
                         generation.values(Facet::Month), generation.values(Facet::ReleaseDay),
                         latest, latest_articles(context.reader, view::kLatestArticles)}));
}

Response browse(Context& context)
{
    const Facet facet = context.route.facet;
    return page(context,
                view::browse_page(context.frame, facet, context.generation().values(facet)));
}

Response misprints(Context& context)
{
    return page(context,
                view::misprints_page(context.frame, context.generation().values(Facet::Tag)));
}

Response help_index(Context& context)
{
    return page(context, view::help_index_page(context.frame));
}

Response help(Context& context)
{
    std::optional<std::string> html = view::help_page(context.frame, context.route.key);
    return html ? page(context, std::move(*html)) : not_found(context);
}

Response search_help(Context& context)
{
    return page(context, view::search_help_page(context.frame, query_groups()));
}

Response search(Context& context)
{
    const SearchAddress address = SearchAddress::from(context.address.query);
    return page(context, view::search_page(context.frame, search_model(context.search, address)));
}

Response whole_list(Context& context)
{
    const bool csv = context.route.kind == RouteKind::SearchCsv;
    const SearchAddress address = SearchAddress::from(context.address.query);
    std::shared_ptr<http::Stream> list =
        list_stream(context.search, address, csv ? ListFormat::Csv : ListFormat::JsonLines);
    if (!list) {
        return http::text_response(404, address.after + " is not in this list (any more)\n");
    }
    Response response = document(
        context,
        csv ? "text/csv; charset=utf-8; header=present" : "application/jsonl; charset=utf-8", {});
    response.body = nullptr;
    response.stream = std::move(list);
    response.headers.emplace_back("Content-Disposition",
                                  csv ? "attachment; filename=\"cables.csv\""
                                      : "attachment; filename=\"cables.jsonl\"");
    return response;
}

Response suggest(Context& context)
{
    const auto begun = value_of(context.address.query, "q");
    return document(context, "application/json",
                    suggestions_json(context.search, begun.value_or("")));
}

// ---- for programs ----

Response api_page(Context& context)
{
    return page(context, view::api_page(context.frame, api::documentation(context.reader)));
}

Response api_answer(Context& context)
{
    return api::answer(context.search, context.address.path, context.address.query);
}

// ---- files ----

Response static_file(Context& context)
{
    for (const view::Asset& known : view::assets()) {
        if (known.path == context.address.path) {
            return asset(known, http::Cache::Immutable);
        }
    }
    return not_found(context);
}

Response robots(Context& context)
{
    const std::string& base_url = context.generation().settings().base_url;
    const std::string sitemap = base_url.empty() ? "" : "Sitemap: " + base_url + "/sitemap.xml\n";
    // Pages in other colours and with marked words are the same pages; lists have no end.
    Response response = http::text_response(
        200, "User-agent: *\nDisallow: /*?theme=\nDisallow: /*&theme=\nDisallow: /*?view=\n"
             "Disallow: /*?q=\nDisallow: /*?quote=\nDisallow: /*&quote=\n"
             "Disallow: /cite/\nDisallow: /search?\nDisallow: /search.csv\n"
             "Disallow: /search.jsonl\nDisallow: /suggest\nDisallow: /api/v1/\nDisallow: /*.atom?\n"
             "Disallow: /timemap/\nDisallow: /oai\n" +
                 sitemap);
    response.cache = http::Cache::Day;
    return response;
}

Response favicon(Context&)
{
    return asset(view::icon(), http::Cache::Day);
}

Response add_slash(Context& context)
{
    return moved(context, encode_path(context.address.path + '/'));
}

// ---- listings ----

// Tags that a misprinted one was meant for, where the edition has them.
std::vector<FacetValue> meant(const Generation& generation, const FacetValue& value)
{
    std::vector<FacetValue> found;
    if (value.facet != Facet::Tag || !view::is_misprint(value)) {
        return found;
    }
    for (const std::string& tag : view::meant_tags(value.key)) {
        if (const FacetValue* other = generation.find(Facet::Tag, tag)) {
            found.push_back(*other);
        }
    }
    return found;
}

Response listing(Context& context)
{
    const Route& route = context.route;
    const FacetValue* value = context.generation().find(route.facet, route.key);
    if (value == nullptr || route.page >= value->pages()) {
        return error(context, {.facet = route.facet});
    }
    if (value->key != route.key) {
        return moved(context, view::facet_path(route.facet, value->key, route.page));
    }
    const std::vector<CableRow> rows = context.reader.listing(*value, route.page);
    return page(context, view::listing_page(context.frame, {*value, route.page, rows,
                                                            meant(context.generation(), *value)}));
}

Response listing_short(Context& context)
{
    const FacetValue* value = context.generation().find(context.route.facet, context.route.key);
    return value == nullptr ? error(context, {.facet = context.route.facet})
                            : moved(context, view::facet_path(value->facet, value->key, 0));
}

// ---- cables ----

std::string_view ending(RouteKind kind)
{
    switch (kind) {
    case RouteKind::CableText:
        return ".txt";
    case RouteKind::CableJson:
        return ".json";
    case RouteKind::CableBibtex:
        return ".bib";
    case RouteKind::CableRis:
        return ".ris";
    case RouteKind::CableCsl:
        return ".csl.json";
    default:
        return ".html";
    }
}

std::string path_of(const CableRow& row)
{
    return view::cable_path(row.id, row.created);
}

Response no_such_cable(Context& context)
{
    const std::string written = letters_and_digits(context.route.id);
    if (const auto withdrawn = api::withdrawal(context.reader, written)) {
        return error(context, {.status = 410, .withdrawn = withdrawn});
    }
    view::ErrorPage model{.suggestions = context.reader.suggestions(written, kSuggestions),
                          .facet = Facet::Origin};
    if (const std::uint32_t count = context.reader.cited_count(written); count > 0) {
        model.ghost =
            view::Ghost{edition::node_of(written), count, context.reader.cited_by(written, 0)};
    }
    return error(context, model);
}

// ---- who refers to a cable ----

Response cited(Context& context)
{
    const std::string written = letters_and_digits(context.route.id);
    const std::string node = edition::node_of(written);
    const std::vector<CableRow> rows = context.reader.cited_by(node, context.route.page);
    if (rows.empty()) {
        return error(context, {.facet = Facet::Origin});
    }
    const std::string path = view::cited_path(node, context.route.page);
    if (path != context.frame.path) {
        return moved(context, path);
    }
    return page(context, view::cited_page(context.frame,
                                          {node, context.reader.find_meant(node),
                                           context.reader.cited_count(node), context.route.page,
                                           rows, api::withdrawal(context.reader, node)}));
}

Response cited_short(Context& context)
{
    const std::string written = letters_and_digits(context.route.id);
    return context.reader.cited_count(written) == 0
               ? error(context, {.facet = Facet::Origin})
               : moved(context, view::cited_path(edition::node_of(written), 0));
}

// ---- what is not here ----

Response missing(Context& context)
{
    edition::MissingReader missing(context.generation());
    const std::uint32_t page_number = context.route.page;
    const edition::MissingTotals totals = missing.totals();
    const std::vector<edition::MissingSummary> rows = missing.rows(
        std::uint64_t{page_number} * view::kMissingRowsPerPage, view::kMissingRowsPerPage);
    if (rows.empty() && page_number > 0) {
        return not_found(context);
    }
    const std::string path = view::missing_index_path(page_number);
    return path == context.frame.path
               ? page(context, view::missing_index_page(
                                   context.frame, {totals, rows, page_number, missing.letters()}))
               : moved(context, path);
}

Response text_stream(const Context& context, std::string_view content_type,
                     std::shared_ptr<http::Stream> stream)
{
    Response response = document(context, content_type, {});
    response.body = nullptr;
    response.stream = std::move(stream);
    return response;
}

Response missing_of(Context& context)
{
    const bool text = context.route.kind == RouteKind::MissingOfText;
    const int year = context.route.year;
    const std::string post =
        edition::node_post(letters_and_digits(context.route.key), year).value_or("");
    edition::MissingReader missing(context.generation());
    const std::optional<std::uint64_t> place = missing.place_of(post, year);
    if (!place) {
        return not_found(context);
    }
    const std::string path =
        text ? view::missing_requests_path(post, year) : view::missing_path(post, year);
    if (path != context.frame.path) {
        return moved(context, path);
    }
    if (text) {
        return text_stream(context, "text/plain; charset=utf-8",
                           missing_letter(context.generation(), place));
    }
    return page(context,
                view::missing_page(context.frame,
                                   {missing.at(*place).value(),
                                    missing.incomplete(post, year, view::kMaxMissingShown + 1)}));
}

Response missing_table(Context& context)
{
    Response response = text_stream(context, "text/csv; charset=utf-8; header=present",
                                    missing_csv(context.generation()));
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"missing.csv\"");
    return response;
}

Response missing_requests(Context& context)
{
    return text_stream(context, "text/plain; charset=utf-8", missing_letter(context.generation()));
}

// ---- versions ----

// The text of a version, if it is shown.
std::optional<std::string> text_of(Reader& reader, const edition::Version& version, bool is_present)
{
    const auto json = is_present ? reader.view(version.id) : reader.old_view(version);
    return json ? std::optional(view::cable_text(from_json(*json))) : std::nullopt;
}

Response version(Context& context)
{
    const std::optional<CableRow> row = api::find_cable(context.reader, context.route.id);
    if (!row) {
        return no_such_cable(context);
    }
    const std::string cable_path = view::cable_path(row->id, row->created) + ".html";
    const std::vector<edition::Version> versions = api::versions_of(context.reader, *row);
    const std::uint32_t number = context.route.page;
    if (number == 0 || number > versions.size()) {
        return error(context, {.facet = Facet::Origin});
    }
    const std::string path = view::version_path(cable_path, number);
    if (path != context.frame.path) {
        return moved(context, path);
    }
    view::VersionPage model{
        .id = row->id, .cable_path = cable_path, .versions = versions, .number = number};
    model.text = text_of(context.reader, versions[number - 1], number == versions.size());
    if (number > 1) {
        model.previous = text_of(context.reader, versions[number - 2], false);
    }
    Response response = page(context, view::version_page(context.frame, model));
    response.status = model.text ? 200 : 410;
    if (model.text) {
        response.headers.emplace_back("Memento-Datetime",
                                      format_http_date(versions[number - 1].date));
        response.headers.emplace_back(
            "Link", feed::link_of_version(feed::mementos_of(cable_path, versions), number));
    }
    return response;
}

Response cable_short(Context& context)
{
    const std::optional<CableRow> row = api::find_cable(context.reader, context.route.id);
    return row ? moved(context, path_of(*row) + ".html") : no_such_cable(context);
}

// Of an origin or classification, by the name that the cable has.
const FacetValue* find_named(const Generation& generation, Facet facet, std::string_view name)
{
    constexpr int kMaxSameSlug = 9; // names that make one slug are told apart by a number behind it
    const std::string key = slug(name);
    for (int use = 1; use <= kMaxSameSlug; ++use) {
        const FacetValue* value =
            generation.find(facet, use == 1 ? key : key + '-' + std::to_string(use));
        if (value == nullptr || value->name == name) {
            return value;
        }
    }
    return nullptr;
}

std::string path_of(const FacetValue* value)
{
    return value == nullptr ? std::string() : view::facet_path(value->facet, value->key, 0);
}

std::string tag_path(const Generation& generation, const Tag& tag)
{
    const FacetValue* printed = generation.find(Facet::Tag, letters_and_digits(tag.printed));
    return path_of(printed != nullptr ? printed : generation.find(Facet::Tag, tag.tag));
}

view::CableLinks links_of(Reader& reader, const Cable& cable)
{
    const Generation& generation = reader.generation();
    view::CableLinks links;
    links.origin = path_of(find_named(generation, Facet::Origin, cable.origin));
    links.classification =
        path_of(find_named(generation, Facet::Classification, cable.classification.label));
    links.month =
        cable.created ? path_of(generation.find(Facet::Month, format_month(*cable.created))) : "";
    links.release_day =
        cable.released ? path_of(generation.find(Facet::ReleaseDay, format_day(*cable.released)))
                       : "";
    for (const Tag& tag : cable.tags) {
        links.tags.push_back(tag_path(generation, tag));
    }
    return links;
}

std::vector<view::Referred> referred_by(Reader& reader, const Cable& cable)
{
    const std::string own = edition::node_of(cable.id);
    std::vector<view::Referred> referred;
    for (std::size_t i = 0; i < std::min(cable.references.size(), kMaxLinkedReferences); ++i) {
        const std::string& id = cable.references[i].id;
        const std::string node = edition::node_of(id);
        view::Referred& one = referred.emplace_back();
        if (!node.empty() && node != own) {
            one.cable = reader.find_meant(id);
            one.citers = one.cable ? 0 : reader.cited_count(node);
        }
    }
    return referred;
}

std::vector<std::string> paths_of(const std::vector<view::Referred>& referred)
{
    std::vector<std::string> paths;
    for (const view::Referred& one : referred) {
        paths.push_back(one.cable ? path_of(*one.cable) + ".html" : "");
    }
    return paths;
}

std::string cable_html(Context& context, const Cable& cable)
{
    Reader::Neighbours near = context.reader.neighbours(cable.id);
    const Generation& generation = context.generation();
    const auto origin_path = [&](std::string_view origin) {
        return path_of(find_named(generation, Facet::Origin, origin));
    };
    const std::string asked = marked_query(context.address, context.route.parameters);
    view::Marks marks{asked, {}, {}};
    if (!asked.empty() && context.frame.view.empty()) {
        index::PageMarks found = context.search.marks_on_page(asked, cable);
        marks.header = std::move(found.header);
        marks.body = std::move(found.body);
    }
    std::vector<view::Referred> referred = referred_by(context.reader, cable);
    view::CableLinks links = links_of(context.reader, cable);
    links.references = paths_of(referred);
    return view::cable_page(context.frame, {cable,
                                            std::move(links),
                                            origin_path,
                                            std::move(near.previous),
                                            std::move(near.next),
                                            std::move(referred),
                                            {context.reader.cited_count(cable.id),
                                             context.reader.cited_by(cable.id, 0)},
                                            std::move(marks),
                                            context.reader.versions(cable.id),
                                            articles_on(context.reader, cable.id)});
}

// ---- citations ----

struct CitationFile {
    RouteKind kind;
    std::string_view content_type;
    std::string (*write)(const cite::Citation&);
};
constexpr std::array kCitationFiles = {
    CitationFile{RouteKind::CableBibtex, "application/x-bibtex; charset=utf-8", cite::bibtex},
    CitationFile{RouteKind::CableRis, "application/x-research-info-systems; charset=utf-8",
                 cite::ris},
    CitationFile{RouteKind::CableCsl, "application/vnd.citationstyles.csl+json", cite::csl_json}};

const CitationFile* citation_file(RouteKind kind)
{
    const auto found = std::find_if(kCitationFiles.begin(), kCitationFiles.end(),
                                    [&](const CitationFile& file) { return file.kind == kind; });
    return found == kCitationFiles.end() ? nullptr : &*found;
}

Response citation_document(Context& context, const CitationFile& file, const Cable& cable,
                           const std::string& page_path)
{
    const edition::Settings& settings = context.generation().settings();
    cite::Citation citation = cite::cite_cable(cable, settings, page_path);
    if (const auto quotation =
            cite::Quotation::parse(quote_of(context.address, context.route.parameters))) {
        if (quotation->hash.empty() &&
            cite::judge(cable, *quotation).standing == cite::Standing::Gone) {
            return http::text_response(404,
                                       "this cable has no paragraph " + quotation->anchor + '\n');
        }
        citation = cite::cite_quotation(cable, settings, page_path, *quotation);
    }
    Response response = document(context, file.content_type, file.write(citation));
    response.sharing = http::Sharing::AnyOrigin;
    return response;
}

Response cite_page(Context& context)
{
    const std::optional<CableRow> row = api::find_cable(context.reader, context.route.id);
    const std::optional<std::string> json =
        row ? context.reader.view(row->id) : std::optional<std::string>();
    if (!json) {
        return no_such_cable(context);
    }
    const std::string path = view::cite_path(row->id);
    if (path != context.frame.path) {
        return moved(context, path);
    }
    const Cable cable = from_json(*json);
    return page(context, view::cite_page(context.frame, {cable, path_of(*row) + ".html"}));
}

Response document_of(Context& context, const CableRow& row)
{
    std::optional<std::string> json = context.reader.view(row.id);
    if (!json) {
        return no_such_cable(context);
    }
    if (context.route.kind == RouteKind::CableJson) {
        Response response = document(context, "application/json",
                                     api::cable_document(context.reader, std::move(*json)));
        response.sharing = http::Sharing::AnyOrigin;
        return response;
    }
    const Cable cable = from_json(*json);
    if (const CitationFile* file = citation_file(context.route.kind)) {
        return citation_document(context, *file, cable, path_of(row) + ".html");
    }
    if (context.route.kind == RouteKind::CableText) {
        return document(context, "text/plain; charset=utf-8", view::cable_text(cable));
    }
    return page(context, cable_html(context, cable));
}

// ---- versions by their time (RFC 7089) ----

// Pages in other colours, or with marked words, are no originals of which there are versions.
bool is_original(const Context& context)
{
    return context.route.kind == RouteKind::Cable && context.address.query.empty();
}

feed::Mementos mementos_of(Reader& reader, const CableRow& row)
{
    std::vector<edition::Version> versions = reader.versions(row.id);
    if (versions.empty()) {
        versions.push_back({row.id, 1, row.released, "released", "", "", std::nullopt});
    }
    return feed::mementos_of(path_of(row) + ".html", versions);
}

// The version that was public at that time.
Response version_at(const Context& context, const feed::Mementos& mementos)
{
    const std::optional<Instant> wanted = http::parse_http_date(context.address.accept_datetime);
    if (!wanted) {
        return http::text_response(400, "Accept-Datetime must be a date such as \"Sun, 06 Nov 1994 "
                                        "08:49:37 GMT\"\n");
    }
    const feed::Memento* memento = feed::closest(mementos, *wanted);
    return http::redirect(302, feed::version_path(mementos, memento->number));
}

Response original(Context& context, const CableRow& row)
{
    const feed::Mementos mementos = mementos_of(context.reader, row);
    Response response = context.address.accept_datetime.empty() ? document_of(context, row)
                                                                : version_at(context, mementos);
    response.headers.emplace_back("Vary", "Accept-Datetime");
    response.headers.emplace_back("Link", feed::link_of_original(mementos));
    return response;
}

Response time_map(Context& context)
{
    const std::optional<CableRow> row = api::find_cable(context.reader, context.route.id);
    if (!row) {
        return no_such_cable(context);
    }
    const std::string path = feed::time_map_path(row->id);
    if (path != context.frame.path) {
        return moved(context, path);
    }
    return document(context, feed::kTimeMapType,
                    feed::time_map(mementos_of(context.reader, *row),
                                   context.generation().settings().base_url));
}

// ---- to follow and to harvest ----

Response shared_document(const Context& context, std::string_view content_type, std::string bytes)
{
    Response response = document(context, content_type, std::move(bytes));
    response.sharing = http::Sharing::AnyOrigin;
    return response;
}

Response feed_document(const Context& context, std::optional<FeedAnswer> feed)
{
    if (!feed) {
        return not_found(context);
    }
    return feed->moved_to.empty()
               ? shared_document(context, feed::kAtomType, std::move(feed->document))
               : moved(context, feed->moved_to);
}

FeedPage feed_page(const Context& context)
{
    return {feed::page_number(value_of(context.address.query, "page").value_or("")),
            context.address.delivery};
}

Response follow_latest(Context& context)
{
    return feed_document(context, latest_feed(context.search, feed_page(context)));
}

Response follow_listing(Context& context)
{
    return feed_document(context, listing_feed(context.search, context.route, feed_page(context)));
}

Response follow_cited(Context& context)
{
    return feed_document(context, cited_feed(context.search, context.route, feed_page(context)));
}

Response follow_search(Context& context)
{
    return feed_document(
        context,
        search_feed(context.search, feed_address(SearchAddress::from(context.address.query))));
}

// What names whole addresses is there only where the publisher says what they begin with.
bool has_base_url(const Context& context)
{
    return !context.generation().settings().base_url.empty();
}

Response open_search(Context& context)
{
    return has_base_url(context)
               ? document(context, feed::kOpenSearchType,
                          feed::open_search_description(context.generation().settings()))
               : not_found(context);
}

Response sitemap(Context& context)
{
    return has_base_url(context) ? document(context, "application/xml; charset=utf-8",
                                            feed::sitemap_index(context.generation()))
                                 : not_found(context);
}

Response sitemap_part(Context& context)
{
    auto part = has_base_url(context)
                    ? feed::sitemap_part(context.reader.shared_generation(), context.route.page)
                    : nullptr;
    return part ? text_stream(context, "application/xml; charset=utf-8", std::move(part))
                : not_found(context);
}

Response harvest(Context& context)
{
    if (!oai::is_repository(context.generation().settings())) {
        return http::text_response(404, "this archive is not open to harvesters: its settings say "
                                        "no base_url or no admin_email\n");
    }
    Response response = shared_document(context, oai::kContentType,
                                        oai::answer(context.reader, context.address.query, now()));
    response.cache = http::Cache::NoStore; // it tells the time
    response.last_modified.reset();
    return response;
}

Response harvest_schema(Context& context)
{
    return shared_document(context, oai::kContentType, std::string(oai::cable_schema()));
}

Response cable(Context& context)
{
    const std::optional<CableRow> row = api::find_cable(context.reader, context.route.id);
    if (!row) {
        return no_such_cable(context);
    }
    const std::string path = path_of(*row).append(ending(context.route.kind));
    if (path != context.frame.path) {
        return moved(context, path);
    }
    return is_original(context) ? original(context, *row) : document_of(context, *row);
}

// ---- articles ----

// They change without a release of cables, so its date says nothing of them: their ETag does.
Response undated(Response response)
{
    response.last_modified.reset();
    return response;
}

Response articles(Context& context)
{
    const std::optional<ArticleListModel> list =
        list_of_articles(context.reader, context.route.key, context.route.page);
    if (!list) {
        return not_found(context);
    }
    return list->path == context.frame.path
               ? undated(page(context, article_list_page(context.frame, *list)))
               : moved(context, list->path);
}

Response article(Context& context)
{
    const std::string& slug = context.route.key;
    const auto found = context.reader.articles().find(slug);
    if (found && context.route.kind == RouteKind::ArticleSource) {
        return undated(
            document(context, "text/markdown; charset=utf-8; variant=CommonMark", found->source));
    }
    if (found) {
        return undated(page(context, article_page(context.frame, context.reader, *found)));
    }
    const std::optional<Instant> gone = context.reader.articles().gone(slug);
    return gone ? error(context, {.status = 410, .article_gone = gone}) : not_found(context);
}

Response follow_articles(Context& context)
{
    const std::optional<std::string> feed = articles_feed(context.reader, feed_page(context));
    return feed ? undated(shared_document(context, feed::kAtomType, *feed)) : not_found(context);
}

// ---- the table ----

struct Answerer {
    RouteKind kind;
    Response (*answer)(Context&);
};
constexpr std::array kAnswerers = {Answerer{RouteKind::Home, home},
                                   Answerer{RouteKind::Cable, cable},
                                   Answerer{RouteKind::CableText, cable},
                                   Answerer{RouteKind::CableJson, cable},
                                   Answerer{RouteKind::CableBibtex, cable},
                                   Answerer{RouteKind::CableRis, cable},
                                   Answerer{RouteKind::CableCsl, cable},
                                   Answerer{RouteKind::CableShort, cable_short},
                                   Answerer{RouteKind::Cite, cite_page},
                                   Answerer{RouteKind::CiteShort, cite_page},
                                   Answerer{RouteKind::Version, version},
                                   Answerer{RouteKind::Cited, cited},
                                   Answerer{RouteKind::CitedShort, cited_short},
                                   Answerer{RouteKind::Missing, missing},
                                   Answerer{RouteKind::MissingOf, missing_of},
                                   Answerer{RouteKind::MissingOfText, missing_of},
                                   Answerer{RouteKind::MissingCsv, missing_table},
                                   Answerer{RouteKind::MissingRequests, missing_requests},
                                   Answerer{RouteKind::Browse, browse},
                                   Answerer{RouteKind::Misprints, misprints},
                                   Answerer{RouteKind::Listing, listing},
                                   Answerer{RouteKind::ListingShort, listing_short},
                                   Answerer{RouteKind::HelpIndex, help_index},
                                   Answerer{RouteKind::Help, help},
                                   Answerer{RouteKind::SearchHelp, search_help},
                                   Answerer{RouteKind::Search, search},
                                   Answerer{RouteKind::SearchCsv, whole_list},
                                   Answerer{RouteKind::SearchJsonLines, whole_list},
                                   Answerer{RouteKind::Suggest, suggest},
                                   Answerer{RouteKind::ApiPage, api_page},
                                   Answerer{RouteKind::Api, api_answer},
                                   Answerer{RouteKind::Asset, static_file},
                                   Answerer{RouteKind::FeedLatest, follow_latest},
                                   Answerer{RouteKind::FeedListing, follow_listing},
                                   Answerer{RouteKind::FeedCited, follow_cited},
                                   Answerer{RouteKind::FeedSearch, follow_search},
                                   Answerer{RouteKind::Articles, articles},
                                   Answerer{RouteKind::ArticlesPlace, articles},
                                   Answerer{RouteKind::Article, article},
                                   Answerer{RouteKind::ArticleSource, article},
                                   Answerer{RouteKind::FeedArticles, follow_articles},
                                   Answerer{RouteKind::OpenSearch, open_search},
                                   Answerer{RouteKind::TimeMap, time_map},
                                   Answerer{RouteKind::Sitemap, sitemap},
                                   Answerer{RouteKind::SitemapPart, sitemap_part},
                                   Answerer{RouteKind::Oai, harvest},
                                   Answerer{RouteKind::OaiSchema, harvest_schema},
                                   Answerer{RouteKind::Robots, robots},
                                   Answerer{RouteKind::Favicon, favicon},
                                   Answerer{RouteKind::AddSlash, add_slash}};

// ---- the query ----

bool takes_theme(Parameters parameters)
{
    return parameters == Parameters::Theme || parameters == Parameters::Cable ||
           parameters == Parameters::Search;
}

view::Theme theme_of(const Address& address, Parameters parameters)
{
    const auto name = value_of(address.query, "theme");
    return !takes_theme(parameters) || !name
               ? view::Theme::Usual
               : view::theme_from_name(*name).value_or(view::Theme::Usual);
}

std::string_view view_of(const Address& address, Parameters parameters)
{
    return parameters == Parameters::Cable && value_of(address.query, "view") == "sent" ? "sent"
                                                                                        : "";
}

http::Fields known_fields(const Address& address)
{
    const Parameters parameters = find_route(address.path).parameters;
    if (parameters == Parameters::Api || parameters == Parameters::Oai) {
        return address.query;
    }
    if (parameters == Parameters::SearchFeed) {
        return feed_address(SearchAddress::from(address.query)).fields();
    }
    http::Fields fields;
    if (parameters == Parameters::Feed) {
        const std::uint32_t page = feed::page_number(value_of(address.query, "page").value_or(""));
        return page == 1 ? fields : http::Fields{{"page", std::to_string(page)}};
    }
    if (const std::string_view view = view_of(address, parameters); !view.empty()) {
        fields.emplace_back("view", view);
    }
    if (parameters == Parameters::Cable || parameters == Parameters::Begun) {
        if (std::string asked = query_of(address); !asked.empty()) {
            fields.emplace_back("q", std::move(asked));
        }
    }
    if (std::string quote = quote_of(address, parameters); !quote.empty()) {
        fields.emplace_back("quote", std::move(quote));
    }
    if (parameters == Parameters::Search || parameters == Parameters::SearchOnly) {
        SearchAddress search = SearchAddress::from(address.query);
        search.after = parameters == Parameters::Search ? "" : search.after;
        fields = search.fields();
    }
    if (const std::string_view theme = view::theme_name(theme_of(address, parameters));
        !theme.empty()) {
        fields.emplace_back("theme", theme);
    }
    return fields;
}

} // namespace

std::string canonical_query(const Address& address)
{
    std::string out;
    for (const auto& [name, value] : known_fields(address)) {
        out.append(out.empty() ? "?" : "&").append(name).append("=").append(form_encode(value));
    }
    return out;
}

bool has_canonical_query(const Address& address)
{
    return address.query == known_fields(address);
}

Response answer(index::SearchReader& search, const Address& address)
{
    const Route route = find_route(address.path);
    Context context{search,
                    search.reader(),
                    address,
                    route,
                    {.settings = &search.reader().generation().settings(),
                     .path = encode_path(address.path),
                     .theme = theme_of(address, route.parameters),
                     .view = view_of(address, route.parameters),
                     .marks = form_encode(marked_query(address, route.parameters)),
                     .quote = quote_of(address, route.parameters),
                     .delivery = address.delivery,
                     .articles = search.reader().generation().article_count() > 0
                                     ? view::HasArticles::Yes
                                     : view::HasArticles::No}};
    const auto found = std::find_if(kAnswerers.begin(), kAnswerers.end(),
                                    [&](const Answerer& a) { return a.kind == route.kind; });
    if (found == kAnswerers.end()) {
        return not_found(context);
    }
    return has_canonical_query(address) ? found->answer(context)
                                        : moved(context, context.frame.path);
}

Response failure_page(const Generation& generation)
{
    Response response = http::html_response(
        view::error_page({.settings = &generation.settings(), .path = "/"}, {.status = 500}));
    response.status = 500;
    response.cache = http::Cache::NoStore;
    return response;
}

} // namespace chancery::site
