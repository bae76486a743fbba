// Properties: whatever places a cable claims, every element that is opened is closed, inside the one
// it was opened in; marking words changes nothing but that <mark> stands around them.
//
// The input: a byte for the number of places, then eight bytes for each (kind, from, to, ...), then
// the body.
#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"
#include "view/body_html.hpp"

using namespace chancery; // NOLINT(google-build-using-namespace): a fuzz target

namespace {

// Text is escaped, so every < begins a tag and the next > ends it.
bool is_well_nested(std::string_view html)
{
    std::vector<std::string_view> open;
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
        const std::size_t end = html.find('>', at);
        if (end == std::string_view::npos) {
            return false;
        }
        const std::string_view tag = html.substr(at + 1, end - at - 1);
        const std::string_view name = tag.substr(0, tag.find(' '));
        at = end;
        if (!name.starts_with('/')) {
            if (name != "br") {
                open.push_back(name);
            }
        } else if (open.empty() || open.back() != name.substr(1)) {
            return false;
        } else {
            open.pop_back();
        }
    }
    return open.empty();
}

struct Places {
    Cable cable;
    std::vector<Span> marks;
};

void add_place(Places& places, const std::uint8_t* bytes)
{
    const Span at{bytes[1] * std::uint32_t{bytes[2]}, bytes[3] * std::uint32_t{bytes[4]}};
    const std::string word(1, static_cast<char>(bytes[5]));
    Cable& cable = places.cable;
    switch (bytes[0] % 8) {
    case 0:
        cable.paragraphs.push_back({"par" + word, word, "SBU", "", "", at});
        break;
    case 1:
        cable.headings.push_back({word, at});
        break;
    case 2:
        cable.repairs.push_back({"page-break", at, "", bytes[6] % 2 == 0 ? "" : word});
        break;
    case 3:
        cable.tags.push_back({word, word, "", "", "", at});
        break;
    case 4:
        cable.references.push_back({word, word, word, "", "", false, false, false, at});
        break;
    case 5:
        cable.removed.push_back({"XXXX", at});
        break;
    case 6:
        places.marks.push_back(at);
        break;
    default:
        cable.head_at = at;
        cable.tags_at = at;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t kPlaceBytes = 8;
    if (size == 0) {
        return 0;
    }
    const std::size_t count = std::min<std::size_t>(data[0], (size - 1) / kPlaceBytes);
    Places places;
    for (std::size_t i = 0; i < count; ++i) {
        add_place(places, data + 1 + i * kPlaceBytes);
    }
    Cable& cable = places.cable;
    cable.body.assign(reinterpret_cast<const char*>(data) + 1 + count * kPlaceBytes,
                      size - 1 - count * kPlaceBytes);
    view::CableLinks links;
    links.tags.assign(cable.tags.size(), "/tag/X_0.html");
    links.references.assign(cable.references.size(), "/cable/2000/01/00X1.html");
    const view::Body plain = view::body_html(cable, links);
    const view::Body marked = view::body_html(cable, links, places.marks);
    const std::string bytes(marked.html.bytes());
    CHECK(is_well_nested(bytes));
    CHECK(replace_all(replace_all(bytes, "<mark>", ""), "</mark>", "") == plain.html.bytes());
    CHECK((marked.marked == 0) == (bytes.find("<mark>") == std::string::npos));
    CHECK(bytes.find("<mark></mark>") == std::string::npos);
    view::body_as_sent_html(cable);
    return 0;
}
