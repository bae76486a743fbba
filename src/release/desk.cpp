#include "release/desk.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "archive/import.hpp"
#include "archive/reading.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/ordered_map.hpp"
#include "base/stop.hpp"

namespace chancery::release {

namespace {

using archive::Act;
using archive::CableEntry;
using archive::Change;
using archive::State;

constexpr std::size_t kWindow = 256;
constexpr std::size_t kMostNamed = 10; // cables in a message

bool is_public(State state)
{
    return state == State::Whole || state == State::Metadata;
}

// Whether an order would undo a decision to show less. (What was never released has no state.)
bool shows_more(State wanted, State before)
{
    const auto rank = [](State state) {
        return state == State::Whole ? 2 : state == State::Metadata ? 1 : 0;
    };
    return rank(wanted) > rank(before);
}

std::string hash_of(const redact::Redaction& redaction)
{
    std::string all = fmt::format("{}\n{}\n{}\n{}", redaction.number, redact::name(redaction.kind),
                                  redaction.text, redaction.pseudonym);
    for (const std::string& cable : redaction.cables) {
        all += '\n' + cable;
    }
    return hex(sha256(all));
}

// What a worker gives back for a cable.
struct Taken {
    std::string fingerprint;
    std::string problem;
};

} // namespace

std::shared_ptr<const redact::RuleSet> rules_in_force(archive::Store& store)
{
    std::vector<redact::Redaction> redactions;
    for (archive::RedactionEntry& entry : store.redactions()) {
        if (!entry.lifted) {
            redactions.push_back(std::move(entry.redaction));
        }
    }
    return redact::RuleSet::of(std::move(redactions), store.refusals());
}

ReleaseItem load(archive::Store& store, const Planned& planned)
{
    ReleaseItem item{planned.act.reference, planned.act.released, planned.act.state, {}};
    for (const archive::OriginalNumber number : planned.originals) {
        item.originals.push_back(store.packed_original(number));
    }
    return item;
}

Desk::Desk(archive::Store& store, Quiet quiet)
    : store_(store), quiet_(quiet), cables_(store.cables()), rules_(rules_in_force(store))
{
    for (Act& act : store.acts()) {
        history_[act.reference].push_back(std::move(act));
    }
    std::string general;
    for (const redact::Redaction& redaction : rules_->redactions()) {
        const std::string hash = hash_of(redaction);
        if (redaction.cables.empty()) {
            general += hash;
        }
        for (const std::string& cable : redaction.cables) {
            hash_of_cable_[cable] += hash;
        }
    }
    for (const redact::Refusal& refusal : store.refusals()) {
        hash_of_cable_[refusal.cable] +=
            hex(sha256(fmt::format("{} {}", refusal.redaction, refusal.place)));
    }
    general_hash_ = hex(sha256(general));
    std::string all = general_hash_;
    for (const auto& [cable, hash] : hash_of_cable_) {
        all += cable + hash;
    }
    rules_hash_ = hex(sha256(all));
}

// Of several new acts of a cable the last counts.
void Desk::put(Act act)
{
    std::vector<Act>& acts = history_[act.reference];
    if (!acts.empty() && acts.back().release == kNotRecorded) {
        acts.back() = std::move(act);
    } else {
        acts.push_back(std::move(act));
    }
}

void Desk::order(const Order& order, Instant date, DeskReport& report)
{
    if (order.state == State::Withdrawn && order.why.empty()) {
        throw UsageError(
            "a withdrawal needs a reason: it is what readers find in the cable's place");
    }
    for (const auto& [cable, is_named] : select(cables_, order.selection, report.unknown)) {
        const auto acts = history_.find(cable.reference);
        const Act* before = acts == history_.end() ? nullptr : &acts->second.back();
        Act act{cable.reference,
                cable.originals.front(),
                before != nullptr ? before->released : cable.given_released.value_or(date),
                0,
                order.state,
                Change::Released,
                order.why,
                "",
                date};
        const bool was_public = before != nullptr && is_public(before->state);
        if (before != nullptr && !is_named && shows_more(order.state, before->state)) {
            ++report.left;
            continue;
        }
        switch (order.state) {
        case State::Whole:
        case State::Metadata:
            if (was_public && before->state == order.state) {
                if (before->original == act.original) {
                    ++report.unchanged;
                    continue;
                }
                act.change = Change::Corrected;
                ++report.replaced;
            } else if (order.state == State::Metadata) {
                act.change = Change::Metadata;
                ++report.metadata;
            } else {
                ++report.released;
            }
            break;
        case State::Withdrawn:
        case State::Held:
            if (before == nullptr || before->state == order.state ||
                (!was_public && order.state == State::Withdrawn)) {
                ++report.unchanged;
                continue;
            }
            act.change = order.state == State::Held ? Change::Held : Change::Withdrawn;
            act.original = before->original;
            ++(order.state == State::Held ? report.held : report.withdrawn);
            break;
        }
        put(std::move(act));
    }
}

std::string Desk::basis_of(const Planned& cable) const
{
    const auto own = hash_of_cable_.find(cable.act.reference);
    std::string all = fmt::format("{} {} {}", archive::kReadingsVersion, general_hash_,
                                  own == hash_of_cable_.end() ? "" : own->second);
    for (const archive::OriginalNumber number : cable.originals) {
        all += fmt::format(" {}", number);
    }
    return hex(sha256(all)).substr(0, 32);
}

std::vector<std::string> Desk::fingerprints(const std::vector<Planned>& cables, DeskReport& report,
                                            std::vector<bool>& failed)
{
    std::vector<std::string> found(cables.size());
    failed.assign(cables.size(), false);
    if (rules_->empty()) {
        return found;
    }
    const auto known = store_.taken_out();
    std::vector<std::string> bases(cables.size());
    std::vector<std::size_t> to_read;
    for (std::size_t i = 0; i < cables.size(); ++i) {
        bases[i] = basis_of(cables[i]);
        const auto same = known.find(cables[i].act.reference);
        if (same != known.end() && same->second.basis == bases[i]) {
            found[i] = same->second.fingerprint;
        } else {
            to_read.push_back(i);
        }
    }
    const auto dictionaries = archive::all_dictionaries(store_);
    struct Worker {
        archive::Unpacker unpack;
        redact::Redactor redactor;
    };
    std::vector<Worker> workers;
    for (unsigned i = 0; i < worker_count(); ++i) {
        workers.push_back({archive::Unpacker(dictionaries), redact::Redactor(rules_)});
    }
    Progress progress("look for what is redacted", "cables", to_read.size(),
                      to_read.empty() ? Quiet::Yes : quiet_);
    std::size_t next = 0;
    std::size_t done = 0;
    ordered_map<ReleaseItem, Taken>(
        worker_count(), kWindow,
        [&]() -> std::optional<ReleaseItem> {
            throw_if_stopped();
            return next < to_read.size() ? std::optional(load(store_, cables[to_read[next++]]))
                                         : std::nullopt;
        },
        [&](unsigned worker, const ReleaseItem& item) -> Taken {
            try {
                return {released_view(item, workers[worker].unpack, workers[worker].redactor)
                            .fingerprint,
                        ""};
            } catch (const redact::RedactionError& error) {
                return {"", error.what()};
            }
        },
        [&](const Taken& taken) {
            const std::size_t i = to_read[done++];
            progress.add(1);
            failed[i] = !taken.problem.empty();
            if (failed[i]) {
                report.refused.push_back(taken.problem);
                return;
            }
            found[i] = taken.fingerprint;
        });
    for (const std::size_t i : to_read) { // not before all are read: a thread of its own reads them
        if (!failed[i]) {
            store_.set_taken_out(cables[i].act.reference, {bases[i], found[i]});
        }
    }
    return found;
}

void Desk::settle(Instant date, DeskReport& report)
{
    const std::vector<Planned> cables = planned();
    std::vector<bool> failed;
    const std::size_t named = report.refused.size();
    const std::vector<std::string> found = fingerprints(cables, report, failed);
    std::vector<std::string> stuck;
    for (std::size_t i = 0; i < cables.size(); ++i) {
        const std::string& reference = cables[i].act.reference;
        std::vector<Act>& acts = history_.find(reference)->second;
        const bool is_new = acts.back().release == kNotRecorded;
        const bool was_public =
            !is_new || (acts.size() > 1 && is_public(acts[acts.size() - 2].state));
        if (failed[i] && was_public) {
            stuck.push_back(reference);
            continue;
        }
        if (failed[i]) {
            --(acts.back().state == State::Metadata ? report.metadata : report.released);
            acts.pop_back();
            if (acts.empty()) {
                history_.erase(reference);
            }
            continue;
        }
        if (is_new) {
            acts.back().fingerprint = found[i];
        } else if (acts.back().fingerprint != found[i]) {
            Act act = acts.back();
            act.release = kNotRecorded;
            act.date = date;
            act.change = found[i].empty() ? Change::Restored : Change::Redacted;
            act.why.clear();
            act.fingerprint = found[i];
            ++(found[i].empty() ? report.restored : report.redacted);
            put(std::move(act));
        }
    }
    if (!stuck.empty()) {
        std::string message = "these cables are public, and what must go cannot be taken out of "
                              "them (hold or withdraw them, or change the rule):";
        for (std::size_t i = named; i < std::min(report.refused.size(), named + kMostNamed); ++i) {
            message += "\n  " + report.refused[i];
        }
        throw UsageError(message);
    }
}

std::string Desk::history_hash() const
{
    Sha256Stream hash;
    for (const auto& [reference, acts] : history_) {
        for (const Act& act : acts) {
            hash.update(fmt::format("{} {} {} {} {} {} {} {}\n", reference, act.release,
                                    act.original, seconds_since_epoch(act.released),
                                    archive::name(act.state), archive::name(act.change), act.why,
                                    act.fingerprint));
        }
    }
    return hex(hash.finish());
}

bool Desk::has_new_acts() const
{
    return std::ranges::any_of(history_, [](const auto& of_cable) {
        return of_cable.second.back().release == kNotRecorded;
    });
}

bool Desk::takes_something_out() const
{
    return !rules_->empty() || std::ranges::any_of(history_, [](const auto& of_cable) {
        return of_cable.second.size() > 1;
    });
}

void Desk::record(std::int64_t release)
{
    for (auto& [reference, acts] : history_) {
        if (acts.back().release == kNotRecorded) {
            acts.back().release = release;
            store_.add_act(acts.back());
        }
    }
}

std::vector<Planned> Desk::planned() const
{
    std::vector<Planned> planned;
    for (const CableEntry& cable : cables_) {
        const auto acts = history_.find(cable.reference);
        if (acts == history_.end() || !is_public(acts->second.back().state)) {
            continue;
        }
        const Act& act = acts->second.back();
        std::vector<archive::OriginalNumber> originals = {act.original};
        std::ranges::copy_if(cable.originals, std::back_inserter(originals),
                             [&](auto number) { return number != act.original; });
        planned.push_back({act, cable.created, std::move(originals)});
    }
    std::ranges::sort(planned, [](const Planned& a, const Planned& b) {
        const Instant a_created = a.created.value_or(Instant::max()); // unknown comes last
        const Instant b_created = b.created.value_or(Instant::max());
        return std::tie(b.act.released, a_created, a.act.reference) <
               std::tie(a.act.released, b_created, b.act.reference);
    });
    return planned;
}

} // namespace chancery::release
