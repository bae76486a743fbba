#pragma once
// Many names and passages at once, in any spelling that letters.hpp takes for the same.
//
//   const auto names = NameSet::of({"Juan Pérez", "Li Wei*"});    // shared by all threads
//   NameFinder finder(names);                                     // one per thread
//   for (const NameHit& hit : finder.find(text)) hit.name, hit.at
//
// A name has to begin and end where words do; behind it may stand an English plural or possessive (s,
// es, 's). With a * at its end it may go on. In scripts that join words (all but Latin, Greek, Cyrillic
// and Armenian) it may stand anywhere, and so may a name of two words or more with kFreeLetters letters:
// blanks get lost on the way. Vectorscan finds them, in one pass whatever their number; time is linear in
// the text and the hits, memory in the names.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "redact/letters.hpp"

namespace chancery::redact {

constexpr std::size_t kMinNameBytes = 3; // of its letters, folded
constexpr std::size_t kLiteralBytes =
    512; // what is longer is looked for by its beginning, then compared
constexpr std::size_t kFreeLetters = 8;

// Whether a name has enough letters to be looked for.
bool is_long_enough(std::string_view name);

struct NameHit {
    std::uint32_t name = 0; // its number in the list
    Span at;                // in the text: from its first letter to its last
    Span letters;           // in NameFinder::letters()
    auto operator<=>(const NameHit&) const = default;
};

class NameSet {
public:
    // Names that are not long enough find nothing.
    static std::shared_ptr<const NameSet> of(const std::vector<std::string>& names);
    ~NameSet();
    NameSet(const NameSet&) = delete;
    NameSet& operator=(const NameSet&) = delete;
    NameSet(NameSet&&) = delete;
    NameSet& operator=(NameSet&&) = delete;

private:
    friend class NameFinder;
    struct Literal {
        std::string letters;
        bool free_start = false;
        bool free_end = false;
        std::vector<std::uint32_t> names;
    };
    struct Database;
    NameSet();
    std::vector<Literal> literals_;
    std::unique_ptr<Database> database_; // nothing where there are no literals
};

class NameFinder {
public:
    explicit NameFinder(std::shared_ptr<const NameSet> names);
    ~NameFinder();
    NameFinder(NameFinder&&) noexcept;
    NameFinder& operator=(NameFinder&&) noexcept;
    NameFinder(const NameFinder&) = delete;
    NameFinder& operator=(const NameFinder&) = delete;

    // In order of place, then name; of one name the longest at a place.
    std::vector<NameHit> find(std::string_view text);
    // The letters of the text that find() saw last.
    const Letters& letters() const { return letters_; }

private:
    struct Scratch;
    std::shared_ptr<const NameSet> names_;
    std::unique_ptr<Scratch> scratch_;
    LetterReader reader_;
    Letters letters_;
};

} // namespace chancery::redact
