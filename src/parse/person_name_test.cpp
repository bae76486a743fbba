#include "parse/person_name.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

TEST(PersonName, IsFoundAmongTitlesAndOffices)
{
    struct Case {
        const char* text;
        const char* name;
    };
    const Case cases[] = {
        {"Ambassador Anna Holt", "Anna Holt"},
        {"ACTING DEPUTY CHIEF OF MISSION ANNA B. HOLT", "ANNA B. HOLT"},
        {"Anna Holt, Political Counselor, Embassy Linden", "Anna Holt"},
        {"EUR/RPM Director J. Peter van der Holt III", "J. Peter van der Holt III"},
        {"Consul General Deborah Holt, Consulate General Istanbul", "Deborah Holt"},
        {"Charge d'Affaires, a.i., Jane O'Holt", "Jane O'Holt"},
        {"PRT Leader John Q. Law", "John Q. Law"},
        {"PolMinCouns Eliot Quill-Holt, Jr.", "Eliot Quill-Holt, Jr."},
        {"Consul Ann London", "Ann London"},
        {"DCM: HOLT", "HOLT"},
        {"Dr. Rita Moss, Science Counselor", "Rita Moss"},
        {"ambassador anna holt", "anna holt"},
        {"CHARGE D\u2019AFFAIRES DAVID VAN CLEVE", "DAVID VAN CLEVE"},
        {"C. S. Eliot Kang", "C. S. Eliot Kang"},
        {"Ambassador Anna HOLT", "Anna HOLT"},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(find_person(c.text), c.name) << c.text;
    }
}

TEST(PersonName, IsNotMadeUpFromTitles)
{
    for (const char* text : {"", "the Ambassador", "POLITICAL COUNSELOR", "Embassy Buenos Aires",
                             "XXXXXXXXXXXX", "DCM", "-- , ;", "EUR/RPM", "A.I."}) {
        EXPECT_EQ(find_person(text), "") << text;
    }
}

} // namespace chancery::parse
