#pragma once
// Text -> the words that the index knows, each with its place in the text and its position.
//
//   Analyzer analyzer;                       // one per thread
//   Tokens tokens;
//   analyzer.analyze("The U.N.'s counter-terrorism unit", tokens);
//   // position 0 "the"  1 "un's"  2 "counter"  3 "terrorism"  3 "counterterrorism"  4 "unit"
//   analyzer.stem("trafficking")             // "traffick": what the stemmed reading compares
//
// docs/index.md, "Words", has the rules. Text and queries go through the same analyzer, so what is
// found never depends on how somebody typed it. Any bytes will do: what is not UTF-8 separates
// words. Linear in the text; memory is the tokens'.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::index {

// A word is at most this many bytes; what is longer is cut there (its end is not searchable).
constexpr std::size_t kMaxWordBytes = 64;
// What stands behind this in a text is not read: places are 32 bits.
constexpr std::size_t kMaxTextBytes = std::size_t{256} << 20U;

struct Token {
    std::uint32_t from = 0; // bytes of the text that it was read from
    std::uint32_t to = 0;
    std::uint32_t position =
        0;                  // counts words from 0; a joined word stands where its last part stands
    std::uint32_t word = 0; // where the folded word is in Tokens::words
    std::uint32_t size = 0; // its bytes
};

// In order of position; at one position the part comes before the joined word.
struct Tokens {
    std::vector<Token> list;
    std::string words;
    std::uint32_t positions = 0; // how many positions the text has

    std::string_view word(const Token& token) const
    {
        return std::string_view(words).substr(token.word, token.size);
    }
    void clear();
};

class Analyzer {
public:
    Analyzer();
    ~Analyzer();
    Analyzer(const Analyzer&) = delete;
    Analyzer& operator=(const Analyzer&) = delete;
    Analyzer(Analyzer&&) noexcept;
    Analyzer& operator=(Analyzer&&) noexcept;

    // Replaces what is in `tokens`.
    void analyze(std::string_view text, Tokens& tokens);
    // The English (Snowball) stem of a folded word. A word with a digit, or in other letters than
    // a-z and ', is its own stem; so is a frequent word, and what would have one for its stem.
    // Valid until the next call, while `word` is too.
    std::string_view stem(std::string_view word);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace chancery::index
