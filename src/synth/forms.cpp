#include "synth/forms.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/lines.hpp"
#include "base/text.hpp"

namespace chancery::synth {
namespace {

constexpr std::string_view kNewline = "&#x000A;";

// The raw files have no blank line before DE, and a paragraph sign where the site has an anchor.
std::string latin1_with_crlf(const SynthCable& cable)
{
    std::string out = "\r\n";
    for (const std::string_view line : split(cable.header, '\n')) {
        out.append(line).append(line.empty() ? "" : "\r\n");
    }
    for (const std::string_view line : split(cable.body, '\n')) {
        out.append(anchor_of(line).empty() ? "" : "\xb6").append(line).append("\r\n");
    }
    return out;
}

struct ClassificationPage {
    std::string_view label;
    int number;
    std::string_view title;
};
constexpr ClassificationPage kClassifications[] = {
    {"CONFIDENTIAL", 1, "unclassified"},
    {"CONFIDENTIAL//NOFORN", 2, "secret"},
    {"SECRET", 3, "confidential"},
    {"SECRET//NOFORN", 4, "secret//noforn"},
    {"UNCLASSIFIED", 5, "unclassified//fouo"},
    {"UNCLASSIFIED//FOR OFFICIAL USE ONLY", 6, "confidential//noforn"}};

// Everything that differs between the layouts.
struct Layout {
    std::string_view counter;
    std::string_view script;
    bool true_minutes;
};
constexpr Layout k2010 = {"1295", "js.js", false};
constexpr Layout k2011 = {"251287", "cables.js", true};

std::string shown_time(Instant instant, const Layout& layout)
{
    const Civil t = civil(instant);
    // The site printed %H:%I: the hour again, on the 12-hour clock (format 9).
    const unsigned minutes = layout.true_minutes ? t.minute : (t.hour + 11) % 12 + 1;
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", t.year, t.month, t.day, t.hour, minutes);
}

// First line of the subject as printed, without what is no letter at its start.
std::string shown_subject(std::string_view body)
{
    for (const Line& line : split_lines(body)) {
        if (starts_with_ignoring_case(line.text, "SUBJECT:")) {
            std::string_view text = trim(line.text.substr(8));
            while (!text.empty() && !is_alpha(text.front())) {
                text.remove_prefix(1);
            }
            return std::string(text);
        }
    }
    return {};
}

bool is_tags_line(std::string_view line)
{
    return starts_with_ignoring_case(line, "TAG") && line.find(',') == std::string_view::npos;
}

// The site linked the words of two or more capitals, with single blanks between them.
std::string linked_tags(std::string_view line)
{
    std::string out;
    for (const std::string_view word : words(line)) {
        out += out.empty() ? "" : " ";
        const bool tag =
            word.size() > 1 && !starts_with_ignoring_case(word, "TAG") && is_upper(word.front());
        out += tag ? fmt::format("<a href='/tag/{0}_0.html'>{0}</a>", word) : std::string(word);
    }
    return out;
}

std::string pre(std::string_view text)
{
    std::string out = "<code><pre>";
    bool tags_seen = false;
    bool first = true;
    for (const std::string_view line : split(text, '\n')) {
        out += first ? "" : kNewline;
        first = false;
        if (!tags_seen && is_tags_line(line) && !line.ends_with(' ')) {
            tags_seen = true;
            out += linked_tags(line);
            continue;
        }
        if (const std::string_view anchor = anchor_of(line); !anchor.empty()) {
            out += fmt::format("<a id='par{0}' href='#par{0}'>\u00b6</a>", anchor);
        }
        out += line;
    }
    return out + "</pre></code>\n";
}

std::string begin_page(const Layout& layout)
{
    return fmt::format(
        "<?xml version='1.0' encoding='utf-8' ?>\n"
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
        "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
        "<html lang='en' xml:lang='en' xmlns='http://www.w3.org/1999/xhtml'>\n<head>\n"
        "<title>Cable Viewer</title>\n</head>\n<body>\n<div class='main'>\n<div class='pane "
        "small'>\n"
        "<a href='/index.html'>\n<p>Fictional cables, made so far... {} / 251,287</p>\n</a>\n"
        "<div id='browse'>\n<h3>Browse by classification</h3>\n<div class='sort'>\n",
        layout.counter);
}

std::string side_bar()
{
    std::string out;
    for (const ClassificationPage& page : kClassifications) {
        out += fmt::format("<a href='/classification/{}_0.html' title='{}'>{}</a>\n", page.number,
                           page.title, page.label);
    }
    return out + "</div>\n</div>\n<p>\n<i>\nnone of this happened\n</i>\n</p>\n</div>\n<div "
                 "class='pane big'>\n";
}

std::string cell(std::string_view href, std::string_view text, std::string_view more = "")
{
    return fmt::format("<td>\n<a href='{}'{}>{}</a>\n</td>\n", href, more, text);
}

std::string table(const SynthCable& cable, const Layout& layout)
{
    std::string out =
        "<table class='cable'>\n<tr>\n<th>Reference ID</th>\n<th>Created</th>\n<th>Released</th>\n"
        "<th>Classification</th>\n<th>Origin</th>\n</tr>\n<tr>\n";
    out += cell(fmt::format("/cable/{}.html", path_of(cable)), cable.id);
    out += cell(fmt::format("/date/{}_0.html", format_month(cable.created)),
                shown_time(cable.created, layout));
    out += cell(fmt::format("/reldate/{}_0.html", format_day(cable.released)),
                shown_time(cable.released, layout));
    for (const ClassificationPage& page : kClassifications) {
        if (page.label == cable.classification) {
            out += cell(fmt::format("/classification/{}_0.html", page.number), page.label,
                        fmt::format(" title='{}'", page.title));
        }
    }
    out += cell(fmt::format("/origin/{}_0.html", cable.origin_number), cable.origin);
    return out + "</tr>\n</table>\n";
}

// With a comma behind it.
void add_field(std::string& out, std::string_view text)
{
    out += '"';
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\"\\"), text.size());
        out += text.substr(0, end);
        text.remove_prefix(end);
        if (!text.empty()) {
            out += '\\';
            out += text.front();
            text.remove_prefix(1);
        }
    }
    out += "\",";
}

