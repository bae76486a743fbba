#include "index/query/parse.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "base/testing.hpp"
#include "index/query/dates.hpp"
#include "index/query/examples.hpp"
#include "index/query/print.hpp"
#include "index/query/regex.hpp"
#include "index/query/shape.hpp"

namespace chancery::index::query {
namespace {

// The outline in one line: And(Word a (any form), Not(...)).
std::string line_of(const Node& node)
{
    std::string out = to_tree(node);
    out = out.substr(0, out.find('\n'));
    if (node.children.empty()) {
        return out;
    }
    out += " [";
    for (const Node& child : node.children) {
        out += (&child == &node.children.front() ? "" : ", ") + line_of(child);
    }
    return out + "]";
}

std::string read(std::string_view text)
{
    std::string out = line_of(read_query(text).tree);
    for (std::size_t at = out.find(" (any form)"); at != std::string::npos;
         at = out.find(" (any form)")) {
        out.erase(at, std::string_view(" (any form)").size());
    }
    return out;
}

TEST(ReadQuery, GivesTheTreeThatTheGrammarSays)
{
    struct Case {
        const char* query;
        const char* tree;
    };
    for (const auto& [query, tree] : {
             Case{"", "All"},
             Case{"  \t\n", "All"},
             Case{"visas", "Word visas"},
             Case{"a b", "And [Word a, Word b]"},
             Case{"a AND b && c", "And [Word a, Word b, Word c]"},
             Case{"a and b or not c", "And [Word a, Word and, Word b, Word or, Word not, Word c]"},
             Case{"a b OR c", "Or [And [Word a, Word b], Word c]"},
             Case{"a||b", "Or [Word a, Word b]"},
             Case{"a (b OR c)", "And [Word a, Or [Word b, Word c]]"},
             Case{"a -b", "And [Word a, Not [Word b]]"},
             Case{"a \u2013b \u2212c", "And [Word a, Not [Word b], Not [Word c]]"},
             Case{"a \u2013 b",
                  "And [Word a, Word \u2013, Word b]"}, // no word, once in normal form
             Case{"a !b NOT c", "And [Word a, Not [Word b], Not [Word c]]"},
             Case{"NOT NOT a", "Word a"},
             Case{"a-b -c-d", "And [Word a-b, Not [Word c-d]]"},
             Case{"a - b -- c", "And [Word a, Word b, Word c]"},
             Case{"+a", "Word a"},
             Case{"-()", "None"},
             Case{"\"a b\"", "Phrase [Word a, Word b]"},
             Case{"\u201Ca b\u201D", "Phrase [Word a, Word b]"},
             Case{"\u201Ea b\" \u00ABc d\u00BB",
                  "And [Phrase [Word a, Word b], Phrase [Word c, Word d]]"},
             Case{"=\"a b\"", "Phrase [Word =a (exact), Word =b (exact)]"},
             Case{"\"a* =b ~cd * e\"", "Phrase [Word a* (prefix), Word =b (exact), "
                                       "Word cd~1 (alike), Word * (wildcard), Word e]"},
             Case{"\"a b\"~5", "Near within 5, any order [Word a, Word b]"},
             Case{"\"a b\"~>5", "Near within 5, as written [Word a, Word b]"},
             Case{"a NEAR b", "Near within 10, any order [Word a, Word b]"},
             Case{"a NEAR/5 b near/5 c", "Near within 5, any order [Word a, Word b, Word c]"},
             Case{"a w/5 b", "Near within 5, any order [Word a, Word b]"},
             Case{"a PRE/5 \"b c\"", "Near within 5, as written [Word a, Phrase [Word b, Word c]]"},
             Case{"(a OR b) NEAR/2 c", "Near within 2, any order [Or [Word a, Word b], Word c]"},
             Case{"a b NEAR/2 c OR d",
                  "Or [And [Word a, Near within 2, any order [Word b, Word c]], Word d]"},
             Case{"near w/o pre", "And [Word near, Word w/o, Word pre]"},
             Case{"traffick*", "Word traffick* (prefix)"},
             Case{"tr?ffic*ing", "Word tr?ffic*ing (wildcard)"},
             Case{"~word ~worded word~ word~1 worded~ word~0.8",
                  "And [Word word~1 (alike), Word worded~2 (alike), Word word~1 (alike), "
                  "Word word~1 (alike), Word worded~2 (alike), Word word~1 (alike)]"},
             Case{"/a(b|c)+/ x", "And [Word /a(b|c)+/ (regular expression), Word x]"},
             Case{"/usr/bin", "Word /usr/bin"},
             Case{"2 of (a, b OR c)", "AtLeast 2 [Word a,, Word b, Word c]"},
             Case{"3 of a", "And [Word 3, Word of, Word a]"},
             Case{"subject:a b", "And [Within subject [Word a], Word b]"},
             Case{"SUBJECT: a", "Within subject [Word a]"},
             Case{"subject:(a OR -b)", "Within subject [Or [Word a, Not [Word b]]]"},
             Case{"subject:=a", "Within subject [Word =a (exact)]"},
             Case{"-to:\"a b\"", "Not [Within to [Phrase [Word a, Word b]]]"},
             Case{"tag:PHUM", "Attribute tag: PHUM"},
             Case{"tags:(a OR b*)", "Or [Attribute tag: a, Attribute tag: b* (prefix)]"},
             Case{"origin:\"Embassy Guatemala\"", "Attribute origin: Embassy Guatemala"},
             Case{"reason:1.4(b) x", "And [Attribute reason: 1.4(b), Word x]"},
             Case{"created:2008", "Range created: 2008"},
             Case{"date:2008-02-27", "Range created: 2008-02-27"},
             Case{"year:2008..2009", "Range created: 2008-01-01..2009-12-31"},
             Case{"@2011-08-26", "Range released: ..2011-08-26"},
             Case{"in:summary a tag:b c",
                  "And [Within summary [And [Word a, Word c]], Attribute tag: b]"},
             Case{"a in:summary OR b", "Or [Within summary [Word a], Word b]"},
             Case{"in:summary", "Within summary"},
             Case{"-in:signature", "Not [Within signer]"},
             Case{"in:(summary OR comment) a",
                  "Or [Within summary [Word a], Within comment [Word a]]"},
             Case{"in:summary in:comment a",
                  "Or [Within summary [Word a], Within comment [Word a]]"},
             Case{"para:(S OR S/NF) a",
                  "Or [Within paragraph S [Word a], Within paragraph S/NF [Word a]]"},
             Case{"in:summary para:S a -b", "Within summary [Within paragraph S [And "
                                            "[Word a, Not [Word b]]]]"},
             Case{"-para:(S)", "Not [Within paragraph S]"},
             Case{"http://a.b/c 12:30", "And [Word http://a.b/c, Word 12:30]"},
             Case{"a\xFF"
                  "b",
                  "And [Word a, Word b]"},
             Case{"where is he?", "And [Word where, Word is, Word he]"},
             Case{"visa?", "Word visa? (wildcard)"},
         }) {
        EXPECT_EQ(read(query), tree) << query;
    }
}

TEST(ReadQuery, SaysWhatWasReadOtherwise)
{
    struct Case {
        const char* query;
        NoteKind note;
        const char* tree;
    };
    for (const auto& [query, note, tree] : {
             Case{"\"a b", NoteKind::OpenQuote, "And [Word a, Word b]"},
             Case{"(a b", NoteKind::OpenBracket, "And [Word a, Word b]"},
             Case{"a) b", NoteKind::OpenBracket, "And [Word a, Word b]"},
             Case{"a ()", NoteKind::EmptyBracket, "Word a"},
             Case{"a \"\"", NoteKind::EmptyBracket, "Word a"},
             Case{"a AND", NoteKind::LoneOperator, "Word a"},
             Case{"OR a", NoteKind::LoneOperator, "Word a"},
             Case{"a OR OR b", NoteKind::LoneOperator, "Or [Word a, Word b]"},
             Case{"a NOT", NoteKind::LoneOperator, "Word a"},
             Case{"NEAR/5 a", NoteKind::LoneOperator, "Word a"},
             Case{"a NEAR", NoteKind::LoneOperator, "Word a"},
             Case{"a or b", NoteKind::SmallOperator, "And [Word a, Word or, Word b]"},
             Case{"not a", NoteKind::SmallOperator, "And [Word not, Word a]"},
             Case{"author:smith", NoteKind::NoSuchField, "And [Word author, Word smith]"},
             Case{"a in:preface", NoteKind::NoSuchRegion, "Word a"},
             Case{"a tag:", NoteKind::NoValue, "And [Word a, Word tag]"},
             Case{"subject:(a tag:b)", NoteKind::FieldInside,
                  "Within subject [And [Word a, Word b]]"},
             Case{"created:soon", NoteKind::NoDate, "Word soon"},
             Case{"created:2008-13", NoteKind::NoDate, "Word 2008-13"},
             Case{"created:2009..2008", NoteKind::TurnedRange,
                  "Range created: 2008-01-01..2009-12-31"},
             Case{"/a(b/", NoteKind::BadRegex, "Word a(b"},
             Case{"a *", NoteKind::NoLetter, "Word a"},
             Case{"word~9", NoteKind::OutOfRange, "Word word~2 (alike)"},
             Case{"a NEAR/99999999999999 b", NoteKind::OutOfRange,
                  "Near within 1000, any order [Word a, Word b]"},
             Case{"a NEAR/5 b NEAR/3 c", NoteKind::NearRead,
                  "And [Near within 5, any order [Word a, Word b], Near within 3, any order "
                  "[Word b, Word c]]"},
             Case{"(a b) NEAR/5 c", NoteKind::NearRead,
                  "Near within 5, any order [Word a, Word b, Word c]"},
             Case{"tag:a NEAR/5 b", NoteKind::NearRead, "And [Attribute tag: a, Word b]"},
         }) {
        const Reading reading = read_query(query);
        ASSERT_EQ(reading.notes.size(), 1U) << query;
        EXPECT_EQ(reading.notes[0].kind, note) << query;
        EXPECT_EQ(read(query), tree) << query;
    }
}

TEST(ReadQuery, KeepsItsLimits)
{
    std::string many;
    for (int i = 0; i < 3000; ++i) {
        many += "a ";
    }
    const std::string deep = std::string(3000, '(') + "a" + std::string(3000, ')');
    std::string mixed;
    for (int i = 0; i < 200; ++i) {
        mixed += "b OR (c -(in:summary ";
    }
    std::string copies = "in:(";
    for (int i = 0; i < 700; ++i) {
        copies += "summary ";
    }
    copies += ") a b c d e f g h i j k l m n o p";
    for (const std::string& query : {many, deep, mixed, copies, std::string(100'000, 'x')}) {
        const Reading reading = read_query(query);
        EXPECT_LE(count_nodes(reading.tree), kMaxNodes);
        EXPECT_LE(depth_of(reading.tree), kMaxDepth);
        EXPECT_FALSE(reading.notes.empty());
        EXPECT_LE(reading.notes.size(), kMaxNotes);
    }
}

TEST(ReadQuery, RunsOnlySoManyRegularExpressions)
{
    std::string query;
    for (int i = 0; i < 40; ++i) {
        query += "/a{" + std::to_string(1 + i % 20) + "}/ ";
    }
    const Reading reading = read_query(query);
    EXPECT_EQ(reading.notes.size(), 8U); // four patterns too many, each twice
    EXPECT_EQ(reading.notes[0].kind, NoteKind::BadRegex);
}

TEST(ReadDates, IncludesBothEnds)
{
    for (const auto& [text, printed] : {
             std::pair{"2008", "2008"},
             std::pair{"2008-2", "2008-02"},
             std::pair{"2008-02-29", "2008-02-29"},
             std::pair{"2007..2008-03", "2007-01-01..2008-03-31"},
             std::pair{"2007..", "2007-01-01.."},
             std::pair{"..2007", "..2007-12-31"},
             std::pair{">=2008-02", "2008-02-01.."},
             std::pair{">2008-02", "2008-03-01.."},
             std::pair{"<2008-02", "..2008-01-31"},
             std::pair{"<=2008-02", "..2008-02-29"},
             std::pair{"2199", "2199"},
             std::pair{"NONE", "none"},
         }) {
        const auto dates = read_dates(text);
        ASSERT_TRUE(dates) << text;
        EXPECT_EQ(print_dates(*dates), printed);
        EXPECT_EQ(read_dates(print_dates(*dates)), dates) << text;
    }
    for (const char* text : {"", "..", "2008..soon", "2008-02-30", "08", "20080227", ">", ">2199",
                             "<1800", "1799", "2200", "2008-02-27-01", "2008-"}) {
        EXPECT_FALSE(read_dates(text)) << text;
    }
}

TEST(WordRegex, MatchesWholeWordsInAnyCase)
{
    const auto regex = WordRegex::compile("Colou?r(ed)?");
    ASSERT_TRUE(regex);
    EXPECT_TRUE(regex->matches("color"));
    EXPECT_TRUE(regex->matches("coloured"));
    EXPECT_FALSE(regex->matches("discolored"));
    EXPECT_EQ(regex->required_prefix(), "colo");
    EXPECT_EQ(WordRegex::compile("abc|d")->required_prefix(), "");
    EXPECT_EQ(WordRegex::compile("ab+")->required_prefix(), "ab");
    EXPECT_EQ(WordRegex::compile("ab{0,3}")->required_prefix(), "a");
    EXPECT_FALSE(WordRegex::compile("a(b"));
    EXPECT_FALSE(WordRegex::compile("((a{100}){100}){100}"));
}

TEST(Examples, AreReadWithoutANote)
{
    for (const Example& example : examples()) {
        const Reading reading = read_query(example.query);
        EXPECT_TRUE(reading.notes.empty())
            << example.query << ": " << (reading.notes.empty() ? "" : reading.notes[0].text);
    }
}

TEST(Examples, AreThoseOfTheDocumentation)
{
    std::ifstream in(testing::source_folder() / "docs" / "query.md");
    const std::string document{std::istreambuf_iterator<char>(in), {}};
    std::string expected;
    std::string_view group;
    for (const Example& example : examples()) {
        if (example.group != group) {
            expected += (group.empty() ? "### " : "\n### ") + std::string(example.group) +
                        "\n\n| query | finds |\n|---|---|\n";
            group = example.group;
        }
        expected +=
            "| `" + std::string(example.query) + "` | " + std::string(example.finds) + " |\n";
    }
    const std::size_t from = document.find("### ");
    const std::size_t to = document.find("\n## Grammar");
    ASSERT_NE(from, std::string::npos);
    ASSERT_NE(to, std::string::npos);
    EXPECT_EQ(document.substr(from, to - from), expected);
}

} // namespace
} // namespace chancery::index::query
