#include "cable/reading.hpp"

#include <algorithm>

namespace chancery {

namespace {

std::uint32_t size32(const std::string& text)
{
    return static_cast<std::uint32_t>(text.size());
}

} // namespace

Reading::Reading(const Cable& cable)
{
    std::uint32_t done = 0;
    text_.reserve(cable.body.size());
    for (const Repair& repair : cable.repairs) {
        if (repair.at.from < done || repair.at.to < repair.at.from ||
            repair.at.to > cable.body.size()) {
            continue;
        }
        text_.append(cable.body, done, repair.at.from - done);
        const std::uint32_t from = size32(text_);
        text_.append(repair.now);
        repairs_.push_back({{from, size32(text_)}, repair.at, &repair});
        done = repair.at.to;
    }
    text_.append(cable.body, done);
}

std::uint32_t Reading::place(std::uint32_t as_sent) const
{
    const auto after = std::upper_bound(
        repairs_.begin(), repairs_.end(), as_sent,
        [](std::uint32_t at, const PlacedRepair& repair) { return at < repair.as_sent.from; });
    if (after == repairs_.begin()) {
        return std::min(as_sent, size32(text_));
    }
    const PlacedRepair& before = *std::prev(after);
    if (as_sent < before.as_sent.to || as_sent == before.as_sent.from) {
        return before.at.from;
    }
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(
        std::uint64_t{before.at.to} + (as_sent - before.as_sent.to), text_.size()));
}

Span Reading::place(const Span& as_sent) const
{
    const std::uint32_t from = place(as_sent.from);
    return {from, std::max(from, place(as_sent.to))};
}

} // namespace chancery
