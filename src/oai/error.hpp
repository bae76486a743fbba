#pragma once
// What a harvester is told instead of an answer (OAI-PMH 2.0, 3.6).
#include <cstdint>
#include <string>
#include <string_view>

namespace chancery::oai {

enum class ErrorCode : std::uint8_t {
    BadArgument,
    BadResumptionToken,
    BadVerb,
    CannotDisseminateFormat,
    IdDoesNotExist,
    NoRecordsMatch
};
// noMetadataFormats and noSetHierarchy are never said: each cable has all formats, and there are sets.

struct Error {
    ErrorCode code = ErrorCode::BadArgument;
    std::string text;
};

std::string_view name(ErrorCode code); // "badArgument"

} // namespace chancery::oai
