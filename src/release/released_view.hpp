#pragma once
// The text of a cable that the public may see: made from its originals here, and only here.
//
// This is the line between archive and edition. What does not come out of released_view() is in no edition: not what the editors took out, not the
// names of source files, not the other originals, not what sources said beside the text and the cable does not show.
#include <string>
#include <vector>

#include "archive/store.hpp"
#include "cable/cable.hpp"
#include "redact/redactor.hpp"

namespace chancery::release {

// One cable that is public, with its originals: the one whose text is released first, the others behind it.
struct ReleaseItem {
    std::string reference;
    Instant released;
    archive::State state = archive::State::Whole; // or Metadata
    std::vector<archive::PackedOriginal> originals{};
};

// The text of the first original, read with what any of them says beside its text (the first that says it wins), without what the rules take
// out; of a cable in state Metadata only what it is. IoError if it cannot be read any more or turns out to be another cable's, RedactionError if
// something cannot be taken out.
redact::Redacted released_view(const ReleaseItem& item, archive::Unpacker& unpack,
                               redact::Redactor& redactor);

} // namespace chancery::release
