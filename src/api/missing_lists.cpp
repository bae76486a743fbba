// What is not here, as the API has it.
#include <algorithm>
#include <charconv>
#include <limits>

#include "api/handlers.hpp"
#include "api/problem.hpp"
#include "base/text.hpp"
#include "edition/missing_reader.hpp"
#include "view/path.hpp"

namespace chancery::api {

namespace {

using edition::IncompleteRow;
using edition::Lack;
using edition::MissingOf;
using edition::MissingReader;
using edition::MissingSummary;

constexpr std::uint64_t kPiece = 100; // rows that are read at a time

// By post, then year. A cursor is "POST_2008", as in the addresses of pages.
class MissingList : public List {
public:
    explicit MissingList(const edition::Generation& generation)
        : reader_(generation), total_(reader_.totals().lists)
    {
    }
    bool go_behind(std::string_view after)
    {
        const std::size_t gap = std::min(after.rfind('_'), after.size());
        const std::string_view year_text = after.substr(std::min(gap + 1, after.size()));
        int year = 0;
        std::from_chars(year_text.data(), year_text.data() + year_text.size(), year);
        const auto place = reader_.place_of(after.substr(0, gap), year);
        place_ = place ? *place + 1 : 0;
        return place.has_value();
    }
    bool more() override { return place_ < total_; }
    void write(Record& record) override
    {
        if (next_ == rows_.size()) {
            rows_ = reader_.rows(place_, kPiece);
            next_ = 0;
        }
        last_ = rows_.at(next_++);
        ++place_;
        record.begin();
        record.text("post", last_.post);
        record.number("year", static_cast<std::uint64_t>(last_.year));
        record.number("here", last_.here);
        record.number("cited", last_.ghosts);
        record.number("lowest", last_.lowest);
        record.number("highest", last_.highest);
        record.number("unknown", last_.gaps);
        record.number("stretches", last_.runs);
        record.number("in_part", last_.incomplete);
        record.text("path", view::missing_path(last_.post, last_.year));
        record.end();
    }
    std::string cursor() const override { return last_.post + "_" + std::to_string(last_.year); }
    std::optional<std::uint64_t> total() override { return total_; }

private:
    MissingReader reader_;
    std::uint64_t total_;
    std::uint64_t place_ = 0;
    std::vector<MissingSummary> rows_;
    std::size_t next_ = 0;
    MissingSummary last_;
};

std::string_view kind_of(Lack lack)
{
    switch (lack) {
    case Lack::Sections:
        return "section";
    case Lack::Extract:
        return "extract";
    case Lack::CutOff:
        break;
    }
    return "cut";
}

struct Lacking {
    std::string_view kind;
    std::string first;
    std::string last;
    std::uint64_t numbers = 1;
    std::uint64_t citers = 0;
    std::uint32_t first_section = 0; // 0: it is no matter of sections
    std::uint32_t last_section = 0;
    std::uint32_t sections = 0;
};

std::vector<Lacking> lacking_in(const MissingOf& of, const std::vector<IncompleteRow>& parts)
{
    std::vector<Lacking> list;
    for (const edition::GhostSerial& ghost : of.ghosts) {
        const std::string id = edition::id_of(of.summary, ghost.serial);
        list.push_back({.kind = "cited", .first = id, .last = id, .citers = ghost.citers});
    }
    for (const edition::SerialRun& run : of.runs) {
        list.push_back({.kind = "gap",
                        .first = edition::id_of(of.summary, run.first),
                        .last = edition::id_of(of.summary, run.last),
                        .numbers = run.count()});
    }
    for (const IncompleteRow& part : parts) {
        list.push_back({.kind = kind_of(part.what.lack),
                        .first = part.id,
                        .last = part.id,
                        .first_section = part.what.first,
                        .last_section = part.what.last,
                        .sections = part.what.sections});
    }
    return list;
}

// A cursor is the kind, the id and the section: "section~08LINDEN4~2".
std::string name_of(const Lacking& one)
{
    return std::string(one.kind) + "~" + one.first + "~" + std::to_string(one.first_section);
}

class LackingList : public List {
public:
    explicit LackingList(std::vector<Lacking> list) : list_(std::move(list)) {}
    bool go_behind(std::string_view after)
    {
        const auto found = std::ranges::find(list_, after, name_of);
        next_ = found == list_.end() ? 0 : static_cast<std::size_t>(found - list_.begin()) + 1;
        return after.empty() || found != list_.end();
    }
    bool more() override { return next_ < list_.size(); }
    void write(Record& record) override
    {
        const Lacking& one = list_[next_++];
        const auto section = [](std::uint32_t number) {
            return number == 0 ? std::nullopt : std::optional<std::uint64_t>(number);
        };
        record.begin();
        record.text("kind", one.kind);
        record.text("first", one.first);
        record.text("last", one.last);
        record.number("numbers", one.numbers);
        record.number("citers", one.citers);
        record.maybe_number("first_section", section(one.first_section));
        record.maybe_number("last_section", section(one.last_section));
        record.maybe_number("sections", section(one.sections));
        record.end();
    }
    std::string cursor() const override { return name_of(list_[next_ - 1]); }
    std::optional<std::uint64_t> total() override { return list_.size(); }

private:
    std::vector<Lacking> list_;
    std::size_t next_ = 0;
};

} // namespace

Result<std::unique_ptr<List>> missing(const Call& call)
{
    auto list = std::make_unique<MissingList>(call.generation());
    const std::string after = call.values.text("after");
    if (!after.empty() && !list->go_behind(after)) {
        return std::unexpected(no_such_place(call));
    }
    return list;
}

Result<std::unique_ptr<List>> missing_of(const Call& call)
{
    const std::string written = call.values.text("post");
    const int year = static_cast<int>(call.values.number("year"));
    const std::string post = edition::node_post(letters_and_digits(written), year).value_or("");
    MissingReader reader(call.generation());
    const std::optional<MissingOf> of = reader.find(post, year);
    if (!of) {
        return std::unexpected(
            problem("thing", "nothing is known of " + written + " in " + std::to_string(year)));
    }
    if (post != written) {
        return std::unexpected(http::redirect(301, call.address_with("post", post)));
    }
    auto list = std::make_unique<LackingList>(
        lacking_in(*of, reader.incomplete(post, year, std::numeric_limits<std::int32_t>::max())));
    if (!list->go_behind(call.values.text("after"))) {
        return std::unexpected(no_such_place(call));
    }
    return list;
}

} // namespace chancery::api
