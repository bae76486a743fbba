#include "index/word_match.hpp"

#include <algorithm>
#include <array>

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

// Edit distance (insert, delete, replace, swap of neighbours) to one word, row by row along a
// dictionary: words that share a prefix share its rows, and a prefix that is too far off already is
// skipped with all its words. Of a row only the cells near its middle can count (Ukkonen, Algorithms
// for approximate string matching, 1985).
class FuzzyScan {
public:
    FuzzyScan(std::string_view word, unsigned distance) : word_(word), distance_(distance)
    {
        for (std::size_t i = 0; i <= word_.size(); ++i) {
            rows_[0][i] = static_cast<std::uint8_t>(i);
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
            if (fill(row + 1) > distance_) {
                return row + 1;
            }
        }
        const bool is_near =
            word_.size() <= row + distance_ && rows_[row][word_.size()] <= distance_;
        return is_near ? 0 : SIZE_MAX;
    }

private:
    static constexpr std::size_t kRows = kMaxWordBytes + 4;
    using Row = std::array<std::uint8_t, kMaxWordBytes + 2>;

    // The row of the first `n` bytes of known_; the smallest value that any longer word may reach.
    unsigned fill(std::size_t n)
    {
        const auto too_much = static_cast<std::uint8_t>(distance_ + 1);
        const Row& above = rows_[n - 1];
        Row& row = rows_[n];
        const std::size_t first = n > distance_ ? n - distance_ : 1;
        const std::size_t last = std::min(word_.size(), n + distance_);
        const char letter = known_[n - 1];
        row[first - 1] = first == 1 ? static_cast<std::uint8_t>(n) : too_much;
        unsigned smallest = row[first - 1];
        for (std::size_t i = first; i <= last; ++i) {
            unsigned best = above[i - 1] + (word_[i - 1] == letter ? 0U : 1U);
            best = std::min({best, above[i] + 1U, row[i - 1] + 1U});
            if (n > 1 && i > 1 && word_[i - 1] == known_[n - 2] && word_[i - 2] == letter) {
                best = std::min(best, rows_[n - 2][i - 2] + 1U);
            }
            row[i] = static_cast<std::uint8_t>(best);
            smallest = std::min(smallest, best);
        }
        row[last + 1] = too_much;
        smallest_[n] = static_cast<std::uint8_t>(smallest);
        return std::min(smallest, smallest_[n - 1] + 1U); // a swap reaches back two rows
    }

    std::string word_;
    unsigned distance_;
    std::string known_;
    std::array<Row, kRows> rows_;
    std::array<std::uint8_t, kRows> smallest_ = {}; // of each row
};

void scan_fuzzy(const Dictionary& dictionary, const Node& node, std::string_view space,
                const Use& use)
{
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
