#pragma once
// What the editors decided, as a release needs it: the state of every cable, the rules that hold, and
// the acts that an order comes to.
//
//   Desk desk(store, Quiet::No);
//   desk.order({.selection = {.all = true}}, options.date, report);   // as often as wanted
//   desk.settle(date, report);         // finds what the rules take out, and what that changes
//   desk.record(release)               // the new acts
//   desk.planned()                     // every cable that is public then
//
// One thread from outside; reading cables takes all cores. Memory: a row for each cable.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/store.hpp"
#include "base/progress.hpp"
#include "redact/redactor.hpp"
#include "release/released_view.hpp"
#include "release/selection.hpp"

namespace chancery::release {

// Which cables, and what the public is to see of them.
struct Order {
    Selection selection;
    archive::State state = archive::State::Whole;
    std::string why; // public; a withdrawal has to have one
};

// One cable that is public, with all that its released view is made from.
struct Planned {
    archive::Act act;
    std::optional<Instant> created;
    std::vector<archive::OriginalNumber> originals; // the released one first
};

struct DeskReport {
    std::uint64_t released = 0; // for the first time, or again
    std::uint64_t replaced =
        0; // released before, from another original than the one that leads now
    std::uint64_t redacted = 0; // public before, and something else is taken out now
    std::uint64_t restored = 0; // public before, and nothing is taken out any more
    std::uint64_t metadata = 0; // from now on without their text
    std::uint64_t withdrawn = 0;
    std::uint64_t held = 0;
    std::uint64_t unchanged = 0;      // ordered, and so already
    std::uint64_t left = 0;           // ordered by the dozen, and left as an editor decided before
    std::vector<std::string> unknown; // ids that the archive has no cable for
    std::vector<std::string> refused; // cables that could not be released, with the reason
};

constexpr std::int64_t kNotRecorded = 0;

// The rules that hold now.
std::shared_ptr<const redact::RuleSet> rules_in_force(archive::Store& store);

class Desk {
public:
    Desk(archive::Store& store, Quiet quiet);

    // UsageError for a withdrawal without a reason. `date`: of the release, and of cables whose source
    // gives none. What was withdrawn, held or reduced to metadata is shown again only where an order
    // names it by its id.
    void order(const Order& order, Instant date, DeskReport& report);
    // UsageError if something that must go cannot be taken out of a cable that is public already.
    void settle(Instant date, DeskReport& report);

    bool has_new_acts() const;
    // Whether rules hold, or a cable is not any more what it was: then no earlier edition may stay on
    // the disk.
    bool takes_something_out() const;
    // Writes the new acts into the archive, as of this release.
    void record(std::int64_t release);
    // All acts of cables that are or were public, the last of each its state; by reference. New ones
    // are of release kNotRecorded until they are.
    const std::map<std::string, std::vector<archive::Act>, std::less<>>& history() const
    {
        return history_;
    }
    // In the order of listings (format 9): newest release first, inside it oldest created first, then id.
    std::vector<Planned> planned() const;

    const std::shared_ptr<const redact::RuleSet>& rules() const { return rules_; }
    // Names the rules and refusals that hold, all together.
    const std::string& rules_hash() const { return rules_hash_; }
    // Names the state of all cables and how they came to it.
    std::string history_hash() const;

private:
    std::string basis_of(const Planned& cable) const;
    // What is taken out of each of these, by their place.
    std::vector<std::string> fingerprints(const std::vector<Planned>& cables, DeskReport& report,
                                          std::vector<bool>& failed);
    void put(archive::Act act);

    archive::Store& store_;
    Quiet quiet_;
    std::vector<archive::CableEntry> cables_;
    std::map<std::string, std::vector<archive::Act>, std::less<>> history_;
    std::shared_ptr<const redact::RuleSet> rules_;
    std::string rules_hash_;
    std::string general_hash_;                                      // of rules for all cables
    std::map<std::string, std::string, std::less<>> hash_of_cable_; // of rules and refusals for one
};

ReleaseItem load(archive::Store& store, const Planned& planned);

} // namespace chancery::release
