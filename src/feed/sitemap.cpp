#include "feed/sitemap.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "base/xml_writer.hpp"
#include "view/help_pages.hpp"
#include "view/path.hpp"

namespace chancery::feed {

namespace {

using edition::Facet;
using edition::FacetValue;
using edition::Generation;

constexpr std::size_t kPieceBytes = 64U << 10U;
constexpr std::string_view kNamespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
constexpr std::array<std::string_view, 8> kPages = {
    "/", "/reldate/", "/date/", "/origin/", "/tag/", "/classification/", "/missing/", "/help/"};

// Our own, in this order: kPages, then help topics; behind them articles.
std::size_t own_pages()
{
    return kPages.size() + view::help_topics().size();
}

std::string own_page(std::size_t number)
{
    return number < kPages.size() ? std::string(kPages[number])
                                  : view::help_path(view::help_topics()[number - kPages.size()]);
}

// Pages of listings that stand before those of a facet, and of all.
std::uint64_t listing_pages(const Generation& generation)
{
    std::uint64_t pages = 0;
    for (const Facet facet : edition::kFacets) {
        for (const FacetValue& value : generation.values(facet)) {
            pages += value.pages();
        }
    }
    return pages;
}

// The list of articles, and each of them.
std::uint32_t article_addresses(const Generation& generation)
{
    return generation.article_count() == 0 ? 0 : generation.article_count() + 1;
}

std::uint32_t parts_of(std::uint64_t addresses)
{
    return static_cast<std::uint32_t>((addresses + kAddressesPerPart - 1) / kAddressesPerPart);
}

// Parts with pages come first.
std::uint32_t page_parts(const Generation& generation)
{
    return parts_of(own_pages() + article_addresses(generation) + listing_pages(generation));
}

void write_url(std::string& out, const std::string& address, std::optional<Instant> changed)
{
    if (address.size() > kMaxAddressBytes) {
        return;
    }
    XmlWriter xml(out);
    xml.begin("url");
    xml.element("loc", address);
    if (changed) {
        xml.element("lastmod", format_day(*changed));
    }
    xml.end();
    xml.line();
}

// Head, addresses, end; what the addresses are, the two below say.
class PartStream : public http::Stream {
public:
    More next(std::string& piece) override
    {
        if (!std::exchange(begun_, true)) {
            piece.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"")
                .append(kNamespace)
                .append("\">\n");
        }
        const std::size_t enough = piece.size() + kPieceBytes;
        while (piece.size() < enough) {
            if (!add_address(piece)) {
                piece += "</urlset>\n";
                return More::No;
            }
        }
        return More::Yes;
    }

private:
    virtual bool add_address(std::string& piece) = 0; // false behind the last
    bool begun_ = false;
};

class CableStream : public PartStream {
public:
    CableStream(std::shared_ptr<const Generation> generation, std::uint32_t from)
        : reader_(generation), base_url_(generation->settings().base_url), number_(from),
          end_(static_cast<std::uint32_t>(
              std::min<std::uint64_t>(std::uint64_t{from} + kAddressesPerPart,
                                      std::uint64_t{generation->changes().count()} + 1)))
    {
    }

private:
    bool add_address(std::string& piece) override
    {
        if (number_ >= end_) {
            return false;
        }
        if (const std::optional<edition::CableRow> row = reader_.row(number_)) {
            write_url(piece, base_url_ + view::cable_path(row->id, row->created) + ".html",
                      reader_.generation().changes().day(number_));
        }
        ++number_;
        return true;
    }

    edition::Reader reader_;
    std::string base_url_;
    std::uint32_t number_;
    std::uint32_t end_;
};

class PageStream : public PartStream {
public:
    PageStream(std::shared_ptr<const Generation> generation, std::uint64_t from)
        : reader_(std::move(generation)), base_url_(reader_.generation().settings().base_url),
          left_(kAddressesPerPart)
    {
        skip(from);
    }

private:
    const std::vector<FacetValue>& values() const
    {
        return reader_.generation().values(edition::kFacets[facet_]);
    }

