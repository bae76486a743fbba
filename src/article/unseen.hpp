#pragma once
// Characters that nobody sees and that let a text look like another one: control characters (C0 and C1 but for tab and line
// feed, DEL) and marks that turn the direction of writing (U+202A to U+202E, U+2066 to U+2069).
#include <cstddef>
#include <string>
#include <string_view>

namespace chancery::article {

// Of the character that begins there; `text` is UTF-8.
bool is_unseen(std::string_view text, std::size_t at);
// With U+FFFD in their places.
std::string with_unseen_replaced(const std::string& text);

} // namespace chancery::article
