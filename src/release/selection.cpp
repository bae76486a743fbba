#include "release/selection.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "cable/cable_id.hpp"

namespace chancery::release {

namespace {

using archive::CableEntry;

bool contains(const std::optional<InstantRange>& range, const std::optional<Instant>& instant)
{
    return range && instant && (!range->from || *range->from <= *instant) &&
           (!range->to || *instant < *range->to);
}

// "2008-02" -> its first moment and the one after its last.
std::optional<std::pair<Instant, Instant>> parse_period(std::string_view text)
{
    const std::string first = text.size() == 4   ? std::string(text) + "-01-01"
                              : text.size() == 7 ? std::string(text) + "-01"
                                                 : std::string(text);
    const std::optional<Instant> from = parse_instant(first);
    if (!from || first.size() != 10) {
        return std::nullopt;
    }
    Civil c = civil(*from);
    if (text.size() == 10) {
        return std::pair(*from, *from + std::chrono::days(1));
    }
    c.month = text.size() == 4 || c.month == 12 ? 1 : c.month + 1;
    c.year += c.month == 1 ? 1 : 0;
    const std::optional<Instant> to = make_instant(c);
    return to ? std::optional(std::pair(*from, *to)) : std::nullopt;
}

bool is_of(const std::vector<std::string>& posts, const std::string& reference)
{
    const std::optional<CableId> id = posts.empty() ? std::nullopt : CableId::parse(reference);
    return id && std::ranges::any_of(posts, [&](const std::string& post) {
               return equals_ignoring_case(post, id->post());
           });
}

} // namespace

std::optional<InstantRange> parse_range(std::string_view text)
{
    const std::size_t dots = text.find("..");
    const std::string_view first = text.substr(0, dots);
    const std::string_view last = dots == std::string_view::npos ? first : text.substr(dots + 2);
    const auto from = parse_period(first);
    const auto to = parse_period(last);
    if ((!from && !first.empty()) || (!to && !last.empty()) || (!from && !to)) {
        return std::nullopt;
    }
    return InstantRange{from ? std::optional(from->first) : std::nullopt,
                        to ? std::optional(to->second) : std::nullopt};
}

std::vector<Selected> select(const std::vector<CableEntry>& cables, const Selection& selection,
                             std::vector<std::string>& unknown)
{
    std::set<std::string, std::less<>> wanted;
    for (const std::string& text : selection.ids) {
        const auto has = [&](const std::string& id) {
            return std::ranges::binary_search(cables, id, {}, &CableEntry::reference);
        };
        const std::optional<CableId> id = CableId::parse(text);
        if (id && has(id->text())) {
            wanted.insert(id->text());
        } else if (id && has(canonical_id(*id).text())) {
            wanted.insert(canonical_id(*id).text());
        } else {
            unknown.push_back(text);
        }
    }
    std::vector<Selected> selected;
    for (const CableEntry& cable : cables) {
        const bool is_named = wanted.contains(cable.reference);
        if (selection.all || is_named || contains(selection.created, cable.created) ||
            contains(selection.given_released, cable.given_released) ||
            is_of(selection.posts, cable.reference)) {
            selected.push_back({cable, is_named});
        }
    }
    return selected;
}

} // namespace chancery::release
