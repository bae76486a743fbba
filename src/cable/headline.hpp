#pragma once
// A subject in capitals as a headline that reads well:
//
//   headline("G-TIP DISCUSSES HUMAN TRAFFICKING IN GUATEMALA")  ->  G-TIP Discusses Human Trafficking in Guatemala
//   headline("(C) MFA ON UNSC REFORM: THE AMBASSADOR'S VIEW")   ->  MFA on UNSC Reform: The Ambassador's View
//
// Acronyms stay (reference/acronyms.csv, TAGS' organizations, and words without a vowel); short words
// inside go down; a portion mark in front or behind goes away. A subject that is not in capitals
// stays as it is, but for the mark. Pure; any thread; time linear in the subject.
#include <string>
#include <string_view>

namespace chancery {

std::string headline(std::string_view subject);

} // namespace chancery
