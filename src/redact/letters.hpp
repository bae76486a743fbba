#pragma once
// A text as names are compared in it: its letters and digits alone, folded, each with its place.
//
//   LetterReader reader;                                // one per thread
//   reader.read("José PÉ-\nREZ's", letters);            // letters.text: "joseperezs"
//
// Case, accents, blanks, line ends, hyphens, quotes (whole or damaged) and invisible characters do not
// count, so a name is the same however a relay or a typist broke it. Words still show: at which letters
// one begins and ends. Letters that differ by custom and not by sound are one (Arabic alef, ya and ta
// marbuta; the final letters of Hebrew and Greek); digits of all scripts are 0 to 9. Any bytes will do:
// what is not UTF-8 parts words. Linear.
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cable/cable.hpp"

namespace chancery::redact {

struct Letters {
    enum Flag : std::uint8_t { kWordStart = 1, kWordEnd = 2, kLetterStart = 4 };

    std::string text;
    // Of each byte of `text`: where the character that it came from begins and ends, and Flags.
    std::vector<std::uint32_t> from;
    std::vector<std::uint32_t> to;
    std::vector<std::uint8_t> flags;

    Span place(std::size_t first, std::size_t last) const { return {from[first], to[last - 1]}; }
    void clear();
};

class LetterReader {
public:
    // Replaces what is in `letters`.
    void read(std::string_view text, Letters& letters);

private:
    struct Fold {
        enum class Kind : std::uint8_t { Letter, Nothing, Break };
        Kind kind = Kind::Break;
        std::string text;
    };
    const Fold& fold(char32_t code);
    std::unordered_map<char32_t, Fold> folds_;
};

// What to look for, for a name or passage as somebody wrote it: its folded letters, and where German
// custom writes two letters for one (Müller, Mueller) those too. Empty if it has no letters.
std::vector<std::string> spellings(std::string_view name);

} // namespace chancery::redact
