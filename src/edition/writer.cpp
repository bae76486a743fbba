#include "edition/writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <span>
#include <unistd.h>
#include <unordered_map>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/sqlite.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "edition/batch.hpp"
#include "edition/citations.hpp"
#include "edition/format.hpp"
#include "edition/missing.hpp"
#include "embedded/edition_sql.hpp"

namespace chancery::edition {

namespace {

Database make_database(const fs::path& folder)
{
    fs::create_directories(folder);
    Database db = Database::open(folder / kDatabaseName, Access::Write);
    // Nobody reads it before it is whole, and a crash throws it away: no journal, one sync at the
    // end.
    db.execute(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
        "PRAGMA cache_size = -65536; PRAGMA foreign_keys = OFF;");
    db.execute(std::string(edition_sql_files()[0].bytes).c_str());
    return db;
}

// The number of generation-12 or generation-12.partial; 0 for any other name.
std::uint64_t generation_number(std::string_view name)
{
    if (!name.starts_with(kGenerationPrefix)) {
        return 0;
    }
    name.remove_prefix(kGenerationPrefix.size());
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    const std::string_view rest(end, static_cast<std::size_t>(name.data() + name.size() - end));
    return error == std::errc() && (rest.empty() || rest == kPartialSuffix) ? number : 0;
}

std::string little_endian(std::span<const std::uint32_t> numbers)
{
    std::string bytes;
    for (const std::uint32_t number : numbers) {
        for (unsigned shift = 0; shift < 32; shift += 8) {
            bytes += static_cast<char>((number >> shift) & 0xFFU);
        }
    }
    return bytes;
}

// Calls add(page, bytes) for each page of a list of cable numbers.
template <typename Add>
void each_page(std::span<const std::uint32_t> cables, Add add)
{
    for (std::size_t page = 0; !cables.empty(); ++page) {
        const std::size_t count = std::min<std::size_t>(kRowsPerPage, cables.size());
        add(page, little_endian(cables.first(count)));
        cables = cables.subspan(count);
    }
}

// Writes the tables of an edition, cable by cable in the order of listings.
class Tables {
public:
    explicit Tables(Database& db)
        : db_(db),
          add_cable_(db_, "INSERT INTO cable VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    {
    }

    void add(const Facts& cable, std::uint64_t batch, std::uint32_t place)
    {
        const std::optional<CableId> id = CableId::parse(cable.id);
        if (!id || id->text() != cable.id) {
            throw IoError("a batch of views is damaged: " + cable.id + " is no reference id");
        }
        ++count_;
        const auto of = [&](Facet facet, const std::string& name) {
            return name.empty() ? std::optional<std::int64_t>() : value(facet, name).number;
        };
        const auto origin = of(Facet::Origin, cable.origin);
        const auto classification = of(Facet::Classification, cable.classification);
        for (const std::string& tag : cable.tags) {
            value(Facet::Tag, tag);
        }
        if (cable.created) {
            value(Facet::Month, format_month(*cable.created));
        }
        value(Facet::ReleaseDay, format_day(cable.released));
        const auto created =
            cable.created ? std::optional(seconds_since_epoch(*cable.created)) : std::nullopt;
        const std::string node = node_of(cable.id);
        add_cable_.run(count_, cable.id, node == cable.id ? std::nullopt : std::optional(node),
                       id->post(), id->year(), id->serial(), created,
                       seconds_since_epoch(cable.released), origin, classification, cable.subject,
                       batch, place);
        citations_.add(count_, cable.cited);
        missing_.add_here(node);
        if (!cable.incomplete.empty()) {
            incomplete_[place_of(node)].push_back({count_, cable.incomplete});
        }
    }

    std::uint32_t count() const { return count_; }

    void finish()
    {
        write_values();
        write_citations();
        write_missing();
        db_.execute("CREATE INDEX cable_by_post ON cable (post, year, serial);"
                    "CREATE INDEX cable_by_origin ON cable (origin, created, id);"
                    "CREATE INDEX cable_by_node ON cable (node) WHERE node IS NOT NULL;");
    }

private:
    struct Value {
        std::int64_t number = 0;
        Facet facet = Facet::Origin;
        std::string key;
        std::string name;
        std::vector<std::uint32_t> cables;
    };

