#include "edition/incomplete.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "base/text.hpp"

namespace chancery::edition {

namespace {

// "001.2 OF 004", "02 OF 03"
struct SectionMark {
    std::uint32_t section = 0;
    std::uint32_t sections = 0;
    bool of_a_later_page = false; // "001.2": the second page
};

std::string_view take_digits(std::string_view& text)
{
    const std::size_t end =
        std::min(static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin()),
                 text.size());
    const std::string_view digits = text.substr(0, end);
    text.remove_prefix(end);
    return digits;
}

std::uint32_t number(std::string_view digits)
{
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && value <= kMaxSections ? value : 0;
}

std::optional<SectionMark> mark_at(std::string_view text)
{
    SectionMark mark;
    mark.section = number(take_digits(text));
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        mark.of_a_later_page = !take_digits(text).empty();
    }
    text = trim_left(text);
    if (!starts_with_ignoring_case(text, "OF")) {
        return std::nullopt;
    }
    text = trim_left(text.substr(2));
    mark.sections = number(take_digits(text));
    return mark.section > 0 && mark.section <= mark.sections ? std::optional(mark) : std::nullopt;
}

// The first mark in the text.
std::optional<SectionMark> find_mark(std::string_view text)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_digit(text[at]) && (at == 0 || !is_digit(text[at - 1]))) {
            if (const auto mark = mark_at(text.substr(at))) {
                return mark;
            }
        }
    }
    return std::nullopt;
}

// The section that the text begins with; 1 if its first line says nothing.
std::uint32_t opening_section(const Cable& cable)
{
    constexpr std::size_t kLongestLine = 200;
    if (cable.head_at.from >= cable.body.size()) {
        return 1;
    }
    std::string_view line = std::string_view(cable.body).substr(cable.head_at.from, kLongestLine);
    line = line.substr(0, line.find('\n'));
    const std::size_t word = find_ignoring_case(line, "SECTION");
    const auto mark = word == std::string_view::npos ? std::nullopt : find_mark(line.substr(word));
    return mark && mark->sections == static_cast<std::uint32_t>(cable.sections) ? mark->section : 1;
}

// Which sections have left a trace.
class Seen {
public:
    explicit Seen(std::uint32_t sections) : seen_(sections + 2, false) {}
    void add(std::uint32_t section)
    {
        seen_[section] = true;
        last_ = std::max(last_, section);
    }
    bool has(std::uint32_t section) const { return seen_[section]; }
    std::uint32_t last() const { return last_; }

private:
    std::vector<bool> seen_;
    std::uint32_t last_ = 0;
};

// Newer page breaks and repeated heads stand where a section begins. A mark of a later page
// ("001.2", and all of the old form) stands inside one; sections without any were too short for it,
// and so may be the next.
bool add_marks(Seen& seen, std::uint32_t opening, const Cable& cable)
{
    bool any = false;
    for (const Repair& repair : cable.repairs) {
        const bool old_form = repair.rule == "page-mark";
        if (!old_form && repair.rule != "page-break" && repair.rule != "section-head") {
            continue;
        }
        const auto mark = find_mark(repair.was);
        if (!mark || mark->sections != static_cast<std::uint32_t>(cable.sections)) {
            continue;
        }
        any = true;
        const bool inside = old_form || mark->of_a_later_page;
        const std::uint32_t last = std::min(mark->section + (inside ? 1 : 0), mark->sections);
        for (std::uint32_t section = inside ? opening : last; section <= last; ++section) {
            seen.add(section);
        }
    }
    return any;
}

void add_absent(std::vector<Incomplete>& out, const Seen& seen, std::uint32_t last,
                std::uint32_t sections)
{
    for (std::uint32_t section = 1; section <= last; ++section) {
        if (seen.has(section)) {
            continue;
        }
        if (!out.empty() && out.back().last + 1 == section) {
            out.back().last = section;
        } else {
            out.push_back({Lack::Sections, section, section, sections});
        }
    }
}

std::vector<Incomplete> absent_sections(const Cable& cable)
{
    std::vector<Incomplete> out;
    if (cable.sections < 2 || cable.sections > static_cast<int>(kMaxSections)) {
        return out;
    }
    const auto sections = static_cast<std::uint32_t>(cable.sections);
    Seen seen(sections);
    const std::uint32_t opening = opening_section(cable);
    seen.add(opening);
    const bool marked = add_marks(seen, opening, cable);
    add_absent(out, seen, marked ? sections : seen.last(), sections);
    return out;
}

} // namespace

std::vector<Incomplete> incomplete(const Cable& cable)
{
    std::vector<Incomplete> out = absent_sections(cable);
    const auto found = [&](std::string_view kind) {
        return std::ranges::find(cable.findings, kind, &Finding::kind) != cable.findings.end();
    };
    if (found("partial-extract")) {
        out.push_back({.lack = Lack::Extract});
    }
    if (found("truncated-body")) {
        out.push_back({.lack = Lack::CutOff});
    }
    return out;
}

} // namespace chancery::edition
