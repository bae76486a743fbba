#include "import/document.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "import/decode.hpp"
#include "import/dump_row.hpp"
#include "import/json_line.hpp"
#include "import/mirror_page.hpp"
#include "import/page_text.hpp"
#include "import/telegram_record.hpp"

namespace chancery::importer {

namespace {

std::expected<Document, std::string> read_telegram(std::string_view text)
{
    Document document;
    document.text = parse::split_text(text);
    if (!parse::looks_like_cable(document.text)) {
        return std::unexpected(
            "no cable in it: no date-time group, classification line or TAGS found");
    }
    return document;
}

std::expected<Document, std::string> read_text(std::string_view decoded)
{
    const std::string text = tidy(decoded);
    if (auto page = read_page_text(text)) {
        return *std::move(page);
    }
    if (auto record = read_telegram_record(text)) {
        return *std::move(record);
    }
    return read_telegram(text);
}

std::expected<Document, std::string> read_page(std::string_view html)
{
    if (auto record = read_telegram_page(html)) {
        return *std::move(record);
    }
    return read_mirror_page(html);
}

std::expected<Document, std::string> read_decoded(std::string_view text)
{
    const std::string_view start = trim_left(text);
    if (looks_like_page(text)) {
        return read_page(text);
    }
    if (is_json_line(start)) {
        return read_json_line(start);
    }
    if (is_dump_row(start)) {
        return read_dump_row(start);
    }
    if (start.starts_with("[{")) {
        return std::unexpected("JSON in a list; what is read is one cable on each line");
    }
    return read_text(text);
}

// ---- an id from the file's name

std::optional<CableId> id_in_name(std::string_view name)
{
    const std::size_t folder = name.find_last_of("/\\!");
    const std::string_view file = name.substr(folder == std::string_view::npos ? 0 : folder + 1);
    return CableId::parse(file.substr(0, file.find('.')));
}

// Whether the header has a date-time group of the id's year: "FEB 08". Partial extracts have none.
bool has_year(std::string_view header, const CableId& id)
{
    constexpr std::array<std::string_view, 12> kMonths = {"JAN ", "FEB ", "MAR ", "APR ",
                                                          "MAY ", "JUN ", "JUL ", "AUG ",
                                                          "SEP ", "OCT ", "NOV ", "DEC "};
    return std::ranges::any_of(kMonths, [&](std::string_view month) {
        return header.find(std::string(month) + id.text().substr(0, 2)) != std::string_view::npos;
    });
}

// Whether the header has the id's year and the first lines of the body its post and serial, as a
// classification line does.
bool says_so_itself(const parse::CableText& text, const CableId& id)
{
    constexpr std::size_t kHead = 400;
    std::string squeezed;
    for (const char c : std::string_view(text.body).substr(0, kHead)) {
        if (is_alnum(c)) {
            squeezed += to_upper(c);
        }
    }
    const std::size_t post = squeezed.find(id.post());
    if (post == std::string::npos || !has_year(text.header, id)) {
        return false;
    }
    const std::string_view behind = std::string_view(squeezed).substr(post + id.post().size());
    const std::string_view serial =
        behind.substr(std::min(behind.find_first_not_of('0'), behind.size()));
    return serial.starts_with(std::to_string(id.serial()));
}

// Of what lies with others in a file, the file's name says nothing.
bool is_one_of_many(DocumentKind kind)
{
    return kind == DocumentKind::DumpRow || kind == DocumentKind::JsonLine;
}

// The name counts only where the text has no id. Most texts have one and say so plainly; only the
// others are parsed to be sure.
void take_id_from_name(Document& document, std::string_view name)
{
    const auto id = id_in_name(name);
    if (id && !says_so_itself(document.text, *id) && parse::parse_cable(document.text).id.empty()) {
        document.given.id = id->text();
    }
}

} // namespace

std::string_view name(DocumentKind kind)
{
    switch (kind) {
    case DocumentKind::Text:
        return "text";
    case DocumentKind::Page2010:
        return "page-2010";
    case DocumentKind::Page2011:
        return "page-2011";
    case DocumentKind::PageText:
        return "page-text";
    case DocumentKind::DumpRow:
        return "dump-row";
    case DocumentKind::JsonLine:
        return "json";
    case DocumentKind::Record:
        return "record";
    }
    return "";
}

std::expected<Document, std::string> read_document(std::string_view bytes, std::string_view name)
{
    std::string storage;
    const auto text = decode(bytes, storage);
    if (!text) {
        return std::unexpected(text.error());
    }
    if (text->size() > parse::kMaxTextBytes) {
        return std::unexpected("longer than 16 MB");
    }
    auto document = read_decoded(*text);
    if (document && document->given.id.empty() && !is_one_of_many(document->kind)) {
        take_id_from_name(*document, name);
    }
    return document;
}

} // namespace chancery::importer
