#pragma once
// Characters that a relay or a converter damaged, where what was meant is beyond doubt (format 8):
//
//   damaged-apostrophe    Zapatero,s -> Zapatero's    don,t -> don't    Government?s -> Government's
//   damaged-quotes        &we're working on it.8 -> "we're working on it."
//   damaged-dash          up to something ) something -> up to something - something
//                         leaders*including -> leaders--including
//   character-reference   Ambassador&#8217;s -> Ambassador’s
//   stray-backslash       the harbour\ -> the harbour, at the end of a line
//
// What might have been meant otherwise stays: a comma before a blank, an `&` that nothing closes, a
// bracket that something opens, a question mark before a capital. Pure; time linear in the text.
#include <string_view>
#include <vector>

#include "parse/clean_text.hpp"

namespace chancery::parse {

constexpr std::string_view kRuleApostrophe = "damaged-apostrophe";
constexpr std::string_view kRuleQuotes = "damaged-quotes";
constexpr std::string_view kRuleDash = "damaged-dash";
constexpr std::string_view kRuleBackslash = "stray-backslash";
constexpr std::string_view kRuleCharacter = "character-reference";

// In order, without overlap.
std::vector<Edit> find_damage(std::string_view body);

} // namespace chancery::parse
