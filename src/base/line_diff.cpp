#include "base/line_diff.hpp"

#include <algorithm>
#include <cstdint>

#include "base/text.hpp"

namespace chancery {

namespace {

using Lines = std::vector<std::string_view>;

// How many lines two ends have in common, at most.
class Common {
public:
    Common(const Lines& before, const Lines& after)
        : width_(after.size() + 1), lengths_((before.size() + 1) * width_)
    {
        for (std::size_t i = before.size(); i-- > 0;) {
            for (std::size_t j = after.size(); j-- > 0;) {
                lengths_[i * width_ + j] = before[i] == after[j]
                                               ? static_cast<std::uint16_t>(of(i + 1, j + 1) + 1)
                                               : std::max(of(i + 1, j), of(i, j + 1));
            }
        }
    }
    std::uint16_t of(std::size_t i, std::size_t j) const { return lengths_[i * width_ + j]; }

private:
    std::size_t width_;
    std::vector<std::uint16_t> lengths_;
};

void add_middle(const Lines& before, const Lines& after, std::vector<LineChange>& changes)
{
    std::size_t i = 0;
    std::size_t j = 0;
    if (before.size() <= kMaxDiffLines && after.size() <= kMaxDiffLines) {
        const Common common(before, after);
        while (i < before.size() && j < after.size()) {
            if (before[i] == after[j]) {
                changes.push_back({' ', before[i]});
                ++i;
                ++j;
            } else if (common.of(i + 1, j) >= common.of(i, j + 1)) {
                changes.push_back({'-', before[i++]});
            } else {
                changes.push_back({'+', after[j++]});
            }
        }
    }
    for (; i < before.size(); ++i) {
        changes.push_back({'-', before[i]});
    }
    for (; j < after.size(); ++j) {
        changes.push_back({'+', after[j]});
    }
}

} // namespace

std::vector<LineChange> line_diff(std::string_view before, std::string_view after)
{
    const Lines old = split(before, '\n');
    const Lines now = split(after, '\n');
    const std::size_t shorter = std::min(old.size(), now.size());
    std::size_t head = 0;
    while (head < shorter && old[head] == now[head]) {
        ++head;
    }
    std::size_t tail = 0;
    while (tail < shorter - head && old[old.size() - 1 - tail] == now[now.size() - 1 - tail]) {
        ++tail;
    }
    std::vector<LineChange> changes;
    for (std::size_t i = 0; i < head; ++i) {
        changes.push_back({' ', old[i]});
    }
    const auto middle = [&](const Lines& lines) {
        return Lines(lines.begin() + static_cast<std::ptrdiff_t>(head),
                     lines.end() - static_cast<std::ptrdiff_t>(tail));
    };
    add_middle(middle(old), middle(now), changes);
    for (std::size_t i = old.size() - tail; i < old.size(); ++i) {
        changes.push_back({' ', old[i]});
    }
    return changes;
}

} // namespace chancery
