// Where a raw telegram's body starts, and whether a text is a telegram at all.
#include <algorithm>
#include <optional>

#include "parse/classification_line.hpp"
#include "parse/head.hpp"
#include "parse/header.hpp"
#include "parse/labels.hpp"
#include "parse/parse.hpp"
#include "parse/portion_mark.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::size_t kLinesSearched = 600; // the longest address lists have some 250

// What was seen on the way down to the first label or paragraph.
struct Top {
    bool group = false;
    bool sender = false;
    bool transmission = false;
    // Where these lines start.
    std::optional<std::uint32_t> complete; // the classification line
    std::optional<std::uint32_t> weekday;  // a newspaper's line above it
    std::optional<std::uint32_t> bare;     // a classification word alone
    std::optional<std::uint32_t> caption;
    std::optional<std::uint32_t> label;
};

void look_at(Top& top, const TextLine& line)
{
    const std::string_view text = line.text;
    if (is_header_line(text)) {
        top.sender = top.sender || text.starts_with("FM ");
        top.transmission = top.transmission || text.starts_with("VZCZC");
        top.group = top.group || match_date_time_group(text).has_value();
        top.complete.reset(); // what stood before it was the header's (format 1)
        top.bare.reset();
        top.caption.reset();
        return;
    }
    if (top.complete) {
        return;
    }
    if (match_weekday_line(text)) {
        top.weekday = line.from;
        return;
    }
    if (const auto classification = match_classification_line(text)) {
        (classification->complete() ? top.complete : top.bare) = line.from;
    } else if (!top.caption && text == "SIPDIS") {
        top.caption = line.from;
    }
}

Top look_at_top(std::string_view telegram)
{
    Top top;
    LineReader lines(telegram);
    for (std::size_t i = 0; i < kLinesSearched && !lines.done(); ++i) {
        const TextLine line = lines.next();
        if (line.blank()) {
            continue;
        }
        look_at(top, line);
        if (match_label(line.text)) {
            top.label = line.from;
            break;
        }
        if (!top.complete && match_opening(line.text)) {
            break;
        }
    }
    return top;
}

std::uint32_t start_of_body(const Top& top)
{
    for (const auto& line : {top.weekday, top.complete, top.bare, top.caption, top.label}) {
        if (line) {
            return *line;
        }
    }
    return 0;
}

} // namespace

CableText split_text(std::string_view telegram)
{
    const auto* const printed = std::find_if_not(telegram.begin(), telegram.end(), is_space);
    if (printed == telegram.end()) {
        return {};
    }
    // From the start of the first line that has something on it.
    const auto first = static_cast<std::size_t>(printed - telegram.begin());
    const std::size_t end_before = telegram.substr(0, first).rfind('\n');
    telegram.remove_prefix(end_before == std::string_view::npos ? 0 : end_before + 1);
    const std::uint32_t body_from = start_of_body(look_at_top(telegram));
    return {std::string(trim_right(telegram.substr(0, body_from))),
            std::string(telegram.substr(body_from))};
}

bool looks_like_cable(const CableText& text)
{
    if (text.body.find('\0') != std::string::npos || text.header.find('\0') != std::string::npos) {
        return false;
    }
    const Top top = look_at_top(text.header);
    const Top body = look_at_top(text.body);
    if ((top.group || body.group) && (top.sender || body.sender)) {
        return true;
    }
    const std::vector<TextLine> lines = text_lines(text.body);
    const Head head = read_head(text.body, lines, find_classification_line(lines));
    const int labels = (head.eo.found ? 1 : 0) + (head.tags.found ? 1 : 0) +
                       (head.subject.found ? 1 : 0) + (head.references.found ? 1 : 0);
    if (body.complete) {
        return labels > 0 || top.transmission;
    }
    return head.eo.found && labels >= 2;
}

} // namespace chancery::parse
