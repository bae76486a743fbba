#pragma once
// Reads what an edition does not have (missing.hpp), as its release worked it out: every look-up is a
// row.
//
//   MissingReader missing(*generation);
//   for (const MissingSummary& row : missing.rows(0, 200)) ...
//   if (const auto of = missing.find("LINDEN", 2008)) of->runs, of->ghosts
//
// Has a connection of its own, so that a stream may keep it. One per thread. Damage is an IoError.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/sqlite.hpp"
#include "base/time.hpp"
#include "edition/incomplete.hpp"
#include "edition/missing.hpp"
#include "edition/reader.hpp"

namespace chancery::edition {

// The whole edition.
struct MissingTotals {
    std::uint64_t lists = 0;    // posts and years
    std::uint64_t complete = 0; // of these, lists that lack nothing
    std::uint64_t here = 0;
    std::uint64_t ghosts = 0;
    std::uint64_t gaps = 0;
    std::uint64_t incomplete = 0;
};

struct IncompleteRow {
    std::string id;
    std::optional<Instant> created;
    Incomplete what;
};

class MissingReader {
public:
    explicit MissingReader(const Generation& generation);

    MissingTotals totals();
    // By post, then year; `from` counts from 0.
    std::vector<MissingSummary> rows(std::uint64_t from, std::uint64_t count);
    // First letters of posts, each with the place of its first list.
    std::vector<std::pair<std::string, std::uint64_t>> letters();
    std::optional<MissingOf> at(std::uint64_t place); // from 0, in that order
    std::optional<std::uint64_t> place_of(std::string_view post, int year);
    std::optional<MissingOf> find(std::string_view post, int year);
    // By cable, in the order of listings; what one cable lacks stands together.
    std::vector<IncompleteRow> incomplete(std::string_view post, int year, std::size_t most);
    // Ids of cables that refer to the node, in the order of listings.
    std::vector<std::string> citing(std::string_view node, std::size_t most);

private:
    static MissingSummary read_summary(const Statement& row);

    Database db_;
    Statement totals_;
    Statement rows_;
    Statement letters_;
    Statement at_;
    Statement place_;
    Statement incomplete_;
    Statement cited_page_;
    Statement id_;
};

// The reference id of a number: 08LINDEN5.
std::string id_of(const MissingSummary& list, std::uint64_t serial);
// The post under which nodes have it: RIO -> RIODEJANEIRO; nothing if it cannot be part of an id.
std::optional<std::string> node_post(std::string_view post, int year);

} // namespace chancery::edition
