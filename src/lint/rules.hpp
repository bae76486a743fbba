#pragma once
// The table of what find_hits() looks for: a regular expression for the form, and a question that the expression
// cannot ask (what stands around it, check digits, is it a span of years).
//
//   for (const Rule* rule : rules_for(text)) rule->kind, rule->next(text, from)
//
// Expressions see a RunningText: \s is one blank or line end. Each matches a bounded number of bytes, so that a walk
// over a text is linear in it.
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "lint/lint.hpp"

namespace re2 {
class RE2;
}

namespace chancery::lint {

struct Range {
    std::size_t from = 0;
    std::size_t to = 0; // one past the end
};

class Rule {
public:
    // May move `found.to`; false: it is not what the rule looks for.
    using Holds = bool (*)(std::string_view text, Range& found);

    Rule(Kind rule_kind, std::string_view pattern, Holds holds);
    ~Rule();
    Rule(Rule&&) noexcept;
    Rule& operator=(Rule&&) = delete;
    Rule(const Rule&) = delete;
    Rule& operator=(const Rule&) = delete;

    const Kind kind;
    // The first hit that begins at `from` or behind.
    std::optional<Range> next(std::string_view text, std::size_t from) const;

private:
    std::unique_ptr<const re2::RE2> pattern_;
    Holds holds_;
};

// Those whose expression the text has somewhere; of two that find the same place, the first is right. They live as
// long as the program and are shared by all threads.
std::vector<const Rule*> rules_for(std::string_view text);

} // namespace chancery::lint
