#include "archive/import.hpp"

#include <algorithm>
#include <variant>

#include "archive/reading.hpp"
#include "base/error.hpp"
#include "base/ordered_map.hpp"
#include "base/stop.hpp"
#include "base/text.hpp"
#include "parse/finding_kinds.hpp"

namespace chancery::archive {

namespace {

// Chosen on synthetic cables (bench/): level 7 packs 26 MB/s a core to a third.
constexpr int kLevel = 7;
constexpr std::size_t kDictionarySize = 160U << 10U;
constexpr std::size_t kSampleCount = 4000;
constexpr std::size_t kSampleBytes = 32U << 20U;
constexpr std::size_t kWindow = 512;
constexpr std::uint64_t kCommitBytes = 48U << 20U; // of packed originals between two commits

struct Packed {
    Sha256 sha256 = {};
    bool known = false;
    std::string refusal; // empty: none
    NewOriginal original;
};

// What a worker does with one document. `known`: the originals from before this run, which nobody changes while it runs.
class Worker {
public:
    Worker(const std::unordered_set<Sha256, Sha256Hasher>& known,
           std::optional<std::int64_t> dictionary_number, std::string_view dictionary)
        : known_(known), dictionary_number_(dictionary_number), pack_(dictionary, kLevel)
    {
    }

    Packed operator()(const importer::FoundDocument& found)
    {
        Packed packed;
        packed.sha256 = sha256(found.bytes);
        packed.known = known_.contains(packed.sha256);
        if (packed.known) {
            return packed;
        }
        std::expected<ReadOriginal, std::string> read = read_original(found.bytes, found.name);
        if (!read) {
            packed.refusal = std::move(read.error());
            return packed;
        }
        packed.original = {packed.sha256,      found.bytes.size(), found.name,
                           dictionary_number_, pack_(found.bytes), std::move(read->reading)};
        return packed;
    }

private:
    const std::unordered_set<Sha256, Sha256Hasher>& known_;
    std::optional<std::int64_t> dictionary_number_;
    Compressor pack_;
};

// One run of the importer: the walker in front, workers in the middle, the store behind.
class ImportRun {
public:
    ImportRun(Store& store, const std::vector<fs::path>& sources, Quiet quiet,
              const std::function<void(const importer::Refused&)>& on_refused)
        : store_(store), walker_(sources), progress_("import", "documents", 0, quiet),
          on_refused_(on_refused), known_(store.hashes())
    {
        for (CableEntry& entry : store.cables()) {
            references_.insert(std::move(entry.reference));
        }
    }

    ImportReport run()
    {
        choose_dictionary();
        struct Result {
            std::string name;
            std::variant<importer::Refused, Packed> outcome;
        };
        std::vector<Worker> workers;
        for (unsigned i = 0; i < worker_count(); ++i) {
            workers.emplace_back(known_, dictionary_number_, dictionary_);
        }
        ordered_map<importer::SourceItem, Result>(
            worker_count(), kWindow, [&] { return next(); },
            [&](unsigned worker, importer::SourceItem& item) -> Result {
                if (auto* refused = std::get_if<importer::Refused>(&item)) {
                    return {refused->name, std::move(*refused)};
                }
                const auto& found = std::get<importer::FoundDocument>(item);
                return {found.name, workers[worker](found)};
            },
            [&](Result result) {
                if (auto* refused = std::get_if<importer::Refused>(&result.outcome)) {
                    refuse(std::move(*refused));
                } else {
                    take(std::move(result.name), std::move(std::get<Packed>(result.outcome)));
                }
                progress_.add(1);
            });
        store_.commit();
        report_.ignored = walker_.ignored();
        report_.interrupted = stop_requested();
        report_.seconds = progress_.seconds();
        return std::move(report_);
    }

private:
    // A dictionary needs to see some cables first: the archive's own, or the first documents of this run.
    void choose_dictionary()
    {
        dictionary_number_ = store_.newest_dictionary();
        if (dictionary_number_) {
            dictionary_ = store_.dictionary(*dictionary_number_);
            return;
        }
        std::vector<std::string> samples;
        std::size_t bytes = 0;
        while (first_.size() < kSampleCount && bytes < kSampleBytes) {
            std::optional<importer::SourceItem> item = walker_.next();
            if (!item) {
                break;
            }
            if (const auto* found = std::get_if<importer::FoundDocument>(&*item)) {
                samples.push_back(found->bytes);
                bytes += found->bytes.size();
            }
            first_.push_back(std::move(*item));
        }
        dictionary_ = train_dictionary(samples, kDictionarySize);
        if (!dictionary_.empty()) {
            dictionary_number_ = store_.add_dictionary(dictionary_);
        }
    }

