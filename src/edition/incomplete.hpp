#pragma once
// What a released view says is not in it: sections of a telegram that came in several, the rest of an
// extract, the end of a text that breaks off.
//
//   incomplete(cable)   {Sections, 3, 4, 4}: it announces four sections, and nothing of 3 and 4 is here
//                       {Extract}: its source says that it has only a part
//                       {CutOff}: the text breaks off with three dots
//
// A telegram says on its first line how many sections it has. That one is absent is told by the marks
// that the relay stations printed where a section begins (format 4); they are in the repairs of the
// view. A text without marks says nothing, and is not named here, whole or not. Pure; any thread; a
// repair costs at most kMaxSections steps.
#include <cstdint>
#include <vector>

#include "cable/cable.hpp"

namespace chancery::edition {

enum class Lack : std::uint8_t { Sections, Extract, CutOff };

struct Incomplete {
    Lack lack = Lack::Sections;
    std::uint32_t first = 0; // of the sections that are absent; 0 where it is no matter of sections
    std::uint32_t last = 0;
    std::uint32_t sections = 0; // that it announces
    auto operator<=>(const Incomplete&) const = default;
};

constexpr std::uint32_t kMaxSections = 200;             // a cable that announces more is misread
constexpr std::size_t kMaxLacks = kMaxSections / 2 + 2; // of one cable

// Sections in order, then the others; each once.
std::vector<Incomplete> incomplete(const Cable& cable);

} // namespace chancery::edition
