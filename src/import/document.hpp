#pragma once
// An original's bytes -> what a parser needs: its text, and what the source itself says of the
// cable.
//
//   const auto document = read_document(bytes);     // kind found from the bytes
//   if (!document) ... document.error() says why it is refused: "empty file", "a page of another
//   site"
//
// The same function reads an original when it is imported and ever after, so the archive keeps the
// bytes only. Pure; any thread; time linear in the bytes.
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
};

std::string_view name(DocumentKind kind); // "text", "page-2010", ...

struct Document {
    DocumentKind kind = DocumentKind::Text;
    Given given;
    parse::CableText text;
};

// `name` is the file's: a raw telegram without a readable id takes one from a name such as
// 09PARIS1052.txt (Given::id is set only if the text itself yields none; the parser makes a finding
// of it).
std::expected<Document, std::string> read_document(std::string_view bytes, std::string_view name);

} // namespace chancery::importer
