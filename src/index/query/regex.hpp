#pragma once
// A regular expression that one folded word is held against, whole.
//
//   const auto regex = WordRegex::compile("colou?r(ed)?");
//   regex->matches("coloured")      true
//   regex->matches("discoloured")   false
//   regex->required_prefix()        "colo": no other words need be looked at
//
// RE2 syntax, capitals and small letters alike; matching is linear in the word. compile() gives nothing
// for what RE2 refuses or what would need more than kMaxRegexMemory. One thread at a time may compile,
// any number may match. The only place that knows RE2.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace chancery::index::query {

constexpr std::int64_t kMaxRegexMemory = std::int64_t{1} << 20U;

class WordRegex {
public:
    static std::optional<WordRegex> compile(std::string_view pattern);
    WordRegex(WordRegex&&) noexcept;
    WordRegex& operator=(WordRegex&&) noexcept;
    WordRegex(const WordRegex&) = delete;
    WordRegex& operator=(const WordRegex&) = delete;
    ~WordRegex();

    bool matches(std::string_view word) const;
    // Every folded word that matches starts with this; often empty.
    std::string required_prefix() const { return prefix_; }

private:
    explicit WordRegex(std::unique_ptr<re2::RE2> regex, std::string prefix);
    std::unique_ptr<re2::RE2> regex_;
    std::string prefix_;
};

} // namespace chancery::index::query
