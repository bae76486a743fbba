#include "api/schema.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/check.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"

namespace chancery::api {

namespace {

constexpr std::array kArchive = {
    Field{"title", "text", "of the archive"},
    Field{"cables", "number", "how many there are"},
    Field{"expected", "number?", "how many there will be, as far as the publisher knows"},
    Field{"last_release", "time", "when cables became public last"},
    Field{"edition", "text", "changes with every release, and with nothing else"},
    Field{"description", "path", "the description of this API (OpenAPI 3.1)"},
    Field{"documentation", "path", "the page about this API"},
};

constexpr std::array kCableRow = {
    Field{"id", "text", "reference id"},
    Field{"created", "time?", "the date-time group"},
    Field{"released", "time", "when the cable became public"},
    Field{"origin", "text", "who sent it"},
    Field{"classification", "text", "as listings show it"},
    Field{"subject", "text"},
    Field{"path", "path", "of its page"},
};

#define CHANCERY_CABLE_FIELDS                                                                      \
    Field{"id", "text", "reference id, canonical"},                                                \
        Field{"printed_id", "text?", "post and serial as printed"},                                \
        Field{"created", "time?", "the date-time group"},                                          \
        Field{"released", "time?", "when the cable became public"},                                \
        Field{"origin", "text?", "who sent it"}, Field{"classification", "Classification"},        \
        Field{"captions", "[text]", "each once"}, Field{"transmission", "Transmission"},           \
        Field{"from", "text?", "the FM line"}, Field{"to", "[Addressee]"},                         \
        Field{"info", "[Addressee]"}, Field{"attention", "[text]"}, Field{"eo", "ExecutiveOrder"}, \
        Field{"tags", "[CableTag]"}, Field{"subject", "text?", "its lines joined"},                \
        Field{"title", "text?", "the subject as a headline"},                                      \
        Field{"reference_text", "text?", "the REF lines as printed, joined"},                      \
        Field{"references", "[CableReference]"}, Field{"classified_by", "ClassifiedBy"},           \
        Field{"summary", "text?"}, Field{"comment", "text?"}, Field{"signature", "[text]"},        \
        Field{"end_marks", "[text]"},                                                              \
        Field{"sections", "number", "how many the classification line announces"},                 \
        Field{"headings", "[Heading]"}, Field{"paragraphs", "[CableParagraph]"},                   \
        Field{"header", "text?", "as sent"}, Field{"body", "text?", "as sent"},                    \
        Field{"removed", "[Removal]"}, Field{"findings", "[Finding]"},                             \
        Field{"repairs", "[Repair]"}, Field{"places", "Places"}

constexpr std::array kCable = {CHANCERY_CABLE_FIELDS};

constexpr std::array kCableDocument = {
    CHANCERY_CABLE_FIELDS,
    Field{"refers_to", "[Referred]", "the cables that it refers to, each once, without itself"},
    Field{"referred_by_count", "number", "how many cables here refer to it"},
    Field{"referred_by", "[text]", "their ids, at most 1,000, in the order of listings"},
    Field{"versions", "[Version]", "empty for a cable that never changed"},
};

#undef CHANCERY_CABLE_FIELDS

constexpr std::array kClassification = {
    Field{"printed", "text?"},
    Field{"level", "text?", "unclassified, confidential, secret"},
    Field{"handling", "text?", "FOUO, NOFORN"},
    Field{"label", "text?", "as listings show it"},
};
constexpr std::array kTransmission = {
    Field{"id", "text?"},      Field{"precedence", "[text]"}, Field{"routing", "[text]"},
    Field{"station", "text?"}, Field{"serial", "text?"},      Field{"security", "text?"},
};
constexpr std::array kAddressee = {
    Field{"routing", "text?", "indicator"},
    Field{"name", "text?"},
    Field{"precedence", "text?"},
    Field{"number", "text?", "of the message"},
    Field{"collective", "truth", "the name stands for a list of posts"},
    Field{"exempt", "[text]", "posts of the list that did not get it"},
};
constexpr std::array kExecutiveOrder = {
    Field{"order", "text?"},     Field{"declassify_on", "text?"}, Field{"event", "text?"},
    Field{"exemption", "text?"}, Field{"text", "text?"},
};
constexpr std::array kCableTag = {
    Field{"printed", "text?"}, Field{"tag", "text?", "normalised"}, Field{"kind", "text?"},
    Field{"meaning", "text?"}, Field{"confidence", "text?"},        Field{"at", "span"},
};
constexpr std::array kCableReference = {
    Field{"label", "text?"},
    Field{"text", "text?", "as printed"},
    Field{"id", "text?", "of the cable that is meant"},
    Field{"kind", "text?", "cable, e-mail, memo ..."},
    Field{"title", "text?"},
    Field{"previous", "truth", "and previous"},
    Field{"notal", "truth", "not to all addressees"},
    Field{"year_guessed", "truth"},
    Field{"at", "span"},
};
constexpr std::array kClassifiedBy = {
    Field{"text", "text?"},
    Field{"name", "text?"},
    Field{"title", "text?"},
    Field{"reasons", "[text]"},
};
constexpr std::array kHeading = {Field{"text", "text?"}, Field{"at", "span"}};
constexpr std::array kCableParagraph = {
    Field{"anchor", "text?", "unique in the cable"},
    Field{"number", "text?"},
    Field{"mark", "text?", "portion mark"},
    Field{"heading", "text?"},
    Field{"text", "text?"},
    Field{"at", "span"},
    Field{"items", "[ParagraphItem]", "its lettered parts"},
};
constexpr std::array kParagraphItem = {
    Field{"anchor", "text?"},
    Field{"label", "text?"},
    Field{"at", "span"},
};
constexpr std::array kRemoval = {Field{"text", "text?"}, Field{"at", "span"}};
constexpr std::array kFinding = {
    Field{"kind", "text?"},
    Field{"in", "header|body"},
    Field{"at", "span"},
    Field{"detail", "text?"},
};
constexpr std::array kRepair = {
    Field{"rule", "text?"},
    Field{"at", "span"},
    Field{"was", "text?"},
    Field{"now", "text?"},
};
constexpr std::array kPlaces = {
    Field{"tags", "span"},    Field{"subject", "span"},      Field{"head", "span"},
    Field{"eo", "span"},      Field{"references", "[span]"}, Field{"classified_by", "span"},
    Field{"summary", "span"}, Field{"comment", "[span]"},
};
constexpr std::array kReferred = {
    Field{"id", "text", "as the edition has it"},
    Field{"path", "path?", "of its page; null if it is not in this archive"},
};
constexpr std::array kVersion = {
    Field{"number", "number", "from 1"},
    Field{"date", "time"},
    Field{"change", "released|corrected|redacted|restored|metadata|withdrawn"},
    Field{"why", "text?"},
    Field{"sha256", "text?", "of its JSON as it was released; null where it is not shown"},
};
constexpr std::array kParagraph = {
    Field{"anchor", "text?", "unique in the cable"},
    Field{"number", "text?", "as printed"},
    Field{"mark", "text?", "portion mark"},
    Field{"heading", "text?", "under which it stands"},
    Field{"text", "text?", "repaired, without number and mark"},
    Field{"path", "path", "of the paragraph on the cable's page"},
};

constexpr std::array kPiece = {
    Field{"text", "text"},
    Field{"marked", "truth", "a word that made the query hold"},
};
constexpr std::array kExcerpt = {
    Field{"anchor", "text?", "of the paragraph; null where it is in none"},
    Field{"place", "text?", "of what is in no paragraph"},
    Field{"mark", "text?", "portion mark"},
    Field{"pieces", "[Piece]"},
    Field{"path", "path", "of the place, with the words marked"},
};
constexpr std::array kHit = {
    Field{"id", "text", "reference id"},
    Field{"created", "time?", "the date-time group"},
    Field{"released", "time", "when the cable became public"},
    Field{"origin", "text", "who sent it"},
    Field{"classification", "text", "as listings show it"},
    Field{"subject", "text"},
    Field{"path", "path", "of its page"},
    Field{"marked_subject", "[Piece]", "empty where no word of the subject is marked"},
    Field{"excerpts", "[Excerpt]", "the best paragraphs, in the order of the text"},
    Field{"more", "number", "other paragraphs that match"},
};
constexpr std::array kHint = {
    Field{"kind", "cable|tag|spelling"},
    Field{"text", "text", "what may have been meant"},
    Field{"query", "text", "that asks for it"},
};
constexpr std::array kCounted = {
    Field{"value", "text?", "null: cables without a date"},
    Field{"meaning", "text?"},
    Field{"count", "number", "cables"},
};
constexpr std::array kFacet = {
    Field{"facet", "origin|country|tag|class|caption|mark|month"},
    Field{"values", "[Counted]", "the 20 most frequent; all months"},
    Field{"left_out", "number", "values that are not in the list"},
};
constexpr std::array kFound = {
    Field{"exact", "truth", "false: the query used up its budget, and there are at least so many"},
    Field{"reading", "text", "how the query was read"},
    Field{"notes", "[text]", "what of it was not read as it may have been meant"},
    Field{"hints", "[Hint]", "what else may have been meant"},
    Field{"facets", "[Facet]?", "with counts=yes; null otherwise"},
};
constexpr std::array kFacetValue = {
    Field{"facet", "origin|country|tag|class|caption|mark|month"},
    Field{"value", "text?", "null: cables without a date"},
    Field{"meaning", "text?"},
    Field{"count", "number", "cables found that have it"},
};
constexpr std::array kFacetsFound = {
    Field{"found", "number", "cables"},
    Field{"exact", "truth", "false: the query used up its budget, and there are at least so many"},
};

constexpr std::array kTag = {
    Field{"tag", "text", "as printed on cables"},
    Field{"kind", "text?", "subject, program, organization, geopolitical; null: not known"},
    Field{"meaning", "text?"},
    Field{"count", "number", "cables"},
    Field{"path", "path", "of their listing"},
};
constexpr std::array kOrigin = {
    Field{"key", "text", "as in addresses"},
    Field{"name", "text", "as cables have it"},
    Field{"city", "text?"},
    Field{"country", "text?"},
    Field{"country_code", "text?", "ISO 3166-1"},
    Field{"count", "number", "cables"},
    Field{"path", "path", "of their listing"},
};
constexpr std::array kClassificationValue = {
    Field{"key", "text", "as in addresses"},
    Field{"name", "text", "as listings show it"},
    Field{"level", "text?"},
    Field{"handling", "text?"},
    Field{"count", "number", "cables"},
    Field{"path", "path", "of their listing"},
};
constexpr std::array kMonth = {
    Field{"month", "text", "2008-02"},
    Field{"count", "number", "cables"},
    Field{"path", "path", "of their listing"},
};
constexpr std::array kRelease = {
    Field{"date", "time"},
    Field{"title", "text?"},
    Field{"count", "number", "cables that became public by it"},
    Field{"path", "path?", "of the listing of that day; null if no cable of it is here any more"},
};
constexpr std::array kEdge = {
    Field{"from", "text", "the cable that refers"},
    Field{"to", "text", "the cable that it refers to"},
    Field{"here", "truth", "whether that one is in this archive"},
};
#define CHANCERY_ARTICLE_FIELDS                                                                    \
    Field{"slug", "text", "its name in addresses"}, Field{"title", "text"},                        \
        Field{"author", "text?"}, Field{"place", "text?", "an origin or any other place"},         \
        Field{"language", "text", "RFC 5646"}, Field{"date", "time", "as the article says"},       \
        Field{"released", "time", "when it became public"},                                        \
        Field{"updated", "time", "when it changed last"},                                          \
        Field{"beginning", "text", "of its text, in one line"},                                    \
        Field{"path", "path", "of its page"}
constexpr std::array kArticle = {CHANCERY_ARTICLE_FIELDS};
constexpr std::array kArticleDocument = {
    CHANCERY_ARTICLE_FIELDS,
    Field{"text", "text?", "Markdown (CommonMark)"},
    Field{"cables", "[NamedCable]", "that it names, each once with each paragraph"},
};
#undef CHANCERY_ARTICLE_FIELDS
constexpr std::array kNamedCable = {
    Field{"id", "text", "as the edition has it, if it is here"},
    Field{"paragraph", "number?", "that it names"},
    Field{"path", "path?", "of the cable's page; null if it is not in this archive"},
};
constexpr std::array kMissing = {
    Field{"post", "text"},
    Field{"year", "number"},
    Field{"here", "number", "numbers of cables here"},
    Field{"cited", "number", "cables that are only cited"},
    Field{"lowest", "number", "of the numbers that are known"},
    Field{"highest", "number"},
    Field{"unknown", "number", "numbers between these two of which nothing is known"},
    Field{"stretches", "number", "of such numbers"},
    Field{"in_part", "number", "cables that are here in part"},
    Field{"path", "path", "of its page"},
};
constexpr std::array kLacking = {
    Field{"kind", "cited|gap|section|extract|cut",
          "cited: only cited; gap: nothing is known of these; the others: a cable here in part"},
    Field{"first", "text", "reference id"},
    Field{"last", "text", "of a gap; else as first"},
    Field{"numbers", "number", "how many"},
    Field{"citers", "number", "how many cables here refer to it"},
    Field{"first_section", "number?", "of the sections that are absent"},
    Field{"last_section", "number?"},
    Field{"sections", "number?", "that the cable announces"},
};
constexpr std::array kWrong = {Field{"name", "text"}, Field{"reason", "text"}};
constexpr std::array kProblem = {
    Field{"type", "text", "which problem; an address on the page about this API"},
    Field{"title", "text"},
    Field{"status", "number", "the status of the answer"},
    Field{"detail", "text", "what is wrong with this request"},
    Field{"parameters", "~[Wrong]", "the parameters that are wrong"},
    Field{"suggestions", "~[text]", "ids of cables that may have been meant"},
    Field{"citers", "~number", "cables here that refer to the one that is not here"},
    Field{"withdrawn", "~time", "when the cable or article was withdrawn"},
    Field{"why", "~text?", "the publisher's reason"},
};
constexpr std::array<Field, 0> kDescription = {};

constexpr std::array kSchemas = {
    Schema{"Archive", "what this archive is", kArchive},
    Schema{"CableRow", "a cable in a list", kCableRow},
    Schema{"CableDocument", "a cable as JSON, with what the archive knows around it",
           kCableDocument},
    Schema{"Cable", "a cable as JSON", kCable},
    Schema{"Classification", "of a cable", kClassification},
    Schema{"Transmission", "from the header", kTransmission},
    Schema{"Addressee", "of a TO or INFO line", kAddressee},
    Schema{"ExecutiveOrder", "the E.O. line", kExecutiveOrder},
    Schema{"CableTag", "of the TAGS line", kCableTag},
    Schema{"CableReference", "of the REF line", kCableReference},
    Schema{"ClassifiedBy", "who classified the cable, and why", kClassifiedBy},
    Schema{"Heading", "between paragraphs", kHeading},
    Schema{"CableParagraph", "in the JSON of a cable", kCableParagraph},
    Schema{"ParagraphItem", "a lettered part of a paragraph", kParagraphItem},
    Schema{"Removal", "what was taken out before the text came here", kRemoval},
    Schema{"Finding", "what could not be read, or was read with doubt", kFinding},
    Schema{"Repair", "an edit that makes the repaired reading", kRepair},
    Schema{"Places", "where things stand in the body", kPlaces},
    Schema{"Referred", "a cable that this one refers to", kReferred},
    Schema{"Version", "one of the texts that a cable has had", kVersion},
    Schema{"Paragraph", "of a cable", kParagraph},
    Schema{"Hit", "a cable that was found", kHit},
    Schema{"Piece", "of a text with marked words", kPiece},
    Schema{"Excerpt", "a paragraph that shows why the cable was found", kExcerpt},
    Schema{"Found", "beside the cables found", kFound},
    Schema{"Hint", "what else may have been meant", kHint},
    Schema{"Facet", "how often the values of one kind occur among the cables found", kFacet},
    Schema{"Counted", "a value and how often it occurs", kCounted},
    Schema{"FacetValue", "a value and how often it occurs among the cables found", kFacetValue},
    Schema{"FacetsFound", "beside the values", kFacetsFound},
    Schema{"Tag", "a word of the TAGS lines", kTag},
    Schema{"Origin", "who sent cables", kOrigin},
    Schema{"Article", "what the publisher wrote on the cables", kArticle},
    Schema{"ArticleDocument", "an article with its text", kArticleDocument},
    Schema{"NamedCable", "a cable that an article names", kNamedCable},
    Schema{"ClassificationValue", "a classification that cables have", kClassificationValue},
    Schema{"Month", "in which cables were written", kMonth},
    Schema{"Release", "when cables became public", kRelease},
    Schema{"Reference", "one cable refers to another", kEdge},
    Schema{"Missing", "what is known of the numbers of a post in a year", kMissing},
    Schema{"Lacking", "something that is not here", kLacking},
    Schema{"Problem", "why there is no answer (RFC 9457)", kProblem},
    Schema{"Wrong", "a parameter that is wrong, and why", kWrong},
    Schema{"Description", "OpenAPI 3.1", kDescription},
};

std::string_view without(std::string_view type, std::string_view front, std::string_view back)
{
    return type.substr(front.size(), type.size() - front.size() - back.size());
}

void write_choices(JsonWriter& json, std::string_view choices)
{
    json.member("type", "string");
    json.key("enum");
    json.begin_array();
    for (const std::string_view choice : split(choices, '|')) {
        json.value(choice);
    }
    json.end_array();
}

void write_span(JsonWriter& json)
{
    json.member("type", "array");
    json.key("items");
    write_type(json, "number");
    json.member("minItems", 2);
    json.member("maxItems", 2);
}

void write_simple(JsonWriter& json, std::string_view type)
{
    if (type == "text") {
        json.member("type", "string");
    } else if (type == "number") {
        json.member("type", "integer");
        json.member("minimum", 0);
    } else if (type == "truth") {
        json.member("type", "boolean");
    } else if (type == "time") {
        json.member("type", "string");
        json.member("format", "date-time");
    } else if (type == "path") {
        json.member("type", "string");
        json.member("format", "uri-reference");
        json.member("pattern", "^/");
    } else if (type == "span") {
        write_span(json);
    } else {
        json.member("$ref", "#/components/schemas/" + std::string(schema_of(type).name));
    }
}

} // namespace

std::span<const Schema> schemas()
{
    return kSchemas;
}

const Schema& schema_of(std::string_view name)
{
    const auto found = std::ranges::find(kSchemas, name, &Schema::name);
    CHECK(found != kSchemas.end());
    return *found;
}

bool is_plain(std::string_view type)
{
    const std::string_view bare = type.ends_with('?') ? without(type, "", "?") : type;
    return !bare.starts_with('[') && bare != "span" && !is_upper(bare[0]);
}

void write_type(JsonWriter& json, std::string_view type)
{
    json.begin_object();
    if (type.ends_with('?')) {
        json.key("anyOf");
        json.begin_array();
        write_type(json, without(type, "", "?"));
        json.begin_object();
        json.member("type", "null");
        json.end_object();
        json.end_array();
    } else if (type.starts_with('[')) {
        json.member("type", "array");
        json.key("items");
        write_type(json, without(type, "[", "]"));
    } else if (type.find('|') != std::string_view::npos) {
        write_choices(json, type);
    } else {
        write_simple(json, type);
    }
    json.end_object();
}

void write_schema(JsonWriter& json, const Schema& schema)
{
    json.begin_object();
    json.member("description", schema.meaning);
    json.member("type", "object");
    if (!schema.fields.empty()) {
        json.key("properties");
        json.begin_object();
        for (const Field& field : schema.fields) {
            json.key(field.name);
            write_type(json, field.type.starts_with('~') ? field.type.substr(1) : field.type);
        }
        json.end_object();
        json.key("required");
        json.begin_array();
        for (const Field& field : schema.fields) {
            if (!field.type.starts_with('~')) {
                json.value(field.name);
            }
        }
        json.end_array();
        json.member("additionalProperties", false);
    }
    json.end_object();
}

} // namespace chancery::api
