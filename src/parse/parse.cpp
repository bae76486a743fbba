#include "parse/parse.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <utility>

#include "base/check.hpp"
#include "cable/cable_id.hpp"
#include "cable/headline.hpp"
#include "cable/reference_data.hpp"
#include "parse/classification_line.hpp"
#include "parse/classified_by.hpp"
#include "parse/clean_text.hpp"
#include "parse/closing.hpp"
#include "parse/executive_order.hpp"
#include "parse/finding_kinds.hpp"
#include "parse/head.hpp"
#include "parse/header.hpp"
#include "parse/labels.hpp"
#include "parse/paragraphs.hpp"
#include "parse/portion_mark.hpp"
#include "parse/post_names.hpp"
#include "parse/references.hpp"
#include "parse/removals.hpp"
#include "parse/repairs.hpp"
#include "parse/scan.hpp"
#include "parse/summary.hpp"
#include "parse/tags.hpp"

namespace chancery::parse {

namespace {

constexpr int kFirstYearOfTags = 1974; // the TAGS system was introduced in the middle of 1973
constexpr std::size_t kLinesLookedAt = 400;

// The site took off whatever stood before the first letter: "(S) X" became "S) X" (format 9).
std::string comparable_subject(std::string_view subject)
{
    const auto first = std::find_if(subject.begin(), subject.end(), is_alpha);
    return upper(collapse_spaces(std::string_view(first, subject.end())));
}

// AMEMBASSY X -> Embassy X and so on, for posts that are in no list (format 1).
std::string derived_origin(std::string_view from)
{
    struct Rule {
        std::string_view prefix;
        std::string_view origin;
    };
    constexpr std::array<Rule, 4> kRules = {{{"AMEMBASSY ", "Embassy "},
                                             {"AMCONSUL ", "Consulate "},
                                             {"USMISSION ", "Mission "},
                                             {"USINT ", "US Interests Section "}}};
    for (const Rule& rule : kRules) {
        if (!starts_with_ignoring_case(from, rule.prefix)) {
            continue;
        }
        std::string origin(rule.origin);
        for (const char c : from.substr(rule.prefix.size())) {
            origin += is_alpha(origin.back()) ? to_lower(c) : to_upper(c);
        }
        return origin;
    }
    return {};
}

std::string origin_of_sender(std::string_view from)
{
    if (from.empty()) {
        return {};
    }
    const Post* post = reference_data().post_by_address(from);
    return post != nullptr ? post->origin : derived_origin(from);
}

// What is built while a cable is read. One object for one parse.
class Parser {
public:
    Parser(CableText text, const Given& given) : given_(given)
    {
        CHECK(text.header.size() + text.body.size() <= std::numeric_limits<std::uint32_t>::max());
        cable_.header = std::move(text.header);
        cable_.body = std::move(text.body);
    }

    Cable parse()
    {
        read_transmission();
        std::vector<TextLine> lines = text_lines(cable_.body);
        auto classification = find_classification_line(lines);
        std::vector<Edit> edits = find_edits(lines, classification);
        const CleanText clean(cable_.body, edits);
        if (!edits.empty()) {
            lines = text_lines(clean.text(), std::move(lines));
            classification = find_classification_line(lines);
        }
        const Head head = read_head(clean.text(), lines, classification);
        if (classification) {
            const std::string_view text = lines[classification->index].text;
            classification_at_ =
                clean.span(text.substr(0, std::min(text.size(), classification->line.rest)));
        }
        read_created(lines);
        read_id(classification);
        read_classification(classification, head);
        read_origin();
        read_head_fields(head, clean);
        read_text(head, lines, clean);
        take_repairs(with_restored(std::move(edits)));
        cable_.removed = find_removals(cable_.body);
        check_whole();
        std::sort(cable_.findings.begin(), cable_.findings.end(), comes_before);
        return std::move(cable_);
    }

private:
    static bool comes_before(const Finding& a, const Finding& b)
    {
        return std::tie(a.part, a.at.from, a.at.to, a.kind, a.detail) <
               std::tie(b.part, b.at.from, b.at.to, b.kind, b.detail);
    }

