#include "cite/quotation.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace chancery::cite {

namespace {

bool is_hash(std::string_view text)
{
    return text.size() == kQuotationHashDigits && std::all_of(text.begin(), text.end(), [](char c) {
               return is_digit(c) || (c >= 'a' && c <= 'f');
           });
}

bool is_anchor(std::string_view text)
{
    return !text.empty() && text.size() <= kMaxAnchorBytes && is_lower(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

// C2 80 to C2 BF and E2 80 80 to E2 81 AF are U+0080 to U+00BF and U+2000 to U+206F.
bool starts_in_word(std::string_view rest)
{
    const auto byte = [&](std::size_t i) {
        return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0U;
    };
    if (byte(0) < 0x80) {
        return is_alnum(rest[0]);
    }
    const bool punctuation =
        byte(0) == 0xE2 && (byte(1) == 0x80 || (byte(1) == 0x81 && byte(2) < 0xB0));
    return byte(0) != 0xC2 && !punctuation;
}

// The bytes of the character that is no part of a word.
std::size_t sign_bytes(std::string_view rest)
{
    const auto first = static_cast<unsigned char>(rest[0]);
    const std::size_t bytes = first == 0xC2 ? 2 : first == 0xE2 ? 3 : 1;
    return std::min(bytes, rest.size());
}

const Paragraph* paragraph_at(const Cable& cable, std::string_view anchor)
{
    const auto found = std::ranges::find_if(
        cable.paragraphs, [&](const Paragraph& paragraph) { return paragraph.anchor == anchor; });
    return found == cable.paragraphs.end() ? nullptr : &*found;
}

const Paragraph* paragraph_with(const Cable& cable, std::string_view hash)
{
    const auto found = std::ranges::find_if(cable.paragraphs, [&](const Paragraph& paragraph) {
        return has_good_anchor(paragraph) && quotation_hash(paragraph.text) == hash;
    });
    return found == cable.paragraphs.end() ? nullptr : &*found;
}

} // namespace

std::optional<Quotation> Quotation::parse(std::string_view text)
{
    if (text.size() > kMaxAnchorBytes + 1 + kQuotationHashDigits) {
        return std::nullopt;
    }
    const std::string small = lower(text);
    const std::string_view all = small;
    const std::size_t hyphen = all.rfind('-');
    if (hyphen != std::string_view::npos && is_hash(all.substr(hyphen + 1)) &&
        is_anchor(all.substr(0, hyphen))) {
        return Quotation{small.substr(0, hyphen), small.substr(hyphen + 1)};
    }
    return is_anchor(all) ? std::optional(Quotation{small, ""}) : std::nullopt;
}

std::string Quotation::text() const
{
    return hash.empty() ? anchor : anchor + '-' + hash;
}

std::string folded_words(std::string_view text)
{
    const std::string valid = valid_utf8(text);
    std::string out;
    bool between = false;
    for (std::string_view rest = valid; !rest.empty();) {
        if (!starts_in_word(rest)) {
            between = !out.empty();
            rest.remove_prefix(sign_bytes(rest));
            continue;
        }
        out.append(between ? " " : "");
        out += to_lower(rest[0]);
        between = false;
        rest.remove_prefix(1);
    }
    return out;
}

std::string quotation_hash(std::string_view text)
{
    return hex(sha256(folded_words(text))).substr(0, kQuotationHashDigits);
}

Quotation quotation_of(const Paragraph& paragraph)
{
    return {paragraph.anchor, quotation_hash(paragraph.text)};
}

bool has_good_anchor(const Paragraph& paragraph)
{
    return is_anchor(paragraph.anchor);
}

Judgement judge(const Cable& cable, const Quotation& quotation)
{
    const Paragraph* there = paragraph_at(cable, quotation.anchor);
    if (there != nullptr &&
        (quotation.hash.empty() || quotation_hash(there->text) == quotation.hash)) {
        return {Standing::Same, there};
    }
    if (!quotation.hash.empty()) {
        if (const Paragraph* elsewhere = paragraph_with(cable, quotation.hash)) {
            return {Standing::Moved, elsewhere};
        }
    }
    return {there == nullptr ? Standing::Gone : Standing::Changed, there};
}

} // namespace chancery::cite