    std::optional<importer::SourceItem> next()
    {
        if (stop_requested()) {
            return std::nullopt;
        }
        if (next_of_first_ < first_.size()) {
            return std::move(first_[next_of_first_++]);
        }
        first_.clear();
        next_of_first_ = 0;
        return walker_.next();
    }

    void refuse(importer::Refused refused)
    {
        ++report_.refused_count;
        on_refused_(refused);
        if (report_.refused.size() < kMaxRefusedListed) {
            report_.refused.push_back(std::move(refused));
        }
    }

    void take(std::string name, Packed packed)
    {
        if (!packed.refusal.empty()) {
            refuse({std::move(name), std::move(packed.refusal)});
        } else if (packed.known || store_.has(packed.sha256)) { // or twice in this run
            ++report_.unchanged;
        } else {
            add(packed.original);
        }
    }

    void add(const NewOriginal& original)
    {
        store_.add(original);
        ++report_.added;
        report_.bytes += original.size;
        report_.packed_bytes += original.packed.size();
        if (!original.reading.reference) {
            ++report_.without_reference;
        } else if (references_.insert(*original.reading.reference).second) {
            ++report_.new_cables;
        }
        uncommitted_ += original.packed.size();
        if (uncommitted_ > kCommitBytes) {
            store_.commit();
            uncommitted_ = 0;
        }
    }

    Store& store_;
    importer::SourceWalker walker_;
    Progress progress_;
    const std::function<void(const importer::Refused&)>& on_refused_;
    const std::unordered_set<Sha256, Sha256Hasher> known_; // before this run; read by all workers
    std::unordered_set<std::string> references_;
    std::vector<importer::SourceItem> first_;
    std::size_t next_of_first_ = 0;
    std::optional<std::int64_t> dictionary_number_;
    std::string dictionary_;
    std::uint64_t uncommitted_ = 0;
    ImportReport report_;
};

// How much a text says: its letters and digits, so that line ends, blanks, paragraph signs and the kind of quotes do not
// count, and without XXXXXXXXXXXX (format 8), which is longer than many a name that stands in a fuller text.
std::uint64_t letters_in(std::string_view text)
{
    constexpr std::size_t kRun = 5;
    std::uint64_t letters = 0;
    std::size_t run = 0; // of X
    for (const char c : text) {
        letters += is_alnum(c) ? 1 : 0;
        if (c == 'X' || c == 'x') {
            ++run;
            continue;
        }
        letters -= run >= kRun ? run : 0;
        run = 0;
    }
    return letters - (run >= kRun ? run : 0);
}

Reading reading_of(const Cable& cable, const Given& given)
{
    Reading reading;
    if (!cable.id.empty()) {
        reading.reference = cable.id;
    }
    reading.created = cable.created;
    reading.given_released = given.released;
    reading.other_body = std::ranges::any_of(cable.findings, [](const Finding& finding) {
        return finding.kind == parse::finding_name(parse::FindingKind::BodyOfAnotherCable);
    });
    reading.letters = letters_in(cable.header) + letters_in(cable.body);
    return reading;
}

} // namespace

std::expected<ReadOriginal, std::string> read_original(std::string_view bytes,
                                                       std::string_view name)
{
    std::expected<importer::Document, std::string> document = importer::read_document(bytes, name);
    if (!document) {
        return std::unexpected(std::move(document.error()));
    }
    ReadOriginal read;
    read.cable = parse::parse_cable(std::move(document->text), document->given);
    read.document = std::move(*document);
    read.reading = reading_of(read.cable, read.document.given);
    return read;
}

ImportReport import_sources(Store& store, const std::vector<fs::path>& sources, Quiet quiet,
                            const std::function<void(const importer::Refused&)>& on_refused)
{
    refresh_readings(store, quiet);
    return ImportRun(store, sources, quiet, on_refused).run();
}

void refresh_readings(Store& store, Quiet quiet)
{
    if (store.readings_version() == kReadingsVersion) {
        return;
    }
    Progress progress("read again", "originals", store.original_count(), quiet);
    Unpacker unpack(all_dictionaries(store));
    std::vector<std::pair<OriginalNumber, Reading>> readings;
    store.each_original([&](const PackedOriginal& original, const Sha256&) {
        throw_if_stopped();
        // What was understood once and is refused now stays, without a reference.
        const auto read = read_original(unpack(original), original.name);
        readings.emplace_back(original.number, read ? read->reading : Reading());
        progress.add(1);
    });
    store.replace_readings(readings, kReadingsVersion);
    store.commit();
}

} // namespace chancery::archive
