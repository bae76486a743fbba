#include "view/header_html.hpp"

#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"
#include "cable/reference_data.hpp"
#include "view/marked_text.hpp"

namespace chancery::view {

namespace {

struct Target {
    std::string path;
    std::size_t name_at = 0; // the routing indicator is no part of the name
};
// By "RUEHME/AMEMBASSY MEXICO", or the name alone.
using Addresses = std::unordered_map<std::string, Target>;

void add_address(Addresses& addresses, const std::string& routing, const std::string& name,
                 const OriginPath& origin_path)
{
    const Post* post = reference_data().post_by_address(name);
    if (post == nullptr) {
        return;
    }
    const std::string before = routing.empty() ? "" : routing + '/';
    if (std::string path = origin_path(post->origin); !path.empty()) {
        addresses.emplace(before + name, Target{std::move(path), before.size()});
    }
}

Addresses known_addresses(const Cable& cable, const OriginPath& origin_path)
{
    Addresses addresses;
    add_address(addresses, "", cable.from, origin_path);
    for (const auto* list : {&cable.to, &cable.info}) {
        for (const Addressee& addressee : *list) {
            add_address(addresses, addressee.routing, addressee.name, origin_path);
        }
    }
    return addresses;
}

std::size_t label_size(std::string_view line)
{
    for (const std::string_view label : {"FM ", "TO ", "INFO "}) {
        if (line.starts_with(label)) {
            return label.size();
        }
    }
    return 0;
}

// Behind the name may stand a precedence of up to two words and a number: the longest start of the
// line that is known.
constexpr int kWordsBehindName = 4;

Addresses::const_iterator find_address(const Addresses& addresses, std::string_view rest)
{
    for (int i = 0; i <= kWordsBehindName && !rest.empty(); ++i) {
        if (const auto found = addresses.find(std::string(rest)); found != addresses.end()) {
            return found;
        }
        rest = trim_right(
            rest.substr(0, rest.rfind(' ') == std::string_view::npos ? 0 : rest.rfind(' ')));
    }
    return addresses.end();
}

// A line of the header, from `start` on.
void add_line(Html& out, MarkedText& words, std::string_view line, std::uint32_t start,
              const Addresses& addresses)
{
    const auto write = [&](std::size_t from, std::size_t to) {
        words.write(out, {start + static_cast<std::uint32_t>(from),
                          start + static_cast<std::uint32_t>(to)});
    };
    const std::size_t label = label_size(line);
    const auto found = find_address(addresses, trim_right(line.substr(label)));
    if (found == addresses.end()) {
        write(0, line.size());
    } else {
        const std::size_t name = label + found->second.name_at;
        const std::size_t end = label + found->first.size();
        write(0, name);
        out.add({"<a href=\"", found->second.path, "\">"});
        write(name, end);
        out.add({"</a>"});
        write(end, line.size());
    }
    out.add({"\n"});
}

void add_note(Html& out, std::string_view term, std::string_view meaning)
{
    if (!term.empty() && !meaning.empty()) {
        out.add({"<dt>", term, "</dt><dd>", meaning, "</dd>\n"});
    }
}

std::string precedence_words(const std::vector<std::string>& precedence)
{
    std::string out;
    for (const std::string& prosign : precedence) {
        const Term* term = reference_data().precedence(prosign);
        if (term != nullptr) {
            out.append(out.empty() ? "" : "; for information: ").append(term->meaning);
        }
    }
    return out;
}

std::string joined(const std::vector<std::string>& list)
{
    std::string out;
    for (const std::string& item : list) {
        out.append(out.empty() ? "" : " ").append(item);
    }
    return out;
}

std::string station_words(const Transmission& transmission)
{
    const RoutingIndicator* station = reference_data().routing_indicator(transmission.station);
    std::string out = "the sending station";
    if (station != nullptr) {
        out.append(", ").append(station->name);
    }
    if (!transmission.serial.empty()) {
        out.append(", its message ").append(transmission.serial);
    }
    return out;
}

std::string_view security_words(std::string_view security)
{
    return security.starts_with("ZNR")   ? "could be sent in clear"
           : security.starts_with("ZNY") ? "had to be sent encrypted"
                                         : "";
}

std::string addressees_words(const Cable& cable)
{
    std::string out;
    if (!cable.to.empty()) {
        out = std::to_string(cable.to.size()) + " to act on it";
    }
    if (!cable.info.empty()) {
        out.append(out.empty() ? "" : ", ")
            .append(std::to_string(cable.info.size()))
            .append(" for information");
    }
    return out;
}

} // namespace

Html header_html(const Cable& cable, const OriginPath& origin_path, std::span<const Span> marks)
{
    const Addresses addresses = known_addresses(cable, origin_path);
    Html out;
    MarkedText words(cable.header, {marks.begin(), marks.end()});
    for (const std::string_view line : split(trim_right(cable.header), '\n')) {
        const auto start = static_cast<std::uint32_t>(line.data() - cable.header.data());
        add_line(out, words, trim_right(line), start, addresses);
    }
    return out;
}

Html header_notes(const Cable& cable)
{
    const Transmission& sent = cable.transmission;
    Html out;
    add_note(out, sent.id, "number of the transmission");
    add_note(out, joined(sent.precedence), precedence_words(sent.precedence));
    add_note(out, sent.station, station_words(sent));
    add_note(out, sent.security, security_words(sent.security));
    add_note(out, "TO, INFO", addressees_words(cable));
    return out;
}

} // namespace chancery::view
