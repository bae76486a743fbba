#include "cite/fictional.hpp"

namespace chancery::cite::testing {

namespace {

Paragraph paragraph(const std::string& anchor, const std::string& number, const std::string& text)
{
    return {anchor, number, "U", "", text, {}};
}

} // namespace

Cable fictional_cable()
{
    Cable cable;
    cable.id = "08LINDEN242";
    cable.created = parse_instant("2008-02-27 19:56");
    cable.released = parse_instant("2011-08-26");
    cable.origin = "Embassy Linden";
    cable.from = "AMEMBASSY LINDEN";
    cable.to = {{"RUEHC", "SECSTATE WASHDC", "", "4858", false, {}},
                {"RUEHPA", "AMEMBASSY PARIS", "", "7", false, {}}};
    cable.subject = "BOATS & FOG: 100% OF {THEM} ARE \"GONE\"";
    cable.title = "Boats & Fog: 100% of {Them} Are \"Gone\"";
    cable.paragraphs = {
        paragraph("par1", "1", "The harbour master told us that he had\ncounted the boats twice."),
        paragraph("par2", "2", "There were none, or 1.5 of them."),
        paragraph("par2-2", "2", "He blamed the fog."),
        paragraph("p1", "", "Ada, the larger, carries rope.")};
    return cable;
}

edition::Settings settings()
{
    edition::Settings settings;
    settings.title = "The Linden Papers";
    settings.base_url = "https://linden.example";
    return settings;
}

Cable cable_of(const std::string& text)
{
    Cable cable;
    cable.id = cable.origin = cable.from = cable.subject = cable.title = text;
    cable.created = parse_instant("2008-02-27 19:56");
    cable.to = {{text, text, text, text, false, {}}};
    cable.paragraphs = {paragraph("par4", text, text), paragraph(text, text, text)};
    return cable;
}

} // namespace chancery::cite::testing
