#pragma once
// For tests and fuzz targets: what holds for every parse of whatever text. Stops the program where
// it does not.
#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_set>

#include "base/check.hpp"
#include "base/text.hpp"
#include "cable/cable.hpp"
#include "parse/finding_kinds.hpp"

namespace chancery::parse {

inline void check_span(const Span& span, const std::string& text)
{
    CHECK(span.from <= span.to && span.to <= text.size());
}

inline void check_repairs(const Cable& cable)
{
    std::uint32_t behind = 0;
    for (const Repair& repair : cable.repairs) {
        check_span(repair.at, cable.body);
        CHECK(behind <= repair.at.from);
        CHECK(cable.body.compare(repair.at.from, repair.at.to - repair.at.from, repair.was) == 0);
        CHECK(!repair.rule.empty() && repair.was != repair.now);
        behind = repair.at.to;
    }
    repaired_body(cable);
}

inline void check_paragraphs(const Cable& cable)
{
    std::unordered_set<std::string> anchors;
    std::uint32_t behind = 0;
    for (const Paragraph& paragraph : cable.paragraphs) {
        check_span(paragraph.at, cable.body);
        CHECK(behind <= paragraph.at.from);
        CHECK(anchors.insert(paragraph.anchor).second);
        CHECK(paragraph.number.empty() || all_digits(paragraph.number));
        CHECK(is_utf8(paragraph.text) || !is_utf8(cable.body));
        for (const Item& item : paragraph.items) {
            CHECK(paragraph.at.from <= item.at.from && item.at.from < item.at.to &&
                  item.at.to <= paragraph.at.to);
            CHECK(anchors.insert(item.anchor).second);
        }
        behind = paragraph.at.to;
    }
}

inline void check_cable(const Cable& cable)
{
    check_repairs(cable);
    check_paragraphs(cable);
    for (const Tag& tag : cable.tags) {
        check_span(tag.at, cable.body);
        CHECK(!tag.tag.empty() && !tag.printed.empty());
    }
    for (const Reference& reference : cable.references) {
        check_span(reference.at, cable.body);
        CHECK(!reference.kind.empty() && !reference.text.empty());
    }
    for (const Heading& heading : cable.headings) {
        check_span(heading.at, cable.body);
        CHECK(!heading.text.empty());
    }
    for (const Finding& finding : cable.findings) {
        check_span(finding.at, finding.part == Part::Header ? cable.header : cable.body);
        CHECK(!finding_explanation(finding.kind).empty());
    }
    check_span(cable.tags_at, cable.body);
    check_span(cable.subject_at, cable.body);
    check_span(cable.head_at, cable.body);
    check_span(cable.eo_at, cable.body);
    check_span(cable.classified_by_at, cable.body);
    check_span(cable.summary_at, cable.body);
    for (const std::vector<Span>& spans : {cable.references_at, cable.comment_at}) {
        for (const Span& span : spans) {
            check_span(span, cable.body);
        }
    }
    for (const Removal& removal : cable.removed) {
        check_span(removal.at, cable.body);
        CHECK(cable.body.compare(removal.at.from, removal.text.size(), removal.text) == 0);
    }
    CHECK(cable.sections >= 1);
}

} // namespace chancery::parse
