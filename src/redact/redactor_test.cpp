#include "redact/redactor.hpp"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "cable/cable_json.hpp"

namespace chancery::redact {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kId = "08LINDEN242";

std::string
telegram(std::string_view subject = "FERRIES OF LINDEN",
         std::string_view text = "1. (U) The harbour is calm.\n\n2. (C) Juan Perez sees it.\n")
{
    return "VZCZCXYZ0013\nRR RUEHWEB\n\nDE RUEHGT #0242/01 0581956\nZNR UUUUU ZZH\nR 271956Z FEB "
           "08\n"
           "FM AMEMBASSY LINDEN\nTO RUEHC/SECSTATE WASHDC 4858\nUNCLAS LINDEN 000242\n\nSIPDIS\n\n"
           "E.O. 12958: N/A\nTAGS: PGOV\nSUBJECT: " +
           std::string(subject) + "\n\n" + std::string(text) + "QUILL\n";
}

Redaction text_of(std::int64_t number, std::string text, std::vector<std::string> cables = {})
{
    return {
        .number = number, .kind = Kind::Text, .text = std::move(text), .cables = std::move(cables)};
}

Redacted read(std::vector<Redaction> redactions, const std::string& text, Given given = {},
              std::vector<Refusal> refusals = {})
{
    Redactor redactor(RuleSet::of(std::move(redactions), std::move(refusals)));
    return redactor.read(std::string(kId), parse::split_text(text), std::move(given));
}

TEST(Redactor, LeavesAMarkOfTheSameLengthForEveryName)
{
    const Redacted done = read({text_of(1, "Juan Perez"), text_of(2, "harbour")}, telegram());
    EXPECT_THAT(done.cable.body, HasSubstr("1. (U) The XXXXXXXXXXXX is calm."));
    EXPECT_THAT(done.cable.body, HasSubstr("2. (C) XXXXXXXXXXXX sees it."));
    EXPECT_EQ(done.effects.size(), 2U);
    EXPECT_EQ(done.cable.id, kId);
    EXPECT_EQ(done.cable.removed.size(), 2U);
    EXPECT_FALSE(done.fingerprint.empty());
}

TEST(Redactor, ChangesNothingElse)
{
    const std::string text = telegram();
    EXPECT_EQ(read({text_of(1, "Nobody Here")}, text).cable,
              parse::parse_cable(parse::split_text(text)));
    EXPECT_EQ(read({text_of(1, "Nobody Here")}, text).fingerprint, "");
    const Redacted done = read({text_of(1, "Juan Perez")}, text);
    std::string body = parse::split_text(text).body;
    body.replace(body.find("Juan Perez"), 10, kMark);
    EXPECT_EQ(done.cable.body, body);
    EXPECT_EQ(done.cable.header, parse::split_text(text).header);
}

TEST(Redactor, ReachesSubjectSummaryHeaderSignatureAndWhatTheSourceSays)
{
    const std::string text = telegram(
        "JUAN PEREZ ON FERRIES", "1. (U) SUMMARY: Juan\nPerez and J. Quill.\n\n2. (U) More.\n");
    Given given;
    given.subject = "Juan Pérez on Ferries";
    const Redacted done =
        read({text_of(1, "Juan Perez"), text_of(2, "Quill"), text_of(3, "SECSTATE WASHDC")}, text,
             given);
    const std::string json = to_json(done.cable);
    for (const std::string gone : {"Perez", "PEREZ", "Pérez", "Quill", "QUILL", "SECSTATE"}) {
        EXPECT_THAT(json, Not(HasSubstr(gone)));
    }
    EXPECT_THAT(done.cable.subject, HasSubstr("XXXXXXXXXXXX"));
}

TEST(Redactor, WritesAPseudonymWhereTheEditorWantsOne)
{
    Redaction redaction = text_of(1, "Juan Perez");
    redaction.pseudonym = "source 3";
    EXPECT_THAT(read({redaction}, telegram()).cable.body, HasSubstr("2. (C) [source 3] sees it."));
}

TEST(Redactor, KeepsToTheCablesOfARule)
{
    EXPECT_EQ(read({text_of(1, "Juan Perez", {"08LINDEN243"})}, telegram()).fingerprint, "");
    EXPECT_NE(read({text_of(1, "Juan Perez", {"08LINDEN242"})}, telegram()).fingerprint, "");
}

TEST(Redactor, TakesOutAParagraphAndLeavesItsNumberAndMark)
{
    Redaction redaction{
        .number = 1, .kind = Kind::Paragraph, .text = "par2", .cables = {std::string(kId)}};
    const Redacted done = read({redaction}, telegram());
    EXPECT_THAT(done.cable.body, HasSubstr("2. (C) XXXXXXXXXXXX\n"));
    EXPECT_THAT(done.cable.body, Not(HasSubstr("Juan")));
    ASSERT_EQ(done.cable.paragraphs.size(), 2U);
    EXPECT_EQ(done.cable.paragraphs[1].mark, "C");
    redaction.text = "par7";
    EXPECT_THROW(read({redaction}, telegram()), RedactionError);
}

TEST(Redactor, TakesOutWhatAPatternMatches)
{
    const Redaction redaction{.number = 1, .kind = Kind::Pattern, .text = R"(passport\s+\w+)"};
    const Redacted done = read({redaction}, telegram("X", "1. (U) His PASSPORT\nX123 was seen.\n"));
    EXPECT_THAT(done.cable.body, HasSubstr("His XXXXXXXXXXXX was seen."));
}

TEST(Redactor, FindsANameAcrossAPageBreak)
{
    const std::string text = telegram("X", "1. (U) The minister met Juan\n\nLINDEN 00000242  002 "
                                           "OF 003\n\n\nPerez at noon.\n\n2. (U) More.\n");
    const Redacted done = read({text_of(1, "Juan Perez")}, text);
    EXPECT_THAT(done.cable.body, Not(HasSubstr("Juan")));
    EXPECT_THAT(done.cable.body, Not(HasSubstr("Perez")));
    EXPECT_THAT(done.cable.body, HasSubstr("met XXXXXXXXXXXX"));
    EXPECT_THAT(done.cable.body, HasSubstr("002 OF 003")); // what is no part of the name stays
}

TEST(Redactor, FindsAParagraphByItsLettersWhereverItStandsNow)
{
    const std::string letters =
        name_of_letters(parse::parse_cable(parse::split_text(telegram())).paragraphs.at(1).text);
    const Redaction redaction{.number = 1,
                              .kind = Kind::Paragraph,
                              .text = "par1#" + letters,
                              .cables = {std::string(kId)}};
    const Redacted done = read({redaction}, telegram());
    EXPECT_THAT(done.cable.body, HasSubstr("1. (U) The harbour is calm."));
    EXPECT_THAT(done.cable.body, HasSubstr("2. (C) XXXXXXXXXXXX\n"));
    EXPECT_THROW(read({redaction}, telegram("X", "1. (U) Other words.\n")), RedactionError);
}

TEST(Redactor, TakesOutHalvesOfANameThatStandInLinesPrintedAgain)
{
    const Redacted done =
        read({text_of(1, "Tomas Quillonero")},
             telegram("X", "1. (U) The envoy said that Tomas \nQuillonero came at noon and sat \n"
                           "QQuillonero came at noon and sat \ndown.\n"));
    EXPECT_THAT(to_json(done.cable), Not(HasSubstr("Quillonero")));
}

TEST(Redactor, FindsANameAcrossTheClassificationOfAPage)
{
    const Redacted done =
        read({text_of(1, "Tomas Quillonero")},
             telegram("X", "1. (U) The envoy said that Tomas\nCONFIDENTIAL\nQuillonero came.\n"));
    EXPECT_THAT(done.cable.body, Not(HasSubstr("Quillonero")));
}

TEST(Redactor, LetsStandWhatTheEditorRefused)
{
    const std::string text = telegram(
        "X", "1. (U) Juan Perez, the baker, spoke.\n\n2. (U) Then Juan Perez, the source, left.\n");
    const Redacted all = read({text_of(1, "Juan Perez")}, text);
    ASSERT_EQ(all.effects.size(), 2U);
    EXPECT_NE(all.effects[0].place, all.effects[1].place);
    EXPECT_EQ(all.effects[1].taken, "Juan Perez");
    EXPECT_THAT(all.effects[1].after, HasSubstr("the source"));
    const Redacted done =
        read({text_of(1, "Juan Perez")}, text, {}, {{1, std::string(kId), all.effects[0].place}});
    EXPECT_THAT(done.cable.body, HasSubstr("Juan Perez, the baker"));
    EXPECT_THAT(done.cable.body, HasSubstr("XXXXXXXXXXXX, the source"));
}

TEST(Redactor, RefusesACableWhoseIdWouldHaveToGo)
{
    EXPECT_THROW(
        read({text_of(1, "08LINDEN242")}, telegram("X", "1. (U) As 08LINDEN242 has it.\n")),
        RedactionError);
}

TEST(RuleSet, SaysWhichRuleIsNoRule)
{
    const auto error = [](const Redaction& redaction) { return problem_with(redaction); };
    EXPECT_THAT(error({.kind = Kind::Text, .text = "Li"}), HasSubstr("fewer than three letters"));
    EXPECT_THAT(error({.kind = Kind::Pattern, .text = "("}), HasSubstr("not a regular expression"));
    EXPECT_THAT(error({.kind = Kind::Pattern, .text = "a*"}), HasSubstr("matches nothing at all"));
    EXPECT_THAT(error({.kind = Kind::Paragraph, .text = "par2"}), HasSubstr("of one cable"));
    EXPECT_THAT(error({.kind = Kind::Text, .text = "Juan Perez", .cables = {"what"}}),
                HasSubstr("no reference id"));
    EXPECT_THAT(error({.kind = Kind::Text, .text = "Juan Perez", .pseudonym = "a]b"}),
                HasSubstr("pseudonym"));
    EXPECT_THROW(RuleSet::of({{.number = 4, .kind = Kind::Text, .text = "Li"}}), UsageError);
}

// Whatever is taken out of whatever text: it is nowhere in what comes out, and the rest is as it was.
TEST(Redactor, LeavesNoneOfRandomNamesInRandomTexts)
{
    std::mt19937 random(11);
    const std::vector<std::string> names = {"Juan Perez", "Maria Quill", "Zorn", "Ana Lopez Vega"};
    const std::vector<std::string> pieces = {"Juan Perez",
                                             "JUAN\nPEREZ",
                                             "Ju-\nan Perez",
                                             "Maria  Quill's",
                                             "Zorn",
                                             "zorns",
                                             "Ana\nLópez\nVega",
                                             "calm",
                                             "the harbour",
                                             "\n\n3. (U) ",
                                             "\n\nLINDEN 00000242  002 OF 003\n\n",
                                             "Juan",
                                             "Perez",
                                             " -- ",
                                             "SUMMARY: ",
                                             "\nQ"};
    std::vector<Redaction> redactions;
    for (const std::string& name : names) {
        redactions.push_back(text_of(static_cast<std::int64_t>(redactions.size()) + 1, name));
    }
    const auto rules = RuleSet::of(redactions);
    Redactor redactor(rules);
    for (int round = 0; round < 400; ++round) {
        std::string text = "1. (U) ";
        for (std::size_t i = random() % 40; i > 0; --i) {
            text += pieces[random() % pieces.size()] + std::string(" ");
        }
        const std::string subject = random() % 3 == 0 ? names[random() % names.size()] : "FERRIES";
        const std::string sent = telegram(subject, text + "\n");
        const Redacted done = redactor.read(std::string(kId), parse::split_text(sent), {});
        for (const std::string& line : redactor.leaks_in_view(std::string(kId), done.cable)) {
            ADD_FAILURE() << line << "\n" << sent;
        }
        // Taking the marks out of one and the effects out of the other leaves the same text.
        std::string rest = done.cable.body;
        for (std::size_t at = 0; (at = rest.find(kMark, at)) != std::string::npos;) {
            rest.erase(at, kMark.size());
        }
        for (const std::string& name : names) {
            EXPECT_EQ(rest.find(name), std::string::npos) << name << "\n" << sent;
        }
    }
}

} // namespace
} // namespace chancery::redact
