#pragma once
// "Classified By: Political Counselor Anna Holt, reasons 1.4 (b) and (d)" (format 3).
//
// Reasons are read whatever way they are written, (b) and (d), (b/d), b, d, (B)(D), and though a
// line end may break any of their words; they come out as 1.4(b). Name and title are told apart by
// the words that titles are made of. Pure; time linear in the text.
#include <string_view>

#include "cable/cable.hpp"

namespace chancery::parse {

// `text` is what stands behind the label.
ClassifiedBy read_classified_by(std::string_view text);

} // namespace chancery::parse
