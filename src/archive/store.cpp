#include "archive/store.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "embedded/archive_sql.hpp"
#include "import/source.hpp"

namespace chancery::archive {

namespace {

constexpr const char* kDatabase = "archive.db";
constexpr const char* kSettings = "chancery.toml";
constexpr const char* kLock = "lock";
constexpr int kFormatVersion = 3;
constexpr std::int64_t kNoDictionary = 0;

// Of the originals of one cable, the one that leads comes first.
constexpr const char* kEntryRows =
    "SELECT reference, original, created, given_released FROM derived_reading"
    " WHERE reference IS NOT NULL ORDER BY reference, other_body, letters DESC, original";
constexpr const char* kEntryRowsAfter =
    "SELECT reference, original, created, given_released FROM derived_reading"
    " WHERE reference > ? ORDER BY reference, other_body, letters DESC, original";
constexpr const char* kEntryRowsOfOne =
    "SELECT reference, original, created, given_released FROM derived_reading"
    " WHERE reference = ? ORDER BY other_body, letters DESC, original";

std::optional<Instant> maybe_instant(const Statement& row, int column)
{
    const auto seconds = row.maybe_integer(column);
    return seconds ? std::optional(instant_from_seconds(*seconds)) : std::nullopt;
}

std::optional<std::int64_t> maybe_seconds(const std::optional<Instant>& instant)
{
    return instant ? std::optional(seconds_since_epoch(*instant)) : std::nullopt;
}

Sha256 to_sha256(std::string_view bytes)
{
    Sha256 hash{};
    if (bytes.size() != hash.size()) {
        throw IoError("archive.db: damaged: a hash has the wrong length");
    }
    std::ranges::copy(bytes, hash.begin());
    return hash;
}

std::string_view as_bytes(const Sha256& hash)
{
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

// Those of an archive that another version made may lack columns. They are made anew and empty then, and filled
// by refresh_readings().
void make_derived_tables(Database& db)
{
    const auto columns = query_integer(
        db, "SELECT count(*) FROM pragma_table_info('derived_reading') WHERE name IN"
            " ('original', 'reference', 'created', 'given_released', 'other_body', 'letters')");
    if (columns != 6) {
        db.execute(("BEGIN;" + std::string(archive_sql_files()[1].bytes) + "COMMIT;").c_str());
    }
}

// Version 1 had releases and acts only; what they say stays.
void bring_version_1_up_to_date(Database& db)
{
    db.execute(("BEGIN; DROP INDEX desk_act_by_reference;"
                "ALTER TABLE desk_act RENAME TO old_act;"
                "ALTER TABLE desk_release RENAME TO old_release;" +
                std::string(archive_sql_files()[2].bytes) +
                "INSERT INTO desk_release (number, made, date, title) SELECT * FROM old_release;"
                "INSERT INTO desk_act (number, release, reference, original, released)"
                " SELECT * FROM old_act;"
                "DROP TABLE old_act; DROP TABLE old_release; PRAGMA user_version = 2; COMMIT;")
                   .c_str());
}

// Version 2 knew no articles.
void bring_up_to_date(Database& db)
{
    if (query_integer(db, "PRAGMA user_version") == 1) {
        bring_version_1_up_to_date(db);
    }
    if (query_integer(db, "PRAGMA user_version") == 2) {
        db.execute(("BEGIN;" + std::string(archive_sql_files()[3].bytes) +
                    "PRAGMA user_version = 3; COMMIT;")
                       .c_str());
    }
}

constexpr std::array<std::pair<State, std::string_view>, 4> kStates = {
    {{State::Whole, "whole"},
     {State::Metadata, "metadata"},
     {State::Withdrawn, "withdrawn"},
     {State::Held, "held"}}};
constexpr std::array<std::pair<Change, std::string_view>, 7> kChanges = {
    {{Change::Released, "released"},
     {Change::Corrected, "corrected"},
     {Change::Redacted, "redacted"},
     {Change::Restored, "restored"},
     {Change::Metadata, "metadata"},
     {Change::Withdrawn, "withdrawn"},
     {Change::Held, "held"}}};

template <typename Pairs, typename Value>
std::string_view name_in(const Pairs& pairs, Value value)
{
    return std::ranges::find(pairs, value, &Pairs::value_type::first)->second;
}

template <typename Pairs>
auto value_in(const Pairs& pairs, std::string_view name)
{
    const auto found = std::ranges::find(pairs, name, &Pairs::value_type::second);
    return found == pairs.end() ? std::nullopt : std::optional(found->first);
}

} // namespace

std::string_view name(State state)
{
    return name_in(kStates, state);
}

std::string_view name(Change change)
{
    return name_in(kChanges, change);
}

std::optional<State> state_from_name(std::string_view name)
{
    return value_in(kStates, name);
}

bool Store::is_archive(const fs::path& folder)
{
    std::error_code none;
    return fs::exists(folder / kDatabase, none);
}

void Store::create(const fs::path& folder, std::string_view settings)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        throw IoError("cannot make archive " + folder.string() + ": " + error.message());
    }
    if (is_archive(folder)) {
        throw UsageError(folder.string() + " is an archive already");
    }
    if (!fs::is_empty(folder)) {
        throw UsageError(folder.string() + " is not empty (an archive wants a folder of its own)");
    }
    fs::create_directories(folder / "articles");
    write_file_atomic(folder / kSettings, settings);
    // Made beside and renamed, so that a crash leaves no half-made archive.
    const fs::path beside = folder / "archive.db.new";
    {
        Database db = Database::open(beside, Access::Write);
        for (const EmbeddedFile& file : archive_sql_files()) {
            db.execute(std::string(file.bytes).c_str());
        }
    }
    sync_file(beside);
    fs::rename(beside, folder / kDatabase);
    sync_folder(folder);
}

