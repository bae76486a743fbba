#include "cite/citation.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "cable/headline.hpp"
#include "cable/reference_data.hpp"
#include "cite/one_line.hpp"

namespace chancery::cite {

namespace {

constexpr std::array kMonths = {"January",   "February", "March",    "April",
                                "May",       "June",     "July",     "August",
                                "September", "October",  "November", "December"};

std::string serial_of(std::string_view id)
{
    const std::optional<CableId> known = CableId::parse(id);
    return known ? std::to_string(known->serial()) : std::string(id);
}

// Embassy Guatemala for AMEMBASSY GUATEMALA, as far as the name is known.
std::string origin_of(std::string_view name)
{
    const Post* post = reference_data().post_by_address(name);
    return one_line(post == nullptr ? name : std::string_view(post->origin));
}

std::string from_of(const Cable& cable)
{
    return cable.origin.empty() ? origin_of(cable.from) : one_line(cable.origin);
}

std::string title_of(const Cable& cable)
{
    return one_line(cable.title.empty() ? headline(first_bytes(cable.subject, 16 * kMaxFieldBytes))
                                        : cable.title);
}

// What may not stand in a URL (RFC 3986, 2) goes as %XX; what is encoded stays so.
std::string encoded_url(std::string_view url)
{
    constexpr std::string_view kAllowed = "-._~:/?#[]@!$&'()*+,;=%";
    std::string out;
    for (const char c : url) {
        if (is_alnum(c) || kAllowed.find(c) != std::string_view::npos) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

std::string day_in_words(Instant instant)
{
    const Civil day = civil(instant);
    return fmt::format("{} {}, {}", kMonths[day.month - 1], day.day, day.year);
}

std::string joined(std::span<const std::string> parts)
{
    std::string out;
    for (const std::string& part : parts) {
        if (!part.empty()) {
            out.append(out.empty() ? "" : ", ").append(part);
        }
    }
    return out;
}

// Quotation marks inside a title that stands between such marks: “ becomes ‘.
std::string with_single_quotes(std::string_view title)
{
    std::string out;
    bool open = false;
    for (const char c : title) {
        if (c == '"') {
            out += open ? "’" : "‘";
            open = !open;
        } else {
            out += c;
        }
    }
    return replace_all(replace_all(out, "“", "‘"), "”", "’");
}

// “Title,” with the comma inside all closing marks (Chicago 6.9), but not before an apostrophe.
std::string in_quotes(std::string_view title)
{
    constexpr std::string_view kClosing = "’";
    while (title.ends_with('.') || title.ends_with(',')) {
        title.remove_suffix(1);
    }
    const bool ends_in_quote = title.ends_with('"') || title.ends_with("”");
    std::string text = with_single_quotes(title);
    if (ends_in_quote && text.ends_with(kClosing)) {
        text.insert(text.size() - kClosing.size(), ",");
        return "“" + text + "”";
    }
    return "“" + text + ",”";
}

std::string who_to_whom(const Citation& citation)
{
    return citation.from.empty() || citation.to.empty() ? citation.from
                                                        : citation.from + " to " + citation.to;
}

std::string ended(std::string text)
{
    return text.ends_with('.') ? text : text + '.';
}

std::string note_of(Standing standing, const Quotation& quotation, const Citation& citation)
{
    switch (standing) {
    case Standing::Same:
        return {};
    case Standing::Moved:
        return fmt::format("Quoted as {}; the words now stand in {}.", quotation.text(),
                           citation.place);
    case Standing::Changed:
        return fmt::format("Quoted as {}; {} has changed since.", quotation.text(), citation.place);
    case Standing::Gone:
        break;
    }
    return fmt::format("Quoted as {}; this paragraph is no longer in the cable.", quotation.text());
}

} // namespace

std::string place_of(const Paragraph& paragraph)
{
    if (paragraph.number.empty()) {
        return "unnumbered para. " +
               one_line(paragraph.anchor.substr(std::min<std::size_t>(1, paragraph.anchor.size())));
    }
    std::string place = "para. " + one_line(paragraph.number);
    if (paragraph.anchor.find('-') != std::string::npos) {
        place += " (" + one_line(paragraph.anchor) + ')';
    }
    return place;
}

std::string quotation_path(std::string_view page_path, const Quotation& quotation)
{
    return std::string(page_path) + "?quote=" + quotation.text() + '#' + quotation.anchor;
}

Citation cite_cable(const Cable& cable, const edition::Settings& settings,
                    std::string_view page_path)
{
    Citation citation;
    citation.id = one_line(cable.id);
    citation.number = serial_of(citation.id);
    citation.title = title_of(cable);
    citation.has_subject = !citation.title.empty();
    if (!citation.has_subject) {
        citation.title = trim_right("Cable " + citation.id);
    }
    citation.from = from_of(cable);
    citation.to = cable.to.empty() ? std::string() : origin_of(cable.to.front().name);
    citation.created = cable.created;
    citation.released = cable.released;
    citation.archive = one_line(settings.title.empty() ? "Cable archive" : settings.title);
    citation.home = encoded_url(one_line(settings.base_url));
    citation.url = citation.home.empty() ? "" : encoded_url(citation.home + std::string(page_path));
    citation.language = one_line(settings.language);
    return citation;
}

Citation cite_quotation(const Cable& cable, const edition::Settings& settings,
                        std::string_view page_path, const Quotation& quotation)
{
    const Judgement found = judge(cable, quotation);
    const bool stands = found.standing == Standing::Same || found.standing == Standing::Moved;
    const Quotation cited = stands ? quotation_of(*found.paragraph) : quotation;
    Citation citation = cite_cable(cable, settings, quotation_path(page_path, cited));
    citation.anchor = cited.anchor;
    citation.place = found.paragraph == nullptr ? "" : place_of(*found.paragraph);
    citation.note = note_of(found.standing, quotation, citation);
    return citation;
}

std::string chicago(const Citation& citation)
{
    const std::string what = "cable " + citation.id;
    std::string who = who_to_whom(citation);
    std::string title = citation.has_subject ? in_quotes(citation.title) + ' ' + what : what;
    std::string start = who.empty() ? title : who + ", " + title;
    return ended(joined(
        std::vector<std::string>{start, citation.created ? day_in_words(*citation.created) : "",
                                 citation.place, citation.archive, citation.url}));
}

std::string national_archives(const Citation& citation)
{
    return ended(joined(std::vector<std::string>{
        who_to_whom(citation), "Telegram " + citation.number,
        citation.created ? day_in_words(*citation.created) : "", citation.place,
        citation.id == citation.number ? "" : citation.id, citation.archive,
        citation.url.empty() ? "online" : "online at " + citation.url}));
}

} // namespace chancery::cite
