// Search: the index of src/index, SQLite FTS5 and Xapian on the same made cables and the same
// queries, one after the other in one run.
//
//   search_bench [N] [--only ours|fts5|xapian]... [--keep FOLDER]
//
// N cables (100000) of seed 1. --only asks the named engines alone (for a profile; ours is built in any
// case, the questions come from its list of words). --keep works in FOLDER, leaves the indexes there
// and uses those that it finds there. bench/README.md says what is measured, and how.
#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <ctime>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <numeric>
#include <optional>
#include <thread>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xapian.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/sqlite.hpp"
#include "base/time.hpp"
#include "index/query/normal.hpp"
#include "index/query/parse.hpp"
#include "index/searcher.hpp"
#include "index/segment_writer.hpp"
#include "parse/parse.hpp"
#include "search_queries.hpp"
#include "synth/forms.hpp"

namespace {

using namespace chancery;
using namespace chancery::bench;
using index::Field;
using index::IndexedCable;

constexpr std::uint64_t kSeed = 1;
constexpr std::size_t kQuestions = 40; // of each class
constexpr std::size_t kRuns = 5;       // of each question, after one that does not count
constexpr double kSlow = 0.25;         // seconds: what takes longer is run once after that one
constexpr std::size_t kNames = 10'000;
constexpr double kBatchSeconds =
    120; // an engine that has not gone through the names by then is stopped
constexpr std::size_t kPageSize = 10;
constexpr double kMegabyte = 1e6;

using Clock = std::chrono::steady_clock;

// Of this thread on its core: other work on the machine does not count. Nothing here waits for a disk
// or another thread.
double core_seconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double seconds_since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// ---- the cables ----

IndexedCable made_cable(const synth::Generator& generator, std::size_t number)
{
    const synth::SynthCable made = generator.cable(number);
    Given given;
    given.id = made.id;
    Cable cable = parse::parse_cable(parse::split_text(synth::as_text(made)), given);
    cable.released = make_instant({2011, 8, 26}).value();
    if (cable.id.empty()) {
        cable.id = made.id;
    }
    return index::indexed(cable);
}

std::vector<IndexedCable> made_cables(std::size_t count)
{
    const synth::Generator generator({.seed = kSeed}, count);
    std::vector<IndexedCable> cables(count);
    const auto make = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) {
            cables[i] = made_cable(generator, i);
        }
    };
    const std::jthread other(make, 0, count / 2);
    make(count / 2, count);
    return cables;
}

// Every so many of them, enough to take phrases and origins from.
std::vector<IndexedCable> sample_of(std::size_t count)
{
    constexpr std::size_t kSample = 500;
    const synth::Generator generator({.seed = kSeed}, count);
    std::vector<IndexedCable> cables;
    for (std::size_t i = 0; i < std::min(count, kSample); ++i) {
        cables.push_back(made_cable(generator, i * count / std::min(count, kSample)));
    }
    return cables;
}

std::vector<std::string> values_of(const IndexedCable& cable, Field field)
{
    std::vector<std::string> out;
    for (const index::Attribute& attribute : cable.attributes) {
        if (attribute.field == field) {
            out.push_back(attribute.value);
        }
    }
    return out;
}

std::string value_of(const IndexedCable& cable, Field field)
{
    const std::vector<std::string> values = values_of(cable, field);
    return values.empty() ? "" : values[0];
}

std::string month_of(const IndexedCable& cable)
{
    return cable.created ? format_month(instant_from_seconds(*cable.created)) : "";
}

// ---- what is asked for ----

// Counts over one field: how many values there are, and their sum. Enough to see whether two engines
// agree; to keep more would be measured, too.
struct FieldCounts {
    std::uint64_t values = 0;
    std::uint64_t sum = 0;
    void add(std::uint64_t count)
    {
        ++values;
        sum += count;
    }
    bool operator==(const FieldCounts&) const = default;
};
enum Counted : std::uint8_t { Origin, Country, Classification, Tag, Month, CountedFields };

struct Page {
    std::uint64_t total = 0;
    std::vector<std::string> ids; // the ten best
    std::array<FieldCounts, CountedFields> counts;
};

class Engine {
public:
    Engine() = default;
    virtual ~Engine() = default;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    Engine(Engine&&) = delete;
    Engine& operator=(Engine&&) = delete;

    virtual bool can(Form form) const = 0;
    // The results page.
    virtual Page answer(const Question& question, Reading reading) = 0;
    virtual std::uint64_t total(const Question& question, Reading reading) = 0;
};

// ---- ours ----

constexpr std::string_view kSegment = "0000.segment";

class Ours final : public Engine {
public:
    explicit Ours(const fs::path& folder) : searcher_(index::Index::open(folder)) {}

    bool can(Form) const override { return true; }