    Value& value(Facet facet, const std::string& name)
    {
        Value*& known = known_[static_cast<std::size_t>(facet)][name];
        if (known == nullptr) {
            known = &values_[{facet, name}];
            const bool is_named = facet == Facet::Origin || facet == Facet::Classification;
            *known = {static_cast<std::int64_t>(values_.size()),
                      facet,
                      is_named ? slug(name) : name,
                      name,
                      {}};
        }
        known->cables.push_back(count_);
        return *known;
    }

    void write_listing(const Value& value)
    {
        Statement add(db_, "INSERT INTO listing VALUES (?, ?, ?)");
        each_page(value.cables, [&](std::size_t page, const std::string& bytes) {
            add.run(value.number, page, Blob{bytes});
        });
    }

    void write_citations()
    {
        Statement add(db_, "INSERT INTO cited VALUES (?, ?, ?, ?)");
        citations_.each([&](std::string_view node, std::span<const std::uint32_t> citers) {
            each_page(citers, [&](std::size_t page, const std::string& bytes) {
                add.run(node, page, citers.size(), Blob{bytes});
            });
            missing_.add_cited(node, static_cast<std::uint32_t>(citers.size()));
        });
    }

    // Behind write_citations(), which tells what is cited.
    void write_missing()
    {
        Statement add(db_, "INSERT INTO missing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        std::int64_t number = 0;
        for (const MissingOf& of : missing_.by_post_and_year()) {
            const MissingSummary& sum = of.summary;
            const auto lacking = incomplete_.find({sum.post, sum.year});
            add.run(++number, sum.post, sum.year, sum.here, sum.ghosts, sum.lowest, sum.highest,
                    sum.runs, sum.gaps, lacking == incomplete_.end() ? 0 : lacking->second.size(),
                    Blob{packed(of.runs)}, Blob{packed(of.ghosts)});
            if (lacking != incomplete_.end()) {
                write_incomplete(number, lacking->second);
            }
        }
    }

    // Two origins whose names make one slug are told apart by a number behind it.
    void write_values()
    {
        std::map<std::pair<Facet, std::string>, int> uses;
        Statement add(db_, "INSERT INTO value VALUES (?, ?, ?, ?, ?)");
        for (const auto& [name, value] : values_) {
            const int use = ++uses[{value.facet, value.key}];
            const std::string key = use == 1 ? value.key : value.key + "-" + std::to_string(use);
            add.run(value.number, static_cast<int>(value.facet), key, value.name,
                    value.cables.size());
        }
        std::vector<const Value*> by_number(values_.size());
        for (const auto& [name, value] : values_) {
            by_number[static_cast<std::size_t>(value.number) - 1] = &value;
        }
        for (const Value* value : by_number) {
            write_listing(*value);
        }
    }

    using PostAndYear = std::pair<std::string, int>;
    struct Lacking {
        std::uint32_t cable = 0;
        std::vector<Incomplete> lacks;
    };

    static PostAndYear place_of(std::string_view node)
    {
        const std::optional<CableId> id = CableId::parse(node);
        CHECK(id.has_value());
        return {std::string(id->post()), id->year()};
    }

    void write_incomplete(std::int64_t missing, const std::vector<Lacking>& cables)
    {
        Statement add(db_, "INSERT INTO incomplete VALUES (?, ?, ?, ?, ?, ?)");
        for (const Lacking& cable : cables) {
            for (const Incomplete& lack : cable.lacks) {
                add.run(missing, cable.cable, static_cast<int>(lack.lack), lack.first, lack.last,
                        lack.sections);
            }
        }
    }

    Database& db_;
    Statement add_cable_;
    std::map<std::pair<Facet, std::string>, Value> values_; // in the order of the table
    std::array<std::unordered_map<std::string, Value*>, kFacets.size()> known_;
    Citations citations_;
    Missing missing_;
    std::map<PostAndYear, std::vector<Lacking>> incomplete_;
    std::uint32_t count_ = 0;
};

// A cable of a batch, and where it stands among all.
struct Listed {
    Instant released;
    Instant created; // unknown comes last
    std::string id;
    std::uint32_t batch = 0;
    std::uint32_t place = 0;
};

std::vector<fs::path> batch_paths(const fs::path& folder)
{
    std::vector<fs::path> paths;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder / kViewsFolder)) {
        paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    return paths;
}

// Newest release first, inside it oldest created first, then id (format 9).
std::vector<Listed> in_order(const std::vector<std::shared_ptr<const Batch>>& batches)
{
    std::vector<Listed> list;
    for (std::uint32_t batch = 0; batch < batches.size(); ++batch) {
        for (std::uint32_t place = 0; place < batches[batch]->size(); ++place) {
            Facts facts = batches[batch]->facts(place);
            list.push_back({facts.released, facts.created.value_or(Instant::max()),
                            std::move(facts.id), batch, place});
        }
    }
    std::ranges::sort(list, [](const Listed& a, const Listed& b) {
        return std::tie(b.released, a.created, a.id) < std::tie(a.released, b.created, b.id);
    });
    return list;
}

// All or none: who releases knows it of every cable.
void write_arrivals(Database& db, const std::vector<std::uint32_t>& days, std::uint32_t cables)
{
    CHECK(days.empty() || days.size() == cables);
    if (!days.empty()) {
        const std::string bytes = little_endian(days);
        Statement(db, "INSERT INTO meta VALUES (?, ?)").run(kArrivalsKey, Blob{bytes});
    }
}

// Every file of the edition, by name, as `sha256sum -c` reads it.
std::string manifest_of(const fs::path& folder, const Hashes& known)
{
    std::vector<std::string> names = {std::string(kDatabaseName)};
    std::error_code none;
    for (const std::string_view part : {kViewsFolder, kIndexFolder, kVersionsFolder}) {
        for (const fs::directory_entry& entry : fs::directory_iterator(folder / part, none)) {
            names.push_back(std::string(part) + "/" + entry.path().filename().string());
        }
    }
    std::ranges::sort(names);
    std::string manifest;
    for (const std::string& name : names) {
        const auto hash = known.find(name);
        manifest += (hash == known.end() ? hex(sha256_of_file(folder / name)) : hash->second) +
                    "  " + name + "\n";
    }
    return manifest;
}

} // namespace

void make_generation(const fs::path& folder)
{
    fs::create_directories(folder / kViewsFolder);
    fs::create_directories(folder / kIndexFolder);
}

void write_edition(const fs::path& folder, const Settings& settings,
                   const std::vector<Release>& releases, const Hashes& known,
                   const std::vector<Version>& versions, const Arrivals& arrivals,
                   const Articles& articles)
{
    std::vector<std::shared_ptr<const Batch>> batches;
    for (const fs::path& path : batch_paths(folder)) {
        batches.push_back(Batch::open(path));
    }
    {
        Database db = make_database(folder);
        Transaction transaction(db);
        Statement(db, "INSERT INTO meta VALUES (?, ?)").run("settings", to_json(settings));
        Tables tables(db);
        std::vector<std::uint32_t> days;
        for (const Listed& cable : in_order(batches)) {
            tables.add(batches[cable.batch]->facts(cable.place), cable.batch + 1, cable.place);
            if (const auto arrival = arrivals.find(cable.id); arrival != arrivals.end()) {
                days.push_back(static_cast<std::uint32_t>(day_number(arrival->second)));
            }
        }
        tables.finish();
        write_arrivals(db, days, tables.count());
        Statement add(db, "INSERT INTO release VALUES (?, ?, ?)");
        for (const Release& release : releases) {
            add.run(seconds_since_epoch(release.date), release.title, release.count);
        }
        Statement add_version(db, "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?)");
        for (const Version& version : versions) {
            add_version.run(version.id, version.number, seconds_since_epoch(version.date),
                            version.change, version.why, version.sha256, version.place);
        }
        write_articles(db, articles);
        transaction.commit();
    }
    sync_file(folder / kDatabaseName);
    write_file_atomic(folder / kManifestName, manifest_of(folder, known));
    sync_folder(folder);
}

namespace {

void overwrite_files(const fs::path& folder, std::chrono::steady_clock::time_point deadline,
                     std::vector<std::string>& kept)
{
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.symlink_status().type() == fs::file_type::regular) {
            files.push_back(entry.path());
        }
    }
    for (const fs::path& file : files) {
        if (const auto why = overwrite_and_remove(file, deadline)) {
            kept.push_back(file.string() + ": " + *why);
        }
    }
}

} // namespace

