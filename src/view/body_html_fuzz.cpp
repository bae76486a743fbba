// Property: whatever places a cable claims, every element that is opened is closed, once.
//
// The input: a byte for the number of places, then eight bytes for each (kind, from, to, ...), then
// the body.
#include <algorithm>

#include "base/check.hpp"
#include "view/body_html.hpp"

using namespace chancery; // NOLINT(google-build-using-namespace): a fuzz target

namespace {

std::size_t count(std::string_view html, std::string_view what)
{
    std::size_t found = 0;
    for (std::size_t at = html.find(what); at != std::string_view::npos;
         at = html.find(what, at + 1)) {
        ++found;
    }
    return found;
}

void add_place(Cable& cable, const std::uint8_t* bytes)
{
    const Span at{bytes[1] * std::uint32_t{bytes[2]}, bytes[3] * std::uint32_t{bytes[4]}};
    const std::string word(1, static_cast<char>(bytes[5]));
    switch (bytes[0] % 7) {
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
    const std::size_t places = std::min<std::size_t>(data[0], (size - 1) / kPlaceBytes);
    Cable cable;
    for (std::size_t i = 0; i < places; ++i) {
        add_place(cable, data + 1 + i * kPlaceBytes);
    }
    cable.body.assign(reinterpret_cast<const char*>(data) + 1 + places * kPlaceBytes,
                      size - 1 - places * kPlaceBytes);
    view::CableLinks links;
    links.tags.assign(cable.tags.size(), "/tag/X_0.html");
    links.references.assign(cable.references.size(), "/cable/2000/01/00X1.html");
    const view::Html html = view::body_html(cable, links).html;
    for (const std::string_view name : {"a", "ins", "abbr", "p", "h3", "span"}) {
        const std::string open = '<' + std::string(name);
        CHECK(count(html.bytes(), open + '>') + count(html.bytes(), open + ' ') ==
              count(html.bytes(), "</" + std::string(name) + '>'));
    }
    view::body_as_sent_html(cable);
    return 0;
}