    Page answer(const Question& question, Reading reading) override
    {
        const index::Answer answer =
            searcher_.search({.query = normal_form(text_of(question, reading)), .size = kPageSize});
        Page page{answer.total, {}, {}};
        for (const index::Hit& hit : answer.hits) {
            page.ids.emplace_back(hit.id);
        }
        constexpr std::array kFacets{index::Facet::Origin, index::Facet::Country,
                                     index::Facet::Classification, index::Facet::Tag};
        for (std::size_t i = 0; i < kFacets.size(); ++i) {
            for (const auto& value : answer.facets[static_cast<std::size_t>(kFacets[i])]) {
                page.counts[i].add(value.count);
            }
        }
        for (const auto& [month, count] : answer.months) {
            if (month != 0) { // of those without a date
                page.counts[Month].add(count);
            }
        }
        return page;
    }

    std::uint64_t total(const Question& question, Reading reading) override
    {
        return searcher_
            .search({.query = normal_form(text_of(question, reading)),
                     .sort = index::Sort::Created,
                     .size = 0,
                     .counts = false})
            .total;
    }

    const index::Segment& segment() const { return *searcher_.index().segments()[0]; }

private:
    index::query::Node normal_form(const std::string& text)
    {
        return index::query::normal_form(index::query::read_query(text).tree, searcher_.analyzer());
    }

    index::Searcher searcher_;
};

// ---- SQLite FTS5 ----

// The index keeps no copy of the text; what is counted lies in ordinary tables, values as numbers.
constexpr const char* kSchema = R"(
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;
    CREATE TABLE value(id INTEGER PRIMARY KEY, name TEXT NOT NULL, UNIQUE(name));
    CREATE TABLE cable(number INTEGER PRIMARY KEY, id TEXT NOT NULL, origin INTEGER, country INTEGER,
                       classification INTEGER, month INTEGER, created INTEGER);
    CREATE TABLE tag(cable INTEGER, tag INTEGER, PRIMARY KEY(cable, tag)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE text USING fts5(body, content='', detail=full,
                                         tokenize='porter unicode61 remove_diacritics 2');
    INSERT INTO text(text, rank) VALUES('hashsize', 67108864);
)";
constexpr const char* kFinish = R"(
    INSERT INTO text(text) VALUES('optimize'); -- one segment, as ours
    CREATE INDEX by_origin ON cable(origin, created);
    CREATE INDEX by_created ON cable(created);
    CREATE INDEX by_tag ON tag(tag);
    ANALYZE;
    VACUUM;
)";
constexpr const char* kReadPragmas = R"(
    PRAGMA cache_size = -1048576; PRAGMA mmap_size = 4294967296; PRAGMA temp_store = MEMORY;
    CREATE TEMP TABLE hit(number INTEGER PRIMARY KEY, score REAL, origin INTEGER, country INTEGER,
                          classification INTEGER, month INTEGER);
)";
constexpr const char* kFind = R"(
    INSERT INTO hit SELECT c.number, t.rank, c.origin, c.country, c.classification, c.month
    FROM text t CROSS JOIN cable c ON c.number = t.rowid WHERE t.text MATCH ?
)";
constexpr const char* kFindFiltered = R"(
    INSERT INTO hit SELECT c.number, t.rank, c.origin, c.country, c.classification, c.month
    FROM text t CROSS JOIN cable c ON c.number = t.rowid WHERE t.text MATCH ?
    AND c.origin = (SELECT id FROM value WHERE name = ?) AND c.created >= ? AND c.created < ?
)";
constexpr const char* kBest = R"(
    SELECT id FROM (SELECT number, score FROM hit ORDER BY score LIMIT ?) JOIN cable USING (number)
    ORDER BY score
)";
// In the order of Counted.
constexpr std::array kCounts{
    "SELECT name, n FROM (SELECT origin AS id, count(*) AS n FROM hit GROUP BY 1) JOIN value USING "
    "(id) "
    "ORDER BY n DESC",
    "SELECT name, n FROM (SELECT country AS id, count(*) AS n FROM hit GROUP BY 1) JOIN value "
    "USING (id) "
    "ORDER BY n DESC",
    "SELECT name, n FROM (SELECT classification AS id, count(*) AS n FROM hit GROUP BY 1) "
    "JOIN value USING (id) ORDER BY n DESC",
    "SELECT name, n FROM (SELECT tag AS id, count(*) AS n FROM hit JOIN tag ON cable = number "
    "GROUP BY 1) "
    "JOIN value USING (id) ORDER BY n DESC",
    "SELECT month, count(*) FROM hit WHERE month IS NOT NULL GROUP BY 1 ORDER BY 1"};

std::string fts_text(const Question& question)
{
    const std::string_view between = question.form == Form::Phrase ? " "
                                     : question.form == Form::Any  ? "\" OR \""
                                                                   : "\" AND \"";
    return fmt::format("\"{}\"{}", fmt::join(question.words, between),
                       question.form == Form::Prefix ? "*" : "");
}

