#include "view/html.hpp"

#include <utility>

#include "base/markup.hpp"
#include "base/text.hpp"

namespace chancery::view {

namespace {

constexpr bool is_control(unsigned char byte)
{
    return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
}

// C2: U+0080 to U+009F, control characters too, are C2 80 to C2 9F.
constexpr ByteSet kSpecial = bytes_where([](unsigned char byte) {
    return !entity_of(byte).empty() || is_control(byte) || byte == 0xC2;
});

Instead written(std::string_view rest)
{
    const auto first = static_cast<unsigned char>(rest[0]);
    if (first == 0xC2) {
        const bool is_c1 = rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0;
        return is_c1 ? Instead{kReplacement, 2} : Instead{};
    }
    return {is_control(first) ? kReplacement : entity_of(first)};
}

} // namespace

void append_escaped(std::string& out, std::string_view text)
{
    append_with(out, text, kSpecial, written);
}

void Html::add(std::initializer_list<Piece> pieces)
{
    for (const Piece& piece : pieces) {
        switch (piece.kind_) {
        case Piece::Kind::Markup:
            bytes_.append(piece.text_);
            break;
        case Piece::Kind::Text:
            append_escaped(bytes_, piece.text_);
            break;
        case Piece::Kind::Number:
            bytes_.append(std::to_string(piece.number_));
            break;
        }
    }
}

std::string Html::finish()
{
    std::string whole = std::exchange(bytes_, {});
    return is_utf8(whole) ? whole : valid_utf8(whole);
}

Html Html::from_asset(std::string_view markup)
{
    Html html;
    html.bytes_ = markup;
    return html;
}

Html Html::from_json(std::string_view json)
{
    Html html;
    for (const char c : json) {
        if (c == '<' || c == '>' || c == '&' || c == '\'') {
            html.bytes_ += c == '<'   ? "\\u003c"
                           : c == '>' ? "\\u003e"
                           : c == '&' ? "\\u0026"
                                      : "\\u0027";
        } else {
            html.bytes_ += c;
        }
    }
    return html;
}

std::string grouped(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

std::string plural(std::uint64_t count, std::string_view one, std::string_view many)
{
    return grouped(count) + ' ' + std::string(count == 1 ? one : many);
}

} // namespace chancery::view
