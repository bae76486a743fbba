#include "import/page_text.hpp"

#include <algorithm>
#include <utility>

#include "base/lines.hpp"
#include "base/text.hpp"
#include "cable/reference_data.hpp"
#include "import/mirror_page.hpp"

namespace chancery::importer {

namespace {

constexpr std::string_view kHeading = "Viewing cable ";
constexpr std::string_view kTitles = "Reference ID Created Released Classification Origin";

// A line of its own or behind blanks; a telegram that quotes the words has them elsewhere.
std::size_t find_heading(std::string_view text)
{
    for (auto at = text.find(kHeading); at != std::string_view::npos;
         at = text.find(kHeading, at + 1)) {
        std::size_t before = at;
        while (before > 0 && is_blank(text[before - 1])) {
            --before;
        }
        if (before == 0 || text[before - 1] == '\n') {
            return at;
        }
    }
    return std::string_view::npos;
}

// Hands out lines that are not empty.
class LineCursor {
public:
    explicit LineCursor(std::string_view text) : text_(text) {}

    std::string_view peek()
    {
        while (at_ < text_.size() && trim(line()).empty()) {
            skip();
        }
        return trim(line());
    }
    void skip() { at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1; }
    std::string_view take()
    {
        const std::string_view found = peek();
        if (at_ < text_.size()) {
            skip();
        }
        return found;
    }
    bool at_end() { return peek().empty(); }
    std::string_view rest() const { return text_.substr(at_); }

private:
    std::string_view line() const
    {
        return text_.substr(at_, std::min(text_.find('\n', at_), text_.size()) - at_);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

// The titles on one line or on several: the lines joined make kTitles.
bool take_titles(LineCursor& lines)
{
    std::string joined;
    while (joined.size() < kTitles.size() && !lines.at_end()) {
        const std::string part = collapse_spaces(lines.peek());
        const std::size_t before = joined.size();
        joined.append(joined.empty() ? "" : " ").append(part);
        if (!starts_with_ignoring_case(kTitles, joined)) {
            joined.resize(before);
            break;
        }
        lines.skip();
    }
    return joined.size() == kTitles.size();
}

bool find_titles(LineCursor& lines)
{
    while (!lines.at_end()) {
        if (take_titles(lines)) {
            return true;
        }
        lines.skip();
    }
    return false;
}

bool starts_with_day(std::string_view text) // a day such as 2010-02-30 counts, too
{
    return text.size() >= 10 && all_digits(text.substr(0, 4)) && text[4] == '-' && text[7] == '-';
}

// The values, however they are laid out: words of the current line; the next line when it is used
// up.
class ValueCursor {
public:
    explicit ValueCursor(LineCursor& lines) : lines_(lines) { rest_ = lines_.take(); }

    std::string_view word()
    {
        if (rest_.empty()) {
            rest_ = lines_.take();
        }
        const std::size_t end = std::min(rest_.find_first_of(" \t"), rest_.size());
        const std::string_view found = rest_.substr(0, end);
        rest_ = trim_left(rest_.substr(end));
        return found;
    }

    // "2008-02-27 19:56"; takes nothing where no day stands.
    std::optional<Instant> time()
    {
        if (!starts_with_day(rest_.empty() ? lines_.peek() : rest_)) {
            return std::nullopt;
        }
        const std::string day(word());
        const bool has_time = rest_.size() >= 5 && is_digit(rest_[0]) && rest_[2] == ':';
        return parse_page_time(has_time ? day + ' ' + std::string(word()) : day);
    }

    std::string_view line()
    {
        if (rest_.empty()) {
            rest_ = lines_.take();
        }
        return std::exchange(rest_, {});
    }

private:
    LineCursor& lines_;
    std::string_view rest_;
};

// "SECRET//NOFORN Embassy Paris" -> both; the longest known marking wins. Tabs or two blanks settle
// it.
std::pair<std::string_view, std::string_view> split_marking(std::string_view line)
{
    const std::size_t gap = std::min(line.find('\t'), line.find("  "));
    if (gap != std::string_view::npos) {
        return {line.substr(0, gap), trim_left(line.substr(gap))};
    }
    constexpr std::size_t kLongest = 80; // of the known markings
    std::size_t end = line.size() <= kLongest ? line.size() : line.rfind(' ', kLongest);
    for (; end != std::string_view::npos && end != 0; end = line.rfind(' ', end - 1)) {
        if (reference_data().classification(line.substr(0, end)) != nullptr) {
            return {line.substr(0, end), trim_left(line.substr(end))};
        }
    }
    end = std::min(line.find(' '), line.size());
    return {line.substr(0, end), trim_left(line.substr(end))};
}

void read_values(LineCursor& lines, Given& given)
{
    ValueCursor values(lines);
    given.id = values.word();
    given.created = values.time();
    given.released = values.time();
    const auto [marking, origin] = split_marking(values.line());
    given.classification = collapse_spaces(marking);
    given.origin = collapse_spaces(origin.empty() ? lines.take() : origin);
    given.minutes_unknown = given.created && given.released && minutes_repeat_the_hour(given);
}

void skip_articles(LineCursor& lines)
{
    if (!starts_with_ignoring_case(lines.peek(), "Appears in these articles")) {
        return;
    }
    lines.skip();
    while (starts_with_ignoring_case(lines.peek(), "http")) {
        lines.skip();
    }
}

void read_heading(std::string_view line, Given& given)
{
    const std::size_t comma = std::min(line.find(','), line.size());
    if (given.id.empty()) {
        given.id = collapse_spaces(line.substr(0, comma));
    }
    given.subject = collapse_spaces(line.substr(std::min(comma + 1, line.size())));
}

} // namespace

std::optional<std::expected<Document, std::string>> read_page_text(std::string_view text)
{
    const std::size_t heading = find_heading(text);
    if (heading == std::string_view::npos) {
        return std::nullopt;
    }
    LineCursor lines(text.substr(heading));
    const std::string_view title = lines.take().substr(kHeading.size() - 1);
    if (!find_titles(lines)) {
        return std::nullopt;
    }
    Document document;
    document.kind = DocumentKind::PageText;
    read_values(lines, document.given);
    read_heading(title, document.given);
    skip_articles(lines);
    document.text = parse::split_text(lines.rest());
    if (!parse::looks_like_cable(document.text)) {
        return std::unexpected("a cable page saved as text, without the cable's text");
    }
    return document;
}

} // namespace chancery::importer
