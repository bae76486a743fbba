#pragma once
// The short names that writers use for posts in references: RIO 346, SECSTATE 103585, USUN 12
// (format 9).
#include <string>
#include <string_view>

namespace chancery::parse {

// The token that ids use for a post as a reference names it: "Rio" -> RIODEJANEIRO, "TEL AVIV" ->
// TELAVIV. Letters only count; capitals. What is not known comes back as its letters.
std::string post_token(std::string_view name);

// post_token() of it is a post that we know.
bool is_known_post(std::string_view token);

// The text begins with a post that we know and a number, perhaps with a year before them: "LIMA
// 12", "08 LA PAZ 12", "'08 QUITO 13".
bool starts_with_citation(std::string_view text);

// Two names for one post: KIEV and KYIV, BRUSSELS and USEUBRUSSELS.
bool is_same_post(std::string_view token_a, std::string_view token_b);

} // namespace chancery::parse
