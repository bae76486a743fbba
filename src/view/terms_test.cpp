#include "view/terms.hpp"

#include <gtest/gtest.h>

namespace chancery::view {
namespace {

using List = std::vector<std::string>;

// "GOI=Government of Indonesia" for each term found.
List terms_in(const std::string& text, std::string_view origin = "")
{
    const Span all{0, static_cast<std::uint32_t>(text.size())};
    const std::vector<UsedTerm> found =
        find_terms(text, std::vector{all}, reference_data().post_by_origin(origin), {});
    List out;
    for (const UsedTerm& used : found) {
        EXPECT_LE(used.at.to, text.size());
        out.push_back(text.substr(used.at.from, used.at.to - used.at.from) + "=" + used.meaning);
    }
    return out;
}

List words_in(const std::string& text)
{
    List out;
    for (const std::string& term : terms_in(text)) {
        out.push_back(term.substr(0, term.find('=')));
    }
    return out;
}

TEST(FindTerms, FindsEachOnceInAnyFormThatIsMeant)
{
    EXPECT_EQ(words_in("NATO met the EU. NATO, nato and NATO's PolOff; poloffs spoke of R&D."),
              (List{"NATO", "EU", "PolOff", "R&D"}));
    EXPECT_EQ(words_in("An NGO and two NGOs."), List{"NGO"});
    EXPECT_EQ(words_in("The UN/EU mission of the G-8 and the HIV/AIDS fund."),
              (List{"UN", "EU", "G-8", "HIV/AIDS"}));
}

TEST(FindTerms, TakesNoPlainWordForAnAcronym)
{
    EXPECT_EQ(words_in("Let it go up, so who will start aid? At last, un bon mot."), List());
    EXPECT_EQ(words_in("IT IS UP TO WHO WILL START AND LET IT GO SO FAR"), List());
    EXPECT_EQ(words_in("the WHO sent experts, and START was signed"), (List{"WHO", "START"}));
    EXPECT_EQ(words_in("xNATO NATOx \xC3\xA9NATO\xC3\xA9"), List());
}

TEST(FindTerms, ReadsThemInTheLightOfThePost)
{
    EXPECT_EQ(terms_in("The GOI said", "Embassy Jakarta"), List{"GOI=Government of Indonesia"});
    EXPECT_EQ(terms_in("The GOP said", "Embassy Manila"),
              List{"GOP=Government of the Philippines"});
    EXPECT_EQ(terms_in("the ROC said", "Embassy Nicosia"), List{"ROC=Republic of Cyprus"});
    EXPECT_EQ(terms_in("The GOI said", "Embassy Paris"),
              List{"GOI=Government of Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel or "
                   "Italy"});
    EXPECT_EQ(
        terms_in("the CIO met", "Embassy Harare"),
        List{"CIO=Central Intelligence Organisation (Zimbabwe); or Chairman-in-Office (OSCE)"});
    EXPECT_EQ(
        terms_in("the CIO met"),
        List{"CIO=Chairman-in-Office (OSCE); or Central Intelligence Organisation (Zimbabwe)"});
    EXPECT_EQ(terms_in("the AL met", "Embassy Dhaka"),
              List{"AL=Awami League (Bangladesh); or Arab League"});
    EXPECT_EQ(terms_in("the AL met", "Embassy Paris"), List()); // two letters mean anything
}

TEST(FindTerms, LeavesToTheTextWhatTheTextExplains)
{
    EXPECT_EQ(words_in("The National Security Council (NSC) met. The NSC and the EU agreed."),
              List{"EU"});
    const std::string text = "A council (NSC) met.\nThe NSC spoke.";
    const std::vector<Span> ranges = {{0, 20}, {21, 35}};
    EXPECT_TRUE(find_terms(text, ranges, nullptr, {}).empty());
}

TEST(FindTerms, ShowsNoGuessAsAFact)
{
    ASSERT_EQ(reference_data().acronym("GRPO")->confidence, Confidence::Low);
    EXPECT_EQ(terms_in("The GRPO and the QQXYZ"), List());
    EXPECT_EQ(acronym_meaning(*reference_data().acronym("GRPO"), nullptr), "");
}

TEST(FindTerms, LeavesTakenPlacesAlone)
{
    const std::string text = "NATO and NATO";
    const std::vector<Span> all = {{0, 13}};
    const std::vector<UsedTerm> found = find_terms(text, all, nullptr, {{0, 4}});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].at, (Span{9, 13}));
}

TEST(FindTerms, HasALimit)
{
    std::string text;
    for (const Term& term : reference_data().acronyms()) {
        text.append(term.term).append(" word, ");
    }
    EXPECT_EQ(terms_in(text).size(), kMaxTerms);
}

} // namespace
} // namespace chancery::view
