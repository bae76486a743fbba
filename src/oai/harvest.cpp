#include "oai/harvest.hpp"

namespace chancery::oai {

namespace {

using edition::Facet;
using edition::Way;

// The lists up to which a count is made by going through them.
constexpr std::uint64_t kMaxCounted = 20'000;

Way listed_by(Facet facet)
{
    return facet == Facet::Origin ? Way::Origin
           : facet == Facet::Tag  ? Way::Tag
                                  : Way::Classification;
}

} // namespace

Harvest::Harvest(edition::Reader& reader, const Scope& scope)
    : reader_(reader), changes_(reader.generation().changes()), scope_(scope)
{
    if (scope_.set && scope_.set->key.empty()) {
        listed_ = listed_by(scope_.set->facet);
    } else if (scope_.set) {
        value_ = reader.generation().find(scope_.set->facet, scope_.set->key);
        is_set_ = value_ != nullptr && value_->key == scope_.set->key;
    }
}

std::uint64_t Harvest::cables() const
{
    return value_ != nullptr ? value_->count : changes_.count();
}

bool Harvest::is_within(Instant day) const
{
    const Instant midnight = std::chrono::floor<std::chrono::days>(day);
    return (!scope_.from || midnight >= *scope_.from) &&
           (!scope_.until || midnight <= *scope_.until);
}

std::uint32_t Harvest::number_at(std::uint64_t position)
{
    if (value_ == nullptr) {
        const auto number = static_cast<std::uint32_t>(position + 1);
        return !listed_ || changes_.is_listed(number, *listed_) ? number : 0;
    }
    const std::uint64_t page = position / edition::kRowsPerPage;
    if (page_number_ != page) {
        page_ = reader_.numbers(*value_, static_cast<std::uint32_t>(page));
        page_number_ = page;
    }
    const std::size_t place = position % edition::kRowsPerPage;
    const std::uint32_t number = place < page_.size() ? page_[place] : 0;
    return number <= changes_.count() ? number : 0;
}

std::optional<Item> Harvest::next(std::uint64_t& position)
{
    if (!is_set_) {
        return std::nullopt;
    }
    for (; position < cables(); ++position) {
        const std::uint32_t number = number_at(position);
        if (number != 0 && is_within(changes_.day(number))) {
            ++position;
            return Item{number, nullptr};
        }
    }
    const std::vector<edition::Version>& withdrawn = changes_.withdrawn();
    for (; position - cables() < withdrawn.size(); ++position) {
        const edition::Version& gone = withdrawn[position - cables()];
        if (is_within(gone.date)) {
            ++position;
            return Item{0, &gone};
        }
    }
    return std::nullopt;
}

std::optional<std::uint64_t> Harvest::size()
{
    const bool is_whole = !scope_.from && !scope_.until && !listed_;
    if (is_whole) {
        return cables() + changes_.withdrawn().size();
    }
    if (value_ != nullptr && value_->count > kMaxCounted) {
        return std::nullopt;
    }
    std::uint64_t count = 0;
    for (std::uint64_t position = 0; next(position);) {
        ++count;
    }
    return count;
}

} // namespace chancery::oai