    void find(FindingKind kind, Span at, std::string detail = {}, Part part = Part::Body)
    {
        cable_.findings.push_back({std::string(finding_name(kind)), part, at, std::move(detail)});
    }

    // --- header

    void read_transmission()
    {
        // A text that could not be split has its header in the body.
        const std::string_view text =
            cable_.header.empty() ? header_in_body() : std::string_view(cable_.header);
        header_part_ = cable_.header.empty() ? Part::Body : Part::Header;
        HeaderFields fields = read_header(text);
        cable_.transmission = std::move(fields.transmission);
        cable_.from = std::move(fields.from);
        cable_.to = std::move(fields.to);
        cable_.info = std::move(fields.info);
        find_unread_header_lines(fields.lines);
        partial_extract_ = fields.partial_extract;
        if (partial_extract_) {
            find(FindingKind::PartialExtract, {}, {}, header_part_);
        }
        if (fields.group) {
            read_group(*fields.group, text);
        } else if (!cable_.header.empty() && !partial_extract_) {
            find(FindingKind::NoDateTimeGroup, {}, {}, Part::Header);
        }
    }

    void find_unread_header_lines(const std::vector<HeaderLine>& lines)
    {
        for (const HeaderLine& line : lines) {
            if (header_part_ == Part::Header && line.role == HeaderRole::NotUnderstood) {
                const std::uint32_t from = offset_in(cable_.header, line.text);
                find(FindingKind::UnreadLine,
                     {from, from + static_cast<std::uint32_t>(line.text.size())},
                     collapse_spaces(line.text), Part::Header);
            }
        }
    }

    std::string_view header_in_body() const
    {
        const std::string_view body = cable_.body;
        std::size_t end = 0;
        for (std::size_t i = 0; i < kLinesLookedAt && end < body.size(); ++i) {
            const std::size_t next = std::min(body.find('\n', end), body.size() - 1) + 1;
            const std::string_view line = trim(body.substr(end, next - end));
            if (match_label(line) || match_opening(line)) {
                break;
            }
            end = next;
        }
        return body.substr(0, end);
    }

    void read_group(const DateTimeGroup& group, std::string_view text)
    {
        sent_ = group.moment;
        const std::uint32_t from = offset_in(text, group.text);
        sent_at_ = {from, from + static_cast<std::uint32_t>(group.text.size())};
        if (!sent_) {
            find(FindingKind::BadDateTimeGroup, sent_at_, std::string(group.text), header_part_);
        }
    }

    // --- body

    std::vector<Edit> find_edits(const std::vector<TextLine>& lines,
                                 const std::optional<FoundClassificationLine>& classification) const
    {
        OwnNumber own;
        if (classification && classification->line.complete()) {
            own = {classification->line.post, classification->line.serial};
        } else if (const auto id = CableId::parse(given_.id)) {
            own = {std::string(id->post()), std::to_string(id->serial())};
        }
        return find_repairs(cable_.body, lines, own);
    }

    void read_created(const std::vector<TextLine>& lines)
    {
        cable_.released = given_.released;
        if (given_.released && given_.minutes_unknown) {
            cable_.released = std::chrono::floor<std::chrono::hours>(*given_.released);
        }
        if (sent_) {
            cable_.created = sent_;
            check_given_created();
            return;
        }
        if (!given_.created) {
            for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 5) && !cable_.created;
                 ++i) {
                cable_.created = match_weekday_line(lines[i].text);
            }
            return;
        }
        cable_.created = given_.created;
        if (given_.minutes_unknown) {
            cable_.created = std::chrono::floor<std::chrono::hours>(*given_.created);
            find(FindingKind::MinutesUnknown, {}, format_minute(*cable_.created), header_part_);
        }
    }

    void check_given_created()
    {
        using std::chrono::floor;
        using std::chrono::hours;
        if (!given_.created) {
            return;
        }
        const bool agrees = given_.minutes_unknown
                                ? floor<hours>(*given_.created) == floor<hours>(*sent_)
                                : floor<std::chrono::minutes>(*given_.created) == *sent_;
        if (!agrees) {
            find(FindingKind::GivenCreatedDisagrees, sent_at_, format_minute(*given_.created),
                 header_part_);
        }
    }

