#pragma once
// A file of redactions, as a table (CSV) that editors keep in a spreadsheet:
//
//   text,reason,cables,pseudonym,note
//   Juan Pérez,source,,source 3,asked in 2009
//   Li Wei*,privacy,08LINDEN242 08LINDEN243,,
//
// The first line names the columns; `text` must be among them, the others (kind, reason, cables,
// pseudonym, note) may be missing, in any order. `kind` is text (if empty), pattern or paragraph. UTF-8,
// with or without a byte order mark; at most kMaxRulesBytes.
#include <cstdint>
#include <string_view>
#include <vector>

#include "redact/redaction.hpp"

namespace chancery::redact {

constexpr std::uint64_t kMaxRulesBytes = 64U << 20U;

// UsageError with `name` and the line for what cannot be a redaction. Empty lines are left out.
std::vector<Redaction> read_rules(std::string_view csv, std::string_view name);

} // namespace chancery::redact
