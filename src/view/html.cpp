#include "view/html.hpp"

#include <utility>

#include "base/text.hpp"

namespace chancery::view {

namespace {

// What stands for a byte that may not stand for itself; empty: it may.
constexpr std::string_view replacement(unsigned char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F ? "\xEF\xBF\xBD" : "";
    }
}

// U+0080 to U+009F, control characters too: C2 80 to C2 9F.
bool is_c1(std::string_view text, std::size_t at)
{
    return text[at] == '\xC2' && at + 1 < text.size() &&
           static_cast<unsigned char>(text[at + 1]) < 0xA0;
}

} // namespace

void append_escaped(std::string& out, std::string_view text)
{
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool c1 = is_c1(text, i);
        const std::string_view instead =
            c1 ? "\xEF\xBF\xBD" : replacement(static_cast<unsigned char>(text[i]));
        if (!instead.empty()) {
            out.append(text, done, i - done).append(instead);
            i += c1 ? 1 : 0;
            done = i + 1;
        }
    }
    out.append(text, done);
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