Store Store::open(const fs::path& folder)
{
    if (!is_archive(folder)) {
        throw UsageError("no archive in " + folder.string() + " (chancery init makes one)");
    }
    std::optional<FileLock> lock = FileLock::try_lock(folder / kLock);
    if (!lock) {
        throw UsageError("archive " + folder.string() +
                         " is in use (is another import or release running?)");
    }
    Database db = Database::open(folder / kDatabase, Access::Write);
    // One writer, held by the lock; a rollback journal, since a write-ahead log has nobody to serve here.
    db.execute(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;"
        "PRAGMA cache_size = -131072;");
    bring_up_to_date(db);
    if (query_integer(db, "PRAGMA user_version") != kFormatVersion) {
        throw UsageError(folder.string() +
                         ": an archive of another version, which this program does not know");
    }
    make_derived_tables(db);
    return {folder, std::move(*lock), std::move(db)};
}

Store::Store(fs::path folder, FileLock lock, Database db)
    : folder_(std::move(folder)), lock_(std::move(lock)), db_(std::move(db)),
      add_original_(db_,
                    "INSERT INTO raw_original (sha256, size, name, imported) VALUES (?, ?, ?, ?)"),
      add_bytes_(db_, "INSERT INTO raw_bytes VALUES (?, ?, ?)"),
      add_reading_(db_, "INSERT INTO derived_reading VALUES (?, ?, ?, ?, ?, ?)"),
      add_act_(db_,
               "INSERT INTO desk_act (release, reference, original, released, state, change, why,"
               " fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      find_original_(db_, "SELECT number, name, dictionary, packed FROM raw_original"
                          " JOIN raw_bytes ON original = number WHERE number = ?")
{
    db_.execute("BEGIN IMMEDIATE");
    known_.reserve(static_cast<std::size_t>(
        query_integer(db_, "SELECT count(*) FROM raw_original").value_or(0)));
    Statement hashes(db_, "SELECT sha256 FROM raw_original");
    while (hashes.step()) {
        known_.insert(to_sha256(hashes.text(0)));
    }
}

void Store::commit()
{
    db_.execute("COMMIT");
    db_.execute("BEGIN IMMEDIATE");
}

