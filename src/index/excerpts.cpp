#include "index/excerpts.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/text.hpp"
#include "index/plan.hpp"

namespace chancery::index {

namespace {

constexpr std::uint32_t kLead = 60; // bytes that are shown before the first mark of a cut paragraph
constexpr std::string_view kEllipsis = "…";
// So many times a word of a cable is held against one of the query; what is joined beyond that is marked whole.
constexpr std::size_t kMaxCompared = 2000;
constexpr std::size_t kRegexCost = 50; // it is compiled each time

bool is_continuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Back to the blank before `at`, but not before `from`; inside a very long word to a character.
std::uint32_t back_to_blank(std::string_view text, std::uint32_t at, std::uint32_t from)
{
    std::uint32_t place = at;
    while (place > from && at - place < kLead && !is_space(text[place - 1])) {
        --place;
    }
    while (place > from && place < text.size() && is_continuation(text[place])) {
        --place;
    }
    return place;
}

void add_piece(std::vector<TextPiece>& pieces, std::string_view text, bool marked)
{
    std::string plain;
    for (const char c : text) {
        if (!is_space(c)) {
            plain += c;
        } else if (plain.empty() || plain.back() != ' ') {
            plain += ' ';
        }
    }
    if (plain.empty()) {
        return;
    }
    if (!pieces.empty() && pieces.back().text.ends_with(' ') && plain[0] == ' ') {
        plain.erase(0, 1);
    }
    if (!pieces.empty() && pieces.back().marked == marked) {
        pieces.back().text += plain;
    } else if (!plain.empty()) {
        pieces.push_back({std::move(plain), marked});
    }
}

// Where the text of a paragraph begins, behind its number and portion mark: "4. (SBU) ".
std::uint32_t text_start(std::string_view text, const RegionSpan& paragraph)
{
    std::uint32_t at = paragraph.at.from;
    const auto skip = [&](std::string_view characters) {
        while (at < paragraph.at.to && characters.find(text[at]) != std::string_view::npos) {
            ++at;
        }
    };
    skip("0123456789.) \t\n");
    const std::string mark = "(" + paragraph.mark + ")";
    if (!paragraph.mark.empty() &&
        starts_with_ignoring_case(text.substr(at, paragraph.at.to - at), mark)) {
        at += static_cast<std::uint32_t>(mark.size());
        skip(" \t\n");
    }
    return at < paragraph.at.to ? at : paragraph.at.from;
}

} // namespace

// Whether the query has a word, not negated, that this one is.
bool Excerpter::is_asked_for(const query::Node& node, std::string_view word)
{
    if (node.kind == query::Kind::Word) {
        const std::size_t cost = node.match == query::Match::Regex ? kRegexCost : 1;
        if (compared_ + cost > kMaxCompared) {
            return true;
        }
        compared_ += cost;
        return !query::is_any_word(node) && word_matches(node, word, analyzer_);
    }
    return node.kind != query::Kind::Not &&
           std::ranges::any_of(node.children,
                               [&](const query::Node& child) { return is_asked_for(child, word); });
}

void Excerpter::find_marked(const IndexedCable& cable, const MatchedIn& match)
{
    const std::vector<Stretch>& marks = match.marks;
    words_.read(cable, analyzer_);
    marked_.clear();
    compared_ = 0;
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    auto mark = marks.begin();
    for (const Token& token : words_.tokens().list) {
        while (mark != marks.end() && mark->to <= token.position) {
            ++mark;
        }
        if (mark == marks.end() || token.position < mark->from) {
            continue;
        }
        const auto number = static_cast<std::uint32_t>(numbers.size());
        const std::uint32_t word =
            numbers.try_emplace(words_.tokens().word(token), number).first->second;
        if (!marked_.empty() && token.from <= marked_.back().at.from) {
            // The joined word of parts, "centerleft"; of "left" alone no more than that is marked.
            if (is_asked_for(match.query, words_.tokens().word(token))) {
                marked_.back().at.from = token.from;
            }
            continue;
        }
        marked_.push_back({{token.from, token.to}, word});
    }
}

std::size_t Excerpter::count_different(std::size_t first, std::size_t last)
{
    seen_.clear();
    for (std::size_t i = first; i < last; ++i) {
        seen_.push_back(marked_[i].word);
    }
    std::ranges::sort(seen_);
    return static_cast<std::size_t>(std::ranges::unique(seen_).begin() - seen_.begin());
}

// Paragraphs with marks; marks that are in none give the line they stand in.
std::vector<Excerpter::Candidate> Excerpter::candidates(const IndexedCable& cable)
{
    std::vector<Candidate> out;
    std::vector<const RegionSpan*> paragraphs;
    for (const RegionSpan& region : cable.regions) {
        if (region.region == Region::Paragraph) {
            paragraphs.push_back(&region);
        }
    }
    auto next = paragraphs.begin();
    for (std::size_t i = 0; i < marked_.size();) {
        const Span at = marked_[i].at;
        while (next != paragraphs.end() && (*next)->at.to <= at.from) {
            ++next;
        }
        Candidate candidate{{}, nullptr, i, i + 1, 0};
        if (next != paragraphs.end() && (*next)->at.from <= at.from) {
            candidate.region = *next;
            candidate.at = {std::min(text_start(cable.text, **next), at.from), (*next)->at.to};
        } else {
            const std::size_t begin =
                at.from == 0 ? std::string::npos : cable.text.rfind('\n', at.from - 1);
            const std::size_t end = cable.text.find('\n', at.to);
            candidate.at = {begin == std::string::npos ? 0 : static_cast<std::uint32_t>(begin + 1),
                            static_cast<std::uint32_t>(std::min(end, cable.text.size()))};
        }
        while (candidate.last < marked_.size() &&
               marked_[candidate.last].at.from < candidate.at.to) {
            ++candidate.last;
        }
        candidate.different = count_different(candidate.first, candidate.last);
        i = candidate.last;
        out.push_back(candidate);
    }
    return out;
}

// Of a paragraph that is too long to be shown whole: from before a mark, with most different ones in it.
Span Excerpter::window(const IndexedCable& cable, const Candidate& candidate)
{
    const Span whole = candidate.at;
    if (whole.to - whole.from <= kExcerptBytes) {
        return whole;
    }
    constexpr std::size_t kStarts = 200; // tried; a paragraph with more marks shows its beginning
    std::uint32_t from = whole.from;
    std::size_t most = 0;
    std::size_t last = candidate.first;
    for (std::size_t first = candidate.first;
         first < std::min(candidate.last, candidate.first + kStarts); ++first) {
        last = std::max(last, first);
        while (last < candidate.last &&
               marked_[last].at.to <= marked_[first].at.from + kExcerptBytes - kLead) {
            ++last;
        }
        if (const std::size_t different = count_different(first, last); different > most) {
            most = different;
            from = marked_[first].at.from;
        }
    }
    if (from > whole.from + kLead) {
        from = back_to_blank(cable.text, from - kLead, whole.from);
    } else {
        from = whole.from;
    }
    if (from + kExcerptBytes >= whole.to) {
        return {from, whole.to};
    }
    const auto limit = static_cast<std::uint32_t>(from + kExcerptBytes);
    return {from, back_to_blank(cable.text, limit, from + 1)};
}

std::vector<TextPiece> Excerpter::pieces(const IndexedCable& cable, Span at) const
{
    const std::string_view text = cable.text;
    std::vector<TextPiece> out;
    std::uint32_t done = at.from;
    auto mark =
        std::ranges::partition_point(marked_, [&](const Marked& m) { return m.at.to <= at.from; });
    for (; mark != marked_.end() && mark->at.from < at.to; ++mark) {
        const Span span{std::max(mark->at.from, done), std::min(mark->at.to, at.to)};
        add_piece(out, text.substr(done, span.from - done), false);
        add_piece(out, text.substr(span.from, span.to - span.from), true);
        done = span.to;
    }
    add_piece(out, text.substr(done, at.to - done), false);
    if (!out.empty()) {
        out.front().text.erase(0, out.front().text.find_first_not_of(' '));
        out.back().text.erase(out.back().text.find_last_not_of(' ') + 1);
        std::erase_if(out, [](const TextPiece& piece) { return piece.text.empty(); });
    }
    return out;
}

PageMarks Excerpter::marked_on_page(const Cable& cable, const IndexedCable& entry,
                                    const MatchedIn& match)
{
    find_marked(entry, match);
    const auto body = std::ranges::find(entry.regions, Region::Body, &RegionSpan::region);
    const auto header_to = static_cast<std::uint32_t>(cable.header.size());
    const std::uint32_t body_from = header_to + 1;
    PageMarks found;
    for (const Marked& mark : marked_) {
        if (mark.at.to <= header_to) {
            found.header.push_back(mark.at);
        } else if (body != entry.regions.end() && mark.at.from >= body->at.from &&
                   mark.at.to <= body->at.to) {
            found.body.push_back({mark.at.from - body_from, mark.at.to - body_from});
        }
    }
    return found;
}

Excerpts Excerpter::best(const IndexedCable& cable, const MatchedIn& match, std::size_t count)
{
    find_marked(cable, match);
    Excerpts out;
    std::vector<Candidate> all = candidates(cable);
    const auto subject = std::ranges::find(cable.regions, Region::Subject, &RegionSpan::region);
    if (subject != cable.regions.end()) {
        const Span at = subject->at;
        const bool is_marked = std::ranges::any_of(marked_, [&](const Marked& mark) {
            return mark.at.from >= at.from && mark.at.to <= at.to;
        });
        if (is_marked) {
            out.subject = pieces(cable, at);
            std::erase_if(all, [&](const Candidate& candidate) { // it is the hit's title
                return candidate.region == nullptr && candidate.at.from <= at.to &&
                       candidate.at.to >= at.from;
            });
        }
    }
    if (all.empty()) {
        const auto first = std::ranges::find(cable.regions, Region::Paragraph, &RegionSpan::region);
        if (first != cable.regions.end()) {
            all.push_back({{text_start(cable.text, *first), first->at.to}, &*first, 0, 0, 0});
        }
    }
    // Paragraphs before lines of the head, then by how much they show.
    std::ranges::stable_sort(all, [](const Candidate& a, const Candidate& b) {
        const auto key = [](const Candidate& c) {
            return std::tuple(c.region != nullptr, c.different,
                              std::min<std::size_t>(c.last - c.first, 8));
        };
        return key(a) > key(b);
    });
    const auto rest = static_cast<std::ptrdiff_t>(std::min(count, all.size()));
    out.more = static_cast<std::size_t>(std::count_if(
        all.begin() + rest, all.end(), [](const Candidate& c) { return c.region != nullptr; }));
    all.erase(all.begin() + rest, all.end());
    std::ranges::sort(all, {}, [](const Candidate& c) { return c.at; });
    for (const Candidate& candidate : all) {
        const Span shown = window(cable, candidate);
        Excerpt excerpt;
        if (candidate.region != nullptr) {
            excerpt.anchor = candidate.region->anchor;
            excerpt.mark = candidate.region->mark;
        }
        excerpt.pieces = pieces(cable, shown);
        if (!excerpt.pieces.empty() && shown.from > candidate.at.from) {
            excerpt.pieces.insert(excerpt.pieces.begin(), {std::string(kEllipsis), false});
        }
        if (!excerpt.pieces.empty() && shown.to < candidate.at.to) {
            excerpt.pieces.push_back({std::string(kEllipsis), false});
        }
        out.best.push_back(std::move(excerpt));
    }
    return out;
}

} // namespace chancery::index
