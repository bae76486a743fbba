#include "index/letter_sets.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

#include "base/check.hpp"

namespace chancery::index {

namespace {

constexpr unsigned kLetters = 26;
constexpr unsigned kOthers = 32 - kLetters;
constexpr std::size_t kStep = 64; // sets that are compared before any is used

std::uint32_t letter_bit(char c)
{
    const auto letter = static_cast<unsigned char>(c - 'a');
    return std::uint32_t{1} << (letter < kLetters ? letter : kLetters + letter % kOthers);
}

// A set with as many letters less, or none: all the compiler needs to do several sets at once.
template <unsigned Letters>
std::uint32_t without(std::uint32_t set)
{
    for (unsigned i = 0; i < Letters; ++i) {
        set &= set - 1;
    }
    return set;
}

template <typename Keep>
void each_kept(const std::vector<std::uint32_t>& sets, std::uint64_t from, std::uint64_t to,
               Keep keep, const LetterSets::Use& use)
{
    std::array<std::uint32_t, kStep> kept;
    for (to = std::min<std::uint64_t>(to, sets.size()); from < to; from += kStep) {
        const std::size_t count = std::min<std::uint64_t>(kStep, to - from);
        const std::uint32_t* const step = sets.data() + from;
        if (count == kStep) { // a number that the compiler knows
            for (std::size_t i = 0; i < kStep; ++i) {
                kept[i] = keep(step[i]) ? 1 : 0;
            }
        } else {
            std::transform(step, step + count, kept.begin(), keep);
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (kept[i] != 0 && !use(from + i)) {
                return;
            }
        }
    }
}

} // namespace

std::uint32_t letters_of(std::string_view text)
{
    std::uint32_t letters = 0;
    for (const char c : text) {
        letters |= letter_bit(c);
    }
    return letters;
}

void LetterSets::each_near(std::uint32_t letters, unsigned edits, std::uint64_t from,
                           std::uint64_t to, const Use& use) const
{
    const auto within = [&]<unsigned Edits>(std::integral_constant<unsigned, Edits> /*edits*/) {
        each_kept(
            sets(), from, to,
            [letters](std::uint32_t set) {
                return (without<Edits>(set & ~letters) | without<Edits>(letters & ~set)) == 0;
            },
            use);
    };
    CHECK(edits == 1 || edits == 2);
    if (edits == 1) {
        within(std::integral_constant<unsigned, 1>());
    } else {
        within(std::integral_constant<unsigned, 2>());
    }
}

void LetterSets::each_with(std::uint32_t letters, std::uint64_t from, std::uint64_t to,
                           const Use& use) const
{
    each_kept(
        sets(), from, to, [letters](std::uint32_t set) { return (set & letters) == letters; }, use);
}

const std::vector<std::uint32_t>& LetterSets::sets() const
{
    std::call_once(made_, [this] {
        std::vector<std::uint32_t> sets;
        sets.reserve(dictionary_->size());
        std::vector<std::uint32_t> of_prefix; // of the term's first bytes, by how many
        for (DictionaryCursor at(*dictionary_, ""); !at.at_end(); at.next()) {
            const std::string& term = at.term();
            of_prefix.resize(term.size() + 1);
            for (std::size_t i = at.shared(); i < term.size(); ++i) {
                of_prefix[i + 1] = of_prefix[i] | letter_bit(term[i]);
            }
            sets.push_back(of_prefix[term.size()]);
        }
        sets_ = std::move(sets);
    });
    return sets_;
}

} // namespace chancery::index