OriginalNumber Store::add(const NewOriginal& original)
{
    CHECK(known_.insert(original.sha256).second);
    add_original_.run(Blob{as_bytes(original.sha256)}, original.size, original.name,
                      seconds_since_epoch(now()));
    const OriginalNumber number = db_.last_insert_id();
    add_bytes_.run(number, original.dictionary, Blob{original.packed});
    add_reading(number, original.reading);
    return number;
}

void Store::add_reading(OriginalNumber number, const Reading& reading)
{
    add_reading_.run(number, reading.reference, maybe_seconds(reading.created),
                     maybe_seconds(reading.given_released), reading.other_body ? 1 : 0,
                     reading.letters);
}

OriginalInfo Store::original_info(OriginalNumber number)
{
    Statement find(db_, "SELECT name, sha256, size, imported, reference, created, given_released,"
                        " other_body, letters FROM raw_original"
                        " JOIN derived_reading ON original = number WHERE number = ?");
    find.bind(number);
    if (!find.step()) {
        throw IoError("archive.db: damaged: original " + std::to_string(number) + " is missing");
    }
    OriginalInfo info;
    info.number = number;
    info.name = find.text(0);
    info.sha256 = to_sha256(find.text(1));
    info.size = static_cast<std::uint64_t>(find.integer(2));
    info.imported = instant_from_seconds(find.integer(3));
    if (!find.is_null(4)) {
        info.reading.reference = find.text(4);
    }
    info.reading.created = maybe_instant(find, 5);
    info.reading.given_released = maybe_instant(find, 6);
    info.reading.other_body = find.integer(7) != 0;
    info.reading.letters = static_cast<std::uint64_t>(find.integer(8));
    return info;
}

std::int64_t Store::add_dictionary(std::string_view bytes)
{
    Statement add(db_, "INSERT INTO raw_dictionary (bytes) VALUES (?)");
    add.run(Blob{bytes});
    return db_.last_insert_id();
}

std::optional<std::int64_t> Store::newest_dictionary()
{
    return query_integer(db_, "SELECT max(number) FROM raw_dictionary");
}

std::string Store::dictionary(std::int64_t number)
{
    Statement find(db_, "SELECT bytes FROM raw_dictionary WHERE number = ?");
    find.bind(number);
    if (!find.step()) {
        throw IoError("archive.db: damaged: dictionary " + std::to_string(number) + " is missing");
    }
    return std::string(find.text(0));
}

PackedOriginal Store::packed_original(OriginalNumber number)
{
    find_original_.bind(number);
    if (!find_original_.step()) {
        throw IoError("archive.db: damaged: original " + std::to_string(number) + " is missing");
    }
    PackedOriginal original{find_original_.integer(0), std::string(find_original_.text(1)),
                            find_original_.maybe_integer(2), std::string(find_original_.text(3))};
    find_original_.reset();
    return original;
}

void Store::each_original(const std::function<void(const PackedOriginal&, const Sha256&)>& use)
{
    Statement rows(db_, "SELECT number, name, dictionary, packed, sha256 FROM raw_original"
                        " LEFT JOIN raw_bytes ON original = number ORDER BY number");
    while (rows.step()) {
        use({rows.integer(0), std::string(rows.text(1)), rows.maybe_integer(2),
             std::string(rows.text(3))},
            to_sha256(rows.text(4)));
    }
}

std::uint64_t Store::readings_version()
{
    return static_cast<std::uint64_t>(
        query_integer(db_, "SELECT max(version) FROM derived_version").value_or(0));
}

void Store::replace_readings(const std::vector<std::pair<OriginalNumber, Reading>>& readings,
                             std::uint64_t version)
{
    db_.execute("DELETE FROM derived_reading; DELETE FROM derived_version;");
    for (const auto& [number, reading] : readings) {
        add_reading(number, reading);
    }
    Statement set(db_, "INSERT INTO derived_version VALUES (?)");
    set.run(version);
}

