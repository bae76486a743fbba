#pragma once
// The labels of the head, with the misspellings that are known (format 3), in one table.
//
//   match_label("TAGS: PREL PGOV")             ->  Tags, text at 6
//   match_label("UBJECT: A VISIT")             ->  Subject
//   match_label("(U) Classified by Ambassador")->  ClassifiedBy
//
// Pure; one line; any case.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace chancery::parse {

enum class Label : std::uint8_t { Eo, Tags, Subject, References, ClassifiedBy };

struct LabelMatch {
    Label label = Label::Eo;
    std::size_t from = 0;    // where the label starts in the text
    std::size_t text_at = 0; // where what it labels starts; for Eo: at the order's number
};

// At the start of a line, behind a portion mark or (ClassifiedBy) a paragraph number.
std::optional<LabelMatch> match_label(std::string_view line);

// The next label inside a line, from `from` on: heads that were run together.
std::optional<LabelMatch> find_label(std::string_view line, std::size_t from, Label within);

} // namespace chancery::parse
