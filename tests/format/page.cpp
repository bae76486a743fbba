#include <algorithm>
#include <stdexcept>

#include "base/lines.hpp"
#include "base/text.hpp"
#include "example.hpp"

namespace chancery::format {

namespace {

constexpr std::string_view kFence = "```";
constexpr std::string_view kExpects = "=> ";
constexpr std::string_view kGiven = "<= ";
constexpr std::string_view kTodo = "(todo) ";

bool is_example_kind(std::string_view kind)
{
    for (const std::string_view known :
         {"telegram", "header", "body", "head", "text", "document", "document latin1"}) {
        if (kind == known) {
            return true;
        }
    }
    return false;
}

// Blanks that an editor or a reader would miss are printed as signs.
std::string visible_blanks_resolved(std::string_view line)
{
    std::string text = replace_all(line, "␠", " ");
    text = replace_all(text, "␉", "\t");
    return replace_all(text, "⍽", "\xC2\xA0");
}

[[noreturn]] void refuse(std::size_t line, const std::string& why)
{
    throw std::runtime_error("docs/format.md:" + std::to_string(line) + ": " + why);
}

Expectation read_expectation(std::string_view text, std::size_t line)
{
    Expectation expectation;
    expectation.line = line;
    if (text.starts_with(kTodo)) {
        expectation.known_miss = true;
        text.remove_prefix(kTodo.size());
    }
    const std::size_t path_end = text.find(' ');
    const std::size_t sign_end = text.find(' ', path_end + 1);
    if (path_end == std::string_view::npos || sign_end == std::string_view::npos) {
        refuse(line, "expected: => path = value");
    }
    expectation.path = text.substr(0, path_end);
    expectation.value = collapse_spaces(visible_blanks_resolved(text.substr(sign_end)));
    const std::string_view sign = text.substr(path_end + 1, sign_end - path_end - 1);
    if (sign == "has") {
        expectation.relation = Relation::Has;
    } else if (sign == "lacks") {
        expectation.relation = Relation::Lacks;
    } else if (sign != "=") {
        refuse(line, "unknown sign '" + std::string(sign) + "'");
    }
    return expectation;
}

Instant read_instant(std::string_view value, std::size_t line)
{
    const auto instant = parse_instant(value);
    if (!instant) {
        refuse(line, "not a moment");
    }
    return *instant;
}

void read_given(Example& example, std::string_view text, std::size_t line)
{
    const std::size_t equals = text.find(" = ");
    if (equals == std::string_view::npos) {
        refuse(line, "expected: <= name = value");
    }
    const std::string_view name = text.substr(0, equals);
    const std::string value(text.substr(equals + 3));
    Given& given = example.given;
    if (name == "id") {
        given.id = value;
    } else if (name == "created") {
        given.created = read_instant(value, line);
    } else if (name == "released") {
        given.released = read_instant(value, line);
    } else if (name == "classification") {
        given.classification = value;
    } else if (name == "origin") {
        given.origin = value;
    } else if (name == "subject") {
        given.subject = value;
    } else if (name == "minutes_unknown") {
        given.minutes_unknown = true;
    } else if (name == "name") {
        example.file_name = value;
    } else {
        refuse(line, "a source says no such thing");
    }
}

class PageReader {
public:
    explicit PageReader(std::string_view markdown) : lines_(split_lines(markdown)) {}

    Page read()
    {
        while (at_ < lines_.size()) {
            const std::string_view line = lines_[at_++].text;
            if (line.starts_with(kFence)) {
                read_block(line.substr(kFence.size()));
            } else if (line.starts_with("## ") || line.starts_with("### ")) {
                const int level = line.starts_with("## ") ? 2 : 3;
                const std::string_view title = trim(line.substr(static_cast<std::size_t>(level)));
                page_.sections.push_back({std::string(title), level, 0});
            }
        }
        return std::move(page_);
    }

private:
    void read_block(std::string_view kind)
    {
        Example example;
        example.line = at_;
        example.kind = kind;
        while (true) {
            if (at_ == lines_.size()) {
                refuse(example.line, "this block has no end");
            }
            const std::string_view line = lines_[at_++].text;
            if (line == kFence) {
                break;
            }
            read_line(example, line);
        }
        if (is_example_kind(kind)) {
            keep(std::move(example));
        } else if (!example.expectations.empty()) {
            refuse(example.line, "unknown kind of example '" + std::string(kind) + "'");
        }
    }

    void read_line(Example& example, std::string_view line)
    {
        if (line.starts_with(kExpects)) {
            example.expectations.push_back(read_expectation(line.substr(kExpects.size()), at_));
        } else if (line.starts_with(kGiven)) {
            read_given(example, line.substr(kGiven.size()), at_);
        } else {
            example.text += visible_blanks_resolved(line) + "\n";
        }
    }

    void keep(Example example)
    {
        if (page_.sections.empty() || example.expectations.empty()) {
            refuse(example.line, "an example that expects nothing, or before the first heading");
        }
        ++page_.sections.back().examples;
        example.section = page_.sections.back().title;
        page_.examples.push_back(std::move(example));
    }

    std::vector<Line> lines_;
    std::size_t at_ = 0;
    Page page_;
};

} // namespace

std::string test_name(const Example& example)
{
    std::string name = "s" + example.section.substr(0, example.section.find(' ')) + "_line_" +
                       std::to_string(example.line);
    std::replace_if(name.begin(), name.end(), [](char c) { return !is_alnum(c); }, '_');
    return name;
}

Page read_page(std::string_view markdown)
{
    return PageReader(markdown).read();
}

} // namespace chancery::format
