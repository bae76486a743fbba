#include "redact/rules_file.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace chancery::redact {

namespace {

enum Column : std::uint8_t { kText, kKind, kReason, kCables, kPseudonym, kNote, kColumns };
constexpr std::array<std::string_view, kColumns> kNames = {"text",   "kind",      "reason",
                                                           "cables", "pseudonym", "note"};
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

[[noreturn]] void fail(std::string_view name, std::size_t row, const std::string& what)
{
    throw UsageError(fmt::format("{} row {}: {}", name, row + 1, what));
}

// Of each column of the file, which it is.
std::vector<Column> columns_of(const CsvRow& row, std::string_view name)
{
    std::vector<Column> columns;
    for (const std::string& cell : row) {
        const auto found = std::ranges::find(kNames, lower(trim(cell)));
        if (found == kNames.end()) {
            fail(name, 0,
                 "unknown column " + cell + " (text, kind, reason, cables, pseudonym, note)");
        }
        columns.push_back(static_cast<Column>(found - kNames.begin()));
    }
    if (std::ranges::find(columns, kText) == columns.end()) {
        fail(name, 0, "no column named text");
    }
    return columns;
}

} // namespace

std::vector<Redaction> read_rules(std::string_view csv, std::string_view name)
{
    if (csv.starts_with(kByteOrderMark)) {
        csv.remove_prefix(kByteOrderMark.size());
    }
    if (!is_utf8(csv)) {
        throw UsageError(std::string(name) + ": not UTF-8 (save it as CSV UTF-8)");
    }
    const std::vector<CsvRow> rows = parse_csv(csv);
    if (rows.empty()) {
        return {};
    }
    const std::vector<Column> columns = columns_of(rows[0], name);
    std::vector<Redaction> redactions;
    for (std::size_t row = 1; row < rows.size(); ++row) {
        std::array<std::string, kColumns> cells;
        if (rows[row].size() > columns.size()) {
            fail(name, row, "more cells than columns");
        }
        for (std::size_t i = 0; i < rows[row].size(); ++i) {
            cells[columns[i]] = trim(rows[row][i]);
        }
        if (std::ranges::all_of(cells, &std::string::empty)) {
            continue;
        }
        const auto kind = kind_from_name(cells[kKind].empty() ? "text" : cells[kKind]);
        if (!kind) {
            fail(name, row, "unknown kind " + cells[kKind] + " (text, pattern, paragraph)");
        }
        Redaction redaction{
            0, *kind, cells[kText], {}, cells[kReason], cells[kNote], cells[kPseudonym]};
        for (const std::string_view cable : words(cells[kCables])) {
            redaction.cables.emplace_back(cable);
        }
        if (const std::string problem = problem_with(redaction); !problem.empty()) {
            fail(name, row, problem);
        }
        redactions.push_back(std::move(redaction));
    }
    return redactions;
}

} // namespace chancery::redact
