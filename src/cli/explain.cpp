#include "cli/explain.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "parse/header.hpp"
#include "parse/scan.hpp"

namespace chancery::cli {

namespace {

constexpr std::size_t kRoleWidth = 20;
constexpr std::size_t kShownOfRepair = 40; // bytes of what was and what is

std::string_view name_of(parse::HeaderRole role)
{
    constexpr std::array<std::string_view, 9> kNames = {
        "? not understood", "transmission", "date-time group", "from", "to", "info",
        "exempt (XMT)",     "distribution", "partial extract"};
    return kNames[static_cast<std::size_t>(role)];
}

std::string shortened(std::string_view text)
{
    const std::string line = collapse_spaces(text);
    const std::string_view start = first_bytes(line, kShownOfRepair);
    return start.size() < line.size() ? std::string(start) + ".." : line;
}

// Spans in order; asked for lines in order.
template <typename Item>
class InOrder {
public:
    explicit InOrder(const std::vector<Item>& items) : items_(items) {}

    // The item that begins in [from, to), or goes on there; nullptr if there is none.
    const Item* at(std::uint32_t from, std::uint32_t to)
    {
        while (next_ < items_.size() && items_[next_].at.to <= from) {
            ++next_;
        }
        const bool here = next_ < items_.size() && items_[next_].at.from < to;
        return here ? &items_[next_] : nullptr;
    }

private:
    const std::vector<Item>& items_;
    std::size_t next_ = 0;
};

bool meets(const Span& span, std::uint32_t from, std::uint32_t to)
{
    return !span.empty() && span.from < to && from < span.to;
}

class Explainer {
public:
    explicit Explainer(const Cable& cable)
        : cable_(cable), paragraphs_(cable.paragraphs), headings_(cable.headings)
    {
    }

    std::string explain()
    {
        out_ = fmt::format("{}  {}\n", cable_.id.empty() ? "(no id)" : cable_.id, cable_.title);
        explain_header();
        explain_body();
        return std::move(out_);
    }

private:
    void line(std::size_t number, std::string_view role, std::string_view text)
    {
        out_ += fmt::format("{:5}  {:{}}  {}\n", number, role, kRoleWidth, text);
    }

    void note(char sign, const std::string& text)
    {
        out_ += fmt::format("{:7}{:{}}  {} {}\n", "", "", kRoleWidth, sign, text);
    }

    void explain_header()
    {
        if (cable_.header.empty()) {
            return;
        }
        out_ += "header\n";
        const parse::HeaderFields fields = parse::read_header(cable_.header);
        std::size_t role = 0;
        std::size_t number = 0;
        for (const parse::TextLine& text : parse::text_lines(cable_.header)) {
            ++number;
            line(number, text.blank() ? "" : name_of(fields.lines[role].role), text.text);
            role += text.blank() ? 0 : 1;
            notes(Part::Header, text.to);
        }
    }

    void explain_body()
    {
        out_ += "body\n";
        while (finding_ < cable_.findings.size() && cable_.findings[finding_].part != Part::Body) {
            ++finding_;
        }
        std::size_t number = 0;
        for (const parse::TextLine& text : parse::text_lines(cable_.body)) {
            line(++number, text.blank() ? std::string() : role_of(text), text.text);
            meaning(text);
            notes(Part::Body, text.to);
        }
    }

    // --- what a line is

    std::string role_of(const parse::TextLine& text)
    {
        const Paragraph* paragraph = paragraphs_.at(text.from, text.to);
        const Heading* heading = headings_.at(text.from, text.to);
        if (const std::string rule = removed_by(text); !rule.empty()) {
            return "- " + rule;
        }
        if (paragraph != nullptr) {
            return paragraph->anchor +
                   (paragraph->mark.empty() ? "" : " (" + paragraph->mark + ")");
        }
        if (heading != nullptr) {
            return "heading";
        }
        return meets(cable_.head_at, text.from, text.to) ? role_in_head(text) : role_outside(text);
    }

    // The rule that takes the whole line out. Lines come in order, so repairs behind us are done.
    std::string removed_by(const parse::TextLine& text)
    {
        const std::uint32_t from = text.from + leading_blanks(text);
        const auto to = static_cast<std::uint32_t>(from + text.text.size());
        while (removal_ < cable_.repairs.size() && cable_.repairs[removal_].at.to <= from) {
            ++removal_;
        }
        const bool removed = removal_ < cable_.repairs.size() &&
                             cable_.repairs[removal_].at.from <= from &&
                             to <= cable_.repairs[removal_].at.to;
        return removed ? cable_.repairs[removal_].rule : std::string();
    }

    std::uint32_t leading_blanks(const parse::TextLine& text) const
    {
        return parse::offset_in(cable_.body, text.text) - text.from;
    }

