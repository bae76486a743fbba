#pragma once
// A batch: the released views of cables that became public together, in an immutable file of their
// own. A release writes a batch for what it changes; the others stay as they are and are shared by
// the generations (hard links).
//
//   BatchWriter writer(path, dictionary);
//   for (cables in the order of listings) writer.add(facts_of(cable), packed_view);
//   writer.finish();
//
//   const auto batch = Batch::open(path);
//   batch->facts(7).id;   batch->packed(7);   batch->dictionary()
//
// The file: packed views, facts, where each of them ends (u64), the dictionary they are packed with, and a
// trailer with the places of these. The same calls give the same bytes. A damaged file is an
// IoError, and nothing outside of it is ever read. Reading: any thread.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.hpp"
#include "base/time.hpp"
#include "cable/cable.hpp"
#include "edition/incomplete.hpp"

namespace chancery::edition {

// What the tables of an edition say of a cable: all that is needed to write them without its view.
struct Facts {
    std::string id;
    std::optional<Instant> created;
    Instant released;
    std::string origin;
    std::string classification; // label
    std::string subject;
    std::vector<std::string> tags;           // listing_tags()
    std::vector<std::string> cited;          // cited_nodes()
    std::vector<Incomplete> incomplete = {}; // incomplete()
    bool operator==(const Facts&) const = default;
};

// The cable must have an id and a release date.
Facts facts_of(const Cable& cable);

// The words under which a cable is listed by tag: as printed, in capitals, two characters or more
// (format 3, format 9).
std::vector<std::string> listing_tags(const Cable& cable);

class BatchWriter {
public:
    BatchWriter(std::filesystem::path path, std::string_view dictionary); // may be empty
    void add(const Facts& facts, std::string_view packed);
    void finish(); // on disk when it returns; IoError

private:
    std::filesystem::path path_;
    std::ofstream stream_;
    std::string dictionary_;
    std::uint64_t views_ = 0; // bytes
    std::string view_ends_;
    std::string facts_;
    std::string fact_ends_;
};

class Batch {
public:
    static std::shared_ptr<const Batch> open(const std::filesystem::path& path);

    std::uint32_t size() const { return count_; }
    Facts facts(std::uint32_t place) const;
    std::string_view packed(std::uint32_t place) const;
    std::string_view dictionary() const { return dictionary_; }

private:
    explicit Batch(const std::filesystem::path& path);
    [[noreturn]] void damaged() const;
    std::string_view item(std::string_view all, std::string_view ends, std::uint32_t place) const;

    std::string name_;
    MappedFile file_;
    std::uint32_t count_ = 0;
    std::string_view views_;
    std::string_view facts_;
    std::string_view view_ends_;
    std::string_view fact_ends_;
    std::string_view dictionary_;
};

} // namespace chancery::edition
