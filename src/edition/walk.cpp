#include "edition/walk.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "edition/citations.hpp"
#include "edition/format.hpp"

namespace chancery::edition {

namespace {

#define CHANCERY_WALK_ROW                                                                          \
    "SELECT number, id, subject, created, released, classification, origin, batch, place FROM "    \
    "cable "

std::vector<std::uint32_t> numbers_in(std::string_view bytes, const std::string& name)
{
    if (bytes.size() % 4 != 0) {
        throw IoError(name + ": damaged list of references");
    }
    std::vector<std::uint32_t> numbers;
    for (std::size_t at = 0; at < bytes.size(); at += 4) {
        std::uint32_t number = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            number |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i]))
                      << (8 * i);
        }
        numbers.push_back(number);
    }
    return numbers;
}

// Of classifications and origins; a value's number is its row.
std::vector<std::string_view> names_of_values(const Generation& generation)
{
    std::vector<std::string_view> names;
    for (const Facet facet : {Facet::Origin, Facet::Classification}) {
        for (const FacetValue& value : generation.values(facet)) {
            const auto number = static_cast<std::size_t>(value.number);
            names.resize(std::max(names.size(), number + 1));
            names[number] = value.name;
        }
    }
    return names;
}

} // namespace

Walk::Walk(std::shared_ptr<const Generation> generation)
    : generation_(std::move(generation)), names_(names_of_values(*generation_)),
      db_(Database::open(generation_->folder() / kDatabaseName, Access::Immutable)),
      from_(db_, CHANCERY_WALK_ROW "WHERE number > ? ORDER BY number"),
      by_number_(db_, CHANCERY_WALK_ROW "WHERE number = ?"),
      by_id_(db_, CHANCERY_WALK_ROW "WHERE id = ?"),
      by_node_(db_, CHANCERY_WALK_ROW "WHERE node = ? ORDER BY number LIMIT 1"),
      cited_page_(db_, "SELECT cables, count FROM cited WHERE node = ? AND page = ?"),
      cited_from_(db_, "SELECT node, page, cables FROM cited WHERE (node, page) >= (?, ?) "
                       "ORDER BY node, page")
{
    // Not mapped: SQLite looks through each page of a mapped file again whenever it comes back to it
    // (cell_size_check), which makes a row by its number cost 10 us in place of 4. One transaction for
    // life, so that the cache stays.
    db_.execute("PRAGMA cache_size = -4096; BEGIN;");
    go_behind(0);
}

std::string_view Walk::name_of(std::optional<std::int64_t> value) const
{
    if (!value) {
        return {};
    }
    if (*value < 0 || static_cast<std::size_t>(*value) >= names_.size()) {
        throw IoError(db_.name() + ": damaged: a cable with a value that is not there");
    }
    return names_[static_cast<std::size_t>(*value)];
}

WalkRow Walk::read(const Statement& row) const
{
    const auto created = row.maybe_integer(3);
    const std::int64_t batch = row.integer(7);
    if (batch < 1) {
        throw IoError(db_.name() + ": damaged: a cable without a batch");
    }
    return {static_cast<std::uint32_t>(row.integer(0)),
            row.text(1),
            row.text(2),
            created ? std::optional(instant_from_seconds(*created)) : std::nullopt,
            instant_from_seconds(row.integer(4)),
            name_of(row.maybe_integer(5)),
            name_of(row.maybe_integer(6)),
            static_cast<std::size_t>(batch) - 1,
            static_cast<std::uint32_t>(row.integer(8))};
}

void Walk::go_behind(std::uint32_t number)
{
    from_.bind(number);
    at_end_ = false;
}

// A statement that is stepped behind its end begins anew.
std::optional<WalkRow> Walk::next()
{
    at_end_ = at_end_ || !from_.step();
    return at_end_ ? std::nullopt : std::optional(read(from_));
}

std::optional<WalkRow> Walk::only(Statement& statement)
{
    return statement.step() ? std::optional(read(statement)) : std::nullopt;
}

std::optional<WalkRow> Walk::row(std::uint32_t number)
{
    by_number_.bind(number);
    return only(by_number_);
}

std::optional<WalkRow> Walk::find(std::string_view id)
{
    by_id_.bind(id);
    return only(by_id_);
}

// A cable that is its own node does not name it.
std::optional<WalkRow> Walk::find_node(std::string_view node)
{
    if (const std::optional<WalkRow> row = find(node)) {
        return row;
    }
    by_node_.bind(node);
    return only(by_node_);
}

std::optional<std::uint32_t> Walk::number_of(std::string_view id)
{
    const std::optional<WalkRow> row = find(id);
    return row ? std::optional(row->number) : std::nullopt;
}

void Walk::open_views()
{
    if (!views_) {
        views_.emplace(generation_);
    }
}

std::string Walk::view(const WalkRow& row)
{
    open_views();
    return views_->view_at(row.batch, row.place);
}

std::vector<std::uint32_t> Walk::cited_by(std::string_view id, std::uint32_t page)
{
    cited_page_.bind(node_of(id), page);
    std::vector<std::uint32_t> numbers;
    if (cited_page_.step()) {
        numbers = numbers_in(cited_page_.text(0), db_.name());
    }
    cited_page_.reset();
    return numbers;
}

// The first page whose last number is behind it; halves what is left with each look.
std::uint32_t Walk::cited_page_behind(std::string_view id, std::uint32_t number)
{
    std::uint32_t low = 0;
    std::uint32_t high = generation_->cable_count() / kRowsPerPage + 1;
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        const std::vector<std::uint32_t> numbers = cited_by(id, middle);
        if (!numbers.empty() && numbers.back() <= number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void Walk::go_to_cited(std::string_view node, std::uint32_t page)
{
    cited_from_.bind(node, page);
    at_cited_end_ = false;
}

std::optional<CitedPage> Walk::next_cited()
{
    at_cited_end_ = at_cited_end_ || !cited_from_.step();
    if (at_cited_end_) {
        return std::nullopt;
    }
    return CitedPage{std::string(cited_from_.text(0)),
                     static_cast<std::uint32_t>(cited_from_.integer(1)),
                     numbers_in(cited_from_.text(2), db_.name())};
}

std::vector<Release> Walk::releases()
{
    std::vector<Release> releases;
    Statement all(db_, "SELECT title, date, count FROM release ORDER BY date DESC");
    while (all.step()) {
        releases.push_back({std::string(all.text(0)), instant_from_seconds(all.integer(1)),
                            static_cast<std::uint32_t>(all.integer(2))});
    }
    return releases;
}

} // namespace chancery::edition
