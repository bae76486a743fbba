#include "lint/lint.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "lint/running_text.hpp"

namespace chancery::lint {

namespace {

using Found = std::vector<std::pair<Kind, std::string>>;

// What stands at the hits of a body, as sent.
Found found(const std::string& body)
{
    Cable cable;
    cable.body = body;
    Found all;
    for (const Hit& hit : find_hits(cable)) {
        EXPECT_EQ(hit.part, Part::Body);
        all.emplace_back(hit.kind, body.substr(hit.at.from, hit.at.to - hit.at.from));
    }
    return all;
}

// Each text holds one hit, and that is all of it but for the words around.
void expect_one(Kind kind, const std::vector<std::string>& texts)
{
    for (const std::string& text : texts) {
        EXPECT_EQ(found("Envoy " + text + " said\nso."), (Found{{kind, text}})) << text;
    }
}

void expect_none(const std::vector<std::string>& texts)
{
    for (const std::string& text : texts) {
        EXPECT_EQ(found("Envoy " + text + " said so."), Found{}) << text;
        EXPECT_EQ(found(text), Found{}) << text;
    }
}

} // namespace

TEST(Lint, FindsRequestsToProtectSomebody)
{
    expect_one(Kind::ProtectRequest, {"strictly protect",
                                      "(strictly protect)",
                                      "(protect)",
                                      "[PROTECT]",
                                      "(please protect)",
                                      "(Strictly  \n   Protect)",
                                      "strict-\nly pro-\ntect",
                                      "S T R I C T L Y  P R O T E C T",
                                      "(protect source)",
                                      "(please protect throughout)",
                                      "please protect",
                                      "Please strictly protect",
                                      "protect strictly",
                                      "protect identity",
                                      "PROTECT SOURCE",
                                      "(strictly\nprotect throughout)",
                                      "strictly protected",
                                      "protect his identity",
                                      "identity should be strictly protected",
                                      "strictly\xC2\xA0protect",
                                      "(protect; close hold)"});
}

TEST(Lint, LetsHandlingInstructionsAndPoliciesPass)
{
    expect_none(
        {"please protect accordingly", "Sensitive but unclassified. Please protect\naccordingly.",
         "to protect human rights", "to protect the sources of intelligence", "protected areas",
         "protection", "the right to protect", "to protect (and to serve)", "unprotected"});
}

TEST(Lint, FindsPhoneNumbers)
{
    expect_one(Kind::Phone, {"+44 20 7946 0123",
                             "+1-202-555-0123",
                             "+1 (202) 555-0123",
                             "+442079460123",
                             "+ 502 2326 4000",
                             "202-555-0123",
                             "202.555.0123",
                             "(202) 555-0123",
                             "(202)555-0123",
                             "202-555-\n0123",
                             "(55-11) 5555-0123",
                             "(502) 2326-4000",
                             "011-502-2326-4000",
                             "tel: 2326-4000",
                             "TEL. NO. 555 0123",
                             "phone number is 555-0123",
                             "cell phone: 0912 345 678",
                             "IVG: 555-0123",
                             "fax 555-0123",
                             "mobile 0171/5550123",
                             "ext. 4321",
                             "Tel: (0171) 555 0123",
                             "telephone\nnumber 555-0123"});
}

TEST(Lint, TakesNoOtherNumbersForPhones)
{
    expect_none({"000242",
                 "05 STATE 123456",
                 "R 271956Z FEB 08",
                 "RUEHGT #0242/01 0581956",
                 "1998-2004",
                 "(10) 2004-2005",
                 "TEL AVIV 001098",
                 "$200-300-4000",
                 "C-202-555-0123",
                 "202-555-0123-4",
                 "LINDEN 00000242 001.2 OF 003",
                 "UNSCR 1373-2001",
                 "+3.45 2005 2006",
                 "+5 percent",
                 "extension 2005",
                 "cell 5",
                 "mobile 2004-2005",
                 "phone call on 12 May",
                 "100 200 3000",
                 "S-LMAQM-04-GR-170",
                 "2008-02-27",
                 "12/05/2008",
                 "phones: 2,000,000",
                 "fax 05 STATE 123456",
                 "05LINDEN1234",
                 "REF: LINDEN (03) 38332"});
}

TEST(Lint, FindsPassportAndIdentityNumbers)
{
    expect_one(Kind::Passport,
               {"passport no. X1234567", "Passport No.: A1234567", "PASSPORT NUMBER 123456789",
                "passport X1234567", "ppt no X 1234567", "passport (number X1234567",
                "passport #\n123456789", "pasaporte 1234567", "passport (Linden) no. 1234567"});
    expect_one(Kind::IdentityNumber,
               {"national ID 784-1970-1234567-1", "784-1970-1234567-1", "cedula 0912345678",
                "c\u00e9dula de identidad no. 09-1234567-8", "CEDULA: 0912345678",
                "CNIC 12345-1234567-1", "12345-1234567-1", "SSN 078-05-1120", "078-05-1120",
                "DPI 1234 56789 0101", "ID number: 12345678",
                "national identity card no. AB 123456", "social security number 078-05-1120",
                "123.456.789-09", "ABCD610503HDFXYZ09", "ID# 1234567"});
}

TEST(Lint, LetsTalkOfPassportsPass)
{
    expect_none({"passport fraud", "passports since 2005", "passport applications, 12,345 in all",
                 "national ID card", "passport no. unknown", "an ID card", "national identity 2008",
                 "passport expired 08/31/08", "000-12-3456", "the DPI 12", "idle 12345678"});
}

TEST(Lint, FindsAddresses)
{
    expect_one(Kind::Email, {"name@example.org", "A.NAME_1@mail.example.co.uk",
                             "name (at) example.org", "name[at]example.org", "na-\nme@example.org",
                             "name@\nexample.org", "name@exam-\nple.org"});
    expect_one(Kind::HomeAddress, {"home address: 12", "Home address: Linden Street 12",
                                   "residing at 12", "permanent address is\nApt. 12"});
    expect_none({"S p@Qc,p@hn", "@BC)", "asegovia @ Sat Dec 4", "the summit at example.org",
                 "the address of 12 May", "a home address", "residing at the palace",
                 "permanent address\n\n12"});
}

TEST(Lint, FindsDaysOfBirth)
{
    expect_one(Kind::BirthDate, {"DOB 03MAY1961", "DOB: 3 May 1961", "d.o.b. 05/03/1961",
                                 "DPOB: Linden, 19610503", "born on 3 May 1961", "born May 3, 1961",
                                 "born in Linden on\nMay 3rd, 1961", "date of birth: 1961-05-03",
                                 "Date of birth: 1961", "date and place of birth: 3 May 1961",
                                 "born 3.5.61", "born on the 3rd of May 1961"});
    expect_none({"born in 1961", "born in Linden in 1961", "native-born", "born at home",
                 "date of birth unknown", "born in Linden. On May 3, 1961",
                 "a bomb on 3 May 1961"});
}

TEST(Lint, FindsBankAccounts)
{
    expect_one(Kind::BankAccount,
               {"GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432",
                "DE89 3704 0044 0532 0130 00", "de89-3704-0044-\n0532-0130-00",
                "account number 123456789", "account no. 12-345678", "acct # 1234567"});
    expect_none({"GB82 WEST 1234 5698 7654 33", "DE89 3704 0044", "ON05 THAT WITH THEM",
                 "account for 123456", "on account of 12345678", "XX82 WEST 1234 5698 7654 32"});
}

TEST(Lint, OfTwoKindsAtOnePlaceTakesTheOneWithTheLabel)
{
    EXPECT_EQ(found("SSN 078-05-1120"), (Found{{Kind::IdentityNumber, "SSN 078-05-1120"}}));
    EXPECT_EQ(found("passport no. 2025550123"),
              (Found{{Kind::Passport, "passport no. 2025550123"}}));
    EXPECT_EQ(found("tel: 202-555-0123, fax 202-555-0124"),
              (Found{{Kind::Phone, "tel: 202-555-0123"}, {Kind::Phone, "fax 202-555-0124"}}));
    EXPECT_EQ(found("202-555-0123,202-555-0125"),
              (Found{{Kind::Phone, "202-555-0123"}, {Kind::Phone, "202-555-0125"}}));
    EXPECT_EQ(found("202-555-0123/0124"), (Found{{Kind::Phone, "202-555-0123"}}));
}

TEST(Lint, ReadsHeaderAndBodyInOrder)
{
    Cable cable;
    cable.header = "FOR name@example.org";
    cable.body = "One (protect) and\n+44 20 7946 0123";
    const std::vector<Hit> hits = find_hits(cable);
    ASSERT_EQ(hits.size(), 3U);
    EXPECT_EQ(hits[0], (Hit{Kind::Email, Part::Header, {4, 20}, "FOR name@example.org"}));
    EXPECT_EQ(
        hits[1],
        (Hit{Kind::ProtectRequest, Part::Body, {4, 13}, "One (protect) and +44 20 7946 0123"}));
    EXPECT_EQ(hits[2].kind, Kind::Phone);
}

TEST(Lint, ReadsAcrossWhatARepairTakesOut)
{
    Cable cable;
    cable.body = "Mr. Elm (strictly\n\nLINDEN 00000242 002 OF 003\n\nprotect) said";
    cable.repairs = {{"page_break", {17, 47}, cable.body.substr(17, 30), " "}};
    const std::vector<Hit> hits = find_hits(cable);
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].at, (Span{8, 55}));
    cable.repairs = {{"", {90, 100}, "", "(protect)"}, {"", {5, 3}, "", ""}}; // no parser's
    EXPECT_TRUE(find_hits(cable).empty());
}

