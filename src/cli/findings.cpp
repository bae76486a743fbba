// chancery findings ARCHIVE: what was not understood in the cables of an archive, or was repaired.
//
// Findings are not kept in the archive: every original is read again, on all cores, so that the list is always that of
// the parser in use. Measured: 251,287 cables, 1.7 GB, take 14 s on two cores, in 170 MB. Counts kept at import would be
// out of date with every better parser, and would still give no examples.
//
// Each cable is read as a release would read it: its leading original, completed by what the others say beside their
// text. An original without a reference id is read alone.
#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <unistd.h>

#include "archive/import.hpp"
#include "archive/reading.hpp"
#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/ordered_map.hpp"
#include "base/stop.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "cli/command.hpp"
#include "parse/finding_kinds.hpp"
#include "parse/repairs.hpp"
#include "release/released_view.hpp"
#include "view/explain.hpp"

namespace chancery::cli {

namespace {

constexpr std::size_t kShownText = 72;    // bytes of the text at a place
constexpr std::size_t kBefore = 24;       // of them before the place, when the line is longer
constexpr std::size_t kUsualExamples = 3; // of each kind
constexpr std::size_t kMaxExamples = 1000;
constexpr std::size_t kWindow = 256; // cables on the way at a time

struct FindingsCommand {
    std::string archive;
    std::string kind;
    std::string id;
    std::optional<std::size_t> examples;
    bool json = false;
    bool lists_each() const { return !kind.empty() || !id.empty(); }
};

enum class What : std::uint8_t { Finding, Repair };

struct Occurrence {
    Part part = Part::Body;
    std::optional<std::size_t> line; // from 1; none: the whole cable is meant
    std::string text;
    std::string detail;
};

struct KindInCable {
    std::string kind;
    What what = What::Finding;
    std::uint64_t count = 0;
    std::vector<Occurrence> places; // the first, or all where each is wanted
};

struct CableFindings {
    std::string id; // empty: no reference id could be read
    std::string document;
    std::vector<KindInCable> kinds;
    std::string problem; // the original cannot be read any more
    std::size_t originals = 1;
};

std::string_view name(What what)
{
    return what == What::Finding ? "finding" : "repair";
}

std::string explanation(std::string_view kind, What what)
{
    if (what == What::Finding) {
        return std::string(parse::finding_explanation(kind));
    }
    return kind == parse::kRulePilcrow
               ? "a paragraph sign that the source put before a number was taken out"
               : view::repair_words(kind);
}

// ---- one cable ------------------------------------------------------------------------------------------------------

// Where offsets lie in a text, in lines.
class Places {
public:
    explicit Places(std::string_view text) : text_(text)
    {
        for (std::size_t at = 0; at != std::string_view::npos;) {
            starts_.push_back(at);
            const std::size_t end = text.find('\n', at);
            at = end == std::string_view::npos ? end : end + 1;
        }
    }

    Occurrence find(Part part, Span at, std::string_view detail) const
    {
        Occurrence found{part, std::nullopt, {}, std::string(detail)};
        if (at.empty() && at.from == 0) {
            return found;
        }
        while (at.from < at.to && is_space(text_[at.from])) {
            ++at.from; // a page break brings blank lines with it
        }
        const std::size_t line = line_of(at.from);
        found.line = line + 1;
        found.text = excerpt(starts_[line], at);
        return found;
    }

private:
    std::size_t line_of(std::size_t offset) const
    {
        const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
        return static_cast<std::size_t>(next - starts_.begin()) - 1;
    }

    // The line in which the place begins, as far as it can be shown.
    std::string excerpt(std::size_t begin, Span at) const
    {
        std::size_t end = std::min(text_.find('\n', at.from), text_.size());
        if (end - begin > kShownText && at.from > begin + kBefore) {
            begin = boundary(at.from - kBefore);
        }
        const bool cut = end - begin > kShownText;
        end = cut ? boundary(begin + kShownText) : end;
        return collapse_spaces(text_.substr(begin, end - begin)) + (cut ? "..." : "");
    }

    // Not inside a character of UTF-8.
    std::size_t boundary(std::size_t at) const { return first_bytes(text_, at).size(); }

    std::string_view text_;
    std::vector<std::size_t> starts_;
};

class CableReader {
public:
    CableReader(const FindingsCommand& options,
                std::unordered_map<std::int64_t, std::string> dictionaries)
        : options_(options), unpack_(std::move(dictionaries))
    {
    }

