#include "redact/redaction.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <re2/re2.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "redact/matcher.hpp"

namespace chancery::redact {

namespace {

constexpr std::array<std::pair<Kind, std::string_view>, 3> kKinds = {
    {{Kind::Text, "text"}, {Kind::Pattern, "pattern"}, {Kind::Paragraph, "paragraph"}}};
constexpr std::size_t kMaxPatternBytes = 1000;
constexpr std::size_t kMaxTextBytes = std::size_t{1} << 20U;
constexpr std::size_t kMaxPseudonym = 40;

std::string problem_with_pattern(const std::string& pattern)
{
    if (pattern.size() > kMaxPatternBytes) {
        return "the expression is too long";
    }
    const RE2 compiled(pattern, RE2::Quiet);
    if (!compiled.ok()) {
        return "not a regular expression: " + compiled.error();
    }
    return RE2::FullMatch("", compiled) ? "the expression matches nothing at all, so everything"
                                        : "";
}

} // namespace

std::string_view name(Kind kind)
{
    return std::ranges::find(kKinds, kind, &decltype(kKinds)::value_type::first)->second;
}

std::optional<Kind> kind_from_name(std::string_view name)
{
    const auto found = std::ranges::find(kKinds, name, &decltype(kKinds)::value_type::second);
    return found == kKinds.end() ? std::nullopt : std::optional(found->first);
}

std::string mark_of(const Redaction& redaction)
{
    return redaction.pseudonym.empty() ? std::string(kMark) : "[" + redaction.pseudonym + "]";
}

std::string name_of_letters(std::string_view text)
{
    constexpr std::size_t kDigits = 16;
    LetterReader reader;
    Letters letters;
    reader.read(text, letters);
    return hex(sha256(letters.text)).substr(0, kDigits);
}

std::string problem_with(const Redaction& redaction)
{
    if (redaction.text.empty() || redaction.text.size() > kMaxTextBytes) {
        return "no text, or more than a megabyte of it";
    }
    for (const std::string& cable : redaction.cables) {
        if (!CableId::parse(cable)) {
            return cable + " is no reference id";
        }
    }
    if (!std::ranges::all_of(redaction.pseudonym,
                             [](char c) { return is_alnum(c) || c == ' ' || c == '-'; }) ||
        redaction.pseudonym.size() > kMaxPseudonym) {
        return "a pseudonym is letters, digits and blanks, at most 40: source 3";
    }
    switch (redaction.kind) {
    case Kind::Text:
        return is_long_enough(redaction.text)
                   ? ""
                   : "fewer than three letters: say it with more, or as a pattern";
    case Kind::Pattern:
        return problem_with_pattern(redaction.text);
    case Kind::Paragraph:
        return redaction.cables.size() == 1 ? "" : "a paragraph is of one cable";
    }
    return "";
}

} // namespace chancery::redact