class Fts5 final : public Engine {
public:
    explicit Fts5(const fs::path& file) : db_(Database::open(file, Access::Read))
    {
        db_.execute(kReadPragmas);
        find_.emplace(db_, kFind);
        find_filtered_.emplace(db_, kFindFiltered);
        clear_.emplace(db_, "DELETE FROM hit");
        best_.emplace(db_, kBest);
        total_.emplace(db_, "SELECT count(*) FROM hit");
        match_.emplace(db_, "SELECT count(*) FROM text WHERE text MATCH ?");
        for (const char* sql : kCounts) {
            counts_.emplace_back(db_, sql);
        }
    }

    bool can(Form form) const override { return form != Form::Pattern; }

    // It knows stems only: the same for both readings.
    Page answer(const Question& question, Reading) override
    {
        clear_->run();
        if (question.form == Form::Filtered) {
            find_filtered_->run(fts_text(question), question.origin, question.from, question.to);
        } else {
            find_->run(fts_text(question));
        }
        Page page;
        total_->step();
        page.total = static_cast<std::uint64_t>(total_->integer(0));
        total_->reset();
        for (best_->bind(kPageSize); best_->step();) {
            page.ids.emplace_back(best_->text(0));
        }
        best_->reset();
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            while (counts_[i].step()) {
                page.counts[i].add(static_cast<std::uint64_t>(counts_[i].integer(1)));
            }
            counts_[i].reset();
        }
        return page;
    }

    std::uint64_t total(const Question& question, Reading /*reading*/) override
    {
        match_->bind(fts_text(question));
        match_->step();
        const auto total = static_cast<std::uint64_t>(match_->integer(0));
        match_->reset();
        return total;
    }

private:
    Database db_;
    std::optional<Statement> find_;
    std::optional<Statement> find_filtered_;
    std::optional<Statement> clear_;
    std::optional<Statement> best_;
    std::optional<Statement> total_;
    std::optional<Statement> match_;
    std::vector<Statement> counts_;
};

// Numbers for the values of the fields that are counted.
class ValueTable {
public:
    explicit ValueTable(const Database& db) : add_(db, "INSERT INTO value(id, name) VALUES (?, ?)")
    {
    }

    std::optional<std::int64_t> number(const std::string& name)
    {
        if (name.empty()) {
            return std::nullopt;
        }
        const auto [known, is_new] =
            numbers_.try_emplace(name, static_cast<std::int64_t>(numbers_.size()) + 1);
        if (is_new) {
            add_.run(known->second, name);
        }
        return known->second;
    }

private:
    Statement add_;
    std::unordered_map<std::string, std::int64_t> numbers_;
};

void add_to_fts5(Database& db, const std::vector<IndexedCable>& cables)
{
    Transaction transaction(db);
    ValueTable values(db);
    Statement add_text(db, "INSERT INTO text(rowid, body) VALUES (?, ?)");
    Statement add_cable(db, "INSERT INTO cable VALUES (?, ?, ?, ?, ?, ?, ?)");
    Statement add_tag(db, "INSERT OR IGNORE INTO tag VALUES (?, ?)");
    for (std::size_t i = 0; i < cables.size(); ++i) {
        const IndexedCable& cable = cables[i];
        std::optional<std::int64_t> month;
        if (cable.created) {
            const Civil created = civil(instant_from_seconds(*cable.created));
            month = created.year * 12 + static_cast<int>(created.month) - 1;
        }
        add_text.run(i + 1, cable.text);
        add_cable.run(i + 1, cable.id, values.number(value_of(cable, Field::Origin)),
                      values.number(value_of(cable, Field::Country)),
                      values.number(value_of(cable, Field::Classification)), month, cable.created);
        for (const std::string& tag : values_of(cable, Field::Tag)) {
            add_tag.run(i + 1, values.number(tag));
        }
    }
    transaction.commit();
}

// ---- Xapian ----

enum Slot : Xapian::valueno {
    OriginSlot,
    CountrySlot,
    ClassificationSlot,
    TagSlot,
    MonthSlot,
    CreatedSlot
};
constexpr char kOriginTerm[] = "XO"; // NOLINT(*-avoid-c-arrays)
constexpr char kTagTerm[] = "XT";    // NOLINT(*-avoid-c-arrays)
constexpr char kBetweenTags = '\t';

// Tags are several: Xapian's own spy counts whole values.
class TagSpy final : public Xapian::MatchSpy {
public:
    void operator()(const Xapian::Document& document, double) override
    {
        const std::string tags = document.get_value(TagSlot);
        for (std::size_t at = 0; at < tags.size();) {
            const std::size_t end = std::min(tags.find(kBetweenTags, at), tags.size());
            ++counts_[tags.substr(at, end - at)];
            at = end + 1;
        }
    }
    const std::unordered_map<std::string, std::uint64_t>& counts() const { return counts_; }

private:
    std::unordered_map<std::string, std::uint64_t> counts_;
};

class XapianEngine final : public Engine {
public:
    explicit XapianEngine(const fs::path& folder) : db_(folder.string()) {}

    bool can(Form form) const override { return form != Form::Pattern; }

