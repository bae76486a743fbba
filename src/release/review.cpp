#include "release/review.hpp"

#include <algorithm>

#include "archive/import.hpp"
#include "base/error.hpp"
#include "base/ordered_map.hpp"
#include "base/stop.hpp"
#include "release/desk.hpp"

namespace chancery::release {

namespace {

constexpr std::size_t kWindow = 256;

ReleaseItem item_of(archive::Store& store, const archive::CableEntry& cable)
{
    ReleaseItem item{cable.reference, Instant(), archive::State::Whole, {}};
    for (const archive::OriginalNumber number : cable.originals) {
        item.originals.push_back(store.packed_original(number));
    }
    return item;
}

struct Seen {
    std::string cable;
    std::vector<redact::Effect> effects;
    std::string problem;
};

} // namespace

void each_effect(archive::Store& store, const std::vector<std::string>& ids, Quiet quiet,
                 const std::function<void(const std::string&, const redact::Effect&)>& effect,
                 const std::function<void(const std::string&)>& problem)
{
    archive::refresh_readings(store, quiet);
    std::vector<std::string> unknown;
    const std::vector<archive::CableEntry> all = store.cables();
    const std::vector<Selected> cables = select(all, {.all = ids.empty(), .ids = ids}, unknown);
    for (const std::string& id : unknown) {
        problem(id + ": no such cable in the archive");
    }
    const auto rules = rules_in_force(store);
    const auto dictionaries = archive::all_dictionaries(store);
    struct Worker {
        archive::Unpacker unpack;
        redact::Redactor redactor;
    };
    std::vector<Worker> workers;
    for (unsigned i = 0; i < worker_count(); ++i) {
        workers.push_back({archive::Unpacker(dictionaries), redact::Redactor(rules)});
    }
    Progress progress("review", "cables", cables.size(), quiet);
    std::size_t next = 0;
    ordered_map<ReleaseItem, Seen>(
        worker_count(), kWindow,
        [&]() -> std::optional<ReleaseItem> {
            throw_if_stopped();
            return next < cables.size() ? std::optional(item_of(store, cables[next++].cable))
                                        : std::nullopt;
        },
        [&](unsigned worker, const ReleaseItem& item) -> Seen {
            try {
                return {
                    item.reference,
                    released_view(item, workers[worker].unpack, workers[worker].redactor).effects,
                    ""};
            } catch (const redact::RedactionError& error) {
                return {item.reference, {}, error.what()};
            }
        },
        [&](const Seen& seen) {
            progress.add(1);
            if (!seen.problem.empty()) {
                problem(seen.problem);
            }
            for (const redact::Effect& one : seen.effects) {
                effect(seen.cable, one);
            }
        });
}

std::optional<std::string> paragraph_text(archive::Store& store, const std::string& id,
                                          const std::string& anchor)
{
    const std::optional<archive::CableEntry> cable = store.cable(id);
    if (!cable) {
        return std::nullopt;
    }
    archive::Unpacker unpack(archive::all_dictionaries(store));
    redact::Redactor nothing(redact::RuleSet::of({}));
    const Cable view = released_view(item_of(store, *cable), unpack, nothing).cable;
    const auto paragraph = std::ranges::find(view.paragraphs, anchor, &Paragraph::anchor);
    return paragraph == view.paragraphs.end() ? std::nullopt : std::optional(paragraph->text);
}

} // namespace chancery::release
