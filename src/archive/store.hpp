#pragma once
// The archive on disk: ARCHIVE/archive.db (schema.sql). Originals for ever; what was read in them; what was released.
//
//   Store store = Store::open(folder);                  // UsageError if it is no archive or somebody else is writing
//   if (!store.has(hash)) store.add(original);
//   store.commit();                                      // now and then: work since the last commit is lost by a crash, nothing else
//
// One Store at a time in the whole system (a lock on the folder), one thread at a time. Failures of disk and database throw IoError; what was
// committed stays whole.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/sqlite.hpp"
#include "base/time.hpp"
#include "base/zstd.hpp"
#include "redact/redactor.hpp"

namespace chancery::archive {

using OriginalNumber = std::int64_t;

// What the parser read in an original.
struct Reading {
    std::optional<std::string> reference;
    std::optional<Instant> created;
    std::optional<Instant> given_released;
    bool other_body = false;   // the text is another cable's: it leads only where there is no other
    std::uint64_t letters = 0; // how full the text is
    bool operator==(const Reading&) const = default;
};

struct NewOriginal {
    Sha256 sha256 = {};
    std::uint64_t size = 0;
    std::string name;
    std::optional<std::int64_t> dictionary;
    std::string packed;
    Reading reading;
};

struct PackedOriginal {
    OriginalNumber number = 0;
    std::string name;
    std::optional<std::int64_t> dictionary;
    std::string packed;
};

// What is known of an original without unpacking it.
struct OriginalInfo {
    OriginalNumber number = 0;
    std::string name; // where it was found
    Sha256 sha256 = {};
    std::uint64_t size = 0;
    Instant imported;
    Reading reading;
};

// A cable as the archive knows it: its originals, the one that leads first. That is the fullest text, but one with the right body before any with
// another cable's; of equals the first imported.
struct CableEntry {
    std::string reference;
    std::vector<OriginalNumber> originals;
    std::optional<Instant> created;        // as the leading original says
    std::optional<Instant> given_released; // the first that any original gives, in the order above
};

// What the public sees of a cable: all (but what is redacted), what it is without its text, a tombstone, nothing.
enum class State : std::uint8_t { Whole, Metadata, Withdrawn, Held };
// What an act did to it.
enum class Change : std::uint8_t {
    Released,
    Corrected,
    Redacted,
    Restored,
    Metadata,
    Withdrawn,
    Held
};
std::string_view name(State state); // whole, metadata, withdrawn, held
std::string_view
name(Change change); // released, corrected, redacted, restored, metadata, withdrawn, held
std::optional<State> state_from_name(std::string_view name);

// What a release did to a cable.
struct Act {
    std::string reference;
    OriginalNumber original = 0; // whose text was released
    Instant released;            // the cable's date of release
    std::int64_t release = 0;
    State state = State::Whole;
    Change change = Change::Released;
    std::string why;         // public
    std::string fingerprint; // redact::Redacted::fingerprint
    Instant date{};          // of its release
};

// What a release did to an article.
struct ArticleAct {
    std::string slug;
    std::int64_t release = 0;
    Change change = Change::Released; // also Corrected, Redacted, Restored, Withdrawn
    std::string text;                 // of its file, as it was then
    std::string fingerprint;          // of what the public saw, if something was taken out
    Instant date{};                   // of its release
};

struct RedactionEntry {
    redact::Redaction redaction;
    Instant made;
    std::string who;
    std::optional<Instant> lifted;
};

// What was found to be taken out of a cable, and from what that followed.
struct TakenOut {
    std::string basis;
    std::string fingerprint;
};

struct PlanEntry {
    std::int64_t number = 0;
    Instant due;
    std::string text;
    std::string who;
};

struct HeldEdition {
    std::int64_t release = 0;
    Instant until;
    std::string folder;
    std::string state;
};

class Store {
public:
    // Makes an empty archive in a folder that is new or empty. `settings` is the text of its chancery.toml.
    static void create(const std::filesystem::path& folder, std::string_view settings);
    static Store open(const std::filesystem::path& folder);
    static bool is_archive(const std::filesystem::path& folder);

    const std::filesystem::path& folder() const { return folder_; }

