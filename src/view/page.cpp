#include "view/page.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "view/assets.hpp"
#include "view/path.hpp"

namespace chancery::view {

namespace {

struct Place {
    Section section;
    std::string_view path;
    std::string_view name;
};
constexpr std::array kPlaces = {
    Place{Section::Releases, "/reldate/", "Releases"},
    Place{Section::Dates, "/date/", "Dates"},
    Place{Section::Origins, "/origin/", "Origins"},
    Place{Section::Tags, "/tag/", "Tags"},
    Place{Section::Classifications, "/classification/", "Classification"},
    Place{Section::Missing, kMissingPath, "Missing"},
    Place{Section::Articles, kArticlesPath, "Articles"},
    Place{Section::Help, "/help/", "Help"}};

std::string_view last_segment(std::string_view path)
{
    const std::string_view segment = path.substr(path.rfind('/') + 1);
    return segment.empty() ? "./" : segment;
}

bool is_variant(const Frame& frame)
{
    return frame.theme != Theme::Usual || !frame.view.empty() || !frame.marks.empty() ||
           !frame.quote.empty();
}

// What the page's address has behind the question mark, but for the theme.
std::string own_query(const Frame& frame, const Page& page)
{
    std::string query = page.query;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) {
            query.append(query.empty() ? "" : "&").append(name).append(value);
        }
    };
    add("view=", frame.view);
    add("q=", frame.marks);
    add("quote=", frame.quote);
    return query;
}

std::string plain_address(const Frame& frame, const Page& page)
{
    return page.query.empty() ? frame.path : frame.path + '?' + page.query;
}

Html robots(const Frame& frame, const Page& page)
{
    Html out;
    if (is_variant(frame) || !page.query.empty()) {
        out.add({"<link rel=\"canonical\" href=\"", plain_address(frame, page), "\">\n"});
    }
    if (!page.query.empty()) {
        out.add({"<meta name=\"robots\" content=\"noindex, nofollow\">\n"});
    } else if (is_variant(frame) || !page.for_robots) {
        out.add({"<meta name=\"robots\" content=\"noindex\">\n"});
    }
    return out;
}

// What programs may follow, and ask where there is somebody to answer.
Html feed_links(const Frame& frame, const Page& page)
{
    Html out;
    const bool is_copied = frame.delivery == Delivery::Copied;
    if (!page.feed.empty() && !(is_copied && page.feed.starts_with(kCitedFolder))) {
        out.add(
            {"<link rel=\"alternate\" type=\"application/atom+xml\" href=\"", page.feed, "\">\n"});
    }
    const bool is_for_searching = page.section == Section::Home || page.section == Section::Search;
    if (!is_copied && is_for_searching && !frame.settings->base_url.empty()) {
        out.add({"<link rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"",
                 frame.settings->title, "\" href=\"", kOpenSearchPath, "\">\n"});
    }
    return out;
}

Html head(const Frame& frame, const Page& page)
{
    Html out;
    out.add({"<!DOCTYPE html>\n<html lang=\"en\""});
    if (frame.theme != Theme::Usual) {
        out.add({" class=\"", theme_name(frame.theme), "\""});
    }
    out.add({">\n<head>\n<meta charset=\"utf-8\">\n<title>", page.title,
             std::string_view(page.title.empty() ? "" : " · "), frame.settings->title, "</title>\n",
             "<meta name=\"viewport\" content=\"width=device-width\">\n",
             "<link rel=\"stylesheet\" href=\"", style_sheet().path, "\">\n",
             "<link rel=\"icon\" href=\"", icon().path, "\">\n", robots(frame, page)});
    if (!page.previous.empty()) {
        out.add({"<link rel=\"prev\" href=\"", page.previous, "\">\n"});
    }
    if (!page.next.empty()) {
        out.add({"<link rel=\"next\" href=\"", page.next, "\">\n"});
    }
    out.add({feed_links(frame, page), page.meta, "</head>\n"});
    return out;
}

Html masthead(const Frame& frame, const Page& page)
{
    Html out;
    out.add({"<body>\n<a class=\"skip\" href=\"#main\">Skip to the text</a>\n<header "
             "class=\"top\">\n<a class=\"name\" href=\"/\""});
    if (page.section == Section::Home) {
        out.add({" aria-current=\"page\""});
    }
    out.add({">", frame.settings->title, "</a>\n<nav aria-label=\"Browse\">\n"});
    for (const Place& place : kPlaces) {
        if (place.section == Section::Articles && frame.articles == HasArticles::No) {
            continue;
        }
        out.add({"<a href=\"", place.path, "\""});
        if (place.section == page.section) {
            out.add({" aria-current=\"true\""});
        }
        out.add({">", place.name, "</a>\n"});
    }
    out.add({"</nav>\n"});
    if (page.section != Section::Home && page.section != Section::Search &&
        frame.delivery == Delivery::Served) {
        out.add({search_box(frame, SearchBoxSize::Small, "")});
    }
    out.add({"</header>\n"});
    return out;
}

// Relative to the page itself, so that with_theme() leaves them alone. They keep the rest of its
// address.
Html theme_links(const Frame& frame, const Page& page)
{
    const std::string kept = own_query(frame, page);
    const std::string start = kept.empty() ? "?" : '?' + kept + '&';
    Html out;
    if (frame.theme == Theme::Usual) {
        out.add({"<a class=\"to-dark\" href=\"", start,
                 "theme=dark\" rel=\"nofollow\">Dark pages</a>\n", "<a class=\"to-light\" href=\"",
                 start, "theme=light\" rel=\"nofollow\">Light pages</a>\n"});
    } else if (kept.empty()) {
        out.add({"<a href=\"", last_segment(frame.path), "\">Usual colours</a>\n"});
    } else {
        out.add({"<a href=\"?", kept, "\" rel=\"nofollow\">Usual colours</a>\n"});
    }
    return out;
}

