#include "api/cable_document.hpp"

#include "base/check.hpp"
#include "base/hash.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cable/cable_json.hpp"
#include "edition/citations.hpp"

namespace chancery::api {

namespace {

using edition::CableRow;
using edition::Reader;

constexpr std::uint32_t kMaxCiters = 1000; // the rest are in the listing

// What the cable refers to: each once, with the id under which it is here, or as a ghost.
void write_refers_to(JsonWriter& json, Reader& reader, const Cable& cable)
{
    json.key("refers_to");
    json.begin_array();
    for (const std::string& node : edition::cited_nodes(cable)) {
        const std::optional<CableRow> row = reader.find_meant(node);
        json.begin_object();
        json.member("id", row ? row->id : node);
        json.text_or_null("path", row ? edition::cable_path(row->id, row->created) + ".html" : "");
        json.end_object();
    }
    json.end_array();
}

void write_referred_by(JsonWriter& json, Reader& reader, const Cable& cable)
{
    json.member("referred_by_count", reader.cited_count(cable.id));
    json.key("referred_by");
    json.begin_array();
    for (std::uint32_t page = 0; page < kMaxCiters / edition::kRowsPerPage; ++page) {
        const std::vector<CableRow> rows = reader.cited_by(cable.id, page);
        for (const CableRow& row : rows) {
            json.value(row.id);
        }
        if (rows.size() < edition::kRowsPerPage) {
            break;
        }
    }
    json.end_array();
}

// Empty for a cable that never changed.
void write_versions(JsonWriter& json, Reader& reader, const Cable& cable)
{
    json.key("versions");
    json.begin_array();
    for (const edition::Version& version : reader.versions(cable.id)) {
        json.begin_object();
        json.member("number", version.number);
        json.member("date", format_rfc3339(version.date));
        json.member("change", version.change);
        json.text_or_null("why", version.why);
        json.text_or_null("sha256", version.sha256);
        json.end_object();
    }
    json.end_array();
}

} // namespace

std::optional<CableRow> find_cable(Reader& reader, std::string_view written)
{
    std::optional<CableRow> row = reader.find(written);
    return row ? row : reader.find_meant(letters_and_digits(written));
}

std::optional<edition::Version> withdrawal(Reader& reader, const std::string& written)
{
    for (const std::string& id : {written, edition::node_of(written)}) {
        if (const auto versions = reader.versions(id);
            !versions.empty() && versions.back().change == "withdrawn") {
            return versions.back();
        }
    }
    return std::nullopt;
}

std::vector<edition::Version> versions_of(Reader& reader, const CableRow& row)
{
    std::vector<edition::Version> versions = reader.versions(row.id);
    if (versions.empty()) {
        versions.push_back({row.id, 1, row.released, "released", "",
                            hex(sha256(reader.view(row.id).value_or(""))), std::nullopt});
    }
    return versions;
}

std::string cable_document(Reader& reader, std::string view)
{
    const Cable cable = from_json(view);
    std::string graph;
    JsonWriter json(graph);
    json.begin_object();
    write_refers_to(json, reader, cable);
    write_referred_by(json, reader, cable);
    write_versions(json, reader, cable);
    json.end_object();
    CHECK(view.ends_with('}') && graph.starts_with('{'));
    view.back() = ',';
    return view.append(graph, 1);
}

} // namespace chancery::api
