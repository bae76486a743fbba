#pragma once
// Sets (OAI-PMH 2.0, 2.6): the ways to browse that divide an archive by what cables are.
//
//   tag:PHUM   origin:embassy-guatemala   classification:confidential     cables of one value
//   tag        origin                     classification                  cables that have any
//
// The part behind the colon is the key as in addresses. A specification allows few characters, so
// what is no letter, digit, '-', '.' or '_' is written as '!' and two capital hexadecimal digits for
// each byte. Every set has one spelling. Pure; any thread.
#include <optional>
#include <string>
#include <string_view>

#include "edition/reader.hpp"

namespace chancery::oai {

struct SetSpec {
    edition::Facet facet = edition::Facet::Tag; // Origin, Tag or Classification
    std::string key;                            // empty: any
    std::string text() const;
    bool operator==(const SetSpec&) const = default;
};

inline constexpr std::array kSetFacets = {edition::Facet::Origin, edition::Facet::Tag,
                                          edition::Facet::Classification};

// Nothing for what is no set, or not its one spelling.
std::optional<SetSpec> read_set(std::string_view text);

} // namespace chancery::oai
