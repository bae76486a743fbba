#include "release/release.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "archive/import.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/ordered_map.hpp"
#include "base/stop.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "cable/cable_json.hpp"
#include "edition/batch.hpp"
#include "edition/format.hpp"
#include "edition/writer.hpp"
#include "index/segment.hpp"
#include "index/segment_writer.hpp"
#include "release/released_view.hpp"
#include "release/settings_file.hpp"

namespace chancery::release {

namespace {

using archive::CableEntry;
using archive::ReleasedCable;
using archive::Store;

// Raise it when the same archive gives another edition than before, so that `release` writes it anew.
constexpr int kEditionVersion = 5;

constexpr int kViewLevel = 3;
constexpr std::size_t kDictionarySize = 110U << 10U;
constexpr std::size_t kDictionarySamples = 2000;
constexpr std::size_t kSampleStep =
    8; // a sample is read twice: at most every so manieth cable is one
constexpr std::size_t kWindow = 256;

bool contains(const std::optional<InstantRange>& range, const std::optional<Instant>& instant)
{
    return range && instant && (!range->from || *range->from <= *instant) &&
           (!range->to || *instant < *range->to);
}

// The cables that a selection names, by reference.
std::vector<CableEntry> select(const std::vector<CableEntry>& cables, const Selection& selection,
                               ReleaseReport& report)
{
    std::set<std::string, std::less<>> wanted;
    for (const std::string& text : selection.ids) {
        const auto has = [&](const std::string& id) {
            return std::ranges::binary_search(cables, id, {}, &CableEntry::reference);
        };
        const std::optional<CableId> id = CableId::parse(text);
        if (id && has(id->text())) {
            wanted.insert(id->text());
        } else if (id && has(canonical_id(*id).text())) {
            wanted.insert(canonical_id(*id).text());
        } else {
            report.unknown.push_back(text);
        }
    }
    std::vector<CableEntry> selected;
    for (const CableEntry& cable : cables) {
        if (selection.all || wanted.contains(cable.reference) ||
            contains(selection.created, cable.created) ||
            contains(selection.given_released, cable.given_released)) {
            selected.push_back(cable);
        }
    }
    return selected;
}

using State = std::map<std::string, ReleasedCable, std::less<>>; // by reference

State released_state(Store& store)
{
    State state;
    for (ReleasedCable& cable : store.released_cables()) {
        state.emplace(cable.reference, cable);
    }
    return state;
}

Instant day_of(Instant instant)
{
    return std::chrono::floor<std::chrono::days>(instant);
}

// The acts that make the selection public: new cables, and others whose leading original has changed.
std::vector<ReleasedCable> acts_for(const std::vector<CableEntry>& selected, const State& state,
                                    Instant date, ReleaseReport& report)
{
    std::vector<ReleasedCable> acts;
    for (const CableEntry& cable : selected) {
        const auto before = state.find(cable.reference);
        const archive::OriginalNumber lead = cable.originals.front();
        if (before == state.end()) {
            ++report.released;
            acts.push_back({cable.reference, lead, cable.given_released.value_or(date), 0});
        } else if (before->second.original != lead) {
            ++report.replaced;
            acts.push_back({cable.reference, lead, before->second.released, 0});
        } else {
            ++report.unchanged;
        }
    }
    return acts;
}

void record(Store& store, const std::vector<ReleasedCable>& acts, const ReleaseOptions& options,
            Instant date, State& state)
{
    if (acts.empty()) {
        return;
    }
    const std::int64_t number = store.add_release(options.made, date, options.title);
    for (ReleasedCable act : acts) {
        act.release = number;
        store.add_act(number, act);
        state.insert_or_assign(act.reference, act);
    }
}

// One cable of the edition to be written.
struct Planned {
    ReleasedCable act;
    std::optional<Instant> created;
    std::vector<archive::OriginalNumber> originals; // the released one first
};

// In the order of listings (format 9): newest release first, inside it oldest created first, then id.
std::vector<Planned> plan(const std::vector<CableEntry>& cables, const State& state)
{
    std::vector<Planned> planned;
    for (const CableEntry& cable : cables) {
        const auto act = state.find(cable.reference);
        if (act == state.end()) {
            continue;
        }
        std::vector<archive::OriginalNumber> originals = {act->second.original};
        std::ranges::copy_if(cable.originals, std::back_inserter(originals),
                             [&](auto number) { return number != act->second.original; });
        planned.push_back({act->second, cable.created, std::move(originals)});
    }
    std::ranges::sort(planned, [](const Planned& a, const Planned& b) {
        const Instant a_created = a.created.value_or(Instant::max()); // unknown comes last
        const Instant b_created = b.created.value_or(Instant::max());
        return std::tie(b.act.released, a_created, a.act.reference) <
               std::tie(a.act.released, b_created, b.act.reference);
    });
    return planned;
}

ReleaseItem load(Store& store, const Planned& planned)
{
    ReleaseItem item{planned.act.reference, planned.act.released, {}};
    for (const archive::OriginalNumber number : planned.originals) {
        item.originals.push_back(store.packed_original(number));
    }
    return item;
}

// Trained on views spread evenly over the edition, so the same edition has the same dictionary.
std::string view_dictionary(Store& store, const std::vector<Planned>& planned,
                            archive::Unpacker& unpack)
{
    std::vector<std::string> samples;
    const std::size_t step = std::max(planned.size() / kDictionarySamples, kSampleStep);
    for (std::size_t i = 0; i < planned.size(); i += step) {
        samples.push_back(to_json(released_view(load(store, planned[i]), unpack)));
    }
    return train_dictionary(samples, kDictionarySize);
}

std::vector<edition::Release> public_releases(const std::vector<Planned>& planned)
{
    std::map<Instant, std::uint32_t> by_date;
    for (const Planned& cable : planned) {
        ++by_date[cable.act.released];
    }
    std::vector<edition::Release> releases;
    for (const auto& [date, count] : by_date) {
        releases.push_back({"", date, count});
    }
    return releases;
}

// Unpack, read, render, pack: what a worker does with one cable.
class ViewMaker {
public:
    struct View {
        edition::Facts facts;
        std::string packed;
        index::IndexedCable words;
    };

