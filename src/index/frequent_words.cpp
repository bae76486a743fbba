#include "index/frequent_words.hpp"

#include <algorithm>
#include <array>

namespace chancery::index {

namespace {

constexpr auto kSorted = [] {
    std::array<std::string_view, kFrequentWords> words = {
        "a",     "end",   "an",   "and",  "are",   "as",   "at", "be",   "been", "but",
        "by",    "for",   "from", "had",  "has",   "have", "he", "his",  "in",   "is",
        "it",    "its",   "more", "not",  "of",    "on",   "or", "said", "she",  "that",
        "the",   "their", "they", "this", "to",    "u",    "us", "was",  "we",   "were",
        "which", "who",   "will", "with", "would", "s",    "c",  "sbu",
    };
    std::ranges::sort(words);
    return words;
}();

} // namespace

std::uint8_t frequent_number(std::string_view word)
{
    const auto found = std::ranges::lower_bound(kSorted, word);
    return found == kSorted.end() || *found != word
               ? 0
               : static_cast<std::uint8_t>(found - kSorted.begin() + 1);
}

} // namespace chancery::index
