#include "import/json_line.hpp"

#include <gtest/gtest.h>

#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"
#include "cable/cable_json.hpp"
#include "import/fixtures.hpp"

namespace chancery::importer {
namespace {

// As `chancery parse` prints it.
Cable parsed(const Document& document)
{
    Cable cable = parse::parse_cable(document.text, document.given);
    cable.released = document.given.released;
    return cable;
}

Cable round_trip(const Cable& cable)
{
    const auto document = read_json_line(to_json(cable));
    EXPECT_TRUE(document) << document.error();
    return document ? parsed(*document) : Cable();
}

TEST(JsonLine, GivesTheCableThatWasPrinted)
{
    fixtures::PageParts wrong = fixtures::parts_2011();
    wrong.created = "2008-02-28 03:04";
    wrong.classification = "SECRET";
    wrong.subject = "GEESE";
    wrong.origin = "Embassy Paris";
    fixtures::PageParts malformed = fixtures::parts_2011();
    malformed.id = "08-FREEDONIA";
    fixtures::PageParts swapped = fixtures::parts_2011();
    swapped.id = "08SYLVANIA3";
    fixtures::PageParts partial;
    partial.header = "This record is a partial extract of the original cable. The full text of the "
                     "original cable is not available.";
    for (const std::string& bytes :
         {fixtures::telegram(), fixtures::page(), fixtures::page(fixtures::parts_2011()),
          fixtures::page_text(), fixtures::dump_row(), fixtures::page(wrong),
          fixtures::page(malformed), fixtures::page(swapped), fixtures::page(partial),
          fixtures::telegram_record()}) {
        const auto document = read_document(bytes, "");
        ASSERT_TRUE(document) << document.error();
        const Cable cable = parsed(*document);
        EXPECT_EQ(to_json(round_trip(cable)), to_json(cable));
    }
}

TEST(JsonLine, TakesOnlyWhatTheTextCannotGiveAgain)
{
    const auto document = read_json_line(
        R"({"id":"08FREEDONIA242","created":"2008-02-27T19:56:00Z","released":null,"origin":"Embassy)"
        R"( Freedonia","classification":{"label":"UNCLASSIFIED"},"subject":"X","tags":["wrong"],)"
        R"("header":"h","body":"b\r\n\u0007","findings":[{"kind":"minutes-unknown"},7],"new":{}})");
    ASSERT_TRUE(document) << document.error();
    EXPECT_EQ(document->kind, DocumentKind::JsonLine);
    EXPECT_EQ(document->text, (parse::CableText{"h", "b\n\uFFFD"}));
    EXPECT_EQ(document->given.id, "08FREEDONIA242");
    EXPECT_TRUE(document->given.minutes_unknown);
    EXPECT_EQ(document->given.classification, "UNCLASSIFIED");
}

TEST(JsonLine, IsRefusedWithTheReasonWhereItIsNoCable)
{
    struct {
        std::string_view bytes;
        std::string_view reason;
    } const cases[] = {
        {"{\"id\":\"08X1\"}", "neither header nor body"},
        {"{\"header\":null,\"body\":\" \"}", "neither header nor body"},
        {"{\"body\":7}", "JSON does not fit: member \"body\""},
        {"{\"body\":\"x\",\"created\":\"soon\"}", "JSON does not fit: member \"created\""},
        {"{\"body\":\"x\"", "JSON does not fit: no object"},
        {"{\"body\":\"x\"} {\"body\":\"y\"}", "JSON does not fit: no object"},
    };
    for (const auto& [bytes, reason] : cases) {
        const auto document = read_json_line(bytes);
        ASSERT_FALSE(document) << bytes;
        EXPECT_EQ(document.error(), "JSON, but not of a cable: " + std::string(reason));
    }
}

TEST(JsonLine, BringsTheRealOnesBack)
{
    const auto data = testing::shared_data();
    if (!data) {
        GTEST_SKIP() << "skipped: no ../shared/data";
    }
    int count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(*data)) {
        if (!entry.is_regular_file()) {
            continue;
        }
        const auto document = read_document(read_file(entry.path()), entry.path().string());
        ASSERT_TRUE(document) << entry.path() << ": " << document.error();
        const Cable cable = parsed(*document);
        EXPECT_TRUE(round_trip(cable) == cable) << entry.path();
        ++count;
    }
    EXPECT_GT(count, 80);
}

} // namespace
} // namespace chancery::importer
