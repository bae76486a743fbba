#include "parse/parse.hpp"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.hpp"
#include "base/lines.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"
#include "cable/cable_json.hpp"
#include "parse/check_cable.hpp"
#include "parse/page_marks.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Strings = std::vector<std::string>;

// A cable that nobody sent, with most of what real ones have.
const std::string kHeader =
    "VZCZCXRO4711\nOO RUEHAG RUEHDF\nDE RUEHLM #0777/01 0631530\nZNY CCCCC ZZH\n"
    "O 041530Z MAR 09\nFM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC IMMEDIATE 0227\n"
    "INFO RUEHQT/AMEMBASSY QUITO PRIORITY 0165\n";
const std::string kBody =
    "C O N F I D E N T I A L SECTION 01 OF 02 LIMA 000777 \n \nSIPDIS \n \nNOFORN\nSIPDIS \n \n"
    "DEPT FOR WHA/AND \n \nE.O. 12958: DECL: 03/04/2019 \nTAGS: PREL, EINDETRD, PE\n"
    "SUBJECT: (C) A NEW HARBOUR FOR ELBA: THE MINISTER \nEXPLAINS \n \nREF: A. 08 QUITO 12 \n     "
    "B. LIMA 700 \n \n"
    "LIMA 00000777  001.2 OF 002 \n \n \n"
    "Classified By: Ambassador Ann Holt, reasons 1.4 (b) and (d) \n \n"
    "1. (C) Summary: The minister explained the new \nharbour.  He was tired.  End Summary. \n \n"
    "The Harbour \n----------- \n2. (C) It will have three piers and a lighthouse, he said, \n"
    "and the ships of all \nQand the ships of all \nnations may use \n \nLIMA 00000777  002.2 OF "
    "002 \n \n \n"
    "it for nothing. \n \n. (C/NF) A lost number. \n \n4. (U) This message was cleared by the \n "
    "\nSIPDIS \nharbour master. \n \n"
    "HOLT\n";

Cable parsed(const std::string& header = kHeader, const std::string& body = kBody,
             const Given& given = {})
{
    Cable cable = parse_cable({header, body}, given);
    check_cable(cable);
    return cable;
}

Strings kinds(const Cable& cable)
{
    Strings out;
    for (const Finding& finding : cable.findings) {
        out.push_back(finding.kind);
    }
    return out;
}

Strings rules(const Cable& cable)
{
    Strings out;
    for (const Repair& repair : cable.repairs) {
        out.push_back(repair.rule);
    }
    return out;
}

std::string at(const Cable& cable, const Span& span)
{
    return cable.body.substr(span.from, span.to - span.from);
}

} // namespace

TEST(ParseCable, UnderstandsAWholeCable)
{
    const Cable cable = parsed();
    EXPECT_EQ(cable.id, "09LIMA777");
    EXPECT_EQ(cable.printed_id, "LIMA 000777");
    ASSERT_TRUE(cable.created);
    EXPECT_EQ(format_rfc3339(*cable.created), "2009-03-04T15:30:00Z");
    EXPECT_EQ(cable.origin, "Embassy Lima");
    EXPECT_EQ(cable.classification, (Classification{"C O N F I D E N T I A L", "confidential",
                                                    "NOFORN", "CONFIDENTIAL//NOFORN"}));
    EXPECT_THAT(cable.captions, ElementsAre("SIPDIS", "NOFORN"));
    EXPECT_THAT(cable.attention, ElementsAre("DEPT FOR WHA/AND"));
    EXPECT_EQ(cable.eo.declassify_on, "2019-03-04");
    EXPECT_EQ(cable.subject, "(C) A NEW HARBOUR FOR ELBA: THE MINISTER EXPLAINS");
    EXPECT_EQ(cable.reference_text, "A. 08 QUITO 12 B. LIMA 700");
    EXPECT_EQ(cable.sections, 2);
    EXPECT_EQ(cable.summary, "The minister explained the new harbour. He was tired.");
    EXPECT_THAT(cable.signature, ElementsAre("HOLT"));
    EXPECT_EQ(cable.classified_by.name, "Ann Holt");
    EXPECT_THAT(cable.classified_by.reasons, ElementsAre("1.4(b)", "1.4(d)"));
    EXPECT_THAT(kinds(cable), IsEmpty());
    EXPECT_EQ(cable.header, kHeader);
    EXPECT_EQ(cable.body, kBody);
}

