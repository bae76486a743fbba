#include "edition/reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "edition/citations.hpp"
#include "edition/format.hpp"
#include "edition/writer.hpp"

namespace chancery::edition {

namespace {

// What CableRow needs, in the order read_row() takes it.
#define CHANCERY_CABLE_ROW                                                                         \
    "SELECT c.id, c.subject, c.created, c.released, k.name, o.name FROM cable c"                   \
    " LEFT JOIN value k ON k.number = c.classification LEFT JOIN value o ON o.number = c.origin"

std::uint32_t from_little_endian(std::string_view bytes)
{
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        number |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    }
    return number;
}

} // namespace

std::vector<std::uint32_t> numbers_of(std::string_view page)
{
    std::vector<std::uint32_t> numbers;
    for (; page.size() >= 4; page.remove_prefix(4)) {
        numbers.push_back(from_little_endian(page));
    }
    return numbers;
}

Reader::Reader(std::shared_ptr<const Generation> generation)
    : generation_(std::move(generation)),
      db_(Database::open(generation_->folder() / kDatabaseName, Access::Immutable)),
      unpackers_(generation_->batches().size()),
      row_by_number_(db_, CHANCERY_CABLE_ROW " WHERE c.number = ?"),
      row_by_id_(db_, CHANCERY_CABLE_ROW " WHERE c.id = ?"),
      place_by_id_(db_, "SELECT batch, place FROM cable WHERE id = ?"),
      place_by_number_(db_, "SELECT batch, place FROM cable WHERE number = ?"),
      number_by_id_(db_, "SELECT number FROM cable WHERE id = ?"),
      row_by_node_(db_, CHANCERY_CABLE_ROW " WHERE c.node = ? ORDER BY c.number LIMIT 1"),
      listing_page_(db_, "SELECT cables FROM listing WHERE value = ? AND page = ?"),
      cited_page_(db_, "SELECT count, cables FROM cited WHERE node = ? AND page = ?"),
      previous_(db_, CHANCERY_CABLE_ROW " JOIN cable me ON me.id = ?1 WHERE c.origin = me.origin "
                                        "AND (c.created, c.id) < (me.created, me.id)"
                                        " ORDER BY c.created DESC, c.id DESC LIMIT 1"),
      next_(db_, CHANCERY_CABLE_ROW " JOIN cable me ON me.id = ?1 WHERE c.origin = me.origin AND "
                                    "(c.created, c.id) > (me.created, me.id)"
                                    " ORDER BY c.created, c.id LIMIT 1"),
      post_from_(
          db_, CHANCERY_CABLE_ROW
          " WHERE c.post = ?1 AND c.year = ?2 AND c.serial >= ?3 ORDER BY c.serial LIMIT ?4"),
      post_before_(
          db_, CHANCERY_CABLE_ROW
          " WHERE c.post = ?1 AND c.year = ?2 AND c.serial < ?3 ORDER BY c.serial DESC LIMIT ?4"),
      posts_of_number_(db_, CHANCERY_CABLE_ROW
                       " WHERE c.post = ?1 AND c.serial = ?2 ORDER BY c.year LIMIT ?3"),
      all_posts_(db_, "SELECT DISTINCT post FROM cable ORDER BY post"),
      versions_(db_, "SELECT number, date, change, why, sha256, place FROM version WHERE id = ?"
                     " ORDER BY number")
{
    db_.execute("PRAGMA cache_size = -8192;"); // not mapped: see Walk
}

CableRow Reader::read_row(const Statement& row) const
{
    const auto created = row.maybe_integer(2);
    return {std::string(row.text(0)),
            std::string(row.text(1)),
            created ? std::optional(instant_from_seconds(*created)) : std::nullopt,
            instant_from_seconds(row.integer(3)),
            std::string(row.text(4)),
            std::string(row.text(5))};
}

std::vector<CableRow> Reader::read_rows(Statement& statement) const
{
    std::vector<CableRow> rows;
    while (statement.step()) {
        rows.push_back(read_row(statement));
    }
    statement.reset();
    return rows;
}

