#include "article/markdown.hpp"

#include <chrono>

#include <gmock/gmock.h>

namespace chancery::article {
namespace {

using Kind = Piece::Kind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Document document(std::string_view text)
{
    auto read = read_markdown(text);
    EXPECT_TRUE(read) << read.error().what;
    return read ? *read : Document();
}

std::string problem(std::string_view text)
{
    const auto read = read_markdown(text);
    return read ? "" : std::to_string(read.error().line) + ": " + read.error().what;
}

std::string repeated(std::string_view what, std::size_t bytes)
{
    std::string out;
    while (out.size() + what.size() <= bytes) {
        out += what;
    }
    return out;
}

std::vector<CitedCable> cited(std::string_view text)
{
    return cited_cables(document(text));
}

TEST(Markdown, IsAListOfWhatBeginsAndEnds)
{
    const Document expected = {
        {.kind = Kind::Paragraph},
        {.kind = Kind::Text, .text = "See "},
        {.kind = Kind::Strong},
        {.kind = Kind::Text, .text = "fog"},
        {.kind = Kind::Strong, .is_end = true},
        {.kind = Kind::Text, .text = "\n"},
        {.kind = Kind::Cable, .number = 4, .text = "08LINDEN242 ¶4", .target = "08LINDEN242"},
        {.kind = Kind::Text, .text = "."},
        {.kind = Kind::Paragraph, .is_end = true}};
    EXPECT_EQ(document("See **fog**\n[08LINDEN242 ¶4]."), expected);
}

TEST(Markdown, KnowsCablesInAnySpelling)
{
    const std::vector<CitedCable> whole = {{"08LINDEN242", 0}};
    const std::vector<CitedCable> fourth = {{"08LINDEN242", 4}};
    for (const std::string_view text :
         {"[08LINDEN242]", "[08linden000242]", "[ 08LINDEN242 ]", "x[[08LINDEN242]]"}) {
        EXPECT_EQ(cited(text), whole) << text;
    }
    for (const std::string_view text :
         {"[08LINDEN242 ¶4]", "[08LINDEN242, ¶ 4]", "[08LINDEN242 par 4]", "[08LINDEN242 para 4]",
          "[08LINDEN242 para. 4]", "[08LINDEN242\nparagraph 4]", "[08LINDEN242 ¶¶4-6]",
          "[08LINDEN242 paras 4–6, 8]", "[08LINDEN242¶4]", "**[08LINDEN242 ¶4]**"}) {
        EXPECT_EQ(cited(text), fourth) << text;
    }
    for (const std::string_view text :
         {"08LINDEN242", "[LINDEN 242]", "[08LINDEN242 and more]", "[08LINDEN242 ¶]",
          "[08LINDEN242 ¶four]", "[08LINDEN242 ¶4444]", "[08LINDEN242 ¶0]", "`[08LINDEN242]`",
          "[08LINDEN242](http://x.example)", "\n    [08LINDEN242]", "[08LINDEN242\n\n]"}) {
        EXPECT_EQ(cited(text), std::vector<CitedCable>()) << text;
    }
}

TEST(Markdown, NamesACableOnceForEachParagraph)
{
    EXPECT_THAT(cited("[08LINDEN2 ¶3] [08LINDEN1] [08LINDEN2 ¶3] [08LINDEN2]"),
                ElementsAre(CitedCable{"08LINDEN2", 3}, CitedCable{"08LINDEN1", 0},
                            CitedCable{"08LINDEN2", 0}));
}

TEST(Markdown, HasNoMarkupAndNoPicturesAndNoLinksThatDoSomething)
{
    const std::string seen = visible_text(document(
        "<script>alert(1)</script>\n\na <b onclick=x>bold</b> ![a map](http://x.example/map.svg "
        "\"t\")\n\n"
        "[one](javascript:alert(1)) [two](data:text/html,x) [three](//x.example) [four](a/b) "
        "[five](java&#10;script:x) [six](\\\\x.example) <vbscript:x> "
        "[seven](HTTPS://x.example/y)"));
    EXPECT_THAT(seen, Not(HasSubstr("script>")));
    EXPECT_THAT(seen, Not(HasSubstr("alert")));
    EXPECT_THAT(seen, Not(HasSubstr("onclick")));
    EXPECT_THAT(seen, Not(HasSubstr("map.svg")));
    EXPECT_THAT(seen, Not(HasSubstr("data:")));
    EXPECT_THAT(seen, HasSubstr("a bold a map"));
    EXPECT_THAT(seen, HasSubstr("one two three four five six vbscript:x seven"));
    EXPECT_THAT(seen, HasSubstr("HTTPS://x.example/y"));
}

// cmark puts an address in angle brackets into a link.
TEST(Markdown, HasNoLinksInLinks)
{
    const Document expected = {{.kind = Kind::Paragraph},
                               {.kind = Kind::Link, .target = "https://y.example"},
                               {.kind = Kind::Text, .text = "a https://x.example [08LINDEN1]"},
                               {.kind = Kind::Link, .is_end = true},
                               {.kind = Kind::Text, .text = " b "},
                               {.kind = Kind::Link, .target = "https://x.example"},
                               {.kind = Kind::Text, .text = "https://x.example"},
                               {.kind = Kind::Link, .is_end = true},
                               {.kind = Kind::Paragraph, .is_end = true}};
    EXPECT_EQ(document("[a <https://x.example> [08LINDEN1]](https://y.example) "
                       "[b <https://x.example>](javascript:y)"),
              expected);
}

TEST(Markdown, ShowsWhatAReaderSeesAsOneTextWhateverMarkupStandsInIt)
{
    EXPECT_THAT(visible_text(document("Ju<b>an</b> P&#233;r*ez*")), HasSubstr("Juan Pérez"));
    EXPECT_THAT(visible_text(document("[a](http://x.example/Ju%61n%20P)")), HasSubstr("/Juan P"));
    EXPECT_THAT(visible_text(document("Ju[an][1]\n\n[1]: http://x.example")), HasSubstr("Juan"));
}

TEST(Markdown, HasNoCharactersThatNobodySeesAlsoAsEntities)
{
    EXPECT_THAT(visible_text(document("a&#x202E;b&#1;c&#x85;d `e`")),
                HasSubstr("a\uFFFDb\uFFFDc\uFFFDd e"));
}

TEST(Markdown, BeginsWithItsFirstWords)
{
    EXPECT_EQ(beginning(document("# Title\n\nOne *two*\nthree [08LINDEN1].\n\n- four"), 100),
              "One two three [08LINDEN1]. four");
    EXPECT_EQ(beginning(document("One two three"), 7), "One two…");
}

TEST(Markdown, IsRefusedWhereItGoesTooDeep)
{
    EXPECT_EQ(problem("a\n\n" + repeated(">", 60)),
              "3: more than 50 quotes and lists in one another");
    EXPECT_EQ(problem(repeated("- ", 200) + "x"),
              "1: more than 50 quotes and lists in one another");
    EXPECT_EQ(problem("a\n\n" + repeated("*a **a ", 700) + repeated("b** b*", 600)),
              "3: more than 50 things in one another");
    std::string lists;
    for (std::size_t depth = 0; depth < 60; ++depth) {
        lists += std::string(2 * depth, ' ') + "- a\n";
    }
    EXPECT_THAT(problem(lists), HasSubstr("more than 50 things in one another"));
    EXPECT_EQ(problem(repeated("![a](b) ", 8 * (kMaxPictures + 1))),
              "1: more than 500 pictures (none would be shown)");
    EXPECT_EQ(problem("[a]: /" + std::string(50'000, 'x') + "\n\n" + repeated("[a] ", 100'000)),
              "1: too many links that name long definitions (empty lines between these help)");
    EXPECT_EQ(problem(repeated("-", 60'000)), "");
}

// Each made to let a parser look again and again; 14 seconds for the first, if it were given to cmark.
TEST(Markdown, TakesBoundedTimeWhateverIsInIt)
{
    constexpr std::size_t kBytes = 256U << 10U;
    constexpr std::chrono::seconds kEnough{5}; // under the sanitizers, on a busy machine
    for (const std::string_view what :
         {"![[]()", "[",     "[a](",     "*a_ ",   "**x* ",      "a**b",
          "`",      "<",     "<!--",     "<a \"",  "&",          "\\",
          ">",      "- ",    "[a]: x\n", "[a](<b", "[08LINDEN2", "[08LINDEN2] ",
          "]:",     "> a\n", "x]: y\n",  "\t",     "a\n==\n",    "1. "}) {
        const auto begin = std::chrono::steady_clock::now();
        const auto read = read_markdown(repeated(what, kBytes));
        EXPECT_LT(std::chrono::steady_clock::now() - begin, kEnough) << what;
        if (read) {
            EXPECT_LE(visible_text(*read).size(), 3 * kMaxDocumentBytes) << what;
        }
    }
}

} // namespace
} // namespace chancery::article
