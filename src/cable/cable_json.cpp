#include "cable/cable_json.hpp"

#include <array>

#include "base/json_writer.hpp"
#include "cable/json_read.hpp"

namespace chancery {

namespace {

// ---- writing, in the order of docs/json.md ----

void write(JsonWriter& out, const Span& span)
{
    out.begin_array();
    out.value(span.from);
    out.value(span.to);
    out.end_array();
}

void write(JsonWriter& out, std::string_view name, const Span& span)
{
    out.key(name);
    write(out, span);
}

void write(JsonWriter& out, std::string_view name, const std::vector<Span>& spans)
{
    out.key(name);
    out.begin_array();
    for (const Span& span : spans) {
        write(out, span);
    }
    out.end_array();
}

void write(JsonWriter& out, std::string_view name, const std::vector<std::string>& texts)
{
    out.key(name);
    out.begin_array();
    for (const std::string& text : texts) {
        out.value(text);
    }
    out.end_array();
}

void write(JsonWriter& out, std::string_view name, const std::optional<Instant>& instant)
{
    out.member(name, instant ? std::optional(format_rfc3339(*instant)) : std::nullopt);
}

template <typename T, typename WriteMembers>
void write_list(JsonWriter& out, std::string_view name, const std::vector<T>& items,
                WriteMembers write_members)
{
    out.key(name);
    out.begin_array();
    for (const T& item : items) {
        out.begin_object();
        write_members(item);
        out.end_object();
    }
    out.end_array();
}

void write_identity(JsonWriter& out, const Cable& cable)
{
    out.text_or_null("id", cable.id);
    out.text_or_null("printed_id", cable.printed_id);
    write(out, "created", cable.created);
    write(out, "released", cable.released);
    out.text_or_null("origin", cable.origin);
    out.key("classification");
    out.begin_object();
    out.text_or_null("printed", cable.classification.printed);
    out.text_or_null("level", cable.classification.level);
    out.text_or_null("handling", cable.classification.handling);
    out.text_or_null("label", cable.classification.label);
    out.end_object();
    write(out, "captions", cable.captions);
}

void write_transmission(JsonWriter& out, const Cable& cable)
{
    out.key("transmission");
    out.begin_object();
    out.text_or_null("id", cable.transmission.id);
    write(out, "precedence", cable.transmission.precedence);
    write(out, "routing", cable.transmission.routing);
    out.text_or_null("station", cable.transmission.station);
    out.text_or_null("serial", cable.transmission.serial);
    out.text_or_null("security", cable.transmission.security);
    out.end_object();
    out.text_or_null("from", cable.from);
    const auto addressee = [&](const Addressee& a) {
        out.text_or_null("routing", a.routing);
        out.text_or_null("name", a.name);
        out.text_or_null("precedence", a.precedence);
        out.text_or_null("number", a.number);
        out.member("collective", a.collective);
        write(out, "exempt", a.exempt);
    };
    write_list(out, "to", cable.to, addressee);
    write_list(out, "info", cable.info, addressee);
    write(out, "attention", cable.attention);
}

void write_head(JsonWriter& out, const Cable& cable)
{
    out.key("eo");
    out.begin_object();
    out.text_or_null("order", cable.eo.order);
    out.text_or_null("declassify_on", cable.eo.declassify_on);
    out.text_or_null("event", cable.eo.event);
    out.text_or_null("exemption", cable.eo.exemption);
    out.text_or_null("text", cable.eo.text);
    out.end_object();
    write_list(out, "tags", cable.tags, [&](const Tag& tag) {
        out.text_or_null("printed", tag.printed);
        out.text_or_null("tag", tag.tag);
        out.text_or_null("kind", tag.kind);
        out.text_or_null("meaning", tag.meaning);
        out.text_or_null("confidence", tag.confidence);
        write(out, "at", tag.at);
    });
    out.text_or_null("subject", cable.subject);
    out.text_or_null("title", cable.title);
    out.text_or_null("reference_text", cable.reference_text);
    write_list(out, "references", cable.references, [&](const Reference& reference) {
        out.text_or_null("label", reference.label);
        out.text_or_null("text", reference.text);
        out.text_or_null("id", reference.id);
        out.text_or_null("kind", reference.kind);
        out.text_or_null("title", reference.title);
        out.member("previous", reference.previous);
        out.member("notal", reference.notal);
        out.member("year_guessed", reference.year_guessed);
        write(out, "at", reference.at);
    });
    out.key("classified_by");
    out.begin_object();
    out.text_or_null("text", cable.classified_by.text);
    out.text_or_null("name", cable.classified_by.name);
    out.text_or_null("title", cable.classified_by.title);
    write(out, "reasons", cable.classified_by.reasons);
    out.end_object();
}

void write_text(JsonWriter& out, const Cable& cable)
{
    out.text_or_null("summary", cable.summary);
    out.text_or_null("comment", cable.comment);
    write(out, "signature", cable.signature);
    write(out, "end_marks", cable.end_marks);
    out.member("sections", cable.sections);
    write_list(out, "headings", cable.headings, [&](const Heading& heading) {
        out.text_or_null("text", heading.text);
        write(out, "at", heading.at);
    });
    write_list(out, "paragraphs", cable.paragraphs, [&](const Paragraph& paragraph) {
        out.text_or_null("anchor", paragraph.anchor);
        out.text_or_null("number", paragraph.number);
        out.text_or_null("mark", paragraph.mark);
        out.text_or_null("heading", paragraph.heading);
        out.text_or_null("text", paragraph.text);
        write(out, "at", paragraph.at);
        write_list(out, "items", paragraph.items, [&](const Item& item) {
            out.text_or_null("anchor", item.anchor);
            out.text_or_null("label", item.label);
            write(out, "at", item.at);
        });
    });
    out.text_or_null("header", cable.header);
    out.text_or_null("body", cable.body);
}

void write_notes(JsonWriter& out, const Cable& cable)
{
    write_list(out, "removed", cable.removed, [&](const Removal& removal) {
        out.text_or_null("text", removal.text);
        write(out, "at", removal.at);
    });
    write_list(out, "findings", cable.findings, [&](const Finding& finding) {
        out.text_or_null("kind", finding.kind);
        out.member("in", finding.part == Part::Header ? "header" : "body");
        write(out, "at", finding.at);
        out.text_or_null("detail", finding.detail);
    });
    write_list(out, "repairs", cable.repairs, [&](const Repair& repair) {
        out.text_or_null("rule", repair.rule);
        write(out, "at", repair.at);
        out.text_or_null("was", repair.was);
        out.text_or_null("now", repair.now);
    });
    out.key("places");
    out.begin_object();
    write(out, "tags", cable.tags_at);
    write(out, "subject", cable.subject_at);
    write(out, "head", cable.head_at);
    write(out, "eo", cable.eo_at);
    write(out, "references", cable.references_at);
    write(out, "classified_by", cable.classified_by_at);
    write(out, "summary", cable.summary_at);
    write(out, "comment", cable.comment_at);
    out.end_object();
}

// ---- reading ----

using json::Object;

std::optional<Instant> instant(const Object& object, std::string_view name)
{
    const std::string value = json::text(object, name);
    if (value.empty()) {
        return std::nullopt;
    }
    const std::optional<Instant> parsed = parse_instant(value);
    if (!parsed) {
        json::misfit(name);
    }
    return parsed;
}

// Collects the two ends of a span.
class SpanReader {
public:
    SpanReader(std::string_view name, std::size_t limit) : name_(name), limit_(limit) {}

