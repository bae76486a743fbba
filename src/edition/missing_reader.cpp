#include "edition/missing_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/varint.hpp"
#include "cable/cable_id.hpp"
#include "edition/citations.hpp"
#include "edition/format.hpp"

namespace chancery::edition {

namespace {

#define CHANCERY_MISSING                                                                           \
    "SELECT post, year, here, ghosts, lowest, highest, runs, gaps, incomplete, run_list, "         \
    "ghost_list FROM missing"

} // namespace

MissingReader::MissingReader(const Generation& generation)
    : db_(Database::open(generation.folder() / kDatabaseName, Access::Immutable)),
      totals_(db_, "SELECT count(*), sum(gaps + ghosts + incomplete = 0), sum(here), sum(ghosts), "
                   "sum(gaps), sum(incomplete) FROM missing"),
      rows_(db_, CHANCERY_MISSING " WHERE number > ? ORDER BY number LIMIT ?"),
      letters_(db_, "SELECT substr(post, 1, 1), min(number) FROM missing GROUP BY 1 ORDER BY 2"),
      at_(db_, CHANCERY_MISSING " WHERE number = ?"),
      place_(db_, "SELECT number FROM missing WHERE post = ? AND year = ?"),
      incomplete_(db_,
                  "SELECT c.id, c.created, i.lack, i.first, i.last, i.sections FROM incomplete "
                  "i JOIN cable c ON c.number = i.cable WHERE i.missing = ? "
                  "ORDER BY i.cable, i.lack, i.first LIMIT ?"),
      cited_page_(db_, "SELECT cables FROM cited WHERE node = ? AND page = ?"),
      id_(db_, "SELECT id FROM cable WHERE number = ?")
{
}

MissingTotals MissingReader::totals()
{
    totals_.reset();
    totals_.step();
    const auto column = [&](int number) {
        return static_cast<std::uint64_t>(totals_.maybe_integer(number).value_or(0));
    };
    const MissingTotals totals = {column(0), column(1), column(2), column(3), column(4), column(5)};
    totals_.reset();
    return totals;
}

MissingSummary MissingReader::read_summary(const Statement& row)
{
    const auto number = [&](int column) { return static_cast<std::uint64_t>(row.integer(column)); };
    return {.post = std::string(row.text(0)),
            .year = static_cast<int>(row.integer(1)),
            .here = number(2),
            .ghosts = number(3),
            .lowest = number(4),
            .highest = number(5),
            .runs = number(6),
            .gaps = number(7),
            .incomplete = number(8)};
}

std::vector<MissingSummary> MissingReader::rows(std::uint64_t from, std::uint64_t count)
{
    std::vector<MissingSummary> rows;
    for (rows_.bind(from, count); rows_.step();) {
        rows.push_back(read_summary(rows_));
    }
    rows_.reset();
    return rows;
}

std::vector<std::pair<std::string, std::uint64_t>> MissingReader::letters()
{
    std::vector<std::pair<std::string, std::uint64_t>> letters;
    for (letters_.reset(); letters_.step();) {
        letters.emplace_back(letters_.text(0), static_cast<std::uint64_t>(letters_.integer(1)) - 1);
    }
    letters_.reset();
    return letters;
}

std::optional<MissingOf> MissingReader::at(std::uint64_t place)
{
    at_.bind(place + 1);
    std::optional<MissingOf> of;
    if (at_.step()) {
        of =
            MissingOf{read_summary(at_), unpacked_runs(at_.text(9)), unpacked_ghosts(at_.text(10))};
    }
    at_.reset();
    return of;
}

std::optional<std::uint64_t> MissingReader::place_of(std::string_view post, int year)
{
    place_.bind(post, year);
    std::optional<std::uint64_t> place;
    if (place_.step()) {
        place = static_cast<std::uint64_t>(place_.integer(0)) - 1;
    }
    place_.reset();
    return place;
}

std::optional<MissingOf> MissingReader::find(std::string_view post, int year)
{
    const std::optional<std::uint64_t> place = place_of(post, year);
    return place ? at(*place) : std::nullopt;
}

std::vector<IncompleteRow> MissingReader::incomplete(std::string_view post, int year,
                                                     std::size_t most)
{
    std::vector<IncompleteRow> rows;
    const std::optional<std::uint64_t> place = place_of(post, year);
    if (!place) {
        return rows;
    }
    const auto number = [&](int column) {
        return static_cast<std::uint32_t>(incomplete_.integer(column));
    };
    for (incomplete_.bind(*place + 1, most); incomplete_.step();) {
        const auto created = incomplete_.maybe_integer(1);
        rows.push_back(
            {std::string(incomplete_.text(0)),
             created ? std::optional(instant_from_seconds(*created)) : std::nullopt,
             {static_cast<Lack>(std::min(number(2), 2U)), number(3), number(4), number(5)}});
    }
    incomplete_.reset();
    return rows;
}

std::vector<std::string> MissingReader::citing(std::string_view node, std::size_t most)
{
    std::vector<std::string> ids;
    for (std::uint32_t page = 0; ids.size() < most; ++page) {
        cited_page_.bind(node, page);
        const std::string cables(cited_page_.step() ? cited_page_.text(0) : std::string_view());
        cited_page_.reset();
        for (std::size_t at = 0; at + 4 <= cables.size() && ids.size() < most; at += 4) {
            id_.bind(load<std::uint32_t>(cables.data() + at));
            if (id_.step()) {
                ids.emplace_back(id_.text(0));
            }
            id_.reset();
        }
        if (cables.size() < std::size_t{kRowsPerPage} * 4) {
            break;
        }
    }
    return ids;
}

std::string id_of(const MissingSummary& list, std::uint64_t serial)
{
    return fmt::format("{:02}{}{}", list.year % 100, list.post, serial);
}

std::optional<std::string> node_post(std::string_view post, int year)
{
    const std::optional<CableId> id = CableId::make(year, post, 1);
    const std::optional<CableId> node =
        id ? CableId::parse(node_of(id->text())) : std::optional<CableId>();
    return node ? std::optional(std::string(node->post())) : std::nullopt;
}

} // namespace chancery::edition
