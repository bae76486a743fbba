// Property: hits lie in their part, in order and apart; excerpts are UTF-8 and short; their number is bounded; twice the
// same. The first byte says how long the header is, and where a repair of the body lies.
#include "base/check.hpp"
#include "base/text.hpp"
#include "lint/lint.hpp"

namespace {

using namespace chancery;

Cable cable_of(std::string_view bytes)
{
    Cable cable;
    if (bytes.empty()) {
        return cable;
    }
    const auto first = static_cast<unsigned char>(bytes[0]);
    bytes.remove_prefix(1);
    cable.header = bytes.substr(0, first);
    cable.body = bytes.substr(cable.header.size());
    cable.repairs.push_back({"", {first / 4U, first / 2U}, "", first % 2 == 0 ? " " : ""});
    return cable;
}

void check_hit(const Cable& cable, const lint::Hit& hit)
{
    const std::string& text = hit.part == Part::Header ? cable.header : cable.body;
    CHECK(hit.at.from < hit.at.to && hit.at.to <= text.size());
    CHECK(is_utf8(hit.excerpt));
    CHECK(hit.excerpt.size() <= 3 * (lint::kMaxHitBytes + 2 * lint::kExcerptBytes));
    CHECK(!lint::name(hit.kind).empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Cable cable = cable_of({reinterpret_cast<const char*>(data), size});
    const std::vector<lint::Hit> hits = lint::find_hits(cable);
    CHECK(hits.size() <= lint::kKinds * lint::kMaxHitsOfKind);
    for (std::size_t i = 0; i < hits.size(); ++i) {
        check_hit(cable, hits[i]);
        if (i > 0 && hits[i - 1].part == hits[i].part) {
            CHECK(hits[i - 1].at.to <= hits[i].at.from);
        } else if (i > 0) {
            CHECK(hits[i - 1].part == Part::Header);
        }
    }
    CHECK(lint::find_hits(cable) == hits);
    return 0;
}