EditionFolder::EditionFolder(fs::path path) : path_(std::move(path))
{
    std::error_code error;
    fs::create_directories(path_, error);
    if (error) {
        throw IoError("cannot make edition folder " + path_.string() + ": " + error.message());
    }
}

fs::path EditionFolder::begin_generation()
{
    std::uint64_t last = 0;
    std::vector<fs::path> half_made;
    for (const fs::directory_entry& entry : fs::directory_iterator(path_)) {
        const std::string name = entry.path().filename();
        last = std::max(last, generation_number(name));
        if (generation_number(name) != 0 && name.ends_with(kPartialSuffix)) {
            half_made.push_back(entry.path());
        }
    }
    for (const fs::path& folder : half_made) {
        fs::remove_all(folder);
    }
    return path_ / (std::string(kGenerationPrefix) + std::to_string(last + 1) +
                    std::string(kPartialSuffix));
}

fs::path EditionFolder::switch_to(const fs::path& generation)
{
    std::string name = generation.filename();
    CHECK(name.ends_with(kPartialSuffix));
    name.resize(name.size() - kPartialSuffix.size());
    const fs::path link = path_ / kCurrentLink;
    const fs::path new_link = path_ / (std::string(kCurrentLink) + ".new");
    std::error_code none;
    const std::string before = fs::read_symlink(link, none).string();

    fs::rename(generation, path_ / name);
    fs::remove(new_link);
    fs::create_symlink(name, new_link);
    sync_folder(path_);
    fs::rename(new_link, link);
    sync_folder(path_);

    std::vector<fs::path> old;
    for (const fs::directory_entry& entry : fs::directory_iterator(path_)) {
        const std::string other = entry.path().filename();
        if (generation_number(other) != 0 && other != name && other != before) {
            old.push_back(entry.path());
        }
    }
    for (const fs::path& folder : old) {
        fs::remove_all(folder);
    }
    return path_ / name;
}