// Reads rows of kEntryRows as long as they are of one cable. `more`: the statement stands on a row of the next.
CableEntry Store::read_entry(Statement& rows, bool& more)
{
    CableEntry entry;
    entry.reference = rows.text(0);
    entry.created = maybe_instant(rows, 2);
    do {
        entry.originals.push_back(rows.integer(1));
        if (!entry.given_released) {
            entry.given_released = maybe_instant(rows, 3);
        }
        more = rows.step();
    } while (more && rows.text(0) == entry.reference);
    return entry;
}

std::vector<CableEntry> Store::cables()
{
    std::vector<CableEntry> entries;
    Statement rows(db_, kEntryRows);
    for (bool more = rows.step(); more;) {
        entries.push_back(read_entry(rows, more));
    }
    return entries;
}

std::vector<CableEntry> Store::cables_after(std::string_view reference, std::size_t limit)
{
    std::vector<CableEntry> entries;
    Statement rows(db_, kEntryRowsAfter);
    rows.bind(reference);
    for (bool more = rows.step(); more && entries.size() < limit;) {
        entries.push_back(read_entry(rows, more));
    }
    return entries;
}

std::vector<OriginalNumber> Store::originals_without_reference()
{
    std::vector<OriginalNumber> numbers;
    Statement rows(
        db_, "SELECT original FROM derived_reading WHERE reference IS NULL ORDER BY original");
    while (rows.step()) {
        numbers.push_back(rows.integer(0));
    }
    return numbers;
}

std::optional<CableEntry> Store::cable(std::string_view reference)
{
    Statement rows(db_, kEntryRowsOfOne);
    rows.bind(reference);
    bool more = rows.step();
    return more ? std::optional(read_entry(rows, more)) : std::nullopt;
}

std::int64_t Store::add_release(Instant made, Instant date, std::string_view title,
                                std::string_view who)
{
    Statement add(db_, "INSERT INTO desk_release (made, date, title, who) VALUES (?, ?, ?, ?)");
    add.run(seconds_since_epoch(made), seconds_since_epoch(date), title, who);
    return db_.last_insert_id();
}

void Store::add_act(const Act& act)
{
    add_act_.run(act.release, act.reference, act.original, seconds_since_epoch(act.released),
                 name(act.state), name(act.change), act.why, act.fingerprint);
}

Act Store::read_act(const Statement& row)
{
    Act act;
    act.reference = row.text(0);
    act.original = row.integer(1);
    act.released = instant_from_seconds(row.integer(2));
    act.release = row.integer(3);
    const auto state = value_in(kStates, row.text(4));
    const auto change = value_in(kChanges, row.text(5));
    if (!state || !change) {
        throw IoError("archive.db: damaged: an act that is none");
    }
    act.state = *state;
    act.change = *change;
    act.why = row.text(6);
    act.fingerprint = row.text(7);
    act.date = instant_from_seconds(row.integer(8));
    return act;
}

std::vector<Act> Store::acts()
{
    std::vector<Act> acts;
    Statement rows(db_, "SELECT reference, original, released, release, state, change, why,"
                        " fingerprint, date FROM desk_act"
                        " JOIN desk_release ON desk_release.number = release"
                        " WHERE release NOT IN (SELECT release FROM desk_undo)"
                        " ORDER BY reference, desk_act.number");
    while (rows.step()) {
        acts.push_back(read_act(rows));
    }
    return acts;
}

void Store::add_article_act(const ArticleAct& act)
{
    Statement add(db_, "INSERT INTO desk_article (release, slug, change, text, fingerprint)"
                       " VALUES (?, ?, ?, ?, ?)");
    add.run(act.release, act.slug, name(act.change), act.text, act.fingerprint);
}

