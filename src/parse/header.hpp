#pragma once
// The header block: how the message travelled, when, from whom, to whom (format 1).
//
//   const HeaderFields fields = read_header(
//       "VZCZCXYZ0013\nRR RUEHWEB\n\nDE RUEHGT #0242/01 0581956\n...");
//   fields.from                  // AMEMBASSY GUATEMALA
//   fields.group->moment         // 2008-02-27T19:56Z
//
// Lines that fit no form are skipped: headers also hold e-mail lines, `null`, a distribution table
// of the Department whose INFO is not the INFO block, page marks. Pure; time linear in the text.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cable/cable.hpp"
#include "parse/date_time_group.hpp"

namespace chancery::parse {

// What a line of a header is, for those who want to see how it was read.
enum class HeaderRole : std::uint8_t {
    NotUnderstood,
    Transmission, // identifier, precedence and routing, DE, ZNY
    DateTimeGroup,
    From,
    To,
    Info,
    Exempt,
    Distribution,
    PartialExtract,
};

struct HeaderLine {
    std::string_view text; // a part of the header
    HeaderRole role;
};

struct HeaderFields {
    Transmission transmission;
    std::optional<DateTimeGroup> group;
    std::string from;
    std::vector<Addressee> to;
    std::vector<Addressee> info;
    bool partial_extract = false;
    std::vector<HeaderLine> lines; // those that are not blank
};

HeaderFields read_header(std::string_view header);

// One addressee: RUEHBO/AMEMBASSY BOGOTA PRIORITY 5901. Nothing for an empty line.
std::optional<Addressee> match_addressee(std::string_view text);

// A line that only a header has: transmission identifier, DE, ZNY, date-time group, FM.
bool is_header_line(std::string_view line);

} // namespace chancery::parse