    Page answer(const Question& question, Reading reading) override
    {
        constexpr std::array kSlots{OriginSlot, CountrySlot, ClassificationSlot, MonthSlot};
        constexpr std::array kFields{Origin, Country, Classification, Month};
        std::deque<Xapian::ValueCountMatchSpy> spies; // they cannot be moved
        for (const Slot slot : kSlots) {
            spies.emplace_back(slot);
        }
        TagSpy tags;
        Xapian::Enquire enquire(db_);
        enquire.set_query(query_of(question, reading));
        for (Xapian::ValueCountMatchSpy& spy : spies) {
            enquire.add_matchspy(&spy);
        }
        enquire.add_matchspy(&tags);
        const Xapian::MSet found = enquire.get_mset(0, kPageSize, db_.get_doccount());
        Page page{found.get_matches_lower_bound(), {}, {}};
        for (auto hit = found.begin(); hit != found.end(); ++hit) {
            page.ids.push_back(hit.get_document().get_data());
        }
        for (std::size_t i = 0; i < kSlots.size(); ++i) {
            for (auto value = spies[i].values_begin(); value != spies[i].values_end(); ++value) {
                if (!(*value).empty()) {
                    page.counts[kFields[i]].add(value.get_termfreq());
                }
            }
        }
        for (const auto& [tag, count] : tags.counts()) {
            page.counts[Tag].add(count);
        }
        return page;
    }

    std::uint64_t total(const Question& question, Reading reading) override
    {
        Xapian::Enquire enquire(db_);
        enquire.set_query(query_of(question, reading));
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        return enquire.get_mset(0, 0, db_.get_doccount()).get_matches_lower_bound();
    }

private:
    // As its QueryParser makes them with STEM_SOME: a word is looked for by its stem, the words of a
    // phrase as they are.
    Xapian::Query query_of(const Question& question, Reading reading) const
    {
        const bool stemmed = reading == Reading::Stemmed && question.form != Form::Phrase;
        std::vector<Xapian::Query> terms;
        for (const std::string& word : question.words) {
            terms.emplace_back(stemmed ? "Z" + stem_(word) : word);
        }
        switch (question.form) {
        case Form::Any:
            return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
        case Form::Phrase:
            return {Xapian::Query::OP_PHRASE, terms.begin(), terms.end(),
                    static_cast<Xapian::termcount>(terms.size())};
        case Form::Prefix:
            return {Xapian::Query::OP_WILDCARD, question.words[0]};
        case Form::Filtered: {
            const Xapian::Query dates(
                Xapian::Query::OP_VALUE_RANGE, CreatedSlot,
                Xapian::sortable_serialise(static_cast<double>(question.from)),
                Xapian::sortable_serialise(static_cast<double>(question.to - 1)));
            const Xapian::Query origin(kOriginTerm + question.origin);
            return {Xapian::Query::OP_FILTER, terms[0],
                    Xapian::Query(Xapian::Query::OP_AND, origin, dates)};
        }
        default:
            return {Xapian::Query::OP_AND, terms.begin(), terms.end()};
        }
    }

    Xapian::Database db_;
    Xapian::Stem stem_{"english"};
};

Xapian::Document xapian_document(const IndexedCable& cable, Xapian::TermGenerator& terms)
{
    Xapian::Document document;
    terms.set_document(document);
    terms.index_text(cable.text);
    document.set_data(cable.id);
    const std::string origin = value_of(cable, Field::Origin);
    document.add_value(OriginSlot, origin);
    document.add_boolean_term(kOriginTerm + origin);
    document.add_value(CountrySlot, value_of(cable, Field::Country));
    document.add_value(ClassificationSlot, value_of(cable, Field::Classification));
    document.add_value(MonthSlot, month_of(cable));
    if (cable.created) {
        document.add_value(CreatedSlot,
                           Xapian::sortable_serialise(static_cast<double>(*cable.created)));
    }
    std::string tags;
    for (const std::string& tag : values_of(cable, Field::Tag)) {
        document.add_boolean_term(kTagTerm + tag);
        tags += tags.empty() ? "" : std::string(1, kBetweenTags);
        tags += tag;
    }
    document.add_value(TagSlot, tags);
    return document;
}

// ---- building ----

struct BuildFigures {
    double adding = 0; // seconds
    double finishing = 0;
    double core_seconds = 0;
    std::uint64_t peak = 0; // bytes, without the cables
};

BuildFigures build_ours(const std::vector<IndexedCable>& cables, const fs::path& folder,
                        unsigned threads)
{
    BuildFigures figures;
    const auto start = Clock::now();
    fs::create_directories(folder);
    index::SegmentWriter writer(folder / kSegment, {.threads = threads});
    for (const IndexedCable& cable : cables) {
        writer.add(cable);
    }
    figures.adding = seconds_since(start);
    writer.finish();
    figures.finishing = seconds_since(start) - figures.adding;
    return figures;
}

