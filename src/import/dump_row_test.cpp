#include "import/dump_row.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "import/fixtures.hpp"

namespace chancery::importer {
namespace {

using End = RowScan::End;

constexpr std::string_view kHead =
    R"("7","2/27/2008 19:56","08FREEDONIA242","Embassy Freedonia","UNCLASSIFIED","08SYLVANIA1|08SYLVANIA2",)";

std::string row(std::string_view header, std::string_view body)
{
    return std::string(kHead) + '"' + std::string(header) + "\",\"" + std::string(body) + '"';
}

TEST(DumpRow, GivesWhatItsColumnsSay)
{
    const auto document = read_dump_row(fixtures::dump_row());
    ASSERT_TRUE(document) << document.error();
    EXPECT_EQ(document->kind, DocumentKind::DumpRow);
    EXPECT_EQ(document->given.id, "08FREEDONIA242");
    EXPECT_EQ(document->given.created, parse_instant("2008-02-27T19:56:00Z"));
    EXPECT_FALSE(document->given.minutes_unknown); // they are true there
    EXPECT_EQ(document->given.origin, "Embassy Freedonia");
    EXPECT_EQ(document->given.classification, "UNCLASSIFIED//FOR OFFICIAL USE ONLY");
    EXPECT_EQ(document->given.subject, "");
    EXPECT_EQ(document->text.header, fixtures::header());
    EXPECT_EQ(document->text.body, fixtures::body());
}

TEST(DumpRow, IsTheSameWithEitherWayToWriteAQuote)
{
    const std::string body = "UNCLAS FREEDONIA 000242\n\"Ducks\", he said; \"more\"\nC:\\feed\n";
    const std::string escaped = fixtures::dump_row("7", fixtures::header(), body);
    const std::string doubled = replace_all(replace_all(escaped, "\\\\", "\\"), "\\\"", "\"\"");
    ASSERT_NE(escaped, doubled);
    EXPECT_EQ(read_dump_row(escaped)->text.body, body);
    EXPECT_EQ(read_dump_row(doubled)->text.body, body);
}

TEST(DumpRow, ReadsEveryEscape)
{
    struct {
        std::string_view written;
        std::string_view meant;
    } const cases[] = {
        {R"(a \"b\" c)", R"(a "b" c)"},
        {R"(a ""b"" c)", R"(a "b" c)"},
        {R"(C:\\feed\\)", R"(C:\feed\)"},
        {R"(R\&D, \N and \x)", R"(R\&D, \N and \x)"},
        {"line \\\nline \\\r\nline\r\nline", "line \nline \nline\nline"},
        {"nothing\\0here", "nothing\uFFFDhere"},
        {R"(\\\")", R"(\")"},
        {"1,2;3", "1,2;3"},
    };
    for (const auto& [written, meant] : cases) {
        const auto document = read_dump_row(row("header", written));
        ASSERT_TRUE(document) << written << ": " << document.error();
        EXPECT_EQ(document->text.body, meant);
    }
}

TEST(DumpRow, MayDoWithoutQuotesAndWithoutValues)
{
    const auto document =
        read_dump_row("7,2/27/2008 19:56:31,08FREEDONIA242,\\N,,\\N,\\N,\"UNCLAS FREEDONIA 000242\n"
                      "E.O. 12958: N/A\"");
    ASSERT_TRUE(document) << document.error();
    EXPECT_EQ(document->given.created, parse_instant("2008-02-27T19:56:00Z"));
    EXPECT_EQ(document->given.origin, "");
    EXPECT_EQ(document->text.header, "");
    EXPECT_EQ(document->text.body, "UNCLAS FREEDONIA 000242\nE.O. 12958: N/A");
}

TEST(DumpRow, WithATimeThatDoesNotExistHasNone)
{
    for (const char* created :
         {"2/30/2008 19:56", "13/1/2008 0:00", "soon", "", "2/27/2008 19:56 x"}) {
        const auto document =
            read_dump_row(replace_all(fixtures::dump_row(), "2/27/2008 19:56", created));
        ASSERT_TRUE(document) << created;
        EXPECT_FALSE(document->given.created) << created;
    }
}

TEST(DumpRow, ThatIsBrokenIsRefusedWithTheReason)
{
    struct {
        std::string bytes;
        std::string_view reason;
    } const cases[] = {
        {"\"7\",\"2/27/2008 19:56\",\"08FREEDONIA242\"", "3 columns instead of 8"},
        {row("h", "b") + ",\"more\"", "more than 8 columns"},
        {row("h", "he said \"so\" b"), "a quote inside column 8 is not escaped"},
        {row("h", "b").substr(0, kHead.size() + 2),
         "the quote that opens column 7 is never closed"},
        {row("h", "b") + "\n" + row("h", "b"), "more than one row"},
    };
    for (const auto& [bytes, reason] : cases) {
        const auto document = read_dump_row(bytes);
        ASSERT_FALSE(document) << bytes;
        EXPECT_EQ(document.error(), "a row of a dump: " + std::string(reason));
    }
    EXPECT_EQ(read_dump_row(row("", " ")).error(), "a row without a text");
}

TEST(ScanRow, FindsTheEndOfARowAndOfItsLine)
{
    const std::string one = row("a\nb", "c, \\\"d\\\"\ne");
    for (const std::string_view line_end : {"\n", "\r\n"}) {
        const RowScan scan = scan_row(one + std::string(line_end) + one, Rest::Nothing);
        EXPECT_EQ(scan.end, End::Complete);
        EXPECT_EQ(scan.size, one.size());
        EXPECT_EQ(scan.next, one.size() + line_end.size());
    }
    EXPECT_EQ(scan_row(one, Rest::Nothing).next, one.size());
}

TEST(ScanRow, AsksForMoreWhereverTheTextIsCut)
{
    const std::string two = row("a\nb", "c, \\\"d\\\"\ne \"\"f\"\"") + "\r\n";
    for (std::size_t size = 0; size + 1 < two.size(); ++size) {
        EXPECT_EQ(scan_row(two.substr(0, size), Rest::MayFollow).end, End::NeedsMore) << size;
    }
}

TEST(ScanRow, DoesNotTakeAQuoteAtALineEndOfABrokenRowForItsEnd)
{
    const std::string broken = row("h", "he said \\\"so\\\"\nand \"more\" of it");
    const RowScan scan = scan_row(broken + "\n" + row("h", "b"), Rest::Nothing);
    EXPECT_EQ(scan.end, End::Broken);
    EXPECT_EQ(scan.problem, "a quote inside column 8 is not escaped");
}

TEST(ScanRow, ReadsABackslashBeforeAClosingQuoteWhereQuotesAreDoubled)
{
    const std::string first = row("h", "see \"\"C:\\\"\" or D:\\");
    const RowScan scan = scan_row(first + "\n" + row("h", "b"), Rest::Nothing);
    EXPECT_EQ(scan.end, End::Complete);
    EXPECT_EQ(scan.size, first.size());
    EXPECT_EQ(read_dump_row(first)->text.body, "see \"C:\\\" or D:\\");
}

TEST(StartsRow, WantsANumberAndATime)
{
    for (const char* start : {"1,12/28/1966 18:48,66X1", "\"1\",\"12/28/1966 18:48\"",
                              "251287,\"2/3/2010 1:05:00\","}) {
        EXPECT_TRUE(starts_row(start)) << start;
    }
    for (const char* other :
         {"", "1", "1,", "x,12/28/1966 18:48", "1,December", "1. (U) Summary",
          "\"1,12/28/1966 18:48", "1;12/28/1966 18:48", "1,12-28-1966 18:48", "12/28/1966 18:48"}) {
        EXPECT_FALSE(starts_row(other)) << other;
    }
}

TEST(TitleRow, HasEightColumnsAndNoNumber)
{
    EXPECT_TRUE(is_title_row("id,created,ref,origin,class,refs,header,body\n1,..."));
    EXPECT_TRUE(is_title_row("\"#\",\"created\",\"ref\",\"a\",\"b\",\"c\",\"d\",\"e\"\r\n"));
    EXPECT_FALSE(is_title_row("id,created,ref\n"));
    EXPECT_FALSE(is_title_row(fixtures::dump_row()));
}

} // namespace
} // namespace chancery::importer
