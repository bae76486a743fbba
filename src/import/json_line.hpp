#pragma once
// A cable as our own JSON (docs/json.md: what `chancery parse` and `show --format json` print, and
// exports hold) -> header, body and what the JSON says beside them.
//
//   chancery parse old.html > x.jsonl, then importing x.jsonl, gives the same cable
//
// Only what the text cannot give again is taken: header and body; id, created, released, origin,
// classification and subject as given values. Where the findings say that the source disagreed with
// its text, or knew no minutes, what the source said is in them, and is taken from there. All else
// is read anew from the text by the parser that reads any other original. Other members, and
// findings that a later version may add, are ignored.
//
// JSON that is not of a cable is refused with the reason. Pure; any thread; linear time; nesting is
// limited by the JSON reader.
#include <expected>
#include <string>
#include <string_view>

#include "import/document.hpp"

namespace chancery::importer {

// Whether an object of JSON starts here.
bool is_json_line(std::string_view text);

std::expected<Document, std::string> read_json_line(std::string_view line);

} // namespace chancery::importer
