#include "feed/atom.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/xml_writer.hpp"
#include "cable/json_read.hpp"
#include "cite/one_line.hpp"
#include "view/path.hpp"

namespace chancery::feed {

namespace {

using edition::CableRow;
using edition::Settings;
using edition::Version;

constexpr std::string_view kAtom = "http://www.w3.org/2005/Atom";
constexpr std::string_view kTombstones = "http://purl.org/atompub/tombstones/1.0"; // RFC 6721, 3

// What addresses begin with: those that lead somewhere, and those that are names.
struct Bases {
    std::string links;
    std::string names;
};

Bases bases_of(const Settings& settings, view::Delivery delivery)
{
    return {delivery == view::Delivery::Copied ? "" : settings.base_url, settings.base_url};
}

void link(XmlWriter& xml, std::string_view relation, std::string_view type,
          const std::string& address)
{
    xml.begin("link");
    xml.attribute("rel", relation);
    if (!type.empty()) {
        xml.attribute("type", type);
    }
    xml.attribute("href", address);
    xml.end();
    xml.line();
}

void category(XmlWriter& xml, std::string_view term, const std::string& scheme)
{
    if (!term.empty()) {
        xml.begin("category");
        xml.attribute("term", cite::one_line(term));
        xml.attribute("scheme", scheme);
        xml.end();
        xml.line();
    }
}

std::string title_of(const CableRow& row)
{
    const std::string subject = cite::one_line(row.subject, kMaxTitleBytes);
    return subject.empty() ? row.id : row.id + ": " + subject;
}

// "CONFIDENTIAL, Embassy Linden, 2008-02-27 19:56", and below it how the text begins.
std::string summary_of(const Entry& entry)
{
    std::string out;
    const auto add = [&](const std::string& part) {
        out.append(out.empty() || part.empty() ? "" : ", ").append(part);
    };
    add(cite::one_line(entry.row.classification));
    add(cite::one_line(entry.row.origin));
    add(entry.row.created ? format_minute(*entry.row.created) : "");
    const std::string beginning = cite::one_line(entry.beginning, kMaxSummaryBytes);
    return beginning.empty() ? out : out + "\n\n" + beginning;
}

void write_entry(XmlWriter& xml, const Entry& entry, const Bases& bases)
{
    const std::string path = view::cable_path(entry.row.id, entry.row.created);
    xml.begin("entry");
    xml.line();
    xml.element("id", entry_id(entry.row.id));
    xml.line();
    xml.element("title", title_of(entry.row));
    xml.line();
    xml.element("updated", format_rfc3339(entry.updated));
    xml.line();
    xml.element("published", format_rfc3339(entry.row.released));
    xml.line();
    const std::string origin = cite::one_line(entry.row.origin);
    xml.begin("author");
    xml.element("name", origin.empty() ? std::string("unknown") : origin);
    xml.end();
    xml.line();
    link(xml, "alternate", "text/html", bases.links + path + ".html");
    link(xml, "related", "application/json", bases.links + path + ".json");
    category(xml, entry.row.classification, bases.names + "/classification/");
    for (std::size_t i = 0; i < std::min(entry.tags.size(), kMaxCategories); ++i) {
        category(xml, entry.tags[i], bases.names + "/tag/");
    }
    xml.begin("summary");
    xml.attribute("type", "text");
    xml.text(summary_of(entry));
    xml.end();
    xml.line();
    xml.end();
    xml.line();
}

void write_tombstone(XmlWriter& xml, const Version& gone)
{
    xml.begin("at:deleted-entry");
    xml.attribute("ref", entry_id(gone.id));
    xml.attribute("when", format_rfc3339(gone.date));
    const std::string why = cite::one_line(gone.why);
    xml.element("at:comment", gone.id + " was withdrawn" + (why.empty() ? "" : ": " + why));
    xml.end();
    xml.line();
}

void write_pages(XmlWriter& xml, const Feed& feed, const Bases& bases)
{
    constexpr std::string_view kType = "application/atom+xml";
    const std::uint32_t last = std::clamp<std::uint32_t>(feed.pages, 1, kMaxFeedPages);
    const auto to = [&](std::string_view relation, std::uint32_t page) {
        link(xml, relation, kType, bases.links + page_address(feed.path, page));
    };
    to("self", feed.page);
    if (last > 1) {
        to("first", 1);
        to("last", last);
    }
    if (feed.page > 1) {
        to("previous", feed.page - 1);
    }
    if (feed.page < last) {
        to("next", feed.page + 1);
    }
}

Instant updated(const Feed& feed)
{
    Instant newest =
        feed.entries.empty() && feed.tombstones.empty() ? feed.updated_if_empty : Instant::min();
    for (const Entry& entry : feed.entries) {
        newest = std::max(newest, entry.updated);
    }
    for (const Version& gone : feed.tombstones) {
        newest = std::max(newest, gone.date);
    }
    return newest;
}

std::string uuid_of(std::string_view name)
{
    constexpr std::size_t kBytes = 16;
    const Sha256 hash = sha256(name);
    std::string out = "urn:uuid:";
    for (std::size_t i = 0; i < kBytes; ++i) {
        std::uint8_t byte = hash[i];
        if (i == 6) {
            byte = static_cast<std::uint8_t>(0x80U | (byte & 0x0FU)); // version 8
        } else if (i == 8) {
            byte = static_cast<std::uint8_t>(0x80U | (byte & 0x3FU)); // variant
        }
        out += fmt::format("{}{:02x}", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", byte);
    }
    return out;
}

// The address, which is for ever; of an archive that does not say where it is, a name for it.
std::string feed_id(const Feed& feed, const Settings& settings)
{
    return settings.base_url.empty() ? uuid_of("feed " + feed.path) : settings.base_url + feed.path;
}

// How the text begins, of a view as JSON.
std::string beginning_of(const json::Object& view)
{
    std::string text = json::text(view, "summary");
    if (trim(text).empty()) {
        json::each(view, "paragraphs", [&](const json::Element& element) {
            json::Object paragraph;
            if (text.size() < kMaxSummaryBytes && element.get(paragraph) == simdjson::SUCCESS) {
                text.append(json::text(paragraph, "text")).append(" ");
            }
        });
    }
    if (trim(text).empty()) {
        text = json::text(view, "body");
    }
    return std::string(first_bytes(text, 2 * kMaxSummaryBytes)); // blanks and line ends will go
}

} // namespace

std::string entry_id(std::string_view reference)
{
    return uuid_of("cable " + std::string(reference));
}

std::string page_address(std::string_view path, std::uint32_t page)
{
    if (page <= 1) {
        return std::string(path);
    }
    return fmt::format("{}{}page={}", path, path.find('?') == path.npos ? '?' : '&', page);
}

std::uint32_t page_number(std::string_view text)
{
    std::uint32_t page = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), page);
    const bool fits = error == std::errc() && end == text.data() + text.size() &&
                      !text.starts_with('0') && page >= 1 && page <= kMaxFeedPages;
    return fits ? page : 1;
}

