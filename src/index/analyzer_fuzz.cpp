// Properties of the words of any text: they are in order and inside it, each of them is its own
// only word, and neither the case of letters nor what stands on the far side of a separator changes
// them.
#include <algorithm>
#include <cstdint>
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "index/analyzer.hpp"

namespace {

using chancery::index::Analyzer;
using chancery::index::Token;
using chancery::index::Tokens;

void check_order(std::string_view text, const Tokens& tokens)
{
    std::uint32_t positions = 0;
    for (std::size_t i = 0; i < tokens.list.size(); ++i) {
        const Token& token = tokens.list[i];
        CHECK(token.from < token.to && token.to <= text.size());
        CHECK(token.size > 0 && token.size <= chancery::index::kMaxWordBytes);
        CHECK(token.word + token.size <= tokens.words.size());
        if (token.position == positions) {
            ++positions;
            // A character may fold to two words; otherwise words do not overlap.
            CHECK(i == 0 || token.from >= tokens.list[i - 1].to ||
                  (token.from == tokens.list[i - 1].from && token.to == tokens.list[i - 1].to));
        } else { // the joined word of the parts before it
            CHECK(token.position + 1 == positions && positions > 1);
            const Token& last = tokens.list[i - 1];
            CHECK(token.to == last.to && token.from < last.from);
        }
    }
    CHECK(positions == tokens.positions);
}

void check_words(Analyzer& analyzer, const Tokens& tokens)
{
    Tokens again;
    for (const Token& token : tokens.list) {
        const std::string word(tokens.word(token));
        CHECK(chancery::is_utf8(word));
        analyzer.analyze(word, again);
        CHECK(again.list.size() == 1 && again.word(again.list[0]) == word);
        const std::string_view stem = analyzer.stem(word);
        CHECK(!stem.empty() && stem.size() <= word.size());
    }
}

// `other` has the words of `tokens` from `first` on.
void check_same(const Tokens& tokens, const Tokens& other, std::size_t first, std::size_t places,
                std::uint32_t positions)
{
    CHECK(other.list.size() >= first + tokens.list.size());
    for (std::size_t i = 0; i < tokens.list.size(); ++i) {
        const Token& a = tokens.list[i];
        const Token& b = other.list[first + i];
        CHECK(a.from + places == b.from && a.to + places == b.to);
        CHECK(a.position + positions == b.position && tokens.word(a) == other.word(b));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Analyzer analyzer;
    const std::string text(reinterpret_cast<const char*>(data), size);
    Tokens tokens;
    analyzer.analyze(text, tokens);
    check_order(text, tokens);
    check_words(analyzer, tokens);

    Tokens other;
    std::string changed = text;
    std::ranges::transform(changed, changed.begin(), [](char c) {
        return chancery::is_lower(c) ? chancery::to_upper(c) : chancery::to_lower(c);
    });
    analyzer.analyze(changed, other);
    CHECK(other.list.size() == tokens.list.size());
    check_same(tokens, other, 0, 0, 0);

    analyzer.analyze(text + '|' + text, other);
    CHECK(other.list.size() == 2 * tokens.list.size());
    check_same(tokens, other, 0, 0, 0);
    check_same(tokens, other, tokens.list.size(), text.size() + 1, tokens.positions);
    return 0;
}