// Of a page of cable numbers.
std::vector<CableRow> Reader::rows_of(std::string_view numbers, std::string_view name)
{
    if (numbers.size() % 4 != 0) {
        throw IoError(db_.name() + ": damaged listing of " + std::string(name));
    }
    std::vector<CableRow> rows;
    for (std::size_t at = 0; at < numbers.size(); at += 4) {
        row_by_number_.bind(from_little_endian(numbers.substr(at, 4)));
        if (row_by_number_.step()) {
            rows.push_back(read_row(row_by_number_));
        }
        row_by_number_.reset();
    }
    return rows;
}

ArticleReader& Reader::articles()
{
    if (!articles_) {
        articles_.emplace(db_);
    }
    return *articles_;
}

std::vector<CableRow> Reader::listing(const FacetValue& value, std::uint32_t page)
{
    listing_page_.bind(value.number, page);
    const std::string cables(listing_page_.step() ? listing_page_.text(0) : std::string_view());
    listing_page_.reset();
    return rows_of(cables, value.name);
}

std::uint32_t Reader::cited_count(std::string_view id)
{
    cited_page_.bind(node_of(id), 0);
    const std::int64_t count = cited_page_.step() ? cited_page_.integer(0) : 0;
    cited_page_.reset();
    return static_cast<std::uint32_t>(count);
}

std::vector<CableRow> Reader::cited_by(std::string_view id, std::uint32_t page)
{
    const std::string node = node_of(id);
    cited_page_.bind(node, page);
    const std::string cables(cited_page_.step() ? cited_page_.text(1) : std::string_view());
    cited_page_.reset();
    return rows_of(cables, node);
}

std::vector<CableRow> Reader::latest(std::uint32_t count)
{
    std::vector<CableRow> rows;
    for (std::uint32_t number = 1; number <= std::min(count, generation_->cable_count());
         ++number) {
        row_by_number_.bind(number);
        if (row_by_number_.step()) {
            rows.push_back(read_row(row_by_number_));
        }
        row_by_number_.reset();
    }
    return rows;
}

