#pragma once
// An edition as an OAI-PMH 2.0 repository (https://www.openarchives.org/OAI/2.0/openarchivesprotocol.htm,
// 2015-01-08): all six verbs.
//
//   std::string document = answer(reader, {{"verb", "Identify"}}, now());
//
// Whatever the arguments are, the answer is a document with status 200; what is wrong with them is
// said in it by the protocol's error codes. A list comes in pages of a bounded size. Lists that were
// begun on an edition that is not in use any more end with badResumptionToken: begin again, with the
// same `from`.
//
// Datestamps are days, on which a cable came here, changed last or was withdrawn. Withdrawals are
// kept for ever (deletedRecord: persistent). A cable that is held is not named, as if it had never
// been here. IoError and JsonError for a damaged edition; one thread for each reader.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "edition/reader.hpp"
#include "http/request.hpp"

namespace chancery::oai {

constexpr std::uint64_t kRecordsPerPage = 20;  // their text is half a megabyte
constexpr std::uint64_t kHeadersPerPage = 200; // of ListIdentifiers
constexpr std::uint64_t kSetsPerPage = 500;

// The protocol asks for a whole address and for that of somebody who answers questions.
bool is_repository(const edition::Settings& settings);

std::string answer(edition::Reader& reader, const http::Fields& arguments, Instant now);

constexpr std::string_view kPath = "/oai";
constexpr std::string_view kContentType = "text/xml; charset=utf-8";

} // namespace chancery::oai
