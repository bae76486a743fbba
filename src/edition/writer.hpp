#pragma once
// Writes a new edition beside the one in use and switches to it.
//
//   EditionFolder folder(path);
//   Writer writer(folder.begin_generation(), settings, dictionary);
//   for (cables in the order of listings) writer.add(cable, packed_view);
//   writer.finish(releases);
//   folder.switch_to(generation);              // one rename; readers see the old or the new
//   edition, whole
//
// What is not added is not in the edition: there is no hidden state. The same calls give the same
// bytes. IoError for the disk; one thread.
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/sqlite.hpp"
#include "cable/cable.hpp"
#include "edition/citations.hpp"
#include "edition/reader.hpp"
#include "edition/settings.hpp"

namespace chancery::edition {

// The largest view that is stored or read back, unpacked.
constexpr std::size_t kMaxViewBytes = 256U << 20U;

class Writer {
public:
    // Makes `folder` with an empty edition in it. `dictionary`: what the views are packed with; may
    // be empty.
    Writer(std::filesystem::path folder, const Settings& settings, std::string_view dictionary);

    // Cables come in the order of listings: released descending, created ascending (unknown last),
    // id ascending. `packed` is the compressed JSON of `cable`, which must have an id and a release
    // date.
    void add(const Cable& cable, std::string_view packed);

    // Listings, indexes, manifest; everything on disk when it returns.
    void finish(const std::vector<Release>& releases);

private:
    struct Value {
        std::int64_t number = 0;
        Facet facet = Facet::Origin;
        std::string key;
        std::string name;
        std::vector<std::uint32_t> cables;
    };
    Value& value(Facet facet, std::string_view key, std::string_view name);
    void write_values();
    void write_listing(const Value& value);
    void write_citations();

    std::filesystem::path folder_;
    Database db_;
    Transaction transaction_;
    Statement add_cable_;
    Statement add_view_;
    std::map<std::pair<Facet, std::string>, Value> values_; // by facet and name
    Citations citations_;
    std::uint32_t count_ = 0;
};

// The words under which a cable is listed by tag: as printed, in capitals, two characters or more
// (format 3, format 9).
std::vector<std::string> listing_tags(const Cable& cable);

// EDITION/: generations and the link `current` that names the one in use. A release holds the
// archive's lock, so there is one writer.
class EditionFolder {
public:
    explicit EditionFolder(std::filesystem::path path); // made if missing

    // A folder for the next generation; half-made ones of interrupted releases are removed.
    std::filesystem::path begin_generation();
    // Makes it `current`; generations older than the one before are removed (running servers may
    // still read that one).
    // Says where it is now.
    std::filesystem::path switch_to(const std::filesystem::path& generation);
    // The manifest of `current`: tells one edition from any other. Empty if there is none.
    std::string manifest() const;

private:
    std::filesystem::path path_;
};

} // namespace chancery::edition
