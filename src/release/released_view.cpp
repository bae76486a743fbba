#include "release/released_view.hpp"

#include "archive/reading.hpp"
#include "base/check.hpp"
#include "base/error.hpp"

namespace chancery::release {

namespace {

importer::Document read(const archive::PackedOriginal& original, archive::Unpacker& unpack)
{
    auto document = importer::read_document(unpack(original), original.name);
    if (!document) {
        throw IoError("original " + std::to_string(original.number) + " (" + original.name +
                      ") cannot be read any more: " + document.error());
    }
    return std::move(*document);
}

// Fills what `given` lacks.
void complete(Given& given, const Given& other)
{
    const auto fill = [](auto& mine, const auto& theirs) {
        if (mine == std::decay_t<decltype(mine)>()) {
            mine = theirs;
        }
    };
    if (!given.created) {
        given.created = other.created;
        given.minutes_unknown = other.minutes_unknown;
    }
    fill(given.id, other.id);
    fill(given.released, other.released);
    fill(given.classification, other.classification);
    fill(given.origin, other.origin);
    fill(given.subject, other.subject);
}

} // namespace

Cable released_view(const ReleaseItem& item, archive::Unpacker& unpack)
{
    CHECK(!item.originals.empty());
    importer::Document lead = read(item.originals.front(), unpack);
    for (std::size_t i = 1; i < item.originals.size(); ++i) {
        complete(lead.given, read(item.originals[i], unpack).given);
    }
    Cable cable = parse::parse_cable(std::move(lead.text), lead.given);
    if (cable.id != item.reference) {
        throw IoError(item.reference + ": its original is now read as " +
                      (cable.id.empty() ? "no cable" : cable.id) +
                      " (run chancery check on the archive)");
    }
    cable.released = item.released;
    return cable;
}

} // namespace chancery::release
