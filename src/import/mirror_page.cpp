#include "import/mirror_page.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "import/decode.hpp"
#include "import/markup.hpp"

namespace chancery::importer {

namespace {

constexpr auto kNone = std::string_view::npos;

struct Heading {
    std::string_view id;
    std::string_view subject; // markup
    std::size_t end = 0;
};

struct Cell {
    std::string_view html;
    bool is_title = false; // th
};

struct Table {
    std::vector<Cell> cells;
    std::size_t end = 0;
};

struct Block {
    std::string_view html;
    bool in_code = false;
};

struct Blocks {
    std::vector<Block> found;
    bool cut_off = false;
    std::size_t end = 0;
};

// ---- finding the parts

std::optional<Heading> find_heading(std::string_view html)
{
    constexpr std::string_view kStart = "Viewing cable ";
    const std::size_t at = html.find(kStart);
    if (at == kNone) {
        return std::nullopt;
    }
    const std::size_t from = at + kStart.size();
    constexpr std::size_t kLongest = 2000;
    std::string_view line = html.substr(from, kLongest);
    line =
        line.substr(0, std::min(find_ignoring_case(line, "</h"), find_ignoring_case(line, "<div")));
    const std::size_t comma = std::min(line.find(','), line.size());
    return Heading{trim(line.substr(0, comma)), line.substr(std::min(comma + 1, line.size())),
                   from + line.size()};
}

bool has_class(const MarkupTag& tag, std::string_view wanted)
{
    const auto classes = words(attribute(tag, "class").value_or(""));
    return std::ranges::find(classes, wanted) != classes.end();
}

std::optional<FoundTag> find_cable_table(std::string_view html)
{
    auto table = find_tag(html, "table", TagSide::Open, 0);
    while (table && !has_class(table->tag, "cable")) {
        table = find_tag(html, "table", TagSide::Open, table->end);
    }
    return table;
}

bool ends_a_cell(std::string_view name)
{
    static constexpr std::array<std::string_view, 4> kNames = {"td", "th", "tr", "table"};
    return std::ranges::any_of(
        kNames, [&](std::string_view known) { return equals_ignoring_case(name, known); });
}

// The cells from `from` to the end of the table or, where that is missing, to the first text block.
Table read_table(std::string_view html, std::size_t from)
{
    constexpr std::size_t kMostCells = 64; // a page has eleven; a listing has hundreds
    Table table;
    std::size_t cell = kNone; // where the open one starts
    bool is_title = false;
    table.end = html.size();
    for (auto at = html.find('<', from); at != kNone; at = html.find('<', at + 1)) {
        const auto tag = tag_at(html, at);
        const bool is_pre = tag && equals_ignoring_case(tag->name, "pre");
        if (!tag || !(is_pre || ends_a_cell(tag->name))) {
            continue;
        }
        if (cell != kNone && table.cells.size() < kMostCells) {
            table.cells.push_back({html.substr(cell, at - cell), is_title});
        }
        cell = kNone;
        if (is_pre || equals_ignoring_case(tag->name, "table")) {
            table.end = is_pre ? at : at + tag->source.size();
            break;
        }
        if (!tag->closing && to_lower(tag->name[1]) != 'r') {
            cell = at + tag->source.size();
            is_title = to_lower(tag->name[1]) == 'h';
        }
    }
    return table;
}

std::string_view without_first_line_end(std::string_view block) // HTML: <pre> may start with one
{
    block.remove_prefix(block.starts_with("\r\n") ? 2 : block.starts_with('\n') ? 1 : 0);
    return block;
}

// Whether a <code> opens directly before `at`, white space apart.
bool opens_in_code(std::string_view html, std::size_t at)
{
    const std::string_view before = trim_right(html.substr(0, at));
    const std::size_t open = before.ends_with('>') ? before.rfind('<') : kNone;
    const auto tag = open == kNone ? std::nullopt : tag_at(before, open);
    return tag && !tag->closing && equals_ignoring_case(tag->name, "code");
}

Blocks find_blocks(std::string_view html, std::size_t from)
{
    constexpr std::size_t kMostBlocks = 64;
    Blocks blocks;
    blocks.end = from;
    while (blocks.found.size() < kMostBlocks) {
        const auto open = find_tag(html, "pre", TagSide::Open, blocks.end);
        if (!open) {
            break;
        }
        const auto close = find_tag(html, "pre", TagSide::Close, open->end);
        if (!close) {
            blocks.cut_off = true;
            break;
        }
        const std::string_view inside = html.substr(open->end, close->at - open->end);
        blocks.found.push_back({without_first_line_end(inside), opens_in_code(html, open->at)});
        blocks.end = close->end;
    }
    return blocks;
}

// The site's blocks stand in <code>; where there are too many, only those count.
void keep_blocks_in_code(std::vector<Block>& blocks)
{
    if (blocks.size() > 2) {
        std::erase_if(blocks, [](const Block& block) { return !block.in_code; });
    }
}

// ---- understanding the table

enum class Column { Id, Created, Released, Classification, Origin, Unknown };

Column column_of(std::string_view title)
{
    static constexpr std::array<std::string_view, 5> kTitles = {
        "reference id", "created", "released", "classification", "origin"};
    const auto* found = std::ranges::find(kTitles, lower(title));
    return static_cast<Column>(found - kTitles.begin());
}

std::string cell_text(std::string_view html, References references)
{
    return collapse_spaces(tidy(text_of(html, references)));
}

void set(Given& given, Column column, const std::string& text)
{
    switch (column) {
    case Column::Id:
        given.id = text;
        break;
    case Column::Created:
        given.created = parse_page_time(text);
        break;
    case Column::Released:
        given.released = parse_page_time(text);
        break;
    case Column::Classification:
        given.classification = text;
        break;
    case Column::Origin:
        given.origin = text;
        break;
    case Column::Unknown:
        break;
    }
}

// Titles first, then one value under each; what comes behind ("Appears in these articles") is not
// of the cable. Without titles, the site's order.
void read_values(const std::vector<Cell>& cells, References references, Given& given)
{
    std::vector<Column> columns;
    std::size_t next = 0;
    for (; next < cells.size(); ++next) {
        const std::string text = cell_text(cells[next].html, references);
        const Column column = column_of(text);
        const bool is_title = cells[next].is_title && !CableId::parse(text);
        if (column == Column::Unknown && !is_title) {
            break;
        }
        columns.push_back(column);
    }
    if (columns.empty()) {
        columns = {Column::Id, Column::Created, Column::Released, Column::Classification,
                   Column::Origin};
    }
    for (const Column column : columns) {
        if (next < cells.size()) {
            set(given, column, cell_text(cells[next++].html, references));
        }
    }
}

// ---- the layout

std::optional<DocumentKind> layout_by_script(std::string_view html, std::size_t from)
{
    for (auto script = find_tag(html, "script", TagSide::Open, from); script;
         script = find_tag(html, "script", TagSide::Open, script->end)) {
        const std::string_view source = attribute(script->tag, "src").value_or("");
        const std::string_view file = source.substr(source.rfind('/') + 1);
        if (file == "js.js") {
            return DocumentKind::Page2010;
        }
        if (file == "cables.js") {
            return DocumentKind::Page2011;
        }
    }
    return std::nullopt;
}

bool minutes_repeat(Instant instant)
{
    const Civil time = civil(instant);
    return time.minute == (time.hour + 11) % 12 + 1;
}

DocumentKind layout(std::string_view html, std::size_t behind_text, const Given& given)
{
    auto kind = layout_by_script(html, behind_text); // the site loads its script last
    if (!kind) {
        kind = layout_by_script(html.substr(0, behind_text), 0);
    }
    const bool both = given.created && given.released;
    return kind.value_or(both && minutes_repeat_the_hour(given) ? DocumentKind::Page2010
                                                                : DocumentKind::Page2011);
}

// ---- refusals

// Links such as /cable/2008/02/08GUATEMALA242.html; two are enough to know a listing.
std::size_t count_cable_links(std::string_view html)
{
    constexpr std::string_view kLink = "/cable/";
    std::size_t count = 0;
    for (auto at = html.find(kLink); at != kNone && count < 2; at = html.find(kLink, at + 1)) {
        count += all_digits(html.substr(at + kLink.size(), 4)) ? 1U : 0U;
    }
    return count;
}

bool is_of_the_mirror(std::string_view html)
{
    return html.find("<title>Cable Viewer</title>") != kNone ||
           html.find("css/cables.css") != kNone;
}

std::string why_no_cable(std::string_view html, bool has_heading, bool has_table)
{
    if (has_heading) {
        return "a cable page without the cable's text";
    }
    if (count_cable_links(html) == 2 || (has_table && is_of_the_mirror(html))) {
        return "a listing page, not a cable";
    }
    return is_of_the_mirror(html) ? "a page of a cable mirror, but not of a cable"
                                  : "a page, but not of a cable mirror";
}

std::string too_many(std::size_t blocks)
{
    return "a cable page with " + std::to_string(blocks) + " text blocks instead of two";
}

// ---- the text

References references_of(const std::vector<Block>& blocks, std::string_view subject)
{
    const bool bare =
        has_bare_ampersand(subject) || std::ranges::any_of(blocks, [](const Block& block) {
            return has_bare_ampersand(block.html);
        });
    return bare ? References::Numeric : References::NumericAndNamed;
}

parse::CableText read_blocks(const std::vector<Block>& blocks, References references)
{
    std::string first = tidy(text_of(blocks[0].html, references));
    if (blocks.size() == 1) {
        return parse::split_text(first);
    }
    return {std::move(first), tidy(text_of(blocks[1].html, references))};
}

} // namespace

bool looks_like_page(std::string_view text)
{
    static constexpr std::array<std::string_view, 13> kStarts = {
        "<!doctype html", "<html",  "<?xml", "<head", "<body",  "<!--",  "<title",
        "<meta",          "<table", "<h3",   "<div",  "<code>", "<pre>",
    };
    const std::string_view start = trim_left(text.substr(0, 4096));
    const auto starts = [&](std::string_view known) {
        return starts_with_ignoring_case(start, known);
    };
    return std::ranges::any_of(kStarts, starts) || find_ignoring_case(start, "<html") != kNone;
}

std::optional<Instant> parse_page_time(std::string_view text)
{
    const auto parts = words(text);
    if (parts.empty()) {
        return std::nullopt;
    }
    const auto day = parse_instant(parts[0]);
    const auto time = parts.size() < 2
                          ? std::nullopt
                          : parse_instant(std::string(parts[0]) + ' ' + std::string(parts[1]));
    return time ? time : day;
}

bool minutes_repeat_the_hour(const Given& given)
{
    return (given.created || given.released) &&
           (!given.created || minutes_repeat(*given.created)) &&
           (!given.released || minutes_repeat(*given.released));
}

std::expected<Document, std::string> read_mirror_page(std::string_view html)
{
    const auto heading = find_heading(html);
    const auto table_tag = find_cable_table(html);
    const Table table = table_tag ? read_table(html, table_tag->end) : Table{};
    const std::size_t head_end = table_tag ? table.end : heading ? heading->end : html.size();
    Blocks blocks = find_blocks(html, head_end);
    keep_blocks_in_code(blocks.found);
    if (blocks.cut_off) {
        return std::unexpected("a cable page that is cut off: its text has no end");
    }
    if (blocks.found.empty()) {
        return std::unexpected(why_no_cable(html, heading.has_value(), table_tag.has_value()));
    }
    if (blocks.found.size() > 2) {
        return std::unexpected(too_many(blocks.found.size()));
    }

    Document document;
    const std::string_view subject = heading ? heading->subject : std::string_view();
    const References references = references_of(blocks.found, subject);
    read_values(table.cells, references, document.given);
    if (document.given.id.empty() && heading) {
        document.given.id = cell_text(heading->id, references);
    }
    if (!heading && !CableId::parse(document.given.id)) {
        return std::unexpected("a page, but not of a cable mirror");
    }
    document.given.subject = cell_text(subject, references);
    document.text = read_blocks(blocks.found, references);
    if (trim(document.text.header).empty() && trim(document.text.body).empty()) {
        return std::unexpected("a cable page without the cable's text");
    }
    document.kind = layout(html, blocks.end, document.given);
    document.given.minutes_unknown =
        document.kind == DocumentKind::Page2010 && minutes_repeat_the_hour(document.given);
    return document;
}

} // namespace chancery::importer