// What stands in a copy in place of the choice of colours.
Html copy_note(const Frame& frame)
{
    Html out;
    out.add({"<span>A copy as files, without search"});
    if (!frame.settings->base_url.empty()) {
        out.add({", of ", frame.settings->base_url});
    }
    out.add({"</span>\n"});
    return out;
}

Html foot(const Frame& frame, const Page& page)
{
    Html out;
    out.add({"<footer class=\"foot\">\n",
             frame.delivery == Delivery::Copied ? copy_note(frame) : theme_links(frame, page),
             "<a href=\"/help/about.html\">About this site</a>\n"});
    if (is_safe_external_url(frame.settings->support_url)) {
        out.add({external_link(frame.settings->support_url, "Support this archive"), "\n"});
    }
    out.add({"</footer>\n</body>\n</html>\n"});
    return out;
}

constexpr std::string_view kLinkStart = " href=\"/";

// Pages end in .html or a slash, but for that of searching; texts, data and assets have no colours.
bool takes_theme(std::string_view address)
{
    const std::string_view path = address.substr(0, address.find_first_of("?#"));
    return path.ends_with(".html") || path.ends_with('/') || path == kSearchPath;
}

std::string themed_address(std::string_view address, Theme theme)
{
    const std::size_t hash = std::min(address.find('#'), address.size());
    std::string out(address.substr(0, hash));
    out.append(out.find('?') == std::string::npos ? "?theme=" : "&amp;theme=")
        .append(theme_name(theme));
    return out.append(address.substr(hash));
}

} // namespace

std::string_view theme_name(Theme theme)
{
    switch (theme) {
    case Theme::Dark:
        return "dark";
    case Theme::Light:
        return "light";
    case Theme::Usual:
        break;
    }
    return "";
}

std::optional<Theme> theme_from_name(std::string_view name)
{
    for (const Theme theme : {Theme::Dark, Theme::Light}) {
        if (theme_name(theme) == name) {
            return theme;
        }
    }
    return std::nullopt;
}

// A double quote in text is written &quot;, so ` href="/` is always markup.
std::string with_theme(std::string_view page, Theme theme)
{
    std::string out;
    std::size_t done = 0;
    for (std::size_t at = page.find(kLinkStart); at != std::string_view::npos;
         at = page.find(kLinkStart, done)) {
        const std::size_t from = at + kLinkStart.size() - 1;
        const std::size_t to = std::min(page.find('"', from), page.size());
        const std::string_view address = page.substr(from, to - from);
        const bool canonical = page.substr(0, at).ends_with("rel=\"canonical\"");
        out.append(page, done, from - done);
        out.append(takes_theme(address) && !canonical ? themed_address(address, theme)
                                                      : std::string(address));
        done = to;
    }
    return out.append(page.substr(done));
}

std::string whole_page(const Frame& frame, const Page& page)
{
    Html out = head(frame, page);
    out.add({masthead(frame, page), "<main id=\"main\">\n", page.content, "</main>\n",
             foot(frame, page)});
    std::string whole = out.finish();
    return frame.theme == Theme::Usual ? whole : with_theme(whole, frame.theme);
}

// Nothing that is typed is kept by the browser or sent to a service that looks after spelling.
Html search_box(const Frame& frame, SearchBoxSize size, std::string_view query,
                const std::vector<FormField>& kept)
{
    Html out;
    out.add({"<form class=\"find", std::string_view(size == SearchBoxSize::Large ? " large" : ""),
             "\" role=\"search\" action=\"", kSearchPath,
             "\">\n<input type=\"search\" name=\"q\" value=\"", query,
             "\" aria-label=\"Words to search for\" autocomplete=\"off\" ",
             "autocapitalize=\"none\" spellcheck=\"false\">\n<button>Search</button>\n"});
    const auto add_hidden = [&](std::string_view name, std::string_view value) {
        out.add({"<input type=\"hidden\" name=\"", name, "\" value=\"", value, "\">\n"});
    };
    for (const FormField& field : kept) {
        add_hidden(field.name, field.value);
    }
    if (frame.theme != Theme::Usual) {
        add_hidden("theme", theme_name(frame.theme));
    }
    out.add({"</form>\n"});
    return out;
}

Html external_link(std::string_view url, std::string_view name)
{
    Html out;
    if (is_safe_external_url(url)) {
        out.add({"<a href=\"", url, "\" rel=\"noreferrer noopener\">", name, "</a>"});
    } else {
        out.add({name});
    }
    return out;
}

Html minute_time(Instant instant)
{
    Html out;
    out.add(
        {"<time datetime=\"", format_rfc3339(instant), "\">", format_minute(instant), "</time>"});
    return out;
}

Html day_time(Instant instant)
{
    Html out;
    out.add({"<time>", format_day(instant), "</time>"});
    return out;
}

Html bar(std::uint64_t count, std::uint64_t largest)
{
    const std::uint64_t share = largest == 0 ? 0 : (count * 100 + largest / 2) / largest;
    Html out;
    out.add({"<span class=\"bar v", std::clamp<std::uint64_t>(share, count == 0 ? 0 : 1, 100),
             "\"></span>"});
    return out;
}

} // namespace chancery::view