TEST(Lint, ExcerptsAreShortAndWhole)
{
    Cable cable;
    for (int i = 0; i < 60; ++i) {
        cable.body += "\u00e9";
    }
    cable.body += " (protect)   \n" + std::string(100, 'x');
    const std::vector<Hit> hits = find_hits(cable);
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_TRUE(is_utf8(hits[0].excerpt));
    EXPECT_NE(hits[0].excerpt.find("\u00e9 (protect) xxx"), std::string::npos);
    EXPECT_LE(hits[0].excerpt.size(), 2 * kExcerptBytes + 9);
}

TEST(Lint, CountsSoManyOfAKindAndStillFindsTheOthers)
{
    Cable cable;
    for (int i = 0; i < 1000; ++i) {
        cable.body += "name@example.org, ";
    }
    cable.body += "(protect)";
    const std::vector<Hit> hits = find_hits(cable);
    ASSERT_EQ(hits.size(), kMaxHitsOfKind + 1);
    EXPECT_EQ(hits.back().kind, Kind::ProtectRequest);
}

TEST(Lint, TakesAnyBytes)
{
    EXPECT_EQ(found(""), Found{});
    EXPECT_EQ(found(std::string("\0\xFF\xC2(protect)\xE2\x80", 15)),
              (Found{{Kind::ProtectRequest, "(protect)"}}));
}

TEST(Lint, IsLinearInTextsThatNearlyMatch)
{
    for (const std::string unit :
         {"+1 ", "(protect a ", "passport no. ", "born ", "a@a.", "de89 ", "202-555-", "tel no no ",
          "DOB ", "784-1970-", "strictly ", "p r o t e c ", "(", "1", " ", "-\na", "\n"}) {
        Cable cable;
        while (cable.body.size() < 1U << 20U) {
            cable.body += unit;
        }
        EXPECT_LE(find_hits(cable).size(),
                  kKinds * kMaxHitsOfKind); // a quadratic one would take minutes
    }
}

TEST(RunningText, HasOneBlankForManyAndWholeWords)
{
    EXPECT_EQ(RunningText("pro-\ntect  my \r\n  source\n \nThen\xC2\xA0"
                          "a\xE2\x80\x93z")
                  .bytes,
              "protect my\nsource\vThen a-z");
    EXPECT_EQ(RunningText("202-\n555").bytes, "202-\n555") << "a number keeps its hyphen";
    const RunningText text("a  b");
    EXPECT_EQ(text.place(2, 3), (Span{3, 4}));
    EXPECT_EQ(text.place(0, 3), (Span{0, 4}));
}

} // namespace chancery::lint
