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

// What a cable is, without its text: who sent it, when, about what.
Cable metadata_of(Cable cable)
{
    Cable out;
    out.id = std::move(cable.id);
    out.printed_id = std::move(cable.printed_id);
    out.created = cable.created;
    out.origin = std::move(cable.origin);
    out.classification = std::move(cable.classification);
    out.captions = std::move(cable.captions);
    out.tags = std::move(cable.tags);
    for (Tag& tag : out.tags) {
        tag.at = {};
    }
    out.subject = std::move(cable.subject);
    out.title = std::move(cable.title);
    out.sections = cable.sections;
    return out;
}

} // namespace

redact::Redacted released_view(const ReleaseItem& item, archive::Unpacker& unpack,
                               redact::Redactor& redactor)
{
    CHECK(!item.originals.empty());
    importer::Document lead = read(item.originals.front(), unpack);
    for (std::size_t i = 1; i < item.originals.size(); ++i) {
        complete(lead.given, read(item.originals[i], unpack).given);
    }
    redact::Redacted view =
        redactor.read(item.reference, std::move(lead.text), std::move(lead.given));
    if (view.cable.id != item.reference) {
        if (!view.fingerprint.empty()) {
            throw redact::RedactionError(item.reference +
                                         ": redacted, it has another reference id");
        }
        throw IoError(item.reference + ": its original is now read as " +
                      (view.cable.id.empty() ? "no cable" : view.cable.id) +
                      " (run chancery check on the archive)");
    }
    if (item.state == archive::State::Metadata) {
        view.cable = metadata_of(std::move(view.cable));
    }
    view.cable.released = item.released;
    return view;
}

} // namespace chancery::release
