#include "feed/memento.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "view/path.hpp"
#include "view/version_page.hpp"

namespace chancery::feed {

namespace {

bool is_shown(const edition::Version& version, bool is_present)
{
    return is_present || version.place.has_value();
}

// "first last memento" of RFC 7089, 2.2.4.
std::string relation_of(const Mementos& mementos, const Memento& memento)
{
    const bool first = memento.number == mementos.versions.front().number;
    const bool last = memento.number == mementos.versions.back().number;
    return fmt::format("{}{}memento", first ? "first " : "", last ? "last " : "");
}

std::string memento_link(const Mementos& mementos, const Memento& memento,
                         const std::string& base_url)
{
    return fmt::format("<{}{}>; rel=\"{}\"; datetime=\"{}\"", base_url,
                       version_path(mementos, memento.number), relation_of(mementos, memento),
                       format_http_date(memento.date));
}

std::string start_links(const Mementos& mementos, const std::string& base_url,
                        std::string_view relation_of_map, std::string_view between)
{
    return fmt::format("<{0}{1}>; rel=\"original timegate\"{4}<{0}{2}>; rel=\"{3}\"; "
                       "type=\"application/link-format\"",
                       base_url, mementos.page_path, mementos.time_map_path, relation_of_map,
                       between);
}

} // namespace

std::string time_map_path(std::string_view id)
{
    return "/timemap/" + view::url_segment(id);
}

std::string version_path(const Mementos& mementos, std::uint32_t number)
{
    return view::version_path(mementos.page_path, number);
}

Mementos mementos_of(const std::string& page_path, const std::vector<edition::Version>& versions)
{
    Mementos mementos{page_path, time_map_path(versions.back().id), {}};
    for (std::size_t i = 0; i < versions.size(); ++i) {
        if (is_shown(versions[i], i + 1 == versions.size())) {
            mementos.versions.push_back({versions[i].number, versions[i].date});
        }
    }
    return mementos;
}

const Memento* closest(const Mementos& mementos, Instant wanted)
{
    if (mementos.versions.empty()) {
        return nullptr;
    }
    const Memento* found = &mementos.versions.front();
    for (const Memento& memento : mementos.versions) {
        if (memento.date <= wanted) {
            found = &memento;
        }
    }
    return found;
}

std::string time_map(const Mementos& mementos, const std::string& base_url)
{
    std::string out = start_links(mementos, base_url, "self", ",\n");
    for (const Memento& memento : mementos.versions) {
        out.append(",\n").append(memento_link(mementos, memento, base_url));
    }
    return out + '\n';
}

std::string link_of_original(const Mementos& mementos)
{
    return start_links(mementos, "", "timemap", ", ");
}

std::string link_of_version(const Mementos& mementos, std::uint32_t number)
{
    std::string out = link_of_original(mementos);
    for (const Memento& memento : mementos.versions) {
        if (memento.number == number) {
            out.append(", ").append(memento_link(mementos, memento, ""));
        }
    }
    return out;
}

} // namespace chancery::feed
