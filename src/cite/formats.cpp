#include "cite/formats.hpp"

#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cite/one_line.hpp"

namespace chancery::cite {

namespace {

constexpr std::string_view kKind = "Cable";

// Place and fate of a paragraph, for the field that every format has for remarks.
std::string remark(const Citation& citation)
{
    std::string place = citation.place;
    if (!place.empty()) {
        place[0] = to_upper(place[0]);
        place += place.ends_with('.') ? "" : ".";
    }
    if (!citation.note.empty()) {
        place.append(place.empty() ? "" : " ").append(citation.note);
    }
    return place;
}

// ---- BibTeX ----

std::string_view tex_command(char c)
{
    switch (c) {
    case '\\':
        return "{\\textbackslash}";
    case '{':
        return "{\\textbraceleft}";
    case '}':
        return "{\\textbraceright}";
    case '~':
        return "{\\textasciitilde}";
    case '^':
        return "{\\textasciicircum}";
    case '<':
        return "{\\textless}";
    case '>':
        return "{\\textgreater}";
    case '#':
        return "\\#";
    case '$':
        return "\\$";
    case '%':
        return "\\%";
    case '&':
        return "\\&";
    case '_':
        return "\\_";
    default:
        return "";
    }
}

// Straight quotation marks are taken by some languages for commands: they become `` and ''.
std::string tex(std::string_view text)
{
    std::string out;
    bool open = false;
    for (const char c : text) {
        if (c == '"') {
            out += open ? "''" : "``";
            open = !open;
        } else if (const std::string_view command = tex_command(c); !command.empty()) {
            out += command;
        } else {
            out += c;
        }
    }
    return out;
}

std::string bibtex_key(const Citation& citation)
{
    return "cable" + letters_and_digits(citation.id) + lower(letters_and_digits(citation.anchor));
}

// Names of months are words of the language, without braces.
std::string_view bibtex_month(unsigned month)
{
    constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                          "jul", "aug", "sep", "oct", "nov", "dec"};
    return kMonths[month - 1];
}

class BibtexEntry {
public:
    explicit BibtexEntry(const std::string& key) : text_("@techreport{" + key) {}

    void raw(std::string_view name, std::string_view value)
    {
        text_.append(",\n  ").append(name).append(" = ").append(value);
    }
    // Braces within braces: the capitals stay, and a name is not taken apart.
    void whole(std::string_view name, std::string_view text)
    {
        if (!text.empty()) {
            raw(name, "{{" + tex(text) + "}}");
        }
    }
    void text(std::string_view name, std::string_view text)
    {
        if (!text.empty()) {
            raw(name, '{' + tex(text) + '}');
        }
    }
    // Read as it stands by those who set it.
    void url(std::string_view name, std::string_view url)
    {
        if (!url.empty()) {
            raw(name, fmt::format("{{{}}}", url));
        }
    }
    std::string finish() { return std::move(text_) + "\n}\n"; }

private:
    std::string text_;
};

// ---- RIS ----

void add_ris(std::string& out, std::string_view tag, std::string_view value)
{
    if (!value.empty()) {
        out.append(tag).append("  - ").append(value).append("\r\n");
    }
}

// ---- JSON ----

void add_if_any(JsonWriter& json, std::string_view name, std::string_view text)
{
    if (!text.empty()) {
        json.member(name, text);
    }
}

void add_csl_names(JsonWriter& json, std::string_view role, std::string_view name)
{
    if (name.empty()) {
        return;
    }
    json.key(role);
    json.begin_array();
    json.begin_object();
    json.member("literal", name);
    json.end_object();
    json.end_array();
}

void add_csl_date(JsonWriter& json, std::string_view name, const std::optional<Instant>& instant)
{
    if (!instant) {
        return;
    }
    const Civil day = civil(*instant);
    json.key(name);
    json.begin_object();
    json.key("date-parts");
    json.begin_array();
    json.begin_array();
    json.value(day.year);
    json.value(day.month);
    json.value(day.day);
    json.end_array();
    json.end_array();
    json.end_object();
}

void add_body(JsonWriter& json, std::string_view role, std::string_view name)
{
    if (!name.empty()) {
        json.key(role);
        json.begin_object();
        json.member("@type", "Organization");
        json.member("name", name);
        json.end_object();
    }
}

void add_collection(JsonWriter& json, const Citation& citation)
{
    json.key("isPartOf");
    json.begin_object();
    json.member("@type", "Collection");
    json.member("name", citation.archive);
    add_if_any(json, "url", citation.home);
    json.end_object();
}

} // namespace

std::string one_name(std::string_view name)
{
    std::string plain;
    for (const char c : name) {
        plain += c == ',' || c == '*' || c == ';' ? ' ' : c;
    }
    plain = collapse_spaces(plain);
    return plain.empty() ? plain : plain + ',';
}

std::string bibtex(const Citation& citation)
{
    BibtexEntry entry(bibtex_key(citation));
    entry.whole("author", citation.from);
    entry.whole("title", citation.title);
    entry.text("type", kKind);
    entry.text("number", citation.id);
    entry.text("institution", citation.archive);
    if (citation.created) {
        const Civil day = civil(*citation.created);
        entry.raw("year", fmt::format("{{{}}}", day.year));
        entry.raw("month", bibtex_month(day.month));
        entry.raw("day", fmt::format("{{{}}}", day.day));
    }
    entry.url("url", citation.url);
    entry.text("note", remark(citation));
    return entry.finish();
}

std::string ris(const Citation& citation)
{
    std::string out;
    add_ris(out, "TY", "RPRT");
    add_ris(out, "ID", citation.id);
    add_ris(out, "AU", one_name(citation.from));
    add_ris(out, "TI", citation.title);
    add_ris(out, "M3", kKind);
    add_ris(out, "SN", citation.id);
    add_ris(out, "PB", citation.archive);
    if (citation.created) {
        const Civil day = civil(*citation.created);
        add_ris(out, "PY", fmt::format("{}", day.year));
        add_ris(out, "DA", fmt::format("{}/{:02}/{:02}/", day.year, day.month, day.day));
    }
    add_ris(out, "LA", citation.language);
    add_ris(out, "UR", citation.url);
    add_ris(out, "N1", remark(citation));
    return out + "ER  - \r\n";
}

std::string csl_json(const Citation& citation)
{
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    json.begin_object();
    json.member("id", citation.anchor.empty() ? citation.id : citation.id + '#' + citation.anchor);
    json.member("type", "report");
    json.member("genre", kKind);
    json.member("title", citation.title);
    add_if_any(json, "number", citation.id);
    add_csl_names(json, "author", citation.from);
    add_csl_names(json, "recipient", citation.to);
    add_csl_date(json, "issued", citation.created);
    json.member("publisher", citation.archive);
    add_if_any(json, "language", citation.language);
    add_if_any(json, "URL", citation.url);
    add_if_any(json, "note", remark(citation));
    json.end_object();
    json.end_array();
    return out + '\n';
}

std::string json_ld(const Citation& citation)
{
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.member("@context", "https://schema.org");
    json.member("@type", "Message");
    json.member("identifier", citation.id);
    json.member("name", citation.title);
    add_body(json, "author", citation.from);
    add_body(json, "recipient", citation.to);
    if (citation.created) {
        json.member("dateSent", format_rfc3339(*citation.created));
    }
    if (citation.released) {
        json.member("datePublished", format_day(*citation.released));
    }
    add_if_any(json, "inLanguage", citation.language);
    add_if_any(json, "url", citation.url);
    add_collection(json, citation);
    json.end_object();
    return out;
}

} // namespace chancery::cite
