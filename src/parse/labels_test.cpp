#include "parse/labels.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string_view>

namespace chancery::parse {

namespace {

struct Case {
    const char* line;
    Label label;
    const char* text;
};

} // namespace

TEST(Labels, AreKnownInAllTheirSpellings)
{
    const Case cases[] = {
        {"E.O. 12958: DECL: 01/02/2019", Label::Eo, "12958: DECL: 01/02/2019"},
        {"E.O.12356: DECL:OADR", Label::Eo, "12356: DECL:OADR"},
        {"E.o. 12958: decl: 07/01/2034", Label::Eo, "12958: decl: 07/01/2034"},
        {"EO 12958 N/A", Label::Eo, "12958 N/A"},
        {"E.0. 12958: N/A", Label::Eo, "12958: N/A"},
        {"E. O. 12958: N/A", Label::Eo, "12958: N/A"},
        {"TAGS: PREL", Label::Tags, " PREL"},
        {"TAGS PREL, PTER", Label::Tags, " PREL, PTER"},
        {"Tags: parm", Label::Tags, " parm"},
        {"TAG PTER", Label::Tags, " PTER"},
        {"TAG: PTER", Label::Tags, " PTER"},
        {"TAS: PTER", Label::Tags, " PTER"},
        {"TABS: PTER", Label::Tags, " PTER"},
        {"TGS: PTER", Label::Tags, " PTER"},
        {"TAGES: PTER", Label::Tags, " PTER"},
        {"TAGS; PTER", Label::Tags, " PTER"},
        {"TAGS, PTER", Label::Tags, " PTER"},
        {"AGS: PTER", Label::Tags, " PTER"},
        {"SUBJECT: A VISIT", Label::Subject, " A VISIT"},
        {"Subject: A visit", Label::Subject, " A visit"},
        {"SUBJ: A VISIT", Label::Subject, " A VISIT"},
        {"UBJECT: A VISIT", Label::Subject, " A VISIT"},
        {"SUBJECT A VISIT", Label::Subject, " A VISIT"},
        {"SUBJECT:", Label::Subject, ""},
        {"REF: LIMA 12", Label::References, " LIMA 12"},
        {"Ref: a. 07 state 9", Label::References, " a. 07 state 9"},
        {"REFS: LIMA 12", Label::References, " LIMA 12"},
        {"REFTEL: LIMA 12", Label::References, " LIMA 12"},
        {"REF A LIMA 12", Label::References, " A LIMA 12"},
        {"REF (A) LIMA 12", Label::References, " (A) LIMA 12"},
        {"REF : LIMA 12", Label::References, " LIMA 12"},
        {"REF. LIMA 12", Label::References, " LIMA 12"},
        {"REFS. A. LIMA 12", Label::References, " A. LIMA 12"},
        {"REF LIMA 12", Label::References, " LIMA 12"},
        {"REF 08 SAN SALVADOR 12", Label::References, " 08 SAN SALVADOR 12"},
        {"SUBJECT : A VISIT", Label::Subject, " A VISIT"},
        {"SUJECT: A VISIT", Label::Subject, " A VISIT"},
        {"Classifed by the DCM", Label::ClassifiedBy, " the DCM"},
        {"CLASSIFIEDBY THE DCM", Label::ClassifiedBy, " THE DCM"},
        {"Classified By: Ambassador", Label::ClassifiedBy, ": Ambassador"},
        {"CLASSIFIED BY AMBASSADOR", Label::ClassifiedBy, " AMBASSADOR"},
        {"(U) Classified by the DCM", Label::ClassifiedBy, " the DCM"},
        {"1. (U) Classified by the DCM", Label::ClassifiedBy, " the DCM"},
    };
    for (const Case& c : cases) {
        const auto match = match_label(c.line);
        ASSERT_TRUE(match) << c.line;
        EXPECT_EQ(match->label, c.label) << c.line;
        const std::string_view rest = std::string_view(c.line).substr(match->text_at);
        EXPECT_TRUE(rest == c.text ||
                    (c.label == Label::ClassifiedBy && std::string_view(c.text).ends_with(rest)))
            << c.line << " -> " << rest;
    }
}

TEST(Labels, AreNothingElse)
{
    for (const char* line :
         {"TAGGED AS PRELIMINARY", "REF UPCOMING SUMMIT", "REFUGEES", "SUBJECTIVE VIEWS",
          "E.O. 123", "C O R R E C T E D COPY//SUBJECT LINE////", "EOS 12958", "",
          "1. (U) SUBJECT: X", "TAGUS RIVER", "REFORM: A START", "DECLASSIFIED BY: X",
          "CLASSIFIED BYLINES", "REF ELBA TALKS 2008"}) {
        EXPECT_FALSE(match_label(line)) << line;
    }
}

TEST(LabelsInsideALine, AreFoundWhereHeadsWereRunTogether)
{
    const std::string_view line =
        "E.O. 12958: N/A TAGS: ASEC BR SUBJECT: A BUS REF: LIMA 1 Classified By: X";
    auto label = match_label(line);
    std::vector<Label> found;
    while (label) {
        found.push_back(label->label);
        label = find_label(line, label->text_at, label->label);
    }
    EXPECT_EQ(found, (std::vector<Label>{Label::Eo, Label::Tags, Label::Subject, Label::References,
                                         Label::ClassifiedBy}));
}

TEST(LabelsInsideALine, NeedAColonExceptTagsBehindTheOrder)
{
    EXPECT_TRUE(find_label("12958: DECL: 03/20/2019 TAG PTER, PGOV", 5, Label::Eo));
    EXPECT_FALSE(find_label("A NEW TAG FOR CATTLE", 0, Label::Subject));
    EXPECT_FALSE(find_label("NEIGHBOURS ON ELBA REF UPCOMING SUMMIT", 0, Label::Subject));
}

TEST(LabelsInsideALine, MayBeGluedToASubject)
{
    const std::string_view line = "A NEW PRIMEREF: A. LIMA 12";
    const auto found = find_label(line, 0, Label::Subject);
    ASSERT_TRUE(found);
    EXPECT_EQ(line.substr(0, found->from), "A NEW PRIME");
    EXPECT_FALSE(find_label("A NEW PRIMEREF: A. LIMA 12", 0, Label::Tags));
}

} // namespace chancery::parse
