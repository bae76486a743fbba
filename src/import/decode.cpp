#include "import/decode.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/lines.hpp"
#include "base/text.hpp"

namespace chancery::importer {

namespace {

using namespace std::string_view_literals;

// Files that people keep beside cables. The name helps to find out what went wrong.
struct Signature {
    std::string_view start;
    std::string_view what;
};
constexpr std::array kSignatures = {
    Signature{"%PDF-", "a PDF file, not text (save its text first)"},
    Signature{"{\\rtf", "an RTF file (save it as plain text)"},
    Signature{"\x89PNG\r\n", "binary data: a PNG image"},
    Signature{"\xFF\xD8\xFF", "binary data: a JPEG image"},
    Signature{"GIF8", "binary data: a GIF image"},
    Signature{"Rar!\x1A\x07", "a RAR archive (unpack it first)"},
    Signature{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an office document (save it as plain text)"},
    Signature{"SQLite format 3\0"sv, "binary data: a SQLite database"},
    Signature{"\x7F"
              "ELF",
              "binary data: a program"},
};

// Neither printed nor white space. Without a branch, so that counting runs at memory speed.
bool is_odd_control(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    const auto from_tab = static_cast<unsigned char>(byte - '\t');
    const bool space = from_tab <= '\r' - '\t';
    return ((byte < 0x20) & !space) | (byte == 0x7F);
}

// Random bytes have one odd control character in ten, text has none or a few.
bool is_binary(std::string_view text)
{
    if (text.find('\0') != std::string_view::npos) {
        return true;
    }
    const auto odd = static_cast<std::size_t>(std::ranges::count_if(text, is_odd_control));
    return odd > text.size() / 20;
}

std::string utf8_from_utf16(std::string_view bytes, std::size_t low)
{
    const auto unit = [&](std::size_t at) -> char32_t {
        return static_cast<unsigned char>(bytes[at + low]) |
               static_cast<char32_t>(static_cast<unsigned char>(bytes[at + 1 - low])) << 8U;
    };
    std::string out;
    out.reserve(bytes.size());
    std::size_t at = 0;
    for (; at + 1 < bytes.size(); at += 2) {
        char32_t code = unit(at);
        if (code >= 0xD800 && code < 0xDC00 && at + 3 < bytes.size()) {
            const char32_t second = unit(at + 2);
            if (second >= 0xDC00 && second < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10U) + (second - 0xDC00);
                at += 2;
            }
        }
        append_utf8(out, code); // a lone surrogate becomes U+FFFD
    }
    if (at < bytes.size()) {
        out += kReplacement;
    }
    return out;
}

std::size_t count_replacements(std::string_view text)
{
    std::size_t count = 0;
    for (auto at = text.find(kReplacement); at != std::string_view::npos;
         at = text.find(kReplacement, at + kReplacement.size())) {
        ++count;
    }
    return count;
}

std::string utf8_from_damaged_or_latin1(std::string_view bytes)
{
    std::string repaired = valid_utf8(bytes);
    const std::size_t broken = count_replacements(repaired) - count_replacements(bytes);
    const auto all = static_cast<std::size_t>(std::ranges::count_if(
        repaired, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0xC0U; }));
    return all - broken > broken ? repaired : utf8_from_latin1(bytes);
}

std::string_view to_utf8(std::string_view bytes, std::string& storage)
{
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        storage = utf8_from_utf16(bytes.substr(2), bytes[0] == '\xFF' ? 0 : 1);
        return storage;
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
    }
    if (is_utf8(bytes)) {
        return bytes;
    }
    storage = utf8_from_damaged_or_latin1(bytes);
    return storage;
}

bool is_tidy(std::string_view text)
{
    return std::ranges::none_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F || byte == 0xEF;
    });
}

} // namespace

std::expected<std::string_view, std::string> decode(std::string_view bytes, std::string& storage)
{
    for (const auto& [start, what] : kSignatures) {
        if (bytes.starts_with(start)) {
            return std::unexpected(std::string(what));
        }
    }
    const std::string_view text = to_utf8(bytes, storage);
    if (trim(text).empty()) {
        return std::unexpected(bytes.empty() ? "empty file" : "nothing in it but blanks");
    }
    if (is_binary(text)) {
        return std::unexpected("binary data");
    }
    return text;
}

std::string tidy(std::string_view text)
{
    while (text.ends_with('\x1A')) {
        text.remove_suffix(1);
    }
    if (is_tidy(text)) {
        return std::string(text);
    }
    std::string out;
    out.reserve(text.size() + 16);
    const std::string lines = with_lf(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view here = std::string_view(lines).substr(i, 3);
        if (here[0] == '\f' || here[0] == '\v') {
            out += '\n';
        } else if (here == "\xEF\xBF\xBE" || here == "\xEF\xBF\xBF") {
            out += kReplacement;
            i += 2;
        } else if (is_odd_control(here[0])) {
            out += kReplacement;
        } else {
            out += here[0];
        }
    }
    return out;
}

} // namespace chancery::importer