    CableFindings operator()(const release::ReleaseItem& item)
    {
        CableFindings found;
        found.id = item.reference;
        found.document = item.originals.front().name;
        found.originals = item.originals.size();
        try {
            collect(found, read(item));
        } catch (const IoError& error) {
            found.problem = error.what();
        }
        return found;
    }

private:
    Cable read(const release::ReleaseItem& item)
    {
        if (!item.reference.empty()) {
            return release::released_view(item, unpack_, redactor_).cable;
        }
        const archive::PackedOriginal& original = item.originals.front();
        auto alone = archive::read_original(unpack_(original), original.name);
        if (!alone) {
            throw IoError(original.name + " cannot be read any more: " + alone.error());
        }
        return std::move(alone->cable);
    }

    void collect(CableFindings& found, const Cable& cable)
    {
        if (cable.findings.empty() && cable.repairs.empty()) {
            return;
        }
        const Places header(cable.header);
        const Places body(cable.body);
        for (const Finding& finding : cable.findings) {
            add(found, finding.kind, What::Finding, finding.part == Part::Header ? header : body,
                finding.part, finding.at, finding.detail);
        }
        for (const Repair& repair : cable.repairs) {
            add(found, repair.rule, What::Repair, body, Part::Body, repair.at, repair.now);
        }
    }

    void add(CableFindings& found, std::string_view kind, What what, const Places& places,
             Part part, Span at, std::string_view detail) const
    {
        if (!options_.kind.empty() && options_.kind != kind) {
            return;
        }
        auto entry =
            std::find_if(found.kinds.begin(), found.kinds.end(), [&](const KindInCable& known) {
                return known.kind == kind && known.what == what;
            });
        if (entry == found.kinds.end()) {
            entry = found.kinds.insert(entry, {std::string(kind), what, 0, {}});
        }
        if (entry->count++ == 0 || options_.lists_each()) {
            entry->places.push_back(places.find(part, at, detail));
        }
    }

    const FindingsCommand& options_;
    archive::Unpacker unpack_;
    redact::Redactor redactor_{redact::RuleSet::of({})}; // editors see the text whole
};

// ---- output ---------------------------------------------------------------------------------------------------------

void write_place(JsonWriter& json, const CableFindings& cable, const Occurrence& place)
{
    json.text_or_null("id", cable.id);
    json.member("document", cable.document);
    json.member("in", place.part == Part::Header ? "header" : "body");
    json.member("line", place.line);
    json.text_or_null("text", place.text);
    json.text_or_null("detail", place.detail);
}

// "08GUATEMALA242       body 13     TAGS: PGOV XYZ   (XYZ)"
std::string place_line(const CableFindings& cable, const Occurrence& place, std::string_view kind)
{
    const std::string where =
        !place.line
            ? std::string("-")
            : fmt::format("{} {}", place.part == Part::Header ? "header" : "body", *place.line);
    std::string line =
        fmt::format("{:<22} {:<10} ", cable.id.empty() ? cable.document : cable.id, where);
    line += kind.empty() ? std::string() : fmt::format("{:<28} ", kind);
    line += place.text;
    if (!place.detail.empty() && place.detail != place.text) {
        line += fmt::format("{}({})", place.text.empty() ? "" : "  ",
                            collapse_spaces(place.detail.substr(0, kShownText)));
    }
    return std::string(trim_right(valid_utf8(line)));
}

// Takes the cables one after the other, in the order of their ids.
class Report {
public:
    virtual ~Report() = default;
    virtual void take(CableFindings& cable) = 0;
    virtual void finish() = 0;
};

// Counts by kind. Examples are those cables whose ids have the smallest hashes: spread over the archive, and the same in
// every run.
class Summary : public Report {
public:
    explicit Summary(const FindingsCommand& options)
        : json_(options.json), wanted_(options.examples.value_or(kUsualExamples))
    {
    }

    void take(CableFindings& cable) override
    {
        const std::string& name = cable.id.empty() ? cable.document : cable.id;
        for (KindInCable& kind : cable.kinds) {
            Total& total = totals_[{kind.what, kind.kind}];
            total.findings += kind.count;
            ++total.cables;
            keep(total, spread(name), {cable.id, cable.document, {}, {}, 1}, kind.places.front());
        }
    }

    void finish() override
    {
        std::vector<const Row*> rows;
        for (const Row& row : totals_) {
            rows.push_back(&row);
        }
        std::stable_sort(rows.begin(), rows.end(), [](const Row* a, const Row* b) {
            return a->second.findings > b->second.findings;
        });
        json_ ? print_json(rows) : print_table(rows);
    }

private:
    struct Example {
        std::uint64_t rank = 0;
        CableFindings cable;
        Occurrence place;
        bool operator<(const Example& other) const { return rank < other.rank; }
    };
    struct Total {
        std::uint64_t findings = 0;
        std::uint64_t cables = 0;
        std::vector<Example> examples; // a heap, the largest rank on top
    };
    using Row = std::pair<const std::pair<What, std::string>, Total>;

