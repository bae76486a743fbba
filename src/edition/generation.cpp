#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cable/json_read.hpp"
#include "cable/reference_data.hpp"
#include "edition/format.hpp"
#include "edition/reader.hpp"

namespace chancery::edition {

namespace {

// EDITION -> the folder that `current` names now; a generation's own folder stays as it is.
fs::path generation_folder(const fs::path& edition)
{
    std::error_code error;
    const fs::path current = fs::read_symlink(edition / kCurrentLink, error);
    const fs::path folder = error ? edition : edition / current;
    if (!fs::exists(folder / kDatabaseName, error)) {
        throw UsageError("no edition in " + edition.string() + " (a release makes one)");
    }
    return folder;
}

std::string read_meta(const Database& db, std::string_view key)
{
    Statement find(db, "SELECT value FROM meta WHERE key = ?");
    find.bind(key);
    if (!find.step()) {
        throw IoError(db.name() + ": damaged: no " + std::string(key));
    }
    return std::string(find.text(0));
}

int sensitivity(const FacetValue& value)
{
    const ClassificationInfo* info = reference_data().classification(value.name);
    return info != nullptr ? info->sort_order : 1000; // what is not known comes last
}

bool browse_before(const FacetValue& a, const FacetValue& b)
{
    if (a.facet == Facet::Classification && sensitivity(a) != sensitivity(b)) {
        return sensitivity(a) < sensitivity(b);
    }
    return a.facet == Facet::ReleaseDay ? a.name > b.name : a.name < b.name;
}

} // namespace

std::string batch_name(std::uint64_t number)
{
    return fmt::format("{:06}.views", number);
}

std::shared_ptr<const Generation> Generation::open(const fs::path& edition)
{
    std::shared_ptr<Generation> generation(new Generation());
    generation->folder_ = generation_folder(edition);
    const Database db = Database::open(generation->folder_ / kDatabaseName, Access::Immutable);
    if (query_integer(db, "PRAGMA user_version") != kFormatVersion) {
        throw IoError(db.name() + ": written in a format that this program does not know");
    }
    try {
        generation->settings_ = settings_from_json(read_meta(db, "settings"));
    } catch (const JsonError& error) {
        throw IoError(db.name() + ": damaged settings: " + error.what());
    }
    for (std::uint64_t number = 1;
         fs::exists(generation->folder_ / kViewsFolder / batch_name(number)); ++number) {
        generation->batches_.push_back(
            Batch::open(generation->folder_ / kViewsFolder / batch_name(number)));
    }
    generation->fingerprint_ =
        read_file(generation->folder_ / kManifestName, kMaxManifestBytes).substr(0, 16);
    generation->cable_count_ =
        static_cast<std::uint32_t>(query_integer(db, "SELECT count(*) FROM cable").value_or(0));
    generation->article_count_ =
        static_cast<std::uint32_t>(query_integer(db, "SELECT count(*) FROM article").value_or(0));
    generation->last_release_ =
        instant_from_seconds(query_integer(db, "SELECT max(date) FROM release").value_or(0));

    Statement values(db, "SELECT facet, number, key, name, count FROM value");
    while (values.step()) {
        const auto facet = static_cast<std::size_t>(values.integer(0));
        if (facet >= kFacets.size()) {
            throw IoError(db.name() + ": damaged: unknown facet");
        }
        generation->values_[facet].push_back(
            {static_cast<Facet>(facet), values.integer(1), std::string(values.text(2)),
             std::string(values.text(3)), static_cast<std::uint32_t>(values.integer(4))});
    }
    for (std::size_t facet = 0; facet < kFacets.size(); ++facet) {
        std::vector<FacetValue>& list = generation->values_[facet];
        std::ranges::sort(list, browse_before);
        for (std::size_t i = 0; i < list.size(); ++i) {
            generation->by_key_[facet].emplace(list[i].key, i);
        }
    }
    return generation;
}

const FacetValue* Generation::find(Facet facet, std::string_view key) const
{
    const auto index = static_cast<std::size_t>(facet);
    const auto found = by_key_[index].find(facet == Facet::Tag ? upper(key) : std::string(key));
    return found == by_key_[index].end() ? nullptr : &values_[index][found->second];
}

const FacetValue* Generation::named(Facet facet, std::string_view name) const
{
    constexpr int kMaxSameSlug = 9; // names that make one slug are told apart by a number behind it
    const std::string key = slug(name);
    for (int use = 1; use <= kMaxSameSlug; ++use) {
        const FacetValue* value = find(facet, use == 1 ? key : key + '-' + std::to_string(use));
        if (value == nullptr || value->name == name) {
            return value;
        }
    }
    return nullptr;
}

const Changes& Generation::changes() const
{
    std::call_once(changes_made_, [&] {
        changes_ = std::make_unique<const Changes>(
            Database::open(folder_ / kDatabaseName, Access::Immutable));
    });
    return *changes_;
}

} // namespace chancery::edition