    std::string role_in_head(const parse::TextLine& text) const
    {
        struct Field {
            const Span& at;
            std::string_view name;
        };
        const std::array<Field, 4> fields = {{{cable_.eo_at, "E.O."},
                                              {cable_.tags_at, "TAGS"},
                                              {cable_.subject_at, "SUBJECT"},
                                              {cable_.classified_by_at, "classified by"}}};
        std::string names;
        const auto add = [&](std::string_view name) {
            names += (names.empty() ? "" : ", ") + std::string(name);
        };
        if (text.from <= cable_.head_at.from && !cable_.printed_id.empty()) {
            add("classification");
        }
        for (const Field& field : fields) {
            if (meets(field.at, text.from, text.to)) {
                add(field.name);
            }
        }
        if (std::any_of(cable_.references_at.begin(), cable_.references_at.end(),
                        [&](const Span& at) { return meets(at, text.from, text.to); })) {
            add("REF");
        }
        return names.empty() ? role_of_other_head_line(text.text) : names;
    }

    std::string role_of_other_head_line(std::string_view text) const
    {
        const std::string plain = upper(collapse_spaces(text));
        const std::string unspaced = replace_all(plain, " ", "");
        for (const std::string& caption : cable_.captions) {
            if (unspaced.find(replace_all(caption, " ", "")) != std::string::npos) {
                return "caption";
            }
        }
        for (const std::string& attention : cable_.attention) {
            if (find_ignoring_case(attention, plain) != std::string::npos) {
                return "attention";
            }
        }
        return "? not understood";
    }

    std::string role_outside(const parse::TextLine& text) const
    {
        if (text.from < cable_.head_at.from) {
            return "before the head";
        }
        const bool signs = std::any_of(
            cable_.signature.begin(), cable_.signature.end(), [&](const std::string& name) {
                return find_ignoring_case(text.text, name) != std::string::npos;
            });
        if (signs) {
            return "signature";
        }
        const std::string plain = collapse_spaces(text.text);
        const bool ends = std::find(cable_.end_marks.begin(), cable_.end_marks.end(), plain) !=
                          cable_.end_marks.end();
        return ends ? "end mark" : parse::is_rule(text.text) ? "rule" : "no paragraph";
    }

    // --- what was understood, repaired or found there

    void meaning(const parse::TextLine& text)
    {
        if (text.from >= cable_.head_at.to) {
            return; // what is explained so stands in the head
        }
        for (const Tag& tag : cable_.tags) {
            if (meets(tag.at, text.from, text.to)) {
                note('=', fmt::format("{} {}{}{}", tag.tag, tag.kind.empty() ? "unknown" : tag.kind,
                                      tag.meaning.empty() ? "" : ": ", tag.meaning));
            }
        }
        for (const Reference& reference : cable_.references) {
            if (meets(reference.at, text.from, text.to)) {
                note('=', fmt::format("{}{}{} ({})", reference.label,
                                      reference.label.empty() ? "" : ": ",
                                      reference.id.empty() ? reference.text : reference.id,
                                      reference.kind));
            }
        }
        if (meets(cable_.classified_by_at, text.from, text.to) &&
            cable_.classified_by_at.to <= text.to) {
            note('=',
                 fmt::format("{} | {} | {}", cable_.classified_by.name, cable_.classified_by.title,
                             fmt::join(cable_.classified_by.reasons, " ")));
        }
    }

    void notes(Part part, std::uint32_t to)
    {
        for (; part == Part::Body && repair_ < cable_.repairs.size() &&
               cable_.repairs[repair_].at.from < to;
             ++repair_) {
            const Repair& repair = cable_.repairs[repair_];
            note('>', fmt::format("{}: \"{}\" -> \"{}\"", repair.rule, shortened(repair.was),
                                  shortened(repair.now)));
        }
        // In the order of parts and places (parse_cable sorts them).
        for (; finding_ < cable_.findings.size(); ++finding_) {
            const Finding& finding = cable_.findings[finding_];
            if (finding.part != part || finding.at.from >= to) {
                break;
            }
            note('!', finding.detail.empty() ? finding.kind
                                             : finding.kind + ": " + shortened(finding.detail));
        }
    }

    const Cable& cable_;
    InOrder<Paragraph> paragraphs_;
    InOrder<Heading> headings_;
    std::size_t repair_ = 0;  // the next to be told
    std::size_t removal_ = 0; // the first that is not behind the line
    std::size_t finding_ = 0; // the next to be told
    std::string out_;
};

} // namespace

std::string explain(const Cable& cable)
{
    return Explainer(cable).explain();
}

} // namespace chancery::cli
