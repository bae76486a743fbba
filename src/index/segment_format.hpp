#pragma once
// A segment: one immutable file of the index. docs/index.md describes it for other programs; this
// is what writer and reader share.
//
//   sections        one after the other, each on a multiple of 8 and followed by kPadding zeros
//   footer          version, counts, where each section is, a checksum of each page of the file
//   trailer         where the footer is, its checksum, magic
//
// Documents of a segment are numbered from 0 in the order they were added.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "index/indexed_cable.hpp"

namespace chancery::index {

constexpr std::uint32_t kSegmentVersion = 3;
constexpr std::uint64_t kSegmentMagic = 0x3158494352484331ULL;
constexpr std::string_view kSegmentSuffix = ".segment";
std::string segment_name(std::uint64_t number); // 000001.segment: in the order of names
constexpr std::size_t kPageBytes = 64U << 10U;  // what one checksum covers

enum class Section : std::uint32_t {
    Postings, // a list for each term, in the order of terms
    Terms,    // dictionary.hpp: a term, in how many cables it is, the size of its list
    TermBlocks,
    StemWords, // a list for each stem: the numbers of its words among the terms
    Stems,     // dictionary.hpp: stems whose words are not just the stem itself
    StemBlocks,
    Ids,        // the cables' ids, one after the other
    IdEnds,     // u32 for each cable: where its id ends in Ids
    Created,    // i64 for each cable; kNoInstant: unknown
    Released,   // i64
    Months,     // u16: year * 12 + month - 1 of creation; 0: unknown
    Lengths,    // u8: length_code of the cable's words
    Zones,      // Zones for each cable
    Layout,     // the regions of each cable, in positions
    LayoutEnds, // u64 for each cable
    Values,     // the facets' values: front to back, each with its length
    Facets,     // FacetColumn for each facet: where its parts lie in Columns
    Columns, // for each cable the first of its values; for facets of many values a list of ends and one of values
    Count
};
constexpr auto kSections = static_cast<std::size_t>(Section::Count);

// How much a word counts where it stands, in words of the body. Fixed when a segment is
// written: the lists hold what the words of a cable weigh together.
struct Weights {
    std::uint32_t subject = 5;
    std::uint32_t summary = 2;
    std::uint32_t body = 1;
    std::uint32_t header = 0;
};
struct SectionPlace {
    std::uint64_t at = 0;
    std::uint64_t size = 0;
};

struct Footer {
    std::uint32_t version = kSegmentVersion;
    std::uint32_t cables = 0;
    std::uint64_t terms = 0;
    std::uint64_t stems = 0;
    std::uint64_t length_sum = 0; // words of all cables, as lengths of ranking count them
    Weights weights;
    std::array<SectionPlace, kSections> sections;
    std::uint64_t pages = 0; // as many checksums follow
};

struct Trailer {
    std::uint64_t footer_at = 0;
    std::uint64_t footer_size = 0;
    std::uint64_t checksum = 0; // XXH3 of the footer
    std::uint64_t magic = kSegmentMagic;
};

// Positions at which words weigh otherwise than in the body.
struct Zones {
    std::uint32_t header_to = 0;
    std::uint32_t subject_from = 0;
    std::uint32_t subject_to = 0;
    std::uint32_t summary_from = 0;
    std::uint32_t summary_to = 0;
    std::uint32_t body_to = 0; // behind it stands what is in neither header nor body
};

constexpr std::uint32_t kMaxWeight = 255; // of one word in one cable; more adds nothing to a score

inline std::uint32_t weight_at(const Zones& zones, const Weights& weights, std::uint32_t position)
{
    if (position >= zones.subject_from && position < zones.subject_to) {
        return weights.subject;
    }
    if (position < zones.header_to || position >= zones.body_to) {
        return weights.header;
    }
    return position >= zones.summary_from && position < zones.summary_to ? weights.summary
                                                                         : weights.body;
}

constexpr std::int64_t kNoInstant = INT64_MIN;
constexpr std::uint32_t kNoValue = UINT32_MAX;

constexpr std::size_t kBlock = 128;   // cables of a list that are packed together
constexpr std::size_t kSmallList = 8; // a list of so few cables is kept in variable-length numbers
// Every word of a cable stands before it: a text has 16 MB at most (parse.hpp).
constexpr std::uint32_t kPositionLimit = 1U << 28U;

// One for each block of a list that has several.
struct Skip {
    std::uint32_t last = 0;         // cable
    std::uint32_t docs_at = 0;      // in the list's block part
    std::uint32_t positions_at = 0; // in the list's position part
};
static_assert(sizeof(Skip) == 12);

// Terms that are no words: the values of attributes, under a byte that no word holds.
constexpr char kAttributeByte = '\x01';
std::string attribute_term(Field field, std::string_view value);
// Two frequent words (frequent_words.hpp) side by side.
constexpr char kPairByte = '\x02';
std::string pair_term(std::string_view first, std::string_view second);

// A word in a region of a few words: subject:iran need not look at all that is said of Iran.
constexpr char kRegionByte = '\x04';
bool has_own_terms(Region region);
std::string region_term(Region region, std::string_view word);
inline bool has_positions(std::string_view term)
{
    return !term.starts_with(kAttributeByte) && !term.starts_with(kRegionByte);
}

// What results are counted by. Marks and tags may be several.
enum class Facet : std::uint8_t { Origin, Country, Tag, Classification, Caption, Mark };
constexpr std::size_t kFacets = 6;
Field field_of(Facet facet);
bool is_facet(Field field);
// What a value stands for, by the reference data; empty if that does not say.
std::string_view meaning_of(Facet facet, std::string_view value);

struct FacetColumn {
    std::uint32_t values = 0;    // how many
    std::uint32_t most = 0;      // values of one cable
    std::uint64_t values_at = 0; // in Values
    std::uint64_t ends_at = 0;   // in Columns: u32 for each cable, where its values end in the list
    std::uint64_t list_at =
        0; // in Columns: u32 each; where `most` is 1: one for each cable, or kNoValue
    std::uint64_t listed = 0; // how many
};

// A length in one byte, three bits of mantissa: exact up to 15, never more than 12 % below.
std::uint8_t length_code(std::uint32_t length);
std::uint32_t length_of_code(std::uint8_t code);

} // namespace chancery::index
