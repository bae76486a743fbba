#include "view/fictional.hpp"

#include "base/check.hpp"
#include "base/text.hpp"
#include "view/path.hpp"

namespace chancery::view::testing {

namespace {

constexpr std::string_view kHeader = "VZCZCXYZ0042\n"
                                     "RR RUEHWEB\n"
                                     "\n"
                                     "DE RUEHLN #0242/01 0581956\n"
                                     "ZNR UUUUU ZZH\n"
                                     "R 271956Z FEB 08\n"
                                     "FM AMEMBASSY LINDEN\n"
                                     "TO RUEHC/SECSTATE WASHDC 4858\n"
                                     "INFO RUEHPA/AMEMBASSY PARIS PRIORITY 0007\n"
                                     "RUEHZZ/HARBOUR COLLECTIVE\n";

constexpr std::string_view kBody =
    "UNCLAS LINDEN 000242 \n"
    " \n"
    "SIPDIS \n"
    "SENSITIVE \n"
    " \n"
    "E.O. 12958: N/A \n"
    "TAGS: ECON PHUM LN \n"
    "SUBJECT: HARBOUR MASTER COUNTS THE BOATS & FINDS \"NONE\" \n"
    " \n"
    "REF: A. LINDEN 100 \n"
    "     B. 07 QUAY 12 \n"
    " \n"
    "1. (SBU) Summary: The harbour master told us on Tuesday that \n"
    "he had counted the boats twice, and that there were none. A self- \n"
    "made man, he blamed the fog, which the town's weather office had \n"
    "LINDEN 00000242  001.2 OF 002 \n"
    "not foreseen. End summary. \n"
    " \n"
    "Where the boats went \n"
    "-------------------- \n"
    "2. (U) Three of them were seen at the other shore on the day after: \n"
    " \n"
    "   Boat        Colour     Length \n"
    "   Ada         red        12 \n"
    "   Bertha      green       9 \n"
    " \n"
    "-- Ada, the larger, carries rope and is known to leave without a \n"
    "word to anybody when the tide allows it. \n"
    "-- Bertha is small. \n"
    " \n"
    ". (S/NF) The third has no name, or none that is painted on her, and \n"
    "Qthe third has no name, or none that is painted on her, and \n"
    "nobody in town would say whose she is. \n"
    " \n"
    "4. (U) Comment: Fog is common here. <b>So are boats.</b> End comment. \n"
    "VALE\n";

// The place of a text that stands in the body once.
Span at(std::string_view text)
{
    const std::size_t from = kBody.find(text);
    CHECK(from != std::string_view::npos);
    return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(from + text.size())};
}

Span between(std::string_view first, std::string_view next)
{
    return {at(first).from, at(next).from};
}

void add_tags(Cable& cable)
{
    cable.tags = {{"ECON", "ECON", "subject", "Economic affairs", "high", {}},
                  {"PHUM", "PHUM", "subject", "Human rights", "high", {}},
                  {"LN", "LN", "", "", "unknown", {}}};
    cable.tags_at = at("TAGS: ECON PHUM LN");
    std::uint32_t from = cable.tags_at.from + 6;
    for (Tag& tag : cable.tags) {
        tag.at = {from, from + static_cast<std::uint32_t>(tag.printed.size())};
        from = tag.at.to + 1;
    }
}

void add_text(Cable& cable)
{
    cable.head_at = {0, at("1. (SBU)").from};
    cable.headings = {{"Where the boats went", between("Where the boats", "2. (U) Three")}};
    cable.paragraphs = {
        {"par1", "1", "SBU", "", "", between("1. (SBU)", "Where the boats")},
        {"par2", "2", "U", "Where the boats went", "", between("2. (U) Three", ". (S/NF)")},
        {"par3", "3", "S/NF", "Where the boats went", "", between(". (S/NF)", "4. (U)")},
        {"par4", "4", "U", "Where the boats went", "", between("4. (U)", "VALE")}};
    for (Paragraph& paragraph : cable.paragraphs) {
        const std::string_view whole =
            kBody.substr(paragraph.at.from, paragraph.at.to - paragraph.at.from);
        paragraph.text = trim(whole.substr(whole.find(')') + 1));
    }
    const Span lost = at(". (S/NF)");
    const Span page_break = at("LINDEN 00000242  001.2 OF 002 \n");
    const Span again = between("Qthe third", "nobody in town");
    cable.repairs = {
        {"page-break", page_break, "LINDEN 00000242  001.2 OF 002 \n", ""},
        {"lost-number", {lost.from, lost.from}, "", "3"},
        {"repeated-line", again, std::string(kBody.substr(again.from, again.to - again.from)), ""}};
}

} // namespace