std::optional<CableRow> Reader::find(std::string_view id)
{
    row_by_id_.bind(id);
    std::vector<CableRow> rows = read_rows(row_by_id_);
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::optional<CableRow> Reader::find_meant(std::string_view id)
{
    if (std::optional<CableRow> row = find(id)) {
        return row;
    }
    const std::string node = node_of(id);
    if (std::optional<CableRow> row = find(node)) {
        return row;
    }
    row_by_node_.bind(node);
    std::vector<CableRow> rows = read_rows(row_by_node_);
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::optional<std::string> Reader::view(std::string_view id)
{
    place_by_id_.bind(id);
    std::optional<std::string> json;
    if (place_by_id_.step()) {
        json = view_at(static_cast<std::size_t>(place_by_id_.integer(0)) - 1,
                       static_cast<std::uint32_t>(place_by_id_.integer(1)));
    }
    place_by_id_.reset();
    return json;
}

std::string Reader::view_at(std::size_t batch, std::uint32_t place)
{
    if (last_view_ && last_view_->batch == batch && last_view_->place == place) {
        return last_view_->json;
    }
    if (batch >= unpackers_.size()) {
        throw IoError(db_.name() + ": damaged: there is no batch " + std::to_string(batch + 1));
    }
    const Batch& from = *generation_->batches()[batch];
    if (!unpackers_[batch]) {
        unpackers_[batch].emplace(from.dictionary());
    }
    last_view_ = {batch, place, (*unpackers_[batch])(from.packed(place), kMaxViewBytes)};
    return last_view_->json;
}

std::vector<std::uint32_t> Reader::numbers(const FacetValue& value, std::uint32_t page)
{
    listing_page_.bind(value.number, page);
    std::vector<std::uint32_t> numbers;
    if (listing_page_.step()) {
        numbers = numbers_of(listing_page_.text(0));
    }
    listing_page_.reset();
    return numbers;
}

std::optional<CableRow> Reader::row(std::uint32_t number)
{
    row_by_number_.bind(number);
    std::vector<CableRow> rows = read_rows(row_by_number_);
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::pair<std::size_t, std::uint32_t> Reader::place_of(std::uint32_t number)
{
    place_by_number_.bind(number);
    if (!place_by_number_.step()) {
        throw IoError(db_.name() + ": damaged: there is no cable " + std::to_string(number));
    }
    const std::pair place{static_cast<std::size_t>(place_by_number_.integer(0)) - 1,
                          static_cast<std::uint32_t>(place_by_number_.integer(1))};
    place_by_number_.reset();
    if (place.first >= generation_->batches().size()) {
        throw IoError(db_.name() + ": damaged: there is no batch of cable " +
                      std::to_string(number));
    }
    return place;
}

Facts Reader::facts(std::uint32_t number)
{
    const auto [batch, place] = place_of(number);
    return generation_->batches()[batch]->facts(place);
}

std::string Reader::view(std::uint32_t number)
{
    const auto [batch, place] = place_of(number);
    return view_at(batch, place);
}

std::optional<std::uint32_t> Reader::number_of(std::string_view id)
{
    number_by_id_.bind(id);
    const std::optional<std::uint32_t> number =
        number_by_id_.step() ? std::optional(static_cast<std::uint32_t>(number_by_id_.integer(0)))
                             : std::nullopt;
    number_by_id_.reset();
    return number;
}

std::vector<Version> Reader::versions(std::string_view id)
{
    std::vector<Version> versions;
    for (versions_.bind(id); versions_.step();) {
        const auto place = versions_.maybe_integer(5);
        versions.push_back(
            {std::string(id), static_cast<std::uint32_t>(versions_.integer(0)),
             instant_from_seconds(versions_.integer(1)), std::string(versions_.text(2)),
             std::string(versions_.text(3)), std::string(versions_.text(4)),
             place ? std::optional(static_cast<std::uint32_t>(*place)) : std::nullopt});
    }
    versions_.reset();
    return versions;
}

std::optional<std::string> Reader::old_view(const Version& version)
{
    if (!version.place) {
        return std::nullopt;
    }
    if (!old_views_) {
        old_views_ = Batch::open(generation_->folder() / kVersionsFolder / kOldViewsName);
        unpack_old_view_.emplace(old_views_->dictionary());
    }
    if (*version.place >= old_views_->size()) {
        throw IoError(db_.name() + ": damaged: an old view is missing");
    }
    return (*unpack_old_view_)(old_views_->packed(*version.place), kMaxViewBytes);
}

Reader::Neighbours Reader::neighbours(std::string_view id)
{
    const auto one = [&](Statement& statement) {
        statement.bind(id);
        std::vector<CableRow> rows = read_rows(statement);
        return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
    };
    return {one(previous_), one(next_)};
}

// Released posts spelt like this one, the likeliest first.
std::vector<std::string> Reader::posts_like(std::string_view post)
{
    constexpr std::size_t kMaxEdits = 2;
    std::vector<std::pair<std::size_t, std::string>> near;
    while (all_posts_.step()) {
        const std::string_view other = all_posts_.text(0);
        const std::size_t edits = edit_distance(post, other, kMaxEdits);
        if (edits > 0 && edits <= kMaxEdits) {
            near.emplace_back(edits, other);
        }
    }
    all_posts_.reset();
    std::ranges::sort(near);
    std::vector<std::string> posts;
    for (auto& [edits, name] : near) {
        posts.push_back(std::move(name));
    }
    return posts;
}

std::vector<CableRow> Reader::suggestions(std::string_view text, std::size_t count)
{
    const std::optional<CableId> id = CableId::parse(text);
    std::vector<CableRow> found;
    const auto add = [&](Statement& statement) {
        for (CableRow& row : read_rows(statement)) {
            const bool is_new = std::ranges::none_of(
                found, [&](const CableRow& other) { return other.id == row.id; });
            if (is_new && found.size() < count) {
                found.push_back(std::move(row));
            }
        }
    };
    if (!id) {
        return found;
    }
    for (const std::string& post : posts_like(id->post())) { // 08GUATEMLA242
        add(post_from_.bind(post, id->year(), id->serial(), 1));
    }
    add(posts_of_number_.bind(id->post(), id->serial(), 2)); // the wrong year
    add(post_before_.bind(id->post(), id->year(), id->serial(), (count + 1) / 2));
    add(post_from_.bind(id->post(), id->year(), id->serial(), count));
    return found;
}

std::string cable_path(std::string_view id, std::optional<Instant> created)
{
    if (!created) {
        const std::optional<CableId> parsed = CableId::parse(id);
        return fmt::format("/cable/{:04}/00/{}", parsed ? parsed->year() : 0, id);
    }
    const Civil c = civil(*created);
    return fmt::format("/cable/{:04}/{:02}/{}", c.year, c.month, id);
}

} // namespace chancery::edition
