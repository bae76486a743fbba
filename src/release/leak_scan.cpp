#include "release/leak_scan.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/mapped_file.hpp"
#include "base/ordered_map.hpp"
#include "base/sqlite.hpp"
#include "base/stop.hpp"
#include "base/text.hpp"
#include "base/zstd.hpp"
#include "cable/cable_json.hpp"
#include "edition/batch.hpp"
#include "edition/format.hpp"
#include "edition/reader.hpp"
#include "import/source.hpp"
#include "index/segment.hpp"

namespace chancery::release {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWindow = 256;
constexpr std::size_t kPieceBytes = std::size_t{8} << 20U;
constexpr std::size_t kOverlap = std::size_t{64}
                                 << 10U; // longer passages are found by their beginning

using Leaks = std::vector<std::string>;

void add(Leaks& leaks, std::string leak)
{
    if (leaks.size() < kMaxLeaks) {
        leaks.push_back(std::move(leak));
    }
}

std::size_t letters_in(std::string_view text)
{
    const std::vector<std::string> spelt = redact::spellings(text);
    return spelt.empty() ? 0 : spelt[0].size();
}

// Those rules that hold wherever a text stands: for all cables, and nowhere refused.
std::shared_ptr<const redact::RuleSet> rules_for_all(const redact::RuleSet& rules,
                                                     std::size_t letters)
{
    std::vector<redact::Redaction> kept;
    for (const redact::Redaction& redaction : rules.redactions()) {
        const bool is_long = letters == 0 || (redaction.kind == redact::Kind::Text &&
                                              letters_in(redaction.text) >= letters);
        if (redaction.cables.empty() && !rules.is_refused(redaction.number) && is_long) {
            kept.push_back(redaction);
        }
    }
    return redact::RuleSet::of(std::move(kept));
}

std::string without_tags(std::string_view text)
{
    std::string out;
    bool inside = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text[i + 1] : ' ';
        inside = inside || (text[i] == '<' && (is_alpha(next) || next == '/'));
        if (!inside) {
            out += text[i];
        } else if (text[i] == '>') {
            inside = false;
            out += ' ';
        }
    }
    return out;
}

// One thread's view of the rules.
class Scanner {
public:
    explicit Scanner(const std::shared_ptr<const redact::RuleSet>& rules)
        : by_cable_(rules), text_(rules_for_all(*rules, 0)),
          raw_(rules_for_all(*rules, kRawLetters))
    {
    }

    void view(const Cable& cable, const std::string& where, Leaks& leaks)
    {
        for (const std::string& leak : by_cable_.leaks_in_view(cable.id, cable)) {
            add(leaks, where + ": " + leak);
        }
    }
    void text(std::string_view text, const std::string& where, Leaks& leaks)
    {
        for (const redact::Leak& leak : text_.find(text)) {
            add(leaks,
                fmt::format("{}: what redaction {} takes out", where, leak.redaction->number));
        }
    }
    // All of a file: what is text with all rules, what is not with those that are long enough.
    void bytes(std::string_view bytes, const std::string& where, Leaks& leaks)
    {
        for (std::size_t from = 0; from < bytes.size(); from += kPieceBytes) {
            const std::string_view piece = bytes.substr(from, kPieceBytes + kOverlap);
            if (!is_utf8(piece)) {
                raw_bytes(piece, where, from, leaks);
                continue;
            }
            find(text_, piece, where, from, leaks);
            if (piece.find('<') != std::string_view::npos) { // a name may stand across tags
                find(text_, without_tags(piece), where + " without its tags", from, leaks);
            }
        }
    }

    // Bytes that are no text; `at`: where they lie in their file.
    void raw_bytes(std::string_view bytes, const std::string& where, std::size_t at, Leaks& leaks)
    {
        for (std::size_t from = 0; from < bytes.size(); from += kPieceBytes) {
            find(raw_, bytes.substr(from, kPieceBytes + kOverlap), where, at + from, leaks);
        }
    }

private:
    static void find(redact::Redactor& rules, std::string_view text, const std::string& where,
                     std::size_t from, Leaks& leaks)
    {
        for (const redact::Leak& leak : rules.find(text)) {
            add(leaks, fmt::format("{}: byte {}: what redaction {} takes out", where,
                                   from + leak.at.from, leak.redaction->number));
        }
    }

    redact::Redactor by_cable_;
    redact::Redactor text_;
    redact::Redactor raw_;
};

void scan_facts(Scanner& scanner, const edition::Facts& facts, const std::string& where,
                Leaks& leaks)
{
    scanner.text(facts.subject, where, leaks);
    scanner.text(facts.origin, where, leaks);
    scanner.text(facts.classification, where, leaks);
    for (const std::string& tag : facts.tags) {
        scanner.text(tag, where, leaks);
    }
    for (const std::string& node : facts.cited) {
        scanner.text(node, where, leaks);
    }
}

