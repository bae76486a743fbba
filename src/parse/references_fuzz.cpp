// Property: references stand in order at their places; an id is one that CableId reads.
#include "base/check.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "parse/references.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace chancery;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::uint32_t behind = 0;
    for (const parse::ReadReference& read : parse::read_references(text, {2009, "LIMA", 300})) {
        CHECK(behind <= read.from && read.from < read.to && read.to <= text.size());
        CHECK(collapse_spaces(text.substr(read.from, read.to - read.from)) == read.reference.text);
        CHECK(!read.reference.kind.empty());
        CHECK(read.reference.id.empty() ||
              CableId::parse(read.reference.id)->text() == read.reference.id);
        CHECK(!read.unknown_post || read.reference.id.empty());
        behind = read.to;
    }
    return 0;
}