    // --- identity

    void read_id(const std::optional<FoundClassificationLine>& found)
    {
        std::optional<CableId> own;
        if (found && found->line.complete()) {
            const ClassificationLine& line = found->line;
            cable_.printed_id = line.post + " " + line.serial;
            own_post_ = letters_and_digits(line.post); // TEL AVIV -> TELAVIV
            own_serial_ = small_number_of(line.serial);
            if (cable_.created && !is_redaction(own_post_)) {
                own = CableId::make(civil(*cable_.created).year, own_post_, own_serial_);
            }
        }
        const auto given = CableId::parse(given_.id);
        if (given) {
            const CableId mended = own_id(*given);
            cable_.id = mended.text();
            check_given_id(*given, mended);
        } else if (own) {
            cable_.id = own_id(*own).text();
        } else {
            cable_.id = upper(trim(given_.id));
        }
        const bool mended = given && cable_.id != given->text();
        if (mended || (!given && !trim(given_.id).empty())) {
            find(FindingKind::MalformedReferenceId, {}, given_.id, header_part_);
        }
        if (cable_.id.empty()) {
            find(FindingKind::NoReferenceId, {}, cable_.printed_id, Part::Body);
        }
        if (own_post_.empty() && given) {
            own_post_ = given->post();
            own_serial_ = given->serial();
        }
    }

    static std::uint64_t small_number_of(std::string_view serial)
    {
        std::uint64_t value = 0;
        for (const char c : serial) {
            value = value * 10 + static_cast<std::uint64_t>(c - '0');
        }
        return value;
    }

    void check_given_id(const CableId& given, const CableId& mended)
    {
        if (own_post_.empty()) {
            return;
        }
        const std::string whole_line =
            own_post_ + cable_.printed_id.substr(cable_.printed_id.rfind(' ') + 1);
        if (mended != given && given.text().find(whole_line) != std::string::npos) {
            return; // 07OSLO000160ZDK164
        }
        const bool post_agrees = is_redaction(own_post_) || is_same_post(own_post_, mended.post());
        if (!post_agrees || own_serial_ != mended.serial()) {
            other_body_ = true;
            find(FindingKind::BodyOfAnotherCable, classification_at_, cable_.printed_id);
        }
    }

    // --- classification and origin

    void read_classification(const std::optional<FoundClassificationLine>& found, const Head& head)
    {
        Classification& read = cable_.classification;
        std::string derived;
        if (found) {
            read.printed = found->line.printed;
            cable_.sections = found->line.sections;
            derived = derived_label(found->line, head);
            if (found->line.damaged) {
                find(FindingKind::DamagedClassificationLine, classification_at_, read.printed);
            }
        }
        if (!found || !found->line.complete()) {
            find(FindingKind::NoClassificationLine, {});
        }
        read.label =
            given_.classification.empty() ? derived : upper(collapse_spaces(given_.classification));
        if (const ClassificationInfo* info = reference_data().classification(read.label)) {
            read.level = info->level;
            read.handling = info->handling;
        }
        check_given_classification(derived);
    }

    static std::string derived_label(const ClassificationLine& line, const Head& head)
    {
        const ClassificationInfo* info = reference_data().classification(line.marking);
        const std::string level = info != nullptr ? info->level : std::string();
        if (level == "unclassified") {
            const bool limited = line.marking.starts_with("LIMITED");
            if (limited) {
                return std::string(line.marking);
            }
            return head.sensitive ? "UNCLASSIFIED//FOR OFFICIAL USE ONLY" : "UNCLASSIFIED";
        }
        return std::string(line.marking) + (head.noforn ? "//NOFORN" : "");
    }

    // Only another level is a disagreement: SENSITIVE and NOFORN were often added or left out by
    // the site (format 2).
    void check_given_classification(std::string_view derived)
    {
        const ClassificationInfo* info = reference_data().classification(derived);
        if (given_.classification.empty() || info == nullptr || other_body_ ||
            info->level == cable_.classification.level) {
            return;
        }
        find(FindingKind::GivenClassificationDisagrees, classification_at_, given_.classification);
    }

