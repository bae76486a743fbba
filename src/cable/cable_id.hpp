#pragma once
// The reference id of a cable: last two digits of the year, post, serial (format 9).
//
//   CableId::parse("08GUATEMALA242")     ->  year 2008, post GUATEMALA, serial 242
//   CableId::parse("08guatemala000242")  ->  the same id: capitals, no leading zeros
//   CableId::parse("06ASTANA")           ->  nothing: no serial
//
// Post: letters, then letters and digits (malformed ids of the release hold digits,
// 08SCTION02OF02SAOPAULO335). At most 80 characters. What is misspelt but well formed stays as it
// is; canonical_id() maps it to the post that is meant.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chancery {

class CableId {
public:
    static std::optional<CableId> parse(std::string_view text);
    // `year` with four digits; the post as printed ("Rio de Janeiro", "TEL AVIV"): blanks and
    // punctuation go.
    static std::optional<CableId> make(int year, std::string_view post, std::uint64_t serial);

    const std::string& text() const { return text_; }
    int year() const; // 1951 to 2050: two digits over 50 are 19yy
    std::string_view post() const;
    std::uint64_t serial() const;

    auto operator<=>(const CableId&) const = default;

private:
    explicit CableId(std::string text, std::size_t post_end)
        : text_(std::move(text)), post_end_(post_end)
    {
    }
    std::string text_;
    std::size_t post_end_;
};

// The id with the post's proper spelling (reference/posts.csv, reference/post_token_variants.csv):
// 05RIO123 -> 05RIODEJANEIRO123. An id whose post is not known comes back unchanged.
CableId canonical_id(const CableId& id);

// The canonical id of whatever a person or a damaged list calls a cable: "2008 Guatemala 242", with
// more of the line in it (06EFTOBAKU1165, 08SCTION02OF02SAOPAULO335, 90STATE255577TOSEC140323) or
// with a letter wrong. A post that cannot be told stays as it is; nothing where there is no year, no
// post or no serial number (06ASTANA).
std::optional<CableId> read_cable_id(std::string_view text);

// The only post whose token differs from this one by a single letter; empty if there is none, or
// more than one, or the token is too short to tell.
std::string nearest_post_token(std::string_view token);

// What a cable with this id is called: a post that the release itself used stays (05TAIPEI123, which
// canonical_id() makes 05AITTAIPEI123), only what is misspelt is mended.
CableId own_id(const CableId& id);

} // namespace chancery
