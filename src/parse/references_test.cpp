#include "parse/references.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

namespace {

const CitingCable kCiting{2009, "LIMA", 300};

std::string shown(std::string_view text, const CitingCable& citing = kCiting)
{
    std::string out;
    for (const ReadReference& read : read_references(text, citing)) {
        const Reference& r = read.reference;
        out += out.empty() ? "" : "; ";
        out += r.label.empty() ? "" : r.label + " ";
        out += r.id.empty() ? r.kind + ":" + r.text : r.id;
    }
    return out;
}

} // namespace

TEST(References, AreReadInAllTheirForms)
{
    struct Case {
        const char* text;
        const char* read;
    };
    const Case cases[] = {
        {"QUITO 999", "09QUITO999"},
        {"LA PAZ 2974", "09LAPAZ2974"},
        {"A. 99 PRETORIA 12315  B. 99 PRETORIA 12316", "A 99PRETORIA12315; B 99PRETORIA12316"},
        {"A) QUITO 7, B) OSLO 8", "A 09QUITO7; B 09OSLO8"},
        {"(A) QUITO 7 (B) OSLO 8", "A 09QUITO7; B 09OSLO8"},
        {"[A] QUITO 7 [B] OSLO 8", "A 09QUITO7; B 09OSLO8"},
        {"A: QUITO 7 B: OSLO 8", "A 09QUITO7; B 09OSLO8"},
        {"A - QUITO 7 B - OSLO 8", "A 09QUITO7; B 09OSLO8"},
        {"a. 07 state 75 b. oslo 8", "A 07STATE75; B 09OSLO8"},
        {"A. A) QUITO 7 \nB. B) OSLO 8", "A 09QUITO7; B 09OSLO8"},
        {"A. (A) QUITO 7 \nB. (B) OSLO 8", "A 09QUITO7; B 09OSLO8"},
        {" A. QUITO 7 \nREF B. OSLO 8", "A 09QUITO7; B 09OSLO8"},
        {"08 BELGRADE 1097", "08BELGRADE1097"},
        {"2007 MOSCOW 05153", "07MOSCOW5153"},
        {"09DHAHRAN 201", "09DHAHRAN201"},
        {"SAO PAULO 12 (08)", "08SAOPAULO12"},
        {"(08) SAO PAULO 581", "08SAOPAULO581"},
        {"'08 SAO PAULO 581", "08SAOPAULO581"},
        {"OSLO 00789/08", "08OSLO789"},
        {"OSLO 4525-91", "91OSLO4525"},
        {"72 TEHRAN 1", "72TEHRAN1"},
        {"RABAT 0178", "09RABAT178"},
        {"ASHGABAT687", "09ASHGABAT687"},
        {"ALGIERS 1807 AND 08", "09ALGIERS1807; 09ALGIERS8"},
        {"PARIS 7472 and 7677", "09PARIS7472; 09PARIS7677"},
        {"PARIS 936/935", "09PARIS936; 09PARIS935"},
        {"State 188314, 259032", "09STATE188314; 09STATE259032"},
        {"OSLO 7, 08 QUITO 9", "09OSLO7; 08QUITO9"},
        {"OSLO 7 AND 08 QUITO 9", "09OSLO7; 08QUITO9"},
        {"BEIJING 1668 AND PREVIOUS", "09BEIJING1668"},
        {"PARIS 3645 (NOTAL)", "09PARIS3645"},
        {"SECSTATE 15113", "09STATE15113"},
        {"RIO 346", "09RIODEJANEIRO346"},
        {"09 SAN SALVADOR 1101; 08 QUITO 2", "09SANSALVADOR1101; 08QUITO2"},
        {"TOKYO 3114 (TRILATERAL TALKS)", "09TOKYO3114"},
        {"TEHRAN 1091: TEHRAN 263: MOSCOW 1603", "09TEHRAN1091; 09TEHRAN263; 09MOSCOW1603"},
        {"STATE 106206 CIRCULAR", "09STATE106206"},
        {"Oslo 1337, Oslo 1340, Quito 1167", "09OSLO1337; 09OSLO1340; 09QUITO1167"},
        {"", ""},
        {" ; , ", ""},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(shown(c.text), c.read) << c.text;
    }
}

TEST(References, ThatNameNoCableKeepTheirTextAndAKind)
{
    EXPECT_EQ(shown("A. HOLT-WEBER EMAILS/TELCONS"), "A e-mail:HOLT-WEBER EMAILS/TELCONS");
    EXPECT_EQ(shown("IIR 6906012405"), "report:IIR 6906012405");
    EXPECT_EQ(shown("A. MEMO OF CONVERSATION B. HOLT TELCON OF 12 MAY"),
              "A memo:MEMO OF CONVERSATION; B telcon:HOLT TELCON OF 12 MAY");
    EXPECT_EQ(shown("A. EMBASSY DAILY REPORT FOR MAY 4"),
              "A report:EMBASSY DAILY REPORT FOR MAY 4");
    EXPECT_EQ(shown("A. TELCON WITH OSLO 12 MAY"), "A telcon:TELCON WITH OSLO 12 MAY");
    EXPECT_EQ(shown("N/A"), "");
}

TEST(References, OfAnUnknownPostHaveNoId)
{
    const auto read = read_references("A. ELBONIA 12", kCiting);
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read[0].reference.kind, "cable");
    EXPECT_EQ(read[0].reference.id, "");
    EXPECT_EQ(read[0].reference.text, "ELBONIA 12");
    EXPECT_TRUE(read[0].unknown_post);
}

// A cable cannot refer to one that its own post has not sent yet.
TEST(References, ToTheOwnPostWithAHigherNumberAreOfTheYearBefore)
{
    EXPECT_EQ(shown("LIMA 299"), "09LIMA299");
    EXPECT_EQ(shown("LIMA 8729"), "08LIMA8729");
    EXPECT_EQ(shown("09 LIMA 8729"), "09LIMA8729") << "a year that is given wins";
    EXPECT_EQ(shown("OSLO 8729"), "09OSLO8729");
}

TEST(References, WithoutAnyYearHaveNoId)
{
    EXPECT_EQ(shown("OSLO 12", {0, "", 0}), "cable:OSLO 12");
    EXPECT_EQ(shown("08 OSLO 12", {0, "", 0}), "08OSLO12");
}

TEST(References, KnowTheirPlaces)
{
    const std::string_view text = "A. QUITO 7 AND PREVIOUS \nB. 08 OSLO 8 (NOTAL)";
    const auto read = read_references(text, kCiting);
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(text.substr(read[0].from, read[0].to - read[0].from), "QUITO 7");
    EXPECT_EQ(text.substr(read[1].from, read[1].to - read[1].from), "08 OSLO 8");
}

TEST(References, TakeInitialsOfNamesForNoEnumerators)
{
    EXPECT_EQ(shown("A. QUITO 7 B. LETTER OF J. D. HOLT"),
              "A 09QUITO7; B memo:LETTER OF J. D. HOLT");
}

} // namespace chancery::parse