TEST(ParseCable, KnowsWhereThingsStandInTheBody)
{
    const Cable cable = parsed();
    EXPECT_EQ(at(cable, cable.tags_at), "TAGS: PREL, EINDETRD, PE");
    EXPECT_EQ(at(cable, cable.subject_at),
              "SUBJECT: (C) A NEW HARBOUR FOR ELBA: THE MINISTER \nEXPLAINS");
    EXPECT_TRUE(at(cable, cable.head_at).starts_with("C O N F I"));
    EXPECT_TRUE(at(cable, cable.head_at).ends_with("1.4 (b) and (d)"));
    ASSERT_EQ(cable.tags.size(), 4U);
    EXPECT_EQ(at(cable, cable.tags[1].at), "EINDETRD");
    EXPECT_EQ(cable.tags[1].at, cable.tags[2].at);
    ASSERT_EQ(cable.references.size(), 2U);
    EXPECT_EQ(cable.references[0].id, "08QUITO12");
    EXPECT_EQ(cable.references[1].id, "09LIMA700");
    EXPECT_EQ(at(cable, cable.references[1].at), "LIMA 700");
    ASSERT_EQ(cable.headings.size(), 1U);
    EXPECT_EQ(at(cable, cable.headings[0].at), "The Harbour \n-----------");
}

TEST(ParseCable, RepairsWhatTransmissionDid)
{
    const Cable cable = parsed();
    EXPECT_THAT(rules(cable), ElementsAre("page-break", "repeated-line", "page-break",
                                          "lost-number", "caption-in-sentence"));
    ASSERT_EQ(cable.paragraphs.size(), 4U);
    EXPECT_EQ(cable.paragraphs[1].text, "It will have three piers and a lighthouse, he said,\nand "
                                        "the ships of all\nnations may use\nit for nothing.");
    EXPECT_EQ(cable.paragraphs[1].heading, "The Harbour");
    EXPECT_EQ(cable.paragraphs[2].anchor, "par3");
    EXPECT_EQ(cable.paragraphs[2].number, "3");
    EXPECT_EQ(cable.paragraphs[2].mark, "C/NF");
    EXPECT_TRUE(at(cable, cable.paragraphs[2].at).starts_with(". (C/NF)"));
    EXPECT_EQ(cable.paragraphs[3].text, "This message was cleared by the\nharbour master.");
    const std::string repaired = repaired_body(cable);
    EXPECT_NE(repaired.find("\n3. (C/NF) A lost number."), std::string::npos);
    EXPECT_NE(repaired.find("nations may use \nit for nothing."), std::string::npos);
    EXPECT_EQ(repaired.find("00000777"), std::string::npos);
}

TEST(ParseCable, IsTheSameWithThePilcrowsOfTheSite)
{
    const Cable plain = parsed();
    std::string body = kBody;
    for (const char* number : {"\n1. (C)", "\n2. (C)", "\n4. (U)"}) {
        const std::size_t found = body.find(number);
        ASSERT_NE(found, std::string::npos);
        body.insert(found + 1, kPilcrow);
    }
    const Cable marked = parsed(kHeader, body);
    ASSERT_EQ(marked.paragraphs.size(), plain.paragraphs.size());
    for (std::size_t i = 0; i < plain.paragraphs.size(); ++i) {
        EXPECT_EQ(marked.paragraphs[i].text, plain.paragraphs[i].text);
        EXPECT_EQ(marked.paragraphs[i].anchor, plain.paragraphs[i].anchor);
    }
    EXPECT_EQ(repaired_body(marked), repaired_body(plain));
}

TEST(ParseCable, TakesTheGivenIdentityAndTheTextsTimeAndSubject)
{
    Given given;
    given.id = "09lima000777";
    given.created = parse_instant("2009-03-04 15:30");
    given.released = parse_instant("2011-08-30 01:44");
    given.classification = "CONFIDENTIAL//NOFORN";
    given.origin = "Embassy Lima";
    given.subject = "C) A NEW HARBOUR FOR ELBA: THE MINISTER";
    const Cable cable = parsed(kHeader, kBody, given);
    EXPECT_EQ(cable.id, "09LIMA777");
    EXPECT_EQ(cable.released, given.released);
    EXPECT_TRUE(cable.subject.ends_with("EXPLAINS"));
    EXPECT_THAT(kinds(cable), IsEmpty())
        << "the site's first line without its bracket is no disagreement";
}