    static std::uint64_t spread(std::string_view name) // FNV-1a
    {
        std::uint64_t hash = 0xcbf29ce484222325U;
        for (const char c : name) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
        }
        return hash ^ (hash >> 29U);
    }

    void keep(Total& total, std::uint64_t rank, const CableFindings& cable,
              const Occurrence& place) const
    {
        auto& examples = total.examples;
        if (examples.size() == wanted_) {
            if (wanted_ == 0 || examples.front().rank <= rank) {
                return;
            }
            std::pop_heap(examples.begin(), examples.end());
            examples.pop_back();
        }
        examples.push_back({rank, cable, place});
        std::push_heap(examples.begin(), examples.end());
    }

    static std::vector<Example> in_order(const Total& total)
    {
        std::vector<Example> examples = total.examples;
        std::sort(examples.begin(), examples.end(),
                  [](const Example& a, const Example& b) { return a.cable.id < b.cable.id; });
        return examples;
    }

    static void print_json(const std::vector<const Row*>& rows)
    {
        for (const Row* row : rows) {
            const auto& [key, total] = *row;
            std::string line;
            JsonWriter json(line);
            json.begin_object();
            json.member("kind", key.second);
            json.member("type", name(key.first));
            json.text_or_null("explanation", explanation(key.second, key.first));
            json.member("count", total.findings);
            json.member("cables", total.cables);
            json.key("examples");
            json.begin_array();
            for (const Example& example : in_order(total)) {
                json.begin_object();
                write_place(json, example.cable, example.place);
                json.end_object();
            }
            json.end_array();
            json.end_object();
            fmt::print("{}\n", line);
        }
    }

    static void print_table(const std::vector<const Row*>& rows)
    {
        if (rows.empty()) {
            return;
        }
        fmt::print("{:<28} {:<7} {:>11} {:>9}  {}\n", "kind", "type", "count", "cables",
                   "what it means");
        for (const Row* row : rows) {
            const auto& [key, total] = *row;
            fmt::print("{:<28} {:<7} {:>11} {:>9}  {}\n", key.second, name(key.first),
                       with_thousands(total.findings), with_thousands(total.cables),
                       explanation(key.second, key.first));
            for (const Example& example : in_order(total)) {
                fmt::print("    {}\n", place_line(example.cable, example.place, {}));
            }
        }
    }

    bool json_;
    std::size_t wanted_;
    std::map<std::pair<What, std::string>, Total> totals_;
};

// Every one, as it is found.
class List : public Report {
public:
    explicit List(const FindingsCommand& options) : options_(options) {}

    void take(CableFindings& cable) override
    {
        for (const KindInCable& kind : cable.kinds) {
            for (const Occurrence& place : kind.places) {
                if (!options_.examples || printed_ < *options_.examples) {
                    print(cable, kind, place);
                    ++printed_;
                }
            }
        }
    }
    void finish() override {}

private:
    void print(const CableFindings& cable, const KindInCable& kind, const Occurrence& place) const
    {
        if (!options_.json) {
            fmt::print("{}\n", place_line(cable, place, options_.kind.empty() ? kind.kind : ""));
            return;
        }
        std::string line;
        JsonWriter json(line);
        json.begin_object();
        json.member("kind", kind.kind);
        json.member("type", name(kind.what));
        write_place(json, cable, place);
        json.end_object();
        fmt::print("{}\n", line);
    }

    const FindingsCommand& options_;
    std::uint64_t printed_ = 0;
};

// ---- the walk -------------------------------------------------------------------------------------------------------

// All cables of an archive, then the originals without a reference id; or one cable.
class Walk {
public:
    Walk(archive::Store& store, std::string_view id) : store_(store)
    {
        if (id.empty()) {
            nameless_ = store.originals_without_reference();
            return;
        }
        const std::optional<CableId> parsed = CableId::parse(id);
        std::optional<archive::CableEntry> entry =
            store.cable(parsed ? canonical_id(*parsed).text() : id);
        if (!entry) {
            throw UsageError(fmt::format("no cable {} in {}", id, store.folder().string()));
        }
        entries_.push_back(std::move(*entry));
        at_end_ = true;
    }

