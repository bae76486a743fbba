#include "parse/clean_text.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

CleanText::CleanText(std::string_view body, const std::vector<Edit>& edits) : text_(body)
{
    if (edits.empty()) {
        pieces_.push_back({0, 0, static_cast<std::uint32_t>(body.size())});
        return;
    }
    own_.reserve(body.size());
    pieces_.reserve(2 * edits.size() + 1); // each keeps what is before it, and may put in a text
    std::uint32_t from = 0;
    const auto keep_until = [&](std::uint32_t to) {
        CHECK(from <= to && to <= body.size());
        pieces_.push_back({static_cast<std::uint32_t>(own_.size()), from, to - from});
        own_.append(body, from, to - from);
    };
    for (const Edit& edit : edits) {
        keep_until(edit.from);
        from = edit.to;
        if (!edit.now.empty()) {
            pieces_.push_back({static_cast<std::uint32_t>(own_.size()), from, 0});
            own_ += edit.now;
        }
    }
    keep_until(static_cast<std::uint32_t>(body.size()));
    text_ = own_;
}

const CleanText::Piece& CleanText::piece_at(std::uint32_t clean_at) const
{
    const auto after = std::upper_bound(
        pieces_.begin(), pieces_.end(), clean_at,
        [](std::uint32_t at, const Piece& piece) { return at < piece.clean_from; });
    return *std::prev(after);
}

Span CleanText::span(std::uint32_t from, std::uint32_t to) const
{
    const Piece& first = piece_at(from);
    const std::uint32_t body_from =
        first.body_from + std::min(from - first.clean_from, first.length);
    if (to <= from) {
        return {body_from, body_from};
    }
    const Piece& last = piece_at(to - 1);
    return {body_from, last.body_from + std::min(to - last.clean_from, last.length)};
}

Span CleanText::span(std::string_view part) const
{
    const std::uint32_t from = offset_in(text_, part);
    return span(from, from + static_cast<std::uint32_t>(part.size()));
}

} // namespace chancery::parse