TEST(ParseCable, SaysWhereTheGivenDisagrees)
{
    Given given;
    given.id = "09LIMA777";
    given.created = parse_instant("2009-03-05 15:30");
    given.classification = "SECRET";
    given.origin = "Embassy Quito";
    given.subject = "ANOTHER SUBJECT";
    const Cable cable = parsed(kHeader, kBody, given);
    EXPECT_THAT(kinds(cable), ::testing::UnorderedElementsAre(
                                  "given-created-disagrees", "given-classification-disagrees",
                                  "given-origin-disagrees", "given-subject-disagrees"));
    EXPECT_EQ(cable.classification.label, "SECRET");
    EXPECT_EQ(cable.classification.level, "secret");
    EXPECT_EQ(cable.origin, "Embassy Quito");
    EXPECT_EQ(format_day(*cable.created), "2009-03-04");
}

TEST(ParseCable, ForgivesTheClockOfTheSite)
{
    Given given;
    given.id = "09LIMA777";
    given.created = parse_instant("2009-03-04 15:03");
    given.minutes_unknown = true;
    EXPECT_THAT(kinds(parsed(kHeader, kBody, given)), IsEmpty());
    given.created = parse_instant("2009-03-04 16:04");
    EXPECT_THAT(kinds(parsed(kHeader, kBody, given)), ElementsAre("given-created-disagrees"));
}

TEST(ParseCable, KeepsTheHourWhereTheMinutesAreUnknown)
{
    Given given;
    given.id = "09LIMA777";
    given.created = parse_instant("2009-03-04 15:03");
    given.minutes_unknown = true;
    const Cable cable =
        parsed("This record is a partial extract of the original cable.", kBody, given);
    EXPECT_EQ(format_rfc3339(*cable.created), "2009-03-04T15:00:00Z");
    EXPECT_THAT(kinds(cable), ElementsAre("minutes-unknown", "partial-extract"));
}

TEST(ParseCable, NoticesTheBodyOfAnotherCable)
{
    Given given;
    given.id = "09OSLO12";
    given.classification = "UNCLASSIFIED";
    const Cable cable = parsed(kHeader, kBody, given);
    EXPECT_EQ(cable.id, "09OSLO12");
    EXPECT_THAT(kinds(cable), ElementsAre("body-of-another-cable"));
    given.id = "09LIMA778";
    EXPECT_THAT(kinds(parsed(kHeader, kBody, given)), ElementsAre("body-of-another-cable"));
}

TEST(ParseCable, DerivesTheClassification)
{
    struct Case {
        const char* line;
        const char* caption;
        const char* label;
        const char* handling;
    };
    const Case cases[] = {
        {"UNCLAS LIMA 000777", "SIPDIS", "UNCLASSIFIED", ""},
        {"UNCLAS LIMA 000777", "SENSITIVE", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "FOUO"},
        {"UNCLAS LIMA 000777", "SENSITIVE BUT UNCLASSIFIED", "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
         "FOUO"},
        {"UNCLASSIFIED LIMA 777", "SIPDIS", "UNCLASSIFIED", ""},
        {"SS E C R E T LIMA 000777", "SIPDIS", "SECRET", ""},
        {"S E C R E T LIMA 000777", "NOFORN SIPDIS", "SECRET//NOFORN", "NOFORN"},
        {"S E C R E T LIMA 000777 NOFORN", "SIPDIS", "SECRET//NOFORN", "NOFORN"},
        {"CONFIDENTIAL LIMA 000777", "SIPDIS", "CONFIDENTIAL", ""},
        {"LIMITED OFFICIAL USE LIMA 000777", "SIPDIS", "LIMITED OFFICIAL USE", "LOU"},
    };
    for (const Case& c : cases) {
        const std::string body = std::string(c.line) + "\n\n" + c.caption +
                                 "\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: X\n\n1. (U) NOFORN.\n";
        const Cable cable = parsed(kHeader, body);
        EXPECT_EQ(cable.classification.label, c.label) << body;
        EXPECT_EQ(cable.classification.handling, c.handling) << body;
    }
}

TEST(ParseCable, SaysWhereNumbersLeaveSomethingOutAndWhichLinesItCouldNotRead)
{
    const Cable cable = parsed("R 151200Z MAR 08\nFM AMEMBASSY LIMA\n",
                               "UNCLAS LIMA 000777\n\nE.O. 12958: N/A\nTAGS: PE\n"
                               "A NOTE OF NO KIND\nSUBJECT: X\n\n1. (U) One.\n\n3. (U) Three.\n");
    EXPECT_THAT(kinds(cable), ::testing::UnorderedElementsAre("unread-line", "number-gap"));
}

