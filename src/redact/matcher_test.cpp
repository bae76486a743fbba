#include "redact/matcher.hpp"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chancery::redact {
namespace {

using Found = std::vector<std::string>;

Found found(const std::vector<std::string>& names, std::string_view text)
{
    NameFinder finder(NameSet::of(names));
    Found out;
    for (const NameHit& hit : finder.find(text)) {
        out.emplace_back(text.substr(hit.at.from, hit.at.to - hit.at.from));
    }
    return out;
}

TEST(NameFinder, FindsANameHoweverItWasBroken)
{
    for (const std::string text :
         {"Juan Perez", "JUAN PÉREZ", "juan\nperez", "Juan  Pe-\nrez", "JuanPerez", "Juan.Perez",
          "JUAN\tPEREZ", "J u a n  P e r e z", "Ju\u00adan Pe\u200brez", "Jua\u0301n Perez"}) {
        EXPECT_EQ(found({"Juan Pérez"}, "said " + text + ", who").size(), 1U) << text;
    }
}

TEST(NameFinder, TakesPluralsAndPossessivesAndNoOtherWord)
{
    EXPECT_EQ(found({"Quill"}, "Quill's Quills' Quills Quill QUILL;"),
              (Found{"Quill", "Quill", "Quill", "Quill", "QUILL"}));
    EXPECT_EQ(found({"Quill"}, "Quillon tranquill Quilled"), Found());
    EXPECT_EQ(found({"Marx"}, "the Marxes"), Found{"Marx"});
    EXPECT_EQ(found({"Quill*"}, "Quillon tranquill Quilled"), (Found{"Quill", "Quill"}));
}

TEST(NameFinder, TakesAQForAQuotationMark)
{
    EXPECT_EQ(found({"Veskorian"}, "QVeskorianQ VeskorianQs QVESKORIANQ \nQVeskorian"),
              (Found{"Veskorian", "Veskorian", "VESKORIAN", "Veskorian"}));
    EXPECT_EQ(found({"Ira"}, "IRAQ and Iraqi"), Found());
    EXPECT_EQ(found({"Quillon"}, "QUILLON Quillon QQuillon"),
              (Found{"QUILLON", "Quillon", "Quillon"}));
    EXPECT_EQ(found({"Malik Q"}, "MALIK Q."), Found{"MALIK Q"});
}

TEST(NameFinder, ReadsLettersThatAreWrittenAsEntities)
{
    EXPECT_EQ(found({"Tomás Quill"}, "Tom&aacute;s Quill"), Found{"Tom&aacute;s Quill"});
    EXPECT_EQ(found({"Straße"}, "Stra&szlig;e &AElig;gir"), Found{"Stra&szlig;e"});
    EXPECT_EQ(found({"Tom amp s"}, "Tom&amp;s"), Found{"Tom&amp;s"});
}

TEST(NameFinder, FindsLongNamesInsideOfWordsThatRanTogether)
{
    EXPECT_EQ(found({"Martin Quill"}, "MRMARTINQUILLSAIDTHAT"), Found{"MARTINQUILL"});
    EXPECT_EQ(found({"Bo Li"}, "Abolition"), Found()); // too short for that
}

// Ten scripts, each as written and damaged by case, marks, blanks, line ends and hyphens.
TEST(NameFinder, FindsNamesInTenScripts)
{
    const std::vector<std::array<std::string, 4>> names = {
        {"Łukasz Żółć", "LUKASZ ZOLC", "Łukasz\nŻółć", "Łu-\nkasz Zółc"},
        {"Γιώργος Σεφέρης", "ΓΙΩΡΓΟΣ ΣΕΦΕΡΗΣ", "Γιωργος\nΣεφερης", "Γιώρ-\nγος Σεφέρης"},
        {"Пётр Чехов", "ПЕТР ЧЕХОВ", "Петр\nЧехов", "Пётр Че-\nхов"},
        {"Արամ Խաչատրյան", "ԱՐԱՄ ԽԱՉԱՏՐՅԱՆ", "Արամ\nԽաչատրյան", "Արամ Խաչա-\nտրյան"},
        {"ნინო ბერიძე", "ნინო  ბერიძე", "ნინო\nბერიძე", "ნინო ბერი-\nძე"},
        {"أحمد الخطيب", "احمد الخطيب", "أحمد\nالخطيب", "أَحْمَد الخـطـيـب"},
        {"דוד כהן", "דּוִד כֹּהֵן", "דוד\nכהן", "דוד כה-\nן"},
        {"राज कुमार", "राज  कुमार", "राज\nकुमार", "राज कु-\nमार"},
        {"王小明", "王 小明", "王小\n明", "王·小明"},
        {"たなか はな", "たなかはな", "たなか\nはな", "た なか はな"},
        {"김철수", "김 철수", "김철\n수", "김-철수"},
        {"สมชาย ใจดี", "สมชายใจดี", "สมชาย\nใจดี", "สมชาย  ใจดี"},
    };
    for (const auto& forms : names) {
        for (const std::string& form : forms) {
            EXPECT_EQ(found({forms[0]}, "x " + form + " y").size(), 1U) << forms[0] << ": " << form;
        }
    }
    EXPECT_EQ(found({"王小明"}, "昨天王小明说"), Found{"王小明"}); // no blanks between words
    EXPECT_EQ(found({"김철수"}, "김철수는"), Found{"김철수"});     // particles follow
    EXPECT_EQ(found({"الخطيب"}, "والخطيب"), Found{"الخطيب"});      // and go before
}

TEST(NameFinder, ComparesLongPassagesToTheirEnd)
{
    std::string passage;
    for (int i = 0; i < 400; ++i) {
        passage += "word" + std::to_string(i) + " ";
    }
    EXPECT_EQ(found({passage}, "Before. " + passage + "After.").size(), 1U);
    EXPECT_EQ(found({passage}, "Before. " + passage.substr(0, passage.size() - 3) + "x After."),
              Found());
}

TEST(NameFinder, KnowsNamesByTheirNumberAndTakesShortOnesForNone)
{
    NameFinder finder(NameSet::of({"", "x", "Quill", "quill", "Martin Quill"}));
    std::vector<std::uint32_t> numbers;
    for (const NameHit& hit : finder.find("Martin Quill")) {
        numbers.push_back(hit.name);
    }
    EXPECT_THAT(numbers, ::testing::UnorderedElementsAre(2U, 3U, 4U));
    EXPECT_FALSE(is_long_enough("Li"));
    EXPECT_TRUE(is_long_enough("王小"));
    EXPECT_TRUE(NameFinder(NameSet::of({})).find("any").empty());
}

// Every start and end is tried, letter by letter.
Found judged(const std::string& name, std::string_view text)
{
    LetterReader reader;
    Letters letters;
    reader.read(text, letters);
    Found out;
    for (const std::string& spelt : spellings(name)) {
        for (std::size_t at = 0; at + spelt.size() <= letters.text.size(); ++at) {
            const std::size_t end = at + spelt.size();
            if (letters.text.substr(at, spelt.size()) != spelt ||
                (letters.flags[at] & Letters::kWordStart) == 0) {
                continue;
            }
            const std::string rest = letters.text.substr(end, 2);
            const auto ends = [&](std::size_t i) {
                return (letters.flags[i] & Letters::kWordEnd) != 0;
            };
            if (ends(end - 1) || (rest.starts_with('s') && ends(end)) ||
                (rest == "es" && ends(end + 1))) {
                const Span place = letters.place(at, end);
                out.emplace_back(text.substr(place.from, place.to - place.from));
            }
        }
    }
    return out;
}

TEST(NameFinder, AgreesWithASlowJudgeOnRandomTexts)
{
    std::mt19937 random(7);
    const auto pick = [&](std::string_view of) { return of[random() % of.size()]; };
    for (int round = 0; round < 3000; ++round) {
        std::string name;
        for (std::size_t i = 3 + random() % 3; i > 0; --i) {
            name += pick("abse");
        }
        std::string text;
        for (std::size_t i = random() % 60; i > 0; --i) {
            text += pick("aabbsseeAB -'\n.Q");
        }
        EXPECT_EQ(found({name}, text), judged(name, text)) << name << " in " << text;
    }
}

} // namespace
} // namespace chancery::redact