std::string as_page(const SynthCable& cable, const Layout& layout)
{
    const std::string& body = cable.page_body.empty() ? cable.body : cable.page_body;
    std::string out = begin_page(layout) + side_bar();
    out += fmt::format("<h3>Viewing cable {}, {}</h3>\n", cable.id, shown_subject(cable.body));
    out += "<div>\nThis cable was made up by a program. Link to its reference number, or to a "
           "paragraph.\n<br />\n</div>\n";
    out += table(cable, layout);
    out += pre(cable.header);
    out += pre(body);
    out += fmt::format("</div>\n</div>\n<script src='/static/js/{}' "
                       "type='text/javascript'></script>\n</body>\n</html>\n",
                       layout.script);
    return out;
}

} // namespace

std::string_view anchor_of(std::string_view line)
{
    std::size_t begin = 0;
    while (begin < line.size() && is_blank(line[begin])) {
        ++begin;
    }
    std::size_t end = begin;
    while (end < line.size() && is_digit(line[end])) {
        ++end;
    }
    if (end == begin && end < line.size() && is_upper(line[end])) {
        ++end;
    }
    const bool matches = end > begin && line.substr(end, 2) == ". ";
    return matches ? line.substr(begin, end - begin) : std::string_view();
}

std::string path_of(const SynthCable& cable)
{
    const Civil t = civil(cable.created);
    return fmt::format("{:04}/{:02}/{}", t.year, t.month, cable.id);
}

std::string as_text(const SynthCable& cable)
{
    if (cable.latin1) {
        return latin1_with_crlf(cable);
    }
    return cable.header + "\n" + cable.body + "\n";
}

std::string as_csv_row(const SynthCable& cable)
{
    const Civil t = civil(cable.created);
    std::string out;
    out.reserve(cable.header.size() + cable.body.size() + 200);
    add_field(out, std::to_string(cable.index + 1));
    add_field(out, fmt::format("{}/{}/{} {}:{:02}", t.month, t.day, t.year, t.hour, t.minute));
    add_field(out, cable.id);
    add_field(out, cable.origin);
    add_field(out, cable.classification);
    add_field(out, fmt::format("{}", fmt::join(cable.truth.references, "|")));
    add_field(out, cable.header);
    add_field(out, cable.body);
    out.back() = '\n';
    return out;
}

std::string as_page_2010(const SynthCable& cable)
{
    return as_page(cable, k2010);
}
std::string as_page_2011(const SynthCable& cable)
{
    return as_page(cable, k2011);
}

} // namespace chancery::synth