TEST(ParseCable, FindsARepeatedLineInsideALineThatLostItsEnds)
{
    const Cable cable =
        parsed("", "UNCLAS LIMA 000777\n\n1. (U) The mayor counted boats and quays all day "
                   "Qboats and quays all day and went home. He met Q and nobody Qelse at all.\n");
    ASSERT_EQ(cable.paragraphs.size(), 1U);
    EXPECT_EQ(cable.paragraphs[0].text,
              "The mayor counted boats and quays all day and went home. He "
              "met Q and nobody Qelse at all.");
}

TEST(ParseCable, MakesNoReferenceOfTheYearOfADate)
{
    const Cable cable = parsed("R 151200Z MAR 08\nFM AMEMBASSY LIMA\n",
                               "UNCLAS LIMA 000777\n\nE.O. 12958: N/A\nTAGS: PE\nSUBJECT: X\n"
                               "REF: A. QUITO 12 B. REPORT OF MAY 18 \nC. 2007 AND PREVIOUS\n\n"
                               "1. (U) One.\n");
    ASSERT_EQ(cable.references.size(), 2U);
    EXPECT_EQ(cable.references[1].kind, "report");
    EXPECT_TRUE(cable.references[1].id.empty());
}

TEST(ParseCable, SaysWhatIsMissing)
{
    EXPECT_THAT(kinds(parsed("", "")),
                ::testing::UnorderedElementsAre("empty-body", "no-classification-line",
                                                "no-reference-id", "unknown-origin"));
    EXPECT_THAT(kinds(parsed("null", "UNCLAS LIMA 000777\n\n1. Text.\n")),
                ::testing::UnorderedElementsAre("no-date-time-group", "unread-line",
                                                "no-reference-id", "no-eo-line", "no-tags-line",
                                                "no-subject-line"));
    EXPECT_THAT(kinds(parsed("R 310000Z FEB 08\nFM AMEMBASSY LIMA\n",
                             "UNCLAS LIMA 000777\nE.O. 12958: N/A\nTAGS: ZQXVJ\nSUBJECT: X\nREF: "
                             "ELBONIA 1\n\n1. Text.\n")),
                ::testing::UnorderedElementsAre("bad-date-time-group", "no-reference-id",
                                                "unknown-tag", "unknown-post"));
}

TEST(ParseCable, SaysThatATextBreaksOff)
{
    const std::string head = "UNCLAS LIMA 000777\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: X\n\n";
    EXPECT_THAT(kinds(parsed(kHeader, head + "1. The minister sa...\n")),
                ElementsAre("truncated-body"));
    EXPECT_THAT(kinds(parsed(kHeader, head + "LIMA 00000777  001.2 OF 0...")),
                ElementsAre("truncated-body"));
    EXPECT_THAT(kinds(parsed(kHeader, head + "1. The end.\n\nHOLT\n...\n")), IsEmpty());
}

TEST(ParseCable, SaysWhichLostNumberItCouldNotRestore)
{
    const std::string body = "UNCLAS LIMA 000777\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: X\n\n1. "
                             "(U) One.\n\n. (U) Two.\n";
    const Cable cable = parsed(kHeader, body);
    EXPECT_THAT(kinds(cable), ElementsAre("lost-number"));
    ASSERT_EQ(cable.paragraphs.size(), 2U);
    EXPECT_EQ(cable.paragraphs[1].anchor, "p1");
    EXPECT_EQ(body.substr(cable.findings[0].at.from, 3), ". (");
}

TEST(ParseCable, ReadsAHeaderThatStandsInTheBody)
{
    const Cable cable = parsed("", kHeader + kBody);
    EXPECT_EQ(cable.id, "09LIMA777");
    EXPECT_EQ(cable.from, "AMEMBASSY LIMA");
    EXPECT_EQ(cable.to.size(), 1U);
}

TEST(ParseCable, DoesNotMissTagsBeforeThereWereAny)
{
    const Cable cable = parsed("R 041530Z MAR 66\nFM AMEMBASSY LIMA\n",
                               "UNCLASSIFIED LIMA 777\nE.O. 11652: N/A\nSUBJECT: X\n\n1. Text.\n");
    EXPECT_EQ(cable.id, "66LIMA777");
    EXPECT_THAT(kinds(cable), IsEmpty());
}

TEST(ParseCable, ComesBackFromJson)
{
    const Cable cable = parsed();
    EXPECT_EQ(from_json(to_json(cable)), cable);
}

