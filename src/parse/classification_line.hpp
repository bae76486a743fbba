#pragma once
// The line that opens a body: classification, section, post, serial number (format 2).
//
//   C O N F I D E N T I A L SECTION 01 OF 05 BRASILIA 000177
//   UNCLAS GUATEMALA 000242
//   SS E C R E T STATE 015220            damaged: a letter doubled, lost, moved
//   S E C R E T BOGOTA 000243 SIPDIS     more of the head behind it
//
// Pure; any case. A line counts with a damaged word only if post and serial number follow.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parse/scan.hpp"

namespace chancery::parse {

struct ClassificationLine {
    std::string printed;       // "C O N F I D E N T I A L", "UNCLAS", "SECRET//NOFORN"
    std::string_view marking;  // CONFIDENTIAL: a marking of reference/classifications.csv
    std::string_view controls; // what stands between the word and the section or post: "//NOFORN"
    bool damaged = false;
    int section = 0; // 0: no section mark
    int sections = 1;
    std::string post;     // as printed, blanks collapsed: "RIO DE JANEIRO"
    std::string serial;   // as printed: "000242"
    std::size_t rest = 0; // where the head goes on in the line

    bool complete() const { return !serial.empty(); }
};

// `line` without blanks at its ends. Its views look into `line`.
std::optional<ClassificationLine> match_classification_line(std::string_view line);

struct FoundClassificationLine {
    std::size_t index = 0; // in the lines
    ClassificationLine line;
};

// The first complete one before the text begins, or else the first bare one ("CONFIDENTIAL").
std::optional<FoundClassificationLine> find_classification_line(const std::vector<TextLine>& lines);

} // namespace chancery::parse
