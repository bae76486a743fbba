#pragma once
// What is known of the format's vocabulary: reference/*.csv, part of the program.
//
//   const TagInfo* tag = reference_data().tag("PHUM");            // meaning, kind; nullptr if not
//   known reference_data().post_by_address("AMEMBASSY GUATEMALA")        // origin "Embassy
//   Guatemala" reference_data().proper_post_token("RIO")                      // RIODEJANEIRO
//
// Look-ups ignore case. Built once on first use (3 ms), then constant: any thread. Pointers and
// views live as long as the program. A row whose confidence is `unknown` has no meaning: it must
// not be shown as fact.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/word_map.hpp"

namespace chancery {

// How sure we are of a row. What is not known has no meaning, and must not be shown as fact; nor may
// what is low.
enum class Confidence : std::uint8_t { Unknown, Low, Medium, High };
Confidence confidence_from(std::string_view word);

struct TagInfo {
    std::string tag;
    std::string kind;
    std::string category;
    std::string meaning; // empty if unknown
    std::string country; // ISO 3166-1
    std::string status;
    std::string confidence;
};

// A value of a TAGS line that is no tag: what it is meant for.
struct TagVariant {
    std::string value;
    std::vector<std::string> maps_to; // in order; empty for words that are no tag at all
    std::string method;
    std::string confidence;
};

struct Post {
    std::string origin; // Embassy Guatemala
    std::string scope;  // cablegate, 1973-79
    std::vector<std::string> tokens;
    std::vector<std::string> address_names;
    std::string type;
    std::string city;
    std::string country;
    std::string country_code; // ISO 3166-1
    std::string latitude;
    std::string longitude;
    std::vector<std::string> routing_indicators;
    std::uint32_t cables_in_release = 0;
};

struct CaptionInfo {
    std::string caption;
    std::string kind;
    std::string meaning;
};

struct ClassificationInfo {
    std::string marking;
    std::string level;
    std::string handling;
    int sort_order = 0; // higher is more sensitive
    std::string note;
};

struct RoutingIndicator {
    std::string indicator;
    std::string name;
    std::string kind;
};

// acronyms, precedence.csv, eo_exemptions.csv: a short form and what it stands for
struct Term {
    std::string term;
    std::string meaning; // several with "; " between
    std::string kind;
    std::string countries; // ISO codes between blanks: those whose government or state it may be
    Confidence confidence = Confidence::High;
};

class ReferenceData {
public:
    ReferenceData();

    const TagInfo* tag(std::string_view tag) const;
    const TagVariant* tag_variant(std::string_view value) const;

    // Of several posts with one token or address, the one of the 2010 release with most cables.
    const Post* post_by_token(std::string_view token) const;
    const Post* post_by_address(std::string_view address) const;
    const Post* post_by_origin(std::string_view origin) const;
    // The token that ids use for this post; the token itself if it is not known.
    std::string_view proper_post_token(std::string_view token) const;
    // One token for all names of a post that counts its cables in one series: MADRAS -> CHENNAI,
    // AITTAIPEI -> TAIPEI. A token that two posts share stands for itself.
    std::string_view one_post_token(std::string_view token) const;

    const CaptionInfo* caption(std::string_view text) const; // by caption or variant
    const ClassificationInfo* classification(std::string_view marking) const; // spaces collapsed
    const RoutingIndicator* routing_indicator(std::string_view indicator) const;
    // Exact case first, then capitals, then both without a final s (NGOs).
    const Term* acronym(std::string_view acronym) const;
    const Term* acronym_as_written(std::string_view acronym) const; // exact case, no s taken off
    const Term* precedence(std::string_view prosign) const;
    const Term* exemption(std::string_view code) const;

    const std::vector<TagInfo>& tags() const { return tags_; }
    const std::vector<TagVariant>& tag_variants() const { return tag_variants_; }
    const std::vector<Post>& posts() const { return posts_; }
    const std::vector<CaptionInfo>& captions() const { return captions_; }
    const std::vector<ClassificationInfo>& classifications() const { return classifications_; }
    const std::vector<Term>& acronyms() const { return acronyms_; }
    const std::vector<Term>& precedences() const { return precedences_; }
    const std::vector<Term>& exemptions() const { return exemptions_; }

private:
    using Index = WordMap<std::size_t>; // from a key in capitals to an index into one of the lists

    void load_tags();
    void load_posts();
    void load_one_tokens();
    void load_captions();
    void load_classifications();
    void load_routing_indicators();
    void load_terms();

    std::vector<TagInfo> tags_;
    std::vector<TagVariant> tag_variants_;
    std::vector<Post> posts_;
    std::vector<CaptionInfo> captions_;
    std::vector<ClassificationInfo> classifications_;
    std::vector<RoutingIndicator> routing_indicators_;
    std::vector<Term> acronyms_;
    std::vector<Term> precedences_;
    std::vector<Term> exemptions_;
    Index tag_index_;
    Index tag_variant_index_;
    Index post_by_token_;
    Index post_by_address_;
    Index post_by_origin_;
    Index caption_index_;
    Index classification_index_;
    Index routing_index_;
    Index acronym_index_; // keys in their own case
    Index precedence_index_;
    Index exemption_index_;
    WordMap<std::string> proper_tokens_;
    WordMap<std::string> one_tokens_;
};

const ReferenceData& reference_data();

} // namespace chancery
