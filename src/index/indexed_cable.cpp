#include "index/indexed_cable.hpp"

#include <algorithm>
#include <span>
#include <tuple>

#include "base/check.hpp"
#include "base/text.hpp"
#include "cable/reading.hpp"
#include "cable/reference_data.hpp"
#include "edition/citations.hpp"

namespace chancery::index {

namespace {

constexpr std::size_t kMaxLabelBytes = 24; // "SUBJECT", with a blank or a star before its colon
// How far names are looked for in the text: what comes of a hostile cable stays linear in it.
constexpr std::size_t kAddresseeWindow = 4096;
constexpr std::size_t kSignerWindow = 4096;
constexpr std::size_t kMaxNames = 4000;

std::uint32_t size32(std::string_view text)
{
    return static_cast<std::uint32_t>(text.size());
}

template <typename T>
std::span<const T> first(const std::vector<T>& names)
{
    return std::span(names).first(std::min(names.size(), kMaxNames));
}

// Puts together the text and what lies in it. Places in the body as sent go through the Reading.
class Assembly {
public:
    explicit Assembly(const Cable& cable)
        : cable_(cable), reading_(cable), body_at_(size32(cable.header) + 1)
    {
        entry_.text.reserve(cable.header.size() + reading_.text().size() + 64);
        entry_.text = cable.header;
        entry_.text += '\n';
        entry_.text += reading_.text();
        body_to_ = size32(entry_.text);
    }

    IndexedCable finish() &&
    {
        std::ranges::stable_sort(entry_.regions, [](const RegionSpan& a, const RegionSpan& b) {
            return std::tie(a.region, a.at) < std::tie(b.region, b.at);
        });
        for (const RegionSpan& region : entry_.regions) {
            if (is_passage(region.region)) {
                entry_.breaks.push_back(region.at.from);
                entry_.breaks.push_back(region.at.to);
            }
        }
        std::ranges::sort(entry_.breaks);
        const auto [first, last] = std::ranges::unique(entry_.breaks);
        entry_.breaks.erase(first, last);
        return std::move(entry_);
    }

    void add_header()
    {
        add(Region::Header, {0, body_at_ - 1});
        add(Region::Body, {body_at_, body_to_});
        find_addressee(Region::From, cable_.from, 0);
        std::uint32_t from = 0;
        for (const Addressee& addressee : first(cable_.to)) {
            from = find_addressee(Region::To, addressee.name, from);
        }
        for (const Addressee& addressee : first(cable_.info)) {
            from = find_addressee(Region::Info, addressee.name, from);
        }
    }

    void add_body()
    {
        add_subject();
        add(Region::Classifier, place(cable_.classified_by_at));
        add(Region::Summary, place(cable_.summary_at));
        for (const Span& comment : cable_.comment_at) {
            add(Region::Comment, place(comment));
        }
        for (const Heading& heading : cable_.headings) {
            add(Region::Heading, place(heading.at));
        }
        for (const Paragraph& paragraph : cable_.paragraphs) {
            add(Region::Paragraph, place(paragraph.at), upper(paragraph.mark), paragraph.anchor);
        }
        for (const std::string& signer : first(cable_.signature)) {
            add_signer(signer);
        }
    }

private:
    Span place(const Span& as_sent) const
    {
        const Span at = reading_.place(as_sent);
        return {body_at_ + at.from, body_at_ + at.to};
    }

    void add(Region region, Span at, std::string mark = {}, std::string anchor = {})
    {
        if (!at.empty()) {
            entry_.regions.push_back({region, at, std::move(mark), std::move(anchor)});
        }
    }

    // What is found nowhere in the text stands behind it, in a line of its own.
    Span append(std::string_view text)
    {
        entry_.text += '\n';
        const std::uint32_t from = size32(entry_.text);
        entry_.text += text;
        return {from, size32(entry_.text)};
    }

    // Names of addressees stand in the order of the header. Returns where to look for the next.
    std::uint32_t find_addressee(Region region, std::string_view name, std::uint32_t from)
    {
        if (name.empty()) {
            return from;
        }
        const std::string_view window =
            std::string_view(entry_.text).substr(0, body_at_).substr(from, kAddresseeWindow);
        const std::size_t found = window.find(name);
        if (found == std::string_view::npos) {
            add(region, append(name));
            return from;
        }
        const auto at = static_cast<std::uint32_t>(from + found);
        add(region, {at, at + size32(name)});
        return at + size32(name);
    }

