#include "view/path.hpp"

#include <array>

#include "base/check.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"

namespace chancery::view {

namespace {

struct Folder {
    Facet facet;
    std::string_view name;
};
constexpr std::array kFolders = {Folder{Facet::Origin, "origin"}, Folder{Facet::Tag, "tag"},
                                 Folder{Facet::Classification, "classification"},
                                 Folder{Facet::Month, "date"},
                                 Folder{Facet::ReleaseDay, "reldate"}};

constexpr bool is_unreserved(char c)
{
    return is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

} // namespace

std::string_view facet_folder(Facet facet)
{
    for (const Folder& folder : kFolders) {
        if (folder.facet == facet) {
            return folder.name;
        }
    }
    CHECK(false && "a facet without a folder");
    return {};
}

std::optional<Facet> facet_from_folder(std::string_view folder)
{
    for (const Folder& known : kFolders) {
        if (known.name == folder) {
            return known.facet;
        }
    }
    return std::nullopt;
}

std::string index_path(Facet facet)
{
    return '/' + std::string(facet_folder(facet)) + '/';
}

std::string facet_path(Facet facet, std::string_view key, std::uint32_t page)
{
    return index_path(facet) + url_segment(key) + '_' + std::to_string(page) + ".html";
}

std::string cable_path(std::string_view id, std::optional<Instant> created)
{
    return edition::cable_path(url_segment(id), created);
}

std::string cited_path(std::string_view id, std::uint32_t page)
{
    return std::string(kCitedFolder) + url_segment(id) + '_' + std::to_string(page) + ".html";
}

std::string tombstone_path(std::string_view id)
{
    return "/cable/" + url_segment(id) + ".html";
}

std::string feed_path(Facet facet, std::string_view key)
{
    return index_path(facet) + url_segment(key) + ".atom";
}

std::string cited_feed_path(std::string_view id)
{
    return std::string(kCitedFolder) + url_segment(id) + ".atom";
}

std::string missing_index_path(std::uint32_t page)
{
    return std::string(kMissingPath) + (page == 0 ? "" : std::to_string(page) + ".html");
}

std::string missing_path(std::string_view post, int year)
{
    return std::string(kMissingPath) + url_segment(post) + '_' + std::to_string(year) + ".html";
}

std::string missing_path_of(std::string_view id)
{
    const std::optional<CableId> parsed = CableId::parse(id);
    return parsed ? missing_path(parsed->post(), parsed->year()) : std::string();
}

std::string missing_requests_path(std::string_view post, int year)
{
    return std::string(kMissingPath) + url_segment(post) + '_' + std::to_string(year) + ".txt";
}

std::string articles_path(std::uint32_t page)
{
    return std::string(kArticlesPath) + (page == 0 ? "" : "page_" + std::to_string(page) + ".html");
}

std::string article_path(std::string_view slug, std::string_view ending)
{
    return std::string(kArticlesPath) + url_segment(slug) + std::string(ending);
}

std::string article_place_path(std::string_view key, std::uint32_t page)
{
    return std::string(kArticlesPath) + "place/" + url_segment(key) +
           (page == 0 ? "" : '_' + std::to_string(page)) + ".html";
}

std::string url_segment(std::string_view text)
{
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out.append({'%', kHex[byte >> 4U], kHex[byte & 15U]});
        }
    }
    return out;
}

bool is_safe_external_url(std::string_view url)
{
    constexpr std::array<std::string_view, 4> kSchemes = {"https://", "http://",
                                                          "mailto:", "magnet:"};
    for (const std::string_view scheme : kSchemes) {
        if (starts_with_ignoring_case(url, scheme)) {
            return true;
        }
    }
    return false;
}

} // namespace chancery::view
