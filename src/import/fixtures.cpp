#include "import/fixtures.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <fmt/format.h>

#include "base/check.hpp"
#include "base/text.hpp"

namespace chancery::importer::fixtures {

namespace {

constexpr std::string_view kPage = R"(<?xml version='1.0' encoding='utf-8' ?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html lang='en' xml:lang='en' xmlns='http://www.w3.org/1999/xhtml'>
<head>
<title>Cable Viewer</title>
<link href='/static/css/cables.css' rel='stylesheet' type='text/css' />
</head>
<body>
<div class='main'>
<div id='browse'>
<h3>Browse by creation <a href='#year_2008' onclick='return sha(0);'>date</a></h3>
<a href='/date/2008-02_0.html'>2008/02</a>
<a href='/tag/PHUM_0.html'>PHUM</a>
</div>
<div class='pane big'>
<h3>Viewing cable {id}, {subject}</h3>
<div>
If you are new to these pages, please read an introduction.
</div>
<table class='cable'>
<tr>
<th>Reference ID</th>
<th>Created</th>
<th>Released</th>
<th>Classification</th>
<th>Origin</th>
</tr>
<tr>
<td>
<a href='/cable/2008/02/{id}.html'>{id}</a>
</td>
<td>
<a href='/date/2008-02_0.html'>{created}</a>
</td>
<td>
<a href='/reldate/2010-12-01_0.html'>{released}</a>
</td>
<td>
<a href='/classification/6_0.html' title='other words'>{classification}</a>
</td>
<td>
<a href='/origin/69_0.html'>{origin}</a>
</td>
</tr>
{row_after}</table>
<code><pre>{header}</pre></code>
<code><pre>{body}</pre></code>
</div>
</div>
<script src='{script}' type='text/javascript'></script>
</body>
</html>
)";

int format_code(Format format)
{
    switch (format) {
    case Format::Zip:
        return ARCHIVE_FORMAT_ZIP;
    case Format::Tar:
        return ARCHIVE_FORMAT_TAR_PAX_RESTRICTED;
    case Format::SevenZip:
        return ARCHIVE_FORMAT_7ZIP;
    case Format::Raw:
        return ARCHIVE_FORMAT_RAW;
    }
    return 0;
}

int filter_code(Filter filter)
{
    switch (filter) {
    case Filter::None:
        return ARCHIVE_FILTER_NONE;
    case Filter::Gzip:
        return ARCHIVE_FILTER_GZIP;
    case Filter::Bzip2:
        return ARCHIVE_FILTER_BZIP2;
    case Filter::Xz:
        return ARCHIVE_FILTER_XZ;
    case Filter::Zstd:
        return ARCHIVE_FILTER_ZSTD;
    }
    return 0;
}

void write_member(archive* handle, const Member& member)
{
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, member.name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(member.bytes.size()));
    CHECK(archive_write_header(handle, entry) >= ARCHIVE_WARN); // odd names are warned of
    archive_entry_free(entry);
    CHECK(archive_write_data(handle, member.bytes.data(), member.bytes.size()) ==
          static_cast<la_ssize_t>(member.bytes.size()));
}

} // namespace

std::string header()
{
    return "VZCZCXYZ0013\nRR RUEHWEB\n\nDE RUEHFD #0242/01 0581907\nZNR UUUUU ZZH\n"
           "R 271907Z FEB 08\nFM AMEMBASSY FREEDONIA\nTO RUEHC/SECSTATE WASHDC 4858\n"
           "INFO RUEHZA/DUCK COLLECTIVE";
}

std::string body()
{
    return "UNCLAS FREEDONIA 000242 \n \nSIPDIS \n \nE.O. 12958: N/A \nTAGS: PHUM EAGR FD\n"
           "SUBJECT: FREEDONIA'S DUCK HARVEST: RESEARCH & DEVELOPMENT \n \n"
           "1. (U) Summary: Ducks do well. R&D of &feed and &notably of &part8 goes on. \n \n"
           "2. (SBU) Comment: Minister <Firefly> said <<218634>> times that he likes it \n"
           "\xE2\x80\x9Cvery much\xE2\x80\x9D. \nTeasdale";
}

std::string telegram()
{
    std::string text = '\n' + header() + '\n' + body();
    text = replace_all(text, "\xE2\x80\x9Cvery much\xE2\x80\x9D",
                       "\xAC"
                       "very much\xAC");
    text = replace_all(text, "1. (U)",
                       "\xB6"
                       "1. (U)");
    return replace_all(text, "\n", "\r\n");
}

std::string dump_row(std::string_view number, std::string_view header, std::string_view body)
{
    const auto quoted = [](std::string_view text) {
        return '"' + replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"") + '"';
    };
    return fmt::format("{},{},{},{},{},{},{},{}", quoted(number), quoted("2/27/2008 19:56"),
                       quoted("08FREEDONIA242"), quoted("Embassy Freedonia"),
                       quoted("UNCLASSIFIED//FOR OFFICIAL USE ONLY"),
                       quoted("08FREEDONIA1|07SYLVANIA22"), quoted(header), quoted(body));
}

std::string dump_row(std::string_view number)
{
    return dump_row(number, header(), body());
}

