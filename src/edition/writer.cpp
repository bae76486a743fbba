#include "edition/writer.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <unistd.h>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "edition/format.hpp"
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

} // namespace

std::vector<std::string> listing_tags(const Cable& cable)
{
    std::vector<std::string> tags;
    for (const Tag& tag : cable.tags) {
        std::string word;
        for (const char c : tag.printed + ' ') {
            if (is_alnum(c) || (c == '-' && !word.empty())) {
                word += to_upper(c);
                continue;
            }
            const bool has_letter = std::ranges::any_of(word, is_alpha);
            if (word.size() >= 2 && has_letter && std::ranges::find(tags, word) == tags.end()) {
                tags.push_back(word);
            }
            word.clear();
        }
    }
    return tags;
}

Writer::Writer(fs::path folder, const Settings& settings, std::string_view dictionary)
    : folder_(std::move(folder)), db_(make_database(folder_)), transaction_(db_),
      add_cable_(db_, "INSERT INTO cable VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      add_view_(db_, "INSERT INTO view VALUES (?, ?)")
{
    Statement meta(db_, "INSERT INTO meta VALUES (?, ?)");
    meta.run("dictionary", Blob{dictionary});
    meta.run("settings", to_json(settings));
}

Writer::Value& Writer::value(Facet facet, std::string_view key, std::string_view name)
{
    const auto [entry, is_new] = values_.try_emplace({facet, std::string(name)});
    Value& value = entry->second;
    if (is_new) {
        value.number = static_cast<std::int64_t>(values_.size());
        value.facet = facet;
        value.key = key;
        value.name = name;
    }
    value.cables.push_back(count_);
    return value;
}

void Writer::add(const Cable& cable, std::string_view packed)
{
    const std::optional<CableId> id = CableId::parse(cable.id);
    CHECK(id && id->text() == cable.id && cable.released);
    ++count_;
    const auto of = [&](Facet facet, const std::string& name) {
        return name.empty() ? std::optional<std::int64_t>() : value(facet, slug(name), name).number;
    };
    const auto origin = of(Facet::Origin, cable.origin);
    const auto classification = of(Facet::Classification, cable.classification.label);
    for (const std::string& tag : listing_tags(cable)) {
        value(Facet::Tag, tag, tag);
    }
    if (cable.created) {
        const std::string month = format_month(*cable.created);
        value(Facet::Month, month, month);
    }
    const std::string day = format_day(*cable.released);
    value(Facet::ReleaseDay, day, day);
    const auto created =
        cable.created ? std::optional(seconds_since_epoch(*cable.created)) : std::nullopt;
    const std::string node = node_of(cable.id);
    add_cable_.run(count_, cable.id, node == cable.id ? std::nullopt : std::optional(node),
                   id->post(), id->year(), id->serial(), created,
                   seconds_since_epoch(*cable.released), origin, classification, cable.subject);
    add_view_.run(count_, Blob{packed});
    citations_.add(count_, cable);
}

void Writer::write_listing(const Value& value)
{
    Statement add(db_, "INSERT INTO listing VALUES (?, ?, ?)");
    each_page(value.cables, [&](std::size_t page, const std::string& bytes) {
        add.run(value.number, page, Blob{bytes});
    });
}

void Writer::write_citations()
{
    Statement add(db_, "INSERT INTO cited VALUES (?, ?, ?, ?)");
    citations_.each([&](std::string_view node, std::span<const std::uint32_t> citers) {
        each_page(citers, [&](std::size_t page, const std::string& bytes) {
            add.run(node, page, citers.size(), Blob{bytes});
        });
    });
}

// Two origins whose names make one slug are told apart by a number behind it.
void Writer::write_values()
{
    std::map<std::pair<Facet, std::string>, int> uses;
    Statement add(db_, "INSERT INTO value VALUES (?, ?, ?, ?, ?)");
    for (const auto& [name, value] : values_) {
        const int use = ++uses[{value.facet, value.key}];
        const std::string key = use == 1 ? value.key : value.key + "-" + std::to_string(use);
        add.run(value.number, static_cast<int>(value.facet), key, value.name, value.cables.size());
    }
    std::vector<const Value*> by_number(values_.size());
    for (const auto& [name, value] : values_) {
        by_number[static_cast<std::size_t>(value.number) - 1] = &value;
    }
    for (const Value* value : by_number) {
        write_listing(*value);
    }
}

void Writer::finish(const std::vector<Release>& releases)
{
    write_values();
    write_citations();
    Statement add(db_, "INSERT INTO release VALUES (?, ?, ?)");
    for (const Release& release : releases) {
        add.run(seconds_since_epoch(release.date), release.title, release.count);
    }
    db_.execute("CREATE INDEX cable_by_post ON cable (post, year, serial);"
                "CREATE INDEX cable_by_origin ON cable (origin, created, id);"
                "CREATE INDEX cable_by_node ON cable (node) WHERE node IS NOT NULL;");
    transaction_.commit();
    const fs::path file = folder_ / kDatabaseName;
    sync_file(file);
    write_file_atomic(folder_ / kManifestName,
                      hex(sha256_of_file(file)) + "  " + std::string(kDatabaseName) + "\n");
    sync_folder(folder_);
}

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

std::string EditionFolder::manifest() const
{
    std::error_code none;
    const fs::path file = path_ / kCurrentLink / kManifestName;
    return fs::exists(file, none) ? read_file(file, kMaxManifestBytes) : std::string();
}

} // namespace chancery::edition
