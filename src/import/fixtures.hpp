#pragma once
// For the tests of this folder: a fictional cable in every form in which one arrives, and archives.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::importer::fixtures {

std::string header();   // lines end in LF
std::string body();     // the same in every form
std::string telegram(); // header and body, CRLF, Latin-1, an empty line first

struct PageParts {
    std::string id = "08FREEDONIA242";
    std::string created = "2008-02-27 19:07";
    std::string released = "2010-12-01 21:09";
    std::string classification = "UNCLASSIFIED//FOR OFFICIAL USE ONLY";
    std::string origin = "Embassy Freedonia";
    std::string subject = "FREEDONIA'S DUCK HARVEST: RESEARCH & DEVELOPMENT";
    std::string script = "/static/js/js.js";
    std::string row_after; // more cells
    std::string header = fixtures::header();
    std::string body = fixtures::body();
};

// As the site printed it: `&#x000A;` for line ends, anchors before paragraphs, links around tags.
std::string page(const PageParts& parts = {});
PageParts parts_2011();  // true minutes, the later script
std::string page_text(); // a 2011 page saved from a browser

// A row of a dump, quoted and escaped with backslashes.
std::string dump_row(std::string_view number, std::string_view header, std::string_view body);
std::string dump_row(std::string_view number = "7");

// A telegram of 1975 as the National Archives hand it out: text export, and record page.
std::string telegram_of_1975();
std::string telegram_record(std::string_view message = telegram_of_1975());
std::string telegram_page();

// The site's way to write text into <pre>.
std::string as_markup(std::string_view text);

struct Member {
    std::string name;
    std::string bytes;
};

enum class Format { Zip, Tar, SevenZip, Raw };
enum class Filter { None, Gzip, Bzip2, Xz, Zstd };

// Raw: the bytes of the one member, packed.
void write_archive(const std::filesystem::path& file, Format format, Filter filter,
                   const std::vector<Member>& members);

} // namespace chancery::importer::fixtures