std::vector<ArticleAct> Store::article_acts()
{
    std::vector<ArticleAct> acts;
    Statement rows(db_, "SELECT slug, release, change, text, fingerprint, date FROM desk_article"
                        " JOIN desk_release ON desk_release.number = release"
                        " WHERE release NOT IN (SELECT release FROM desk_undo)"
                        " ORDER BY slug, desk_article.number");
    while (rows.step()) {
        const auto change = value_in(kChanges, rows.text(2));
        if (!change) {
            throw IoError("archive.db: damaged: an act of an article that is none");
        }
        acts.push_back({std::string(rows.text(0)), rows.integer(1), *change,
                        std::string(rows.text(3)), std::string(rows.text(4)),
                        instant_from_seconds(rows.integer(5))});
    }
    return acts;
}

void Store::undo(std::int64_t release, Instant made, std::string_view who)
{
    Statement add(db_, "INSERT INTO desk_undo (release, made, who) VALUES (?, ?, ?)");
    add.run(release, seconds_since_epoch(made), who);
}

std::optional<std::string> Store::edition_state(std::string_view manifest)
{
    Statement find(db_, "SELECT state FROM derived_edition WHERE manifest = ?");
    find.bind(manifest);
    return find.step() ? std::optional(std::string(find.text(0))) : std::nullopt;
}

void Store::set_edition(std::string_view state, std::string_view manifest)
{
    db_.execute("DELETE FROM derived_edition");
    Statement set(db_, "INSERT INTO derived_edition VALUES (?, ?)");
    set.run(state, manifest);
}

// ---- redactions ----

std::int64_t Store::add_redaction(const redact::Redaction& redaction, Instant made,
                                  std::string_view who)
{
    std::string cables;
    for (const std::string& cable : redaction.cables) {
        cables += (cables.empty() ? "" : " ") + cable;
    }
    Statement add(db_, "INSERT INTO desk_redaction (made, who, kind, text, cables, reason, note,"
                       " pseudonym) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    add.run(seconds_since_epoch(made), who, redact::name(redaction.kind), redaction.text, cables,
            redaction.reason, redaction.note, redaction.pseudonym);
    return db_.last_insert_id();
}

std::vector<RedactionEntry> Store::redactions()
{
    std::vector<RedactionEntry> entries;
    Statement rows(db_, "SELECT number, kind, text, cables, reason, note, pseudonym,"
                        " desk_redaction.made, desk_redaction.who, desk_lift.made"
                        " FROM desk_redaction LEFT JOIN desk_lift ON redaction = number"
                        " ORDER BY number");
    while (rows.step()) {
        RedactionEntry entry;
        entry.redaction.number = rows.integer(0);
        const auto kind = redact::kind_from_name(rows.text(1));
        if (!kind) {
            throw IoError("archive.db: damaged: a redaction of an unknown kind");
        }
        entry.redaction.kind = *kind;
        entry.redaction.text = rows.text(2);
        for (const std::string_view cable : words(rows.text(3))) {
            entry.redaction.cables.emplace_back(cable);
        }
        entry.redaction.reason = rows.text(4);
        entry.redaction.note = rows.text(5);
        entry.redaction.pseudonym = rows.text(6);
        entry.made = instant_from_seconds(rows.integer(7));
        entry.who = rows.text(8);
        entry.lifted = maybe_instant(rows, 9);
        entries.push_back(std::move(entry));
    }
    return entries;
}

void Store::lift(std::int64_t redaction, Instant made, std::string_view who, std::string_view why)
{
    Statement add(db_, "INSERT INTO desk_lift (redaction, made, who, why) VALUES (?, ?, ?, ?)");
    add.run(redaction, seconds_since_epoch(made), who, why);
}

void Store::decide(const redact::Refusal& refusal, bool refused, Instant made, std::string_view who)
{
    Statement add(db_, "INSERT INTO desk_refusal (made, who, redaction, cable, place, refused)"
                       " VALUES (?, ?, ?, ?, ?, ?)");
    add.run(seconds_since_epoch(made), who, refusal.redaction, refusal.cable, refusal.place,
            refused ? 1 : 0);
}

