#pragma once
// CSV as RFC 4180 has it: fields between commas, quoted with ", a quote inside doubled, line ends
// inside quotes kept. Reads LF, CRLF; a quote in the middle of an unquoted field is text. For
// tables that fit in memory.
#include <string>
#include <string_view>
#include <vector>

namespace chancery {

using CsvRow = std::vector<std::string>;

std::vector<CsvRow> parse_csv(std::string_view text);

} // namespace chancery
