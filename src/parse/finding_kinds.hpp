#pragma once
// Everything that a parse may find wrong, by name, with what it means for a person. One table: the
// names are part of docs/json.md and of the archive's lists, so they stay as they are.
//
//   finding_name(FindingKind::UnknownTag)     ->  "unknown-tag"
//   finding_explanation("unknown-tag")        ->  "a word on the TAGS line that ..."
//
// The rule for a new kind: a careful reader who looks at the text must agree with it.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace chancery::parse {

enum class FindingKind : std::uint8_t {
    NotACable,
    EmptyBody,
    NoClassificationLine,
    DamagedClassificationLine,
    NoReferenceId,
    MalformedReferenceId,
    BodyOfAnotherCable,
    NoDateTimeGroup,
    BadDateTimeGroup,
    MinutesUnknown,
    UnknownOrigin,
    PartialExtract,
    TruncatedBody,
    NoEoLine,
    NoTagsLine,
    UnknownTag,
    NoSubjectLine,
    UnknownPost,
    YearGuessed,
    LostNumber,
    NumberGap,
    UnreadLine,
    GivenCreatedDisagrees,
    GivenClassificationDisagrees,
    GivenOriginDisagrees,
    GivenSubjectDisagrees,
    Count
};

struct FindingKindInfo {
    FindingKind kind;
    std::string_view name;
    std::string_view explanation;
};

constexpr std::array<FindingKindInfo, static_cast<std::size_t>(FindingKind::Count)> kFindingKinds =
    {{
        {FindingKind::NotACable, "not-a-cable",
         "nothing in the text says that it is a cable; import refuses such a text"},
        {FindingKind::EmptyBody, "empty-body", "the document has no text of a cable"},
        {FindingKind::NoClassificationLine, "no-classification-line",
         "no line with classification, post and serial number opens the text"},
        {FindingKind::DamagedClassificationLine, "damaged-classification-line",
         "the classification is misspelt on its line; it was read as the nearest one"},
        {FindingKind::NoReferenceId, "no-reference-id",
         "neither the source nor the text says which cable this is"},
        {FindingKind::MalformedReferenceId, "malformed-reference-id",
         "the source gives an id that is not year, post and serial number"},
        {FindingKind::BodyOfAnotherCable, "body-of-another-cable",
         "the classification line names another cable than the source does"},
        {FindingKind::NoDateTimeGroup, "no-date-time-group",
         "the header has no line that says when the cable was sent"},
        {FindingKind::BadDateTimeGroup, "bad-date-time-group",
         "the date-time group is not a day and time that exist"},
        {FindingKind::MinutesUnknown, "minutes-unknown",
         "the source knows the hour in which the cable was sent, but not the minute"},
        {FindingKind::UnknownOrigin, "unknown-origin", "it is not known which post sent the cable"},
        {FindingKind::PartialExtract, "partial-extract",
         "the source says that it has only a part of the cable"},
        {FindingKind::TruncatedBody, "truncated-body", "the text breaks off with three dots"},
        {FindingKind::NoEoLine, "no-eo-line", "there is no executive order line"},
        {FindingKind::NoTagsLine, "no-tags-line", "there is no TAGS line"},
        {FindingKind::UnknownTag, "unknown-tag",
         "a word on the TAGS line that is in no list of tags that we know"},
        {FindingKind::NoSubjectLine, "no-subject-line", "there is no SUBJECT line"},
        {FindingKind::UnknownPost, "unknown-post",
         "a reference has the form of a cable, but no such post is known"},
        {FindingKind::YearGuessed, "year-guessed",
         "a reference gives no year, and its serial number is too high for this one; the year "
         "before "
         "was taken"},
        {FindingKind::LostNumber, "lost-number",
         "a paragraph has lost its number and its neighbours do not tell which it was"},
        {FindingKind::NumberGap, "number-gap",
         "the numbers of the paragraphs leave something out here: a paragraph is missing, or was "
         "not "
         "found, or the sender miscounted"},
        {FindingKind::UnreadLine, "unread-line",
         "a line of the header or of the head that is none of those we know"},
        {FindingKind::GivenCreatedDisagrees, "given-created-disagrees",
         "the source gives another time of creation than the date-time group"},
        {FindingKind::GivenClassificationDisagrees, "given-classification-disagrees",
         "the source gives another level of classification than the text"},
        {FindingKind::GivenOriginDisagrees, "given-origin-disagrees",
         "the source names another origin than the FM line"},
        {FindingKind::GivenSubjectDisagrees, "given-subject-disagrees",
         "the source gives another subject than the SUBJECT line"},
    }};

consteval bool finding_kinds_are_in_order()
{
    for (std::size_t i = 0; i < kFindingKinds.size(); ++i) {
        if (static_cast<std::size_t>(kFindingKinds[i].kind) != i || kFindingKinds[i].name.empty()) {
            return false;
        }
    }
    return true;
}
static_assert(finding_kinds_are_in_order());

constexpr std::string_view finding_name(FindingKind kind)
{
    return kFindingKinds[static_cast<std::size_t>(kind)].name;
}

// Empty for a name that is not in the table (an archive written by a later version).
constexpr std::string_view finding_explanation(std::string_view name)
{
    for (const FindingKindInfo& info : kFindingKinds) {
        if (info.name == name) {
            return info.explanation;
        }
    }
    return {};
}

} // namespace chancery::parse
