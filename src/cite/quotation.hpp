#pragma once
// A paragraph as it was quoted: which one, and a short hash of its words, so that a citation of it
// says later whether it still reads so.
//
//   quotation_of(paragraph).text()              par4-1a2b3c4d
//   Quotation::parse("par4-1a2b3c4d")           anchor par4, hash 1a2b3c4d
//   Quotation::parse("par4")                    anchor par4, of no certain wording
//   judge(cable, *quotation).standing           Same, Moved, Changed, Gone
//
// What is compared is words and their order: how lines are set, punctuation, and whether letters are
// capitals do not count, so that another repair of the same text is no other text. The hash is the
// first eight hexadecimal digits of SHA-256 of folded_words(). It tells two wordings apart; it proves
// nothing against somebody who makes texts up to fit it.
//
// Only what is public now is looked at: no answer says anything of a text that was taken out. Pure;
// any thread; linear in the cable.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cable/cable.hpp"

namespace chancery::cite {

constexpr std::size_t kQuotationHashDigits = 8;
constexpr std::size_t kMaxAnchorBytes = 40;

struct Quotation {
    std::string anchor;
    std::string hash; // lower case; empty: of no certain wording

    // Nothing for what is no anchor (letters, digits, hyphens; a letter first).
    static std::optional<Quotation> parse(std::string_view text);
    std::string text() const;
    bool operator==(const Quotation&) const = default;
};

// "1. The  Master,s \nboat" -> "1 the master s boat". Of ASCII only letters and digits are words, of
// the rest everything but U+0080 to U+00BF and U+2000 to U+206F (signs and punctuation).
std::string folded_words(std::string_view text);
std::string quotation_hash(std::string_view text);
Quotation quotation_of(const Paragraph& paragraph);

// Whether a paragraph can be cited by its anchor.
bool has_good_anchor(const Paragraph& paragraph);

enum class Standing : std::uint8_t {
    Same,
    Moved,   // the words stand elsewhere in the cable
    Changed, // the paragraph is there and reads otherwise
    Gone
};
struct Judgement {
    Standing standing = Standing::Gone;
    const Paragraph* paragraph = nullptr; // of the cable: where the words stand, or what changed
};
Judgement judge(const Cable& cable, const Quotation& quotation);

} // namespace chancery::cite
