#include "zim/page_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace chancery::zim_file {

namespace {

constexpr std::string_view kBetween = " · "; // title and archive (view/page.cpp)

// What stands between the two, behind the first `begin`.
std::string_view inside(std::string_view page, std::string_view begin, std::string_view end)
{
    const std::size_t from = page.find(begin);
    if (from == std::string_view::npos) {
        return {};
    }
    page.remove_prefix(from + begin.size());
    return page.substr(0, page.find(end));
}

std::string_view head_of(std::string_view page)
{
    return page.substr(0, page.find("</head>"));
}

// Appends the character that the entity at the beginning stands for; its length, 1 if it is none.
std::size_t add_entity(std::string& out, std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, char>, 5> kEntities = {
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};
    for (const auto& [entity, character] : kEntities) {
        if (text.starts_with(entity)) {
            out += character;
            return entity.size();
        }
    }
    out += '&';
    return 1;
}

std::string without_markup(std::string_view html)
{
    std::string out;
    out.reserve(html.size());
    while (!html.empty()) {
        const std::size_t plain = std::min(html.find_first_of("<&"), html.size());
        out.append(html.substr(0, plain));
        html.remove_prefix(plain);
        if (html.starts_with('&')) {
            html.remove_prefix(add_entity(out, html));
        } else if (!html.empty()) {
            html.remove_prefix(std::min(html.find('>'), html.size() - 1) + 1);
            out += ' '; // an element ends a word: <td>1</td><td>2</td>
        }
    }
    return out;
}

} // namespace

std::string title_of(std::string_view page, std::string_view archive_title)
{
    std::string title = without_markup(inside(head_of(page), "<title>", "</title>"));
    const std::string behind = std::string(kBetween).append(archive_title);
    if (title.ends_with(behind)) {
        title.resize(title.size() - behind.size());
    }
    return collapse_spaces(title);
}

std::string text_of_main(std::string_view page)
{
    const std::string_view main = inside(page, "<main", "</main>");
    return collapse_spaces(without_markup(main.substr(std::min(main.find('>') + 1, main.size()))));
}

bool is_for_searching(std::string_view page)
{
    return head_of(page).find("name=\"robots\" content=\"noindex") == std::string_view::npos;
}

} // namespace chancery::zim_file
