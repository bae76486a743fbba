#include "oai/records.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cable/cable_json.hpp"
#include "cite/one_line.hpp"
#include "embedded/oai_schema.hpp"
#include "view/explain.hpp"
#include "view/path.hpp"

namespace chancery::oai {

namespace {

using edition::Facet;
using edition::FacetValue;
using edition::Reader;
using edition::Settings;

constexpr std::string_view kInstances = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::size_t kMaxDescriptionBytes = 4000;

// Names that are not there are in no set.
void set_spec(XmlWriter& xml, const FacetValue* value)
{
    if (value != nullptr) {
        xml.element("setSpec", SetSpec{value->facet, value->key}.text());
        xml.line();
    }
}

void write_sets(XmlWriter& xml, const edition::Generation& generation, const edition::Facts& facts)
{
    set_spec(xml, generation.named(Facet::Origin, facts.origin));
    set_spec(xml, generation.named(Facet::Classification, facts.classification));
    for (const std::string& tag : facts.tags) {
        set_spec(xml, generation.find(Facet::Tag, tag));
    }
}

std::string page_of(const Cable& cable, const Settings& settings)
{
    return settings.base_url + view::cable_path(cable.id, cable.created) + ".html";
}

// ---- Dublin Core ----

std::string meaning_of(const Tag& tag)
{
    return tag.meaning.empty() ? tag.tag : tag.tag + " (" + tag.meaning + ")";
}

void dc_element(XmlWriter& xml, XmlName name, std::string_view text)
{
    const std::string line = cite::one_line(text, kMaxDescriptionBytes);
    if (!line.empty()) {
        xml.element(name, line);
        xml.line();
    }
}

std::string description_of(const Cable& cable)
{
    std::string text = cable.summary;
    for (const Paragraph& paragraph : cable.paragraphs) {
        if (cable.summary.empty() && text.size() < kMaxDescriptionBytes) {
            text.append(paragraph.text).append(" ");
        }
    }
    return text;
}

void write_dublin_core(XmlWriter& xml, const Cable& cable, const Settings& settings)
{
    xml.begin("oai_dc:dc");
    xml.attribute("xmlns:oai_dc", kFormats[0].name_space);
    xml.attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/");
    xml.attribute("xmlns:xsi", kInstances);
    xml.attribute("xsi:schemaLocation",
                  std::string(kFormats[0].name_space) + " " + std::string(kFormats[0].schema));
    xml.line();
    dc_element(xml, "dc:title", cable.subject.empty() ? "Cable " + cable.id : cable.subject);
    dc_element(xml, "dc:creator", cable.origin);
    for (const Tag& tag : cable.tags) {
        dc_element(xml, "dc:subject", meaning_of(tag));
    }
    dc_element(xml, "dc:description", description_of(cable));
    if (!cable.classification.label.empty()) {
        dc_element(xml, "dc:description", "Classification: " + cable.classification.label);
    }
    dc_element(xml, "dc:publisher", settings.title);
    dc_element(xml, "dc:date", cable.created ? format_day(*cable.created) : "");
    dc_element(xml, "dc:type", "Text");
    dc_element(xml, "dc:type", "Diplomatic cable");
    dc_element(xml, "dc:format", "text/html");
    dc_element(xml, "dc:identifier", page_of(cable, settings));
    dc_element(xml, "dc:identifier", cable.id);
    dc_element(xml, "dc:language", settings.language);
    for (const Reference& reference : cable.references) {
        dc_element(xml, "dc:relation", reference.id);
    }
    xml.end();
}

// ---- the cable ----

void attribute_if(XmlWriter& xml, XmlName name, std::string_view value)
{
    if (!value.empty()) {
        xml.attribute(name, value);
    }
}

void element_line(XmlWriter& xml, XmlName name, std::string_view text)
{
    if (!text.empty()) {
        xml.element(name, text);
        xml.line();
    }
}

// Begins with these attributes, holds the text, ends.
struct Named {
    XmlName name;
    std::string_view value;
};
void element_with(XmlWriter& xml, XmlName name, std::initializer_list<Named> attributes,
                  std::string_view text)
{
    xml.begin(name);
    for (const Named& attribute : attributes) {
        attribute_if(xml, attribute.name, attribute.value);
    }
    xml.text(text);
    xml.end();
    xml.line();
}

void write_addressees(XmlWriter& xml, XmlName name, const std::vector<Addressee>& addressees)
{
    for (const Addressee& one : addressees) {
        element_with(
            xml, name,
            {{"routing", one.routing}, {"precedence", one.precedence}, {"number", one.number}},
            one.name);
    }
}

void write_head(XmlWriter& xml, const Cable& cable)
{
    element_with(
        xml, "classification",
        {{"level", cable.classification.level}, {"handling", cable.classification.handling}},
        cable.classification.label);
    for (const std::string& caption : cable.captions) {
        element_line(xml, "caption", caption);
    }
    element_line(xml, "subject", cable.subject);
    element_line(xml, "from", cable.from);
    write_addressees(xml, "to", cable.to);
    write_addressees(xml, "info", cable.info);
    for (const Tag& tag : cable.tags) {
        element_with(xml, "tag", {{"code", tag.tag}, {"kind", tag.kind}, {"meaning", tag.meaning}},
                     tag.printed);
    }
    for (const Reference& reference : cable.references) {
        element_with(xml, "reference",
                     {{"label", reference.label}, {"id", reference.id}, {"kind", reference.kind}},
                     reference.text);
    }
    for (const std::string& reason : cable.classified_by.reasons) {
        element_line(xml, "reason", reason);
    }
}

void write_versions(XmlWriter& xml, const std::vector<edition::Version>& versions)
{
    for (const edition::Version& version : versions) {
        element_with(xml, "version",
                     {{"number", std::to_string(version.number)},
                      {"date", format_day(version.date)},
                      {"change", version.change},
                      {"sha256", version.sha256}},
                     version.why);
    }
}

void write_lines(XmlWriter& xml, XmlName name, std::string_view text)
{
    if (!text.empty()) {
        element_with(xml, name, {{"xml:space", "preserve"}}, text);
    }
}

void write_text(XmlWriter& xml, const Cable& cable)
{
    element_line(xml, "summary", cable.summary);
    for (const Paragraph& paragraph : cable.paragraphs) {
        element_with(xml, "paragraph",
                     {{"anchor", paragraph.anchor},
                      {"number", paragraph.number},
                      {"mark", paragraph.mark},
                      {"heading", paragraph.heading}},
                     paragraph.text);
    }
    for (const std::string& name : cable.signature) {
        element_line(xml, "signature", name);
    }
    write_lines(xml, "header", cable.header);
    write_lines(xml, "body", cable.body);
}

void write_cable(XmlWriter& xml, const Cable& cable, const Settings& settings,
                 const std::vector<edition::Version>& versions)
{
    const Format& format = kFormats[1];
    xml.begin("cable");
    xml.attribute("xmlns", format.name_space);
    xml.attribute("xmlns:xsi", kInstances);
    xml.attribute("xsi:schemaLocation", std::string(format.name_space) + " " + settings.base_url +
                                            std::string(format.schema));
    xml.attribute("id", cable.id);
    xml.line();
    element_line(xml, "page", page_of(cable, settings));
    element_line(xml, "created", cable.created ? format_rfc3339(*cable.created) : "");
    element_line(xml, "released", cable.released ? format_rfc3339(*cable.released) : "");
    element_line(xml, "origin", cable.origin);
    write_head(xml, cable);
    write_versions(xml, versions);
    write_text(xml, cable);
    xml.end();
}

} // namespace

const Format* find_format(std::string_view prefix)
{
    const auto found = std::ranges::find(kFormats, prefix, &Format::prefix);
    return found == kFormats.end() ? nullptr : found;
}

std::string host_of(const Settings& settings)
{
    std::string_view host = settings.base_url;
    const std::size_t scheme = host.find("://");
    host.remove_prefix(scheme == host.npos ? 0 : scheme + 3);
    host = host.substr(0, host.find('/'));
    return lower(host.substr(0, host.find(':')));
}

std::string identifier_of(std::string_view id, const Settings& settings)
{
    return "oai:" + host_of(settings) + ":" + std::string(id);
}

std::string id_in(std::string_view identifier, const Settings& settings)
{
    const std::string start = identifier_of("", settings);
    return identifier.starts_with(start) ? std::string(identifier.substr(start.size()))
                                         : std::string();
}

void write_header(XmlWriter& xml, Reader& reader, const Item& item)
{
    const edition::Generation& generation = reader.generation();
    const bool is_gone = item.withdrawn != nullptr;
    const edition::Facts facts = is_gone ? edition::Facts() : reader.facts(item.number);
    xml.begin("header");
    if (is_gone) {
        xml.attribute("status", "deleted");
    }
    xml.line();
    xml.element("identifier",
                identifier_of(is_gone ? item.withdrawn->id : facts.id, generation.settings()));
    xml.line();
    xml.element("datestamp",
                format_day(is_gone ? item.withdrawn->date : generation.changes().day(item.number)));
    xml.line();
    write_sets(xml, generation, facts); // none of a withdrawn cable
    xml.end();
    xml.line();
}

void write_record(XmlWriter& xml, Reader& reader, const Item& item, const Format& format)
{
    xml.begin("record");
    xml.line();
    write_header(xml, reader, item);
    if (item.withdrawn == nullptr) {
        const Settings& settings = reader.generation().settings();
        const Cable cable = from_json(reader.view(item.number));
        xml.begin("metadata");
        xml.line();
        if (&format == &kFormats[0]) {
            write_dublin_core(xml, cable, settings);
        } else {
            write_cable(xml, cable, settings, reader.versions(cable.id));
        }
        xml.line();
        xml.end();
        xml.line();
    }
    xml.end();
    xml.line();
}

std::string_view cable_schema()
{
    return oai_schema_files()[0].bytes;
}

} // namespace chancery::oai