    void read_origin()
    {
        const std::string sender = origin_of_sender(cable_.from);
        if (!given_.origin.empty()) {
            cable_.origin = collapse_spaces(given_.origin);
            if (!sender.empty() && !equals_ignoring_case(sender, cable_.origin) &&
                reference_data().post_by_address(cable_.from) != nullptr &&
                !signs_so(cable_.origin, cable_.from)) {
                find(FindingKind::GivenOriginDisagrees, {}, cable_.from, header_part_);
            }
            return;
        }
        cable_.origin = sender.empty() ? origin_of_id() : sender;
        if (cable_.origin.empty()) {
            find(FindingKind::UnknownOrigin, {}, cable_.from, header_part_);
        }
    }

    // The site names some senders in two ways: Mission Geneva and US Mission Geneva. An origin that is
    // in no list cannot disagree.
    static bool signs_so(std::string_view origin, std::string_view from)
    {
        const Post* given = reference_data().post_by_origin(origin);
        return given == nullptr ||
               std::any_of(given->address_names.begin(), given->address_names.end(),
                           [&](std::string_view name) { return equals_ignoring_case(name, from); });
    }

    std::string origin_of_id() const
    {
        const auto id = CableId::parse(cable_.id);
        const std::string_view token = id ? id->post() : std::string_view(own_post_);
        const ReferenceData& data = reference_data();
        const Post* post = data.post_by_token(post_token(token));
        return post != nullptr ? post->origin : std::string();
    }

    // --- the head's fields

    void read_head_fields(const Head& head, const CleanText& clean)
    {
        cable_.captions = head.captions;
        cable_.attention = head.attention;
        cable_.head_at = clean.span(head.from, head.to);
        if (head.eo.found) {
            cable_.eo = read_executive_order(head.eo.value(clean.text()));
            cable_.eo_at = clean.span(head.eo.from, head.eo.to);
        }
        read_tag_field(head.tags, clean);
        read_subject(head.subject, clean);
        cable_.title = headline(cable_.subject);
        read_reference_field(head.references, clean);
        for (const Field& more : head.more_references) {
            read_reference_field(more, clean);
        }
        if (head.classified_by.found) {
            cable_.classified_by = read_classified_by(head.classified_by.value(clean.text()));
            cable_.classified_by_at = clean.span(head.classified_by.from, head.classified_by.to);
        }
        for (const std::string_view line : head.unread) {
            find(FindingKind::UnreadLine, clean.span(line), collapse_spaces(line));
        }
        check_labels(head);
    }

    void check_labels(const Head& head)
    {
        if (trim(cable_.body).empty()) {
            return;
        }
        if (!head.eo.found) {
            find(FindingKind::NoEoLine, {});
        }
        const bool before_tags = cable_.created && civil(*cable_.created).year < kFirstYearOfTags;
        if (!head.tags.found && !before_tags) {
            find(FindingKind::NoTagsLine, {});
        }
        if (!head.subject.found) {
            find(FindingKind::NoSubjectLine, {});
        }
    }

    void read_tag_field(const Field& field, const CleanText& clean)
    {
        if (!field.found) {
            return;
        }
        cable_.tags_at = clean.span(field.from, field.to);
        for (ReadTag& read : read_tags(field.value(clean.text()))) {
            read.tag.at = clean.span(field.value_from + read.from, field.value_from + read.to);
            if (read.unknown) {
                find(FindingKind::UnknownTag, read.tag.at, read.tag.printed);
            }
            cable_.tags.push_back(std::move(read.tag));
        }
    }

    void read_subject(const Field& field, const CleanText& clean)
    {
        if (field.found) {
            cable_.subject_at = clean.span(field.from, field.to);
            cable_.subject = joined_lines(field.value(clean.text()));
        }
        if (cable_.subject.empty()) {
            cable_.subject = collapse_spaces(given_.subject);
            return;
        }
        if (!other_body_ && !given_subject_agrees(field, clean)) {
            find(FindingKind::GivenSubjectDisagrees, cable_.subject_at, given_.subject);
        }
    }

