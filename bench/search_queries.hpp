#pragma once
// The queries of search_bench: taken from the made cables, the same for every engine.
//
//   QuestionMaker maker(*segment, sample_of_cables, seed);
//   const std::vector<Question> questions = maker.questions(Class::AndTwo, 40);
//   text_of(questions[0], Reading::Stemmed)     what chancery is asked
//
// Words are of letters a to z only, so that the three ways to make words of a text differ as little
// as they can.
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "index/cable_words.hpp"
#include "index/segment.hpp"
#include "synth/random.hpp"

namespace chancery::bench {

enum class Class : std::uint8_t {
    Rare,     // a word in 2 to 20 cables
    Middling, // in 0.5 to 2 % of them
    Common,   // in more than a fifth
    AndTwo,   // a middling and a common word
    OrTwo,
    OrFour,       // two middling and two common words
    Phrase,       // two or three words from a text, none of them common
    CommonPhrase, // three or four, two of them next to each other and very frequent
    Prefix,       // four letters
    Filtered,     // a word of a cable, from its origin, in 18 months
    Fuzzy,        // a word with one letter wrong
    Wildcard,     // any letters inside a word
};
inline constexpr std::array kClasses{Class::Rare,     Class::Middling,     Class::Common,
                                     Class::AndTwo,   Class::OrTwo,        Class::OrFour,
                                     Class::Phrase,   Class::CommonPhrase, Class::Prefix,
                                     Class::Filtered, Class::Fuzzy,        Class::Wildcard};
std::string_view name_of(Class kind);

enum class Form : std::uint8_t { All, Any, Phrase, Prefix, Filtered, Pattern };

struct Question {
    Form form = Form::All;
    std::vector<std::string> words = {}; // Pattern: as our language has it
    std::string origin = {};             // Filtered
    std::string first_month = {};        // 2007-02
    std::string last_month = {};
    std::int64_t from = 0; // of the first month, seconds since 1970
    std::int64_t to = 0;   // where the last month has ended
};

enum class Reading : std::uint8_t { Stemmed, Exact }; // Exact: no other forms of the words

// In the language of docs/query.md.
std::string text_of(const Question& question, Reading reading);

class QuestionMaker {
public:
    // Refers to both.
    QuestionMaker(const index::Segment& segment, const std::vector<index::IndexedCable>& sample,
                  std::uint64_t seed);

    // As many as there are, where there are not so many.
    std::vector<Question> questions(Class kind, std::size_t count);
    // First and last names as the made cables have them; many occur, many do not.
    std::vector<Question> names(std::size_t count);

private:
    Question make(Class kind);
    Question phrase(Class kind);
    Question filtered();
    std::string word(const std::vector<std::string>& list);
    std::uint32_t cables_with(const std::string& word) const;
    bool fits(Class kind, const std::vector<std::string>& words) const;

    const index::Segment& segment_;
    const std::vector<index::IndexedCable>& sample_;
    synth::Random random_;
    index::Analyzer analyzer_;
    std::vector<std::string> rare_;
    std::vector<std::string> middling_;
    std::vector<std::string> common_;
};

} // namespace chancery::bench
