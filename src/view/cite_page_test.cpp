#include "view/cite_page.hpp"

#include <gmock/gmock.h>

#include "base/text.hpp"
#include "cable/json_read.hpp"
#include "cite/citation.hpp"
#include "view/fictional.hpp"
#include "view/metadata.hpp"

namespace chancery::view {
namespace {

using cite::quotation_of;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kPath = "/cable/2008/02/08LINDEN242.html";

const edition::Settings& settings()
{
    static const edition::Settings kSettings = testing::settings();
    return kSettings;
}

std::string note(const Cable& cable, const std::string& quote)
{
    const Frame frame{.settings = &settings(), .path = kPath, .quote = quote};
    return std::string(quote_note(frame, cable).bytes());
}

TEST(QuoteNote, SaysWhetherTheParagraphStillReadsSo)
{
    Cable cable = testing::fictional_cable();
    const std::string fourth = quotation_of(cable.paragraphs[3]).text();
    EXPECT_THAT(note(cable, fourth),
                HasSubstr("<a href=\"#par4\">Paragraph 4</a> still reads as it was quoted"));
    cable.paragraphs[3].text += " And so are whales.";
    EXPECT_THAT(note(cable, fourth),
                HasSubstr("<a href=\"#par4\">Paragraph 4</a> has changed since it was quoted"));
    cable.paragraphs.pop_back();
    EXPECT_THAT(note(cable, fourth), HasSubstr("is no longer in this cable"));
    cable.paragraphs[0].text = testing::fictional_cable().paragraphs[3].text;
    EXPECT_THAT(note(cable, fourth), HasSubstr("now as <a href=\"#par1\">Paragraph 1</a>"));
    EXPECT_THAT(note(cable, fourth), HasSubstr("href=\"/cite/08LINDEN242.html\""));
}

TEST(QuoteNote, IsNotThereWhereNothingIsQuoted)
{
    const Cable cable = testing::fictional_cable();
    EXPECT_EQ(note(cable, ""), "");
    EXPECT_EQ(note(cable, "<script>"), "");
}

TEST(CitePage, HasACitationAndThreeFilesForEachParagraph)
{
    const Cable cable = testing::fictional_cable();
    const Frame frame{.settings = &settings(), .path = cite_path(cable.id)};
    const std::string page = cite_page(frame, {cable, kPath});
    for (const Paragraph& paragraph : cable.paragraphs) {
        const std::string quote = "?quote=" + quotation_of(paragraph).text();
        EXPECT_THAT(page, HasSubstr(std::string(kPath) + quote + "#" + paragraph.anchor));
        for (const std::string ending : {".bib", ".ris", ".csl.json"}) {
            EXPECT_THAT(page,
                        HasSubstr("href=\"/cable/2008/02/08LINDEN242" + ending + quote + "\""));
        }
    }
    EXPECT_THAT(page, HasSubstr("<meta name=\"robots\" content=\"noindex\">"));
}

TEST(CitePage, HasNoAddressWithAQuestionInACopy)
{
    const Cable cable = testing::fictional_cable();
    const Frame frame{
        .settings = &settings(), .path = cite_path(cable.id), .delivery = Delivery::Copied};
    const std::string page = cite_page(frame, {cable, kPath});
    EXPECT_THAT(page, Not(ContainsRegex("href=\"[^\"]*[?]")));
    EXPECT_THAT(page, HasSubstr("href=\"/cable/2008/02/08LINDEN242.html#par4\""));
    EXPECT_THAT(page, HasSubstr("?quote=par4-")); // in the citation: of the site
}

TEST(CitePage, ListsSoManyParagraphsAndSaysHowManyItLeavesOut)
{
    Cable cable = testing::fictional_cable();
    for (int i = 100; i < 700; ++i) {
        cable.paragraphs.push_back(
            {"par" + std::to_string(i), std::to_string(i), "U", "", std::string(9000, 'x'), {}});
    }
    cable.paragraphs.push_back({"<b>", "", "U", "", "no address", {}});
    const Frame frame{.settings = &settings(), .path = cite_path(cable.id)};
    const std::string page = cite_page(frame, {cable, kPath});
    EXPECT_THAT(page, HasSubstr("<p>104 paragraphs more are not listed here.</p>"));
    EXPECT_THAT(page, Not(HasSubstr("no address")));
    EXPECT_LT(page.size(), 900'000U);
}

// What Zotero's "Embedded Metadata" looks for, each in the head and each once.
TEST(Metadata, SaysWhatProgramsLookFor)
{
    const cite::Citation citation = cite::cite_cable(testing::fictional_cable(), settings(), kPath);
    const std::string head(metadata(citation).bytes());
    const auto has = [&](std::string_view name, std::string_view content) {
        Html tag;
        tag.add({" content=\"", content, "\">\n"});
        EXPECT_THAT(head, ContainsRegex("<meta name=\"" + std::string(name) + "\""));
        EXPECT_THAT(head, HasSubstr(std::string(tag.bytes()))) << name;
    };
    has("citation_title", "Harbour Master Counts the Boats & Finds \"None\"");
    has("citation_author", "Embassy Linden,");
    has("citation_publication_date", "2008/02/27");
    has("citation_technical_report_institution", "The Linden Papers");
    has("citation_technical_report_number", "08LINDEN242");
    has("citation_public_url", "https://linden.example/cable/2008/02/08LINDEN242.html");
    has("citation_language", "en");
    has("DC.creator", "Embassy Linden");
    has("DC.date", "2008-02-27");
    has("DC.identifier", "08LINDEN242");
    EXPECT_THAT(head, HasSubstr("property=\"og:title\""));
    EXPECT_THAT(head, HasSubstr("property=\"og:url\""));
    EXPECT_THAT(head, HasSubstr("property=\"og:type\""));
}

std::string data_block(const Html& head)
{
    constexpr std::string_view kStart = "<script type=\"application/ld+json\">";
    const std::string_view bytes = head.bytes();
    const std::size_t from = bytes.find(kStart) + kStart.size();
    return std::string(bytes.substr(from, bytes.find("</script>", from) - from));
}

TEST(Metadata, HasABlockOfDataThatNoTextCanEnd)
{
    for (const std::string& subject : {std::string("</script><script>alert('x')</script>"),
                                       std::string("<!-- <script> --> & ' \" \\u003c \\")}) {
        Cable cable = testing::fictional_cable();
        cable.title = cable.origin = subject;
        const std::string block = data_block(metadata(cite::cite_cable(cable, settings(), kPath)));
        EXPECT_EQ(block.find_first_of("<>&'"), std::string::npos) << block;
        EXPECT_EQ(json::text(json::parse(block), "name"), subject);
    }
}

} // namespace
} // namespace chancery::view
