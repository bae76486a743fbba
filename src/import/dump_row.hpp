#pragma once
// A row of the CSV dump (format 0) and the cable in it. Eight columns:
//
//   record number, created (M/D/YYYY H:MM), id, origin, classification, references, header, body
//
//   "218634","7/29/2009 14:42","09KHARTOUM881","Embassy Khartoum","CONFIDENTIAL","09KHARTOUM378","VZCZC..
//
// Columns stand between commas, in quotes or not; in quotes a comma and a line end are text. A quote
// in quotes is written `\"` or `""`, a backslash `\\`, a line end plain or with a backslash before
// it; `\N` or nothing outside quotes is no value. Any other backslash is itself. Both ways to write a
// quote are known because dumps of both kinds are about: a row is read with backslashes as escapes,
// and where that does not give eight columns, without.
//
// Pure; any thread; linear time, without recursion; no limits of its own (records.hpp has them).
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "import/document.hpp"

namespace chancery::importer {

constexpr std::size_t kDumpColumns = 8;

// Whether more bytes may follow those at hand.
enum class Rest { MayFollow, Nothing };

struct RowScan {
    enum class End { Complete, NeedsMore, Broken };
    End end = End::Broken;
    std::size_t size = 0; // of the row, without its line end
    std::size_t next = 0; // where the next row starts
    std::string problem;  // Broken: why
};

// The row at the start of `text`.
RowScan scan_row(std::string_view text, Rest rest);

// Whether a row starts here: a number and a date. Reads at most the first kRowStartBytes.
constexpr std::size_t kRowStartBytes = 64;
bool starts_row(std::string_view text);

// Whether a row of titles starts here: no number, and eight columns on one line.
bool is_title_row(std::string_view text);

// The digits of the first column, or nothing.
std::string_view record_number(std::string_view row);

// Whether the text is one row and nothing else.
bool is_dump_row(std::string_view text);

// The cable in it: id, created, origin and classification into Document::given, header and body into
// its text. Takes UTF-8. What is no cable is refused with the reason.
std::expected<Document, std::string> read_dump_row(std::string_view row);

} // namespace chancery::importer
