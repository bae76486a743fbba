#include "import/decode.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace chancery::importer {
namespace {

using namespace std::string_view_literals;

std::string decoded(std::string_view bytes)
{
    std::string storage;
    const auto text = decode(bytes, storage);
    return text ? std::string(*text) : "refused: " + text.error();
}

struct Case {
    std::string_view bytes;
    std::string_view expected;
};

TEST(Decode, FindsTheEncoding)
{
    const Case cases[] = {
        {"plain", "plain"},
        {"caf\xC3\xA9", "caf\u00E9"},
        {"\xEF\xBB\xBF"
         "marked",
         "marked"},
        {"\xB6"
         "1. (U) pilcrow",
         "\u00B6"
         "1. (U) pilcrow"},                       // Latin-1, format 0
        {"\x93quoted\x94", "\u201Cquoted\u201D"}, // Windows-1252
        {"\u201Ctwo\u201D \u2013 cut \xE2\x80",
         "\u201Ctwo\u201D \u2013 cut \uFFFD\uFFFD"}, // cut off
        {"\xFF\xFEh\0i\0"sv, "hi"},
        {"\xFE\xFF\0h\0i"sv, "hi"},
        {"\xFF\xFE\x3D\xD8\x00\xDE"sv, "\U0001F600"},
        {"\xFF\xFE\x3D\xD8h\0"sv, "\uFFFDh"}, // a lone surrogate
        {"\xFF\xFEh\0i"sv, "h\uFFFD"},        // half a unit
    };
    for (const auto& [bytes, expected] : cases) {
        EXPECT_EQ(decoded(bytes), expected);
    }
}

TEST(Decode, RefusesWhatIsNoTextAndSaysWhatItIs)
{
    const Case cases[] = {
        {"", "empty file"},
        {" \r\n\t\n", "nothing in it but blanks"},
        {"\xEF\xBB\xBF", "nothing in it but blanks"},
        {"text\0with NUL"sv, "binary data"},
        {"\x01\x02\x03\x04 some letters", "binary data"},
        {"%PDF-1.4 ...", "a PDF file, not text (save its text first)"},
        {"{\\rtf1\\ansi", "an RTF file (save it as plain text)"},
        {"\x89PNG\r\n\x1A\n", "binary data: a PNG image"},
        {"\xFF\xD8\xFF\xE0", "binary data: a JPEG image"},
        {"GIF89a", "binary data: a GIF image"},
        {"Rar!\x1A\x07\x01", "a RAR archive (unpack it first)"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an office document (save it as plain text)"},
        {"SQLite format 3\0"sv, "binary data: a SQLite database"},
        {"\x7F"
         "ELF\x02",
         "binary data: a program"},
    };
    for (const auto& [bytes, reason] : cases) {
        EXPECT_EQ(decoded(bytes), "refused: " + std::string(reason));
    }
}

TEST(Decode, DoesNotCopyTextThatIsUtf8Already)
{
    const std::string bytes = "already \u00B6 there";
    std::string storage;
    EXPECT_EQ(decode(bytes, storage)->data(), bytes.data());
}

TEST(Tidy, LeavesLineFeedAndTabAsTheOnlyControls)
{
    const Case cases[] = {
        {"a\r\nb\rc\nd", "a\nb\nc\nd"},
        {"end of page\fnext page\vline", "end of page\nnext page\nline"},
        {"a\tb", "a\tb"},
        {"bell\a and escape\x1B[31m", "bell\uFFFD and escape\uFFFD[31m"},
        {"DOS end\r\n\x1A\x1A", "DOS end\n"},
        {"\x1A inside", "\uFFFD inside"},
        {"delete\x7F", "delete\uFFFD"},
        {"no character \uFFFE \uFFFF", "no character \uFFFD \uFFFD"},
        {"\uFEFF \uFF01", "\uFEFF \uFF01"},
        {"", ""},
    };
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(tidy(text), expected);
    }
}

} // namespace
} // namespace chancery::importer
