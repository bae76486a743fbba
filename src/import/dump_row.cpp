#include "import/dump_row.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.hpp"
#include "import/decode.hpp"

namespace chancery::importer {

namespace {

constexpr auto kNone = std::string_view::npos;

enum class Escapes { Backslash, DoubledOnly };

struct Cut {
    RowScan::End end = RowScan::End::Broken;
    std::size_t at = 0; // one past the column, or past the row's last one
    std::string problem;
};

struct Columns {
    std::array<std::string_view, kDumpColumns> raw; // with their quotes
    std::size_t count = 0;
};

// ---- where a column ends

bool is_escaped(std::string_view text, std::size_t from, std::size_t quote)
{
    std::size_t backslashes = 0;
    while (quote - backslashes > from && text[quote - backslashes - 1] == '\\') {
        ++backslashes;
    }
    return backslashes % 2 == 1;
}

bool ends_column(std::string_view behind) // what stands behind the closing quote
{
    return behind.starts_with(',') || behind.starts_with('\n') || behind.starts_with("\r\n");
}

Cut cut_quoted(std::string_view text, std::size_t from, Escapes escapes, Rest rest)
{
    const Cut more{RowScan::End::NeedsMore, 0, {}};
    std::size_t quote = text.find('"', from);
    while (quote != kNone) {
        const std::string_view behind = text.substr(quote + 1);
        if (escapes == Escapes::Backslash && is_escaped(text, from, quote)) {
            quote = text.find('"', quote + 1);
        } else if (behind.starts_with('"')) {
            quote = text.find('"', quote + 2);
        } else if (ends_column(behind) || (behind.empty() && rest == Rest::Nothing) ||
                   (behind == "\r" && rest == Rest::Nothing)) {
            return {RowScan::End::Complete, quote + 1, {}};
        } else if (behind.empty() || behind == "\r") {
            return more;
        } else {
            return {RowScan::End::Broken, 0, "a quote inside column {} is not escaped"};
        }
    }
    return rest == Rest::Nothing
               ? Cut{RowScan::End::Broken, 0, "the quote that opens column {} is never closed"}
               : more;
}

Cut cut_bare(std::string_view text, std::size_t from, Rest rest)
{
    const std::size_t end = text.find_first_of(",\n", from);
    if (end == kNone && rest == Rest::MayFollow) {
        return {RowScan::End::NeedsMore, 0, {}};
    }
    std::size_t to = std::min(end, text.size());
    if ((end == kNone || text[end] == '\n') && to > from && text[to - 1] == '\r') {
        --to;
    }
    return {RowScan::End::Complete, to, {}};
}

std::string with_column(std::string problem, std::size_t column)
{
    return replace_all(problem, "{}", std::to_string(column));
}

// Cuts the row at the start of the text into its columns.
Cut cut_row(std::string_view text, Escapes escapes, Rest rest, Columns& columns)
{
    for (std::size_t at = 0;;) {
        if (columns.count == kDumpColumns) {
            return {RowScan::End::Broken, 0,
                    "more than " + std::to_string(kDumpColumns) + " columns"};
        }
        const bool quoted = text.substr(at).starts_with('"');
        Cut cut = quoted ? cut_quoted(text, at + 1, escapes, rest) : cut_bare(text, at, rest);
        if (cut.end != RowScan::End::Complete) {
            cut.problem = with_column(std::move(cut.problem), columns.count + 1);
            return cut;
        }
        columns.raw[columns.count++] = text.substr(at, cut.at - at);
        if (!text.substr(cut.at).starts_with(',')) {
            return cut;
        }
        at = cut.at + 1;
    }
}

RowScan scan_with(std::string_view text, Escapes escapes, Rest rest, Columns& columns)
{
    columns = {};
    Cut cut = cut_row(text, escapes, rest, columns);
    RowScan scan{cut.end, cut.at, cut.at, std::move(cut.problem)};
    if (scan.end != RowScan::End::Complete) {
        return scan;
    }
    scan.next += text.substr(scan.next).starts_with('\r') ? 1 : 0;
    scan.next += text.substr(scan.next).starts_with('\n') ? 1 : 0;
    if (columns.count != kDumpColumns) {
        scan.end = RowScan::End::Broken;
        scan.problem = std::to_string(columns.count) +
                       (columns.count == 1 ? " column" : " columns") + " instead of " +
                       std::to_string(kDumpColumns);
    }
    return scan;
}

// ---- what a column says

// Appends what the two bytes of an escape mean; false where the backslash is itself.
bool append_escaped(std::string& out, std::string_view pair)
{
    switch (pair[1]) {
    case '"':
    case '\\':
    case '\n':
        out += pair[1];
        return true;
    case '\r': // of CRLF: the LF follows
        return true;
    case '0': // how a NUL is written
        out += kReplacement;
        return true;
    default:
        return false;
    }
}

std::string unescaped(std::string_view text, Escapes escapes)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t special = std::min(text.find_first_of("\\\"", at), text.size());
        out += text.substr(at, special - at);
        const std::string_view pair = text.substr(special, 2);
        if (pair == "\"\"") {
            out += '"';
            at = special + 2;
        } else if (pair.size() == 2 && pair[0] == '\\' && escapes == Escapes::Backslash &&
                   append_escaped(out, pair)) {
            at = special + 2;
        } else {
            out += pair.substr(0, 1);
            at = special + 1;
        }
    }
    return out;
}

