#include "index/query/regex.hpp"

#include <re2/re2.h>

#include "base/text.hpp"

namespace chancery::index::query {

namespace {

re2::StringPiece piece(std::string_view text)
{
    return {text.data(), text.size()};
}

// The letters and digits that the pattern starts with. A | anywhere may offer another start; what
// follows a letter may make it optional.
std::string literal_start(std::string_view pattern)
{
    if (pattern.find('|') != std::string_view::npos) {
        return "";
    }
    std::size_t end = 0;
    while (end < pattern.size() && is_alnum(pattern[end])) {
        ++end;
    }
    const bool optional =
        end < pattern.size() && (pattern[end] == '?' || pattern[end] == '*' || pattern[end] == '{');
    return lower(pattern.substr(0, optional && end > 0 ? end - 1 : end));
}

} // namespace

WordRegex::WordRegex(std::unique_ptr<re2::RE2> regex, std::string prefix)
    : regex_(std::move(regex)), prefix_(std::move(prefix))
{
}
WordRegex::WordRegex(WordRegex&&) noexcept = default;
WordRegex& WordRegex::operator=(WordRegex&&) noexcept = default;
WordRegex::~WordRegex() = default;

std::optional<WordRegex> WordRegex::compile(std::string_view pattern)
{
    re2::RE2::Options options;
    options.set_max_mem(kMaxRegexMemory);
    options.set_never_capture(true);
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    auto regex = std::make_unique<re2::RE2>(piece(pattern), options);
    if (!regex->ok()) {
        return std::nullopt;
    }
    return WordRegex(std::move(regex), literal_start(pattern));
}

bool WordRegex::matches(std::string_view word) const
{
    return re2::RE2::FullMatch(piece(word), *regex_);
}

} // namespace chancery::index::query
