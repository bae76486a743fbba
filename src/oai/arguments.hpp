#pragma once
// The arguments of a request of OAI-PMH 2.0 (specification of 2015-01-08, sections 3 and 4).
//
//   read_arguments({{"verb", "ListRecords"}, {"metadataPrefix", "oai_dc"}, {"from", "2011-08-26"}})
//   read_arguments({{"verb", "Identify"}, {"x", "1"}})     badArgument
//
// Only the form is looked at here: which arguments a verb has, each at most once, each well-formed.
// Whether a set, a record or a format is there the answer finds out. Dates are days
// (granularity YYYY-MM-DD), in the years 1800 to 2199. Pure; any thread.
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "http/request.hpp"
#include "oai/error.hpp"

namespace chancery::oai {

enum class Verb : std::uint8_t {
    GetRecord,
    Identify,
    ListIdentifiers,
    ListMetadataFormats,
    ListRecords,
    ListSets
};
std::string_view name(Verb verb);

constexpr std::size_t kMaxArgumentBytes = 1000; // a longer one is badArgument

struct Arguments {
    Verb verb = Verb::Identify;
    std::string identifier;
    std::string metadata_prefix;
    std::string set;
    std::string resumption_token;
    std::optional<Instant> from;
    std::optional<Instant> until;
};

std::expected<Arguments, Error> read_arguments(const http::Fields& fields);

// "2011-08-26" and nothing else.
std::optional<Instant> read_day(std::string_view text);

} // namespace chancery::oai
