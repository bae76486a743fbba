#pragma once
// Whether a text can be given to toml++ 3.3 at all. Two things stop that library, not the file: a byte
// that is not ASCII outside of quotes and comments (undefined behaviour in its tables of letters), and
// a date with the first digits of a time behind it (an assertion). TOML has neither.
#include <filesystem>
#include <string_view>

namespace chancery::release {

// UsageError that names file and line of the first that there is.
void refuse_unreadable_toml(std::string_view text, const std::filesystem::path& file);

} // namespace chancery::release
