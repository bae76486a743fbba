#pragma once
// Reads a segment: an immutable file, mapped into memory.
//
//   const auto segment = Segment::open(path);          // about a millisecond, whatever the size
//   std::optional<Entry> entry = segment->words().find("guatemala");
//   PostingCursor at(segment->list("guatemala", *entry));
//
// A page is checked against its checksum before it is first used; damage is an IoError, never an
// answer. What the checksums cannot see (a file made to deceive) still cannot make it read outside of
// the file. Shared by all threads: all that changes is which pages have been checked, and that the sets
// of letters are there once they have been asked for.
#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.hpp"
#include "index/dictionary.hpp"
#include "index/letter_sets.hpp"
#include "index/postings.hpp"
#include "index/segment_format.hpp"

namespace chancery::index {

// The values of one facet, and which of them each cable has.
class FacetReader {
public:
    const std::vector<std::string_view>& values() const { return values_; } // sorted
    // Of each value: how many cables have it.
    const std::vector<std::uint32_t>& counts() const { return counts_; }
    bool is_single() const { return ends_.empty(); }
    // Of a facet with one value: one number for each cable, or kNoValue.
    std::span<const std::uint32_t> single() const { return list_; }
    // Of any facet.
    std::span<const std::uint32_t> of(std::uint32_t cable) const
    {
        if (is_single()) {
            return list_.subspan(cable, list_[cable] == kNoValue ? 0 : 1);
        }
        const std::uint32_t from = cable == 0 ? 0 : ends_[cable - 1];
        return list_.subspan(from, ends_[cable] - from);
    }

private:
    friend class Segment;
    std::vector<std::string_view> values_;
    std::vector<std::uint32_t> counts_;
    std::span<const std::uint32_t> ends_;
    std::span<const std::uint32_t> list_;
};

class Segment {
public:
    static std::shared_ptr<const Segment> open(const std::filesystem::path& path);

    std::uint32_t cables() const { return footer_.cables; }
    std::uint64_t length_sum() const { return footer_.length_sum; }
    const Weights& weights() const { return footer_.weights; }
    std::uint64_t bytes() const { return file_.bytes().size(); }
    std::string_view file_bytes() const { return file_.bytes(); }

    const Dictionary& words() const { return words_; }
    const Dictionary& stems() const { return stems_; }
    const LetterSets& letters() const { return *letters_; } // of words()
    PostingList list(std::string_view term, const Entry& entry) const;
    // The words that have this stem, by their numbers in words(); the stem itself not, if it is alone.
    std::vector<std::uint64_t> words_of_stem(std::string_view stem) const;

    std::string_view id(std::uint32_t cable) const;
    std::span<const std::int64_t> created() const { return created_; }
    std::span<const std::int64_t> released() const { return released_; }
    std::span<const std::uint16_t> months() const { return months_; }
    std::span<const std::uint8_t> lengths() const { return lengths_; }
    const Zones& zones(std::uint32_t cable) const { return zones_[cable]; }
    std::string_view layout(std::uint32_t cable) const;
    const FacetReader& facet(Facet facet) const { return facets_[static_cast<std::size_t>(facet)]; }

    // Reads all of it against its checksums; IoError at the first damage.
    void check() const;

private:
    explicit Segment(const std::filesystem::path& path);
    void read_footer();
    void read_facets();
    // The bytes of a section after its pages were checked.
    std::string_view bytes(Section section, std::uint64_t at, std::uint64_t size) const;
    std::string_view bytes(Section section) const;
    template <typename T>
    std::span<const T> column(Section section, std::uint64_t count) const;
    void check_pages(std::uint64_t from, std::uint64_t to) const;
    [[noreturn]] void damaged(std::string_view what) const;

    std::string name_;
    MappedFile file_;
    Footer footer_;
    std::string_view checksums_;
    mutable std::vector<std::atomic<bool>> checked_; // pages
    Dictionary words_;
    Dictionary stems_;
    std::unique_ptr<LetterSets> letters_;
    std::span<const std::int64_t> created_;
    std::span<const std::int64_t> released_;
    std::span<const std::uint16_t> months_;
    std::span<const std::uint8_t> lengths_;
    std::span<const Zones> zones_;
    std::span<const std::uint32_t> id_ends_;
    std::string_view ids_;
    std::span<const std::uint32_t> layout_ends_;
    std::array<FacetReader, kFacets> facets_;
};

} // namespace chancery::index
