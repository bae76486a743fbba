#pragma once
// Whether a text can be given to toml++ 3.3 at all. Two things stop that library, not the file: a byte
// that is not ASCII outside of quotes and comments (undefined behaviour in its tables of letters), and
// a date with the first digits of a time behind it (an assertion). TOML has neither.
#include <cstddef>
#include <optional>
#include <string_view>

namespace chancery::release {

struct TomlProblem {
    std::size_t line = 0; // from 1
    std::string_view what;
};

// The first that there is. Pure; any thread.
std::optional<TomlProblem> unreadable_toml(std::string_view text);

} // namespace chancery::release
