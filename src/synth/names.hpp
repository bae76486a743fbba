#pragma once
// Names of people, places and firms that do not exist, in the sound of a country's languages. A name is a pure function of
// a culture and a number: small numbers come back from cable to cable, large ones are met once, so that the number of
// different words of a corpus grows with its size as it does in real ones.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace chancery::synth {

class Random;

// Index of a sound model for an ISO 3166-1 country; some model for every text.
std::size_t culture_of(std::string_view iso);

std::string surname(std::size_t culture, std::uint64_t number);
std::string given_name(std::size_t culture, std::uint64_t number);
std::string place_name(std::size_t culture, std::uint64_t number);

// How names are drawn: seldom a new one, often one of the well-known.
std::string draw_surname(std::size_t culture, Random& random);
std::string draw_person(std::size_t culture, Random& random); // given name and surname
std::string draw_place(std::size_t culture, Random& random);

// The ambassadors and heads of section who sign: an English sound.
std::string signer_name(std::uint64_t number);

} // namespace chancery::synth
