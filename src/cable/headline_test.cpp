#include "cable/headline.hpp"

#include <gtest/gtest.h>

namespace chancery {

TEST(Headline, TakesCapitalsDownAndKeepsAcronyms)
{
    struct Case {
        const char* subject;
        const char* headline;
    };
    const Case cases[] = {
        {"G-TIP DISCUSSES HUMAN TRAFFICKING IN LINDEN",
         "G-TIP Discusses Human Trafficking in Linden"},
        {"(C) MFA ON UNSC REFORM: THE AMBASSADOR'S VIEW",
         "MFA on UNSC Reform: The Ambassador's View"},
        {"(S/NF) ELBA: THE NEW HARBOUR", "Elba: The New Harbour"},
        {"THE NEW HARBOUR (C)", "The New Harbour"},
        {"U.S.-EU TALKS ON R&D AND G8", "U.S.-EU Talks on R&D and G8"},
        {"MAYOR \"WILL NOT\" GIVE UP", "Mayor \"Will Not\" Give Up"},
        {"WHAT THEY WAIT FOR", "What They Wait For"},
        {"SENATOR MCCLOUD'S VISIT, PART II", "Senator McCloud's Visit, Part II"},
        {"NGOS AND IDPS DON'T AGREE", "NGOs and IDPs Don't Agree"},
        {"CHARGE D'AFFAIRES O'HOLT MEETS FM", "Charge d'Affaires O'Holt Meets FM"},
        {"POST-ELECTION POLITICS/ECONOMICS", "Post-Election Politics/Economics"},
        {"A visit to the South", "A visit to the South"},
        {"(SBU) A visit", "A visit"},
        {"(CONTINUED) TALKS", "(Continued) Talks"},
        {"MU\u00D1OZ\u2019S PLAN", "Mu\u00F1oz\u2019s Plan"},
        {"", ""},
        {"(C)", ""},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(headline(c.subject), c.headline) << c.subject;
    }
}

} // namespace chancery
