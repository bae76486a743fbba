// Lists of cables and of references, read as they are asked for.
#include <algorithm>

#include "api/cable_document.hpp"
#include "api/handlers.hpp"
#include "api/problem.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "edition/citations.hpp"

namespace chancery::api {

namespace {

using edition::Walk;
using edition::WalkRow;

WalkRow there(const std::optional<WalkRow>& row)
{
    if (!row) {
        throw IoError("damaged edition: a list names a cable that is not there");
    }
    return *row;
}

// In the order of listings.
class CableList : public List {
public:
    CableList(std::unique_ptr<Walk> walk, std::uint32_t after, bool whole_cables)
        : walk_(std::move(walk)), number_(after), whole_cables_(whole_cables)
    {
        walk_->go_behind(after);
        if (whole_cables_) {
            walk_->open_views();
        }
    }

    bool more() override { return number_ < walk_->generation().cable_count(); }
    void write(Record& record) override
    {
        const WalkRow row = there(walk_->next());
        number_ = row.number;
        id_ = row.id;
        if (whole_cables_) {
            record.whole(walk_->view(row));
        } else {
            write_row(record, row);
        }
    }
    std::string cursor() const override { return id_; }
    std::optional<std::uint64_t> total() override { return walk_->generation().cable_count(); }

private:
    std::unique_ptr<Walk> walk_;
    std::uint32_t number_;
    bool whole_cables_;
    std::string id_;
};

// Those who refer to one.
class CiterList : public List {
public:
    CiterList(std::unique_ptr<Walk> walk, std::string node, std::uint32_t after,
              std::uint32_t total)
        : walk_(std::move(walk)), node_(std::move(node)), total_(total),
          page_(after == 0 ? 0 : walk_->cited_page_behind(node_, after)),
          citers_(walk_->cited_by(node_, page_))
    {
        next_ =
            static_cast<std::size_t>(std::ranges::upper_bound(citers_, after) - citers_.begin());
        turn();
    }

    bool more() override { return next_ < citers_.size(); }
    void write(Record& record) override
    {
        const WalkRow row = there(walk_->row(citers_[next_++]));
        id_ = row.id;
        write_row(record, row);
        turn();
    }
    std::string cursor() const override { return id_; }
    std::optional<std::uint64_t> total() override { return total_; }

private:
    void turn()
    {
        if (next_ == citers_.size() && citers_.size() == edition::kRowsPerPage) {
            citers_ = walk_->cited_by(node_, ++page_);
            next_ = 0;
        }
    }

    std::unique_ptr<Walk> walk_;
    std::string node_;
    std::uint32_t total_;
    std::uint32_t page_;
    std::vector<std::uint32_t> citers_;
    std::size_t next_ = 0;
    std::string id_;
};

// The whole graph: by node, then in the order of listings. A cursor is "NODE~ID".
class ReferenceList : public List {
public:
    explicit ReferenceList(std::unique_ptr<Walk> walk) : walk_(std::move(walk)) { begin("", 0, 0); }

    bool go_behind(std::string_view after)
    {
        const std::size_t gap = after.find('~');
        if (gap == std::string_view::npos) {
            return false;
        }
        const std::string_view node = after.substr(0, gap);
        const std::optional<std::uint32_t> citer = walk_->number_of(after.substr(gap + 1));
        if (!citer || edition::node_of(node) != node) {
            return false;
        }
        begin(node, walk_->cited_page_behind(node, *citer), *citer);
        return true;
    }
    bool more() override { return page_ && next_ < page_->citers.size(); }
    void write(Record& record) override
    {
        const WalkRow row = there(walk_->row(page_->citers[next_++]));
        cursor_ = page_->node + "~" + std::string(row.id);
        record.begin();
        record.text("from", row.id);
        record.text("to", to_);
        record.truth("here", here_);
        record.end();
        turn();
    }
    std::string cursor() const override { return cursor_; }
    std::optional<std::uint64_t> total() override { return std::nullopt; }

private:
    void begin(std::string_view node, std::uint32_t page, std::uint32_t after)
    {
        walk_->go_to_cited(node, page);
        load();
        if (page_ && page_->node == node) {
            next_ = static_cast<std::size_t>(std::ranges::upper_bound(page_->citers, after) -
                                             page_->citers.begin());
        }
        turn();
    }
    void load()
    {
        page_ = walk_->next_cited();
        next_ = 0;
        if (page_ && page_->node != node_) {
            node_ = page_->node;
            const std::optional<WalkRow> row = walk_->find_node(node_);
            here_ = row.has_value();
            to_ = row ? std::string(row->id) : node_;
        }
    }
    void turn()
    {
        while (page_ && next_ == page_->citers.size()) {
            load();
        }
    }

    std::unique_ptr<Walk> walk_;
    std::optional<edition::CitedPage> page_; // none: at the end
    std::size_t next_ = 0;
    std::string node_;
    std::string to_;
    bool here_ = false;
    std::string cursor_;
};

} // namespace

http::Response no_such_place(const Call& call)
{
    return problem("cursor", call.values.text("after") + " is not in this list (any more)");
}

void write_row_members(Record& record, const WalkRow& row)
{
    record.text("id", row.id);
    record.time("created", row.created);
    record.time("released", row.released);
    record.text("origin", row.origin);
    record.text("classification", row.classification);
    record.text("subject", row.subject);
    record.text("path", edition::cable_path(row.id, row.created) + ".html");
}

void write_row_members(Record& record, const edition::CableRow& row)
{
    write_row_members(record, WalkRow{.id = row.id,
                                      .subject = row.subject,
                                      .created = row.created,
                                      .released = row.released,
                                      .classification = row.classification,
                                      .origin = row.origin});
}

Result<std::unique_ptr<List>> cables(const Call& call)
{
    std::unique_ptr<Walk> walk = call.walk();
    const std::string after = call.values.text("after");
    const auto number = after.empty() ? std::optional<std::uint32_t>(0) : walk->number_of(after);
    if (!number) {
        return std::unexpected(no_such_place(call));
    }
    const bool whole_cables = call.form == Form::JsonLines && call.values.text("fields") == "full";
    return std::make_unique<CableList>(std::move(walk), *number, whole_cables);
}

// Of a cable that is not here, under the name by which the others know it.
Result<std::unique_ptr<List>> citers(const Call& call)
{
    const std::string written = call.values.text("id");
    const auto row = find_cable(call.reader(), written);
    const std::string node = edition::node_of(row ? row->id : letters_and_digits(written));
    const std::string id = row ? row->id : node;
    const std::uint32_t count = call.reader().cited_count(node);
    if (!row && count == 0) {
        return std::unexpected(
            problem("cable", written + " is not here, and no cable refers to it"));
    }
    if (id != written) {
        return std::unexpected(http::redirect(301, call.address_with("id", id)));
    }
    std::unique_ptr<Walk> walk = call.walk();
    const std::string after = call.values.text("after");
    const auto number = after.empty() ? std::optional<std::uint32_t>(0) : walk->number_of(after);
    if (!number) {
        return std::unexpected(no_such_place(call));
    }
    return std::make_unique<CiterList>(std::move(walk), node, *number, count);
}

Result<std::unique_ptr<List>> all_references(const Call& call)
{
    auto list = std::make_unique<ReferenceList>(call.walk());
    const std::string after = call.values.text("after");
    if (!after.empty() && !list->go_behind(after)) {
        return std::unexpected(no_such_place(call));
    }
    return list;
}

} // namespace chancery::api
