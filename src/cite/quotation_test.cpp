#include "cite/quotation.hpp"

#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "cite/fictional.hpp"

namespace chancery::cite {
namespace {

TEST(Quotation, IsReadFromAnAddress)
{
    struct Row {
        std::string text;
        std::string anchor; // empty: none
        std::string hash = "";
    };
    const Row kRows[] = {
        {"par4-1a2b3c4d", "par4", "1a2b3c4d"},
        {"PAR4-1A2B3C4D", "par4", "1a2b3c4d"},
        {"par4-2-1a2b3c4d", "par4-2", "1a2b3c4d"},
        {"par4", "par4"},
        {"par4-2", "par4-2"},
        {"p12", "p12"},
        {"par4-1a2b3c4", "par4-1a2b3c4"}, // seven digits: no hash, and no such paragraph
        {"", ""},
        {"4", ""},
        {"-1a2b3c4d", ""},
        {"1a2b3c4d", ""},
        {"par 4", ""},
        {"par4-1a2b3c4d#par4", ""},
        {"par4\n", ""},
        {"<b>", ""},
        {"p\xC3\xA4r4", ""},
        {std::string(500, 'a'), ""},
    };
    for (const Row& row : kRows) {
        const auto quotation = Quotation::parse(row.text);
        ASSERT_EQ(quotation.has_value(), !row.anchor.empty()) << row.text;
        if (quotation) {
            EXPECT_EQ(quotation->anchor, row.anchor);
            EXPECT_EQ(quotation->hash, row.hash);
            EXPECT_EQ(Quotation::parse(quotation->text()), quotation);
        }
    }
}

TEST(Quotation, ComparesWordsAndTheirOrder)
{
    EXPECT_EQ(folded_words("1. The  Master,s \nboat\n\nsank."), "1 the master s boat sank");
    EXPECT_EQ(folded_words("“The” master\u00A0– Z\u00FCrich"), "the master z\u00FCrich");
    EXPECT_EQ(folded_words("\u20AC 5, \uFFFD"), "\u20AC 5 \uFFFD");
    EXPECT_EQ(folded_words(" ...\n"), "");
    EXPECT_EQ(folded_words("a\xFF"), "a\uFFFD");
    EXPECT_NE(folded_words("1.5 million"), folded_words("15 million"));
    EXPECT_NE(folded_words("to get her"), folded_words("together"));
}

// Anybody can work it out: printf 'the master s boat' | sha256sum
TEST(Quotation, HasTheFirstDigitsOfSha256)
{
    EXPECT_EQ(quotation_hash("The Master,s\nboat."), hex(sha256("the master s boat")).substr(0, 8));
    EXPECT_EQ(quotation_hash(""), "e3b0c442");
}

TEST(Quotation, SaysWhatBecameOfAParagraph)
{
    Cable cable = testing::fictional_cable();
    const Quotation first = quotation_of(cable.paragraphs[0]);
    EXPECT_EQ(judge(cable, first).standing, Standing::Same);
    EXPECT_EQ(judge(cable, first).paragraph, cable.paragraphs.data());

    cable.paragraphs[0].text = "The  harbour master told us that he had counted the boats, twice";
    EXPECT_EQ(judge(cable, first).standing, Standing::Same); // set anew, and punctuated

    cable.paragraphs[0].anchor = "par9";
    EXPECT_EQ(judge(cable, first).standing, Standing::Moved);
    EXPECT_EQ(judge(cable, first).paragraph, cable.paragraphs.data());

    cable.paragraphs[0].anchor = "par1";
    cable.paragraphs[0].text =
        "The harbour master told us that XXXXXXXX had counted the boats twice";
    EXPECT_EQ(judge(cable, first).standing, Standing::Changed);

    cable.paragraphs.clear();
    EXPECT_EQ(judge(cable, first).standing, Standing::Gone);
    EXPECT_EQ(judge(cable, first).paragraph, nullptr);
}

TEST(Quotation, OfNoCertainWordingIsSameOrGone)
{
    const Cable cable = testing::fictional_cable();
    EXPECT_EQ(judge(cable, {"par2-2", ""}).standing, Standing::Same);
    EXPECT_EQ(judge(cable, {"par7", ""}).standing, Standing::Gone);
}

} // namespace
} // namespace chancery::cite
