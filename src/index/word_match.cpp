#include "index/word_match.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "index/analyzer.hpp"
#include "index/query/regex.hpp"

namespace chancery::index {

namespace {

using query::Match;
using query::Node;
using Use = std::function<bool(const DictionaryCursor&)>;

// Terms below it are no words (segment_format.hpp).
constexpr std::string_view kFirstWord = "\x05";

bool is_continuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Terms that begin with `space` and then `prefix`, for which keep(rest of the term) holds.
template <typename Keep>
void scan(const Dictionary& dictionary, std::string_view space, std::string_view prefix, Keep keep,
          const Use& use)
{
    const std::string from = std::string(space) + std::string(prefix);
    for (DictionaryCursor at(dictionary,
                             std::max<std::string_view>(from, space.empty() ? kFirstWord : space));
         !at.at_end() && at.term().starts_with(from); at.next()) {
        if (keep(std::string_view(at.term()).substr(space.size())) && !use(at)) {
            return;
        }
    }
}

// Edit distance (insert, delete, replace, swap of neighbours) to one word, letter by letter along a
// dictionary: words that share a prefix share its rows, and a prefix that is too far off already is
// skipped with all its words. A row says in one number for each count of edits which prefixes of the
// word the letters so far may stand for: bit i for its first i + 1 letters (Wu and Manber, Fast Text
// Searching Allowing Errors, 1992).
class FuzzyScan {
public:
    // At most kMaxWordBytes bytes, at least one; distance 1 or 2.
    FuzzyScan(std::string_view word, unsigned distance) : word_(word), distance_(distance)
    {
        CHECK(!word.empty() && word.size() <= kMaxWordBytes && distance < kEdits);
        for (std::size_t i = 0; i < word.size(); ++i) {
            places_[static_cast<unsigned char>(word[i])] |= std::uint64_t{1} << i;
        }
        for (unsigned edits = 1; edits <= distance; ++edits) {
            rows_[0].reached[edits] = ((std::uint64_t{1} << edits) - 1) & every_place();
        }
    }

    // Returns how many bytes of `term` it took to see that it is too far off; 0 if it is not.
    std::size_t too_far(std::string_view term)
    {
        std::size_t row = 0; // rows that the last term left and that hold for this one
        while (row < std::min(known_.size(), term.size()) && known_[row] == term[row]) {
            ++row;
        }
        known_.resize(row);
        for (; row < term.size(); ++row) {
            if (row + 1 >= kRows) {
                return row;
            }
            known_ += term[row];
            if (!fill(row + 1)) {
                return row + 1;
            }
        }
        return (rows_[row].reached[distance_] >> (word_.size() - 1) & 1U) != 0 ? 0 : SIZE_MAX;
    }

private:
    static constexpr std::size_t kRows = kMaxWordBytes + 4;
    static constexpr unsigned kEdits = 3; // 0, 1, 2

    struct Row {
        std::array<std::uint64_t, kEdits> reached = {};
        std::array<std::uint64_t, kEdits> half_swapped = {}; // bit i: letter i + 1 was read for i
    };

    std::uint64_t every_place() const { return ~std::uint64_t{0} >> (64 - word_.size()); }

    // The row of the first `n` bytes of known_. False: no longer word can be near.
    bool fill(std::size_t n)
    {
        const Row& above = rows_[n - 1];
        Row& row = rows_[n];
        const std::uint64_t here = places_[static_cast<unsigned char>(known_[n - 1])];
        // Bit i: its first i letters were read. None of them were, if all that was read is extra.
        const auto next = [](std::uint64_t reached, bool none) {
            return reached << 1U | (none ? 1U : 0U);
        };
        row.reached[0] = next(above.reached[0], n == 1) & here;
        std::uint64_t any = row.reached[0];
        for (unsigned edits = 1; edits <= distance_; ++edits) {
            const std::uint64_t fewer = next(above.reached[edits - 1], n <= edits);
            row.reached[edits] =
                ((next(above.reached[edits], n <= edits + 1) & here) // the same letter
                 | fewer                                             // another in its place
                 | above.reached[edits - 1]                          // one that is extra
                 | next(row.reached[edits - 1], n < edits)           // one that is missing
                 | (above.half_swapped[edits] & here) << 1U) &       // two that are swapped
                every_place();
            row.half_swapped[edits] = fewer & here >> 1U;
            any |= row.reached[edits] | row.half_swapped[edits];
        }
        return any != 0 || n <= distance_;
    }

    std::string word_;
    unsigned distance_;
    std::string known_;
    std::array<Row, kRows> rows_;
    std::array<std::uint64_t, 256> places_ = {}; // where in the word each byte stands
};

void scan_fuzzy(const Dictionary& dictionary, const Node& node, std::string_view space,
                const Use& use)
{
    if (node.text.empty()) {
        return;
    }
    FuzzyScan fuzzy(std::string_view(node.text).substr(0, kMaxWordBytes), node.distance);
    DictionaryCursor at(dictionary, space.empty() ? kFirstWord : space);
    while (!at.at_end() && at.term().starts_with(space)) {
        const std::size_t bytes = fuzzy.too_far(std::string_view(at.term()).substr(space.size()));
        if (bytes == 0 && !use(at)) {
            return;
        }
        if (bytes == 0 || bytes >= at.term().size() - space.size()) {
            at.next();
        } else {
            at.skip_prefix(space.size() + bytes);
        }
    }
}

} // namespace

bool wildcard_matches(std::string_view pattern, std::string_view word)
{
    std::size_t p = 0;
    std::size_t w = 0;
    std::size_t star = std::string_view::npos; // the last star, and where it may end next
    std::size_t resume = 0;
    while (w < word.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = w;
        } else if (p < pattern.size() && pattern[p] == '?') {
            ++p;
            do {
                ++w;
            } while (w < word.size() && is_continuation(word[w]));
        } else if (p < pattern.size() && pattern[p] == word[w]) {
            ++p;
            ++w;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            do {
                ++resume;
            } while (resume < word.size() && is_continuation(word[resume]));
            w = resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') {
        ++p;
    }
    return p == pattern.size();
}

void each_match(const Dictionary& dictionary, const Node& node, std::string_view space,
                const Use& use)
{
    switch (node.match) {
    case Match::Prefix:
        return scan(dictionary, space, node.text, [](std::string_view) { return true; }, use);
    case Match::Wildcard: {
        const std::string_view pattern = node.text;
        const std::string_view head = pattern.substr(0, pattern.find_first_of("*?"));
        const std::string_view tail = pattern.substr(pattern.find_last_of("*?") + 1);
        return scan(
            dictionary, space, head,
            [&](std::string_view word) {
                const bool may_end_so =
                    tail.empty() || (word.size() >= tail.size() && word.back() == tail.back());
                return may_end_so && word.ends_with(tail) && wildcard_matches(pattern, word);
            },
            use);
    }
    case Match::Regex:
        if (const auto regex = query::WordRegex::compile(node.text)) {
            scan(
                dictionary, space, regex->required_prefix(),
                [&](std::string_view word) { return regex->matches(word); }, use);
        }
        return;
    case Match::Fuzzy:
        return scan_fuzzy(dictionary, node, space, use);
    case Match::Stemmed:
    case Match::Exact:
        return;
    }
}

} // namespace chancery::index
