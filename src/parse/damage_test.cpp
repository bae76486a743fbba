#include "parse/damage.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace chancery::parse {

namespace {

std::string mended(std::string_view text)
{
    const std::vector<Edit> edits = find_damage(text);
    return std::string(CleanText(text, edits).text());
}

struct Case {
    const char* text;
    const char* meant;
};

} // namespace

TEST(Damage, IsMendedWhereWhatWasMeantIsBeyondDoubt)
{
    const Case cases[] = {
        {"the mayor,s ferry", "the mayor's ferry"},
        {"THE MAYOR,S FERRY", "THE MAYOR'S FERRY"},
        {"they don,t know; we,re late, he,d said", "they don't know; we're late, he'd said"},
        {"the Harbour?s fees", "the Harbour's fees"},
        {"called it a &wet year8 twice", "called it a \"wet year\" twice"},
        {"said &we,re counting boats.8 Then", "said \"we're counting boats.\" Then"},
        {"THE &GRAND PLAN8 FAILED", "THE \"GRAND PLAN\" FAILED"},
        {"the quay ) and the pier ) were", "the quay - and the pier - were"},
        {"ministers*including the mayor", "ministers--including the mayor"},
        {"the Port ? our host ? agreed", "the Port - our host - agreed"},
        {"the mayor&#8217;s and &#x201C;his", "the mayor\u2019s and \u201Chis"},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(mended(c.text), c.meant);
    }
}

TEST(Damage, IsLeftAloneWhereItMayHaveBeenMeant)
{
    for (const char* text : {"ferries, boats and quays",
                             "reasons 1.4 (b,d)",
                             "1.4 b,d",
                             "R&D and S&P 8",
                             "Boats & Co 8",
                             "the &G8 summit",
                             "&an open quotation",
                             "(see the quay ) and",
                             "a) first b) second",
                             "Who came ? The mayor.",
                             "2*3",
                             "* a point",
                             "the U,S port",
                             "&#1;",
                             "&#8217",
                             "Is it, s?",
                             "3) three",
                             "the year &998",
                             "Boats,sails",
                             "&one &two8 three"}) {
        if (std::string_view(text) == "&one &two8 three") {
            EXPECT_EQ(mended(text), "&one \"two\" three");
        } else {
            EXPECT_EQ(mended(text), text);
        }
    }
}

TEST(Damage, DoesNotReachOverParagraphs)
{
    EXPECT_EQ(mended("an &open\n\n2. quotation8 here"), "an &open\n\n2. quotation8 here");
    EXPECT_EQ(mended("a &wet\nyear8 here"), "a \"wet\nyear\" here");
}

} // namespace chancery::parse