// Lines and bytes thrown into a sound cable: whatever comes out keeps the rules of check_cable.
TEST(ParseCable, KeepsItsPromisesUnderDamage)
{
    const Strings scraps = {"\n",
                            "\n\n\n",
                            "LIMA 00000777  002.2 OF 002\n",
                            "SIPDIS\n",
                            "Q",
                            "-----\n",
                            "1. ",
                            "7. (C) ",
                            ". (U) ",
                            "\xC2\xB6",
                            "TAGS: ",
                            "SUBJECT: ",
                            "REF: A. ",
                            "E.O. 12958: ",
                            "PAGE 02 LIMA 00777 01 OF 02 041530Z\n",
                            "Classified By: ",
                            "UNCLAS LIMA 000777\n",
                            "(SBU) ",
                            "...",
                            "END SUMMARY",
                            "00000777 ",
                            "B. ",
                            "\xE2\x80\x9D"};
    std::mt19937 random(4711);
    for (int round = 0; round < 400; ++round) {
        std::string body = kBody;
        for (int i = 0; i < 6; ++i) {
            const std::size_t place = random() % (body.size() + 1);
            if (random() % 3 == 0) {
                body.erase(place, random() % 40);
            } else {
                body.insert(place, scraps[random() % scraps.size()]);
            }
        }
        body = valid_utf8(body);
        const Cable once = parsed(kHeader, body);
        EXPECT_EQ(once, parsed(kHeader, body));
        for (const Paragraph& paragraph : once.paragraphs) {
            for (const Line& line : split_lines(paragraph.text)) {
                EXPECT_FALSE(line.at > 0 && is_page_break(trim(line.text))) << body;
            }
        }
    }
}

TEST(ParseCable, TakesLinearTimeOnTextsMadeToBeSlow)
{
    for (const char* scrap :
         {"LIMA 00000777  002 OF 002\n\n\n", "00000777 ", ". (U) x\n\n", "-\n---\n", "(((((", "A. ",
          "SIPDIS\n\n", "END END ", "TAGS: ", "REF: A. B. C. ", "1. \n", "x\n---\n", "\n",
          "\xC2\xB6"
          "1. ",
          "PAGE 02 "}) {
        std::string body = "UNCLAS LIMA 000777\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: X\nREF: A. "
                           "QUITO 1\n\n1. (U) Text.\n";
        while (body.size() < (1U << 20U)) {
            body += scrap;
        }
        const auto begin = std::chrono::steady_clock::now();
        parsed(kHeader, body);
        parsed(kHeader, body.substr(70));
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
        EXPECT_LT(seconds.count(), 20.0) << scrap; // a quadratic step would take minutes
    }
}

TEST(ParseCable, UnderstandsTheCableOfTheModelPage)
{
    const auto data = testing::shared_data();
    if (!data) {
        GTEST_SKIP() << "skipped: no ../shared/data";
    }
    const std::string text = with_lf(read_file(*data / "seed/08GUATEMALA242.txt"));
    const Cable cable = parse_cable(split_text(text), {});
    check_cable(cable);
    EXPECT_EQ(cable.id, "08GUATEMALA242");
    EXPECT_EQ(cable.printed_id, "GUATEMALA 000242");
    EXPECT_EQ(format_rfc3339(*cable.created), "2008-02-27T19:56:00Z");
    EXPECT_EQ(cable.classification, (Classification{"UNCLAS", "unclassified", "FOUO",
                                                    "UNCLASSIFIED//FOR OFFICIAL USE ONLY"}));
    EXPECT_EQ(cable.origin, "Embassy Guatemala");
    EXPECT_THAT(cable.captions, ElementsAre("SIPDIS", "SENSITIVE"));
    EXPECT_EQ(cable.tags.size(), 9U);
    EXPECT_THAT(cable.signature, ElementsAre("Derham"));
    EXPECT_THAT(rules(cable), ElementsAre("repeated-line", "repeated-line", "lost-number"));
    EXPECT_THAT(kinds(cable), IsEmpty());
    ASSERT_EQ(cable.paragraphs.size(), 11U);
    for (std::size_t i = 0; i < cable.paragraphs.size(); ++i) {
        EXPECT_EQ(cable.paragraphs[i].anchor, "par" + std::to_string(i + 1));
    }
    EXPECT_EQ(cable.repairs[2].now, "9");
    EXPECT_EQ(cable.repairs[2].was, "");
    EXPECT_EQ(cable.headings.size(), 4U);
    EXPECT_EQ(from_json(to_json(cable)), cable);
}

} // namespace chancery::parse
