#include "archive/check.hpp"

#include <algorithm>

#include "archive/import.hpp"
#include "base/error.hpp"

namespace chancery::archive {

namespace {

// What is wrong with one original; empty if nothing is.
std::string problem_of(const PackedOriginal& original, const Sha256& hash, Unpacker& unpack)
{
    try {
        const std::string bytes = unpack(original);
        if (sha256(bytes) != hash) {
            return "original " + std::to_string(original.number) + " (" + original.name +
                   "): its SHA-256 has changed";
        }
        return {};
    } catch (const IoError& error) {
        return error.what();
    }
}

} // namespace

CheckReport check(Store& store, const std::function<void(std::uint64_t, std::uint64_t)>& progress)
{
    refresh_readings(store, Quiet::Yes);
    CheckReport report;
    const auto add = [&](std::string problem) {
        if (!problem.empty() && report.problems.size() < kMaxProblems) {
            report.problems.push_back(std::move(problem));
        }
    };
    if (const std::string integrity = store.integrity(); integrity != "ok") {
        add("archive.db: " + integrity);
    }
    Unpacker unpack(all_dictionaries(store));
    store.each_original([&](const PackedOriginal& original, const Sha256& hash) {
        add(problem_of(original, hash, unpack));
        progress(++report.originals, store.original_count());
    });
    for (const Act& act : store.acts()) {
        const std::optional<CableEntry> cable = store.cable(act.reference);
        if (!cable || std::ranges::find(cable->originals, act.original) == cable->originals.end()) {
            add(act.reference + ": released from an original that is not one of its own");
        }
    }
    return report;
}

} // namespace chancery::archive
