#include "parse/tags.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

namespace {

std::string shown(std::string_view text)
{
    std::string out;
    for (const ReadTag& read : read_tags(text)) {
        out += (out.empty() ? "" : " ") + read.tag.tag;
    }
    return out;
}

} // namespace

TEST(Tags, AreSeparatedByBlanksCommasAndSemicolons)
{
    EXPECT_EQ(shown("PREL, PGOV,EINV; KTFN \nPE  CI"), "PREL PGOV EINV KTFN PE CI");
    EXPECT_EQ(shown("parm, prel"), "PARM PREL");
    EXPECT_EQ(shown(""), "");
    EXPECT_EQ(shown(" , ; - "), "");
}

TEST(Tags, HaveKindAndMeaning)
{
    const auto tags = read_tags("PHUM GT");
    ASSERT_EQ(tags.size(), 2U);
    EXPECT_EQ(tags[0].tag.kind, "subject");
    EXPECT_NE(tags[0].tag.meaning, "");
    EXPECT_EQ(tags[1].tag.kind, "geopolitical");
    EXPECT_FALSE(tags[0].unknown);
}

TEST(Tags, AreTakenApartWhereTheyWereRunTogether)
{
    const std::string_view text = "ECON EINDETRD KIPR";
    const auto tags = read_tags(text);
    ASSERT_EQ(tags.size(), 4U);
    EXPECT_EQ(shown(text), "ECON EIND ETRD KIPR");
    for (const std::size_t i : {1U, 2U}) {
        EXPECT_EQ(tags[i].tag.printed, "EINDETRD");
        EXPECT_EQ(text.substr(tags[i].from, tags[i].to - tags[i].from), "EINDETRD");
        EXPECT_EQ(tags[i].tag.confidence, "high");
    }
}

TEST(Tags, AreCorrectedOnlyWhereTheCorrectionIsLikely)
{
    const auto high = read_tags("ACAO");
    ASSERT_EQ(high.size(), 1U);
    EXPECT_EQ(high[0].tag.tag, "ACOA");
    EXPECT_EQ(high[0].tag.printed, "ACAO");
    const auto low = read_tags("ABLDG");
    ASSERT_EQ(low.size(), 1U);
    EXPECT_EQ(low[0].tag.tag, "ABLDG");
    EXPECT_EQ(low[0].tag.confidence, "low");
}

TEST(Tags, IncludeNamesInBrackets)
{
    const auto tags = read_tags("OVIP (HOLT, ANNA B.) PREL");
    ASSERT_EQ(tags.size(), 3U);
    EXPECT_EQ(tags[1].tag.printed, "HOLT, ANNA B.");
    EXPECT_EQ(tags[1].tag.kind, "person");
    EXPECT_EQ(tags[2].tag.tag, "PREL");
    EXPECT_EQ(shown("OVIP (HOLT, ANNA"), "OVIP HOLT, ANNA") << "a bracket that is never closed";
}

TEST(Tags, KeepWhatIsInNoListAndSaySo)
{
    const auto tags = read_tags("PREL Zqxvj XXXXXXXX COUNTER");
    ASSERT_EQ(tags.size(), 4U);
    EXPECT_EQ(tags[1].tag.tag, "ZQXVJ");
    EXPECT_EQ(tags[1].tag.printed, "Zqxvj");
    EXPECT_EQ(tags[1].tag.kind, "");
    EXPECT_EQ(tags[1].tag.confidence, "unknown");
    EXPECT_TRUE(tags[1].unknown);
    EXPECT_FALSE(tags[2].unknown) << "taken out before publication";
}

TEST(Tags, CountOnce)
{
    EXPECT_EQ(shown("US IR CH US ACAO ACOA"), "US IR CH ACOA");
}

TEST(Tags, KnowALineThatGoesOnWithThem)
{
    EXPECT_TRUE(looks_like_tags("JO, EG, RS"));
    EXPECT_TRUE(looks_like_tags("EUN"));
    EXPECT_FALSE(looks_like_tags("SUBJECT: A VISIT"));
    EXPECT_FALSE(looks_like_tags("A VISIT OF THE MINISTER"));
    EXPECT_FALSE(looks_like_tags("Sipdis"));
    EXPECT_FALSE(looks_like_tags(""));
}

TEST(Tags, MayBePhrasesBetweenCommas)
{
    std::string found;
    for (const ReadTag& read : read_tags("PGOV, HUMAN RIGHTS, PREL KPAO, BORDER\n SECURITY")) {
        found += read.tag.tag + "|";
        EXPECT_FALSE(read.unknown) << read.tag.tag;
    }
    EXPECT_EQ(found, "PGOV|HUMAN RIGHTS|PREL|KPAO|BORDER SECURITY|");
    EXPECT_EQ(read_tags("PGOV HUMAN RIGHTS PREL").size(), 4U);
}

} // namespace chancery::parse