std::vector<std::string> EditionFolder::forget_others(Overwrite overwrite)
{
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    std::vector<std::string> kept;
    std::error_code none;
    const std::string current = fs::read_symlink(path_ / kCurrentLink, none).string();
    std::vector<fs::path> others;
    for (const fs::directory_entry& entry : fs::directory_iterator(path_)) {
        const std::string name = entry.path().filename();
        if (generation_number(name) != 0 && name != current) {
            others.push_back(entry.path());
        }
    }
    for (const fs::path& folder : others) {
        if (overwrite == Overwrite::Yes) {
            overwrite_files(folder, deadline, kept);
        }
        fs::remove_all(folder);
    }
    sync_folder(path_);
    return kept;
}

fs::path EditionFolder::current() const
{
    return path_ / kCurrentLink;
}

Hashes hashes_in(std::string_view manifest)
{
    constexpr std::string_view kGap = "  ";
    Hashes hashes;
    for (const std::string_view line : split(manifest, '\n')) {
        if (const std::size_t gap = line.find(kGap); gap != std::string_view::npos) {
            hashes.emplace(line.substr(gap + kGap.size()), line.substr(0, gap));
        }
    }
    return hashes;
}

std::string EditionFolder::manifest() const
{
    std::error_code none;
    const fs::path file = path_ / kCurrentLink / kManifestName;
    return fs::exists(file, none) ? read_file(file, kMaxManifestBytes) : std::string();
}

} // namespace chancery::edition
