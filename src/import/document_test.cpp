#include "import/document.hpp"

#include <gtest/gtest.h>

#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"
#include "import/fixtures.hpp"

namespace chancery::importer {
namespace {

std::string reason(std::string_view bytes)
{
    const auto document = read_document(bytes, "x.txt");
    return document ? "read" : document.error();
}

TEST(ReadDocument, KnowsTheKindsByTheirBytes)
{
    struct {
        std::string bytes;
        DocumentKind kind;
        std::string_view name;
    } const cases[] = {
        {fixtures::telegram(), DocumentKind::Text, "text"},
        {fixtures::page(), DocumentKind::Page2010, "page-2010"},
        {fixtures::page(fixtures::parts_2011()), DocumentKind::Page2011, "page-2011"},
        {fixtures::page_text(), DocumentKind::PageText, "page-text"},
        {fixtures::dump_row(), DocumentKind::DumpRow, "dump-row"},
        {"{\"body\":\"UNCLAS\"}", DocumentKind::JsonLine, "json"},
        {fixtures::telegram_record(), DocumentKind::Record, "record"},
        {fixtures::telegram_page(), DocumentKind::Record, "record"},
    };
    for (const auto& [bytes, kind, kind_name] : cases) {
        const auto document = read_document(bytes, "odd-name.bin");
        ASSERT_TRUE(document) << document.error();
        EXPECT_EQ(document->kind, kind);
        EXPECT_EQ(name(document->kind), kind_name);
    }
}

TEST(ReadDocument, ReadsARawTelegramWithItsPilcrow)
{
    const auto document = read_document(fixtures::telegram(), "08FREEDONIA242.txt");
    ASSERT_TRUE(document);
    EXPECT_EQ(trim(document->text.header), fixtures::header());
    EXPECT_NE(document->text.body.find("\n\u00B6"
                                       "1. (U) Summary"),
              std::string::npos);
    EXPECT_NE(document->text.body.find("\u00ACvery much\u00AC"), std::string::npos);
    EXPECT_EQ(document->text.body.find('\r'), std::string::npos);
    EXPECT_EQ(document->given, Given{}); // all is in the text
}

TEST(ReadDocument, ReadsEveryEncodingOfATelegramTheSameWay)
{
    const std::string text = fixtures::header() + '\n' + fixtures::body();
    std::string utf16 = "\xFF\xFE";
    for (const char c : replace_all(replace_all(text, "\u201C", "'"), "\u201D", "'")) {
        utf16 += c;
        utf16 += '\0';
    }
    const auto plain = read_document(text, "");
    EXPECT_EQ(read_document("\xEF\xBB\xBF" + text, "")->text, plain->text);
    EXPECT_EQ(read_document(replace_all(text, "\n", "\r\n"), "")->text, plain->text);
    EXPECT_EQ(read_document(utf16, "")->text.header, plain->text.header);
}

TEST(ReadDocument, TakesTheIdFromTheNameOnlyWhereTheTextHasNone)
{
    const std::string with_id = fixtures::telegram();
    const std::string without = replace_all(with_id, "UNCLAS FREEDONIA 000242", "UNCLAS XXXXXXXXX");
    const std::string without_year = replace_all(with_id, "R 271907Z FEB 08", "partial extract");
    struct {
        const std::string& bytes;
        std::string_view name;
        std::string_view id;
    } const cases[] = {
        {without_year, "08FREEDONIA242.txt", "08FREEDONIA242"},
        {without, "08FREEDONIA242.txt", "08FREEDONIA242"},
        {without, "mirror.zip!a/08freedonia000242.html.txt", "08FREEDONIA242"},
        {without, "C:\\cables\\08FREEDONIA242", "08FREEDONIA242"},
        {without, "cable.txt", ""},
        {without, "", ""},
        {with_id, "08FREEDONIA242.txt", ""},
        {with_id, "09ELSEWHERE1.txt", ""},
    };
    for (const auto& [bytes, file, id] : cases) {
        EXPECT_EQ(read_document(bytes, file)->given.id, id) << file;
    }
}

TEST(ReadDocument, RefusesByNameWhatIsNoCable)
{
    struct {
        std::string bytes;
        std::string_view reason;
    } const cases[] = {
        {"", "empty file"},
        {"Eggs, milk, two pounds of flour\n",
         "no cable in it: no date-time group, classification line or TAGS found"},
        {"\"1\",\"2/27/2008 19:56\",\"08FREEDONIA242\",\"x\"",
         "a row of a dump: 4 columns instead of 8"},
        {"{\"id\":\"08FREEDONIA242\"}", "JSON, but not of a cable: neither header nor body"},
        {"[{\"id\":\"08FREEDONIA242\"}]", "JSON in a list; what is read is one cable on each line"},
        {"<html>nothing</html>", "a page, but not of a cable mirror"},
        {std::string(3, '\0'), "binary data"},
        {fixtures::header() + '\n' + fixtures::body() + std::string(parse::kMaxTextBytes, ' '),
         "longer than 16 MB"},
    };
    for (const auto& [bytes, expected] : cases) {
        EXPECT_EQ(reason(bytes), expected);
    }
}

TEST(ReadDocument, ReadsTheRealOnes)
{
    const auto data = testing::shared_data();
    if (!data) {
        GTEST_SKIP() << "skipped: no ../shared/data";
    }
    std::map<std::string_view, int> kinds;
    for (const auto& entry : fs::recursive_directory_iterator(*data)) {
        if (!entry.is_regular_file()) {
            continue;
        }
        const auto document = read_document(read_file(entry.path()), entry.path().string());
        ASSERT_TRUE(document) << entry.path() << ": " << document.error();
        ++kinds[name(document->kind)];
        EXPECT_FALSE(document->text.header.empty()) << entry.path();
        EXPECT_FALSE(document->text.body.empty()) << entry.path();
        const bool is_2010 = document->kind == DocumentKind::Page2010;
        EXPECT_EQ(document->given.minutes_unknown, is_2010)
            << entry.path(); // format 9: 1,295 of 1,295
        if (document->kind != DocumentKind::Text) {
            EXPECT_TRUE(entry.path().filename().string().starts_with(document->given.id));
            EXPECT_TRUE(document->given.created && document->given.released);
            EXPECT_FALSE(document->given.classification.empty());
            EXPECT_FALSE(document->given.origin.empty());
        }
    }
    const std::map<std::string_view, int> expected = {
        {"page-2010", 80}, {"page-2011", 4}, {"page-text", 1}, {"text", 7}};
    EXPECT_EQ(kinds, expected);
}

} // namespace
} // namespace chancery::importer
