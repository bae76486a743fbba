#pragma once
// What the index takes of a released view: its searchable text, where its regions lie in it, and
// what the cable has as a whole.
//
//   const IndexedCable entry = indexed(cable);       // pure; the same view gives the same entry
//   builder.add(entry);
//
// The searchable text is the header as sent, then the body with its repairs applied, then what
// stands in neither (a subject that only the mirror's page gives): everything that the reader of
// the page can see, and nothing else. Phrases and words near each other never reach over a break:
// breaks stand where a passage (a paragraph, heading, subject, addressee, signer, or the header)
// begins and ends. The index, its judge in the tests and the
// excerpts under a result all go through here, so they count words alike.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cable/cable.hpp"
#include "index/query/tree.hpp"

namespace chancery::index {

using query::Field;
using query::Region;

struct RegionSpan {
    Region region = Region::Body;
    Span at;            // in IndexedCable::text
    std::string mark;   // Paragraph: its portion mark
    std::string anchor; // Paragraph: par4
};

struct Attribute {
    Field field = Field::Tag;
    std::string value;
    auto operator<=>(const Attribute&) const = default;
};

struct IndexedCable {
    std::string id;
    std::optional<std::int64_t> created; // seconds since 1970, UTC
    std::int64_t released = 0;
    std::string text;
    std::vector<std::uint32_t> breaks; // ascending places in text
    std::vector<RegionSpan> regions;   // by region, then by place
    std::vector<Attribute> attributes; // sorted, each once
};

// `cable` must have an id and a day of release.
IndexedCable indexed(const Cable& cable);

bool is_passage(Region region);

// How the value of an attribute is written in the index: tags and captions in capitals, a country
// by its name, a classification by its label. What a query asks for goes through it too.
std::string attribute_key(Field field, std::string_view value);

} // namespace chancery::index
