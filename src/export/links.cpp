#include "export/links.hpp"

#include <algorithm>
#include <array>

#include "export/file_name.hpp"

namespace chancery::exporter {

namespace {

constexpr std::string_view kValueStart = "=\"/";

// Whether what stands before `="/` is an attribute that carries an address.
bool is_address_attribute(std::string_view page, std::size_t equals)
{
    constexpr std::array<std::string_view, 4> kAttributes = {" href", " src", " action", " scheme"};
    return std::ranges::any_of(
        kAttributes, [&](std::string_view name) { return page.substr(0, equals).ends_with(name); });
}

// An address of ours as it stands on a page.
struct Place {
    std::size_t attribute = 0; // where ` href` begins
    std::size_t from = 0;      // of the address
    std::size_t to = 0;
    std::string_view path; // without # and what follows
};

template <typename Use>
void each_address(std::string_view page, const Use& use)
{
    for (std::size_t at = page.find(kValueStart); at != std::string_view::npos;) {
        std::size_t go_on = at + 1;
        if (is_address_attribute(page, at)) {
            const std::size_t from = at + 2;
            const std::size_t to = std::min(page.find('"', from), page.size());
            const std::string_view address = page.substr(from, to - from);
            use(Place{page.rfind(' ', at), from, to, address.substr(0, address.find('#'))});
            go_on = to;
        }
        at = page.find(kValueStart, go_on);
    }
}

} // namespace

std::string link_between(std::string_view from_file, std::string_view to_file)
{
    for (;;) {
        const std::size_t from = from_file.find('/');
        const std::size_t to = to_file.find('/');
        if (from == std::string_view::npos || to == std::string_view::npos ||
            from_file.substr(0, from) != to_file.substr(0, to)) {
            break;
        }
        from_file.remove_prefix(from + 1);
        to_file.remove_prefix(to + 1);
    }
    std::string link;
    for (auto up = std::ranges::count(from_file, '/'); up > 0; --up) {
        link += "../";
    }
    return link.append(to_file);
}

std::string with_relative_links(std::string_view page, std::string_view file)
{
    std::string out;
    out.reserve(page.size() + page.size() / 8);
    std::size_t done = 0;
    each_address(page, [&](const Place& place) {
        if (is_copied(place.path)) {
            out.append(page, done, place.from - done)
                .append(link_between(file, file_of(place.path)));
            done = place.from + place.path.size();
        } else {
            out.append(page, done, place.attribute - done);
            done = std::min(place.to + 1, page.size());
        }
    });
    return out.append(page.substr(done));
}

std::vector<std::string> addresses_in(std::string_view page)
{
    std::vector<std::string> addresses;
    each_address(page, [&](const Place& place) {
        if (is_copied(place.path)) {
            addresses.emplace_back(place.path);
        }
    });
    return addresses;
}

} // namespace chancery::exporter
