#include "index/excerpts.hpp"

#include <random>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "index/made_entries.hpp"
#include "index/query/normal.hpp"
#include "index/query/parse.hpp"

namespace chancery::index {
namespace {

const query::Node kAny;

// One paragraph a line; the first line is the subject.
IndexedCable entry_of(const std::vector<std::string>& lines)
{
    IndexedCable entry;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto from = static_cast<std::uint32_t>(entry.text.size());
        entry.text += lines[i];
        const Span at{from, static_cast<std::uint32_t>(entry.text.size())};
        entry.text += '\n';
        entry.regions.push_back({i == 0 ? Region::Subject : Region::Paragraph, at,
                                 i == 0 ? "" : "C", i == 0 ? "" : "par" + std::to_string(i)});
        entry.breaks.push_back(at.from);
        entry.breaks.push_back(at.to);
    }
    return entry;
}

// Marks of all places of these words.
std::vector<Stretch> marks_of(const IndexedCable& entry, const std::vector<std::string>& asked)
{
    Analyzer analyzer;
    CableWords words;
    words.read(entry, analyzer);
    std::vector<Stretch> marks;
    for (const Token& token : words.tokens().list) {
        if (std::ranges::find(asked, words.tokens().word(token)) != asked.end()) {
            marks.push_back({token.position, token.position + 1});
        }
    }
    return marks;
}

// [word] for what is marked.
std::string shown(const std::vector<TextPiece>& pieces)
{
    std::string out;
    for (const TextPiece& piece : pieces) {
        out += piece.marked ? "[" + piece.text + "]" : piece.text;
    }
    return out;
}

TEST(Excerpts, AreTheParagraphsWithMostDifferentMarkedWordsInTheOrderOfTheText)
{
    const IndexedCable entry =
        entry_of({"A SUBJECT", "1. (C) The ferry, the ferry.", "2. (C) Nothing here.",
                  "3. (C) A ferry in\n  the harbour.", "4. (C) Only a harbour."});
    Excerpter excerpter;
    const Excerpts two = excerpter.best(entry, {kAny, marks_of(entry, {"ferry", "harbour"})}, 2);
    ASSERT_EQ(two.best.size(), 2U);
    EXPECT_EQ(two.best[0].anchor, "par1");
    EXPECT_EQ(shown(two.best[0].pieces), "The [ferry], the [ferry].");
    EXPECT_EQ(two.best[1].anchor, "par3");
    EXPECT_EQ(shown(two.best[1].pieces), "A [ferry] in the [harbour].");
    EXPECT_EQ(two.best[1].mark, "C");
    EXPECT_EQ(two.more, 1U);
    EXPECT_TRUE(two.subject.empty());
}

TEST(Excerpts, ShowMarksOfTheSubjectThere)
{
    const IndexedCable entry = entry_of({"FERRY SERVICE", "1. (C) The ferry runs."});
    Excerpter excerpter;
    const Excerpts out = excerpter.best(entry, {kAny, marks_of(entry, {"ferry"})}, 3);
    EXPECT_EQ(shown(out.subject), "[FERRY] SERVICE");
    ASSERT_EQ(out.best.size(), 1U);
    EXPECT_EQ(shown(out.best[0].pieces), "The [ferry] runs.");
}

TEST(Excerpts, OfACableWithoutMarksAreItsBeginning)
{
    const IndexedCable entry = entry_of({"A SUBJECT", "1. (C) First.", "2. (C) Second."});
    Excerpter excerpter;
    const Excerpts out = excerpter.best(entry, {kAny, {}}, 3);
    ASSERT_EQ(out.best.size(), 1U);
    EXPECT_EQ(shown(out.best[0].pieces), "First.");
    EXPECT_EQ(out.more, 0U);
    EXPECT_TRUE(excerpter.best(IndexedCable(), {kAny, {}}, 3).best.empty());
}

TEST(Excerpts, OfALongParagraphShowTheStretchWithMostMarks)
{
    std::string text = "1. (C) ";
    for (int i = 0; i < 300; ++i) {
        text += i == 20 ? "ferry " : i == 200 ? "ferry harbour pilot " : "word ";
    }
    const IndexedCable entry = entry_of({"A SUBJECT", text + "end."});
    Excerpter excerpter;
    const Excerpts out =
        excerpter.best(entry, {kAny, marks_of(entry, {"ferry", "harbour", "pilot"})}, 1);
    ASSERT_EQ(out.best.size(), 1U);
    const std::string excerpt = shown(out.best[0].pieces);
    EXPECT_TRUE(excerpt.contains("[ferry] [harbour] [pilot]")) << excerpt;
    EXPECT_TRUE(excerpt.starts_with("…") && excerpt.ends_with("…")) << excerpt;
    EXPECT_LE(excerpt.size(), kExcerptBytes + 20);
}

// The text of an excerpt without ellipses, with all white space one blank, is in the cable's; the
// marked pieces are the marked words.
TEST(Excerpts, AreTextOfTheCableWhateverIsMarked)
{
    std::mt19937_64 random(3);
    Excerpter excerpter;
    Analyzer analyzer;
    CableWords words;
    for (const IndexedCable& entry : testing::made_entries(150, 5)) {
        words.read(entry, analyzer);
        std::vector<Stretch> marks;
        std::uint32_t at = 0;
        while (at < words.tokens().positions) {
            at += static_cast<std::uint32_t>(random() % 12);
            const std::uint32_t to = at + 1 + static_cast<std::uint32_t>(random() % 3);
            marks.push_back({at, to});
            at = to;
        }
        const std::string flat = collapse_spaces(entry.text);
        const std::size_t count = random() % 4;
        const Excerpts out = excerpter.best(entry, {kAny, marks}, count);
        EXPECT_LE(out.best.size(), count);
        for (const Excerpt& excerpt : out.best) {
            std::string text;
            for (const TextPiece& piece : excerpt.pieces) {
                text += piece.text == "…" ? "" : piece.text;
                EXPECT_FALSE(piece.text.empty());
                EXPECT_TRUE(is_utf8(piece.text));
            }
            EXPECT_TRUE(flat.contains(collapse_spaces(text))) << text << "\n" << flat;
        }
    }
}

TEST(Excerpts, OfStretchesThatAreNotThereAreNoHarm)
{
    const IndexedCable entry = entry_of({"A SUBJECT", "1. (C) The ferry runs."});
    Excerpter excerpter;
    for (const Stretch mark : {Stretch{500, 600}, Stretch{7, 3}, Stretch{0, UINT32_MAX}}) {
        EXPECT_LE(excerpter.best(entry, {kAny, {mark}}, 3).best.size(), 2U);
    }
}

TEST(Excerpts, KeepCharactersWholeInAWordWithoutABlank)
{
    std::string text = "1. (C) ferry ";
    for (int i = 0; i < 400; ++i) {
        text += "\u00E9";
    }
    const IndexedCable entry = entry_of({"A SUBJECT", text});
    Excerpter excerpter;
    const Excerpts out = excerpter.best(entry, {kAny, marks_of(entry, {"ferry"})}, 1);
    ASSERT_EQ(out.best.size(), 1U);
    for (const TextPiece& piece : out.best[0].pieces) {
        EXPECT_TRUE(is_utf8(piece.text)) << piece.text;
    }
}

TEST(Excerpts, MarkAWordThatIsJoinedToAnotherOnlyAsFarAsItWasAskedFor)
{
    const IndexedCable entry = entry_of({"A SUBJECT", "1. (C) A center-left cabinet.",
                                         "2. (C) A 31-year-old man for-\n  eign to it."});
    Excerpter excerpter;
    Analyzer analyzer;
    struct Case {
        std::string query;
        std::vector<std::string> words;
        std::string shown;
    };
    for (const auto& [query, words, expected] :
         {Case{"left", {"left"}, "A center-[left] cabinet."},
          Case{"center", {"center"}, "A [center]-left cabinet."},
          Case{"centerleft", {"centerleft"}, "A [center-left] cabinet."},
          Case{"\"year old\"", {"year", "old"}, "A 31-[year]-[old] man for- eign to it."},
          Case{"foreign", {"foreign"}, "A 31-year-old man [for- eign] to it."},
          Case{"foreig*", {"foreign"}, "A 31-year-old man [for- eign] to it."},
          Case{"eign -foreign", {"eign"}, "A 31-year-old man for- [eign] to it."}}) {
        const query::Node normal = query::normal_form(query::read_query(query).tree, analyzer);
        const Excerpts out = excerpter.best(entry, {normal, marks_of(entry, words)}, 1);
        ASSERT_EQ(out.best.size(), 1U) << query;
        EXPECT_EQ(shown(out.best[0].pieces), expected) << query;
    }
}

TEST(Excerpts, MarkJoinedWordsWholeWhereTooManyWouldHaveToBeLookedAt)
{
    std::string many = "1. (C)";
    for (int i = 0; i < 2100; ++i) {
        many += " center-left";
    }
    const IndexedCable entry = entry_of({"A SUBJECT", many, "2. (C) One center-left more."});
    Excerpter excerpter;
    Analyzer analyzer;
    for (const std::string query : {"left", "/left/"}) {
        const query::Node normal = query::normal_form(query::read_query(query).tree, analyzer);
        const Excerpts out = excerpter.best(entry, {normal, marks_of(entry, {"left"})}, 2);
        ASSERT_EQ(out.best.size(), 2U);
        EXPECT_TRUE(shown(out.best[0].pieces).starts_with("center-[left] center-[left]"));
        EXPECT_EQ(shown(out.best[1].pieces), "One [center-left] more.");
    }
}

} // namespace
} // namespace chancery::index