Cable fictional_cable()
{
    Cable cable;
    cable.id = "08LINDEN242";
    cable.printed_id = "LINDEN 000242";
    cable.created = parse_instant("2008-02-27 19:56");
    cable.released = parse_instant("2011-08-26");
    cable.origin = "Embassy Linden";
    cable.classification = {"UNCLAS", "unclassified", "FOUO",
                            "UNCLASSIFIED//FOR OFFICIAL USE ONLY"};
    cable.captions = {"SIPDIS", "SENSITIVE"};
    cable.transmission = {"VZCZCXYZ0042", {"R"}, {"RUEHWEB"}, "RUEHLN", "0242", "ZNR UUUUU ZZH"};
    cable.from = "AMEMBASSY LINDEN";
    cable.to = {{"RUEHC", "SECSTATE WASHDC", "", "4858", false, {}}};
    cable.info = {{"RUEHPA", "AMEMBASSY PARIS", "PRIORITY", "0007", false, {}},
                  {"RUEHZZ", "HARBOUR COLLECTIVE", "", "", true, {}}};
    cable.eo = {"12958", "", "", "", "N/A"};
    cable.subject = "HARBOUR MASTER COUNTS THE BOATS & FINDS \"NONE\"";
    cable.references = {
        {"A", "LINDEN 100", "08LINDEN100", "cable", "", false, false, false, at("LINDEN 100")},
        {"B", "07 QUAY 12", "07QUAY12", "cable", "", false, false, false, at("07 QUAY 12")}};
    cable.classified_by.reasons = {"1.4(b)"};
    cable.header = kHeader;
    cable.body = kBody;
    cable.subject_at = at("SUBJECT: HARBOUR MASTER COUNTS THE BOATS & FINDS \"NONE\"");
    cable.findings = {{"partial-extract", chancery::Part::Body, {}, ""}};
    add_tags(cable);
    add_text(cable);
    return cable;
}

CableLinks links_of(const Cable& cable)
{
    CableLinks links;
    for (const Tag& tag : cable.tags) {
        links.tags.push_back(facet_path(Facet::Tag, tag.tag, 0));
    }
    links.references = {"/cable/2008/01/08LINDEN100.html", ""};
    links.origin = "/origin/embassy-linden_0.html";
    links.classification = "/classification/unclassified-for-official-use-only_0.html";
    links.month = "/date/2008-02_0.html";
    links.release_day = "/reldate/2011-08-26_0.html";
    return links;
}

edition::Settings settings()
{
    edition::Settings settings;
    settings.title = "The Linden Papers";
    settings.motto = "Letters from a small harbour";
    settings.description = "Cables that nobody sent, for tests.";
    settings.base_url = "https://linden.example";
    settings.expected_total = 2000;
    settings.hashtag = "linden";
    settings.support_url = "https://linden.example/support";
    settings.links = {{"Boat spotters", "https://boats.example/?a=1&b=2"}};
    return settings;
}

edition::CableRow row(const std::string& id, const std::string& subject)
{
    return {id,
            subject,
            parse_instant("2008-02-27 19:56"),
            parse_instant("2011-08-26").value(),
            "CONFIDENTIAL",
            "Embassy Linden"};
}

Cable cable_of(const std::string& text)
{
    const Span all{0, static_cast<std::uint32_t>(text.size())};
    Cable cable;
    cable.id = cable.printed_id = cable.origin = cable.from = cable.subject = text;
    cable.reference_text = cable.summary = cable.comment = cable.header = cable.body = text;
    cable.created = parse_instant("2008-02-27 19:56");
    cable.released = cable.created;
    cable.classification = {text, text, text, text};
    cable.captions = cable.attention = cable.signature = {text};
    cable.transmission = {text, {text}, {text}, text, text, text};
    cable.to = cable.info = {{text, text, text, text, true, {text}}};
    cable.eo = {text, text, text, text, text};
    cable.tags = {{text, text, text, text, text, all}};
    cable.references = {{text, text, text, text, text, true, true, true, all}};
    cable.title = text;
    cable.end_marks = {text};
    cable.removed = {{text, {0, 3}}};
    cable.summary_at = {0, 3};
    cable.comment_at = {{0, 3}};
    cable.classified_by = {text, text, text, {text}};
    cable.headings = {{text, {0, 3}}};
    cable.paragraphs = {{text, text, text, text, text, {3, all.to}, {{text, text, {3, all.to}}}}};
    cable.findings = {{text, chancery::Part::Body, all, text}};
    cable.repairs = {{text, {1, 2}, text, text}};
    cable.tags_at = cable.subject_at = cable.head_at = {0, 2};
    return cable;
}

} // namespace chancery::view::testing