std::vector<redact::Refusal> Store::refusals()
{
    std::vector<redact::Refusal> refusals;
    Statement rows(db_, "SELECT redaction, cable, place, refused, max(number) FROM desk_refusal"
                        " GROUP BY redaction, cable, place ORDER BY redaction, cable, place");
    while (rows.step()) {
        if (rows.integer(3) != 0) {
            refusals.push_back(
                {rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2))});
        }
    }
    return refusals;
}

std::unordered_map<std::string, TakenOut> Store::taken_out()
{
    std::unordered_map<std::string, TakenOut> all;
    Statement rows(db_, "SELECT reference, basis, fingerprint FROM derived_redacted");
    while (rows.step()) {
        all.emplace(rows.text(0), TakenOut{std::string(rows.text(1)), std::string(rows.text(2))});
    }
    return all;
}

void Store::set_taken_out(std::string_view reference, const TakenOut& taken)
{
    Statement set(db_, "INSERT OR REPLACE INTO derived_redacted VALUES (?, ?, ?)");
    set.run(reference, taken.basis, taken.fingerprint);
}

// ---- releases to come ----

std::int64_t Store::add_plan(std::string_view text, Instant due, Instant made, std::string_view who)
{
    Statement add(db_, "INSERT INTO desk_plan (made, who, due, text) VALUES (?, ?, ?, ?)");
    add.run(seconds_since_epoch(made), who, seconds_since_epoch(due), text);
    return db_.last_insert_id();
}

std::vector<PlanEntry> Store::open_plans()
{
    std::vector<PlanEntry> plans;
    Statement rows(db_, "SELECT number, due, text, who FROM desk_plan"
                        " WHERE number NOT IN (SELECT plan FROM desk_plan_end)"
                        " ORDER BY due, number");
    while (rows.step()) {
        plans.push_back({rows.integer(0), instant_from_seconds(rows.integer(1)),
                         std::string(rows.text(2)), std::string(rows.text(3))});
    }
    return plans;
}

void Store::end_plan(std::int64_t plan, std::optional<std::int64_t> release, Instant made,
                     std::string_view who)
{
    Statement add(db_, "INSERT INTO desk_plan_end (plan, made, who, release) VALUES (?, ?, ?, ?)");
    add.run(plan, seconds_since_epoch(made), who, release);
}

std::optional<HeldEdition> Store::held_edition()
{
    Statement find(db_, "SELECT release, until, folder, state FROM derived_held");
    if (!find.step()) {
        return std::nullopt;
    }
    return HeldEdition{find.integer(0), instant_from_seconds(find.integer(1)),
                       std::string(find.text(2)), std::string(find.text(3))};
}

void Store::set_held_edition(const std::optional<HeldEdition>& held)
{
    db_.execute("DELETE FROM derived_held");
    if (held) {
        Statement set(db_, "INSERT INTO derived_held VALUES (?, ?, ?, ?)");
        set.run(held->release, seconds_since_epoch(held->until), held->folder, held->state);
    }
}

std::string Unpacker::operator()(const PackedOriginal& original)
{
    const std::int64_t number = original.dictionary.value_or(kNoDictionary);
    auto found = decompressors_.find(number);
    if (found == decompressors_.end()) {
        const auto dictionary = dictionaries_.find(number);
        if (number != kNoDictionary && dictionary == dictionaries_.end()) {
            throw IoError("archive.db: damaged: dictionary " + std::to_string(number) +
                          " is missing");
        }
        found =
            decompressors_
                .emplace(number, Decompressor(number == kNoDictionary ? "" : dictionary->second))
                .first;
    }
    try {
        return found->second(original.packed, importer::Limits().document_bytes);
    } catch (const IoError& error) {
        throw IoError("original " + std::to_string(original.number) + " (" + original.name +
                      "): " + error.what());
    }
}

std::unordered_map<std::int64_t, std::string> all_dictionaries(Store& store)
{
    std::unordered_map<std::int64_t, std::string> dictionaries;
    for (std::int64_t number = 1; number <= store.newest_dictionary().value_or(0); ++number) {
        dictionaries.emplace(number, store.dictionary(number));
    }
    return dictionaries;
}

} // namespace chancery::archive