Entry entry_of(edition::Reader& reader, const CableRow& row)
{
    Entry entry{row, row.released, {}, {}};
    const std::vector<Version> versions = reader.versions(row.id);
    if (!versions.empty()) {
        entry.updated = versions.back().date;
    }
    if (const std::optional<std::string> text = reader.view(row.id)) {
        const json::Object view = json::parse(*text);
        entry.tags = json::list<std::string>(
            view, "tags", [](const json::Object& tag) { return json::text(tag, "tag"); });
        entry.beginning = beginning_of(view);
    }
    return entry;
}

namespace {

// All that stands before the entries; those follow, and then end_feed().
void begin_feed(XmlWriter& xml, const Feed& feed, const Settings& settings, const Bases& bases,
                Instant when)
{
    xml.declaration();
    xml.begin("feed");
    xml.attribute("xmlns", kAtom);
    xml.attribute("xmlns:at", kTombstones);
    xml.attribute("xml:lang", "en");
    xml.line();
    xml.element("id", feed_id(feed, settings));
    xml.line();
    const std::string archive = cite::one_line(settings.title);
    const std::string title = cite::one_line(feed.title, kMaxTitleBytes);
    xml.element("title", title.empty() ? archive : title + " - " + archive);
    xml.line();
    xml.element("updated", format_rfc3339(when));
    xml.line();
    xml.begin("author");
    xml.element("name", archive.empty() ? std::string("unknown") : archive);
    xml.end();
    xml.line();
    link(xml, "alternate", "text/html", bases.links + feed.page_path);
    write_pages(xml, feed, bases);
}

void end_feed(XmlWriter& xml)
{
    xml.end();
    xml.line();
}

std::string article_id(std::string_view slug)
{
    return uuid_of("article " + std::string(slug));
}

void write_article(XmlWriter& xml, const edition::ArticleRow& row, const Bases& bases)
{
    xml.begin("entry");
    xml.line();
    xml.element("id", article_id(row.slug));
    xml.line();
    xml.element("title", cite::one_line(row.title, kMaxTitleBytes));
    xml.line();
    xml.element("updated", format_rfc3339(row.updated));
    xml.line();
    xml.element("published", format_rfc3339(row.released));
    xml.line();
    if (!row.author.empty()) { // without it, it is the feed's
        xml.begin("author");
        xml.element("name", cite::one_line(row.author));
        xml.end();
        xml.line();
    }
    link(xml, "alternate", "text/html", bases.links + view::article_path(row.slug, ".html"));
    link(xml, "related", "text/markdown", bases.links + view::article_path(row.slug, ".md"));
    category(xml, row.place, bases.names + "/articles/place/");
    xml.begin("summary");
    xml.attribute("type", "text");
    xml.text(cite::one_line(row.beginning, kMaxSummaryBytes));
    xml.end();
    xml.line();
    xml.end();
    xml.line();
}

void write_gone_article(XmlWriter& xml, const edition::GoneArticle& gone)
{
    xml.begin("at:deleted-entry");
    xml.attribute("ref", article_id(gone.slug));
    xml.attribute("when", format_rfc3339(gone.date));
    xml.end();
    xml.line();
}

Instant updated(const ArticlesFeed& feed)
{
    Instant newest =
        feed.rows.empty() && feed.gone.empty() ? feed.updated_if_empty : Instant::min();
    for (const edition::ArticleRow& row : feed.rows) {
        newest = std::max(newest, row.updated);
    }
    for (const edition::GoneArticle& gone : feed.gone) {
        newest = std::max(newest, gone.date);
    }
    return newest;
}

} // namespace

