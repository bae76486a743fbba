#include "import/telegram_record.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "import/fixtures.hpp"
#include "parse/parse.hpp"

namespace chancery::importer {
namespace {

Document read(const std::string& text)
{
    auto document = read_telegram_record(text);
    EXPECT_TRUE(document && *document) << (document ? document->error() : "no record");
    return document && *document ? **document : Document();
}

Cable cable_of(const Document& document)
{
    return parse::parse_cable(document.text, document.given);
}

TEST(TelegramRecord, GivesTheTelegramAndWhatTheRecordSaysOfIt)
{
    const Document document = read(fixtures::telegram_record());
    EXPECT_EQ(document.kind, DocumentKind::Record);
    EXPECT_EQ(document.given.id, "75FREEDONIA123"); // the post as the telegram spells it
    EXPECT_EQ(document.given.classification, "CONFIDENTIAL");
    EXPECT_EQ(document.given.subject, "DUCKS & GEESE: THE HARVEST");
    EXPECT_FALSE(document.given.created); // the date-time group knows better
    EXPECT_EQ(document.text.header.find("Grafeld"), std::string::npos);
    EXPECT_EQ(document.text.body.find("Grafeld"), std::string::npos);
    EXPECT_TRUE(document.text.body.starts_with("C O N F I D E N T I A L FREEDONIA 0123"))
        << document.text.body;
}

TEST(TelegramRecord, IsReadAsACableOfItsTime)
{
    const Cable cable = cable_of(read(fixtures::telegram_record()));
    EXPECT_EQ(cable.id, "75FREEDONIA123");
    EXPECT_EQ(cable.created, parse_instant("1975-01-17T13:30:00Z"));
    EXPECT_EQ(cable.from, "AMEMBASSY FREEDONIA");
    EXPECT_EQ(cable.classification.level, "confidential");
    EXPECT_EQ(cable.subject, "DUCKS & GEESE: THE HARVEST");
    EXPECT_EQ(cable.eo.order, "11652");
    for (const Finding& finding : cable.findings) {
        EXPECT_FALSE(finding.kind.starts_with("given-")) << finding.kind << finding.detail;
        EXPECT_NE(finding.kind, "body-of-another-cable");
    }
}

TEST(TelegramRecord, IsTheSameFromThePage)
{
    const auto page = read_telegram_page(fixtures::telegram_page());
    ASSERT_TRUE(page && *page) << (page ? page->error() : "no page");
    const Document text = read(fixtures::telegram_record());
    EXPECT_EQ((*page)->given, text.given);
    EXPECT_EQ(trim((*page)->text.body), trim(text.text.body));
    EXPECT_EQ(trim((*page)->text.header), trim(text.text.header));
}

TEST(TelegramRecord, TakesThePostFromTheListWhereTheTextDoesNotSayIt)
{
    const std::string text =
        replace_all(fixtures::telegram_of_1975(), "C O N F I D E N T I A L FREEDONIA 0123",
                    "C O N F I D E N T I A L");
    struct {
        std::string_view number;
        std::string_view id;
    } const cases[] = {
        {"1975CARACA02200", "75CARACAS2200"},    {"1975STATE012345", "75STATE12345"},
        {"1974NEWDE00077", "74NEWDELHI77"},      {"1979GUATEM00242", "79GUATEMALA242"},
        {"1975 GUATEM 00242", "75GUATEMALA242"}, {"1975BUENOS01001", "75BUENOSAIRES1001"},
        {"1975PORTO00012", "75PORTO12"}, // Port of Spain, Porto Alegre
        {"1975NOWHER00001", "75NOWHER1"},        {"P750001-0002", "P750001-0002"},
    };
    for (const auto& [number, id] : cases) {
        const Document document =
            read(replace_all(fixtures::telegram_record(text), "1975FREEDO00123", number));
        EXPECT_EQ(document.given.id, id);
    }
}

TEST(TelegramRecord, TakesTheDraftDateWhereTheTextHasNoTime)
{
    const std::string text =
        replace_all(fixtures::telegram_of_1975(), "R 171330Z JAN 75", "ROUTINE");
    for (const char* written :
         {"16 JAN 1975", "16-Jan-1975", "16-JAN-1975 12:00:00 AM", "1975-01-16"}) {
        const Document document =
            read(replace_all(fixtures::telegram_record(text), "16 JAN 1975", written));
        EXPECT_EQ(document.given.created, parse_instant("1975-01-16")) << written;
        EXPECT_TRUE(document.given.minutes_unknown);
    }
    for (const char* written : {"n/a", "", "16 JEN 1975", "soon", "32 JAN 1975"}) {
        EXPECT_FALSE(read(replace_all(fixtures::telegram_record(text), "16 JAN 1975", written))
                         .given.created)
            << written;
    }
}

TEST(TelegramRecord, JoinsValuesThatWrap)
{
    const std::string text =
        replace_all(fixtures::telegram_record(), "Subject: DUCKS & GEESE: THE HARVEST",
                    "Subject: DUCKS & GEESE:\n   THE HARVEST\n");
    EXPECT_EQ(read(text).given.subject, "DUCKS & GEESE: THE HARVEST");
}

TEST(TelegramRecord, LeavesTheStampOutOfTheMiddleOfTheTextToo)
{
    const std::string stamp =
        "Sheryl P. Walter Declassified/Released US Department of State EO Systematic Review 20 Mar "
        "2014";
    const std::string text =
        replace_all(fixtures::telegram_of_1975(), "PAGE 02", stamp + "\n  " + stamp + "\nPAGE 02");
    const Document document = read(fixtures::telegram_record(text));
    EXPECT_EQ(document.text, read(fixtures::telegram_record()).text);
}

TEST(TelegramRecord, WithoutATextIsRefusedWithItsPlace)
{
    const std::string text = replace_all(fixtures::telegram_record("n/a\n"),
                                         "TEXT ON-LINE, ON MICROFILM", "ON MICROFILM");
    const auto document = read_telegram_record(text);
    ASSERT_TRUE(document);
    ASSERT_FALSE(*document);
    EXPECT_EQ(document->error(), "a record without the text of a telegram (Locator: ON MICROFILM)");
}

TEST(TelegramRecord, IsNotFoundInOtherTexts)
{
    EXPECT_FALSE(read_telegram_record(fixtures::telegram()));
    EXPECT_FALSE(read_telegram_record("Message Text\n\nMessage Attributes\nTAGS: PINT\n"));
    EXPECT_FALSE(read_telegram_page(fixtures::page()));
    EXPECT_FALSE(read_telegram_page("<table><tr><td>Document Number</td></tr></table>"));
}

} // namespace
} // namespace chancery::importer