    // The site's subject is the first line only, sometimes with what was run together with it.
    bool given_subject_agrees(const Field& field, const CleanText& clean) const
    {
        const std::string given = comparable_subject(given_.subject);
        if (comparable_subject(cable_.subject).starts_with(given)) {
            return true;
        }
        const std::size_t from = clean.span(field.value_from, field.to).from;
        const std::string_view line =
            std::string_view(cable_.body).substr(from, cable_.body.find('\n', from) - from);
        return comparable_subject(line).starts_with(given);
    }

    // A head that is printed twice has its references twice.
    bool is_known_reference(const Reference& reference) const
    {
        return !reference.id.empty() &&
               std::any_of(cable_.references.begin(), cable_.references.end(),
                           [&](const Reference& known) {
                               return known.id == reference.id && known.label == reference.label;
                           });
    }

    void read_reference_field(const Field& field, const CleanText& clean)
    {
        if (!field.found) {
            return;
        }
        cable_.references_at.push_back(clean.span(field.from, field.to));
        const std::string_view value = field.value(clean.text());
        cable_.reference_text += (cable_.reference_text.empty() ? "" : " ") + joined_lines(value);
        const CitingCable citing{cable_.created ? civil(*cable_.created).year : 0, own_post_,
                                 own_serial_};
        for (ReadReference& read : read_references(value, citing)) {
            read.reference.at =
                clean.span(field.value_from + read.from, field.value_from + read.to);
            if (read.unknown_post) {
                find(FindingKind::UnknownPost, read.reference.at, read.reference.text);
            }
            if (read.reference.year_guessed) {
                find(FindingKind::YearGuessed, read.reference.at, read.reference.text);
            }
            if (!is_known_reference(read.reference)) {
                cable_.references.push_back(std::move(read.reference));
            }
        }
    }

    // --- the text

    void read_text(const Head& head, const std::vector<TextLine>& lines, const CleanText& clean)
    {
        Closing closing = read_closing(lines, head.text_line, cable_.subject);
        cable_.signature = std::move(closing.signature);
        cable_.end_marks = std::move(closing.end_marks);
        split_glued_signers();
        const std::string_view whole = trim_right(cable_.body);
        if (cable_.signature.empty() && whole.ends_with("...")) {
            const auto end = static_cast<std::uint32_t>(whole.size());
            find(FindingKind::TruncatedBody, {end, end});
        }
        PassageList text = read_paragraphs(clean.text(), lines, head.text_line, closing.end_line);
        read_summary_and_comments(text.paragraphs, clean);
        read_classified_by_in_text(text);
        for (PassageHeading& heading : text.headings) {
            cable_.headings.push_back(
                {std::move(heading.text), clean.span(heading.from, heading.to)});
        }
        find_number_gaps(text.paragraphs, clean);
        cable_.paragraphs.reserve(text.paragraphs.size());
        for (Passage& passage : text.paragraphs) {
            take_passage(passage, clean);
        }
    }

    void find_number_gaps(const std::vector<Passage>& paragraphs, const CleanText& clean)
    {
        std::uint32_t last = 0;
        for (const Passage& passage : paragraphs) {
            const std::uint32_t number = small_number(passage.number);
            if (last != 0 && number > last + 1) {
                const Span at = clean.span(passage.from, passage.to);
                find(FindingKind::NumberGap, {at.from, at.from},
                     std::to_string(last) + ", " + std::to_string(number));
            }
            last = number == 0 ? last : number;
        }
    }

    void read_summary_and_comments(const std::vector<Passage>& paragraphs, const CleanText& clean)
    {
        Stretch summary = read_summary(clean.text(), paragraphs);
        if (!summary.text.empty()) {
            cable_.summary = std::move(summary.text);
            cable_.summary_at = clean.span(summary.from, summary.to);
        }
        for (const Stretch& comment : read_comments(clean.text(), paragraphs)) {
            cable_.comment += (cable_.comment.empty() ? "" : "\n\n") + comment.text;
            cable_.comment_at.push_back(clean.span(comment.from, comment.to));
        }
    }

