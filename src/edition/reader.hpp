#pragma once
// Reads an edition: all that the site and exports show comes from here. There is no way from here
// to an archive.
//
//   auto generation = Generation::open(edition_folder);       // follows `current` once; shared by
//   all threads Reader reader(generation);                                 // one per thread auto
//   origin = generation->find(Facet::Origin, "embassy-guatemala"); for (const CableRow& row :
//   reader.listing(*origin, 0)) ...
//
// A Generation never changes, even when a release switches `current`; whoever holds it goes on
// reading it whole. Files are opened immutable: a read-only file system will do. Damage is an
// IoError.
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/sqlite.hpp"
#include "base/time.hpp"
#include "base/zstd.hpp"
#include "edition/articles.hpp"
#include "edition/batch.hpp"
#include "edition/changes.hpp"
#include "edition/settings.hpp"

namespace chancery::edition {

constexpr std::uint32_t kRowsPerPage = 50;
// The largest view that is stored or read back, unpacked.
constexpr std::size_t kMaxViewBytes = 256U << 20U;

// The five ways to browse.
enum class Facet : std::uint8_t { Origin, Tag, Classification, Month, ReleaseDay };
constexpr std::array kFacets = {Facet::Origin, Facet::Tag, Facet::Classification, Facet::Month,
                                Facet::ReleaseDay};

struct FacetValue {
    Facet facet = Facet::Origin;
    std::int64_t number = 0; // row in the edition
    std::string
        key; // as in URLs: embassy-guatemala, PHUM, confidential-noforn, 2008-02, 2011-08-26
    std::string
        name; // as shown: Embassy Guatemala, PHUM, CONFIDENTIAL//NOFORN, 2008-02, 2011-08-26
    std::uint32_t count = 0; // cables
    std::uint32_t pages() const { return (count + kRowsPerPage - 1) / kRowsPerPage; }
};

// A line of a listing.
struct CableRow {
    std::string id;
    std::string subject;
    std::optional<Instant> created;
    Instant released;
    std::string classification; // label
    std::string origin;
};

struct Release {
    std::string title; // may be empty
    Instant date;
    std::uint32_t count = 0; // cables first released by it
};

// One of the texts that a cable had for the public, or the end of them.
struct Version {
    std::string id;
    std::uint32_t number = 1;
    Instant date;
    std::string change; // released, corrected, redacted, restored, metadata, withdrawn
    std::string why;
    std::string sha256;                 // of its view; empty where it is not shown
    std::optional<std::uint32_t> place; // of an old view that may be shown
    bool operator==(const Version&) const = default;
};

class Generation {
public:
    // EDITION or EDITION/generation-N. UsageError if there is none, IoError if it is damaged.
    static std::shared_ptr<const Generation> open(const std::filesystem::path& edition);

    const Settings& settings() const { return settings_; }
    std::uint32_t cable_count() const { return cable_count_; }
    std::uint32_t article_count() const { return article_count_; }
    // In browsing order: origins and tags A-Z, classifications by sensitivity (lowest first),
    // months oldest first, release days newest first.
    const std::vector<FacetValue>& values(Facet facet) const
    {
        return values_[static_cast<std::size_t>(facet)];
    }
    // By key; any case for tags. nullptr: no cable has it.
    const FacetValue* find(Facet facet, std::string_view key) const;
    // Of an origin or classification, by the name that a cable has.
    const FacetValue* named(Facet facet, std::string_view name) const;
    // Made by the first who asks: a tenth of a second for 250,000 cables.
    const Changes& changes() const;
    // Changes with every release and with nothing else: part of every page's cache key.
    const std::string& fingerprint() const { return fingerprint_; }
    // When the newest release was made public: Last-Modified of listings.
    Instant last_release() const { return last_release_; }
    const std::filesystem::path& folder() const { return folder_; }
    const std::vector<std::shared_ptr<const Batch>>& batches() const { return batches_; }

private:
    Generation() = default;
    friend class Reader;