BuildFigures build_fts5(const std::vector<IndexedCable>& cables, const fs::path& file)
{
    BuildFigures figures;
    const auto start = Clock::now();
    Database db = Database::open(file, Access::Write);
    db.execute(kSchema);
    add_to_fts5(db, cables);
    figures.adding = seconds_since(start);
    db.execute(kFinish);
    figures.finishing = seconds_since(start) - figures.adding;
    return figures;
}

BuildFigures build_xapian(const std::vector<IndexedCable>& cables, const fs::path& folder)
{
    BuildFigures figures;
    const auto start = Clock::now();
    const std::string growing = folder.string() + ".growing";
    {
        Xapian::WritableDatabase db(growing, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
        Xapian::TermGenerator terms;
        terms.set_stemmer(Xapian::Stem("english"));
        for (const IndexedCable& cable : cables) {
            db.add_document(xapian_document(cable, terms));
        }
        db.commit();
    }
    figures.adding = seconds_since(start);
    Xapian::Database(growing).compact(folder.string());
    fs::remove_all(growing);
    figures.finishing = seconds_since(start) - figures.adding;
    return figures;
}

std::uint64_t resident_bytes()
{
    std::ifstream in("/proc/self/statm");
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    in >> size >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

// Builds in a process of its own, so that the peak of one does not hide that of the next.
BuildFigures apart(const std::function<BuildFigures()>& build)
{
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) {
        throw IoError("cannot make a pipe");
    }
    std::cout.flush();
    const pid_t child = fork();
    if (child == 0) {
        int status = 1;
        try {
            const std::uint64_t before = resident_bytes(); // the cables, shared with the parent
            BuildFigures figures = build();
            rusage usage{};
            getrusage(RUSAGE_SELF, &usage);
            figures.peak = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024 - before;
            figures.core_seconds =
                static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
            status = write(ends[1], &figures, sizeof figures) == sizeof figures ? 0 : 1;
        } catch (const Xapian::Error& error) {
            std::cerr << error.get_description() << "\n";
        } catch (const std::exception& error) {
            std::cerr << error.what() << "\n";
        }
        _exit(status);
    }
    close(ends[1]);
    BuildFigures figures;
    const bool complete = read(ends[0], &figures, sizeof figures) == sizeof figures;
    close(ends[0]);
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0 || !complete) {
        throw IoError("a build failed");
    }
    return figures;
}

std::uint64_t bytes_under(const fs::path& path)
{
    if (fs::is_regular_file(path)) {
        return fs::file_size(path);
    }
    std::uint64_t sum = 0;
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
        sum += entry.is_regular_file() ? entry.file_size() : 0;
    }
    return sum;
}

struct Options {
    std::size_t cables = 100'000;
    std::vector<std::string> only; // all, if none is named
    std::string only_class;        // all, if none is named
    std::string query;             // instead of all questions
    fs::path keep;
    bool asks(std::string_view engine) const
    {
        return only.empty() || std::ranges::find(only, engine) != only.end();
    }
};

// Builds what is not there yet. The marker says what of: an index of other cables is not taken.
class Builder {
public:
    Builder(const Options& options, fs::path folder) : options_(options), folder_(std::move(folder))
    {
    }

    void build_all()
    {
        // Xapian reads it where a database is opened; its 10,000 make more and smaller merges.
        setenv("XAPIAN_FLUSH_THRESHOLD", "25000", 1);
        const fs::path two = folder_ / "ours-two";
        build("ours, 1 thread", ours(), [&] { return build_ours(cables_, ours(), 1); });
        if (options_.asks("ours")) {
            build("ours, 2 threads", two, [&] { return build_ours(cables_, two, 2); });
        }
        if (options_.asks("fts5")) {
            build("FTS5", fts5(), [&] { return build_fts5(cables_, fts5()); });
        }
        if (options_.asks("xapian")) {
            build("Xapian", xapian(), [&] { return build_xapian(cables_, xapian()); });
        }
    }

    fs::path ours() const { return folder_ / "ours"; }
    fs::path fts5() const { return folder_ / "fts5.db"; }
    fs::path xapian() const { return folder_ / "xapian"; }

private:
    void make_cables()
    {
        if (!cables_.empty()) {
            return;
        }
        cables_ = made_cables(options_.cables);
        malloc_trim(0); // what parsing left free would be used unseen by the builds
        for (const IndexedCable& cable : cables_) {
            megabytes_ += static_cast<double>(cable.text.size()) / kMegabyte;
        }
        fmt::print("{} cables, {:.0f} MB of text\n\n{:16} {:>8} {:>9} {:>7} {:>6} {:>10} {:>8} "
                   "{:>7} {:>8}\n",
                   cables_.size(), megabytes_, "build", "adding s", "finish s", "core s", "MB/s",
                   "MB/core s", "size MB", "of text", "peak MB");
    }

