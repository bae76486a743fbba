#pragma once
// The head of a body: from the classification line to the last line before the text begins. Finds
// where each field stands; what the fields mean is read by tags.hpp, references.hpp and the like
// (format 2, 3).
//
//   const Head head = read_head(clean, lines, classification_line);
//   head.tags.value(clean)      // "ELAB PHUM KCRM \nGT"
//
// The order of the fields is free; a head that is printed twice counts once. What stands between
// two labels and is none of the known lines is skipped, so a note in the head does no harm. Works
// on the clean text (clean_text.hpp); offsets count in it. Time linear in the head.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parse/classification_line.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

// One field: its lines with the label, and what the label labels. `to` is one past the end.
struct Field {
    bool found = false;
    std::uint32_t from = 0;
    std::uint32_t value_from = 0;
    std::uint32_t to = 0;
    std::string_view value(std::string_view clean) const
    {
        return clean.substr(value_from, to - value_from);
    }
};

struct Head {
    std::vector<std::string> captions; // in order, each once
    bool sensitive = false;            // SENSITIVE or SBU stands before the E.O. line
    bool noforn = false;               // likewise NOFORN
    std::vector<std::string> attention;
    Field eo;
    Field tags;
    Field subject;
    Field references;
    Field classified_by;
    std::vector<Field> more_references;   // REF B on a line of its own, behind other fields
    std::vector<std::string_view> unread; // lines that are none of those we know
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::size_t text_line = 0; // index of the first line of the text; lines.size() if there is none
};

Head read_head(std::string_view clean, const std::vector<TextLine>& lines,
               const std::optional<FoundClassificationLine>& classification);

// The canonical captions of a line that holds nothing else: {"NOFORN", "SIPDIS"}.
std::vector<std::string> match_captions(std::string_view line);

// Lines joined with one blank, runs of blanks collapsed; a hyphen that ends a line and is glued to
// a word joins without blank: "US- \nEU" -> "US-EU".
std::string joined_lines(std::string_view text);

} // namespace chancery::parse
