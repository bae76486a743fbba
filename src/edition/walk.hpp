#pragma once
// Reads an edition in the order of listings, from any place to the end, a row at a time: for lists
// that have no pages.
//
//   Walk walk(generation);
//   walk.go_behind(walk.number_of("08GUATEMALA242").value_or(0));
//   while (const auto row = walk.next()) { row->id ... walk.view(*row) }
//
// A row costs one step of a table that is read in its own order, and no memory that grows. Has a
// connection of its own, so that a stream may keep it, and keeps its generation alive. One thread.
// Damage is an IoError.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sqlite.hpp"
#include "edition/reader.hpp"

namespace chancery::edition {

// As CableRow, without copies: the texts live until the same function of the walk is called again.
struct WalkRow {
    std::uint32_t number = 0; // from 1, in the order of listings
    std::string_view id;
    std::string_view subject;
    std::optional<Instant> created;
    Instant released;
    std::string_view classification; // label
    std::string_view origin;
    std::size_t batch = 0;
    std::uint32_t place = 0;
};

// Some of those who refer to a node: a page of the graph of references.
struct CitedPage {
    std::string node;
    std::uint32_t page = 0;
    std::vector<std::uint32_t> citers; // numbers, rising
};

class Walk {
public:
    explicit Walk(std::shared_ptr<const Generation> generation);
    const Generation& generation() const { return *generation_; }

    void go_behind(std::uint32_t number); // 0: to the beginning
    std::optional<WalkRow> next();
    std::optional<WalkRow> row(std::uint32_t number);
    std::optional<WalkRow> find(std::string_view id); // exact, canonical id
    // That the graph of references has under this name (citations.hpp).
    std::optional<WalkRow> find_node(std::string_view node);
    std::optional<std::uint32_t> number_of(std::string_view id);
    // The cable as JSON (docs/json.md). Opened before a release may have removed the generation's files.
    void open_views();
    std::string view(const WalkRow& row);

    // Those who refer to the node of the id; pages count from 0, past the end: none.
    std::vector<std::uint32_t> cited_by(std::string_view id, std::uint32_t page);
    // The page on which those behind `number` begin.
    std::uint32_t cited_page_behind(std::string_view id, std::uint32_t number);
    // The whole graph by node: the pages from this one on.
    void go_to_cited(std::string_view node, std::uint32_t page);
    std::optional<CitedPage> next_cited();

    std::vector<Release> releases(); // newest first

private:
    WalkRow read(const Statement& row) const;
    std::optional<WalkRow> only(Statement& statement);
    std::string_view name_of(std::optional<std::int64_t> value) const;

    std::shared_ptr<const Generation> generation_;
    std::vector<std::string_view> names_; // of values, by their number
    Database db_;
    Statement from_;
    Statement by_number_;
    Statement by_id_;
    Statement by_node_;
    Statement cited_page_;
    Statement cited_from_;
    bool at_end_ = false;
    bool at_cited_end_ = true; // until go_to_cited()
    std::optional<Reader> views_;
};

} // namespace chancery::edition
