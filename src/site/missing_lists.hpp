#pragma once
// What an edition does not have, as files: a table for programs, and a letter that asks for it.
//
//   CSV      kind,post,year,first,last,numbers,citers,citing,first_section,last_section,sections
//            gap      numbers of which nothing is known: `first` to `last`
//            cited    a cable that `citers` cables refer to, the first of them in `citing`
//            section  a cable here without sections `first_section` to `last_section`
//            extract, cut   a cable here in part: its source says so; its text breaks off
//   letter   the same by post and year, as plain text
//
// Both come as streams: memory does not depend on their length but for that of the longest list of a
// post and year. IoError for a damaged edition, thrown while it is sent.
#include <cstdint>
#include <memory>
#include <optional>

#include "edition/reader.hpp"
#include "http/response.hpp"

namespace chancery::site {

constexpr std::size_t kMaxCitingInCsv = 1000; // ids; /cited/ has all
constexpr std::size_t kMaxCitingInLetter = 20;

// A stream has a connection of its own and may outlive the generation.
std::shared_ptr<http::Stream> missing_csv(const edition::Generation& generation);
// Of all posts and years, or of the one at `place` (MissingReader::place_of).
std::shared_ptr<http::Stream> missing_letter(const edition::Generation& generation,
                                             std::optional<std::uint64_t> place = {});

} // namespace chancery::site
