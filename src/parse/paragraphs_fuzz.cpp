// Property: paragraphs and headings stand in order and apart, anchors are unique, and every word of
// a paragraph's text stands in its place.
#include <set>
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "parse/closing.hpp"
#include "parse/paragraphs.hpp"
#include "parse/summary.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace chancery;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto lines = parse::text_lines(text);
    const parse::Closing closing = parse::read_closing(lines, 0, "A NEW HARBOUR");
    CHECK(closing.end_line <= lines.size());
    const parse::PassageList list = parse::read_paragraphs(text, lines, 0, closing.end_line);
    std::set<std::string> anchors;
    std::uint32_t behind = 0;
    for (const parse::Passage& passage : list.paragraphs) {
        CHECK(behind <= passage.from && passage.from <= passage.to && passage.to <= size);
        CHECK(anchors.insert(passage.anchor).second);
        const std::string inside =
            collapse_spaces(text.substr(passage.from, passage.to - passage.from));
        CHECK(inside.ends_with(collapse_spaces(passage.text)));
        behind = passage.to;
    }
    behind = 0;
    for (const parse::PassageHeading& heading : list.headings) {
        CHECK(behind <= heading.from && heading.from < heading.to && heading.to <= size);
        CHECK(!heading.text.empty());
        behind = heading.to;
    }
    parse::read_summary(text, list.paragraphs);
    parse::read_comments(text, list.paragraphs);
    return 0;
}