    std::optional<release::ReleaseItem> next()
    {
        if (at_ == entries_.size() && !at_end_) {
            entries_ =
                store_.cables_after(entries_.empty() ? "" : entries_.back().reference, kWindow);
            at_end_ = entries_.size() < kWindow;
            at_ = 0;
        }
        if (at_ < entries_.size()) {
            return load(entries_[at_++]);
        }
        if (next_nameless_ < nameless_.size()) {
            return load({{}, {nameless_[next_nameless_++]}, {}, {}});
        }
        return std::nullopt;
    }

private:
    release::ReleaseItem load(const archive::CableEntry& entry)
    {
        release::ReleaseItem item{
            entry.reference, entry.given_released.value_or(Instant()), archive::State::Whole, {}};
        for (const archive::OriginalNumber number : entry.originals) {
            item.originals.push_back(store_.packed_original(number));
        }
        return item;
    }

    archive::Store& store_;
    std::vector<archive::CableEntry> entries_;
    std::vector<archive::OriginalNumber> nameless_;
    std::size_t at_ = 0;
    std::size_t next_nameless_ = 0;
    bool at_end_ = false;
};

struct Sums {
    std::uint64_t cables = 0;
    std::uint64_t with_any = 0;
    std::uint64_t findings = 0;
    std::uint64_t repairs = 0;
    std::uint64_t problems = 0;
};

void count(Sums& sums, const CableFindings& cable)
{
    ++sums.cables;
    sums.with_any += cable.kinds.empty() ? 0 : 1;
    for (const KindInCable& kind : cable.kinds) {
        (kind.what == What::Finding ? sums.findings : sums.repairs) += kind.count;
    }
    if (!cable.problem.empty()) {
        ++sums.problems;
        fmt::print(stderr, "{}\n", cable.problem);
    }
}

Sums walk(const FindingsCommand& options, archive::Store& store, Progress& progress, Report& report)
{
    const auto dictionaries = archive::all_dictionaries(store);
    std::vector<CableReader> readers;
    for (unsigned i = 0; i < worker_count(); ++i) {
        readers.emplace_back(options, dictionaries);
    }
    Sums sums;
    Walk cables(store, options.id);
    ordered_map<release::ReleaseItem, CableFindings>(
        worker_count(), kWindow,
        [&] {
            throw_if_stopped();
            return cables.next();
        },
        [&](unsigned worker, const release::ReleaseItem& item) { return readers[worker](item); },
        [&](CableFindings cable) {
            report.take(cable);
            count(sums, cable);
            progress.add(cable.originals);
        });
    return sums;
}

void check_kind(const FindingsCommand& options, const Sums& sums)
{
    const bool known = !parse::finding_explanation(options.kind).empty() ||
                       options.kind == parse::kRulePilcrow ||
                       !view::repair_words(options.kind).starts_with("repaired: ");
    if (!options.kind.empty() && !known && sums.with_any == 0) {
        throw UsageError(options.kind + ": no finding or repair is called so (without --kind all "
                                        "are listed)");
    }
}

int run(const FindingsCommand& options, const Common& common)
{
    archive::Store store = archive::Store::open(options.archive);
    archive::refresh_readings(store, common.progress());
    std::unique_ptr<Report> report;
    if (options.lists_each()) {
        report = std::make_unique<List>(options);
    } else {
        report = std::make_unique<Summary>(options);
    }
    // A list on a terminal shows by itself how far it has come.
    const bool scrolls = options.lists_each() && ::isatty(STDOUT_FILENO) == 1;
    Progress progress("findings", "originals", options.id.empty() ? store.original_count() : 0,
                      scrolls || !options.id.empty() ? Quiet::Yes : common.progress());
    const Sums sums = walk(options, store, progress, *report);
    progress.finish();
    report->finish();
    check_kind(options, sums);
    fmt::print(
        stderr, "{} read: {} and {} in {}, {:.1f} s\n", counted(sums.cables, "cable", "cables"),
        counted(sums.findings, "finding", "findings"), counted(sums.repairs, "repair", "repairs"),
        with_thousands(sums.with_any), progress.seconds());
    return sums.problems > 0 ? kSomeRefused : kDone;
}

} // namespace

Run add_findings(CommandLine& line, const Common& common)
{
    const auto options = std::make_shared<FindingsCommand>();
    Command command(line, "findings", "Show what was not understood or was repaired, by kind");
    command.option("ARCHIVE", options->archive, "The archive").required();
    command.option("--kind", options->kind, "Every finding or repair of this kind");
    command.option("--id", options->id, "Every finding and repair of one cable");
    command
        .option("--examples", options->examples,
                "How many of each kind (3); with --kind or --id how many in all")
        .between(0, kMaxExamples);
    command.flag("--json", options->json, "JSON lines");
    return [options, &common] { return run(*options, common); };
}

} // namespace chancery::cli