    void skip(std::uint64_t count)
    {
        own_page_ = static_cast<std::size_t>(std::min<std::uint64_t>(count, own_pages()));
        count -= own_page_;
        article_ = static_cast<std::uint32_t>(
            std::min<std::uint64_t>(count, article_addresses(reader_.generation())));
        count -= article_;
        while (facet_ < edition::kFacets.size() && count > 0) {
            if (value_ == values().size()) {
                ++facet_;
                value_ = 0;
            } else if (values()[value_].pages() <= count) {
                count -= values()[value_++].pages();
            } else {
                page_ = static_cast<std::uint32_t>(std::exchange(count, 0));
            }
        }
    }

    bool add_address(std::string& piece) override
    {
        if (left_ == 0) {
            return false;
        }
        --left_;
        if (own_page_ < own_pages()) {
            const std::string path = own_page(own_page_++);
            const bool is_help = path.starts_with("/help/");
            write_url(piece, base_url_ + path,
                      is_help ? std::nullopt : std::optional(reader_.generation().last_release()));
            return true;
        }
        if (article_ < article_addresses(reader_.generation())) {
            add_article(piece, article_++);
            return true;
        }
        while (facet_ < edition::kFacets.size()) {
            if (value_ == values().size()) {
                ++facet_;
                value_ = 0;
            } else if (page_ == values()[value_].pages()) {
                ++value_;
                page_ = 0;
            } else {
                add_listing(piece, values()[value_], page_++);
                return true;
            }
        }
        return false;
    }

    // 0: the list, which changed with its newest.
    void add_article(std::string& piece, std::uint32_t number)
    {
        const auto rows = reader_.articles().list(number == 0 ? 0 : number - 1, 1);
        if (!rows.empty()) {
            write_url(piece,
                      base_url_ + (number == 0 ? std::string(view::kArticlesPath)
                                               : view::article_path(rows[0].slug, ".html")),
                      rows[0].updated);
        }
    }

    void add_listing(std::string& piece, const FacetValue& value, std::uint32_t page)
    {
        const edition::Changes& changes = reader_.generation().changes();
        Instant newest = changes.earliest();
        for (const std::uint32_t number : reader_.numbers(value, page)) {
            if (number >= 1 && number <= changes.count()) {
                newest = std::max(newest, changes.day(number));
            }
        }
        write_url(piece, base_url_ + view::facet_path(value.facet, value.key, page), newest);
    }

    edition::Reader reader_;
    std::string base_url_;
    std::uint32_t left_;
    std::uint32_t article_ = 0; // of article_addresses()
    std::size_t own_page_ = 0;
    std::size_t facet_ = 0;
    std::size_t value_ = 0;
    std::uint32_t page_ = 0;
};

} // namespace

std::string sitemap_index(const Generation& generation)
{
    const std::string& base_url = generation.settings().base_url;
    const edition::Changes& changes = generation.changes();
    std::string out;
    XmlWriter xml(out);
    xml.declaration();
    xml.begin("sitemapindex");
    xml.attribute("xmlns", kNamespace);
    xml.line();
    const auto add = [&](std::uint32_t part, Instant changed) {
        xml.begin("sitemap");
        xml.element("loc", base_url + "/sitemap-" + std::to_string(part) + ".xml");
        xml.element("lastmod", format_day(changed));
        xml.end();
        xml.line();
    };
    const std::uint32_t pages = page_parts(generation);
    std::uint32_t part = 0;
    for (; part < pages; ++part) {
        add(part, generation.last_release());
    }
    for (std::uint32_t from = 1; from <= changes.count(); from += kAddressesPerPart) {
        add(part++, changes.newest(from, from + kAddressesPerPart));
    }
    xml.end();
    xml.line();
    return out;
}

std::shared_ptr<http::Stream> sitemap_part(const std::shared_ptr<const Generation>& generation,
                                           std::uint32_t part)
{
    const std::uint32_t pages = page_parts(*generation);
    if (part < pages) {
        return std::make_shared<PageStream>(generation, std::uint64_t{part} * kAddressesPerPart);
    }
    const std::uint64_t from = std::uint64_t{part - pages} * kAddressesPerPart + 1;
    if (from > generation->changes().count()) {
        return nullptr;
    }
    return std::make_shared<CableStream>(generation, static_cast<std::uint32_t>(from));
}

} // namespace chancery::feed