    void add_subject()
    {
        if (cable_.subject_at.empty()) {
            if (!cable_.subject.empty()) {
                add(Region::Subject, append(cable_.subject));
            }
            return;
        }
        Span at = place(cable_.subject_at);
        const std::string_view line =
            std::string_view(entry_.text).substr(at.from, at.to - at.from);
        const std::size_t colon = line.substr(0, kMaxLabelBytes).find(':');
        if (colon != std::string_view::npos) {
            at.from += static_cast<std::uint32_t>(colon) + 1; // the label is no part of the subject
        }
        add(Region::Subject, at);
    }

    void add_signer(std::string_view signer)
    {
        if (signer.empty()) {
            return;
        }
        const std::string_view body = std::string_view(entry_.text).substr(0, body_to_);
        const std::size_t window =
            std::max<std::size_t>(body_at_, body.size() - std::min(body.size(), kSignerWindow));
        const std::size_t found = body.substr(window).rfind(signer);
        if (found == std::string_view::npos) {
            add(Region::Signer, append(signer));
            return;
        }
        const auto at = static_cast<std::uint32_t>(window + found);
        add(Region::Signer, {at, at + size32(signer)});
    }

    const Cable& cable_;
    Reading reading_;
    std::uint32_t body_at_;
    std::uint32_t body_to_ = 0;
    IndexedCable entry_;
};

std::vector<Attribute> attributes_of(const Cable& cable)
{
    std::vector<Attribute> list;
    const auto add = [&](Field field, std::string_view value) {
        std::string key = attribute_key(field, value);
        if (!key.empty()) {
            list.push_back({field, std::move(key)});
        }
    };
    const auto has = [&](bool it_has, std::string_view what) {
        if (it_has) {
            add(Field::Has, what);
        }
    };
    add(Field::Id, cable.id);
    add(Field::Id, edition::node_of(cable.id));
    for (const std::string& node : edition::cited_nodes(cable)) {
        add(Field::Reference, node);
    }
    for (const Tag& tag : cable.tags) {
        add(Field::Tag, tag.tag);
    }
    add(Field::Origin, cable.origin);
    if (const Post* post = reference_data().post_by_origin(cable.origin)) {
        add(Field::Country, post->country);
    }
    add(Field::Classification, cable.classification.label);
    for (const std::string& caption : cable.captions) {
        add(Field::Caption, caption);
    }
    for (const std::string& reason : cable.classified_by.reasons) {
        add(Field::Reason, reason);
    }
    for (const Paragraph& paragraph : cable.paragraphs) {
        add(Field::Mark, paragraph.mark);
    }
    has(!cable.removed.empty(), "redaction");
    has(!cable.summary_at.empty(), "summary");
    has(!cable.comment_at.empty(), "comment");
    has(!cable.references.empty(), "reference");
    has(!cable.signature.empty(), "signature");
    has(!cable.tags.empty(), "tag");
    std::ranges::sort(list);
    const auto [first, last] = std::ranges::unique(list);
    list.erase(first, last);
    return list;
}

} // namespace

bool is_passage(Region region)
{
    switch (region) {
    case Region::Subject:
    case Region::Header:
    case Region::Heading:
    case Region::Paragraph:
    case Region::From:
    case Region::To:
    case Region::Info:
    case Region::Signer:
        return true;
    default:
        return false;
    }
}

std::string attribute_key(Field field, std::string_view value)
{
    switch (field) {
    case Field::Has:
        return lower(collapse_spaces(value));
    case Field::Origin:
    case Field::Country:
        return collapse_spaces(value);
    default:
        return upper(collapse_spaces(value));
    }
}

IndexedCable indexed(const Cable& cable)
{
    CHECK(!cable.id.empty() && cable.released);
    Assembly assembly(cable);
    assembly.add_header();
    assembly.add_body();
    IndexedCable entry = std::move(assembly).finish();
    entry.id = cable.id;
    if (cable.created) {
        entry.created = seconds_since_epoch(*cable.created);
    }
    entry.released = seconds_since_epoch(*cable.released);
    entry.attributes = attributes_of(cable);
    return entry;
}

} // namespace chancery::index