void scan_batch(const fs::path& path, const std::string& where,
                const std::shared_ptr<const redact::RuleSet>& rules, Progress& progress,
                Leaks& leaks)
{
    const auto batch = edition::Batch::open(path);
    struct Worker {
        Scanner scanner;
        Decompressor unpack;
    };
    std::vector<Worker> workers;
    for (unsigned i = 0; i < worker_count(); ++i) {
        workers.push_back({Scanner(rules), Decompressor(batch->dictionary())});
    }
    workers[0].scanner.bytes(batch->dictionary(), where + " (dictionary)", leaks);
    std::uint32_t next = 0;
    ordered_map<std::uint32_t, Leaks>(
        worker_count(), kWindow,
        [&]() -> std::optional<std::uint32_t> {
            throw_if_stopped();
            return next < batch->size() ? std::optional(next++) : std::nullopt;
        },
        [&](unsigned worker, std::uint32_t place) {
            Leaks found;
            auto& [scanner, unpack] = workers[worker];
            const Cable cable = from_json(unpack(batch->packed(place), edition::kMaxViewBytes));
            scanner.view(cable, where, found);
            scan_facts(scanner, batch->facts(place), where + ": facts of " + cable.id, found);
            return found;
        },
        [&](const Leaks& found) {
            progress.add(1);
            for (const std::string& leak : found) {
                add(leaks, leak);
            }
        });
}

// A name is one term only if it is one word: that is what the index's lists are by. Of a dictionary
// that holds nothing but its terms these are all there is to look at: its bytes have the ends of
// words, so that "reorganized" behind "rent" looks like "organized".
void scan_segment(Scanner& scanner, const fs::path& path, const std::string& where, Leaks& leaks)
{
    const auto segment = index::Segment::open(path);
    const std::string_view file = segment->file_bytes();
    std::size_t done = 0;
    for (const index::Dictionary* dictionary : {&segment->words(), &segment->stems()}) {
        for (index::DictionaryCursor at(*dictionary, ""); !at.at_end(); at.next()) {
            scanner.text(at.term(), where + " (term)", leaks);
        }
        if (dictionary->is_gapless()) {
            const auto from = static_cast<std::size_t>(dictionary->bytes().data() - file.data());
            scanner.raw_bytes(file.substr(done, from - done), where, done, leaks);
            done = from + dictionary->bytes().size();
        }
    }
    scanner.raw_bytes(file.substr(done), where, done, leaks);
}

void scan_tables(Scanner& scanner, const fs::path& path, const std::string& where, Leaks& leaks)
{
    const Database db = Database::open(path, Access::Immutable);
    if (query_integer(db, "PRAGMA freelist_count").value_or(0) != 0) {
        add(leaks, where + ": it has free pages, which could hold anything");
    }
    // All text, whatever the table and the column; of numbers and blobs the bytes of the file are scanned.
    Statement column(db, "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c "
                         "WHERE t.type = 'table'");
    while (column.step()) {
        const auto place = fmt::format("{} ({}.{})", where, column.text(0), column.text(1));
        Statement row(db, fmt::format("SELECT \"{0}\" FROM \"{1}\" WHERE typeof(\"{0}\") = 'text'",
                                      column.text(1), column.text(0)));
        while (row.step()) {
            scanner.text(row.text(0), place, leaks);
        }
    }
}

} // namespace

std::vector<std::string> scan_generation(const fs::path& folder,
                                         const std::shared_ptr<const redact::RuleSet>& rules,
                                         const std::set<std::string>& clean, Quiet quiet)
{
    Leaks leaks;
    if (rules->empty()) {
        return leaks;
    }
    Progress progress("scan for leaks", "cables", 0, quiet);
    Scanner scanner(rules);
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = fs::relative(entry.path(), folder).string();
        if (!entry.is_regular_file() || clean.contains(name)) {
            continue;
        }
        throw_if_stopped();
        if (name.starts_with(edition::kViewsFolder) || name.starts_with(edition::kVersionsFolder)) {
            scan_batch(entry.path(), name, rules, progress, leaks);
        } else if (name == edition::kDatabaseName) {
            scan_tables(scanner, entry.path(), name, leaks);
        }
        scanner.text(name, name + " (file name)", leaks);
        if (name.starts_with(edition::kIndexFolder)) {
            scan_segment(scanner, entry.path(), name, leaks);
        } else {
            scanner.bytes(MappedFile(entry.path()).bytes(), name, leaks);
        }
    }
    return leaks;
}

std::vector<std::string>
scan_files(const fs::path& path, const std::shared_ptr<const redact::RuleSet>& rules, Quiet quiet)
{
    Leaks leaks;
    if (rules->empty()) {
        return leaks;
    }
    Progress progress("scan for leaks", "files", 0, quiet);
    Scanner scanner(rules);
    std::vector<fs::path> files;
    if (fs::is_directory(path)) {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
            if (entry.is_regular_file()) {
                files.push_back(entry.path());
            }
        }
        std::ranges::sort(files);
    } else {
        files.push_back(path);
    }
    for (const fs::path& file : files) {
        throw_if_stopped();
        progress.add(1);
        const MappedFile mapped(file);
        scanner.text(file.filename().string(), file.string() + " (file name)", leaks);
        scanner.bytes(mapped.bytes(), file.string(), leaks);
        if (is_utf8(mapped.bytes())) {
            continue;
        }
        importer::SourceWalker walker({file}); // what may be packed
        while (const auto item = walker.next()) {
            const auto* found = std::get_if<importer::FoundDocument>(&*item);
            if (found != nullptr && found->name != file.string()) {
                scanner.bytes(found->bytes, found->name, leaks);
            }
        }
    }
    return leaks;
}

} // namespace chancery::release
