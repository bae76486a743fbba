#include "import/json_line.hpp"

#include <optional>

#include "base/text.hpp"
#include "cable/json_read.hpp"
#include "import/decode.hpp"
#include "parse/finding_kinds.hpp"

namespace chancery::importer {

namespace {

using parse::finding_name;
using parse::FindingKind;

std::string label(const json::Object& object, std::string_view name)
{
    return collapse_spaces(tidy(json::text(object, name)));
}

std::optional<Instant> moment(const json::Object& root, std::string_view name)
{
    const std::string text = json::text(root, name);
    const auto instant = parse_instant(text);
    if (!instant && !text.empty()) {
        json::misfit(name);
    }
    return instant;
}

// What the source said, where a finding says that the cable does not say it (finding_kinds.hpp).
void take_from_finding(Given& given, const json::Object& finding)
{
    const std::string kind = json::text(finding, "kind");
    if (kind == finding_name(FindingKind::MinutesUnknown)) {
        given.minutes_unknown = true;
    } else if (kind == finding_name(FindingKind::GivenCreatedDisagrees)) {
        const auto said = parse_instant(json::text(finding, "detail"));
        given.created = said ? said : given.created;
    } else if (kind == finding_name(FindingKind::GivenSubjectDisagrees)) {
        given.subject = label(finding, "detail");
    } else if (kind == finding_name(FindingKind::MalformedReferenceId)) {
        given.id = label(finding, "detail");
    }
}

Given read_given(const json::Object& root)
{
    Given given;
    given.id = label(root, "id");
    given.created = moment(root, "created");
    given.released = moment(root, "released");
    given.origin = label(root, "origin");
    given.subject = label(root, "subject");
    json::inside(root, "classification", [&](const json::Object& classification) {
        given.classification = label(classification, "label");
    });
    json::each(root, "findings", [&](const json::Element& element) {
        json::Object finding;
        if (element.get(finding) == simdjson::SUCCESS) {
            take_from_finding(given, finding);
        }
    });
    return given;
}

Document read_object(const json::Object& root)
{
    Document document;
    document.kind = DocumentKind::JsonLine;
    document.text = {tidy(json::text(root, "header")), tidy(json::text(root, "body"))};
    document.given = read_given(root);
    return document;
}

} // namespace

bool is_json_line(std::string_view text)
{
    return text.starts_with('{') && trim_left(text.substr(1, 64)).starts_with('"');
}

std::expected<Document, std::string> read_json_line(std::string_view line)
{
    try {
        Document document = read_object(json::parse(line));
        if (trim(document.text.header).empty() && trim(document.text.body).empty()) {
            return std::unexpected("JSON, but not of a cable: neither header nor body");
        }
        return document;
    } catch (const JsonError& error) {
        return std::unexpected(std::string("JSON, but not of a cable: ") + error.what());
    }
}

} // namespace chancery::importer
