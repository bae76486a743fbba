#pragma once
// Which letters each term of a dictionary has: what a misspelt word or a wildcard cannot mean is ruled
// out by that alone, several terms at once and without putting them together.
//
//   const LetterSets sets(dictionary);
//   sets.each_near(letters_of("minster"), 2, from, to, [&](std::uint64_t number) { ... return true; });
//   sets.each_with(letters_of("*ment"), from, to, ...)
//
// `from` and `to` are numbers of terms; the callback says whether to go on. The sets are made when they
// are first asked for: one pass over the dictionary, four bytes a term. Any thread; IoError if the
// dictionary is damaged.
#include <cstdint>
#include <functional>
#include <mutex>
#include <string_view>
#include <vector>

#include "index/dictionary.hpp"

namespace chancery::index {

// A bit for each letter from a to z, six for all other bytes.
std::uint32_t letters_of(std::string_view text);

class LetterSets {
public:
    using Use = std::function<bool(std::uint64_t number)>;

    // Refers to the dictionary.
    explicit LetterSets(const Dictionary& dictionary) : dictionary_(&dictionary) {}

    const Dictionary& dictionary() const { return *dictionary_; }

    // Terms that may be one or two edits away from a word of these letters: an edit puts in one letter
    // at most that only one of them has, and leaves out one.
    void each_near(std::uint32_t letters, unsigned edits, std::uint64_t from, std::uint64_t to,
                   const Use& use) const;
    // Terms that have all these letters.
    void each_with(std::uint32_t letters, std::uint64_t from, std::uint64_t to,
                   const Use& use) const;

private:
    const std::vector<std::uint32_t>& sets() const;

    const Dictionary* dictionary_;
    mutable std::once_flag made_;
    mutable std::vector<std::uint32_t> sets_; // by number
};

} // namespace chancery::index
