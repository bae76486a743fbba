#include "view/metadata.hpp"

#include "base/text.hpp"
#include "cite/formats.hpp"

namespace chancery::view {

namespace {

void add_named(Html& out, std::string_view name, std::string_view content)
{
    if (!content.empty()) {
        out.add({"<meta name=\"", name, "\" content=\"", content, "\">\n"});
    }
}

// The same words for two readers, once.
void add_shared(Html& out, std::string_view name, std::string_view property,
                std::string_view content)
{
    if (!content.empty()) {
        out.add(
            {"<meta name=\"", name, "\" property=\"", property, "\" content=\"", content, "\">\n"});
    }
}

std::string day_of(const cite::Citation& citation)
{
    return citation.created ? format_day(*citation.created) : std::string();
}

// As Highwire and Open Graph have it.
void add_citation(Html& out, const cite::Citation& citation)
{
    add_shared(out, "citation_title", "og:title", citation.title);
    add_named(out, "citation_author", cite::one_name(citation.from));
    add_named(out, "citation_publication_date", replace_all(day_of(citation), "-", "/"));
    add_shared(out, "citation_technical_report_institution", "og:site_name", citation.archive);
    add_named(out, "citation_technical_report_number", citation.id);
    add_shared(out, "citation_public_url", "og:url", citation.url);
    add_named(out, "citation_language", citation.language);
    out.add({"<meta property=\"og:type\" content=\"article\">\n"});
}

void add_dublin_core(Html& out, const cite::Citation& citation)
{
    add_named(out, "DC.title", citation.title);
    add_named(out, "DC.creator", citation.from);
    add_named(out, "DC.date", day_of(citation));
    add_named(out, "DC.identifier", citation.id);
    add_named(out, "DC.publisher", citation.archive);
    add_named(out, "DC.type", "Text");
}

} // namespace

Html metadata(const cite::Citation& citation)
{
    Html out;
    add_citation(out, citation);
    add_dublin_core(out, citation);
    out.add({"<script type=\"application/ld+json\">", Html::from_json(cite::json_ld(citation)),
             "</script>\n"});
    return out;
}

} // namespace chancery::view
