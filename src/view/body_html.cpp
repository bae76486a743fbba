#include "view/body_html.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "base/text.hpp"
#include "cable/reading.hpp"
#include "view/blocks.hpp"
#include "view/explain.hpp"
#include "view/marked_text.hpp"

namespace chancery::view {

namespace {

// Something that is wrapped around a stretch of the text. Empty stretches stand between two
// characters.
struct Wrap {
    Span at; // in the reading
    Html open;
    Html close;
    std::size_t order = 0; // of those in one place, the one that was found first
    const Repair* repair = nullptr;
};

// ---- what is wrapped ----

const std::string& link_at(const std::vector<std::string>& links, std::size_t i)
{
    static const std::string kNone;
    return i < links.size() ? links[i] : kNone;
}

void add_link(std::vector<Wrap>& wraps, Span at, std::string_view path)
{
    if (at.empty() || path.empty()) {
        return;
    }
    Wrap wrap{at, {}, {}, wraps.size(), nullptr};
    wrap.open.add({"<a href=\"", path, "\">"});
    wrap.close.add({"</a>"});
    wraps.push_back(std::move(wrap));
}

// The letter of a part of a paragraph is the link to it: a., (b)
void add_items(std::vector<Wrap>& wraps, const Cable& cable, const Reading& reading)
{
    for (const Paragraph& paragraph : cable.paragraphs) {
        for (const Item& item : paragraph.items) {
            const std::uint32_t bracket = cable.body[item.at.from] == '(' ? 1 : 0;
            const Span at =
                reading.place({item.at.from, std::min(item.at.to, item.at.from + bracket + 2)});
            if (at.empty()) {
                continue;
            }
            Wrap wrap{at, {}, {}, wraps.size(), nullptr};
            wrap.open.add({"<a id=\"", item.anchor, "\" href=\"#", item.anchor, "\">"});
            wrap.close.add({"</a>"});
            wraps.push_back(std::move(wrap));
        }
    }
}

std::string_view trim_separators(std::string_view word)
{
    const std::size_t end = word.find_last_not_of(",;.");
    return word.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

using TagPaths = std::unordered_map<std::string_view, std::string_view>;

// Tags that a repair parted: each word of the repair that is a tag becomes a link, marked as
// repaired.
bool add_parted_tags(std::vector<Wrap>& wraps, const PlacedRepair& repair, std::string_view text,
                     const TagPaths& paths)
{
    const std::size_t before = wraps.size();
    for (const std::string_view word :
         words(text.substr(repair.at.from, repair.at.to - repair.at.from))) {
        const auto path = paths.find(trim_separators(word));
        if (path == paths.end() || path->second.empty()) {
            continue;
        }
        const auto from = static_cast<std::uint32_t>(word.data() - text.data());
        Wrap wrap{{from, from + static_cast<std::uint32_t>(path->first.size())},
                  {},
                  {},
                  wraps.size(),
                  repair.repair};
        wrap.open.add({"<a href=\"", path->second, "\">"});
        wrap.close.add({"</a></ins>"});
        wraps.push_back(std::move(wrap));
    }
    return wraps.size() > before;
}

bool is_repaired(const Reading& reading, const Span& at)
{
    const auto& repairs = reading.repairs();
    const auto first =
        std::partition_point(repairs.begin(), repairs.end(),
                             [&](const PlacedRepair& repair) { return repair.at.to <= at.from; });
    return first != repairs.end() && first->at.from < at.to;
}

TagPaths tag_paths(const Cable& cable, const CableLinks& links)
{
    TagPaths paths;
    for (std::size_t i = 0; i < cable.tags.size(); ++i) {
        paths.emplace(cable.tags[i].tag, link_at(links.tags, i));
    }
    return paths;
}

void add_tag_links(std::vector<Wrap>& wraps, const Cable& cable, const CableLinks& links,
                   const Reading& reading)
{
    for (std::size_t i = 0; i < cable.tags.size(); ++i) {
        const Span at = reading.place(cable.tags[i].at);
        if (!is_repaired(reading, at)) {
            add_link(wraps, at, link_at(links.tags, i));
        }
    }
}

void add_reference_links(std::vector<Wrap>& wraps, const Cable& cable, const CableLinks& links,
                         const Reading& reading)
{
    for (std::size_t i = 0; i < cable.references.size(); ++i) {
        add_link(wraps, reading.place(cable.references[i].at), link_at(links.references, i));
    }
}

bool is_in_tags(const Cable& cable, const PlacedRepair& repair)
{
    return repair.as_sent.from >= cable.tags_at.from && repair.as_sent.to <= cable.tags_at.to;
}

void add_repairs(std::vector<Wrap>& wraps, const Cable& cable, const CableLinks& links,
                 const Reading& reading)
{
    const TagPaths paths = tag_paths(cable, links);
    for (const PlacedRepair& repair : reading.repairs()) {
        if (!is_shown_repair(repair.repair->rule)) {
            continue;
        }
        if (is_in_tags(cable, repair) && add_parted_tags(wraps, repair, reading.text(), paths)) {
            continue;
        }
        Wrap wrap{repair.at, {}, {}, wraps.size(), repair.repair};
        wrap.close.add({"</ins>"});
        wraps.push_back(std::move(wrap));
    }
}

bool same_mark(std::string_view printed, std::string_view mark)
{
    return equals_ignoring_case(collapse_spaces(printed), collapse_spaces(mark));
}

// The portion mark in its brackets, which stands within the first characters of its paragraph.
void add_mark(std::vector<Wrap>& wraps, const Paragraph& paragraph, Span at, std::string_view text)
{
    const std::string meaning = mark_meaning(paragraph.mark);
    const std::string_view start =
        text.substr(at.from, std::min<std::uint32_t>(at.to - at.from, 120));
    const std::size_t open = start.find('(');
    const std::size_t close = start.find(')');
    if (meaning.empty() || open > 16 || close == std::string_view::npos || close < open ||
        !same_mark(start.substr(open + 1, close - open - 1), paragraph.mark)) {
        return;
    }
    Wrap wrap{{at.from + static_cast<std::uint32_t>(open),
               at.from + static_cast<std::uint32_t>(close) + 1},
              {},
              {},
              wraps.size(),
              nullptr};
    wrap.open.add({"<abbr title=\"", meaning, "\">"});
    wrap.close.add({"</abbr>"});
    wraps.push_back(std::move(wrap));
}

// A run of letters that stands for what was taken out before we got the text: a screen reader should
// not spell it. Words such as [NAME REMOVED] speak for themselves.
bool is_mute(std::string_view text)
{
    return text.size() > 3 && std::ranges::all_of(text, [&](char c) {
               return to_upper(c) == to_upper(text.front()) || is_space(c);
           });
}

void add_removals(std::vector<Wrap>& wraps, const Cable& cable, const Reading& reading)
{
    for (const Removal& removal : cable.removed) {
        const Span at = reading.place(removal.at);
        if (at.empty() || !is_mute(removal.text)) {
            continue;
        }
        Wrap wrap{at, {}, {}, wraps.size(), nullptr};
        wrap.open.add({"<span role=\"img\" aria-label=\"removed\">"});
        wrap.close.add({"</span>"});
        wraps.push_back(std::move(wrap));
    }
}

// In order, the first of those that overlap.
std::vector<Wrap> in_order(std::vector<Wrap> wraps)
{
    std::sort(wraps.begin(), wraps.end(), [](const Wrap& a, const Wrap& b) {
        return std::tie(a.at, a.order) < std::tie(b.at, b.order);
    });
    std::vector<Wrap> kept;
    for (Wrap& wrap : wraps) {
        if (kept.empty() || wrap.at.from >= kept.back().at.to) {
            kept.push_back(std::move(wrap));
        }
    }
    return kept;
}

// ---- terms ----

std::vector<Span> places_of(const std::vector<Wrap>& wraps)
{
    std::vector<Span> places;
    for (const Wrap& wrap : wraps) {
        if (!wrap.at.empty()) {
            places.push_back(wrap.at);
        }
    }
    return places;
}

// In the subject and in the paragraphs: what stands around them is addresses, tags and names.
std::vector<UsedTerm> terms_of(const Cable& cable, const Reading& reading,
                               const std::vector<Wrap>& wraps)
{
    std::vector<Span> ranges = {reading.place(cable.subject_at)};
    for (const Paragraph& paragraph : cable.paragraphs) {
        ranges.push_back(reading.place(paragraph.at));
    }
    return find_terms(reading.text(), ranges, reference_data().post_by_origin(cable.origin),
                      places_of(wraps));
}

void add_terms(std::vector<Wrap>& wraps, const std::vector<UsedTerm>& terms)
{
    for (std::size_t i = 0; i < terms.size(); ++i) {
        Wrap wrap{terms[i].at, {}, {}, wraps.size(), nullptr};
        wrap.open.add({"<a href=\"#t", i + 1, "\">"});
        wrap.close.add({"</a>"});
        wraps.push_back(std::move(wrap));
    }
}

// ---- the stretches of a body ----

enum class StretchKind : std::uint8_t { Plain, Head, Heading, Paragraph };

struct Stretch {
    StretchKind kind = StretchKind::Plain;
    Span at;               // in the reading
    std::size_t index = 0; // of the heading or paragraph
};

std::vector<Stretch> marked_stretches(const Cable& cable, const Reading& reading)
{
    std::vector<Stretch> stretches;
    if (!cable.head_at.empty()) {
        stretches.push_back({StretchKind::Head, reading.place(cable.head_at), 0});
    }
    for (std::size_t i = 0; i < cable.headings.size(); ++i) {
        stretches.push_back({StretchKind::Heading, reading.place(cable.headings[i].at), i});
    }
    for (std::size_t i = 0; i < cable.paragraphs.size(); ++i) {
        stretches.push_back({StretchKind::Paragraph, reading.place(cable.paragraphs[i].at), i});
    }
    std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) {
        return std::tie(a.at.from, a.kind, a.index) < std::tie(b.at.from, b.kind, b.index);
    });
    return stretches;
}

// The whole reading, each byte in one stretch: what is not marked lies plain between.
std::vector<Stretch> all_stretches(const Cable& cable, const Reading& reading)
{
    const auto size = static_cast<std::uint32_t>(reading.text().size());
    const std::vector<Stretch> marked = marked_stretches(cable, reading);
    std::vector<Stretch> all;
    std::uint32_t done = 0;
    for (std::size_t i = 0; i < marked.size(); ++i) {
        const std::uint32_t next = i + 1 < marked.size() ? marked[i + 1].at.from : size;
        const Span at{std::max(done, marked[i].at.from),
                      std::max(done, std::min(marked[i].at.to, next))};
        if (at.from > done) {
            all.push_back({StretchKind::Plain, {done, at.from}, 0});
        }
        all.push_back({marked[i].kind, at, marked[i].index});
        done = at.to;
    }
    all.push_back({StretchKind::Plain, {done, size}, 0});
    return all;
}

// ---- marked words ----

// In order, within the text; what overlaps becomes one.
std::vector<Span> joined(std::span<const Span> marks, std::size_t size)
{
    std::vector<Span> sorted(marks.begin(), marks.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<Span> out;
    for (const Span& mark : sorted) {
        const Span at{mark.from, std::min(mark.to, static_cast<std::uint32_t>(size))};
        if (at.from >= at.to) {
            continue;
        }
        if (!out.empty() && at.from < out.back().to) {
            out.back().to = std::max(out.back().to, at.to);
        } else {
            out.push_back(at);
        }
    }
    return out;
}

// ---- writing ----

class BodyWriter {
public:
    BodyWriter(const Cable& cable, std::string_view text, std::vector<Wrap> wraps,
               std::vector<Span> marks)
        : cable_(cable), text_(text), wraps_(std::move(wraps)), words_(text, std::move(marks))
    {
    }

    void write(const std::vector<Stretch>& stretches)
    {
        for (const Stretch& stretch : stretches) {
            switch (stretch.kind) {
            case StretchKind::Plain:
                blocks(stretch.at, nullptr);
                break;
            case StretchKind::Head:
                head(stretch.at);
                break;
            case StretchKind::Heading:
                heading(cable_.headings[stretch.index], stretch.at);
                break;
            case StretchKind::Paragraph:
                blocks(stretch.at, &cable_.paragraphs[stretch.index]);
                break;
            }
        }
    }
    Html take_html() { return std::move(out_); }
    // In the order of their marks.
    std::vector<const Repair*> take_repairs() { return std::move(repairs_); }
    std::size_t marked() const { return words_.marked(); }

private:
    void head(Span at)
    {
        while (at.from < at.to && text_[at.from] == '\n') {
            ++at.from;
        }
        while (at.to > at.from && is_space(text_[at.to - 1])) {
            --at.to;
        }
        if (!at.empty()) {
            out_.add({"<p class=\"v head\">"});
            verbatim(at);
            out_.add({"</p>\n"});
        }
    }

    // The dashes under it are what the teletype had instead of a heading; its words stand in the
    // text one behind the other, and are marked there.
    void heading(const Heading& heading, Span at)
    {
        skip(at.to);
        out_.add({"<h3>"});
        std::string_view blank;
        for (const std::string_view word : words(heading.text)) {
            out_.add({blank});
            blank = " ";
            const std::size_t found = text_.substr(0, at.to).find(word, at.from);
            if (found == std::string_view::npos) {
                out_.add({word});
                continue;
            }
            const auto from = static_cast<std::uint32_t>(found);
            at.from = from + static_cast<std::uint32_t>(word.size());
            words_.write(out_, {from, at.from});
        }
        out_.add({"</h3>\n"});
    }

    void blocks(Span at, const Paragraph* paragraph)
    {
        const std::vector<Block> found = split_blocks(text_, at);
        if (found.empty() && paragraph != nullptr) {
            permalink(*paragraph, "");
            out_.add({"</p>\n"});
        }
        for (const Block& block : found) {
            skip(block.at.from);
            open(block.kind, &block == &found.front() ? paragraph : nullptr);
            if (block.kind == BlockKind::Verbatim) {
                verbatim(block.at);
            } else {
                prose(block);
            }
            out_.add({"</p>\n"});
        }
        skip(at.to);
    }

    static std::string_view block_class(BlockKind kind)
    {
        switch (kind) {
        case BlockKind::Item:
            return "i";
        case BlockKind::Verbatim:
            return "v";
        case BlockKind::Prose:
            break;
        }
        return "";
    }

    void open(BlockKind kind, const Paragraph* paragraph)
    {
        const std::string_view name = block_class(kind);
        if (paragraph != nullptr) {
            permalink(*paragraph, name);
        } else if (name.empty()) {
            out_.add({"<p>"});
        } else {
            out_.add({"<p class=\"", name, "\">"});
        }
    }

    void permalink(const Paragraph& paragraph, std::string_view class_name)
    {
        out_.add({"<p id=\"", paragraph.anchor, "\""});
        if (!class_name.empty()) {
            out_.add({" class=\"", class_name, "\""});
        }
        out_.add({"><a href=\"#", paragraph.anchor, "\" aria-label=\"Paragraph "});
        out_.add({paragraph.number.empty() ? paragraph.anchor : paragraph.number, "\">¶</a>"});
    }

    void verbatim(Span at)
    {
        for (std::uint32_t from = at.from; from < at.to;) {
            const std::uint32_t end = line_end(from, at.to);
            emit(trimmed(from, end));
            skip(end);
            if (end < at.to) {
                out_.add({"\n"});
            }
            from = end + 1;
        }
        close();
    }

    void prose(const Block& block)
    {
        auto hard = block.hard_ends.begin();
        for (std::uint32_t from = block.at.from; from < block.at.to;) {
            const std::uint32_t end = line_end(from, block.at.to);
            while (from < end && is_blank(text_[from])) {
                ++from;
            }
            skip(from);
            emit(trimmed(from, end));
            skip(end);
            if (hard != block.hard_ends.end() && *hard == end) {
                out_.add({"<br>\n"});
                ++hard;
            } else if (end < block.at.to &&
                       !ends_with_open_hyphen(text_.substr(from, end - from))) {
                out_.add({"\n"});
            }
            from = end + 1;
        }
        close();
    }

    std::uint32_t line_end(std::uint32_t from, std::uint32_t limit) const
    {
        const std::size_t found = text_.substr(0, limit).find('\n', from);
        return found == std::string_view::npos ? limit : static_cast<std::uint32_t>(found);
    }

    Span trimmed(std::uint32_t from, std::uint32_t to) const
    {
        while (to > from && is_space(text_[to - 1])) {
            --to;
        }
        return {from, to};
    }

    // Text from one place to another, with the wraps that start and end there.
    void emit(Span at)
    {
        std::uint32_t done = at.from;
        while (done < at.to || starts_at(done)) {
            step(done);
            if (done >= at.to) {
                break;
            }
            const std::uint32_t stop = std::min(at.to, next_stop());
            words_.write(out_, {done, stop});
            done = stop;
        }
        step(done);
    }

    bool starts_at(std::uint32_t place) const
    {
        return next_ < wraps_.size() && !open_ && wraps_[next_].at.from == place;
    }

    std::uint32_t next_stop() const
    {
        if (next_ >= wraps_.size()) {
            return static_cast<std::uint32_t>(text_.size());
        }
        return open_ ? wraps_[next_].at.to : wraps_[next_].at.from;
    }

    // Closes what ends at or before the place, opens what starts at or before it; what lay wholly
    // in text that was not shown (blank lines, dashes) goes, but for a mark where text was taken
    // out: that waits for the next line.
    void step(std::uint32_t place)
    {
        while (next_ < wraps_.size() && next_stop() <= place) {
            const Wrap& wrap = wraps_[next_];
            const bool missed = !open_ && !wrap.at.empty() && wrap.at.to <= place;
            if (missed) {
                ++next_;
            } else if (open_) {
                close();
            } else {
                open_mark(wrap);
                out_.add({wrap.open});
                open_ = true;
            }
        }
    }

    // One repair of the TAGS line may have several marks.
    void open_mark(const Wrap& wrap)
    {
        if (wrap.repair == nullptr) {
            return;
        }
        out_.add({"<ins"});
        if (repairs_.empty() || repairs_.back() != wrap.repair) {
            repairs_.push_back(wrap.repair);
            out_.add({" id=\"r", repairs_.size(), "\""});
        }
        out_.add({" title=\"", repair_words(wrap.repair->rule), "\">"});
    }

    // The text up to the place is not shown.
    void skip(std::uint32_t place)
    {
        if (open_ && wraps_[next_].at.to <= place) {
            close();
        }
    }

    void close()
    {
        if (open_) {
            out_.add({wraps_[next_].close});
            open_ = false;
            ++next_;
        }
    }

    const Cable& cable_;
    std::string_view text_;
    std::vector<Wrap> wraps_;
    MarkedText words_;
    std::size_t next_ = 0;
    bool open_ = false;
    std::vector<const Repair*> repairs_;
    Html out_;
};

} // namespace

Body body_html(const Cable& cable, const CableLinks& links, std::span<const Span> marks)
{
    const Reading reading(cable);
    std::vector<Wrap> wraps;
    add_tag_links(wraps, cable, links, reading);
    add_reference_links(wraps, cable, links, reading);
    add_items(wraps, cable, reading);
    for (const Paragraph& paragraph : cable.paragraphs) {
        add_mark(wraps, paragraph, reading.place(paragraph.at), reading.text());
    }
    add_repairs(wraps, cable, links, reading);
    add_removals(wraps, cable, reading);
    wraps = in_order(std::move(wraps));
    std::vector<UsedTerm> terms = terms_of(cable, reading, wraps);
    add_terms(wraps, terms);
    BodyWriter writer(cable, reading.text(), in_order(std::move(wraps)),
                      joined(marks, reading.text().size()));
    writer.write(all_stretches(cable, reading));
    return {writer.take_html(), std::move(terms), writer.take_repairs(), writer.marked()};
}

Html body_as_sent_html(const Cable& cable)
{
    Html out;
    out.add({"<pre class=\"v sent\">\n", cable.body, "</pre>\n"});
    return out;
}

} // namespace chancery::view
