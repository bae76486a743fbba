#pragma once
// A record of OAI-PMH: its header, and the cable in one of two formats.
//
//   oai_dc   Dublin Core, which every harvester reads: what the cable is, and how it begins
//   cable    all that an edition has of it, text and paragraphs too; cable.xsd is its schema
//
// A format of our own rather than MODS or another that libraries have: none of those has a place for
// portion marks, captions, addressees or references by letter, and they were made for records about a
// text, not for the text. Whoever needs MODS makes it from this one with a style sheet.
//
// IoError and JsonError for a damaged edition. One thread for each reader.
#include <array>
#include <string>
#include <string_view>

#include "base/xml_writer.hpp"
#include "edition/reader.hpp"
#include "oai/harvest.hpp"

namespace chancery::oai {

struct Format {
    std::string_view prefix;
    std::string_view schema; // of our own: a path, which base_url goes before
    std::string_view name_space;
};
inline constexpr std::array kFormats = {Format{"oai_dc",
                                               "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
                                               "http://www.openarchives.org/OAI/2.0/oai_dc/"},
                                        Format{"cable", "/oai/cable.xsd", "urn:chancery:cable:1"}};
const Format* find_format(std::string_view prefix);

// "oai:cables.example:08GUATEMALA242"; the host is that of base_url.
std::string identifier_of(std::string_view id, const edition::Settings& settings);
// The reference id in an identifier; empty if it is none of ours.
std::string id_in(std::string_view identifier, const edition::Settings& settings);
std::string host_of(const edition::Settings& settings); // "cables.example"

void write_header(XmlWriter& xml, edition::Reader& reader, const Item& item);
void write_record(XmlWriter& xml, edition::Reader& reader, const Item& item, const Format& format);

std::string_view cable_schema(); // cable.xsd

} // namespace chancery::oai