    void build(std::string_view name, const fs::path& path,
               const std::function<BuildFigures()>& work)
    {
        const fs::path marker = path.string() + ".of";
        const std::string wanted = fmt::format("{} cables of seed {}\n", options_.cables, kSeed);
        if (fs::exists(marker) && read_file(marker) == wanted) {
            fmt::print("{}: the one in {}\n", name, folder_.string());
            return;
        }
        make_cables();
        fs::remove_all(path);
        const BuildFigures figures = apart(work);
        const double megabytes = static_cast<double>(bytes_under(path)) / kMegabyte;
        fmt::print("{:16} {:8.1f} {:9.1f} {:7.1f} {:6.1f} {:10.1f} {:8.0f} {:5.1f} % {:8.0f}\n",
                   name, figures.adding, figures.finishing, figures.core_seconds,
                   megabytes_ / (figures.adding + figures.finishing),
                   megabytes_ / figures.core_seconds, megabytes, 100 * megabytes / megabytes_,
                   static_cast<double>(figures.peak) / kMegabyte);
        std::cout.flush();
        write_file_atomic(marker, wanted);
    }

    const Options& options_;
    fs::path folder_;
    std::vector<IndexedCable> cables_;
    double megabytes_ = 0;
};

// ---- asking ----

constexpr std::size_t kEngines = 3; // ours, FTS5, Xapian
using Engines = std::array<Engine*, kEngines>;
enum Who : std::uint8_t { OursHere, Fts5Here, XapianHere };

struct Times {
    std::vector<double> seconds;

    // Of the sorted times the one below which this share lies.
    double at(double share) const
    {
        const double rank = std::ceil(share * static_cast<double>(seconds.size()));
        return seconds[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
    }
};

// How far one engine's totals agree with ours.
struct Agreement {
    std::size_t asked = 0;
    std::size_t same_total = 0;
    std::size_t same_counts = 0; // of these, over all fields
    std::uint64_t ours = 0;
    std::uint64_t theirs = 0;

