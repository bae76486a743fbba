#include "cite/citation.hpp"

#include <gtest/gtest.h>

#include "base/testing.hpp"
#include "cite/fictional.hpp"

namespace chancery::cite {
namespace {

Citation whole(const Cable& cable)
{
    return cite_cable(cable, testing::settings(), testing::kPagePath);
}

std::string both(const Citation& citation)
{
    return "Chicago: " + chicago(citation) + "\nNational Archives: " + national_archives(citation) +
           "\n";
}

TEST(Citation, OfACableAndOfParagraphsAsText)
{
    const Cable cable = testing::fictional_cable();
    std::string texts = both(whole(cable));
    for (const Paragraph& paragraph : cable.paragraphs) {
        texts += '\n' + both(cite_quotation(cable, testing::settings(), testing::kPagePath,
                                            quotation_of(paragraph)));
    }
    EXPECT_GOLDEN("cite/texts.txt", texts);
}

TEST(Citation, PutsQuotationMarksInsideOthers)
{
    struct Row {
        std::string title;
        std::string quoted;
    };
    const Row kRows[] = {
        {"Fog", "“Fog,” cable"},
        {"Fog.", "“Fog,” cable"},
        {"Will It Lift?", "“Will It Lift?,” cable"},
        {"The \"Fog\" Lifts", "“The ‘Fog’ Lifts,” cable"},
        {"All Is \"Fog\"", "“All Is ‘Fog,’” cable"},
        {"All Is “Fog”", "“All Is ‘Fog,’” cable"},
        {"The Masters’", "“The Masters’,” cable"},
        {"The \"Fog", "“The ‘Fog,” cable"},
        {"\"", "“‘,” cable"},
    };
    Cable cable = testing::fictional_cable();
    for (const Row& row : kRows) {
        cable.title = row.title;
        EXPECT_NE(chicago(whole(cable)).find(row.quoted), std::string::npos)
            << row.title << ": " << chicago(whole(cable));
    }
}

TEST(Citation, LeavesOutWhatIsNotKnown)
{
    Cable cable;
    cable.id = "08LINDEN242";
    edition::Settings settings = testing::settings();
    settings.base_url.clear();
    const Citation citation = cite_cable(cable, settings, testing::kPagePath);
    EXPECT_EQ(chicago(citation), "cable 08LINDEN242, The Linden Papers.");
    EXPECT_EQ(national_archives(citation), "Telegram 242, 08LINDEN242, The Linden Papers, online.");
    EXPECT_EQ(citation.title, "Cable 08LINDEN242");
    cable.id = "fog";
    EXPECT_EQ(national_archives(cite_cable(cable, settings, "")),
              "Telegram fog, The Linden Papers, online.");
}

TEST(Citation, MakesAHeadlineOfASubjectInCapitals)
{
    Cable cable = testing::fictional_cable();
    cable.title.clear();
    cable.subject = "(C) HARBOUR MASTER ON UNSC REFORM";
    EXPECT_EQ(whole(cable).title, "Harbour Master on UNSC Reform");
}

TEST(Citation, NamesThePostsOfAddressLines)
{
    Cable cable = testing::fictional_cable();
    EXPECT_EQ(whole(cable).to, "Secretary of State");
    cable.to = {{"RUEHPA", "AMEMBASSY PARIS", "", "", false, {}}};
    cable.origin.clear();
    cable.from = "AMEMBASSY ABUJA";
    EXPECT_EQ(whole(cable).to, "Embassy Paris");
    EXPECT_EQ(whole(cable).from, "Embassy Abuja");
}

TEST(Citation, OfAQuotationSaysWhatBecameOfIt)
{
    Cable cable = testing::fictional_cable();
    const Quotation quoted = quotation_of(cable.paragraphs[1]);
    const auto cite = [&] {
        return cite_quotation(cable, testing::settings(), testing::kPagePath, quoted);
    };
    EXPECT_EQ(cite().note, "");
    EXPECT_EQ(cite().place, "para. 2");
    EXPECT_EQ(cite().url, "https://linden.example/cable/2008/02/08LINDEN242.html?quote=" +
                              quoted.text() + "#par2");

    cable.paragraphs[1].text = "There were three.";
    EXPECT_EQ(cite().note, "Quoted as " + quoted.text() + "; para. 2 has changed since.");
    EXPECT_TRUE(cite().url.ends_with(quoted.text() + "#par2")); // who opens it is told

    cable.paragraphs[0].text = "There were none, or 1.5 of them.";
    EXPECT_EQ(cite().note, "Quoted as " + quoted.text() + "; the words now stand in para. 1.");
    EXPECT_TRUE(cite().url.ends_with("#par1"));

    cable.paragraphs.clear();
    EXPECT_EQ(cite().note,
              "Quoted as " + quoted.text() + "; this paragraph is no longer in the cable.");
    EXPECT_EQ(cite().place, "");
}

TEST(Citation, WithoutHashTakesTheWordsOfToday)
{
    const Cable cable = testing::fictional_cable();
    const Citation citation =
        cite_quotation(cable, testing::settings(), testing::kPagePath, {"par1", ""});
    EXPECT_TRUE(
        citation.url.ends_with("?quote=" + quotation_of(cable.paragraphs[0]).text() + "#par1"));
}

TEST(Citation, EncodesWhatMayNotStandInAnAddress)
{
    edition::Settings settings = testing::settings();
    settings.base_url = "https://x.example/{a}\"<b>\\ \u00FC";
    EXPECT_EQ(cite_cable(testing::fictional_cable(), settings, "/c.html").url,
              "https://x.example/%7Ba%7D%22%3Cb%3E%5C%20%C3%BC/c.html");
}

} // namespace
} // namespace chancery::cite
