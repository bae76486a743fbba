#include "cable/cable_json.hpp"

#include <gtest/gtest.h>

#include "cable/json_read.hpp"

namespace chancery {
namespace {

Cable full_cable()
{
    Cable cable;
    cable.id = "08LINDEN42";
    cable.printed_id = "LINDEN 000042";
    cable.created = make_instant({2008, 2, 27, 19, 56, 0});
    cable.released = make_instant({2011, 8, 26, 0, 0, 0});
    cable.origin = "Embassy Linden";
    cable.classification = {"UNCLAS", "unclassified", "FOUO",
                            "UNCLASSIFIED//FOR OFFICIAL USE ONLY"};
    cable.captions = {"SIPDIS", "SENSITIVE"};
    cable.transmission = {"VZCZCXYZ0013", {"R"}, {"RUEHWEB"}, "RUEHLN", "0042", "ZNR UUUUU ZZH"};
    cable.from = "AMEMBASSY LINDEN";
    cable.to = {{"RUEHC", "SECSTATE WASHDC", "IMMEDIATE", "4858"}};
    cable.info = {{"", "WHA COLLECTIVE", "", "", true, {"AMEMBASSY HOLM"}}};
    cable.attention = {"DEPT FOR WHA"};
    cable.eo = {"12958", "2018-02-27", "", "X1", "DECL: 02/27/2018"};
    cable.header = "FM AMEMBASSY LINDEN";
    cable.body =
        "UNCLAS LINDEN 000042\nTAGS: PHUM\n1. (U) Quiet \"day\" \\ </script> \xE2\x80\x9C.\n";
    cable.tags = {{"PHUM", "PHUM", "subject", "Human rights", "high", {27, 31}}};
    cable.subject = "A QUIET DAY";
    cable.title = "A Quiet Day";
    cable.reference_text = "A. LINDEN 41";
    cable.references = {
        {"A", "LINDEN 41", "08LINDEN41", "cable", "DAYS", true, true, true, {0, 4}}};
    cable.classified_by = {"Ambassador Ada Quill", "Ada Quill", "Ambassador", {"1.4(b)", "1.4(d)"}};
    cable.summary = "Quiet.";
    cable.comment = "Still quiet.";
    cable.signature = {"QUILL"};
    cable.end_marks = {"NNNN"};
    cable.removed = {{"XXXXX", {2, 7}}};
    cable.eo_at = {1, 5};
    cable.references_at = {{2, 3}, {5, 9}};
    cable.classified_by_at = {4, 8};
    cable.summary_at = {32, 35};
    cable.comment_at = {{35, 36}, {37, 40}};
    cable.sections = 2;
    cable.headings = {{"Comment", {0, 7}}};
    cable.paragraphs = {
        {"par1", "1", "U", "Comment", "Quiet day.", {32, 40}, {{"par1-a", "a", {33, 40}}}}};
    cable.findings = {{"odd-date", Part::Header, {0, 2}, "zone guessed"}};
    cable.repairs = {{"lost-number", {32, 33}, "1", "2"}};
    cable.tags_at = {21, 31};
    cable.subject_at = {1, 2};
    cable.head_at = {0, 31};
    return cable;
}

TEST(CableJson, GivesTheSameCableBack)
{
    EXPECT_EQ(from_json(to_json(full_cable())), full_cable());
    EXPECT_EQ(from_json(to_json(Cable())), Cable());
}

TEST(CableJson, WritesEveryMemberEvenOfAnEmptyCable)
{
    const std::string json = to_json(Cable());
    for (const char* name : {"id",         "printed_id",    "created",
                             "released",   "origin",        "classification",
                             "captions",   "transmission",  "from",
                             "to",         "info",          "attention",
                             "eo",         "tags",          "subject",
                             "references", "classified_by", "summary",
                             "signature",  "sections",      "paragraphs",
                             "header",     "body",          "findings",
                             "repairs"}) {
        EXPECT_NE(json.find("\"" + std::string(name) + "\":"), std::string::npos) << name;
    }
    EXPECT_EQ(json.find('\n'), std::string::npos);
}

TEST(CableJson, RefusesWhatDoesNotFit)
{
    for (const char* bad :
         {"", "[]", "{", "{\"id\":7}", "{\"tags\":[1]}", "{\"created\":\"yesterday\"}",
          "{\"sections\":\"x\"}", "{\"body\":\"abc\",\"repairs\":[{\"at\":[2,9]}]}",
          "{\"body\":\"abc\",\"places\":{\"tags\":[2,1]}}",
          "{\"body\":\"abc\",\"repairs\":[{\"at\":[1,2]},{\"at\":[0,1]}]}"}) {
        EXPECT_THROW(from_json(bad), JsonError) << bad;
    }
}

TEST(CableJson, IgnoresMembersOfLaterVersions)
{
    EXPECT_EQ(from_json("{\"id\":\"08LINDEN42\",\"mood\":\"calm\"}").id, "08LINDEN42");
}

TEST(RepairedBody, AppliesEditsInOrder)
{
    Cable cable;
    cable.body = ". (U) One.\ntwo\nQtwo\n";
    cable.repairs = {{"lost-number", {0, 0}, "", "9"}, {"repeated-line", {15, 20}, "Qtwo\n", ""}};
    EXPECT_EQ(repaired_body(cable), "9. (U) One.\ntwo\n");
}

} // namespace
} // namespace chancery