    void add(const Page& a, const Page& b)
    {
        ++asked;
        same_total += a.total == b.total ? 1 : 0;
        same_counts += a.total == b.total && a.counts == b.counts ? 1 : 0;
        ours += a.total;
        theirs += b.total;
    }
    std::string text() const
    {
        if (asked == 0) {
            return fmt::format("{:>28}", "-");
        }
        const double more = ours == 0
                                ? 0
                                : 100 * (static_cast<double>(theirs) - static_cast<double>(ours)) /
                                      static_cast<double>(ours);
        return fmt::format("{:>6}/{:<3} {:>+7.2f} % {:>5}/{:<3}", same_total, asked, more,
                           same_counts, same_total);
    }
};

struct ClassResult {
    std::string name;
    std::array<Times, kEngines> times;
    double found = 0; // by ours, the mean
    Agreement fts5;
    Agreement xapian;
};

void time_question(Engine& engine, const Question& question, Reading reading, Times& times)
{
    double start = core_seconds();
    engine.answer(question, reading);
    const std::size_t runs = core_seconds() - start > kSlow ? 1 : kRuns;
    for (std::size_t run = 0; run < runs; ++run) {
        start = core_seconds();
        engine.answer(question, reading);
        times.seconds.push_back(core_seconds() - start);
    }
}

// FTS5 has stems only, Xapian's phrases have none: each is compared in the reading that it has.
void compare(const Engines& engines, const Question& question, ClassResult& result)
{
    if (engines[OursHere] == nullptr) {
        return;
    }
    const Page ours = engines[OursHere]->answer(question, Reading::Stemmed);
    result.found += static_cast<double>(ours.total);
    if (engines[Fts5Here] != nullptr && engines[Fts5Here]->can(question.form)) {
        result.fts5.add(ours, engines[Fts5Here]->answer(question, Reading::Stemmed));
    }
    if (engines[XapianHere] != nullptr && engines[XapianHere]->can(question.form)) {
        result.xapian.add(engines[OursHere]->answer(question, Reading::Exact),
                          engines[XapianHere]->answer(question, Reading::Exact));
    }
}

void time_questions(const Engines& engines, const std::vector<Question>& questions, Reading reading,
                    ClassResult& result)
{
    for (const Question& question : questions) {
        for (std::size_t i = 0; i < kEngines; ++i) {
            const bool only_stems = i == Fts5Here;
            if (engines[i] != nullptr && engines[i]->can(question.form) &&
                !(only_stems && reading == Reading::Exact)) {
                time_question(*engines[i], question, reading, result.times[i]);
            }
        }
    }
    for (Times& times : result.times) {
        std::ranges::sort(times.seconds);
    }
}

ClassResult ask_class(const Engines& engines, Class kind, const std::vector<Question>& questions)
{
    ClassResult result{std::string(name_of(kind)), {}, 0, {}, {}};
    time_questions(engines, questions, Reading::Stemmed, result);
    for (const Question& question : questions) {
        compare(engines, question, result);
    }
    result.found /= static_cast<double>(std::max<std::size_t>(questions.size(), 1));
    return result;
}

// Xapian's phrases are of exact words: ours asked for the same.
ClassResult ask_exactly(const Engines& engines, Class kind, const std::vector<Question>& questions)
{
    ClassResult result{fmt::format("{}, =", name_of(kind)), {}, 0, {}, {}};
    time_questions(engines, questions, Reading::Exact, result);
    for (const Question& question : questions) {
        result.found +=
            engines[OursHere] == nullptr
                ? 0
                : static_cast<double>(engines[OursHere]->answer(question, Reading::Exact).total) /
                      static_cast<double>(questions.size());
    }
    return result;
}

// Microseconds, or "-".
std::string micro(const Times& times, double share)
{
    return times.seconds.empty() ? "-" : fmt::format("{:.0f}", times.at(share) * 1e6);
}

// How often ours answers while the better of the two answers once.
std::string ratio(const ClassResult& result, double share)
{
    const auto& [ours, fts5, xapian] = result.times;
    if (ours.seconds.empty() || (fts5.seconds.empty() && xapian.seconds.empty())) {
        return "-";
    }
    double better = HUGE_VAL;
    for (const Times* times : {&fts5, &xapian}) {
        better = times->seconds.empty() ? better : std::min(better, times->at(share));
    }
    return fmt::format("{:.1f}", better / ours.at(share));
}

void print_result(const ClassResult& result)
{
    const auto& [ours, fts5, xapian] = result.times;
    fmt::print("{:21} {:>9.0f} {:>8} {:>8} {:>9} {:>9} {:>9} {:>9} {:>6} {:>6}\n", result.name,
               result.found, micro(ours, 0.5), micro(ours, 0.99), micro(fts5, 0.5),
               micro(fts5, 0.99), micro(xapian, 0.5), micro(xapian, 0.99), ratio(result, 0.5),
               ratio(result, 0.99));
    std::cout.flush();
}

// One question a line, the slowest first: where the time of a class goes.
void ask_each(const Engines& engines, const std::vector<Question>& questions)
{
    std::vector<std::pair<double, std::string>> lines;
    for (const Question& question : questions) {
        Times times;
        time_question(*engines[OursHere], question, Reading::Stemmed, times);
        std::ranges::sort(times.seconds);
        const Page page = engines[OursHere]->answer(question, Reading::Stemmed);
        lines.emplace_back(times.at(0.5),
                           fmt::format("{:9} {}", page.total, text_of(question, Reading::Stemmed)));
    }
    std::ranges::sort(lines, std::ranges::greater());
    fmt::print("\nmicroseconds     found question\n");
    for (const auto& [seconds, line] : lines) {
        fmt::print("{:12.0f} {}\n", seconds * 1e6, line);
    }
}

void ask_classes(const Engines& engines, QuestionMaker& maker)
{
    fmt::print("\nA results page: ten best, total, counts over {} fields; microseconds\n",
               static_cast<int>(CountedFields));
    fmt::print("{:21} {:>9} {:>8} {:>8} {:>9} {:>9} {:>9} {:>9} {:>6} {:>6}\n", "class", "found",
               "ours p50", "p99", "FTS5 p50", "p99", "Xap. p50", "p99", "ratio", "at p99");
    std::vector<ClassResult> results;
    for (const Class kind : kClasses) {
        const std::vector<Question> questions = maker.questions(kind, kQuestions);
        results.push_back(ask_class(engines, kind, questions));
        print_result(results.back());
        if (kind == Class::Phrase || kind == Class::CommonPhrase) {
            print_result(ask_exactly(engines, kind, questions));
        }
    }
    fmt::print(
        "\nTotals equal to ours, sum of totals against ours, and counts equal where totals are\n"
        "{:21} {:>28} {:>28}\n",
        "class", "FTS5 (stems)", "Xapian (exact words)");
    for (const ClassResult& result : results) {
        fmt::print("{:21} {} {}\n", result.name, result.fts5.text(), result.xapian.text());
    }
}

struct Batch {
    double seconds = 0;
    std::vector<std::uint64_t> totals;
};

Batch ask_names(Engine& engine, const std::vector<Question>& names, Reading reading)
{
    Batch batch;
    const double start = core_seconds();
    for (const Question& name : names) {
        batch.totals.push_back(engine.total(name, reading));
        batch.seconds = core_seconds() - start;
        if (batch.seconds > kBatchSeconds) {
            break;
        }
    }
    return batch;
}

// How many of the names that both were asked have the same total.
std::size_t same_totals(const Batch& a, const Batch& b)
{
    const std::size_t both = std::min(a.totals.size(), b.totals.size());
    std::size_t same = 0;
    for (std::size_t i = 0; i < both; ++i) {
        same += a.totals[i] == b.totals[i] ? 1 : 0;
    }
    return same;
}

struct BatchAsked {
    Who engine = OursHere;
    Reading reading = Reading::Stemmed;
    std::string_view shown;
};

void ask_batch(const Engines& engines, const std::vector<Question>& names)
{
    fmt::print("\n{} names, totals only\n{:11} {:>8} {:>9} {:>9} {:>9} {:>12}\n", names.size(),
               "engine", "names", "seconds", "µs a name", "found", "as ours");
    constexpr auto kAsked = std::to_array<BatchAsked>({{OursHere, Reading::Stemmed, "ours"},
                                                       {Fts5Here, Reading::Stemmed, "FTS5"},
                                                       {OursHere, Reading::Exact, "ours, exact"},
                                                       {XapianHere, Reading::Exact, "Xapian"}});
    Batch ours; // as it was last asked: FTS5 finds all forms, Xapian exact words
    for (const BatchAsked& asked : kAsked) {
        if (engines[asked.engine] == nullptr) {
            continue;
        }
        const Batch batch = ask_names(*engines[asked.engine], names, asked.reading);
        if (asked.engine == OursHere) {
            ours = batch;
        }
        const auto count = static_cast<double>(batch.totals.size());
        fmt::print(
            "{:11} {:8} {:9.2f} {:9.1f} {:9} {:>12}\n", asked.shown, batch.totals.size(),
            batch.seconds, 1e6 * batch.seconds / count,
            std::ranges::count_if(batch.totals, [](std::uint64_t total) { return total > 0; }),
            ours.totals.empty() ? "-" : std::to_string(same_totals(ours, batch)));
        std::cout.flush();
    }
}

void run(const Options& options, const fs::path& folder)
{
    {
        Builder(options, folder).build_all();
    }
    malloc_trim(0); // the cables
    const Builder places(options, folder);
    Ours ours(places.ours());
    std::optional<Fts5> fts5;
    std::optional<XapianEngine> xapian;
    Engines engines{};
    if (options.asks("ours")) {
        engines[OursHere] = &ours;
    }
    if (options.asks("fts5")) {
        engines[Fts5Here] = &fts5.emplace(places.fts5());
    }
    if (options.asks("xapian")) {
        engines[XapianHere] = &xapian.emplace(places.xapian());
    }
    const std::vector<IndexedCable> sample = sample_of(options.cables);
    QuestionMaker maker(ours.segment(), sample, kSeed);
    if (!options.query.empty()) {
        ask_each(engines, {{.words = {options.query}}});
        return;
    }
    if (!options.only_class.empty()) {
        const auto kind = std::ranges::find(kClasses, options.only_class, name_of);
        ask_each(engines, maker.questions(*kind, kQuestions));
        return;
    }
    ask_classes(engines, maker);
    ask_batch(engines, maker.names(kNames));
}

Options read_options(const std::vector<std::string>& arguments)
{
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        const bool has_value = i + 1 < arguments.size();
        if (argument == "--only" && has_value) {
            options.only.push_back(arguments[++i]);
        } else if (argument == "--class" && has_value) {
            options.only_class = arguments[++i];
        } else if (argument == "--ask" && has_value) {
            options.query = arguments[++i];
        } else if (argument == "--keep" && has_value) {
            options.keep = fs::absolute(arguments[++i]);
        } else {
            options.cables = std::strtoul(argument.c_str(), nullptr, 10);
        }
    }
    const bool is_known = std::ranges::all_of(options.only, [](const std::string& engine) {
        return engine == "ours" || engine == "fts5" || engine == "xapian";
    });
    const bool is_class = options.only_class.empty() ||
                          (options.asks("ours") && std::ranges::find(kClasses, options.only_class,
                                                                     name_of) != kClasses.end());
    if (options.cables == 0 || !is_known || !is_class) {
        throw UsageError("usage: search_bench [N] [--only ours|fts5|xapian]... [--class NAME] "
                         "[--ask QUERY] [--keep FOLDER]");
    }
    return options;
}

// A folder of our own under the usual place for such, gone at the end.
class WorkFolder {
public:
    explicit WorkFolder(const fs::path& keep) : path_(keep), is_kept_(!keep.empty())
    {
        if (is_kept_) {
            fs::create_directories(path_);
            return;
        }
        std::string name = (fs::temp_directory_path() / "chancery-bench-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            throw IoError("cannot make a folder " + name);
        }
        path_ = name;
    }
    ~WorkFolder()
    {
        std::error_code ignored;
        if (!is_kept_) {
            fs::remove_all(path_, ignored);
        }
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    WorkFolder(WorkFolder&&) = delete;
    WorkFolder& operator=(WorkFolder&&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
    bool is_kept_;
};

} // namespace

int main(int argc, char** argv)
{
    try {
        const Options options = read_options({argv + 1, argv + argc});
        const WorkFolder folder(options.keep);
        run(options, folder.path());
        return 0;
    } catch (const UsageError& error) {
        std::cerr << error.what() << "\n";
        return 2;
    } catch (const Xapian::Error& error) {
        std::cerr << "search_bench: " << error.get_description() << "\n";
    } catch (const std::exception& error) {
        std::cerr << "search_bench: " << error.what() << "\n";
    }
    return 1;
}
