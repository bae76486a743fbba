#include "compare.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "import/document.hpp"
#include "parse/parse.hpp"
#include "synth/forms.hpp"

namespace chancery::truth {

namespace {

using synth::Damage;
using synth::HeaderForm;
using synth::SynthCable;
using synth::TextStyle;
using synth::Truth;

struct Pair {
    std::string expected;
    std::string got;
};
// Nothing: not to be compared in this cable.
using Compared = std::optional<Pair>;

std::string joined(const std::vector<std::string>& texts)
{
    return fmt::format("{}", fmt::join(texts, " | "));
}

bool has_header(const Truth& truth)
{
    return !truth.from.empty();
}

// Newspapers set curly quotes; a repair puts straight ones back.
std::string plain(std::string_view text)
{
    std::string result = collapse_spaces(text);
    for (const std::string_view quote : {"\u201c", "\u201d"}) {
        result = replace_all(result, quote, "\"");
    }
    return replace_all(result, "\u2019", "'");
}

Compared id(const SynthCable& made, const Cable& parsed)
{
    // Without the line nobody can know it; without a date-time group the year is not known.
    if (made.truth.has(Damage::MissingClassification) || !has_header(made.truth)) {
        return {};
    }
    return Pair{made.id, parsed.id};
}

Compared created(const SynthCable& made, const Cable& parsed)
{
    if (!has_header(made.truth)) {
        return {};
    }
    return Pair{format_rfc3339(made.created),
                parsed.created ? format_rfc3339(*parsed.created) : std::string()};
}

Compared origin(const SynthCable& made, const Cable& parsed)
{
    // These two have two labels each: US Mission Geneva, Department of State.
    const bool one_label =
        made.truth.from != "USMISSION GENEVA" && made.truth.from != "SECSTATE WASHDC";
    return has_header(made.truth) && one_label ? Compared(Pair{made.origin, parsed.origin})
                                               : std::nullopt;
}

Compared classification(const SynthCable& made, const Cable& parsed)
{
    if (made.truth.has(Damage::MissingClassification)) {
        return {};
    }
    std::string expected = made.classification;
    const bool said = std::ranges::any_of(made.truth.captions, [](const std::string& caption) {
        return caption == "NOFORN" || caption.starts_with("SENSITIVE");
    });
    if (!said) { // cables of old carry no caption for it
        expected = expected.substr(0, expected.find("//"));
    }
    return Pair{expected, parsed.classification.label};
}

Compared transmission(const SynthCable& made, const Cable& parsed)
{
    const auto shown = [](const std::string& transmission, const std::vector<std::string>& routing,
                          const std::string& station) {
        return fmt::format("{} {} {}", transmission, fmt::join(routing, " "), station);
    };
    return Pair{
        shown(made.truth.transmission, made.truth.routing, made.truth.station),
        shown(parsed.transmission.id, parsed.transmission.routing, parsed.transmission.station)};
}

Compared from(const SynthCable& made, const Cable& parsed)
{
    return Pair{made.truth.from, parsed.from};
}

template <typename Addressees>
std::string shown(const Addressees& all)
{
    std::string text;
    for (const auto& one : all) {
        text += fmt::format("{}/{} {} {} -{}; ", one.routing, one.name, one.precedence, one.number,
                            fmt::join(one.exempt, ","));
    }
    return text;
}

Compared to(const SynthCable& made, const Cable& parsed)
{
    return Pair{shown(made.truth.to), shown(parsed.to)};
}

Compared info(const SynthCable& made, const Cable& parsed)
{
    return Pair{shown(made.truth.info), shown(parsed.info)};
}

Compared captions(const SynthCable& made, const Cable& parsed)
{
    std::vector<std::string> expected = made.truth.captions;
    std::vector<std::string> got = parsed.captions;
    std::ranges::replace(expected, std::string("SENSITIVE BUT UNCLASSIFIED"), "SENSITIVE");
    std::erase(got, "CORRECTED COPY"); // its line is told by no caption of the truth
    std::ranges::sort(expected);
    std::ranges::sort(got);
    return Pair{joined(expected), joined(got)};
}

Compared attention(const SynthCable& made, const Cable& parsed)
{
    std::vector<std::string> got = parsed.attention;
    std::erase_if(got, [](const std::string& line) { return line.starts_with("C O R R"); });
    return Pair{fmt::format("{}", fmt::join(made.truth.attention, " ")),
                fmt::format("{}", fmt::join(got, " "))};
}

Compared sections(const SynthCable& made, const Cable& parsed)
{
    if (made.truth.has(Damage::MissingClassification)) {
        return {};
    }
    return Pair{std::to_string(made.truth.sections), std::to_string(parsed.sections)};
}

Compared order(const SynthCable& made, const Cable& parsed)
{
    return Pair{made.truth.eo, parsed.eo.order};
}

Compared declassify_on(const SynthCable& made, const Cable& parsed)
{
    return Pair{made.truth.declassify_on, parsed.eo.declassify_on};
}

Compared event(const SynthCable& made, const Cable& parsed)
{
    if (!made.truth.declassify_on.empty()) {
        return {}; // GDS with a date: the date says it
    }
    const ExecutiveOrder& eo = parsed.eo;
    return Pair{made.truth.event, eo.exemption.empty() ? eo.event : eo.exemption};
}

Compared tags(const SynthCable& made, const Cable& parsed)
{
    std::vector<std::string> expected;
    for (const std::string& tag : made.truth.tags) {
        expected.push_back(upper(tag));
    }
    std::vector<std::string> got;
    for (const Tag& tag : parsed.tags) {
        got.push_back(upper(tag.tag));
    }
    return Pair{joined(expected), joined(got)};
}

Compared subject(const SynthCable& made, const Cable& parsed)
{
    return Pair{made.truth.subject, parsed.subject};
}

Compared citation_ids(const SynthCable& made, const Cable& parsed)
{
    if (!has_header(made.truth)) {
        return {}; // a citation without a year is of the cable's own
    }
    std::vector<std::string> expected;
    for (const synth::SynthCitation& citation : made.truth.citations) {
        expected.push_back(citation.id);
    }
    std::vector<std::string> got;
    for (const Reference& reference : parsed.references) {
        got.push_back(reference.id);
    }
    return Pair{joined(expected), joined(got)};
}

Compared citation_details(const SynthCable& made, const Cable& parsed)
{
    if (made.truth.citations.size() != parsed.references.size()) {
        return {}; // told by citation_ids
    }
    const auto shown_one = [](const auto& one) {
        return fmt::format("{} {}{}{} {}", one.label, one.kind, one.previous ? " previous" : "",
                           one.notal ? " notal" : "", one.title);
    };
    std::vector<std::string> expected;
    std::ranges::transform(made.truth.citations, std::back_inserter(expected), shown_one);
    std::vector<std::string> got;
    std::ranges::transform(parsed.references, std::back_inserter(got), shown_one);
    return Pair{joined(expected), joined(got)};
}

Compared classifier(const SynthCable& made, const Cable& parsed)
{
    return Pair{made.truth.classifier_title + " / " + made.truth.classified_by,
                parsed.classified_by.title + " / " + parsed.classified_by.name};
}

Compared reasons(const SynthCable& made, const Cable& parsed)
{
    std::vector<std::string> expected;
    for (const char letter : made.truth.reasons) {
        expected.push_back(fmt::format("{}({})", made.truth.section, letter));
    }
    return Pair{joined(expected), joined(parsed.classified_by.reasons)};
}

bool is_numbered(const Truth& truth)
{
    return std::ranges::all_of(truth.paragraphs,
                               [](const synth::SynthParagraph& p) { return !p.number.empty(); });
}

Compared paragraphs(const SynthCable& made, const Cable& parsed)
{
    if (!is_numbered(made.truth) || made.truth.has(Damage::Truncated) ||
        made.truth.has(Damage::DamagedMark)) {
        return {};
    }
    // A number that was lost at either end of a row can only be guessed.
    const bool lost = made.truth.has(Damage::LostNumber);
    const auto shown_one = [&](const auto& paragraph) {
        return fmt::format("{}({})", lost ? std::string() : paragraph.number, paragraph.mark);
    };
    std::vector<std::string> expected;
    std::ranges::transform(made.truth.paragraphs, std::back_inserter(expected), shown_one);
    std::vector<std::string> got;
    std::ranges::transform(parsed.paragraphs, std::back_inserter(got), shown_one);
    return Pair{joined(expected), joined(got)};
}

// The first paragraph whose text differs.
Compared paragraph_text(const SynthCable& made, const Cable& parsed)
{
    const Truth& truth = made.truth;
    if (!is_numbered(truth) || truth.paragraphs.size() != parsed.paragraphs.size() ||
        truth.has(Damage::Truncated) || truth.has(Damage::SplitWord) ||
        truth.has(Damage::DamagedMark) || truth.has(Damage::SqlText)) {
        return {};
    }
    for (std::size_t i = 0; i < truth.paragraphs.size(); ++i) {
        const std::string expected = plain(truth.paragraphs[i].text);
        std::string got = plain(parsed.paragraphs[i].text);
        if (i + 1 == truth.paragraphs.size()) {
            got = got.substr(0, expected.size()); // a signature may be run in behind it
        }
        if (got != expected) {
            const auto differs = std::ranges::mismatch(expected, got).in1 - expected.begin();
            const auto begin = static_cast<std::size_t>(std::max<std::ptrdiff_t>(differs - 40, 0));
            return Pair{truth.paragraphs[i].number + ": " + expected.substr(begin, 120),
                        truth.paragraphs[i].number + ": " +
                            (begin < got.size() ? got.substr(begin, 120) : "")};
        }
    }
    return Pair{};
}

Compared headings(const SynthCable& made, const Cable& parsed)
{
    if (made.truth.has(Damage::Truncated) || made.truth.headings.empty()) {
        return {};
    }
    std::vector<std::string> got;
    for (const Heading& heading : parsed.headings) {
        got.push_back(plain(heading.text));
    }
    return Pair{plain(joined(made.truth.headings)), joined(got)};
}

Compared summary(const SynthCable& made, const Cable& parsed)
{
    if (made.truth.has(Damage::Truncated) || made.truth.has(Damage::SplitWord)) {
        return {};
    }
    // Under a heading it may have further paragraphs.
    const std::string expected = plain(made.truth.summary);
    return Pair{expected, plain(parsed.summary).substr(0, expected.size())};
}

Compared removed(const SynthCable& made, const Cable& parsed)
{
    const std::string& run = made.truth.removed;
    if (run.empty() || made.truth.has(Damage::Truncated)) {
        return {};
    }
    const bool found = std::ranges::any_of(parsed.removed, [&](const Removal& removal) {
        return equals_ignoring_case(removal.text, run);
    });
    return Pair{run, found ? run : fmt::format("{} others", parsed.removed.size())};
}

Compared signature(const SynthCable& made, const Cable& parsed)
{
    if (made.truth.has(Damage::Truncated)) {
        return {};
    }
    return Pair{joined(made.truth.signers), joined(parsed.signature)};
}

Compared end_marks(const SynthCable& made, const Cable& parsed)
{
    return Pair{upper(joined(made.truth.end_marks)), upper(joined(parsed.end_marks))};
}

struct Field {
    std::string_view name;
    Compared (*compare)(const SynthCable&, const Cable&);
};
constexpr Field kFields[] = {{"id", id},
                             {"created", created},
                             {"origin", origin},
                             {"classification", classification},
                             {"transmission", transmission},
                             {"from", from},
                             {"to", to},
                             {"info", info},
                             {"captions", captions},
                             {"attention", attention},
                             {"sections", sections},
                             {"order", order},
                             {"declassify_on", declassify_on},
                             {"event", event},
                             {"tags", tags},
                             {"subject", subject},
                             {"citation_ids", citation_ids},
                             {"citation_details", citation_details},
                             {"classifier", classifier},
                             {"reasons", reasons},
                             {"paragraphs", paragraphs},
                             {"paragraph_text", paragraph_text},
                             {"headings", headings},
                             {"summary", summary},
                             {"removed", removed},
                             {"signature", signature},
                             {"end_marks", end_marks}};

} // namespace

std::vector<std::string_view> compared_fields()
{
    std::vector<std::string_view> names;
    std::ranges::transform(kFields, std::back_inserter(names), &Field::name);
    return names;
}

Cable parse_made(const SynthCable& made)
{
    const Truth& truth = made.truth;
    if (truth.style != TextStyle::Teletype || truth.has(Damage::SpiltRow)) {
        return parse::parse_cable({made.header, made.body});
    }
    auto document = importer::read_document(synth::as_text(made), made.id + ".txt");
    if (!document) {
        throw std::runtime_error(made.id + ": " + document.error());
    }
    document->given = {}; // the name of the file tells nothing
    return parse::parse_cable(std::move(document->text), document->given);
}

std::vector<Mismatch> compare(const SynthCable& made, const Cable& parsed)
{
    const bool any_case = made.truth.style == TextStyle::SentenceCase;
    std::vector<Mismatch> misses;
    for (const Field& field : kFields) {
        Compared compared = field.compare(made, parsed);
        if (!compared) {
            continue;
        }
        auto& [expected, got] = *compared;
        const bool equal = any_case ? equals_ignoring_case(expected, got) : expected == got;
        if (!equal) {
            misses.push_back({field.name, std::move(expected), std::move(got)});
        }
    }
    return misses;
}

} // namespace chancery::truth
