#include "release/plan_file.hpp"

#include <algorithm>
#include <array>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "release/toml_text.hpp"

namespace chancery::release {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxListBytes = 64U << 20U;

class PlanReader {
public:
    explicit PlanReader(fs::path name) : name_(std::move(name)) {}

    Plan read(std::string_view text)
    {
        refuse_unreadable_toml(text, name_);
        const toml::parse_result parsed = toml::parse(text);
        if (!parsed) {
            fail(parsed.error().source(), std::string(parsed.error().description()));
        }
        Plan plan;
        for (const auto& [name, value] : parsed.table()) {
            const std::string_view key = name.str();
            if (key == "title") {
                plan.title = this->text(key, value);
            } else if (key == "from") {
                plan.from = moment(value);
            } else if (key == "date") {
                plan.date = parse_instant(this->text(key, value));
                if (!plan.date) {
                    fail(value.source(), "date must be a day such as \"2011-08-26\"");
                }
            } else if (key == "cables") {
                read_orders(value, plan);
            } else {
                fail(value.source(), "unknown key " + std::string(key));
            }
        }
        if (plan.orders.empty()) {
            throw UsageError(name_.string() + ": no [[cables]] in it");
        }
        return plan;
    }

private:
    [[noreturn]] void fail(const toml::source_region& where, const std::string& what) const
    {
        throw UsageError(fmt::format("{} line {}: {}", name_.string(), where.begin.line, what));
    }

    std::string text(std::string_view key, const toml::node& value) const
    {
        const auto found = value.value_exact<std::string>();
        if (!found) {
            fail(value.source(), std::string(key) + " must be a text in quotes");
        }
        return *found;
    }

    std::vector<std::string> texts(std::string_view key, const toml::node& value) const
    {
        const toml::array* const list = value.as_array();
        if (list == nullptr) {
            fail(value.source(), std::string(key) + " must be a list of texts in quotes");
        }
        std::vector<std::string> out;
        for (const toml::node& item : *list) {
            out.push_back(text(key, item));
        }
        return out;
    }

    // A moment, with its zone: an embargo that ends at another hour than was meant is broken.
    Instant moment(const toml::node& value) const
    {
        const toml::value<toml::date_time>* const found = value.as_date_time();
        if (found == nullptr || !found->get().offset) {
            fail(value.source(), "from must be a moment with its zone: 2011-08-26T12:00:00Z");
        }
        const toml::date_time& at = found->get();
        const auto instant = make_instant({at.date.year, at.date.month, at.date.day, at.time.hour,
                                           at.time.minute, at.time.second});
        if (!instant) {
            fail(value.source(), "from is no moment that there is");
        }
        return *instant - std::chrono::minutes(at.offset->minutes);
    }

    std::optional<InstantRange> range(std::string_view key, const toml::node& value) const
    {
        const auto range = parse_range(text(key, value));
        if (!range) {
            fail(value.source(), std::string(key) + " must be dates such as \"2008-02..2009\"");
        }
        return range;
    }

    void read_orders(const toml::node& value, Plan& plan) const
    {
        const toml::array* const list = value.as_array();
        if (list == nullptr) {
            fail(value.source(), "cables is a list of tables: [[cables]]");
        }
        for (const toml::node& item : *list) {
            if (!item.is_table()) {
                fail(item.source(), "cables is a list of tables: [[cables]]");
            }
            plan.orders.push_back(order(item));
        }
    }

    Order order(const toml::node& item) const
    {
        Order order;
        Selection& selection = order.selection;
        for (const auto& [name, value] : *item.as_table()) {
            const std::string_view key = name.str();
            if (key == "ids") {
                for (std::string& id : texts(key, value)) {
                    selection.ids.push_back(std::move(id));
                }
            } else if (key == "list") {
                const std::string list =
                    read_file(name_.parent_path() / text(key, value), kMaxListBytes);
                for (const std::string_view id : words(list)) {
                    selection.ids.emplace_back(id);
                }
            } else if (key == "posts") {
                selection.posts = texts(key, value);
            } else if (key == "created") {
                selection.created = range(key, value);
            } else if (key == "source_released") {
                selection.given_released = range(key, value);
            } else if (key == "all") {
                selection.all = value.value_or(false);
            } else if (key == "why") {
                order.why = text(key, value);
            } else if (key == "state") {
                const auto state = archive::state_from_name(text(key, value));
                if (!state) {
                    fail(value.source(), "state must be whole, metadata, withdrawn or held");
                }
                order.state = *state;
            } else {
                fail(value.source(), "unknown key cables." + std::string(key));
            }
        }
        if (selection.empty()) {
            fail(item.source(), "which cables? ids, list, created, source_released, posts or all");
        }
        if (order.state == archive::State::Withdrawn && order.why.empty()) {
            fail(item.source(), "a withdrawal needs a reason: why = \"...\"");
        }
        return order;
    }

    fs::path name_;
};

std::string toml_text(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string list_of(const std::vector<std::string>& texts)
{
    std::string out = "[";
    for (const std::string& text : texts) {
        out += (out.size() == 1 ? "" : ", ") + toml_text(text);
    }
    return out + "]";
}

// Days, both included.
std::string range_text(const InstantRange& range)
{
    return (range.from ? format_day(*range.from) : "") + ".." +
           (range.to ? format_day(*range.to - std::chrono::days(1)) : "");
}

} // namespace

Plan read_plan(std::string_view toml, const fs::path& name)
{
    return PlanReader(name).read(toml);
}

std::string to_toml(const Plan& plan)
{
    std::string out = "title = " + toml_text(plan.title) + "\n";
    if (plan.from) {
        out += "from = " + format_rfc3339(*plan.from) + "\n";
    }
    if (plan.date) {
        out += "date = " + toml_text(format_day(*plan.date)) + "\n";
    }
    for (const Order& order : plan.orders) {
        const Selection& selection = order.selection;
        out += "\n[[cables]]\n";
        if (!selection.ids.empty()) {
            out += "ids = " + list_of(selection.ids) + "\n";
        }
        if (!selection.posts.empty()) {
            out += "posts = " + list_of(selection.posts) + "\n";
        }
        if (selection.created) {
            out += "created = " + toml_text(range_text(*selection.created)) + "\n";
        }
        if (selection.given_released) {
            out += "source_released = " + toml_text(range_text(*selection.given_released)) + "\n";
        }
        if (selection.all) {
            out += "all = true\n";
        }
        out += "state = " + toml_text(archive::name(order.state)) + "\n";
        if (!order.why.empty()) {
            out += "why = " + toml_text(order.why) + "\n";
        }
    }
    return out;
}

} // namespace chancery::release
