#pragma once
// What all pages share: head, navigation, foot, and the choice between light and dark.
//
//   const Frame frame{.settings = &settings, .path = "/tag/"};
//   return whole_page(frame, {.title = "Tags", .section = Section::Tags, .content =
//   std::move(content)});
//
// Themes need no cookie and no script: a page at /x.html?theme=dark is dark whatever the browser
// says, and with_theme() makes each link on it to another page of ours keep the parameter. Such
// variants are not for search engines; they name the plain address as canonical. Complete without a
// script, without an inline style, and without anything from elsewhere. Any thread.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "edition/settings.hpp"
#include "view/html.hpp"

namespace chancery::view {

enum class Theme : std::uint8_t { Usual /* as the browser says */, Dark, Light };

std::string_view theme_name(Theme theme); // "", "dark", "light"
std::optional<Theme> theme_from_name(std::string_view name);

// Who is there when a reader follows a link.
enum class Delivery : std::uint8_t {
    Served, // the site
    Copied  // nobody, since the pages are files: no searches, no colours to choose, no ?view=sent
};

// The place in the navigation that a page belongs to.
enum class Section : std::uint8_t {
    None,
    Home,
    Releases,
    Dates,
    Origins,
    Tags,
    Classifications,
    Missing,
    Articles,
    Help,
    Search
};

// Whether the navigation leads to articles: only where there are any.
enum class HasArticles : std::uint8_t { No, Yes };

struct Frame {
    const edition::Settings* settings = nullptr; // outlives the page's making
    std::string path; // of the page, percent-encoded, without query: /tag/PHUM_0.html
    Theme theme = Theme::Usual;
    std::string_view view = {}; // of ?view=: "sent" or nothing
    std::string marks = {};     // of ?q= on a cable's page, percent-encoded: what marks its words
    std::string quote = {};     // of ?quote= on a cable's page: par4-1a2b3c4d (cite/quotation.hpp)
    Delivery delivery = Delivery::Served;
    HasArticles articles = HasArticles::No;
};

struct Page {
    std::string title; // of the window, without the archive's name
    Section section = Section::None;
    Html content;              // of <main>
    Html meta = {};            // of <head>: what it says to programs (metadata.hpp)
    std::string previous = {}; // addresses for rel=prev and rel=next
    std::string next = {};
    std::string feed = {}; // address of an Atom feed of what the page lists
    bool for_robots = true;
    // Of a page whose address has a query of its own, /search?q=fog: "q=fog", percent-encoded and
    // without theme. Such a page says what its plain address is, and is not for crawlers.
    std::string query = {};
};

std::string whole_page(const Frame& frame, const Page& page);

// The page with ?theme= added to every link to another page of ours. whole_page() has done it
// already.
std::string with_theme(std::string_view page, Theme theme);

// A hidden field of a form.
struct FormField {
    std::string name;
    std::string value;
};
constexpr std::string_view kSearchPath = "/search";
// The form that asks for /search?q=...; it keeps the theme. A small one is in the masthead of every
// page but the first and those of Section::Search, which have a large one in their content.
enum class SearchBoxSize : std::uint8_t { Small, Large };
Html search_box(const Frame& frame, SearchBoxSize size, std::string_view query,
                const std::vector<FormField>& kept = {});

// <div class="crumbs">, links of the publisher's, and other small things that several pages use.
Html external_link(std::string_view url, std::string_view name);
// <time datetime="...">2008-02-27 19:56</time>
Html minute_time(Instant instant);
Html day_time(Instant instant);
// A bar of HTML and CSS, a hundredth of its row for each per cent; at least one if the count is not
// zero.
Html bar(std::uint64_t count, std::uint64_t largest);

} // namespace chancery::view
