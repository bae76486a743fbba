#pragma once
// An original's bytes -> what a parser needs: its text, and what the source itself says of the cable.
//
//   const auto document = read_document(bytes, "mirror.zip!cable/2008/02/08GUATEMALA242.html");
//   if (!document) ... document.error() says why it is refused: "empty file", "a listing page, ..."
//
// The kind is found from the bytes alone, whatever the file is called. The same function reads an
// original when it is imported and ever after, so the archive keeps the bytes only. Texts are valid
// UTF-8 with LF line ends and no other control character than TAB (decode.hpp); how markup is read is
// said in markup.hpp, how the layout of a page is told in mirror_page.hpp; rows of a dump in
// dump_row.hpp, JSON in json_line.hpp, records of the National Archives in telegram_record.hpp (files
// that hold many rows or lines are taken apart before, by records.hpp). At most parse::kMaxTextBytes. Pure; any thread; time linear in the bytes.
#include <expected>
#include <string>
#include <string_view>

#include "cable/cable.hpp"
#include "parse/parse.hpp"

namespace chancery::importer {

enum class DocumentKind {
    Text,     // raw telegram
    Page2010, // mirror page, first layout: the minutes of its two times are wrong (format 9)
    Page2011, // mirror page, later layout
    PageText, // such a page saved as plain text
    DumpRow,  // a row of the CSV dump
    JsonLine, // a cable as our own JSON
    Record,   // a telegram of 1973-79 from the National Archives, with its fields
};

std::string_view name(DocumentKind kind); // "text", "page-2010", "dump-row", ...

struct Document {
    DocumentKind kind = DocumentKind::Text;
    Given given;
    parse::CableText text;
};

// `name` is the file's: a document without a readable id, if it is no row or line of a larger file,
// takes one from a name such as 09PARIS1052.txt (Given::id is set only if the text itself yields none; the parser makes a finding
// of it).
// How the reason begins where a text is no cable.
constexpr std::string_view kNoCable = "no cable in it";

std::expected<Document, std::string> read_document(std::string_view bytes, std::string_view name);

} // namespace chancery::importer
