// Property: edits are in order and apart; the clean text is the body with the edits made; undoing
// them gives the body back; and every line of the clean text knows its place in the body.
#include <algorithm>
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "parse/clean_text.hpp"
#include "parse/parse.hpp"
#include "parse/repairs.hpp"

namespace {

using namespace chancery;

std::string edited(std::string_view body, const std::vector<parse::Edit>& edits)
{
    std::string out;
    std::size_t at = 0;
    for (const parse::Edit& edit : edits) {
        CHECK(at <= edit.from && edit.from <= edit.to && edit.to <= body.size());
        CHECK(body.substr(edit.from, edit.to - edit.from) != edit.now && !edit.rule.empty());
        out += body.substr(at, edit.from - at);
        out += edit.now;
        at = edit.to;
    }
    out += body.substr(at);
    return out;
}

// What is put in at the end of a stretch has no place of its own, so ends count.
bool touches_an_edit(const std::vector<parse::Edit>& edits, const Span& at)
{
    return std::any_of(edits.begin(), edits.end(), [&](const parse::Edit& edit) {
        return edit.from <= at.to && at.from <= edit.to;
    });
}

void check_places(std::string_view body, const std::vector<parse::Edit>& edits)
{
    const parse::CleanText clean(body, edits);
    CHECK(clean.text() == edited(body, edits));
    std::uint32_t behind = 0;
    for (const parse::TextLine& line : parse::text_lines(clean.text())) {
        if (line.blank()) {
            continue;
        }
        const Span at = clean.span(line.text);
        CHECK(behind <= at.from && at.from <= at.to && at.to <= body.size());
        CHECK(touches_an_edit(edits, at) || body.substr(at.from, at.to - at.from) == line.text);
        behind = at.to;
    }
}

// The repaired reading with its repairs undone.
std::string undone(const Cable& cable)
{
    const std::string repaired = repaired_body(cable);
    std::string out;
    std::size_t at = 0; // in the repaired text
    std::size_t behind = 0;
    for (const Repair& repair : cable.repairs) {
        const std::size_t kept = repair.at.from - behind;
        CHECK(repaired.compare(at + kept, repair.now.size(), repair.now) == 0);
        out += repaired.substr(at, kept) + repair.was;
        at += kept + repair.now.size();
        behind = repair.at.to;
    }
    return out + repaired.substr(at);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    const auto lines = parse::text_lines(body);
    check_places(body, parse::find_repairs(body, lines, {"LIMA", "000300"}));
    check_places(body, parse::find_repairs(body, lines, {}));

    const Cable cable = parse::parse_cable({"", valid_utf8(body)});
    CHECK(undone(cable) == cable.body);
    return 0;
}