    // KEEGANPAAL where PAAL has classified the cable: two signers.
    void split_glued_signers()
    {
        constexpr std::size_t kShortestName = 3;
        if (cable_.signature.size() != 1) {
            return;
        }
        std::string name = upper(cable_.classified_by.name);
        name = name.substr(0, name.find_last_not_of(".,") + 1);
        const std::string surname = name.substr(name.find_last_of(' ') + 1);
        const std::string printed = cable_.signature[0];
        if (surname.size() < kShortestName || printed.size() < surname.size() + kShortestName ||
            printed.find(' ') != std::string::npos) {
            return;
        }
        const std::size_t cut = printed.size() - surname.size();
        if (equals_ignoring_case(std::string_view(printed).substr(cut), surname)) {
            cable_.signature = {printed.substr(0, cut), printed.substr(cut)};
        } else if (starts_with_ignoring_case(printed, surname)) {
            cable_.signature = {printed.substr(0, surname.size()), printed.substr(surname.size())};
        }
    }

    // "2. (U) Classified by Assistant Secretary Holt": a paragraph behind the first
    void read_classified_by_in_text(const PassageList& text)
    {
        constexpr std::size_t kParagraphsSearched = 4;
        const std::size_t limit = std::min(kParagraphsSearched, text.paragraphs.size());
        for (std::size_t i = 0; i < limit && cable_.classified_by.text.empty(); ++i) {
            const std::string_view passage = text.paragraphs[i].text;
            const std::size_t line_end = std::min(passage.find('\n'), passage.size());
            const auto label = match_label(passage.substr(0, line_end));
            if (label && label->label == Label::ClassifiedBy && label->from == 0) {
                cable_.classified_by = read_classified_by(passage.substr(label->text_at));
            }
        }
    }

    void take_passage(Passage& passage, const CleanText& clean)
    {
        const Span at = clean.span(passage.from, passage.to);
        if (passage.number_restored) {
            restored_.push_back({at.from, at.from, kRuleLostNumber, passage.number});
        }
        if (passage.number_lost) {
            find(FindingKind::LostNumber, {at.from, at.from});
        }
        std::vector<Item> items;
        items.reserve(passage.items.size());
        for (PassageItem& item : passage.items) {
            items.push_back(
                {std::move(item.anchor), std::move(item.label), clean.span(item.from, item.to)});
        }
        cable_.paragraphs.push_back({.anchor = std::move(passage.anchor),
                                     .number = std::move(passage.number),
                                     .mark = std::move(passage.mark),
                                     .heading = std::move(passage.heading),
                                     .text = std::move(passage.text),
                                     .at = at,
                                     .items = std::move(items)});
    }

    std::vector<Edit> with_restored(std::vector<Edit> edits) const
    {
        if (restored_.empty()) {
            return edits;
        }
        std::vector<Edit> all;
        all.reserve(edits.size() + restored_.size());
        std::ranges::merge(edits, restored_, std::back_inserter(all), {}, &Edit::from, &Edit::from);
        return all;
    }

    void take_repairs(std::vector<Edit> edits)
    {
        cable_.repairs.reserve(edits.size());
        for (Edit& edit : edits) {
            Repair& repair = cable_.repairs.emplace_back();
            repair.rule = edit.rule;
            repair.at = {edit.from, edit.to};
            repair.was.assign(cable_.body, edit.from, edit.to - edit.from);
            repair.now = std::move(edit.now);
        }
    }

    void check_whole()
    {
        if (trim(cable_.body).empty()) {
            find(FindingKind::EmptyBody, {});
        }
    }

    const Given& given_;
    Cable cable_;
    Part header_part_ = Part::Header;
    std::optional<Instant> sent_; // by the date-time group
    Span sent_at_;
    Span classification_at_;
    bool partial_extract_ = false;
    bool other_body_ = false;
    std::string own_post_; // as a token, of the classification line or else of the given id
    std::uint64_t own_serial_ = 0;
    std::vector<Edit> restored_;
};

} // namespace

Cable parse_cable(CableText text, const Given& given)
{
    return Parser(std::move(text), given).parse();
}

} // namespace chancery::parse