std::string atom(const Feed& feed, const Settings& settings, view::Delivery delivery)
{
    const Bases bases = bases_of(settings, delivery);
    std::string out;
    XmlWriter xml(out);
    begin_feed(xml, feed, settings, bases, updated(feed));
    for (const Entry& entry : feed.entries) {
        write_entry(xml, entry, bases);
    }
    for (const Version& gone : feed.tombstones) {
        write_tombstone(xml, gone);
    }
    end_feed(xml);
    return out;
}

std::string atom(const ArticlesFeed& feed, const Settings& settings, view::Delivery delivery)
{
    const Bases bases = bases_of(settings, delivery);
    const bool are_there = !feed.rows.empty(); // else there is no list of them
    std::string out;
    XmlWriter xml(out);
    begin_feed(xml,
               {.title = "Articles",
                .path = std::string(view::kArticlesFeedPath),
                .page_path = are_there ? std::string(view::kArticlesPath) : "/",
                .page = feed.page,
                .pages = feed.pages},
               settings, bases, updated(feed));
    for (const edition::ArticleRow& row : feed.rows) {
        write_article(xml, row, bases);
    }
    for (const edition::GoneArticle& gone : feed.gone) {
        write_gone_article(xml, gone);
    }
    end_feed(xml);
    return out;
}

} // namespace chancery::feed
