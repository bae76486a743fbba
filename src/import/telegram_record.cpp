#include "import/telegram_record.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/lines.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "cable/reference_data.hpp"
#include "import/decode.hpp"
#include "import/markup.hpp"

namespace chancery::importer {

namespace {

constexpr auto kNone = std::string_view::npos;

// The names that a record may have. A line of a value that wraps may hold a colon too, so only these
// start a field.
constexpr std::array kFieldNames = std::to_array<std::string_view>({
    "Automatic Decaptioning",
    "Capture Date",
    "Channel Indicators",
    "Concepts",
    "Control Number",
    "Copy",
    "Current Classification",
    "Current Handling Restrictions",
    "Decaption Date",
    "Decaption Note",
    "Disposition Action",
    "Disposition Approved on Date",
    "Disposition Authority",
    "Disposition Case Number",
    "Disposition Comment",
    "Disposition Date",
    "Disposition Event",
    "Disposition History",
    "Disposition Reason",
    "Disposition Remarks",
    "Document Number",
    "Document Source",
    "Document Unique ID",
    "Draft Date",
    "Drafter",
    "Enclosure",
    "Errors",
    "Executive Order",
    "Film Number",
    "From",
    "Handling Restrictions",
    "ISecure",
    "Image Path",
    "Legacy Key",
    "Line Count",
    "Locator",
    "Markings",
    "Message Text",
    "Office",
    "Original Classification",
    "Original Handling Restrictions",
    "Original Previous Classification",
    "Original Previous Handling Restrictions",
    "Page Count",
    "Previous Channel Indicators",
    "Previous Classification",
    "Previous Handling Restrictions",
    "Reference",
    "Review Action",
    "Review Authority",
    "Review Comment",
    "Review Content Flags",
    "Review Date",
    "Review Event",
    "Review Exemptions",
    "Review History",
    "Review Markings",
    "Review Media Identifier",
    "Review Referrals",
    "Review Release Date",
    "Review Release Event",
    "Review Transfer Date",
    "Review Withdrawn Fields",
    "SAS ID",
    "Secure",
    "Sent Date",
    "Status",
    "Subject",
    "TAGS",
    "To",
    "Type",
});

std::optional<std::string_view> field_name(std::string_view text)
{
    const auto found = std::ranges::find_if(
        kFieldNames, [&](std::string_view name) { return equals_ignoring_case(name, text); });
    return found == kFieldNames.end() ? std::nullopt : std::optional(*found);
}

struct Record {
    std::map<std::string_view, std::string> fields; // the first of each name
    std::string message;