    // ---- originals ----
    bool has(const Sha256& hash) const { return known_.contains(hash); }
    const std::unordered_set<Sha256, Sha256Hasher>& hashes() const { return known_; }
    OriginalNumber add(const NewOriginal& original); // not yet in the archive
    std::int64_t add_dictionary(std::string_view bytes);
    std::optional<std::int64_t> newest_dictionary();
    std::string dictionary(std::int64_t number);
    std::uint64_t original_count() const { return known_.size(); }
    PackedOriginal packed_original(OriginalNumber number);
    // Calls use(original, sha256) for each, in the order they came.
    void each_original(const std::function<void(const PackedOriginal&, const Sha256&)>& use);

    // ---- readings ----
    std::uint64_t readings_version(); // 0: none yet
    void replace_readings(const std::vector<std::pair<OriginalNumber, Reading>>& readings,
                          std::uint64_t version);
    std::vector<CableEntry> cables(); // by reference
    // The next `limit` of them behind `reference`, for walks in bounded memory; "" begins.
    std::vector<CableEntry> cables_after(std::string_view reference, std::size_t limit);
    std::optional<CableEntry> cable(std::string_view reference);
    OriginalInfo original_info(OriginalNumber number);
    // Originals in which no reference id could be read, in the order they came.
    std::vector<OriginalNumber> originals_without_reference();

    // ---- releases ----
    std::int64_t add_release(Instant made, Instant date, std::string_view title,
                             std::string_view who);
    void add_act(const Act& act);
    // Of all releases that were not undone: by reference, and of a cable from the first to the last, which is its state.
    std::vector<Act> acts();
    void add_article_act(const ArticleAct& act);
    std::vector<ArticleAct> article_acts(); // as acts(): by slug, the last is its state
    void undo(std::int64_t release, Instant made, std::string_view who);

    // ---- redactions ----
    std::int64_t add_redaction(const redact::Redaction& redaction, Instant made,
                               std::string_view who);
    std::vector<RedactionEntry> redactions(); // lifted ones too
    void lift(std::int64_t redaction, Instant made, std::string_view who, std::string_view why);
    void decide(const redact::Refusal& refusal, bool refused, Instant made, std::string_view who);
    std::vector<redact::Refusal> refusals();
    std::unordered_map<std::string, TakenOut> taken_out(); // by reference
    void set_taken_out(std::string_view reference, const TakenOut& taken);

    // ---- releases to come ----
    std::int64_t add_plan(std::string_view text, Instant due, Instant made, std::string_view who);
    std::vector<PlanEntry> open_plans(); // the next first
    void end_plan(std::int64_t plan, std::optional<std::int64_t> release, Instant made,
                  std::string_view who);
    std::optional<HeldEdition> held_edition();
    void set_held_edition(const std::optional<HeldEdition>& held);

    // ---- editions ----
    // From what state of the archive the edition with this manifest was written, as set_edition()
    // noted; nothing if it is not the one that was written last.
    std::optional<std::string> edition_state(std::string_view manifest);
    void set_edition(std::string_view state, std::string_view manifest);

    // Everything since the last commit becomes durable.
    void commit();
    std::string integrity() { return db_.integrity(); }

private:
    Store(std::filesystem::path folder, FileLock lock, Database db);
    CableEntry read_entry(Statement& rows, bool& more);
    static Act read_act(const Statement& row);
    void add_reading(OriginalNumber number, const Reading& reading);

    std::filesystem::path folder_;
    FileLock lock_;
    Database db_;
    std::unordered_set<Sha256, Sha256Hasher> known_;
    Statement add_original_;
    Statement add_bytes_;
    Statement add_reading_;
    Statement add_act_;
    Statement find_original_;
};

// Unpacks originals of any dictionary. One per thread; the dictionaries are shared and loaded by the caller's thread.
class Unpacker {
public:
    explicit Unpacker(std::unordered_map<std::int64_t, std::string> dictionaries)
        : dictionaries_(std::move(dictionaries))
    {
    }
    std::string operator()(const PackedOriginal& original);

private:
    std::unordered_map<std::int64_t, std::string> dictionaries_;
    std::unordered_map<std::int64_t, Decompressor> decompressors_;
};

// All dictionaries of the archive, for Unpackers.
std::unordered_map<std::int64_t, std::string> all_dictionaries(Store& store);

} // namespace chancery::archive