std::string value(std::string_view raw, Escapes escapes)
{
    if (raw.size() >= 2 && raw.starts_with('"')) {
        return tidy(unescaped(raw.substr(1, raw.size() - 2), escapes));
    }
    return raw == "\\N" ? std::string() : tidy(raw);
}

// Takes digits from the front; fewer than one or more than `most` is no number.
std::optional<int> take_number(std::string_view& text, std::size_t most)
{
    int number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + std::min(text.size(), most), number);
    if (error != std::errc() || number < 0 || text.starts_with('-')) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

bool take(std::string_view& text, char c)
{
    const bool there = text.starts_with(c);
    text.remove_prefix(there ? 1 : 0);
    return there;
}

// `7/29/2009 14:42`, with seconds or without; takes it from the front.
std::optional<Civil> take_american_time(std::string_view& text)
{
    Civil civil;
    const auto month = take_number(text, 2);
    const auto day = take(text, '/') ? take_number(text, 2) : std::nullopt;
    const auto year = take(text, '/') ? take_number(text, 4) : std::nullopt;
    const auto hour = take(text, ' ') ? take_number(text, 2) : std::nullopt;
    const auto minute = take(text, ':') ? take_number(text, 2) : std::nullopt;
    if (!month || !day || !year || !hour || !minute) {
        return std::nullopt;
    }
    if (take(text, ':')) {
        take_number(text, 2);
    }
    civil.year = *year;
    civil.month = *month;
    civil.day = *day;
    civil.hour = *hour;
    civil.minute = *minute;
    return civil;
}

std::optional<Instant> parse_created(std::string_view text)
{
    const auto civil = take_american_time(text);
    return civil && trim(text).empty() ? make_instant(*civil) : parse_instant(text);
}

std::expected<Document, std::string> document_from(const Columns& columns, Escapes escapes)
{
    const auto label = [&](std::size_t i) {
        return collapse_spaces(value(columns.raw[i], escapes));
    };
    Document document;
    document.kind = DocumentKind::DumpRow;
    document.given.created = parse_created(label(1));
    document.given.id = label(2);
    document.given.origin = label(3);
    document.given.classification = label(4);
    document.text = {value(columns.raw[6], escapes), value(columns.raw[7], escapes)};
    if (trim(document.text.header).empty()) {
        document.text = parse::split_text(document.text.body);
    }
    if (trim(document.text.header).empty() && trim(document.text.body).empty()) {
        return std::unexpected("a row without a text");
    }
    return document;
}

} // namespace

RowScan scan_row(std::string_view text, Rest rest)
{
    Columns columns;
    RowScan scan = scan_with(text, Escapes::Backslash, rest, columns);
    if (scan.end != RowScan::End::Broken) {
        return scan;
    }
    const RowScan other = scan_with(text, Escapes::DoubledOnly, rest, columns);
    if (other.end != RowScan::End::Complete) {
        return scan;
    }
    // Where a backslash is no escape, `\"` at a line end may pass for the end of a broken row: what
    // follows must be one.
    const std::string_view behind = text.substr(other.next);
    if (behind.size() < kRowStartBytes && rest == Rest::MayFollow) {
        return {RowScan::End::NeedsMore, 0, 0, {}};
    }
    return trim(behind).empty() || starts_row(behind) ? other : scan;
}

bool starts_row(std::string_view text)
{
    text = text.substr(0, kRowStartBytes);
    const std::string_view number = record_number(text);
    if (number.empty()) {
        return false;
    }
    const bool quoted = take(text, '"');
    text.remove_prefix(number.size());
    if ((quoted && !take(text, '"')) || !take(text, ',')) {
        return false;
    }
    take(text, '"');
    return take_american_time(text).has_value();
}

bool is_title_row(std::string_view text)
{
    const std::string_view line = text.substr(0, text.find('\n'));
    Columns columns;
    return record_number(line).empty() &&
           scan_with(line, Escapes::Backslash, Rest::Nothing, columns).end ==
               RowScan::End::Complete;
}

std::string_view record_number(std::string_view row)
{
    constexpr std::size_t kLongest = 18;
    take(row, '"');
    const std::size_t end = row.find_first_not_of("0123456789");
    return end == kNone || end > kLongest || (row[end] != '"' && row[end] != ',')
               ? std::string_view()
               : row.substr(0, end);
}

bool is_dump_row(std::string_view text)
{
    if (record_number(text).empty()) {
        return false;
    }
    if (starts_row(text)) {
        return true;
    }
    const RowScan scan = scan_row(text, Rest::Nothing);
    return scan.end == RowScan::End::Complete && trim(text.substr(scan.size)).empty();
}

std::expected<Document, std::string> read_dump_row(std::string_view row)
{
    std::string problem;
    for (const Escapes escapes : {Escapes::Backslash, Escapes::DoubledOnly}) {
        Columns columns;
        const RowScan scan = scan_with(row, escapes, Rest::Nothing, columns);
        const bool whole = scan.end == RowScan::End::Complete;
        if (whole && trim(row.substr(scan.size)).empty()) {
            return document_from(columns, escapes);
        }
        if (problem.empty()) {
            problem = whole ? "more than one row" : scan.problem;
        }
    }
    return std::unexpected("a row of a dump: " + problem);
}

} // namespace chancery::importer
