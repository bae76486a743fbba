#include "release/release.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "archive/import.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/ordered_map.hpp"
#include "base/stop.hpp"
#include "base/text.hpp"
#include "cable/cable_json.hpp"
#include "edition/batch.hpp"
#include "edition/format.hpp"
#include "edition/reader.hpp"
#include "edition/writer.hpp"
#include "index/segment.hpp"
#include "index/segment_writer.hpp"
#include "release/history.hpp"
#include "release/leak_scan.hpp"
#include "release/preview.hpp"
#include "release/released_view.hpp"
#include "release/settings_file.hpp"

namespace chancery::release {

namespace {

using archive::Store;

// Raise it when the same archive gives another edition than before, so that `release` writes it anew.
constexpr int kEditionVersion = 8;

constexpr std::string_view kHeldFolder =
    "held"; // in the archive: nothing unreleased lies where editions are
constexpr std::string_view kUsualEdition = "edition";

constexpr int kViewLevel = 3;
constexpr std::size_t kDictionarySize = 110U << 10U;
constexpr std::size_t kDictionarySamples = 2000;
constexpr std::size_t kSampleStep =
    8; // a sample is read twice: at most every so manieth cable is one
constexpr std::size_t kWindow = 256;

Instant day_of(Instant instant)
{
    return std::chrono::floor<std::chrono::days>(instant);
}

// Trained on views spread evenly over the edition, so the same edition has the same dictionary.
std::string view_dictionary(Store& store, const std::vector<Planned>& planned,
                            archive::Unpacker& unpack, redact::Redactor& redactor)
{
    std::vector<std::string> samples;
    const std::size_t step = std::max(planned.size() / kDictionarySamples, kSampleStep);
    for (std::size_t i = 0; i < planned.size(); i += step) {
        samples.push_back(to_json(released_view(load(store, planned[i]), unpack, redactor).cable));
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
              std::shared_ptr<const redact::RuleSet> rules, std::string_view view_dictionary)
        : unpack_(std::move(dictionaries)), redactor_(std::move(rules)),
          pack_(view_dictionary, kViewLevel)
    {
    }

    View operator()(const ReleaseItem& item)
    {
        const Cable cable = released_view(item, unpack_, redactor_).cable;
        return {edition::facts_of(cable), pack_(to_json(cable)), index::indexed(cable)};
    }

private:
    archive::Unpacker unpack_;
    redact::Redactor redactor_;
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
    std::vector<std::vector<Planned>> batches(std::max<std::size_t>(groups.size(), 1));
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
        hash.update(archive::name(cable.act.state));
        hash.update(cable.act.fingerprint);
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

void write_batch(Store& store, const std::vector<Planned>& planned,
                 const std::shared_ptr<const redact::RuleSet>& rules, const index::Weights& weights,
                 const fs::path& generation, std::uint64_t number, Progress& progress)
{
    const auto dictionaries = archive::all_dictionaries(store);
    archive::Unpacker unpack(dictionaries);
    redact::Redactor redactor(rules);
    const std::string dictionary = view_dictionary(store, planned, unpack, redactor);
    std::vector<ViewMaker> makers;
    for (unsigned i = 0; i < worker_count(); ++i) {
        makers.emplace_back(dictionaries, rules, dictionary);
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
    std::string rules;             // Desk::rules_hash() when it was written
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

edition::Arrivals arrivals_of(const std::vector<Planned>& planned)
{
    edition::Arrivals arrivals;
    for (const Planned& cable : planned) {
        arrivals.emplace(cable.act.reference, cable.act.date);
    }
    return arrivals;
}

// Returns the keys of its batches.
std::vector<std::string> write_generation(Store& store, const Desk& desk,
                                          const ArticleDesk& articles,
                                          const edition::Settings& settings, const Before& before,
                                          const fs::path& generation, Quiet quiet)
{
    edition::make_generation(generation);
    const std::vector<Planned> planned = desk.planned();
    Progress progress("release", "cables", planned.size(), quiet);
    const edition::SearchSettings& search = settings.search;
    const index::Weights weights{search.subject, search.summary, search.body, search.header};
    std::vector<std::string> keys;
    edition::Hashes hashes;
    for (const std::vector<Planned>& batch : batches_of(planned)) {
        keys.push_back(key_of(batch, weights));
        const auto same = std::ranges::find(before.keys, keys.back());
        if (same == before.keys.end()) {
            write_batch(store, batch, desk.rules(), weights, generation, keys.size(), progress);
            continue;
        }
        const auto number = static_cast<std::uint64_t>(same - before.keys.begin()) + 1;
        share(before, views_path(number), generation, views_path(keys.size()), hashes);
        share(before, words_path(number), generation, words_path(keys.size()), hashes);
        progress.add(batch.size());
    }
    edition::write_edition(generation, settings, public_releases(planned), hashes,
                           write_versions(store, desk, generation), arrivals_of(planned),
                           articles.released());
    return keys;
}

constexpr std::string_view kRulesWord = "rules ";

// Names what an edition is made from: the acts, the originals, the settings and the program's ways.
// It stays in the archive: how many originals there are is nobody's business outside.
std::string edition_state(Store& store, const Desk& desk, const ArticleDesk& articles,
                          const edition::Settings& settings)
{
    return fmt::format("v{} acts {} articles {} originals {} settings {}\n{}{}\n", kEditionVersion,
                       desk.history_hash(), articles.history_hash(), store.original_count(),
                       hex(sha256(to_json(settings))), kRulesWord, desk.rules_hash());
}

std::string_view rules_in(std::string_view state)
{
    const std::vector<std::string_view> lines = split(state, '\n');
    return lines.size() > 1 && lines[1].starts_with(kRulesWord) ? lines[1].substr(kRulesWord.size())
                                                                : std::string_view();
}

// `state`: edition_state() and behind it a line for the key of each batch; or nothing.
Before before_of(const edition::EditionFolder& folder, std::string_view state, Again again)
{
    Before before{folder.current(), {}, "", edition::hashes_in(folder.manifest())};
    const std::vector<std::string_view> lines = split(state, '\n');
    if (again == Again::Yes || lines.size() < 2) {
        return before;
    }
    before.rules = rules_in(state);
    before.keys.assign(lines.begin() + 2, lines.end());
    return before;
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

} // namespace

namespace {

// The names of files that were looked through when they were written, with the same rules.
std::set<std::string> clean_files(const Before& before, const std::vector<std::string>& keys,
                                  bool same_rules)
{
    std::set<std::string> clean;
    for (std::size_t i = 0; same_rules && i < keys.size(); ++i) {
        if (std::ranges::find(before.keys, keys[i]) != before.keys.end()) {
            clean.insert(views_path(i + 1));
            clean.insert(words_path(i + 1));
        }
    }
    return clean;
}

Instant date_of(const ReleaseOptions& options)
{
    return options.date.value_or(day_of(options.made));
}

void decide(Desk& desk, const std::vector<Order>& orders, const ReleaseOptions& options,
            DeskReport& report)
{
    for (const Order& order : orders) {
        desk.order(order, date_of(options), report);
    }
    desk.settle(date_of(options), report);
}

ArticleDesk decide_articles(Store& store, const Desk& desk, const ReleaseOptions& options,
                            ArticleReport& report)
{
    ArticleDesk articles(store, desk.rules());
    articles.take(options.made, date_of(options), options.articles, report);
    articles.settle(date_of(options), report);
    return articles;
}

// Nothing is switched to that has in it what must not be there.
void refuse_leaks(const fs::path& generation, const Desk& desk, const Before& before,
                  const std::vector<std::string>& keys, Quiet quiet)
{
    const std::vector<std::string> leaks =
        scan_generation(generation, desk.rules(),
                        clean_files(before, keys, before.rules == desk.rules_hash()), quiet);
    if (leaks.empty()) {
        return;
    }
    fs::remove_all(generation);
    std::string message = "the new edition is not used: it has in it what must not be there";
    for (const std::string& leak : leaks) {
        message += "\n  " + leak;
    }
    throw IoError(message);
}

// Also to another file system.
void move_folder(const fs::path& from, const fs::path& to)
{
    std::error_code error;
    fs::rename(from, to, error);
    if (error) {
        fs::copy(from, to, fs::copy_options::recursive);
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(to)) {
            if (entry.is_regular_file()) {
                sync_file(entry.path());
            }
        }
        fs::remove_all(from);
    }
}

} // namespace

std::optional<EndedHold> end_hold(Store& store, Instant now, edition::Overwrite overwrite,
                                  Quiet quiet)
{
    const std::optional<archive::HeldEdition> held = store.held_edition();
    if (!held || now < held->until) {
        return std::nullopt;
    }
    const fs::path aside = store.folder() / kHeldFolder;
    const fs::path edition =
        held->folder.empty() ? store.folder() / kUsualEdition : fs::path(held->folder);
    store.set_held_edition(std::nullopt);
    std::error_code none;
    if (!fs::exists(aside / edition::kManifestName, none) ||
        rules_in(held->state) != Desk(store, quiet).rules_hash()) {
        // Lost, or something else must not be seen now: what was decided is written anew.
        fs::remove_all(aside);
        ReleaseOptions options;
        options.made = now;
        options.edition = edition;
        options.articles = TakeArticles::None;
        options.overwrite = overwrite;
        ReleaseReport report = release(store, {}, options, quiet);
        return EndedHold{report.generation, std::move(report.not_overwritten)};
    }
    edition::EditionFolder folder(edition);
    const fs::path generation = folder.begin_generation();
    move_folder(aside, generation);
    const fs::path current = folder.switch_to(generation);
    // The held release may have taken something out.
    std::vector<std::string> not_overwritten = folder.forget_others(overwrite);
    store.set_edition(held->state, folder.manifest());
    store.commit();
    return EndedHold{current, std::move(not_overwritten)};
}

void undo_held(Store& store, Instant now, const std::string& who)
{
    const std::optional<archive::HeldEdition> held = store.held_edition();
    if (!held) {
        throw UsageError("no release is held, so there is nothing to undo");
    }
    store.undo(held->release, now, who);
    store.set_held_edition(std::nullopt);
    store.commit();
    fs::remove_all(store.folder() / kHeldFolder);
}

ReleaseReport release(Store& store, const std::vector<Order>& orders, const ReleaseOptions& options,
                      Quiet quiet)
{
    const auto begin = std::chrono::steady_clock::now();
    const edition::Settings settings = read_settings(store.folder());
    edition::EditionFolder folder(options.edition);
    archive::refresh_readings(store, quiet);
    ReleaseReport report;
    if (auto ended = end_hold(store, options.made, options.overwrite, quiet)) {
        report.not_overwritten = std::move(ended->not_overwritten);
    }
    if (const auto held = store.held_edition()) {
        throw UsageError("a release is held until " + format_rfc3339(held->until) +
                         " (release --undo throws it away, release --due ends the hold then)");
    }

    Desk desk(store, quiet);
    decide(desk, orders, options, report.desk);
    ArticleDesk articles = decide_articles(store, desk, options, report.articles);
    if (desk.has_new_acts() || articles.has_new_acts()) {
        report.release =
            store.add_release(options.made, date_of(options), options.title, options.who);
        desk.record(*report.release);
        articles.record(*report.release);
    }
    report.total = desk.planned().size();

    // The state, and in a line each the keys of the batches that were made from it.
    const std::string wanted = edition_state(store, desk, articles, settings);
    const std::string written = store.edition_state(folder.manifest()).value_or("");
    Before before = before_of(folder, written, options.again);
    const bool is_first = folder.manifest().empty() && report.total == 0 &&
                          report.articles.total == 0; // nothing is public yet
    if (!is_first &&
        (!drop_damaged(before) || options.again == Again::Yes || !written.starts_with(wanted))) {
        const bool is_held = options.hold && report.release;
        const fs::path generation =
            is_held ? store.folder() / kHeldFolder : folder.begin_generation();
        fs::remove_all(generation);
        const std::vector<std::string> keys =
            write_generation(store, desk, articles, settings, before, generation, quiet);
        refuse_leaks(generation, desk, before, keys, quiet);
        const std::string state = wanted + fmt::format("{}", fmt::join(keys, "\n"));
        if (is_held) {
            report.held_until = options.made + *options.hold;
            report.generation = generation;
            const bool is_usual = options.edition == store.folder() / kUsualEdition;
            store.set_held_edition(archive::HeldEdition{
                *report.release, *report.held_until,
                is_usual ? "" : fs::absolute(options.edition).string(), state});
        } else {
            store.commit(); // done from here on; a crash before the switch is mended by the next
                            // release
            report.generation = folder.switch_to(generation);
            store.set_edition(state, folder.manifest());
        }
    }
    store.commit();
    if (!report.held_until && (desk.takes_something_out() || articles.takes_something_out())) {
        // Also what an interrupted release left.
        const std::vector<std::string> kept = folder.forget_others(options.overwrite);
        report.not_overwritten.insert(report.not_overwritten.end(), kept.begin(), kept.end());
    }
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return report;
}

void preview(Store& store, const std::vector<Order>& orders, const ReleaseOptions& options,
             Quiet quiet, const std::function<void(const std::string&)>& line)
{
    archive::refresh_readings(store, quiet);
    Desk desk(store, quiet);
    DeskReport report;
    decide(desk, orders, options, report);
    ArticleReport of_articles;
    const ArticleDesk articles = decide_articles(store, desk, options, of_articles);
    show_preview(store, desk, report, options.edition, line);
    show_articles(articles, of_articles, options.edition, line);
}

} // namespace chancery::release
