#include "lint/lint.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "lint/rules.hpp"
#include "lint/running_text.hpp"

namespace chancery::lint {

namespace {

using Counts = std::array<std::size_t, kKinds>;

// The hits of one part: of two that overlap, the one that came first stays.
class PartHits {
public:
    bool add(Kind kind, Span at)
    {
        if (at.empty() || overlaps(at)) {
            return false;
        }
        hits_.emplace(at, kind);
        return true;
    }
    const std::map<Span, Kind>& all() const { return hits_; }

private:
    bool overlaps(Span at) const
    {
        const auto next = hits_.lower_bound(Span{at.to, 0});
        return next != hits_.begin() && std::prev(next)->first.to > at.from;
    }
    std::map<Span, Kind> hits_;
};

void look_through(const RunningText& text, PartHits& hits, Counts& left)
{
    for (const Rule* rule : rules_for(text.bytes)) {
        std::size_t& more = left[static_cast<std::size_t>(rule->kind)];
        std::size_t from = 0;
        while (more > 0) {
            const std::optional<Range> found = rule->next(text.bytes, from);
            if (!found) {
                break;
            }
            if (hits.add(rule->kind, text.place(found->from, found->to))) {
                --more;
            }
            from = found->to;
        }
    }
}

std::string excerpt(std::string_view text, Span at)
{
    std::size_t from = at.from > kExcerptBytes ? at.from - kExcerptBytes : 0;
    while (from < at.from && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U) {
        ++from; // not into the middle of a character
    }
    const std::size_t most = at.from - from + kMaxHitBytes + kExcerptBytes;
    const std::size_t length = std::min<std::size_t>(at.to - from + kExcerptBytes, most);
    return collapse_spaces(valid_utf8(first_bytes(text.substr(from), length)));
}

void append(const PartHits& hits, Part part, std::string_view text, std::vector<Hit>& out)
{
    for (const auto& [at, kind] : hits.all()) {
        out.push_back({kind, part, at, excerpt(text, at)});
    }
}

} // namespace

std::string_view name(Kind kind)
{
    constexpr std::array<std::string_view, kKinds> kNames = {
        "request to protect", "phone number",  "passport number", "identity number",
        "e-mail address",     "date of birth", "home address",    "bank account"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::vector<Hit> find_hits(const Cable& cable)
{
    Counts left{};
    left.fill(kMaxHitsOfKind);
    PartHits header;
    look_through(RunningText(cable.header), header, left);
    PartHits body;
    look_through(RunningText(cable.body), body, left);
    if (!cable.repairs.empty()) {
        look_through(RunningText(cable.body, cable.repairs), body, left);
    }
    std::vector<Hit> hits;
    append(header, Part::Header, cable.header, hits);
    append(body, Part::Body, cable.body, hits);
    return hits;
}

} // namespace chancery::lint
