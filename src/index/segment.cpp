#include "index/segment.hpp"

#include <algorithm>
#include <xxhash.h>

#include "base/error.hpp"

namespace chancery::index {

std::shared_ptr<const Segment> Segment::open(const std::filesystem::path& path)
{
    return std::shared_ptr<const Segment>(new Segment(path));
}

Segment::Segment(const std::filesystem::path& path) : name_(path.string()), file_(path)
{
    read_footer();
    const std::uint64_t cables = footer_.cables;
    words_ = Dictionary(bytes(Section::Terms), bytes(Section::TermBlocks), footer_.terms);
    stems_ = Dictionary(bytes(Section::Stems), bytes(Section::StemBlocks), footer_.stems);
    letters_ = std::make_unique<LetterSets>(words_);
    created_ = column<std::int64_t>(Section::Created, cables);
    released_ = column<std::int64_t>(Section::Released, cables);
    months_ = column<std::uint16_t>(Section::Months, cables);
    lengths_ = column<std::uint8_t>(Section::Lengths, cables);
    zones_ = column<Zones>(Section::Zones, cables);
    id_ends_ = column<std::uint32_t>(Section::IdEnds, cables);
    ids_ = bytes(Section::Ids);
    layout_ends_ = column<std::uint32_t>(Section::LayoutEnds, cables);
    if (!std::ranges::is_sorted(id_ends_) || (cables > 0 && id_ends_.back() != ids_.size())) {
        damaged("ids");
    }
    // Each cable's regions are its own: what lies in many is never read again and again.
    if (!std::ranges::is_sorted(layout_ends_)) {
        damaged("layouts");
    }
    read_facets();
}

void Segment::damaged(std::string_view what) const
{
    throw IoError(name_ + ": damaged search index: " + std::string(what));
}

void Segment::read_footer()
{
    const std::string_view all = file_.bytes();
    if (all.size() < sizeof(Trailer)) {
        damaged("too short");
    }
    const auto trailer = load<Trailer>(all.data() + all.size() - sizeof(Trailer));
    if (trailer.magic != kSegmentMagic) {
        damaged("no end");
    }
    const std::uint64_t end = all.size() - sizeof(Trailer);
    if (trailer.footer_at > end || trailer.footer_size != end - trailer.footer_at ||
        trailer.footer_size < sizeof(Footer) || trailer.footer_at % kPageBytes != 0) {
        damaged("end");
    }
    const std::string_view footer = all.substr(trailer.footer_at, trailer.footer_size);
    if (XXH3_64bits(footer.data(), footer.size()) != trailer.checksum) {
        damaged("checksum of its end");
    }
    footer_ = load<Footer>(footer.data());
    if (footer_.version != kSegmentVersion) {
        throw IoError(name_ + ": a search index of a format that this program does not know "
                              "(`chancery release --again` makes it anew)");
    }
    checksums_ = footer.substr(sizeof(Footer));
    if (footer_.pages != trailer.footer_at / kPageBytes ||
        checksums_.size() != footer_.pages * sizeof(std::uint64_t)) {
        damaged("pages");
    }
    for (const SectionPlace& section : footer_.sections) {
        if (section.at % 8 != 0 || section.at > trailer.footer_at ||
            section.size > trailer.footer_at - section.at ||
            trailer.footer_at - section.at - section.size < kPadding) {
            damaged("sections");
        }
    }
    checked_ = std::vector<std::atomic<bool>>(footer_.pages);
}

void Segment::check_pages(std::uint64_t from, std::uint64_t to) const
{
    for (std::uint64_t page = from / kPageBytes; page * kPageBytes < to; ++page) {
        if (checked_[page].load(std::memory_order_relaxed)) {
            continue;
        }
        const std::uint64_t found =
            XXH3_64bits(file_.bytes().data() + page * kPageBytes, kPageBytes);
        if (found != load<std::uint64_t>(checksums_.data() + page * sizeof found)) {
            damaged("a page is not what was written");
        }
        checked_[page].store(true, std::memory_order_relaxed);
    }
}

void Segment::check() const
{
    check_pages(0, footer_.pages * kPageBytes);
}

std::string_view Segment::bytes(Section section, std::uint64_t at, std::uint64_t size) const
{
    const SectionPlace& place = footer_.sections[static_cast<std::size_t>(section)];
    if (at > place.size || size > place.size - at) {
        damaged("a list lies outside");
    }
    check_pages(place.at + at, place.at + at + size);
    return file_.bytes().substr(place.at + at, size);
}

std::string_view Segment::bytes(Section section) const
{
    return bytes(section, 0, footer_.sections[static_cast<std::size_t>(section)].size);
}

template <typename T>
std::span<const T> Segment::column(Section section, std::uint64_t count) const
{
    const std::string_view all = bytes(section);
    if (all.size() != count * sizeof(T)) {
        damaged("a column");
    }
    return {reinterpret_cast<const T*>(all.data()), count}; // sections start at multiples of 8
}

void Segment::read_facets()
{
    const std::string_view values = bytes(Section::Values);
    const std::string_view columns = bytes(Section::Columns);
    const std::span<const FacetColumn> places = column<FacetColumn>(Section::Facets, kFacets);
    const auto numbers = [&](std::uint64_t at, std::uint64_t count) {
        if (at % sizeof(std::uint32_t) != 0 || at > columns.size() ||
            count > (columns.size() - at) / sizeof(std::uint32_t)) {
            damaged("a facet");
        }
        return std::span(reinterpret_cast<const std::uint32_t*>(columns.data() + at), count);
    };
    for (std::size_t i = 0; i < kFacets; ++i) {
        const FacetColumn& place = places[i];
        FacetReader& facet = facets_[i];
        VarintReader reader(values.data() + std::min<std::uint64_t>(place.values_at, values.size()),
                            values.data() + values.size());
        for (std::uint32_t value = 0; value < place.values && reader.ok(); ++value) {
            const std::uint64_t size = reader.next();
            const char* const at = reader.at();
            reader.skip(size);
            facet.values_.emplace_back(at, reader.ok() ? size : 0);
        }
        facet.list_ = numbers(place.list_at, place.listed);
        if (place.most > 1) {
            facet.ends_ = numbers(place.ends_at, footer_.cables);
        }
        const bool fits = place.most > 1
                              ? std::ranges::is_sorted(facet.ends_) &&
                                    (facet.ends_.empty() || facet.ends_.back() == place.listed)
                              : place.listed == footer_.cables;
        if (!reader.ok() || !fits) {
            damaged("a facet");
        }
        facet.counts_.resize(place.values);
        for (const std::uint32_t value : facet.list_) {
            if (value < place.values) {
                ++facet.counts_[value];
            } else if (place.most > 1 || value != kNoValue) {
                damaged("a facet");
            }
        }
    }
}

PostingList Segment::list(std::string_view term, const Entry& entry) const
{
    return {bytes(Section::Postings, entry.list_at, entry.list_size), entry.count,
            has_positions(term), footer_.cables};
}

std::vector<std::uint64_t> Segment::words_of_stem(std::string_view stem) const
{
    std::vector<std::uint64_t> words;
    const std::optional<Entry> entry = stems_.find(stem);
    if (!entry) {
        return words;
    }
    const std::string_view list = bytes(Section::StemWords, entry->list_at, entry->list_size);
    VarintReader reader(list.data(), list.data() + list.size());
    std::uint64_t number = 0;
    while (!reader.at_end() && reader.ok()) {
        number += reader.next();
        words.push_back(number);
    }
    if (!reader.ok() || (!words.empty() && words.back() >= words_.size())) {
        damaged("a stem");
    }
    return words;
}

std::string_view Segment::id(std::uint32_t cable) const
{
    const std::uint32_t from = cable == 0 ? 0 : id_ends_[cable - 1];
    return ids_.substr(from, id_ends_[cable] - from);
}

std::string_view Segment::layout(std::uint32_t cable) const
{
    const std::uint32_t from = cable == 0 ? 0 : layout_ends_[cable - 1];
    return bytes(Section::Layout, from, layout_ends_[cable] - from);
}

} // namespace chancery::index
