#pragma once
// What the public must not see, as the editor said it: values that the archive keeps.
//
// `Text` is a name or passage in all its spellings (matcher.hpp), `Pattern` a regular expression (RE2,
// without regard to case), `Paragraph` one paragraph of one cable by its anchor and, behind a #, the name of
// its letters: "par4#0f3a..". If another original of the cable leads one day, it is the paragraph with these
// letters that goes, wherever it stands; where none has them the cable is not released.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::redact {

enum class Kind : std::uint8_t { Text, Pattern, Paragraph };

struct Redaction {
    std::int64_t number = 0; // in the archive
    Kind kind = Kind::Text;
    std::string text;                     // the name, the expression, the anchor (par4)
    std::vector<std::string> cables = {}; // reference ids; empty: all
    std::string reason = {};              // a code: source, privacy, safety, ...
    std::string note = {};                // for the editors; never leaves the archive
    std::string pseudonym = {};           // "source 3": what stands in the text, in brackets
    bool operator==(const Redaction&) const = default;
};

std::string_view name(Kind kind); // text, pattern, paragraph
std::optional<Kind> kind_from_name(std::string_view name);

// What stands in the released text: always the same, or the pseudonym in brackets.
constexpr std::string_view kMark = "XXXXXXXXXXXX";
std::string mark_of(const Redaction& redaction);

// Names a text by its letters: 16 hexadecimal digits, the same however it is broken into lines.
std::string name_of_letters(std::string_view text);

// Why a redaction cannot be kept: no text, too few letters, an expression that RE2 refuses or that
// matches nothing at all, a paragraph without its cable, a pseudonym that is no word or two. Empty if
// all is well.
std::string problem_with(const Redaction& redaction);

} // namespace chancery::redact