    ViewMaker(std::unordered_map<std::int64_t, std::string> dictionaries,
              std::string_view view_dictionary)
        : unpack_(std::move(dictionaries)), pack_(view_dictionary, kViewLevel)
    {
    }

    View operator()(const ReleaseItem& item)
    {
        const Cable cable = released_view(item, unpack_);
        return {edition::facts_of(cable), pack_(to_json(cable)), index::indexed(cable)};
    }

private:
    archive::Unpacker unpack_;
    Compressor pack_;
};

// ---- batches ----

// A batch joins the one before it unless that has this many times as many cables: so there are few
// batches, and a cable is seldom written again.
constexpr std::size_t kBatchFactor = 4;

// What is written together: the cables of one release, or of several that follow each other. Which
// they are depends on the acts alone, so an edition that is written anew has the same files.
std::vector<std::vector<Planned>> batches_of(const std::vector<Planned>& planned)
{
    std::map<std::int64_t, std::size_t> sizes; // by release
    for (const Planned& cable : planned) {
        ++sizes[cable.act.release];
    }
    struct Group {
        std::int64_t last_release = 0;
        std::size_t size = 0;
    };
    std::vector<Group> groups;
    for (const auto& [release, size] : sizes) {
        groups.push_back({release, size});
        while (groups.size() > 1 &&
               groups[groups.size() - 2].size <= kBatchFactor * groups.back().size) {
            const Group last = groups.back();
            groups.pop_back();
            groups.back() = {last.last_release, groups.back().size + last.size};
        }
    }
    std::vector<std::vector<Planned>> batches(groups.size());
    for (const Planned& cable : planned) {
        const auto group =
            std::ranges::lower_bound(groups, cable.act.release, {}, &Group::last_release);
        batches[static_cast<std::size_t>(group - groups.begin())].push_back(cable);
    }
    return batches;
}

// Names a batch by all that its files are made from.
std::string key_of(const std::vector<Planned>& batch, const index::Weights& weights)
{
    Sha256Stream hash;
    const auto add = [&](std::int64_t number) {
        hash.update({reinterpret_cast<const char*>(&number), sizeof number});
    };
    add(kEditionVersion);
    for (const std::uint32_t weight :
         {weights.subject, weights.summary, weights.body, weights.header}) {
        add(weight);
    }
    for (const Planned& cable : batch) {
        hash.update(cable.act.reference);
        add(seconds_since_epoch(cable.act.released));
        add(static_cast<std::int64_t>(cable.originals.size()));
        for (const archive::OriginalNumber number : cable.originals) {
            add(number);
        }
    }
    return hex(hash.finish());
}

std::string views_path(std::uint64_t number)
{
    return std::string(edition::kViewsFolder) + "/" + edition::batch_name(number);
}

std::string words_path(std::uint64_t number)
{
    return std::string(edition::kIndexFolder) + "/" + index::segment_name(number);
}

void write_batch(Store& store, const std::vector<Planned>& planned, const index::Weights& weights,
                 const fs::path& generation, std::uint64_t number, Progress& progress)
{
    const auto dictionaries = archive::all_dictionaries(store);
    archive::Unpacker unpack(dictionaries);
    const std::string dictionary = view_dictionary(store, planned, unpack);
    std::vector<ViewMaker> makers;
    for (unsigned i = 0; i < worker_count(); ++i) {
        makers.emplace_back(dictionaries, dictionary);
    }
    edition::BatchWriter views(generation / views_path(number), dictionary);
    index::SegmentWriter words(generation / words_path(number),
                               {.threads = worker_count(), .weights = weights});
    std::size_t next = 0;
    ordered_map<ReleaseItem, ViewMaker::View>(
        worker_count(), kWindow,
        [&]() -> std::optional<ReleaseItem> {
            throw_if_stopped();
            return next < planned.size() ? std::optional(load(store, planned[next++]))
                                         : std::nullopt;
        },
        [&](unsigned worker, const ReleaseItem& item) { return makers[worker](item); },
        [&](ViewMaker::View view) {
            views.add(view.facts, view.packed);
            words.add(std::move(view.words));
            progress.add(1);
        });
    words.finish();
    views.finish();
}

// The generation in use, and what it was made from.
struct Before {
    fs::path folder;
    std::vector<std::string> keys; // of its batches, in their order
    edition::Hashes hashes;        // of its files
};

// Takes a file over from the generation before, if it is in the manifest there.
void share(const Before& before, const std::string& from, const fs::path& generation,
           const std::string& to, edition::Hashes& hashes)
{
    std::error_code error;
    fs::create_hard_link(before.folder / from, generation / to, error);
    if (error) { // a file system without links
        fs::copy_file(before.folder / from, generation / to);
    }
    if (const auto hash = before.hashes.find(from); hash != before.hashes.end()) {
        hashes.emplace(to, hash->second);
    }
}

// Returns the keys of its batches.
std::vector<std::string> write_generation(Store& store, const std::vector<Planned>& planned,
                                          const edition::Settings& settings, const Before& before,
                                          const fs::path& generation, Quiet quiet)
{
    edition::make_generation(generation);
    Progress progress("release", "cables", planned.size(), quiet);
    const edition::SearchSettings& search = settings.search;
    const index::Weights weights{search.subject, search.summary, search.body, search.header};
    std::vector<std::string> keys;
    edition::Hashes hashes;
    for (const std::vector<Planned>& batch : batches_of(planned)) {
        keys.push_back(key_of(batch, weights));
        const auto same = std::ranges::find(before.keys, keys.back());
        if (same == before.keys.end()) {
            write_batch(store, batch, weights, generation, keys.size(), progress);
            continue;
        }
        const auto number = static_cast<std::uint64_t>(same - before.keys.begin()) + 1;
        share(before, views_path(number), generation, views_path(keys.size()), hashes);
        share(before, words_path(number), generation, words_path(keys.size()), hashes);
        progress.add(batch.size());
    }
    edition::write_edition(generation, settings, public_releases(planned), hashes);
    return keys;
}

// Names what an edition is made from: the acts, the originals, the settings and the program's ways.
// It stays in the archive: how many originals there are is nobody's business outside.
std::string edition_state(Store& store, const edition::Settings& settings)
{
    return fmt::format("v{} act {} originals {} settings {}\n", kEditionVersion, store.last_act(),
                       store.original_count(), hex(sha256(to_json(settings))));
}

std::vector<std::string> keys_in(std::string_view state)
{
    std::vector<std::string> keys;
    for (const std::string_view line : split(state, '\n')) {
        keys.emplace_back(line);
    }
    keys.erase(keys.begin()); // what the edition is made from
    return keys;
}

template <typename Open>
bool opens(Open open)
{
    try {
        open();
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

// Takes out the keys of batches whose files are missing or do not open: they are made anew, like an
// edition whose tables are. Damage inside a file is for `check` to find, which reads all of it.
bool drop_damaged(Before& before)
{
    bool whole = opens([&] { edition::Generation::open(before.folder); });
    for (std::size_t i = 0; i < before.keys.size(); ++i) {
        if (!opens([&] {
                edition::Batch::open(before.folder / views_path(i + 1));
                index::Segment::open(before.folder / words_path(i + 1));
            })) {
            before.keys[i].clear();
            whole = false;
        }
    }
    return whole;
}

// "2008-02" -> its first moment and the one after its last.
std::optional<std::pair<Instant, Instant>> parse_period(std::string_view text)
{
    const std::string first = text.size() == 4   ? std::string(text) + "-01-01"
                              : text.size() == 7 ? std::string(text) + "-01"
                                                 : std::string(text);
    const std::optional<Instant> from = parse_instant(first);
    if (!from || first.size() != 10) {
        return std::nullopt;
    }
    Civil c = civil(*from);
    if (text.size() == 10) {
        return std::pair(*from, *from + std::chrono::days(1));
    }
    c.month = text.size() == 4 || c.month == 12 ? 1 : c.month + 1;
    c.year += c.month == 1 ? 1 : 0;
    const std::optional<Instant> to = make_instant(c);
    return to ? std::optional(std::pair(*from, *to)) : std::nullopt;
}

} // namespace

std::optional<InstantRange> parse_range(std::string_view text)
{
    const std::size_t dots = text.find("..");
    const std::string_view first = text.substr(0, dots);
    const std::string_view last = dots == std::string_view::npos ? first : text.substr(dots + 2);
    const auto from = parse_period(first);
    const auto to = parse_period(last);
    if ((!from && !first.empty()) || (!to && !last.empty()) || (!from && !to)) {
        return std::nullopt;
    }
    return InstantRange{from ? std::optional(from->first) : std::nullopt,
                        to ? std::optional(to->second) : std::nullopt};
}

ReleaseReport release(Store& store, const Selection& selection, const ReleaseOptions& options,
                      Quiet quiet)
{
    const auto begin = std::chrono::steady_clock::now();
    const edition::Settings settings = read_settings(store.folder());
    edition::EditionFolder folder(options.edition);
    archive::refresh_readings(store, quiet);

    ReleaseReport report;
    const Instant date = options.date.value_or(day_of(options.made));
    const std::vector<CableEntry> cables = store.cables();
    State state = released_state(store);
    record(store, acts_for(select(cables, selection, report), state, date, report), options, date,
           state);
    report.total = state.size();

    // The state, and in a line each the keys of the batches that were made from it.
    const std::string wanted = edition_state(store, settings);
    const std::string written = store.edition_state(folder.manifest()).value_or("");
    const bool again = options.again == Again::Yes;
    Before before{folder.current(), again ? std::vector<std::string>() : keys_in(written),
                  edition::hashes_in(folder.manifest())};
    if (report.total > 0 && (!drop_damaged(before) || again || !written.starts_with(wanted))) {
        const fs::path generation = folder.begin_generation();
        const std::vector<std::string> keys =
            write_generation(store, plan(cables, state), settings, before, generation, quiet);
        store
            .commit(); // done from here on; a crash before the switch is mended by the next release
        report.generation = folder.switch_to(generation);
        store.set_edition(wanted + fmt::format("{}", fmt::join(keys, "\n")), folder.manifest());
        store.commit();
    }
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return report;
}

} // namespace chancery::release