    std::string_view field(std::string_view name) const
    {
        const auto found = fields.find(name);
        const std::string_view value =
            found == fields.end() ? std::string_view() : trim(found->second);
        const bool none = equals_ignoring_case(value, "n/a") || equals_ignoring_case(value, "na");
        return none ? std::string_view() : value;
    }
};

// ---- the stamp of the review

bool is_stamp(std::string_view line)
{
    return line.find("Declassified/Released") != kNone && line.find("Systematic Review") != kNone &&
           line.size() < 200;
}

// What the archive printed around the telegram, and not the sender.
bool is_of_the_archive(std::string_view line)
{
    const std::string_view text = trim(line);
    return is_stamp(text) || text == "<< END OF DOCUMENT >>" ||
           (text.starts_with("*** Current ") && text.ends_with("***"));
}

std::string telegram_of(std::string_view message)
{
    std::string text;
    text.reserve(message.size());
    for (const Line& line : split_lines(message)) {
        if (!is_of_the_archive(line.text)) {
            text += line.text;
            text += '\n';
        }
    }
    while (text.ends_with("\n\n")) {
        text.pop_back();
    }
    return text;
}

// ---- the text export

struct Parts {
    std::string_view message;
    std::string_view attributes;
};

// The dividing lines stand alone, each once.
std::optional<Parts> find_parts(std::string_view text)
{
    std::optional<std::size_t> message;
    for (const Line& line : split_lines(text)) {
        const std::string_view title = trim(line.text);
        const std::size_t end = line.at + line.text.size();
        if (title == "Message Text" && !message) {
            message = end;
        } else if (title == "Message Attributes" && message) {
            return Parts{text.substr(*message, line.at - *message), text.substr(end)};
        }
    }
    return std::nullopt;
}

void read_attributes(std::string_view text, Record& record)
{
    std::string* open = nullptr; // the field that the next lines may continue
    for (const Line& line : split_lines(text)) {
        const std::size_t colon = line.text.find(':');
        const auto name =
            colon == kNone ? std::nullopt : field_name(trim(line.text.substr(0, colon)));
        if (name) {
            const auto [field, is_new] =
                record.fields.try_emplace(*name, trim(line.text.substr(colon + 1)));
            open = is_new ? &field->second : nullptr;
        } else if (open != nullptr && !trim(line.text).empty() && !is_stamp(line.text)) {
            *open += ' ';
            *open += trim(line.text);
        } else if (is_stamp(line.text)) {
            open = nullptr;
        }
    }
}

// ---- the page

enum class Layout { Label, Text };

std::string cell_text(std::string_view html, References references, Layout layout)
{
    std::string text = tidy(text_of(html, references));
    return layout == Layout::Label ? collapse_spaces(text) : text;
}

// The content of the first <pre> in the cell, or all of it.
std::string_view without_pre(std::string_view cell)
{
    const auto open = find_tag(cell, "pre", TagSide::Open, 0);
    const auto close = open ? find_tag(cell, "pre", TagSide::Close, open->end) : std::nullopt;
    return close ? cell.substr(open->end, close->at - open->end) : cell;
}

struct Cells {
    std::string_view name;
    std::string_view value;
};

bool starts_cell(const MarkupTag& tag)
{
    return equals_ignoring_case(tag.name, "td") || equals_ignoring_case(tag.name, "th");
}

// Calls use(cells) for each row of any table: its first two cells. A cell ends where the next cell
// or row begins or its own end tag stands.
template <typename Use>
void each_row(std::string_view html, Use use)
{
    std::array<std::string_view, 2> cells;
    std::size_t count = 0;
    std::size_t open = kNone;
    const auto close_cell = [&](std::size_t at) {
        if (open != kNone && count < cells.size()) {
            cells[count++] = html.substr(open, at - open);
        }
        open = kNone;
    };
    for (auto at = html.find('<'); at != kNone; at = html.find('<', at + 1)) {
        const auto tag = tag_at(html, at);
        const bool is_row = tag && equals_ignoring_case(tag->name, "tr");
        const bool is_table = tag && equals_ignoring_case(tag->name, "table");
        if (!tag || !(is_row || is_table || starts_cell(*tag))) {
            continue;
        }
        close_cell(at);
        if (is_row || is_table) {
            if (count == cells.size()) {
                use(Cells{cells[0], cells[1]});
            }
            count = 0;
        } else if (!tag->closing) {
            open = at + tag->source.size();
        }
    }
}

Record read_rows(std::string_view html)
{
    const References references =
        has_bare_ampersand(html) ? References::Numeric : References::NumericAndNamed;
    Record record;
    each_row(html, [&](const Cells& cells) {
        constexpr std::size_t kLongestName = 400; // with its markup
        if (cells.name.size() > kLongestName) {
            return;
        }
        std::string label = cell_text(cells.name, references, Layout::Label);
        if (label.ends_with(':')) {
            label.pop_back();
        }
        const auto name = field_name(trim(label));
        if (name == "Message Text") {
            record.message = cell_text(without_pre(cells.value), references, Layout::Text);
        } else if (name) {
            record.fields.try_emplace(*name, cell_text(cells.value, references, Layout::Label));
        }
    });
    return record;
}

// ---- what the fields say

// `17 JAN 1975`, `17-JAN-1975`, with or without a time behind it, which is always midnight.
std::optional<Instant> parse_day(std::string_view text)
{
    constexpr std::array<std::string_view, 12> kMonths = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                          "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
    const std::string spaced = replace_all(text, "-", " ");
    const auto parts = words(spaced);
    if (parts.size() < 3 || !all_digits(parts[0]) || parts[0].size() > 2 || !all_digits(parts[2]) ||
        parts[2].size() != 4) {
        return parse_instant(text);
    }
    const auto month = std::ranges::find(kMonths, upper(parts[1]));
    Civil civil;
    civil.year = std::stoi(std::string(parts[2]));
    civil.month = static_cast<int>(month - kMonths.begin()) + 1;
    civil.day = std::stoi(std::string(parts[0]));
    return make_instant(civil);
}

struct DocumentNumber {
    int year = 0;
    std::string stem; // the post, at most its first six letters
    std::uint64_t serial = 0;
};

// 1975STATE012345, 1973CAPE T00097
std::optional<DocumentNumber> parse_document_number(std::string_view text)
{
    std::string squeezed;
    std::ranges::copy_if(upper(text), std::back_inserter(squeezed), is_alnum);
    const std::string_view number = squeezed;
    const std::size_t letters = std::min(number.find_first_not_of("0123456789"), number.size());
    const std::size_t serial = std::min(number.find_first_of("0123456789", letters), number.size());
    const std::string_view digits = number.substr(serial);
    if (letters != 4 || serial == letters || digits.empty() || digits.size() > 9 ||
        !all_digits(digits) || !number.starts_with("19")) {
        return std::nullopt;
    }
    return DocumentNumber{std::stoi(squeezed),
                          std::string(number.substr(letters, serial - letters)),
                          std::stoull(std::string(digits))};
}

// Whether a record cuts the post's name to this: its first six characters, blanks out.
bool is_cut_to(const Post& post, std::string_view token, std::string_view stem)
{
    constexpr std::size_t kKept = 6;
    return token.substr(0, kKept) == stem ||
           (token.starts_with(stem) && letters_and_digits(post.city.substr(0, kKept)) == stem);
}

// The post's whole name, where there is only one that it can be.
std::string complete_post(const std::string& stem)
{
    std::set<std::string> tokens;
    for (const Post& post : reference_data().posts()) {
        for (const std::string& token : post.tokens) {
            if (token == stem) {
                return stem;
            }
            if (is_cut_to(post, token, stem)) {
                tokens.insert(token);
            }
        }
    }
    return tokens.size() == 1 ? *tokens.begin() : stem;
}

// The record's id. The post as the text prints it, if the rest agrees; else as the list has it.
std::string id_of(std::string_view printed, const Cable& own)
{
    const auto number = parse_document_number(printed);
    if (!number) {
        return collapse_spaces(printed);
    }
    const auto said = CableId::parse(own.id);
    if (said && said->serial() == number->serial && said->year() == number->year &&
        said->post().starts_with(number->stem)) {
        return said->text();
    }
    const auto id = CableId::make(number->year, complete_post(number->stem), number->serial);
    return id ? id->text() : collapse_spaces(printed);
}

std::string origin_of(std::string_view id)
{
    const auto parsed = CableId::parse(id);
    const Post* post =
        parsed ? reference_data().post_by_token(canonical_id(*parsed).post()) : nullptr;
    return post == nullptr ? std::string() : post->origin;
}

Given given_of(const Record& record, const Cable& own)
{
    Given given;
    given.id = id_of(record.field("Document Number"), own);
    if (!own.created) {
        given.created = parse_day(record.field("Draft Date"));
        given.minutes_unknown = given.created.has_value();
    }
    const std::string_view original = record.field("Original Classification");
    given.classification =
        collapse_spaces(original.empty() ? record.field("Current Classification") : original);
    given.subject = collapse_spaces(record.field("Subject"));
    if (own.from.empty()) {
        given.origin = origin_of(given.id);
    }
    return given;
}

std::expected<Document, std::string> document_of(const Record& record)
{
    Document document;
    document.kind = DocumentKind::Record;
    document.text = parse::split_text(telegram_of(record.message));
    if (!parse::looks_like_cable(document.text)) {
        const std::string_view locator = record.field("Locator");
        return std::unexpected(
            "a record without the text of a telegram" +
            (locator.empty() ? std::string() : " (Locator: " + collapse_spaces(locator) + ')'));
    }
    document.given = given_of(record, parse::parse_cable(document.text));
    return document;
}

bool is_record(const Record& record)
{
    return record.fields.contains("Document Number") &&
           (record.fields.contains("Draft Date") || record.fields.contains("Film Number"));
}

} // namespace

std::optional<std::expected<Document, std::string>> read_telegram_record(std::string_view text)
{
    const auto parts = find_parts(text);
    if (!parts) {
        return std::nullopt;
    }
    Record record;
    read_attributes(parts->attributes, record);
    record.message = parts->message;
    return is_record(record) ? std::optional(document_of(record)) : std::nullopt;
}

std::optional<std::expected<Document, std::string>> read_telegram_page(std::string_view html)
{
    if (html.find("Document Number") == kNone || html.find('<') == kNone) {
        return std::nullopt;
    }
    Record record = read_rows(html);
    if (!is_record(record)) {
        return std::nullopt;
    }
    if (record.message.empty()) { // behind the table
        record.message = cell_text(without_pre(html), References::Numeric, Layout::Text);
    }
    return document_of(record);
}

} // namespace chancery::importer