    void take(const json::Element& element)
    {
        std::uint64_t value = 0;
        if (count_ == ends_.size() || element.get(value) != simdjson::SUCCESS || value > limit_) {
            json::misfit(name_);
        }
        ends_[count_++] = static_cast<std::uint32_t>(value);
    }

    Span span() const
    {
        if (count_ == 0) {
            return {};
        }
        if (count_ != ends_.size() || ends_[0] > ends_[1]) {
            json::misfit(name_);
        }
        return {ends_[0], ends_[1]};
    }

private:
    std::string_view name_;
    std::size_t limit_;
    std::array<std::uint32_t, 2> ends_{};
    std::size_t count_ = 0;
};

Span span(const Object& object, std::string_view name, std::size_t limit)
{
    SpanReader reader(name, limit);
    json::each(object, name, [&](const json::Element& element) { reader.take(element); });
    return reader.span();
}

std::vector<Span> spans(const Object& object, std::string_view name, std::size_t limit)
{
    std::vector<Span> found;
    json::each(object, name, [&](const json::Element& element) {
        simdjson::dom::array ends;
        if (element.get(ends) != simdjson::SUCCESS) {
            json::misfit(name);
        }
        SpanReader reader(name, limit);
        for (const json::Element end : ends) {
            reader.take(end);
        }
        found.push_back(reader.span());
    });
    return found;
}

std::vector<Addressee> addressees(const Object& root, std::string_view name)
{
    return json::list<Addressee>(root, name, [](const Object& o) {
        return Addressee{json::text(o, "routing"),       json::text(o, "name"),
                         json::text(o, "precedence"),    json::text(o, "number"),
                         json::boolean(o, "collective"), json::texts(o, "exempt")};
    });
}

void read_identity(const Object& root, Cable& cable)
{
    cable.id = json::text(root, "id");
    cable.printed_id = json::text(root, "printed_id");
    cable.created = instant(root, "created");
    cable.released = instant(root, "released");
    cable.origin = json::text(root, "origin");
    json::inside(root, "classification", [&](const Object& o) {
        cable.classification = {json::text(o, "printed"), json::text(o, "level"),
                                json::text(o, "handling"), json::text(o, "label")};
    });
    cable.captions = json::texts(root, "captions");
}

void read_transmission(const Object& root, Cable& cable)
{
    json::inside(root, "transmission", [&](const Object& o) {
        cable.transmission = {json::text(o, "id"),       json::texts(o, "precedence"),
                              json::texts(o, "routing"), json::text(o, "station"),
                              json::text(o, "serial"),   json::text(o, "security")};
    });
    cable.from = json::text(root, "from");
    cable.to = addressees(root, "to");
    cable.info = addressees(root, "info");
    cable.attention = json::texts(root, "attention");
}

void read_head(const Object& root, Cable& cable)
{
    const std::size_t limit = cable.body.size();
    json::inside(root, "eo", [&](const Object& o) {
        cable.eo = {json::text(o, "order"), json::text(o, "declassify_on"), json::text(o, "event"),
                    json::text(o, "exemption"), json::text(o, "text")};
    });
    cable.tags = json::list<Tag>(root, "tags", [&](const Object& o) {
        return Tag{json::text(o, "printed"), json::text(o, "tag"),        json::text(o, "kind"),
                   json::text(o, "meaning"), json::text(o, "confidence"), span(o, "at", limit)};
    });
    cable.subject = json::text(root, "subject");
    cable.title = json::text(root, "title");
    cable.reference_text = json::text(root, "reference_text");
    cable.references = json::list<Reference>(root, "references", [&](const Object& o) {
        return Reference{json::text(o, "label"),    json::text(o, "text"),
                         json::text(o, "id"),       json::text(o, "kind"),
                         json::text(o, "title"),    json::boolean(o, "previous"),
                         json::boolean(o, "notal"), json::boolean(o, "year_guessed"),
                         span(o, "at", limit)};
    });
    json::inside(root, "classified_by", [&](const Object& o) {
        cable.classified_by = {json::text(o, "text"), json::text(o, "name"), json::text(o, "title"),
                               json::texts(o, "reasons")};
    });
}

void read_text(const Object& root, Cable& cable)
{
    const std::size_t limit = cable.body.size();
    cable.summary = json::text(root, "summary");
    cable.comment = json::text(root, "comment");
    cable.signature = json::texts(root, "signature");
    cable.end_marks = json::texts(root, "end_marks");
    cable.sections = static_cast<int>(json::integer(root, "sections", 1));
    cable.headings = json::list<Heading>(root, "headings", [&](const Object& o) {
        return Heading{json::text(o, "text"), span(o, "at", limit)};
    });
    cable.paragraphs = json::list<Paragraph>(root, "paragraphs", [&](const Object& o) {
        return Paragraph{json::text(o, "anchor"),
                         json::text(o, "number"),
                         json::text(o, "mark"),
                         json::text(o, "heading"),
                         json::text(o, "text"),
                         span(o, "at", limit),
                         json::list<Item>(o, "items", [&](const Object& item) {
                             return Item{json::text(item, "anchor"), json::text(item, "label"),
                                         span(item, "at", limit)};
                         })};
    });
}

void read_notes(const Object& root, Cable& cable)
{
    cable.removed = json::list<Removal>(root, "removed", [&](const Object& o) {
        return Removal{json::text(o, "text"), span(o, "at", cable.body.size())};
    });
    cable.findings = json::list<Finding>(root, "findings", [&](const Object& o) {
        const Part part = json::text(o, "in") == "header" ? Part::Header : Part::Body;
        const std::size_t limit = part == Part::Header ? cable.header.size() : cable.body.size();
        return Finding{json::text(o, "kind"), part, span(o, "at", limit), json::text(o, "detail")};
    });
    cable.repairs = json::list<Repair>(root, "repairs", [&](const Object& o) {
        return Repair{json::text(o, "rule"), span(o, "at", cable.body.size()), json::text(o, "was"),
                      json::text(o, "now")};
    });
    std::uint32_t end = 0;
    for (const Repair& repair : cable.repairs) {
        if (repair.at.from < end) {
            json::misfit("repairs");
        }
        end = repair.at.to;
    }
    json::inside(root, "places", [&](const Object& o) {
        cable.tags_at = span(o, "tags", cable.body.size());
        cable.subject_at = span(o, "subject", cable.body.size());
        cable.head_at = span(o, "head", cable.body.size());
        cable.eo_at = span(o, "eo", cable.body.size());
        cable.references_at = spans(o, "references", cable.body.size());
        cable.classified_by_at = span(o, "classified_by", cable.body.size());
        cable.summary_at = span(o, "summary", cable.body.size());
        cable.comment_at = spans(o, "comment", cable.body.size());
    });
}

} // namespace

std::string to_json(const Cable& cable)
{
    std::string out;
    out.reserve(cable.header.size() + 3 * cable.body.size() + 2048);
    JsonWriter writer(out);
    writer.begin_object();
    write_identity(writer, cable);
    write_transmission(writer, cable);
    write_head(writer, cable);
    write_text(writer, cable);
    write_notes(writer, cable);
    writer.end_object();
    return out;
}

Cable from_json(std::string_view text)
{
    const Object root = json::parse(text);
    Cable cable;
    cable.header = json::text(root, "header");
    cable.body = json::text(root, "body");
    read_identity(root, cable);
    read_transmission(root, cable);
    read_head(root, cable);
    read_text(root, cable);
    read_notes(root, cable);
    return cable;
}

} // namespace chancery
