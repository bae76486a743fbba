#include "site/search_address.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "index/query/tree.hpp"

namespace chancery::site {

namespace {

std::uint64_t number(std::string_view text, std::uint64_t otherwise)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

template <typename List, typename Value>
bool contains(const List& list, const Value& value)
{
    return std::ranges::find(list, value) != std::ranges::end(list);
}

SearchAddress first_page(SearchAddress address)
{
    address.page = 1;
    return address;
}

} // namespace

SearchAddress SearchAddress::from(const http::Fields& fields)
{
    SearchAddress address;
    for (const auto& [name, value] : fields) {
        const auto facet = std::ranges::find(kFacetNames, std::string_view(name));
        if (name == "q") {
            address.query = collapse_spaces(first_bytes(value, index::query::kMaxQueryBytes));
        } else if (facet != kFacetNames.end() && !value.empty()) {
            auto& values = address.chosen[static_cast<std::size_t>(facet - kFacetNames.begin())];
            if (values.size() < kMaxChosen && !contains(values, value)) {
                values.push_back(value);
            }
        } else if (name == "created" && index::created_range(value)) {
            address.created = value;
        } else if (name == "sort") {
            const auto order =
                std::ranges::find(kOrders, std::string_view(value), &OrderName::name);
            address.order = order == kOrders.end() ? Order::Relevance : order->order;
        } else if (name == "size") {
            const std::uint64_t size = number(value, 0);
            address.size = contains(kPageSizes, size) ? size : kPageSizes[1];
        } else if (name == "after") {
            address.after = CableId::parse(value) ? value : "";
        } else if (name == "page") {
            address.page = std::clamp<std::uint64_t>(number(value, 1), 1, kMaxPage);
        }
    }
    for (std::vector<std::string>& values : address.chosen) {
        std::ranges::sort(values);
    }
    return address;
}

http::Fields SearchAddress::fields() const
{
    http::Fields out;
    if (!query.empty()) {
        out.emplace_back("q", query);
    }
    for (std::size_t facet = 0; facet < chosen.size(); ++facet) {
        for (const std::string& value : chosen[facet]) {
            out.emplace_back(kFacetNames[facet], value);
        }
    }
    if (!created.empty()) {
        out.emplace_back("created", created);
    }
    if (order != Order::Relevance) {
        out.emplace_back("sort", std::ranges::find(kOrders, order, &OrderName::order)->name);
    }
    if (size != kPageSizes[1]) {
        out.emplace_back("size", std::to_string(size));
    }
    if (page != 1) {
        out.emplace_back("page", std::to_string(page));
    }
    if (!after.empty()) {
        out.emplace_back("after", after);
    }
    return out;
}

std::string SearchAddress::text() const
{
    std::string out;
    for (const auto& [name, value] : fields()) {
        out += (out.empty() ? "" : "&") + name + "=" + form_encode(value);
    }
    return out;
}

bool SearchAddress::asks() const
{
    return !query.empty() || !created.empty() ||
           std::ranges::any_of(chosen, [](const auto& values) { return !values.empty(); });
}

SearchAddress SearchAddress::toggled(index::Facet facet, const std::string& value) const
{
    SearchAddress other = first_page(*this);
    std::vector<std::string>& values = other.chosen[static_cast<std::size_t>(facet)];
    if (std::erase(values, value) == 0) {
        values.push_back(value);
        std::ranges::sort(values);
    }
    return other;
}

SearchAddress SearchAddress::with_created(std::string period) const
{
    SearchAddress other = first_page(*this);
    other.created = std::move(period);
    return other;
}

SearchAddress SearchAddress::with_order(Order wanted) const
{
    SearchAddress other = first_page(*this);
    other.order = wanted;
    return other;
}

SearchAddress SearchAddress::with_size(std::uint64_t wanted) const
{
    SearchAddress other = first_page(*this);
    other.size = wanted;
    return other;
}

SearchAddress SearchAddress::with_query(std::string wanted) const
{
    SearchAddress other = without_filters();
    other.query = std::move(wanted);
    return other;
}

SearchAddress SearchAddress::without_filters() const
{
    SearchAddress other = first_page(*this);
    other.chosen = {};
    other.created.clear();
    return other;
}

SearchAddress SearchAddress::at_page(std::uint64_t wanted) const
{
    SearchAddress other = *this;
    other.page = wanted;
    return other;
}

index::SearchForm SearchAddress::form() const
{
    index::SearchForm form;
    form.query = query;
    for (std::size_t facet = 0; facet < chosen.size(); ++facet) {
        if (!chosen[facet].empty()) {
            form.choices.push_back({static_cast<index::Facet>(facet), chosen[facet]});
        }
    }
    form.created = created;
    switch (order) {
    case Order::Relevance:
        form.sort = index::Sort::Relevance;
        break;
    case Order::Newest:
    case Order::Oldest:
        form.sort = index::Sort::Created;
        break;
    case Order::Released:
        form.sort = index::Sort::Released;
        break;
    case Order::Id:
        form.sort = index::Sort::Id;
        break;
    }
    form.direction = order == Order::Oldest ? index::Direction::Turned : index::Direction::Usual;
    form.from = (page - 1) * size;
    form.size = size;
    form.after = after;
    return form;
}

std::string search_link(const SearchAddress& address, std::string_view path)
{
    const std::string text = address.text();
    return std::string(path) + (text.empty() ? "" : "?" + text);
}

std::string form_encode(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (is_alnum(c) || std::string_view("-._~").find(c) != std::string_view::npos) {
            out += c;
        } else if (c == ' ') {
            out += '+';
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

} // namespace chancery::site