    std::filesystem::path folder_;
    Settings settings_;
    std::string fingerprint_;
    std::vector<std::shared_ptr<const Batch>> batches_; // shared with those who read from them
    std::uint32_t cable_count_ = 0;
    std::uint32_t article_count_ = 0;
    Instant last_release_;
    std::array<std::vector<FacetValue>, kFacets.size()> values_;
    std::array<std::unordered_map<std::string, std::size_t>, kFacets.size()> by_key_;
    mutable std::once_flag changes_made_;
    mutable std::unique_ptr<const Changes> changes_;
};

class Reader {
public:
    explicit Reader(std::shared_ptr<const Generation> generation);
    const Generation& generation() const { return *generation_; }
    // For what goes on reading after this reader is given back.
    const std::shared_ptr<const Generation>& shared_generation() const { return generation_; }

    // Page numbers count from 0; past the end: empty. Order: newest release first, inside it oldest
    // created first, then id (format 9).
    std::vector<CableRow> listing(const FacetValue& value, std::uint32_t page);
    std::vector<CableRow> latest(std::uint32_t count); // same order, over all cables
    std::optional<CableRow> find(std::string_view id); // exact, canonical id
    // The cable as JSON (docs/json.md).
    std::optional<std::string> view(std::string_view id);
    // Of a place in a batch (from 0).
    std::string view_at(std::size_t batch, std::uint32_t place);

    // By number, from 1 to Generation::cable_count(), in the order of listings.
    std::vector<std::uint32_t> numbers(const FacetValue& value, std::uint32_t page);
    std::optional<CableRow> row(std::uint32_t number);
    Facts facts(std::uint32_t number);
    std::string view(std::uint32_t number);
    std::optional<std::uint32_t> number_of(std::string_view id); // exact, canonical id

    // The oldest first. Empty if the cable has one version only, which is the one that is here. The
    // last of a withdrawn cable says so.
    std::vector<Version> versions(std::string_view id);
    // An old view, as JSON. Nothing if it is not shown.
    std::optional<std::string> old_view(const Version& version);

    // The cable that is meant by an id in any spelling (edition/citations.hpp): the very id first.
    std::optional<CableRow> find_meant(std::string_view id);

    // The cables here that refer to it, whether it is here or a ghost; any spelling of the id.
    // Pages and order as of a listing.
    std::uint32_t cited_count(std::string_view id);
    std::vector<CableRow> cited_by(std::string_view id, std::uint32_t page);

    // Made when first asked for: most readers never are.
    ArticleReader& articles();

    struct Neighbours {
        std::optional<CableRow> previous; // of the same origin, by created, then id
        std::optional<CableRow> next;
    };
    Neighbours neighbours(std::string_view id);

    // Released ids that somebody who wrote `id` may have meant, best first.
    std::vector<CableRow> suggestions(std::string_view id, std::size_t count);

private:
    CableRow read_row(const Statement& row) const;
    std::vector<CableRow> read_rows(Statement& statement) const;
    std::vector<CableRow> rows_of(std::string_view numbers, std::string_view name);
    std::pair<std::size_t, std::uint32_t> place_of(std::uint32_t number); // batch and place
    std::vector<std::string> posts_like(std::string_view post);

    std::shared_ptr<const Generation> generation_;
    Database db_;
    std::vector<std::optional<Decompressor>> unpackers_; // by batch, made when first used
    std::shared_ptr<const Batch> old_views_;             // likewise
    // Read last: a copy of the site asks for the view of a cable seven times in a row.
    struct LastView {
        std::size_t batch;
        std::uint32_t place;
        std::string json;
    };
    std::optional<LastView> last_view_;
    std::optional<Decompressor> unpack_old_view_;
    Statement row_by_number_;
    Statement row_by_id_;
    Statement place_by_id_;
    Statement place_by_number_;
    Statement number_by_id_;
    Statement row_by_node_;
    Statement listing_page_;
    Statement cited_page_;
    Statement previous_;
    Statement next_;
    Statement post_from_;
    Statement post_before_;
    Statement posts_of_number_;
    Statement all_posts_;
    Statement versions_;
    std::optional<ArticleReader> articles_;
};

// "/cable/2008/02/08GUATEMALA242": the address without its ending. A cable whose date is not known
// stands under /cable/2008/00/.
std::string cable_path(std::string_view id, std::optional<Instant> created);

// Of a page of a listing as its table has it; a rest of fewer than four bytes is left out.
std::vector<std::uint32_t> numbers_of(std::string_view page);

} // namespace chancery::edition
