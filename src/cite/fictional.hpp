#pragma once
// For tests: a cable that nobody sent, as far as a citation needs it.
#include <string>

#include "cable/cable.hpp"
#include "edition/settings.hpp"

namespace chancery::cite::testing {

constexpr const char* kPagePath = "/cable/2008/02/08LINDEN242.html";

// 08LINDEN242: a subject with signs that every format has to escape; paragraphs 1, 2, 2 again, one
// without number.
Cable fictional_cable();
edition::Settings settings();

// Every text of the cable is `text`.
Cable cable_of(const std::string& text);

} // namespace chancery::cite::testing
