#include "cable/cable_id.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

struct IdCase {
    std::string_view written;
    std::string_view id; // empty: no id
};

TEST(CableId, ReadsManySpellingsAsOne)
{
    constexpr IdCase kCases[] = {
        {"08GUATEMALA242", "08GUATEMALA242"},
        {"08guatemala000242", "08GUATEMALA242"},
        {"  72TEHRAN1164 ", "72TEHRAN1164"},
        {"08SCTION02OF02SAOPAULO335", "08SCTION02OF02SAOPAULO335"},
        {"7575LIBREVILLE1895", "7575LIBREVILLE1895"},
        {"06ASTANA", ""},
        {"", ""},
        {"08", ""},
        {"0812345", ""},
        {"XXPARIS12", ""},
        {"08PARIS 12", ""},
        {"08PARIS-12", ""},
        {"08PARIS1234567890", ""},
        {"09ROME0", "09ROME0"},
    };
    for (const IdCase& c : kCases) {
        const auto id = CableId::parse(c.written);
        EXPECT_EQ(id ? id->text() : "", c.id) << c.written;
    }
}

TEST(CableId, RefusesIdsLongerThanAnyPost)
{
    EXPECT_FALSE(CableId::parse("08" + std::string(90, 'A') + "1"));
}

TEST(CableId, KnowsItsParts)
{
    const auto id = CableId::parse("72TEHRAN1164");
    ASSERT_TRUE(id);
    EXPECT_EQ(id->year(), 1972);
    EXPECT_EQ(id->post(), "TEHRAN");
    EXPECT_EQ(id->serial(), 1164U);
    EXPECT_EQ(CableId::parse("50ROME1")->year(), 2050);
    EXPECT_EQ(CableId::parse("51ROME1")->year(), 1951);
}

TEST(CableId, IsMadeFromAPostAsPrinted)
{
    EXPECT_EQ(CableId::make(2009, "Rio de Janeiro", 311)->text(), "09RIODEJANEIRO311");
    EXPECT_EQ(CableId::make(1986, "PORT-AU-PRINCE", 5)->text(), "86PORTAUPRINCE5");
    EXPECT_FALSE(CableId::make(2009, "...", 5));
}

TEST(CanonicalId, CorrectsAMisspeltPostAndLeavesOthersAlone)
{
    const auto canonical = [](std::string_view text) {
        return canonical_id(*CableId::parse(text)).text();
    };
    EXPECT_EQ(canonical("07AITTAIPIE12"), "07AITTAIPEI12");
    EXPECT_EQ(canonical("05RIO123"), "05RIODEJANEIRO123");
    EXPECT_EQ(canonical("09SECSTATE15113"), "09STATE15113");
    EXPECT_EQ(canonical("08GUATEMALA242"), "08GUATEMALA242");
    EXPECT_EQ(canonical("08NOSUCHPLACE1"), "08NOSUCHPLACE1");
}

TEST(ReadCableId, UnderstandsWhatPeopleAndDamagedListsCallACable)
{
    constexpr IdCase kCases[] = {
        {"08GUATEMALA242", "08GUATEMALA242"},
        {"2008 Guatemala 000242", "08GUATEMALA242"},
        {"08-Port-au-Prince-12", "08PORTAUPRINCE12"},
        {"05RIO123", "05RIODEJANEIRO123"},
        {"1975STATE012345", "75STATE12345"},
        {"7575LIBREVILLE1895", "75LIBREVILLE1895"},
        {"06EFTOBAKU1165", "06BAKU1165"},
        {"07EFTOVALLETTA12", "07VALLETTA12"},
        {"08SCTION02OF02SAOPAULO335", "08SAOPAULO335"},
        {"09SECTIXN04OF05MUMBAI297", "09MUMBAI297"},
        {"09AMEMBASSYHANOI1284", "09HANOI1284"},
        {"90STATE255577TOSEC140323", "90STATE255577"},
        {"08MADRID000762ZFR763", "08MADRID763"},
        {"08ACCRA001382SUSPECTEDDUPLICATE1392", "08ACCRA1392"},
        {"07SOIA828", "07SOFIA828"},
        {"07WINDHOEKK828", "07WINDHOEK828"},
        {"05TAIPEI12", "05AITTAIPEI12"},
        {"75TAIPEI12", "75TAIPEI12"},
        {"09ELBA12", "09ELBA12"},
        {"06ASTANA", ""},
        {"", ""},
        {"Guatemala 242", ""},
    };
    for (const IdCase& c : kCases) {
        const auto id = read_cable_id(c.written);
        EXPECT_EQ(id ? id->text() : "", c.id) << c.written;
    }
}

TEST(OwnId, KeepsAPostThatTheReleaseUsed)
{
    EXPECT_EQ(own_id(*CableId::parse("05TAIPEI12")).text(), "05TAIPEI12");
    EXPECT_EQ(own_id(*CableId::parse("07SOIA828")).text(), "07SOFIA828");
}

} // namespace
} // namespace chancery
