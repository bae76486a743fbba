#pragma once
// What a parser understood of a made cable, against what was put into it.
//
//   for (const Mismatch& miss : compare(made, parsed)) ... miss.field, miss.expected, miss.got
//
// A field whose text was destroyed by the damage that went in (a subject that was left out, the paragraphs of a text
// without numbers) is not compared: nobody can know it. Case does not count in cables that were sentence-cased by hand.
#include <string>
#include <string_view>
#include <vector>

#include "cable/cable.hpp"
#include "synth/generator.hpp"

namespace chancery::truth {

struct Mismatch {
    std::string_view field;
    std::string expected;
    std::string got;
};

// The names of all fields that are compared.
std::vector<std::string_view> compared_fields();

// Reads it in the form in which it would have come: telegrams as raw text, what newspapers and hands have changed, and
// what has a row of a dump in it, as two parts, of which the source says nothing more.
Cable parse_made(const synth::SynthCable& made);

std::vector<Mismatch> compare(const synth::SynthCable& made, const Cable& parsed);

} // namespace chancery::truth