std::string telegram_of_1975()
{
    return R"(
PAGE 01        FREEDO  00123  171412Z

45
ACTION EUR-12

INFO  OCT-01  ISO-00  SS-15  DUCK-03  /031 W
                    ---------------------  054321
R 171330Z JAN 75
FM AMEMBASSY FREEDONIA
TO SECSTATE WASHDC 1234
INFO AMEMBASSY SYLVANIA

C O N F I D E N T I A L FREEDONIA 0123

E.O. 11652: GDS
TAGS: PINT, EAGR
SUBJECT: DUCKS & GEESE: THE HARVEST

REF: STATE 4321

1. MINISTER FIREFLY TOLD AMBASSADOR THAT DUCKS DO WELL.
CONFIDENTIAL

CONFIDENTIAL

PAGE 02        FREEDO  00123  171412Z

THE GEESE DO NOT.

2. COMMENT: WE SHALL SEE.
TEASDALE

CONFIDENTIAL




NNN
)";
}

namespace {

constexpr std::string_view kStamp =
    "Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review 05 JUL "
    "2006";

struct RecordField {
    std::string_view name;
    std::string_view value;
};
constexpr std::array<RecordField, 14> kRecordFields = {{
    {"Automatic Decaptioning", "X"},
    {"Capture Date", "01 JAN 1994"},
    {"Channel Indicators", "n/a"},
    {"Current Classification", "UNCLASSIFIED"},
    {"Concepts", "DUCKS, GEESE"},
    {"Draft Date", "16 JAN 1975"},
    {"Document Number", "1975FREEDO00123"},
    {"Film Number", "D750019-0123"},
    {"From", "FREEDONIA"},
    {"Handling Restrictions", "n/a"},
    {"Original Classification", "CONFIDENTIAL"},
    {"Subject", "DUCKS & GEESE: THE HARVEST"},
    {"TAGS", "PINT, EAGR"},
    {"To", "STATE"},
}};

} // namespace

std::string telegram_record(std::string_view message)
{
    std::string text = fmt::format("{0}\n\n\n                    Message Text\n\n{1}\n{0}\n{0}\n\n"
                                   "                    Message Attributes\n\n",
                                   kStamp, message);
    for (const auto& [name, value] : kRecordFields) {
        text += fmt::format("{}: {}\n", name, value);
    }
    return text + "Locator: TEXT ON-LINE, ON MICROFILM\nMarkings: " + std::string(kStamp) + "\n\n" +
           std::string(kStamp) + "\n";
}

std::string telegram_page()
{
    std::string rows;
    for (const auto& [name, value] : kRecordFields) {
        rows += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>&nbsp;</td></tr>\n", name,
                            replace_all(value, "&", "&amp;"));
    }
    rows += fmt::format("<tr><th>Message Text</th><td><pre>{}</pre></td></tr>\n",
                        replace_all(telegram_of_1975(), "&", "&amp;"));
    return "<!DOCTYPE html>\n<html><head><title>Record</title></head><body>\n<table>\n" + rows +
           "</table></body></html>\n";
}

std::string as_markup(std::string_view text)
{
    std::string out(text);
    for (const std::string_view number : {"1", "2"}) {
        out = replace_all(out, fmt::format("\n{}. ", number),
                          fmt::format("\n<a id='par{0}' href='#par{0}'>\u00B6</a>{0}. ", number));
    }
    out = replace_all(out, "PHUM EAGR FD",
                      "<a href='/tag/PHUM_0.html'>PHUM</a> <a href='/tag/EAGR_0.html'>EAGR</a> "
                      "<a href='/tag/FD_0.html'>FD</a>");
    return replace_all(out, "\n", "&#x000A;");
}

std::string page(const PageParts& parts)
{
    return fmt::format(
        kPage, fmt::arg("id", parts.id), fmt::arg("created", parts.created),
        fmt::arg("released", parts.released), fmt::arg("classification", parts.classification),
        fmt::arg("origin", parts.origin), fmt::arg("subject", parts.subject),
        fmt::arg("script", parts.script), fmt::arg("row_after", parts.row_after),
        fmt::arg("header", as_markup(parts.header)), fmt::arg("body", as_markup(parts.body)));
}

PageParts parts_2011()
{
    PageParts parts;
    parts.created = "2008-02-27 19:56";
    parts.released = "2011-08-26 00:00";
    parts.script = "/static/js/cables.js";
    return parts;
}

std::string page_text()
{
    return "Keep Us Strong\n\nCurrently released so far... 143912 / 251,287\n\nBrowse by tag\n\n"
           "PHUM EAGR FD\n\nViewing cable 08FREEDONIA242, FREEDONIA'S DUCK HARVEST\n\n"
           "Understanding cables\n  \u2022 The top box shows the reference number.\n\n"
           "Reference ID Created Released Classification Origin\n"
           "08FREEDONIA242 2008-02-27 19:56 2011-08-26 00:00 UNCLASSIFIED//FOR OFFICIAL USE ONLY "
           "Embassy Freedonia\n" +
           header() + '\n' +
           replace_all(body(), "\n1. ",
                       "\n\u00B6"
                       "1. ");
}

void write_archive(const std::filesystem::path& file, Format format, Filter filter,
                   const std::vector<Member>& members)
{
    archive* handle = archive_write_new();
    CHECK(archive_write_set_format(handle, format_code(format)) == ARCHIVE_OK);
    CHECK(archive_write_add_filter(handle, filter_code(filter)) == ARCHIVE_OK);
    CHECK(archive_write_open_filename(handle, file.c_str()) == ARCHIVE_OK);
    for (const Member& member : members) {
        write_member(handle, member);
    }
    CHECK(archive_write_close(handle) == ARCHIVE_OK);
    archive_write_free(handle);
}

} // namespace chancery::importer::fixtures
