#include "index/query/fields.hpp"

#include <array>

#include "base/text.hpp"

namespace chancery::index::query {

namespace {

constexpr FieldName region(std::string_view name, Region what)
{
    return {name, FieldName::Use::Region, what, Field::Id};
}
constexpr FieldName attribute(std::string_view name, Field what)
{
    return {name, FieldName::Use::Attribute, Region::Body, what};
}
constexpr FieldName date(std::string_view name, Field what)
{
    return {name, FieldName::Use::Date, Region::Body, what};
}

constexpr auto kFields = std::to_array<FieldName>({
    region("subject", Region::Subject),
    region("from", Region::From),
    region("to", Region::To),
    region("info", Region::Info),
    region("signer", Region::Signer),
    region("summary", Region::Summary),
    region("comment", Region::Comment),
    region("heading", Region::Heading),
    region("header", Region::Header),
    region("body", Region::Body),
    region("classifier", Region::Classifier),
    attribute("id", Field::Id),
    attribute("ref", Field::Reference),
    attribute("refs", Field::Reference),
    attribute("reference", Field::Reference),
    attribute("cites", Field::Reference),
    attribute("tag", Field::Tag),
    attribute("tags", Field::Tag),
    attribute("origin", Field::Origin),
    attribute("country", Field::Country),
    attribute("class", Field::Classification),
    attribute("classification", Field::Classification),
    attribute("caption", Field::Caption),
    attribute("reason", Field::Reason),
    attribute("mark", Field::Mark),
    attribute("has", Field::Has),
    attribute("is", Field::Has),
    date("created", Field::Created),
    date("date", Field::Created),
    date("year", Field::Created),
    date("released", Field::Released),
    FieldName{"in", FieldName::Use::In, Region::Body, Field::Id},
    FieldName{"para", FieldName::Use::Paragraph, Region::Paragraph, Field::Id},
});

} // namespace

std::optional<FieldName> find_field(std::string_view name)
{
    for (const FieldName& entry : kFields) {
        if (equals_ignoring_case(entry.name, name)) {
            return entry;
        }
    }
    return std::nullopt;
}

std::optional<Region> find_region(std::string_view name)
{
    if (equals_ignoring_case(name, "paragraph")) {
        return Region::Paragraph;
    }
    if (equals_ignoring_case(name, "signature")) {
        return Region::Signer;
    }
    const auto field = find_field(name);
    if (!field || field->use != FieldName::Use::Region) {
        return std::nullopt;
    }
    return field->region;
}

std::string_view printed_name(Region region)
{
    for (const FieldName& entry : kFields) {
        if (entry.use == FieldName::Use::Region && entry.region == region) {
            return entry.name;
        }
    }
    return "paragraph";
}

std::string_view printed_name(Field field)
{
    for (const FieldName& entry : kFields) {
        if ((entry.use == FieldName::Use::Attribute || entry.use == FieldName::Use::Date) &&
            entry.field == field) {
            return entry.name;
        }
    }
    return "id";
}

} // namespace chancery::index::query
